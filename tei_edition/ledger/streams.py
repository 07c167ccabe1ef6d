"""Two texts, each as words and the gaps between them → where they differ, in words an editor understands.

White space is compared as present or absent, never by kind or amount. Where two block elements meet, a gap may
be there or not.
"""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["FREE", "Difference", "Stream", "compare"]

FREE = None
"""Put among the strings a stream is made of: here a gap may be, or none."""


@dataclass(frozen=True)
class Stream:
    """A text without its white space, and where that stood."""

    characters: str
    """All characters that are not white space."""
    gaps: frozenset[int]
    """Positions in `characters` before which there is white space."""
    free: frozenset[int]
    """Positions before which there may be some or none."""

    @classmethod
    def of(cls, parts: Iterable[str | None]) -> Stream:
        """Make a stream of strings and `FREE` marks, in order."""
        characters: list[str] = []
        gaps, free, at = set(), set(), 0
        for part in parts:
            if part is None:
                free.add(at)
                continue
            words = part.split()
            if part[:1].isspace():
                gaps.add(at)
            for number, word in enumerate(words):
                if number:
                    gaps.add(at)
                characters.append(word)
                at += len(word)
            if part[-1:].isspace():
                gaps.add(at)
        outer = {0, at}
        return cls("".join(characters), frozenset(gaps - outer), frozenset(free | outer))

    def words(self) -> list[str]:
        """Give the words, parted at gaps and at free places."""
        edges = sorted({0, len(self.characters)} | self.gaps | self.free)
        return [self.characters[a:b] for a, b in itertools.pairwise(edges)]

    def around(self, position: int, width: int = 30) -> str:
        """Give the text on both sides of a position, gaps as spaces."""
        start, end = max(0, position - width), min(len(self.characters), position + width)
        shown = [
            (" " if i in self.gaps or (i in self.free and i > start) else "") + self.characters[i]
            for i in range(start, end)
        ]
        return "".join(shown).strip()


@dataclass(frozen=True)
class Difference:
    """One place at which the second text is not the first."""

    lost: str
    """Words of the first that the second lacks."""
    added: str
    """Words of the second that the first lacks."""
    context: str
    """The text of the first around the place."""


def compare(first: Stream, second: Stream, most: int = 10) -> list[Difference]:
    """Give the differences, at most that many; none: the second says the same as the first, word by word."""
    if first.characters != second.characters:
        return _word_differences(first, second, most)
    wrong = (first.gaps - second.gaps - second.free) | (second.gaps - first.gaps - first.free)
    return [_gap_difference(first, second, position) for position in sorted(wrong)[:most]]


def _gap_difference(first: Stream, second: Stream, position: int) -> Difference:
    """Describe white space that is missing or should not be there."""
    before, after = first.around(position, 12), second.around(position, 12)
    return Difference(before, after, first.around(position))


def _word_differences(first: Stream, second: Stream, most: int) -> list[Difference]:
    """Describe words that are missing, added or changed."""
    before, after = first.words(), second.words()
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    stop = 0
    while stop < min(len(before), len(after)) - start and before[-1 - stop] == after[-1 - stop]:
        stop += 1
    old, new = before[start : len(before) - stop], after[start : len(after) - stop]
    if len(old) * len(new) > 4_000_000:  # too far apart to be told word by word
        old, new = old[:1000], new[:1000]
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    differences = [
        Difference(
            " ".join(old[a:b]), " ".join(new[c:d]), " ".join(before[max(0, start + a - 6) : start + b + 6])
        )
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
    ]
    real = [item for item in differences if item.lost.replace(" ", "") != item.added.replace(" ", "")]
    return (real or differences)[:most]
