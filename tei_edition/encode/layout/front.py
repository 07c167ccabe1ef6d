"""What stands before the text → title, subtitle, byline, source line, dates.

The lines that can be told by themselves are told first; the rest is shared out between author, title and
subtitle by place and by what else there is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tei_edition.encode.layout.boilerplate import is_boilerplate
from tei_edition.encode.layout.cutting import kind_of
from tei_edition.encode.layout.dates import dates_in, is_date
from tei_edition.encode.layout.lists import marker
from tei_edition.encode.layout.phrases import phrases
from tei_edition.encode.layout.reference import is_dateline, is_reference
from tei_edition.encode.layout.shape import (
    ends_sentence,
    is_caps,
    is_title_case,
    names_in,
    plain,
    without_marker,
    words,
)
from tei_edition.encode.layout.surnames import surnames_of
from tei_edition.model import Block, Source

__all__ = ["by_line", "front", "is_salute", "name_and_date"]

_BY = re.compile(
    r"[\s(—–-]*(?P<by>by|von|par|de|written by|text by|verfasst von)\s*:?\s+(?P<who>\S.*)", re.IGNORECASE
)
_HELPER = re.compile(r"[\s(\[]*" + phrases("helper"), re.IGNORECASE)
_STAFF = re.compile(r"^(?:our|an?|the|unserem|einem|notre|un|une)\s+\S", re.IGNORECASE)
_SALUTE = re.compile(phrases("salute"), re.IGNORECASE)
_KICKER = re.compile(phrases("kicker"), re.IGNORECASE)
_OPENING = re.compile(phrases("opening"), re.IGNORECASE)
_OCCASION = re.compile(r"[\s(\[]*" + phrases("occasion") + r"\b", re.IGNORECASE)
_LIMIT = 30
"""A title block has no more blocks than this."""


def front(source: Source, blocks: Sequence[Block]) -> list[Block]:
    """Give the blocks of the title block their kinds."""
    found = list(blocks)
    reach = _reach(blocks)
    lines: list[int] = []
    for at in range(reach):
        kind = _recognised(found[at].text) if found[at].kind == "paragraph" else found[at].kind
        if kind:
            found[at] = kind_of(found[at], kind, found[at].level)
        else:
            lines.append(at)
    lines = _take_banner(found, lines)
    lines = _take_bylines(found, lines, surnames_of(blocks))
    _take_titles(found, lines, reach)
    return found


def _reach(blocks: Sequence[Block]) -> int:
    """Give the index of the first block that is text."""
    for at, block in enumerate(blocks[:_LIMIT]):
        if block.kind in ("boilerplate", "separator", "title", "subtitle", "byline", "source", "docdate"):
            continue
        first = not any(other.kind == "paragraph" for other in blocks[:at])
        if block.kind != "paragraph" or not (_recognised(block.text) or _is_line(block.text, first)):
            return at
        if not first and _leads_to_list(blocks, at):
            return at
    return min(len(blocks), _LIMIT)


def _leads_to_list(blocks: Sequence[Block], at: int) -> bool:
    """Say whether a line that is not set as a title stands before the first item of a list."""
    if is_title_case(blocks[at].text) or at + 1 >= len(blocks):
        return False
    return any(reading.value <= 1 for reading in marker(blocks[at + 1].text))


def _recognised(text: str) -> str:
    """Give the kind of a line that can be told by itself; empty for any other."""
    if len(text) > 320:
        return ""
    if is_boilerplate(text):
        return "boilerplate"
    if is_date(text):
        return "docdate"
    if is_reference(text):
        return "source"
    if by_line(text) or _HELPER.match(text) or name_and_date(text):
        return "byline"
    return "dateline" if is_dateline(text) and not _OCCASION.match(text) else ""


def by_line(text: str) -> re.Match[str] | None:
    """Match `By …` where what follows can be a person."""
    found = _BY.fullmatch(without_marker(text))
    if not found or len(words(text)) > 16:
        return None
    who, word = found["who"].strip(" )"), found["by"].lower()
    if _STAFF.match(who) and word != "de":
        return found
    if word in ("von", "de", "par"):
        return found if names_in(re.split(r",|\s\(", who)[0]) else None
    name = re.split(r",|\s\(|\s+(?:and|&)\s+", who)[0]
    return (
        found if is_title_case(name) and len(words(name)) <= 6 and not who.endswith(("!", "?", ":")) else None
    )


def name_and_date(text: str) -> int:
    """Give where the name ends in a name with a date after it (`Rosa Luxemburg (1905)`), as archives print it."""
    found = dates_in(text) if len(text) < 80 else []
    name = text[: found[0].start].rstrip(" ,(:–—-[") if len(found) == 1 else ""
    closed = bool(found) and not text[found[-1].end :].strip(" )].")
    return len(name) if closed and name and names_in(name) else 0


def _is_line(text: str, first: bool) -> bool:
    """Say whether a block may be a line of a title block rather than a paragraph of the text."""
    size = len(words(text[:200]))
    if not 1 <= size <= (24 if first else 16) or len(text) > 160:
        return False
    if not first and (text[0].islower() or is_salute(text)):
        return False
    if not first and text[0] in '“„«"‘' and text.rstrip(".")[-1] in '”“»"’' and size > 5:
        return False
    if ends_sentence(text) and not text.endswith(("?", "!", "…", "”", "»", ")")):
        return (
            is_caps(text)
            or (is_title_case(text) and not text.endswith((":", ";", ",")))
            or (first and size <= 12)
        )
    return size <= 12 or not ends_sentence(text)


def is_salute(text: str) -> bool:
    """Say whether a line addresses a reader."""
    return bool(_SALUTE.match(text)) and len(words(text)) <= 10 and text.rstrip()[-1] in ",:!.—–-"


def _take_banner(found: list[Block], lines: Sequence[int]) -> list[int]:
    """Mark the title of the web page where it repeats what stands below it."""
    if len(lines) >= 2:
        first, rest = plain(found[lines[0]].text), [plain(found[at].text) for at in lines[1:]]
        repeats = [text for text in rest if len(text) > 5 and text in first]
        if repeats and (first in rest or sum(map(len, repeats)) >= 0.4 * len(first)):
            found[lines[0]] = kind_of(found[lines[0]], "boilerplate")
            return list(lines[1:])
    return list(lines)


def _take_bylines(found: list[Block], lines: Sequence[int], surnames: frozenset[str]) -> list[int]:
    """Mark lines that are nothing but names as bylines, unless the author is named or no title would be left."""
    has_byline = any(block.kind == "byline" and not _HELPER.match(block.text) for block in found[:_LIMIT])
    names = [at for at in lines if names_in(found[at].text, surnames) and not _counts_on(found, at)]
    if has_byline:
        return list(lines)
    if len(names) == len(lines):
        names = names[:1] if len(names) > 1 else []
    for at in names:
        found[at] = kind_of(found[at], "byline")
    return [at for at in lines if at not in names]


def _counts_on(found: Sequence[Block], at: int) -> bool:
    """Say whether what looks like an initial is the number of a section: `I. History`, and `II.` further down."""
    first = re.match(r"(?:I|A|1)[.)]\s", found[at].text)
    return bool(first) and any(re.match(r"(?:II|B|2)[.)](?:\s|$)", block.text) for block in found[at + 1 :])


def _take_titles(found: list[Block], lines: Sequence[int], reach: int) -> None:
    """Share the remaining lines out between title, subtitles, and the first heading of the text."""
    title = next((at for at in lines if not _is_bracketed(found[at].text)), None)
    if title is None:
        return
    if _KICKER.fullmatch(found[title].text.rstrip(".:")) and len(lines) > 1 and lines[-1] > title:
        found[title] = kind_of(found[title], "subtitle")
        title = lines[lines.index(title) + 1]
    found[title] = kind_of(found[title], "title")
    for at in lines:
        if found[at].kind == "paragraph" and at > title and _counts_on(found, at):
            return
        if found[at].kind == "paragraph" and not _opens_text(found, at, title, reach):
            found[at] = kind_of(found[at], "subtitle")


def _is_bracketed(text: str) -> bool:
    return text[0] in "([" and text.rstrip(".")[-1] in ")]"


def _opens_text(found: Sequence[Block], at: int, title: int, reach: int) -> bool:
    """Say whether the last line before the text is rather its first heading."""
    text = found[at].text
    if at < title or at + 1 != reach or reach >= len(found) or _is_bracketed(text) or _OCCASION.match(text):
        return False
    apart = [
        block for block in found[title + 1 : at] if block.kind in ("byline", "source", "docdate", "separator")
    ]
    return bool(_OPENING.fullmatch(text)) or bool(apart) or _is_like_others(found, at)


def _is_like_others(found: Sequence[Block], at: int) -> bool:
    """Say whether lines further down are set as this one: all capitals, or questions."""
    text = found[at].text
    likes = [is_caps] if is_caps(text) else [lambda other: other.endswith("?")] if text.endswith("?") else []
    below = [block.text for block in found[at + 1 :] if block.kind == "paragraph" and len(block.text) < 80]
    return any(like(other) for like in likes for other in below)
