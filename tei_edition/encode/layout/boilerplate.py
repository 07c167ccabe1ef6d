"""Menus, credits, copyright lines and other additions of a web archive → boilerplate."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from tei_edition.encode.layout.cutting import kind_of
from tei_edition.encode.layout.phrases import phrases
from tei_edition.encode.layout.reference import reference
from tei_edition.encode.layout.shape import is_caps, names_in, words
from tei_edition.model import Block, Source

__all__ = ["AUTHOR", "META", "boilerplate", "is_boilerplate", "meta_key"]

_BRACKETS = r"[\s\[(*<«‹←→»>•·—–-]*"
_START = re.compile(_BRACKETS + phrases("credit", "rights", "menu"), re.IGNORECASE)
_ANYWHERE = re.compile(phrases("archive"), re.IGNORECASE)
_EDGE = re.compile(
    _BRACKETS + phrases("edge") + rf"(?:{_BRACKETS}{phrases('edge')})?" + r"[\s\])>»›→←*:.-]*", re.IGNORECASE
)
META = re.compile(
    rf"(?P<key>{phrases('key')})(?:\s+(?:by|on|in|von|am|par|le))?(?:\s*:|(?<=\(s\))(?=\s)|(?=\s\d))\s*(?P<value>\S.*)?",
    re.IGNORECASE | re.DOTALL,
)
"""A line `Key: value` as archives put before a text."""
_ARROWS = " \xa0←→↑↓◄►▲▼◀▶⇐⇒⬅➡‹›"
_ARROWED = re.compile(rf"[{_ARROWS[2:]}].{{3,80}}[{_ARROWS[2:]}]")
"""A title between arrows leads to the pages before and after."""
AUTHOR = re.compile(phrases("author_key"))
"""Keys of lines that name the author."""
_SOURCE = re.compile(phrases("source_key"), re.IGNORECASE)
_CRUMBS = re.compile(r"\s*[>›→]+\s*")
_RIGHTS = re.compile(
    r"©|\ball rights reserved\b|\balle rechte vorbehalten\b|\btous droits réservés\b", re.IGNORECASE
)
_SHORT = 20
"""A line that keeps rights has no more words."""
_LIMIT = 400
"""Longer blocks are text, whatever they begin with."""
_GUTENBERG_START = re.compile(r"\*\*\*\s*START OF (?:THE|THIS) PROJECT", re.IGNORECASE)
_GUTENBERG_END = re.compile(
    r"\*\*\*\s*END OF (?:THE|THIS) PROJECT|End of (?:the |this )?Project Gutenberg", re.IGNORECASE
)
_MAYBE_PROSE = re.compile(
    r"\s*(?:return|back|go|link|visit|zurück|retour|click|copyright|subscribe|proceed)\b", re.IGNORECASE
)
_PAGE = re.compile(
    r"(?P<bare>\d{1,4})|\d{1,4}(?:\s*/\s*\d{1,4})+|[\[({|]?\s*(?:page|seite|pg\.?|pp?\.|s\.)\s*\d{1,4}\s*[\])}|]?|([—–-])\s*\d{1,4}\s*\2|\[\s*\d{1,4}\s*\]",
    re.IGNORECASE,
)
_KEYED = re.compile(r"[A-ZÀ-Þ][\w /&’'-]{2,40}\s?:\s+\S")
_RECORD = re.compile(r"[^\W\d_][\w -]{1,25}:\s+\S")
"""A line of a record of bibliographic data over a text, whatever its keys: `publisher: Verlag Anzengruber`."""
_FEWEST = 3
"""So many such lines make a record."""
_HEAD_OF_PAGE = re.compile(r"(?:(?P<left>\d{1,4})\s+)?(?P<words>\S.*?)(?:\s+(?P<right>\d{1,4}))?")
_DATED = re.compile(r"\b1[4-9]\d\d\b")
_DATE_OF_PAGE = re.compile(r"\s*\[[^\[\]]*\]?$|^[^\[\]]*\]\s*")
_COUNTED = re.compile(
    r"(?:chapter|part|section|book|act|scene|letter|lecture|no|nr|n°|vol|kapitel|teil|abschnitt|brief|chapitre|partie)\b",
    re.IGNORECASE,
)
"""Words before or after numbers that count something other than pages."""
_EDGE_BLOCKS, _EDGE_LENGTH = 40, 200


def boilerplate(source: Source, blocks: Sequence[Block]) -> list[Block]:
    """Mark what the archive, not the author, has written; menus of single words only at the two ends."""
    first, last = _gutenberg(blocks)
    found = list(blocks)
    for at, block in enumerate(blocks):
        outside = at < first or at >= last
        if outside or (block.kind == "paragraph" and is_boilerplate(block.text)):
            found[at] = kind_of(block, "boilerplate" if outside else _told(block.text))
    for order in (range(len(found)), range(len(found) - 1, -1, -1)):
        _mark_edge(found, order)
    _mark_pages(found)
    _mark_running_heads(found)
    _mark_record(found)
    _mark_keyed(found)
    return found


def _mark_running_heads(found: list[Block]) -> None:
    """Mark the heads of pages: capitals with the page's number; a source, if they tell periodical and date."""
    heads = [(at, number) for at, block in enumerate(found) if (number := _page_of(block))] or _same_heads(
        found
    )
    if len(heads) == 1 and _is_repeated(found, heads[0][0]):
        found[heads[0][0]] = kind_of(found[heads[0][0]], "boilerplate")
    if len(heads) < _TWO or any(one >= other for (_, one), (_, other) in pairwise(heads)):
        return
    for at, _ in heads:
        cited = reference(found[at].text)
        first = at == heads[0][0] and cited.journal is not None and bool(cited.dates)
        found[at] = kind_of(found[at], "source" if first else "boilerplate")


