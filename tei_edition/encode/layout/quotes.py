"""Paragraphs set in from the margin → block quotations; a saying before the text → epigraph."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from tei_edition.encode.layout.cutting import kind_of
from tei_edition.encode.layout.shape import indent_of, is_name, words
from tei_edition.model import Block, Source

__all__ = ["epigraphs", "quotations_set_in"]

_ATTRIBUTED = re.compile(r"\s*[—–-]{1,2}\s*[A-ZÀ-Þ].*|\(?[A-ZÀ-Þ][^.!?]{2,60}[,.:(] .*")
_HEAD = ("title", "subtitle", "byline", "source", "docdate", "dateline", "boilerplate", "separator", "salute")
_DASHES = "—–-"
_LONGEST = 900
_SET_IN = 2
_MOST = 0.3
"""Where a greater part of the paragraphs is set in, that is how they begin."""


def epigraphs(source: Source, blocks: Sequence[Block]) -> list[Block]:
    """Mark a saying that stands between title and text, with the line that says whose it is."""
    found = list(blocks)
    at = next((at for at, block in enumerate(blocks) if block.kind not in _HEAD), len(blocks))
    for size in (1, 2, 3):
        said, who = found[at : at + size], found[at + size : at + size + 1]
        talk = bool(who) and any(block.text[:1] in _DASHES for block in found[at + size + 1 : at + size + 2])
        whole = (
            not talk
            and len(said) == size
            and all(block.kind in ("paragraph", "verse", "quote") for block in said)
        )
        rest = found[at + size + 1 :]
        if (
            whole
            and who
            and rest
            and _is_attribution(who[0], said[-1].kind == "verse")
            and sum(len(block.text) for block in said) <= _LONGEST
        ):
            for index in range(at, at + size + 1):
                found[index] = kind_of(found[index], "epigraph")
            return found
    return found


def _is_attribution(block: Block, after_verse: bool) -> bool:
    """Say whether a line names the author (and work) of the saying before it."""
    text = block.text
    if block.kind != "paragraph" or len(text) > 120 or len(words(text)) > 14:
        return False
    if re.match(r"\s*(?:[—–]|--?)\s*[\"“„«A-ZÀ-Þ]", text):
        return True
    name = re.split(r"[,:(]", text.strip("()[] "))[0]
    return is_name(name) and (len(text) > len(name) or after_verse)


def quotations_set_in(source: Source, blocks: Sequence[Block]) -> list[Block]:
    """Make quotations of the paragraphs that are set in as a whole, where others are not."""
    indents = {at: indent_of(source, block) for at, block in enumerate(blocks) if block.kind == "paragraph"}
    usual = Counter(indents.values()).most_common(1)[0][0] if indents else 0
    deep = {
        at
        for at, indent in indents.items()
        if indent >= usual + _SET_IN and _is_whole(source, blocks[at], usual)
    }
    if len(deep) > _MOST * len(indents) or len(indents) < 3:
        return list(blocks)
    return [kind_of(block, "quote") if at in deep else block for at, block in enumerate(blocks)]


def _is_whole(source: Source, block: Block, usual: int) -> bool:
    """Say whether every line of the block is set in, not only its first."""
    wraps = [piece for piece in block.pieces if piece.rule]
    if not wraps:
        return len(block.text) > 60
    return all(_indent_after(source.text[piece.start : piece.end]) >= usual + _SET_IN for piece in wraps)


def _indent_after(gap: str) -> int:
    """Give the white space at the beginning of the line that follows a line end."""
    last = gap.splitlines()[-1] if gap.splitlines() and not gap.endswith(("\n", "\r")) else ""
    return len(last.expandtabs(8))
