"""Lines whose words stand in columns, parted by tabs or wide spaces → the cells of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tei_edition.encode.layout.cutting import part_of
from tei_edition.model import Block, Source

__all__ = ["tables"]

_GAP = re.compile(r"\t[ \t]*|[ \xa0]{2,}\t*")
_ROWS, _COLUMNS = 3, 2
"""A table has no fewer."""
_LONGEST = 60
"""A cell has no more characters."""
_NAMED = re.compile(r"(?:table|tabelle|tableau|tab\.)\s*(?:[IVXLC]+|\d+)\b", re.IGNORECASE)
_CAPTION, _SHORT = 3, 100
"""So many lines a caption has at most, and so many characters each."""
_FIGURE = re.compile(r"[\s$£€+−–—-]*\d[\d.,:/ %-]*[^\W\d_]{0,3}\.?$|[—–-]+$")


def tables(source: Source, blocks: Sequence[Block]) -> list[Block]:
    """Make cells of the lines that stand together and have as many columns."""
    found: list[Block] = []
    count = max((int(block.attributes.get("table", 0)) for block in blocks), default=0)
    for rows in _runs(blocks):
        cells = [_cells(block) for block in rows]
        if _is_table(cells):
            count += 1
            _caption(found, count)
            found += _written(rows, cells, count)
        else:
            found += rows
    return found


def _runs(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Yield the blocks in runs: lines of as many columns without a blank line between them, others alone."""
    run, columns = list[Block](), 0
    for block in blocks:
        now = len(_cells(block)) if block.kind == "paragraph" else 0
        if run and not (now >= _COLUMNS and now == columns and not block.blank_before):
            yield run
            run = []
        run.append(block)
        columns = now
    if run:
        yield run


def _cells(block: Block) -> list[tuple[int, int]]:
    """Give where the columns of a line begin and end."""
    cells, at = [], 0
    if not any(sign in block.text for sign in ("\t", "  ", "\xa0")):
        return [(0, len(block.text))]
    for gap in _GAP.finditer(block.text):
        cells.append((at, gap.start()))
        at = gap.end()
    return [*cells, (at, len(block.text))]


def _is_table(rows: Sequence[Sequence[tuple[int, int]]]) -> bool:
    return (
        len(rows) >= _ROWS
        and len(rows[0]) >= _COLUMNS
        and all(end - at <= _LONGEST for row in rows for at, end in row)
    )


def _caption(found: list[Block], number: int) -> None:
    """Make a table's caption of the short lines right above it, of which the first says that it is one."""
    for at in range(max(len(found) - _CAPTION, 0), len(found)):
        lines = found[at:]
        short = all(block.kind == "paragraph" and len(block.text) <= _SHORT for block in lines)
        if short and _NAMED.match(lines[0].text):
            said = {"table": str(number)}
            found[at:] = [replace(block, kind="caption", attributes=said) for block in lines]
            return


def _written(
    rows: Sequence[Block], cells: Sequence[Sequence[tuple[int, int]]], number: int
) -> Iterator[Block]:
    """Yield the cells; a first row without figures over rows with them has the names of the columns."""
    figures = [
        [bool(_FIGURE.fullmatch(block.text[at:end])) for at, end in row]
        for block, row in zip(rows, cells, strict=True)
    ]
    labelled = not any(figures[0]) and any(any(row) for row in figures[1:])
    for at, (block, row) in enumerate(zip(rows, cells, strict=True), 1):
        said = {"table": str(number), "row": str(at), **({"role": "label"} if labelled and at == 1 else {})}
        for place, (start, end) in enumerate(row):
            yield part_of(block, start, end, "cell", said, block.blank_before if not place else 0)