def _same_heads(found: Sequence[Block]) -> list[tuple[int, int]]:
    """Give place and number of the heads of pages in small letters: the same words, with several numbers."""
    lines: dict[str, list[tuple[int, int]]] = {}
    for at, block in enumerate(found):
        line = _HEAD_OF_PAGE.fullmatch(block.text) if len(block.text) <= _EDGE_LENGTH // 2 else None
        number = (line["left"] or line["right"]) if line and block.kind == "paragraph" else None
        if line and number and not (line["left"] and line["right"]) and _DATED.search(line["words"]):
            lines.setdefault(line["words"].strip(), []).append((at, int(number)))
    return next((heads for heads in lines.values() if len(heads) >= _TWO), [])


def _is_repeated(found: Sequence[Block], at: int) -> bool:
    """Say whether the words of a page's head stand over another page as well, with the date there."""
    line = _HEAD_OF_PAGE.fullmatch(found[at].text)
    others = (block.text for block in found[:_EDGE_BLOCKS] if block is not found[at])
    return line is not None and any(
        _DATE_OF_PAGE.sub("", text) == line["words"] != text for text in others if len(text) < _EDGE_LENGTH
    )


def _page_of(block: Block) -> int:
    """Give the number in the head of a page; 0 for any other block."""
    if block.kind != "paragraph" or len(block.text) > _EDGE_LENGTH // 2:
        return 0
    line = _HEAD_OF_PAGE.fullmatch(_DATE_OF_PAGE.sub("", block.text))
    number = (line["left"] or line["right"]) if line else None
    if not line or not number or (line["left"] and line["right"]):
        return 0
    name = line["words"]
    return int(number) if is_caps(name) and not _COUNTED.match(name) and 1 < len(words(name)) < 10 else 0


_TWO = 2


def _mark_record(found: list[Block]) -> None:
    """Mark the lines `key: value` with which a file begins."""
    size = 0
    while size < len(found) and (not size or not found[size].blank_before):
        if not _RECORD.match(found[size].text) or len(found[size].text) > _EDGE_LENGTH:
            break
        size += 1
    if size >= _FEWEST and (size == len(found) or found[size].blank_before):
        found[:size] = [kind_of(block, _told(block.text)) for block in found[:size]]


def _mark_keyed(found: list[Block]) -> None:
    """Mark lines `Key: value` of any key that stand right among an archive's own, at the two ends."""
    for at in (
        *range(1, min(_EDGE_BLOCKS, len(found))),
        *range(max(len(found) - _EDGE_BLOCKS, 1), len(found)),
    ):
        block, above = found[at], found[at - 1]
        tied = (
            not block.blank_before
            and above.kind in ("boilerplate", "source", "byline")
            and _KEYED.match(above.text)
        )
        told = not block.blank_before and above.kind == "boilerplate" and above.text.endswith(":")
        if (block.kind == "paragraph" and told and len(block.text) < _EDGE_LENGTH) or (
            block.kind == "paragraph" and tied and _KEYED.match(block.text) and len(block.text) < _EDGE_LENGTH
        ):
            found[at] = kind_of(block, "boilerplate")


def _mark_pages(found: list[Block]) -> None:
    """Mark lines that are nothing but the number of a page; a bare number is one where they do not count from 1."""
    lines = [(at, _PAGE.fullmatch(block.text)) for at, block in enumerate(found) if block.kind == "paragraph"]
    bare = [int(line["bare"]) for _, line in lines if line and line["bare"]]
    pages = len(bare) > 1 and bare[0] > 1 and all(one < other for one, other in pairwise(bare))
    for at, line in lines:
        if line and at and (pages or not line["bare"]):
            found[at] = kind_of(found[at], "boilerplate")


