"""Words traced from an old to a new text → which new unit is which old one, and which are parts of others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from tei_edition.encode.aligning.gaps import alike
from tei_edition.encode.aligning.likening import liken
from tei_edition.encode.aligning.sides import Side, Traces
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
    begins: Mapping[int, int]
    """With which word of the new unit the words of an old unit begin."""


FEW = 4
"""Units of so many words, at most, are compared by their letters."""


@dataclass
class _Decision:
    """What is decided so far."""

    old: Sequence[Unit]
    """The units as they were."""
    new: Sequence[Unit]
    """The units as they are."""
    shares: Sequence[Mapping[int, int]]
    """For each old unit, how many of its words stand in which new one, in the order in which they stood."""
    holders: Sequence[Mapping[int, int]]
    """For each new unit, how many of its words are from which old one."""
    old_of: dict[int, int] = field(default_factory=dict)
    """See `Alignment`."""
    new_of: dict[int, int] = field(default_factory=dict)
    """The other way round."""
    merged: dict[int, int] = field(default_factory=dict)
    """See `Alignment`."""

    def pair(self, old: int, new: int) -> None:
        """Say that a new unit is an old one."""
        self.old_of[new], self.new_of[old] = old, new

    def part(self, old: int, new: int) -> float:
        """Say which part of an old unit's words stands in a new one."""
        return self.shares[old].get(new, 0) / max(1, len(self.old[old].words))

    def is_part(self, old: int, new: int) -> bool:
        """Tell whether a new unit is mostly words of an old one, and a third of it."""
        mostly = 2 * self.shares[old].get(new, 0) >= len(self.new[new].words)
        return mostly and 3 * self.part(old, new) >= 1

    def free_old(self) -> list[int]:
        """Give the old units that have not been found."""
        return [at for at in range(len(self.old)) if at not in self.new_of and at not in self.merged]

    def split(self) -> dict[int, int]:
        """Give the new units most of whose words are from an old one that is elsewhere."""
        free = ((new, _most(self.holders[new])) for new in range(len(self.new)) if new not in self.old_of)
        return {
            new: old
            for new, old in free
            if 2 * self.holders[new].get(old, 0) > len(self.new[new].words)
            and (old in self.new_of or old in self.merged)
        }


def decide(
    old: Sequence[Unit], new: Sequence[Unit], traces: Traces, guests: Collection[int] = ()
) -> Alignment:
    """Give each old unit the new one it is; `guests` are those that stood within another before."""
    shares, holders = _shares(traces.old, traces.new), _shares(traces.new, traces.old)
    made = _Decision(old, new, shares, holders)
    _settle_heirs(made, guests)
    _settle_homes(made)
    _settle_rests(made)
    _settle_places(made)
    parts = made.split()
    free_new = [at for at in range(len(new)) if at not in made.old_of and at not in parts]
    for pair in liken(old, made.free_old(), new, free_new):
        made.pair(*pair)
    _settle_places(made)
    return Alignment(made.old_of, made.merged, made.split(), _begins(made, traces))


def _begins(made: _Decision, traces: Traces) -> dict[int, int]:
    """Give, for each old unit found, the first word of the new one that is from it."""
    begins: dict[int, int] = {}
    for old, new in (made.new_of | made.merged).items():
        there = traces.new.range_of(new)
        words = (traces.old.other[word] for word in traces.old.range_of(old))
        begins[old] = min((word - there.start for word in words if word in there), default=0)
    return begins


def _shares(side: Side, other: Side) -> list[Counter[int]]:
    """Count, for each unit, its words in each unit of the other state, in the order of its words."""
    shares: list[Counter[int]] = [Counter() for _ in side.units]
    for at, word in enumerate(side.other):
        if word >= 0:
            shares[side.unit_of[at]][other.unit_of[word]] += 1
    return shares


def _most(counts: Mapping[int, int]) -> int:
    """Give what most words are counted for, the first of equals; -1 where there are none."""
    return max(counts, key=lambda each: counts[each], default=-1)


def _settle_heirs(made: _Decision, guests: Collection[int]) -> None:
    """Pair an old unit with the first new one that has a third of its words, and more of them than of others."""
    heirs = {}
    for new, holders in enumerate(made.holders):
        there = [old for old in sorted(holders) if made.is_part(old, new) or 2 * made.part(old, new) > 1]
        if there:
            heirs[new] = max(there, key=lambda old: (old not in guests, holders[old]))
    for old, shares in enumerate(made.shares):
        first = next((new for new in shares if heirs.get(new) == old or 2 * made.part(old, new) > 1), None)
        if first is not None and heirs.get(first) == old:
            made.pair(old, first)


def _settle_homes(made: _Decision) -> None:
    """Put an old unit into the new one that has most of its words."""
    for old in sorted(made.free_old(), key=lambda old: -max(made.shares[old].values(), default=0)):
        home = _most(made.shares[old])
        if home < 0 or 2 * made.part(old, home) <= 1:
            continue
        if home in made.old_of:
            made.merged[old] = home
        else:
            made.pair(old, home)


def _settle_rests(made: _Decision) -> None:
    """Pair what is left of an old unit: a new one that has mostly words of it, or the most of those scattered."""
    for old in made.free_old():
        shares, size = made.shares[old], len(made.old[old].words)
        scattered = 2 * sum(shares.values()) > size
        parts = {new: count for new, count in shares.items() if count >= min(FEW, size) and scattered}
        rests = {
            new: count
            for new, count in shares.items()
            if new not in made.old_of
            and (new in parts or (2 * count > len(made.new[new].words) and 4 * count >= size))
        }
        if rests:
            made.pair(old, _most(rests))
        elif parts:
            made.merged[old] = _most(parts)


def _settle_places(made: _Decision) -> None:
    """Pair units that stand beside found ones in either text, and are somewhat alike."""
    split = made.split()
    for step in (1, -1):
        for old in made.free_old()[::step]:
            new = _beside(made, old, step)
            while new in split:
                new += step
            if 0 <= new < len(made.new) and new not in made.old_of and _somewhat_alike(made, old, new):
                made.pair(old, new)


def _beside(made: _Decision, old: int, step: int) -> int:
    """Give the new unit behind, or before, that which the old unit's neighbour is; -1 where there is none."""
    neighbour = old - step
    if not 0 <= neighbour < len(made.old):
        return 0 if step == 1 else len(made.new) - 1
    found = made.new_of.get(neighbour, made.merged.get(neighbour))
    return -1 if found is None else found + step


def _somewhat_alike(made: _Decision, old: int, new: int) -> bool:
    """Tell whether units in the same place have words, or if they are short, letters in common."""
    first, second = made.old[old], made.new[new]
    sizes = len(first.words), len(second.words)
    if 4 * made.shares[old].get(new, 0) >= max(sizes):
        return True
    return max(sizes) <= FEW and alike(first.text.casefold(), second.text.casefold())
