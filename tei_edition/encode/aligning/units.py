"""A unit's text → its words, and how alike two units are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

T = TypeVar("T")

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Scripts that put no space between words: there, each character counts as a word."""

_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")
_SHORT = 4
"""Units of so many words or fewer are compared by their letters as well."""
_HEAD = 5
"""So many first words tell that two units begin alike."""


@dataclass(frozen=True)
class Unit:
    """A paragraph, an item, a heading, a note: what can be found again."""

    kind: str
    """What it is; units of one kind are preferred to each other."""
    text: str
    """Its words, white space folded."""

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words without case and punctuation; where there are none, its signs."""
        found = tuple(word for word, _ in tokens(self.text))
        return found or tuple(self.text.split())

    @cached_property
    def counted(self) -> Counter[str]:
        """How often it has each word."""
        return Counter(self.words)

    @cached_property
    def pairs(self) -> Counter[tuple[str, str]]:
        """How often it has each two words in a row."""
        return Counter(pairwise(self.words))


def tokens(text: str) -> list[tuple[str, int]]:
    """Give the words of a text, without case, and where each begins."""
    return [(match.group().casefold(), match.start()) for match in _WORD.finditer(text)]


def common(first: Mapping[T, int], second: Mapping[T, int]) -> int:
    """Count what two multisets share."""
    if len(first) > len(second):
        first, second = second, first
    return sum(min(count, second.get(key, 0)) for key, count in first.items())


def likeness(old: Unit, new: Unit, near: bool) -> float:
    """Say how alike two units are, from 0 to 1: by words and pairs of words, short ones in one place by letters.

    A unit that is the beginning of the other is much like it: the other was continued, or cut off. One
    that is another part of it may be what is left.
    """
    if old.words == new.words:
        return 1.0
    shared, sizes = common(old.counted, new.counted), (len(old.words), len(new.words))
    paired = common(old.pairs, new.pairs)
    alike = (2 * shared / sum(sizes) + 2 * paired / max(1, sum(sizes) - 2)) / 2
    if near and min(sizes) <= _SHORT:
        letters = SequenceMatcher(None, old.text.casefold(), new.text.casefold(), autojunk=False).ratio()
        alike = max(alike, 0.9 * letters)
    if shared >= 0.8 * min(sizes) and min(sizes) >= 2 and _head(old.words, new.words):
        alike = max(alike, 0.75)
    if shared >= 0.9 * min(sizes) and paired >= 0.8 * (min(sizes) - 1) and min(sizes) > _SHORT:
        alike = max(alike, 0.55)
    return alike


def _head(first: Sequence[str], second: Sequence[str]) -> bool:
    """Tell whether two units begin with the same words."""
    length = min(_HEAD, len(first), len(second))
    return first[:length] == second[:length]
