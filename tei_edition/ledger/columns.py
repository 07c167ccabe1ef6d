"""Where paragraphs begin in a line, by the TEI and in a plain text → quotations not set off, others that are."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from tei_edition.ledger.shown import PARTS, named
from tei_edition.ledger.streams import Parts
from tei_edition.tei import inner_text, q

QUOTED = 4
"""How far quoted blocks stand in."""
_QUOTATIONS = frozenset({"quote", "q", "said"})
_BLOCKS = [q(name) for name in "ab cit figure floatingText l label lg list p sp table".split()]  # noqa: SIM905


class Column(str):
    """No characters, put where a block or a line begins, and the column that is."""

    column = 0

    @classmethod
    def at(cls, column: int) -> Column:
        """Make one."""
        made = cls()
        made.column = column
        return made


def column_of(paragraph: etree._Element) -> Parts:
    """Give the column of a paragraph that stands in divisions and quotations alone, and holds no blocks."""
    column = 0
    if not inner_text(paragraph).strip() or next(paragraph.iterdescendants(*_BLOCKS), None) is not None:
        return []
    for around in paragraph.iterancestors():
        name = named(around)
        if name in _QUOTATIONS:
            column += QUOTED
        elif name not in PARTS and not (name == "cit" and column):
            return []
    return [Column.at(column)]


def columns(parts: Parts) -> dict[int, int]:
    """Give the columns by the characters, without white space, before them."""
    found: dict[int, int] = {}
    at = 0
    for part in parts:
        if isinstance(part, Column):
            found[at] = part.column
        elif isinstance(part, str):
            at += sum(map(len, part.split()))
    return found


def wrong_columns(expected: Parts, found: Parts) -> Iterator[tuple[int, str]]:
    """Yield place and message for each paragraph that does not begin in its column; both say the same words."""
    there = columns(found)
    for at, column in columns(expected).items():
        if there.get(at, column) != column:
            yield at, f"a paragraph stands {there[at]} columns in, not {column}"
