"""A TEI table → the spans of its cells as HTML allows them: none past the last row, over another cell or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from tei_edition.tei import q

MOST = 1000
"""HTML counts no further."""


def spans(table: etree._Element) -> Mapping[etree._Element, str]:
    """Give the attributes `rowspan` and `colspan` of the cells that need any (HTML, section 4.9.12.1)."""
    rows = list(table.iterchildren(q("row")))
    placed = list(_placed(rows))
    starts = {column for _, column, _, _ in placed}
    found = {}
    for cell, column, height, width in placed:
        columns = sum(1 for at in range(column, column + width) if at in starts)
        out = f' rowspan="{height}"' if height > 1 else ""
        out += f' colspan="{columns}"' if columns > 1 else ""
        if out:
            found[cell] = out
    return found


def _placed(rows: list[etree._Element]) -> Iterator[tuple[etree._Element, int, int, int]]:
    """Give each cell that says it spans, or begins a column, with its column, its height and its width."""
    taken: dict[int, int] = {}
    """How many rows, from this one on, each column is taken."""
    for number, row in enumerate(rows):
        column = 0
        for cell in row.iterchildren(q("cell")):
            while taken.get(column, 0) > 0:
                column += 1
            height = min(_span(cell, "rows"), len(rows) - number)
            width = 1
            while width < _span(cell, "cols") and not taken.get(column + width, 0):
                width += 1
            for at in range(column, column + width):
                taken[at] = height
            yield cell, column, height, width
            column += width
        taken = {at: left - 1 for at, left in taken.items() if left > 1}


def _span(cell: etree._Element, name: str) -> int:
    """Give what the cell says it spans."""
    value = cell.get(name, "")
    number = int(value) if value.isascii() and value.isdigit() and len(value) < 6 else 1
    return number if 1 <= number <= MOST else 1
