"""What opens and closes letters and signed articles → dateline, salute, signed, trailer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tei_edition.encode.layout.cutting import kind_of
from tei_edition.encode.layout.dates import is_date, is_day
from tei_edition.encode.layout.phrases import phrases
from tei_edition.encode.layout.reference import is_dateline, is_reference
from tei_edition.encode.layout.salutes import is_salute
from tei_edition.encode.layout.shape import (
    ends_sentence,
    is_caps,
    is_name,
    is_title_case,
    names_in,
    without_place,
    words,
)
from tei_edition.encode.layout.surnames import surnames_of
from tei_edition.encode.naming.lexicon import lexicon
from tei_edition.encode.naming.words import fold
from tei_edition.model import Block, Source

__all__ = ["closers", "letters_within", "openers", "signature_at", "signs_for_others"]

_CLOSING = re.compile(phrases("closing") + r"[,.!:—–-]*", re.IGNORECASE)
_CLOSING_LED = re.compile(phrases("closing_led") + r"[,:—–-]+", re.IGNORECASE)
_TRAILER = re.compile(r"[\s(\[—–-]*" + phrases("trailer") + r"[\s.!)\]—–-]*", re.IGNORECASE)
_LEAD = re.compile(
    r"^(?:\(?signed\)?|gez(?:eichnet)?\.?|signé|\(s(?:igned|gd)?\.?\)|i\.\s?[av]\.|p\.\s?[pso]\.)[:.\s]+|^[—–✠†+-]+\s*",
    re.IGNORECASE,
)
_POSTSCRIPT = re.compile(
    r"_?(?:P\.?[\s-]?(?:P\.?[\s-]?)?S\.?|N\.?[\s-]?[BS]\.|Post[ -]?script(?:um)?|Nachschrift)_?(?:\s|:|[—–-])"
)
_OFFICE = re.compile(
    r"(?:(?:the|le|la|les|der|die|pour|for|für)\s)?(?:[\w’'-]+\s){0,4}?"
    + phrases("office")
    + r"(?:\s[\w’'-]+){0,4}\s?[:,]\s+(?-i:(?=[A-ZÀ-Þ]))",
    re.IGNORECASE,
)
"""The office before the name of who has signed: `Le secrétaire de séance : E. Gros`."""
_SIGNATURE = re.compile(r"(?:[A-ZÀ-Þ][\w’'-]*\.?\s?){1,4}")
"""What may be a name, or initials, behind closing words in one line: `Dein Karl`, `Ever yours M.R.M.`."""
_ADDRESSEE = re.compile(r"(?:To|An|À|A)\s+(?:\w+\s+)?[A-ZÀ-Þ]|(?:Herrn|Frau|Monsieur|Madame|Sir|Mr)\s")
"""Whom a letter is for, above the words that address them."""
_FOR_OTHERS = re.compile(
    r"(?:for|pour|für|au nom|im auftrage?|in the name|on behalf)\b.{3,60}[,:;]\s+(?P<who>[A-ZÀ-Þ][^,:;]{2,40}?)\.?",
    re.IGNORECASE,
)
"""Who signs for a body: `Pour le Comité : la secrétaire, E. Vivier.`"""
_COLLECTIVE = re.compile(phrases("collective"), re.IGNORECASE)
_NAME = 4
"""A name has so many words."""
_HEADS = 30
"""The byline is among so many blocks."""
_AFTERTHOUGHT = 6
"""So many blocks from the end a postscript may begin."""
_NOTED = re.compile(r"[(\[]\d{1,2}[)\]]\s")
_REACH = 400
"""So many blocks from the end the closing lines are looked for: notes may stand after them."""
_OUTSIDE = ("boilerplate", "note", "noteheading", "separator", "address")
_HEAD = (
    "title",
    "subtitle",
    "byline",
    "source",
    "docdate",
    "dateline",
    "boilerplate",
    "separator",
    "address",
)


def openers(source: Source, blocks: Sequence[Block]) -> list[Block]:
    """Mark place, date and address at the head of a letter."""
    found = list(blocks)
    at = next((at for at, block in enumerate(blocks) if block.kind not in _HEAD), len(blocks))
    if (
        at < len(found)
        and _is_editors(found[at])
        and any(_opener(block.text) for block in found[at + 1 : at + 4])
    ):
        at += 1
    _open(found, at)
    if any(block.kind == "salute" for block in found[at : at + 4]) and not _is_titled(found[:at]):
        found[:at] = [
            kind_of(block, "dateline") if block.kind == "docdate" else block for block in found[:at]
        ]
    return found


def _is_titled(head: Sequence[Block]) -> bool:
    return any(block.kind in ("title", "heading") for block in head)


def _open(found: list[Block], at: int) -> None:
    """Mark the lines from that place on that open a letter."""
    for index in range(at, min(at + 4, len(found))):
        block = found[index]
        if block.kind in ("dateline", "docdate", "address"):
            continue
        if block.kind != "paragraph":
            break
        below = found[index + 1] if index + 1 < len(found) else None
        after = below.text if below is not None else ""
        dated = len(block.text) <= 80 and is_day(block.text) and is_salute(after or " ")
        place = below is not None and not below.blank_before and is_date(after) and len(block.text) <= 60
        dated = dated or (place and is_title_case(block.text))
        kind = _opener(block.text) or ("dateline" if dated else "")
        if not kind and _ADDRESSEE.match(block.text) and len(block.text) <= 80 and is_salute(after or " "):
            kind = "salute"
        if not kind:
            break
        found[index] = kind_of(block, kind)


def letters_within(source: Source, blocks: Sequence[Block]) -> list[Block]:
    """Mark what opens and closes the letters of a text that has several, each below its heading."""
    found = list(blocks)
    surnames = surnames_of(blocks)
    for at, block in enumerate(blocks):
        if block.kind != "heading":
            continue
        _open(found, at + 1)
        end = _before_postscript(found, at)
        for index in range(end - 1, 1, -1):
            if found[index].kind in _OUTSIDE:
                continue
            kind = _closer(found[index], surnames) if found[index].kind == "paragraph" else ""
            if kind not in ("signed", "salute", "dateline"):
                break
            found[index] = kind_of(found[index], kind)
    return found


def _before_postscript(found: list[Block], at: int) -> int:
    """Give where a letter ends before that heading; its postscript, of one paragraph, is marked."""
    last = found[at - 1] if at else None
    if last is not None and last.kind == "paragraph" and _POSTSCRIPT.match(last.text):
        found[at - 1] = kind_of(last, "postscript")
        return at - 1
    return at


def _is_editors(block: Block) -> bool:
    """Say whether a paragraph in square brackets introduces a letter."""
    return block.kind == "paragraph" and block.text[0] == "[" and block.text.rstrip(".")[-1] == "]"


def _opener(text: str) -> str:
    if is_salute(text):
        return "salute"
    return "dateline" if is_dateline(text) or is_date(text) else ""


def closers(source: Source, blocks: Sequence[Block]) -> list[Block]:
    """Mark, from the end, signature, closing words, place and date, the source line, `to be continued`."""
    found = list(blocks)
    surnames = surnames_of(blocks)
    offices: list[int] = []
    greeted = any(block.kind == "salute" for block in found[:_HEADS])
    postscript = _postscript(found)
    authors = frozenset(
        " ".join(block.text.split()[-2:]) for block in found[:_HEADS] if block.kind == "byline"
    )
    for at in range(len(found) - 1, max(-1, len(found) - _REACH), -1):
        block = found[at]
        if at >= postscript and block.kind == "paragraph":
            found[at] = kind_of(block, "postscript")
        if block.kind in _OUTSIDE or at >= postscript:
            continue
        if at and found[at - 1].text.endswith(":"):
            break
        kind = _closer(block, surnames) if block.kind == "paragraph" else ""
        signed = block.kind == "paragraph" and (_is_signed_below(found, at) or _has_rank(block, authors))
        if not kind and (signed or (greeted and _is_first_name(found, at))):
            kind = "signed"
        if not kind and block.kind == "paragraph" and _is_place_of(found, at, surnames):
            kind = "dateline"
        if kind:
            found[at] = kind_of(block, kind)
            for office in offices if kind == "signed" else ():
                found[office] = kind_of(found[office], "signed")
            offices = []
        elif block.kind == "paragraph" and len(offices) < 2 and _is_office(block, found[at - 1].text):
            offices.append(at)
        else:
            break
    _close_within(found, surnames)
    return found


def _close_within(found: list[Block], surnames: frozenset[str]) -> None:
    """Mark the closing words of a letter, and who has signed it, wherever text follows: an enclosure, a minute."""
    for at, block in enumerate(found):
        if (
            block.kind != "paragraph"
            or not _CLOSING.fullmatch(block.text)
            or len(words(block.text)) > _FAREWELL
        ):
            continue
        below = at + 1
        while below < len(found) and below - at < _LINES and _is_brief(found[below]):
            if _closer(found[below], surnames) == "signed":
                found[at:below] = [kind_of(one, "salute") for one in found[at:below]]
                last = below + 1 + (found[below].text.endswith(",") and below + 1 < len(found))
                found[below:last] = [kind_of(one, "signed") for one in found[below:last]]
                break
            below += 1


def _is_brief(block: Block) -> bool:
    return block.kind == "paragraph" and len(block.text) <= _BRIEF


_FAREWELL, _LINES, _BRIEF = 12, 5, 60
"""Closing words have so many words; the name stands so few lines below, none longer than so many characters."""


def _postscript(found: Sequence[Block]) -> int:
    """Give the index of the block that begins a postscript near the end; the number of blocks where there is none."""
    text = [at for at, block in enumerate(found) if block.kind not in _OUTSIDE][-_AFTERTHOUGHT:]
    return next((at for at in text if _POSTSCRIPT.match(found[at].text)), len(found))


def _is_signed_below(found: Sequence[Block], at: int) -> bool:
    """Say whether a line of one or two names stands below closing words: `Yours,` and `Lenin`."""
    text, above = found[at].text, found[at - 1].text if at else ""
    short = len(words(text)) <= 3 and is_title_case(text) and text.rstrip()[-1] not in ":,;!?"
    return short and bool(_CLOSING.fullmatch(above)) and found[at - 1].kind == "paragraph"


def _is_place_of(found: Sequence[Block], at: int, surnames: frozenset[str]) -> bool:
    """Say whether a line is but the place where somebody signed, above or below the name: `PORTLAND, MAINE.`"""
    text = re.sub(r"\s(?:a|i)\.\s?\w+\.?$", "", found[at].text).strip(" .")
    parts = [tuple(map(fold, words(part))) for part in text.split(",")]
    around = [found[other] for other in (at - 1, at + 1) if 0 <= other < len(found)]
    named = any(
        one.kind == "signed" or (one.kind == "paragraph" and _closer(one, surnames) == "signed")
        for one in around
    )
    return named and len(words(text)) <= _NAME and all(part in lexicon().places for part in parts)


def _is_office(block: Block, above: str) -> bool:
    """Say whether a line may be the office of who has signed above it, perhaps with a comma: `Jean Longuet,`."""
    small = len(words(block.text)) <= 9 and not block.blank_before
    if (
        small
        and (names_in(above.rstrip(".,")) or is_caps(above))
        and not block.text.endswith((":", "!", "?"))
    ):
        return True
    if above.endswith(",") and names_in(above.rstrip(",")):
        return small
    return small and is_title_case(block.text) and not ends_sentence(block.text)


def _closer(block: Block, surnames: frozenset[str]) -> str:
    """Give the kind of a line that closes a text; empty where it is part of it."""
    text = block.text
    if len(text) > 200 or len(words(text)) > 24:
        return ""
    if _TRAILER.fullmatch(text):
        return "trailer"
    if is_reference(text) and not _NOTED.match(text):
        return "source"
    if is_dateline(text) or is_date(text):
        return "dateline"
    if (other := _FOR_OTHERS.fullmatch(text)) and names_in(other["who"]):
        return "signed"
    if _COLLECTIVE.fullmatch(_LEAD.sub("", text).strip(" .()[]—–-")) and len(words(text)) <= 5:
        return "signed"
    bare = without_place(_OFFICE.sub("", _LEAD.sub("", text).strip()).rstrip(".,"))
    if signature_at(text):
        return "signed"
    if (names_in(bare, surnames) or _is_signature(text, bare)) and bare:
        return "signed"
    closing = _CLOSING.fullmatch(text) or _CLOSING_LED.fullmatch(text)
    return "salute" if closing and len(words(text)) <= 24 else ""


def signature_at(text: str) -> int:
    """Give where the name begins behind closing words in the same line; 0 where there are no such."""
    if _CLOSING.fullmatch(text):
        return 0
    spaces = [space.start() for space in re.finditer(r"\s", text)][-_NAME:]
    for at in spaces:
        if _CLOSING.fullmatch(text[:at]) and _SIGNATURE.fullmatch(text[at + 1 :]):
            return at + 1
    return 0


def signs_for_others(text: str) -> bool:
    """Say whether who has signed did so as secretary of a meeting, for a committee: no author."""
    return bool(_OFFICE.match(_LEAD.sub("", text).strip()))


def _is_first_name(found: Sequence[Block], at: int) -> bool:
    """Say whether the last line of a letter is but one or two names, or initials: `Walt—`, `Arthur.`"""
    text = found[at].text.rstrip(" .,—–-")
    last = all(block.kind in _OUTSIDE for block in found[at + 1 :])
    return last and is_title_case(text) and len(words(text)) <= 2 and text[-1:].isalpha()


def _has_rank(block: Block, authors: frozenset[str]) -> bool:
    """Say whether a line is the author's name with a rank before it: `Private John Smith`."""
    rank, _, name = block.text.rstrip(".").partition(" ")
    return name in authors and rank[:1].isupper() and rank.isalpha()


def _is_signature(text: str, bare: str) -> bool:
    """Say whether a line is signed with initials, with names in capitals, or with a single name after a dash."""
    if re.fullmatch(r"(?:[A-ZÀ-Þ]\.\s?){1,4}", text.strip()):
        return True
    if re.fullmatch(r"[“\"„«]\s?[A-ZÀ-Þ][A-ZÀ-Þ .’'-]{2,30}[”\"“»]\.?", text.strip()):
        return True  # a pseudonym
    if re.fullmatch(r"[A-ZÀ-Þ][A-ZÀ-Þ’'-]+(?: [A-ZÀ-Þ][A-ZÀ-Þ’'.-]*){1,3}", bare):
        return True
    name, _, role = bare.partition(",")
    led = bool(_LEAD.match(text))
    single = (
        re.fullmatch(r"[A-ZÀ-Þ][\w’'-]{2,20}", name if led and len(words(role)) <= _NAME else bare)
        is not None
    )
    return (single and (led or bare.isupper())) or (bool(role) and len(words(role)) <= 8 and is_name(name))
