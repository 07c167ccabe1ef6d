"""Headings that the source itself marks → title, lines of the title block, headings with their levels.

Pages mark as heading what is set large: the author's name and the date as well as the title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tei_edition.encode.layout.boilerplate import is_boilerplate
from tei_edition.encode.layout.bylines import by_line
from tei_edition.encode.layout.cutting import kind_of
from tei_edition.encode.layout.dates import is_date
from tei_edition.encode.layout.phrases import phrases
from tei_edition.encode.layout.reference import is_dateline, is_reference
from tei_edition.encode.layout.shape import ends_sentence, names_in, plain, words
from tei_edition.model import Block, Source

__all__ = ["marked_headings"]

_NOTES = re.compile(phrases("notes"), re.IGNORECASE)
_OPENING = re.compile(phrases("opening"), re.IGNORECASE)
_LINES = 30
"""A paragraph of so many words is text."""
_SHORT = 12


def marked_headings(source: Source, blocks: Sequence[Block]) -> list[Block]:
    """Settle what the blocks are that the source marks as headings."""
    if not any(block.kind in ("heading", "title") for block in blocks):
        return list(blocks)
    found = _settled(blocks)
    start = _start_of_text(found)
    at = next((at for at in range(start) if found[at].kind == "title"), None)
    at = _title(source, found, start) if at is None else at
    if at is not None:
        found[at] = kind_of(found[at], "title")
        _settle_head(found, at, start)
        found = [block for i, block in enumerate(found) if i >= start or not _is_bare_rule(block)]
    return _levelled(found)


def _settled(blocks: Sequence[Block]) -> list[Block]:
    """Give the blocks, headings over notes and the archive's own told from the author's."""
    found: list[Block] = []
    for at, block in enumerate(blocks):
        after = blocks[at + 1].kind if at + 1 < len(blocks) else ""
        if block.kind == "heading" and after == "note":
            block = kind_of(block, "noteheading", 1)
        elif block.kind == "heading" and _NOTES.fullmatch(block.text.strip(" .:*—–-[]()")):
            block = kind_of(block, "paragraph")
        elif block.kind == "heading" and is_boilerplate(block.text):
            block = kind_of(block, "boilerplate")
        found.append(block)
    return found


def _start_of_text(blocks: Sequence[Block]) -> int:
    """Give where the text begins, the headings directly before it included among what stands before."""
    for at, block in enumerate(blocks):
        if block.kind in ("item", "verse", "note", "cell", "quote", "epigraph"):
            return at
        if block.kind == "paragraph" and _is_text(block):
            return at
    return len(blocks)


def _is_text(block: Block) -> bool:
    """Say whether a paragraph is text rather than a line of the title block."""
    count = len(words(block.text))
    told = is_reference(block.text) or is_date(block.text) or by_line(block.text) is not None
    return not told and (count >= _LINES or (count >= _SHORT and ends_sentence(block.text)))


def _title(source: Source, blocks: Sequence[Block], start: int) -> int | None:
    """Give the index of the title: the greatest heading that is no name or date; what the page is called is one."""
    called = [plain(title) for title in source.facts.get("title", ())]
    heads = [at for at in range(start) if blocks[at].kind == "heading"]
    if not heads:
        return None

    def rank(at: int) -> tuple[bool, bool, int, int]:
        block = blocks[at]
        other = _is_line(block.text) or bool(names_in(block.text))
        named = any(plain(block.text) and plain(block.text) in title for title in called)
        return other, not named, block.level, at

    return min(heads, key=rank)


def _is_line(text: str) -> bool:
    """Say whether a line of the title block tells by itself that it is no title."""
    return is_date(text) or is_reference(text) or is_dateline(text) or by_line(text) is not None


def _settle_head(found: list[Block], title: int, start: int) -> None:
    """Make lines of the other headings before the text, unless they are headings of its first section."""
    below = {block.level for block in found[start:] if block.kind == "heading"}
    heads = [at for at in range(start) if found[at].kind == "heading"]
    for at in heads:
        last = at > title and all(
            block.kind in ("boilerplate", "separator") for block in found[at + 1 : start]
        )
        apart = any(found[i].kind != "title" for i in range(title, at))
        section = last and not _is_line(found[at].text) and not names_in(found[at].text)
        if section and (found[at].level in below or apart or _OPENING.fullmatch(found[at].text)):
            continue
        found[at] = kind_of(found[at], "paragraph")


def _is_bare_rule(block: Block) -> bool:
    return block.kind == "separator" and not block.label


def _levelled(blocks: Sequence[Block]) -> list[Block]:
    """Give the headings levels from 1 on, none left out."""
    used = sorted({block.level for block in blocks if block.kind == "heading"})
    return [
        kind_of(block, "heading", used.index(block.level) + 1) if block.kind == "heading" else block
        for block in blocks
    ]
