"""Pairs of old and new units, as they are found → the alignment, and what they say of units not yet found."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tei_edition.encode.aligning.units import Unit


@dataclass(frozen=True)
class Alignment:
    """Which new unit is which old one; all by index."""

    old_of: Mapping[int, int]
    """The old unit that each new unit is; new units without one are new."""
    merged: Mapping[int, int]
    """Old units whose words stand in a new unit that is another old one, and that new unit."""
    split: Mapping[int, int]
    """New units whose words are from an old unit that is another new one, and that old unit."""


@dataclass
class Matching:
    """The pairs found so far."""

    old: Sequence[Unit]
    """The old units in order."""
    new: Sequence[Unit]
    """The new units in order."""
    to_new: list[int | None] = field(default_factory=list)
    """The new unit of each old one."""
    to_old: list[int | None] = field(default_factory=list)
    """The old unit of each new one."""
    merged: dict[int, int] = field(default_factory=dict)
    """See `Alignment`."""
    split: dict[int, int] = field(default_factory=dict)
    """See `Alignment`."""

    def __post_init__(self) -> None:
        """Begin without pairs."""
        self.to_new = [None] * len(self.old)
        self.to_old = [None] * len(self.new)

    def pair(self, old: int, new: int) -> None:
        """Say that this new unit is that old one, and no part of another."""
        self.to_new[old], self.to_old[new] = new, old
        self.merged.pop(old, None)
        self.split.pop(new, None)

    def free_old(self) -> list[int]:
        """Give the old units that have not been found."""
        return [at for at, other in enumerate(self.to_new) if other is None and at not in self.merged]

    def free_new(self) -> list[int]:
        """Give the new units that have not been found."""
        return [at for at, other in enumerate(self.to_old) if other is None and at not in self.split]

    def result(self) -> Alignment:
        """Give what was found."""
        pairs = {new: old for new, old in enumerate(self.to_old) if old is not None}
        return Alignment(pairs, self.merged, self.split)


@dataclass(frozen=True)
class Surroundings:
    """Between which pairs each unit stands; pairs that were moved do not count."""

    old: Sequence[tuple[int, int]]
    """For each old unit, the new units that its next neighbours before and behind it are."""
    new: Sequence[tuple[int, int]]
    """For each new unit, its next neighbours that have been found."""
    matching: Matching
    """The pairs."""

    @classmethod
    def of(cls, matching: Matching) -> Surroundings:
        """Read them off the pairs found so far."""
        kept = _in_order(matching.to_old)
        ends = len(matching.new)
        places = [matching.to_new[i] for i in range(len(matching.old))]
        old = [place if place is not None and place in kept else None for place in places]
        new = [index if index in kept else None for index in range(ends)]
        return cls(_between(old, ends), _between(new, ends), matching)

    def agree(self, old: int, new: int) -> int:
        """Count the sides, none to two, on which an old and a new unit have the same neighbour."""
        before = self.old[old][0] == self.new[new][0] or self._beside(old, new, -1)
        behind = self.old[old][1] == self.new[new][1] or self._beside(old, new, 1)
        return before + behind

    def _beside(self, old: int, new: int, step: int) -> bool:
        """Tell whether the units directly beside the two are a pair, moved or not."""
        inside = 0 <= old + step < len(self.old) and 0 <= new + step < len(self.new)
        return inside and self.matching.to_new[old + step] == new + step


def _between(places: Sequence[int | None], end: int) -> list[tuple[int, int]]:
    """Give for each the nearest place before and behind it, -1 and `end` at the edges."""
    before, last = [], -1
    for place in places:
        before.append(last)
        last = place if place is not None else last
    behind, last = [], end
    for place in reversed(places):
        behind.append(last)
        last = place if place is not None else last
    return list(zip(before, reversed(behind), strict=True))


def _in_order(to_old: Sequence[int | None]) -> set[int]:
    """Give the new units of a longest run of pairs that stand in one order in both texts."""
    tails: list[int] = []
    heads: list[int] = []
    before: dict[int, int | None] = {}
    for new, old in enumerate(to_old):
        if old is None:
            continue
        at = bisect_left(tails, old)
        before[new] = heads[at - 1] if at else None
        tails[at : at + 1], heads[at : at + 1] = [old], [new]
    kept: set[int] = set()
    node = heads[-1] if heads else None
    while node is not None:
        kept.add(node)
        node = before[node]
    return kept
