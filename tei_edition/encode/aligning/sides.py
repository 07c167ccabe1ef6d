"""Two states of a text as rows of words, and which word of the one is which of the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
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

    def with_kinds(self) -> list[str]:
        """Give its words, each with the kind of its unit."""
        return [f"{unit.kind} {word}" for unit in self.units for word in unit.words]

    def free_runs(self) -> Iterator[tuple[int, int]]:
        """Yield where words that are not traced begin and end."""
        end, last = 0, len(self.other)
        with suppress(ValueError):  # there is no further one
            while True:
                start = end = self.other.index(-1, end)
                while end < last and self.other[end] < 0:
                    end += 1
                yield start, end

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
        """Say that each word of a new unit is that of an old one with the same words; none is traced yet."""
        first, second = self.old.range_of(old), self.new.range_of(new)
        self.old.other[first.start : first.stop] = second
        self.new.other[second.start : second.stop] = first

    def named(self, with_kind: bool) -> tuple[Sequence[str], Sequence[str]]:
        """Give what of each word is compared: the word, or together with it the kind of its unit."""
        if not with_kind:
            return self.old.words, self.new.words
        return self.old.with_kinds(), self.new.with_kinds()
