"""Plain text → blocks: paragraphs, whether the lines are wrapped or not, and lines that stand for themselves.

What a block is (a title, a heading, an item) is not decided here. Lines that are no wraps (titles, verse,
addresses) become blocks of their own with no blank line before them.
"""

from __future__ import annotations

from collections.abc import Sequence

from tei_edition.model import Block, Source
from tei_edition.read.joining import RULES, Words, pieces_of
from tei_edition.read.lines import Group, Line, groups_of
from tei_edition.read.paragraphs import Wrap, paragraphs_of, wrap_of
from tei_edition.read.source import read_source

__all__ = ["RULES", "read_source", "read_txt"]


def read_txt(source: Source) -> tuple[Block, ...]:
    """Cut a plain text into blocks, each of kind `paragraph`."""
    groups = groups_of(source.text)
    wrap = wrap_of(groups)
    words = Words(source.text)
    return tuple(block for group in groups for block in _blocks(group, wrap, words))


def _blocks(group: Group, wrap: Wrap, words: Words) -> Sequence[Block]:
    """Give the blocks of a group of lines."""
    paragraphs: Sequence[Sequence[Line]] = paragraphs_of(group.lines, wrap)
    return [
        Block("paragraph", pieces_of(lines, words), blank_before=group.blank_before if at == 0 else 0)
        for at, lines in enumerate(paragraphs)
    ]
