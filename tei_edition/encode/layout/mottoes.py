"""Lines before a text → a saying put over it, and the line that tells whose it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tei_edition.encode.layout.shape import words
from tei_edition.model import Block

__all__ = ["is_saying_with_name", "is_under_motto", "motto"]

_SHORT = 100
"""A line that tells whose a saying is has no more characters."""
_BY = re.compile(r"\W*(?:by|von|par|de)\s", re.IGNORECASE)


def motto(text: str) -> str:
    """Give the kind of what an archive has put before the title: a saying, a word of its own, or an introduction."""
    if _is_quoted(text):
        return "epigraph"
    return "boilerplate" if len(words(text)) <= 40 else "paragraph"


def is_under_motto(blocks: Sequence[Block], at: int) -> bool:
    """Say whether a line directly below a saying tells whose it is."""
    if not at or blocks[at].blank_before or blocks[at].kind != "paragraph" or len(blocks[at].text) > _SHORT:
        return False
    return len(blocks[at - 1].text) > _SHORT and _is_quoted(blocks[at - 1].text)


def is_saying_with_name(blocks: Sequence[Block], at: int) -> bool:
    """Say whether a few lines begin here, under which a dash leads to whose they are."""
    for below in blocks[at + 1 : at + 6]:
        if below.kind != "paragraph" or below.blank_before > 1:
            return False
        if re.match(r"[—–-]{1,2}\s?[^\W\d_]", below.text):
            return len(below.text) <= _SHORT and not _BY.match(below.text)
        if below.blank_before:
            return False
    return False


def _is_quoted(text: str) -> bool:
    return text[0] in '“„«"‘' and text.rstrip(".")[-1:] in tuple('”“»"’')
