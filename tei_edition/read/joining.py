"""Lines of one paragraph → its pieces: what becomes of each line end, and of a hyphen before it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from tei_edition.model import Piece
from tei_edition.read.lines import Line

__all__ = ["RULES", "Words", "pieces_of"]

RULES: Mapping[str, str] = {
    "line-wrap": "A line end within a paragraph, with the white space around it, becomes one space; "
    "none after a dash that stands close.",
    "line-hyphen": "A hyphen that only divides a word at a line end is left out together with the line end.",
    "line-compound": "A line end after a hyphen that belongs to the word is left out; the hyphen stays.",
    "line-break": "A line end that the source's markup demands becomes one space; lb marks it.",
    "verse-line": "The line end between two lines of verse becomes one space; each line is marked as such.",
}
"""The rules by which pieces may differ from the source, and what each does."""

_WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_DIVIDED = re.compile(r"([^\W\d_]+)[-‐¬\u00ad]$")
_HEAD = re.compile(r"[^\W\d_]+")


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_FIRM_FIRST = _words(
    "self non anti semi ex half well quasi vice all ill so mid ultra post pro pseudo neo pan demi "
    "co counter contre sous mi peut vis ci là à grand petit nord sud nord-est dit"
)
"""Beginnings of words that keep their hyphen."""
_FIRM_SECOND = _words(
    "même mêmes être ci là il elle on ils elles vous nous je tu ce moi toi lui leur y en "
    "dire à vis called made like in law"
)
"""Ends of words that are joined by a hyphen."""
_SUSPENDED = _words("und oder bzw and or et ou wie sowie to")
"""What may follow a hyphen that stands for a part of the word left out (`Vor- und Nachteile`)."""


class Words:
    """The words of a text, to be asked whether a divided word is one of them."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(_WORD.findall(self._text.lower()))

    def divided(self, first: str, second: str) -> bool:
        """Say whether `first-` and `second` are a word that only the line end has divided."""
        first, second = first.lower(), second.lower()
        if self._counts[first + second]:
            return True
        if self._counts[f"{first}-{second}"] or first in _FIRM_FIRST or second in _FIRM_SECOND:
            return False
        return len(second) > 1


def pieces_of(lines: Sequence[Line], words: Words) -> tuple[Piece, ...]:
    """Give the pieces of a paragraph printed in these lines."""
    return tuple(_pieces(lines, words))


def _pieces(lines: Sequence[Line], words: Words) -> Iterator[Piece]:
    for index, line in enumerate(lines):
        if index + 1 == len(lines):
            yield Piece(line.text, line.start, line.end)
            return
        taken, text, rule = _join(line, lines[index + 1], words)
        if kept := line.text[: len(line.text) - taken]:
            yield Piece(kept, line.start, line.end - taken)
        yield Piece(text, line.end - taken, lines[index + 1].start, rule)


def _join(line: Line, after: Line, words: Words) -> tuple[int, str, str]:
    """Say how many characters at the line's end are left out, what stands for the line end, by which rule."""
    found = _DIVIDED.search(line.text[-40:])
    second = _HEAD.match(after.text)
    if found and second:
        soft = line.text[-1] in "¬\u00ad"
        if not soft and second[0].lower() in _SUSPENDED:
            return 0, " ", "line-wrap"
        if soft or (second[0][0].islower() and words.divided(found[1], second[0])):
            return 1, "", "line-hyphen"
        return 0, "", "line-compound"
    if line.text[-1] in "-‐" and len(line.text) > 1 and line.text[-2].isalnum():
        return 0, "", "line-compound"
    if line.text[-1] == "—" and len(line.text) > 1 and not line.text[-2].isspace():
        return 0, "", "line-wrap"
    return 0, " ", "line-wrap"
