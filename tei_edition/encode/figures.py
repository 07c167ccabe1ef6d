"""Cells and pictures of a source → `table` and `figure` (TEI Guidelines, chapter 14)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from lxml import etree

from tei_edition.encode.inline import Builder, inline, picture
from tei_edition.tei import append_element

__all__ = ["write_figure", "write_table"]


def write_table(builder: Builder, parent: etree._Element, indexes: Sequence[int]) -> None:
    """Write the blocks of one table: a caption becomes its `head`, cells stand in the rows they name."""
    blocks = builder.article.blocks
    table = append_element(parent, "table")
    for row, group in groupby(indexes, key=lambda index: blocks[index].attributes.get("row", "")):
        if not row:
            for index in group:
                inline(builder, append_element(table, "head"), index)
            continue
        element = append_element(table, "row")
        for index in group:
            said = {name: blocks[index].attributes.get(name, "") for name in ("role", "rows", "cols")}
            cell = append_element(element, "cell", {name: value for name, value in said.items() if value})
            inline(builder, cell, index)


def write_figure(builder: Builder, parent: etree._Element, index: int, end: int | None) -> None:
    """Write a picture that stands by itself, its caption as `head`."""
    block = builder.article.blocks[index]
    figure = append_element(parent, "figure")
    picture(figure, block.attributes.get("url", ""), block.attributes.get("alt", ""))
    if block.text:
        inline(builder, append_element(figure, "head"), index, end=end)