def _gutenberg(blocks: Sequence[Block]) -> tuple[int, int]:
    """Give where a Project Gutenberg text begins and ends."""
    first, last = 0, len(blocks)
    for at, block in enumerate(blocks):
        head = block.text[:80]
        if _GUTENBERG_START.match(head):
            first = at + 1
        elif _GUTENBERG_END.match(head):
            return first, at
    return first, last


def _mark_edge(found: list[Block], order: Sequence[int]) -> None:
    """Mark single words of menus from one end on, until a block that is text."""
    for at in order[:_EDGE_BLOCKS]:
        block = found[at]
        if block.kind == "paragraph" and len(block.text) < _EDGE_LENGTH and _EDGE.fullmatch(block.text):
            found[at] = kind_of(block, "boilerplate")
        elif block.kind == "paragraph" and len(block.text) >= _EDGE_LENGTH:
            return


def is_boilerplate(text: str) -> bool:
    """Say whether a block is an archive's addition by its wording or its shape."""
    if _ARROWED.fullmatch(text):
        return True
    arrows, text = bool(text.strip()), text.strip(_ARROWS)
    if not text or len(text) > _LIMIT:
        return arrows and not text
    if _RIGHTS.search(text) and len(words(text)) <= _SHORT:
        return True
    if _START.match(text) and (len(words(text)) <= 40):
        return not _is_sentence(text)
    listed = is_menu(text) or meta_key(text) != ""
    if not text.endswith((".", "?", "!", ":", "”")) and len(words(text)) <= 16:
        return listed or _ANYWHERE.search(text) is not None
    return listed and not _ANYWHERE.search(text)


def _is_sentence(text: str) -> bool:
    """Say whether what begins like a credit goes on like prose (`Return to the land is no cure …`)."""
    if not _MAYBE_PROSE.match(text) or is_caps(" ".join(text.split()[2:5])):
        return False
    count = len(words(text))
    return count > 12 or ", " in text or text[-1] in ",;!?" or (text.endswith(".") and count > 5)


def _told(text: str) -> str:
    """Give the kind of an archive's line: `Source: …` with periodical, number or pages, and date; `Author: …`."""
    found = META.match(text)
    if not found or not found["value"]:
        return "boilerplate"
    if AUTHOR.fullmatch(found["key"].lower()) and names_in(found["value"].rstrip(" ;.,")):
        return "byline"
    if not _SOURCE.fullmatch(found["key"]):
        return "boilerplate"
    cited = reference(found["value"])
    whole = cited.journal is not None and cited.evidence > 0 and bool(cited.dates)
    return "source" if whole else "boilerplate"


def is_menu(text: str) -> bool:
    """Say whether a line is a row of links: `A | B | C`, `Home > Archive > 1938`."""
    if text.strip(" |¦\xa0") and re.search(r"\S\s*[|¦]\s*\S", text):
        parts = [part for part in re.split(r"[|¦]", text) if part.strip()]
        labels = len(parts) > 1 and all(re.search(r"[^\W\d_]|\b\d{4}\b", part) for part in parts)
        short = all(len(words(part)) <= 9 for part in parts)
        return labels and short and "||" not in text and not text.rstrip().endswith((".", ":", ";"))
    if not text.strip(" |¦\xa0"):
        return True
    parts = re.split(r"\s[–—-]\s", text)
    if len(parts) >= 3 and sum(bool(_EDGE.fullmatch(part) or _ANYWHERE.search(part)) for part in parts) >= 2:
        return all(len(words(part)) <= 4 for part in parts)
    bare = text.strip(" >›→")
    return _is_trail(_CRUMBS.split(bare), open_=bare != text.strip())


def _is_trail(crumbs: Sequence[str], open_: bool) -> bool:
    """Say whether the parts between arrows lead from an archive's start to this page: short labels, no prose.

    Two do only where one more arrow is `open_` at an end, or where the first is a word of menus.
    """
    labels = all(re.match(r"[^\W_a-z]", crumb) and len(words(crumb)) <= 9 for crumb in crumbs)
    wrong = re.compile(r"[<&.?!:;]$|<|;\s" if len(crumbs) > 3 else r"[<&.?!:;]$|<|[,;]\s")
    plain = not any(wrong.search(crumb) for crumb in crumbs)
    enough = len(crumbs) > 2 or open_ or bool(_EDGE.fullmatch(crumbs[0]))
    return plain and labels and len(crumbs) > 1 and enough


def meta_key(text: str) -> str:
    """Give the key of a line `Key: value` as archives put before a text; empty for any other line."""
    found = META.match(text) if len(text) <= _LIMIT else None
    return found["key"].lower() if found and text[0].isupper() else ""
