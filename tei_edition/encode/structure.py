"""A source's blocks → the article: what each block is, told from its words, its place and its layout.

Kinds: `title`, `subtitle`, `byline`, `source`, `docdate`, `dateline`; `heading` (with its level), `paragraph`,
`item` (with label and level; without label it continues the item before), `verse` (with `lines`), `separator`
(its printed characters are the label), `quote`, `epigraph`, `salute`, `address`, `signed`, `postscript`, `trailer`;
`noteheading` and `note` (label: its marker); `boilerplate`, which is none of the author's. Blocks whose kind a
reader already knows are left as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tei_edition.encode.layout.addresses import addresses
from tei_edition.encode.layout.boilerplate import boilerplate
from tei_edition.encode.layout.days import days
from tei_edition.encode.layout.front import front
from tei_edition.encode.layout.headings import headings
from tei_edition.encode.layout.letters import closers, letters_within, openers
from tei_edition.encode.layout.lists import lists
from tei_edition.encode.layout.marked import marked_headings
from tei_edition.encode.layout.notes import note_sections
from tei_edition.encode.layout.quotes import epigraphs, quotations_led_in, quotations_set_in
from tei_edition.encode.layout.separators import lost_separators, separators
from tei_edition.encode.layout.tables import tables
from tei_edition.encode.layout.titleblock import Part, TitleBlock, title_block
from tei_edition.encode.layout.verse import verse
from tei_edition.model import Article, Block, Source

__all__ = ["RULES", "Part", "TitleBlock", "structure", "title_block"]

Rule = Callable[[Source, Sequence[Block]], list[Block]]

RULES: Sequence[tuple[str, Rule]] = (
    ("separators", separators),
    ("boilerplate", boilerplate),
    ("headings the source marks", marked_headings),
    ("addresses of letters", addresses),
    ("title block", front),
    ("notes", note_sections),
    ("tables", tables),
    ("openers of letters", openers),
    ("closers of letters", closers),
    ("days", days),
    ("lists", lists),
    ("verse", verse),
    ("epigraphs", epigraphs),
    ("quotations set in", quotations_set_in),
    ("quotations led in", quotations_led_in),
    ("headings", headings),
    ("letters within the text", letters_within),
    ("lost separators", lost_separators),
)
"""The rules in the order they run. Each gives kinds only to blocks that the rules before left as paragraphs."""


def structure(source: Source, blocks: Sequence[Block]) -> Article:
    """Give every block its kind, cutting off labels and joining the lines of verse."""
    for _, rule in RULES:
        blocks = rule(source, blocks)
    return Article(source, tuple(blocks))
