"""Two texts, each as words and the gaps between them → where they differ, in words an editor understands.

White space is compared as present or absent, never by kind or amount. Where two block elements meet, a gap may
be there or not; but an edge that must be there must, and where none may be, there is none.
"""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

__all__ = ["BLOCK", "FREE", "LINE", "SIGN", "Difference", "Parts", "Stream", "compare"]

FREE = None
"""Put among the strings a stream is made of: here a gap may be, or none, and a block may begin or end."""
LINE = 1
"""Here a line ends: in the text that is expected it must, in the one that is found it does."""
BLOCK = 2
"""The same of a block."""
SIGN = "\ue000"
"""Begins what an output puts in where that is compared like a word, so that no word of a text can pass for it."""

Parts = list[str | int | None]
"""Strings and marks, in order."""


@dataclass(frozen=True)
class Stream:
    """A text without its white space, and where that stood."""

    characters: str
    """All characters that are not white space."""
    gaps: frozenset[int]
    """Positions in `characters` before which there is white space."""
    free: frozenset[int]
    """Positions before which there may be some or none."""
    edges: Mapping[int, int] = field(default_factory=dict)
    """Positions at which a line or a block ends: `LINE` or `BLOCK`."""

    @classmethod
    def of(cls, parts: Iterable[str | int | None]) -> Stream:
        """Make a stream of strings and marks, in order."""
        characters: list[str] = []
        gaps, free, at = set(), set(), 0
        edges: dict[int, int] = {}
        for part in parts:
            if not isinstance(part, str):
                free.add(at)
                if part:
                    edges[at] = max(part, edges.get(at, 0))
                continue
            words = part.split()
            if part[:1].isspace():
                gaps.add(at)
            _, *inner_gaps, at = itertools.accumulate(map(len, ["", *words]), initial=at)
            gaps.update(inner_gaps[1:])
            characters += words
            if part[-1:].isspace():
                gaps.add(at)
        outer = {0, at}
        inner = {position: edge for position, edge in edges.items() if position not in outer}
        return cls("".join(characters), frozenset(gaps - outer), frozenset(free | outer), inner)

    def without_edges(self) -> Stream:
        """Give the stream with its edges free to be there or not."""
        return replace(self, edges={})

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
    at: int = 0
    """Its position among the characters of the first."""


def compare(first: Stream, second: Stream, most: int = 10) -> list[Difference]:
    """Give the differences, at most that many; none: the second says the same as the first, word by word."""
    if first.characters != second.characters:
        return _word_differences(first, second, most)
    wrong = (first.gaps - second.gaps - second.free) | (second.gaps - first.gaps - first.free)
    found = [_gap_difference(first, second, position) for position in sorted(wrong)[:most]]
    return (found + _edge_differences(first, second))[:most]


def _gap_difference(first: Stream, second: Stream, position: int) -> Difference:
    """Describe white space that is missing or should not be there."""
    before, after = first.around(position, 12), second.around(position, 12)
    return Difference(before, after, first.around(position), position)


def _edge_differences(first: Stream, second: Stream) -> list[Difference]:
    """Describe edges of blocks that are missing or should not be there."""
    lost = {at for at, edge in first.edges.items() if second.edges.get(at, 0) < edge}
    added = {at for at, edge in second.edges.items() if edge == BLOCK and at not in first.free}
    return [
        Difference(
            _split(first, at, " ¶ " if at in lost else " "),
            _split(first, at, " " if at in lost else " ¶ "),
            first.around(at),
            at,
        )
        for at in sorted(lost | added)
    ]


def _split(stream: Stream, at: int, mark: str) -> str:
    """Show the place with a mark between what is before and what is after."""
    before, after = stream.characters[max(0, at - 12) : at], stream.characters[at : at + 12]
    return f"{before}{mark}{after}"


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
    at = list(itertools.accumulate(map(len, before), initial=0))
    differences = [
        Difference(
            " ".join(old[a:b]),
            " ".join(new[c:d]),
            " ".join(before[max(0, start + a - 6) : start + b + 6]),
            at[start + a],
        )
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
    ]
    real = [item for item in differences if item.lost.replace(" ", "") != item.added.replace(" ", "")]
    return (real or differences)[:most]
