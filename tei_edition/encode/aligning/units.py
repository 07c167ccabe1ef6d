"""A unit's text → its words, and what two units have in common."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

T = TypeVar("T")

UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Scripts that put no space between words: there, each character counts as a word."""

_WORD = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+")


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
        found = tuple([word.casefold() for word in _WORD.findall(self.text)])
        return found or tuple(self.text.split())

    @cached_property
    def counted(self) -> Counter[str]:
        """How often it has each word."""
        return Counter(self.words)


def tokens(text: str) -> list[tuple[str, int]]:
    """Give the words of a text, without case, and where each begins."""
    return [(match.group().casefold(), match.start()) for match in _WORD.finditer(text)]


def common(first: Mapping[T, int], second: Mapping[T, int]) -> int:
    """Count what two multisets share."""
    if len(first) > len(second):
        first, second = second, first
    return sum(min(count, second.get(key, 0)) for key, count in first.items())
