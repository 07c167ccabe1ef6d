"""Text → the marks that may open or close a quotation, with what each reading of them would cost.

What stands to the left and right decides: an opening mark clings to the word after it, a closing one to the word
before it, an apostrophe stands in a word or where letters or figures were left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tei_edition.encode.quoting.glyphs import ALONE, FAMILY, FORBIDDEN, MARKS, canonical

__all__ = ["Mark", "find_marks", "points_inward"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A quotation mark, or what may be one."""

    start: int
    """Where it begins in the text."""
    end: int
    """Where it ends."""
    glyph: str
    """The glyph it stands for."""
    family: str
    """The family the glyph belongs to."""
    opening: float
    """What it costs to take it for an opening mark."""
    closing: float
    """What it costs to take it for a closing mark."""
    alone: float
    """What it costs to take it for neither: little for an apostrophe."""
    leads: bool
    """Whether nothing but marks and spaces stands before it in its block."""

    @property
    def is_fault(self) -> bool:
        """Whether the mark, left alone, is a fault rather than an apostrophe."""
        return self.alone >= ODD


_TURNED = 1.5
"""What it costs to take an opening mark for an apostrophe that was turned round (‘tis)."""
ODD = 4.0
"""From this cost on, a mark without a partner is no apostrophe but a fault."""
_CANDIDATE = re.compile(
    r"``|''|’’|‘‘|´´|‚‚|(?<![\w,]),,(?=\w)|<<(?=\s?\w)|>>|[“”„‟\"＂«»‹›]"
    r"|(?<!\w)[‘’‛'`´‚]|[‘’‛'`´](?!\w)"
)
_OPENS_AFTER = frozenset("([{<—–―-/=…*_.:") | MARKS
_CLOSES_BEFORE = frozenset(".,;:!?…)]}>—–―-/[*†‡_") | MARKS
_ENDS_SENTENCE = frozenset(".,;:!?…—–)]")
_S = re.compile(r"s\b", re.IGNORECASE)
_THIN = "\u2009\u200a\u202f\u200b\ufeff"

_ELIDED_AFTER = re.compile(
    r"(?:tis|twas|twere|twill|twould|tain|til|till|em|im|er|ere|ome|ouse|ead|ard|alf|and|ave|as|ad|e|is|ow|ell|un|"
    r"cause|bout|round|neath|gainst|tween|twixt|mongst|pon|cept|fore|way|nough|nother|n|nd|t|s|d|ll|re|ve|m|s[on]|ne|"
    r"nem?|nen|ner|nes|rauf|raus|rein|runter|rum|ran|ns|ist)\b"
    r"|\d\d(?:ers?|s)\b|\d\d\b(?![’'\d])",
    re.IGNORECASE,
)
_ELIDED_BEFORE = re.compile(
    r"(?:^|[^\w])(?:an|o|th|ol|de|t|wi|mo|i|d|l|qu|n|s|j|m|c|jusqu|lorsqu|puisqu|quoiqu|quelqu|presqu|aujourd|"
    r"wha|tha|fo|po|sho|yo|le|del|dell|all|un|hab|hatt|ich|geht|gibt|gab|\w+in|\w+in)$",
    re.IGNORECASE,
)


def find_marks(text: str, inward: bool = False, offset: int = 0) -> list[Mark]:
    """Give the marks of a block's text that begins at `offset`; `inward`: »…« is its convention, not «…»."""
    marks: list[Mark] = []
    led, leads, last = 0, True, len(text.rstrip())
    for match in _CANDIDATE.finditer(text):
        start, end = match.span()
        leads = leads and not text[led:start].strip()
        marks.append(_mark(text, start, end, leads, end >= last, inward, offset))
        led = end
    return marks


def points_inward(text: str) -> bool:
    """Tell whether the text's guillemets point at what they enclose: »so«, the German way."""
    if "»" not in text:
        return False
    inward = len(re.findall(r"(?:^|[\s(])»(?=\w)", text)) + len(re.findall(r"(?<=[\w.,!?])«", text))
    outward = len(re.findall(r"(?:^|[\s(’'])«(?=\s?\w)", text)) + len(re.findall(r"(?<=[\w.,!?])\s?»", text))
    return inward > outward


def _mark(text: str, start: int, end: int, leads: bool, ends: bool, inward: bool, offset: int) -> Mark:
    glyph = canonical(text[start:end])
    family = FAMILY[glyph]
    place = _Place(text, start, end)
    if family == "single":
        opening, closing, alone = _single(glyph, place)
    else:
        opening, closing = _double(glyph, place) if family == "double" else _angle(glyph, place, inward)
        alone = ALONE[family] - (3 if glyph in ('"', "''") and place.after_digit else 0)
    if leads:
        closing = FORBIDDEN
    if ends:
        opening = FORBIDDEN
    return Mark(offset + start, offset + end, glyph, family, opening, closing, alone, leads)


