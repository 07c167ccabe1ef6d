"""Two states of a text as rows of words, and which word of the one is which of the other."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from tei_edition.encode.aligning.units import Unit


@dataclass(frozen=True)
class Side:
    """One state of a text as words."""

    units: Sequence[Unit]
    """Its units."""
    words: Sequence[str]
    """Its words, all units' in a row."""
    unit_of: Sequence[int]
    """The unit of each word."""
    starts: Sequence[int]
    """Where each unit's words begin, and where the last one's end."""
    other: list[int]
    """The word of the other state that each word is; -1 while none is known."""

    @classmethod
    def of(cls, units: Sequence[Unit]) -> Side:
        """Lay the units' words in a row."""
        words: list[str] = []
        unit_of: list[int] = []
        starts = [0]
        for at, unit in enumerate(units):
            words += unit.words
            unit_of += [at] * len(unit.words)
            starts.append(len(words))
        return cls(units, words, unit_of, starts, [-1] * len(words))

    def range_of(self, unit: int) -> range:
        """Give where a unit's words are."""
        return range(self.starts[unit], self.starts[unit + 1])

    def free_runs(self) -> Iterator[tuple[int, int]]:
        """Yield where words that are not traced begin and end."""
        start = -1
        for at, other in enumerate(self.other):
            if other >= 0 and start >= 0:
                yield start, at
                start = -1
            elif other < 0 and start < 0:
                start = at
        if start >= 0:
            yield start, len(self.other)

    def free_edges(self) -> dict[int, tuple[int, int]]:
        """Give the runs of words that are not traced by where they begin, and by where they end."""
        runs = list(self.free_runs())
        return {run[1]: run for run in runs} | {run[0]: run for run in runs}


@dataclass(frozen=True)
class Traces:
    """The words traced so far."""

    old: Side
    """The text as it was."""
    new: Side
    """The text as it is."""

    def link(self, old: int, new: int) -> None:
        """Say that a new word is an old one, unless either is another."""
        if self.old.other[old] < 0 and self.new.other[new] < 0:
            self.old.other[old], self.new.other[new] = new, old

    def link_units(self, old: int, new: int) -> None:
        """Say that each word of a new unit is that of an old one with the same words."""
        for pair in zip(self.old.range_of(old), self.new.range_of(new), strict=True):
            self.link(*pair)

    def named(self, with_kind: bool) -> tuple[list[int], list[int]]:
        """Give a number for each word, the same for equal ones; of units of one kind only, if so wanted."""
        numbers: dict[Hashable, int] = {}
        return self._numbered(self.old, numbers, with_kind), self._numbered(self.new, numbers, with_kind)

    @staticmethod
    def _numbered(side: Side, numbers: dict[Hashable, int], with_kind: bool) -> list[int]:
        kinds = [unit.kind if with_kind else "" for unit in side.units]
        keys = ((kinds[unit], word) for unit, word in zip(side.unit_of, side.words, strict=True))
        return [numbers.setdefault(key, len(numbers)) for key in keys]
