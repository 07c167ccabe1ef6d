"""The tables of a Word document → their cells in order, and whether they hold data or only lay out a text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from tei_edition.read.docx.package import value_of
from tei_edition.read.docx.styles import child
from tei_edition.tei import inner_text, local

__all__ = ["Cell", "cells_of", "is_data"]

_LONGEST = 400
_MOST_PARAGRAPHS = 4


@dataclass(frozen=True)
class Cell:
    """A cell of a table."""

    element: etree._Element
    """Its element."""
    row: int
    """The number of its row, from 1."""
    row_element: etree._Element
    """The element of its row."""
    attributes: Mapping[str, str]
    """`role`, `rows`, `cols`, as far as there is something to say."""


def is_data(table: etree._Element) -> bool:
    """Say whether a table holds data: several rows and columns, and no texts in the cells."""
    cells = [cell.element for cell in cells_of(table)]
    rows = [len(list(_of(row, "tc"))) for row in _of(table, "tr")]
    nested = any(True for cell in cells for _ in cell.iter("{*}tbl"))
    texts = any(
        len(inner_text(cell)) > _LONGEST or len(list(_of(cell, "p"))) > _MOST_PARAGRAPHS for cell in cells
    )
    return len(rows) > 1 and max(rows, default=0) > 1 and not nested and not texts


def cells_of(table: etree._Element) -> Iterator[Cell]:
    """Yield the cells of a table, row by row; those that only continue the one above are left out where empty."""
    grid = [_row(row) for row in _of(table, "tr")]
    for number, (row, cells) in enumerate(zip(_of(table, "tr"), grid, strict=True), 1):
        header = child(child(row, "trPr"), "tblHeader") is not None
        for column, (cell, width, merge) in cells.items():
            if merge == "continue" and not inner_text(cell).strip():
                continue
            said = {"role": "label"} if header else {}
            if width > 1:
                said["cols"] = str(width)
            if merge == "restart" and (height := _height(grid[number:], column)) > 1:
                said["rows"] = str(height)
            yield Cell(cell, number, row, said)


def _row(row: etree._Element) -> dict[int, tuple[etree._Element, int, str]]:
    """Give the cells of a row by column: the element, its width, how it is merged with those above and below."""
    found: dict[int, tuple[etree._Element, int, str]] = {}
    column = 0
    for cell in _of(row, "tc"):
        width = value_of(cell, "tcPr/gridSpan") or "1"
        merge = value_of(cell, "tcPr/vMerge")
        cols = int(width) if width.isdigit() and 0 < int(width) < 1000 else 1
        found[column] = (cell, cols, "" if merge is None else merge or "continue")
        column += cols
    return found


def _height(below: list[dict[int, tuple[etree._Element, int, str]]], column: int) -> int:
    height = 1
    for row in below:
        if column not in row or row[column][2] != "continue" or inner_text(row[column][0]).strip():
            break
        height += 1
    return height


def _of(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the children of a name, those in content controls and the like among them."""
    for one in parent:
        if not isinstance(one.tag, str):
            continue
        if local(one) == name:
            yield one
        elif local(one) in ("sdt", "sdtContent", "customXml", "ins", "del", "moveTo", "moveFrom"):
            yield from _of(one, name)