class _Place:
    """What stands around a mark."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        left, right = _neighbour(text, start - 1, -1), _neighbour(text, end, 1)
        dots = right == "…" or text.startswith("..", end)
        self.left, self.right = left, right
        self.left_open = left == " " or left in _OPENS_AFTER
        self.left_close = left != " " and left not in "([{"
        self.right_open = right != " " and (dots or right not in ".,;:!?)]}")
        self.right_close = right == " " or right in _CLOSES_BEFORE
        self.after_digit = left.isdigit()

    @property
    def opens(self) -> bool:
        return self.left_open and self.right_open

    @property
    def closes(self) -> bool:
        return self.left_close and self.right_close

    @property
    def elided_after(self) -> bool:
        """Whether the word behind looks like one that lost its beginning (’tis, ’30s)."""
        return _ELIDED_AFTER.match(self.text, self.end) is not None

    @property
    def elided_before(self) -> bool:
        """Whether the word before looks like one that lost its end (o’, goin’, l’)."""
        return _ELIDED_BEFORE.search(self.text[max(0, self.start - 14) : self.start]) is not None


def _neighbour(text: str, at: int, step: int) -> str:
    """Give the character at that place, looking past thin spaces at marks; a space where the text ends."""
    while 0 <= at < len(text) and text[at] in _THIN:
        at += step
    char = text[at] if 0 <= at < len(text) else " "
    return " " if char.isspace() else char


def _double(glyph: str, place: _Place) -> tuple[float, float]:
    """Give the costs of opening and closing for double marks."""
    if glyph in ('"', "''"):
        return _straight(place)
    if glyph == "„":
        return (0 if place.opens else 1), FORBIDDEN if place.opens else 3
    opening = 0 if place.opens else 0.5 if place.left_open else 1.5 if place.right_open else 3
    closing = 0 if place.closes else 0.5 if place.right_close else 1.5
    if glyph in ("“", "``"):
        return opening, closing + (0 if place.closes and not place.opens else 1)
    return opening + (3 if place.opens else 4), closing


def _straight(place: _Place) -> tuple[float, float]:
    if place.opens == place.closes:
        return (0.5, 0.5) if place.opens else (FORBIDDEN if place.after_digit else 1.0, 1.0)
    if place.opens:
        return 0, 5
    return (FORBIDDEN if place.after_digit else 5), 0


def _angle(glyph: str, place: _Place, inward: bool) -> tuple[float, float]:
    """Give the costs of opening and closing for guillemets, which French sets off by spaces."""
    opens = (glyph in "«‹") != inward
    right_way = 0 if place.right_open or place.left_open else 1
    return (right_way, 3.5) if opens else (3.5 if place.opens else 4, 0 if place.right_close else 1)


def _single(glyph: str, place: _Place) -> tuple[float, float, float]:
    """Give the costs of opening, closing and neither for single marks, which may all be apostrophes."""
    alone, closing = _apostrophe(place), FORBIDDEN
    if place.closes or (place.left == " " and place.right == " "):
        closing = _closing_single(place)
    if glyph == "‚":
        return 0 if place.right_open else 2, FORBIDDEN, ALONE["single"]
    if glyph in "‘`":
        opening = FORBIDDEN if not place.left_open else 0 if place.right_open else 1
        alone = alone + _TURNED if place.elided_after or not place.opens else ALONE["single"]
    else:
        opening = FORBIDDEN if not place.opens else 3 if glyph == "’" else 0.3
    if place.elided_after:
        opening += 1.5
    return opening, closing, alone


def _closing_single(place: _Place) -> float:
    """Say what it costs to close with a single mark here."""
    if place.left in _ENDS_SENTENCE or place.left in MARKS:
        return 0
    if place.left == " ":
        return 1.5
    return 2.0 if place.elided_before else 0.5 if place.left in "sxzS" or place.after_digit else 0.2


def _apostrophe(place: _Place) -> float:
    """Say what it costs to take a single mark here for an apostrophe."""
    if place.left_close and not place.left_open:
        if place.left in _ENDS_SENTENCE or place.left in MARKS:
            return 0.3 if _S.match(place.text, place.end) else 5
        if place.elided_before:
            return 0.4
        return 1 if place.left in "sxzS" or place.after_digit else 2
    if place.right_open:
        return 0.5 if place.elided_after else 3
    return 2
