"""Units with equal words → pairs: those that occur once, then those whose neighbours are a pair."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence

from tei_edition.encode.aligning.matching import Matching, Surroundings
from tei_edition.encode.aligning.units import Unit

Key = Callable[[Unit], Hashable]

KEYS: Sequence[Key] = (
    lambda unit: (unit.kind, unit.text),
    lambda unit: (unit.kind, unit.words),
    lambda unit: unit.text,
    lambda unit: unit.words,
)
"""What must be equal, the strictest first."""

LARGEST = 10_000
"""Gaps of so many pairs, at most, are searched for a longest common subsequence."""


def match_exact(matching: Matching) -> None:
    """Pair equal units that occur once, and spread from pair to pair over equal neighbours (Heckel 1978)."""
    for key in KEYS:
        _pair_single(matching, key)
        spread(matching, key)


def spread_all(matching: Matching) -> None:
    """Spread from the pairs over equal neighbours, by every key."""
    for key in KEYS:
        spread(matching, key)


def spread(matching: Matching, key: Key) -> None:
    """Pair equal units beside pairs, as far as they go, forwards and then backwards."""
    for step in (1, -1):
        order = range(len(matching.new))
        for new in order if step == 1 else reversed(order):
            old = matching.to_old[new]
            if old is None:
                continue
            beside = (old + step, new + step)
            inside = 0 <= beside[0] < len(matching.old) and 0 <= beside[1] < len(matching.new)
            free = inside and matching.to_new[beside[0]] is None and matching.to_old[beside[1]] is None
            if free and key(matching.old[beside[0]]) == key(matching.new[beside[1]]):
                matching.pair(*beside)


def match_left(matching: Matching) -> None:
    """Pair equal units that nothing tells apart: first in the order of the text, then those that are left."""
    for key in KEYS:
        _pair_in_gaps(matching, key)
    for key in KEYS:
        old = _groups(matching.old, matching.free_old(), key)
        for words, second in _groups(matching.new, matching.free_new(), key).items():
            for pair in zip(old.get(words, ()), second, strict=False):
                matching.pair(*pair)


def _pair_in_gaps(matching: Matching, key: Key) -> None:
    """Pair, between two found neighbours, as many equal units as stand in one order."""
    places = Surroundings.of(matching)
    gaps: dict[tuple[int, int], list[int]] = defaultdict(list)
    for old in matching.free_old():
        gaps[places.old[old]].append(old)
    rows: dict[tuple[int, int], list[int]] = defaultdict(list)
    for new in matching.free_new():
        rows[places.new[new]].append(new)
    for edges, news in rows.items():
        olds = gaps.get(edges, [])
        if len(olds) * len(news) <= LARGEST:
            for pair in _longest(matching, key, olds, news):
                matching.pair(*pair)


def _longest(matching: Matching, key: Key, olds: Sequence[int], news: Sequence[int]) -> list[tuple[int, int]]:
    """Give a longest common subsequence of two runs of units, as pairs."""
    first, second = [key(matching.old[i]) for i in olds], [key(matching.new[j]) for j in news]
    best = [[0] * (len(second) + 1) for _ in range(len(first) + 1)]
    for i in reversed(range(len(first))):
        for j in reversed(range(len(second))):
            equal = first[i] == second[j]
            best[i][j] = best[i + 1][j + 1] + 1 if equal else max(best[i + 1][j], best[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(first) and j < len(second):
        if first[i] == second[j]:
            pairs.append((olds[i], news[j]))
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def _pair_single(matching: Matching, key: Key) -> None:
    """Pair units of which each text has exactly one that has not been found."""
    old, new = (
        _groups(matching.old, matching.free_old(), key),
        _groups(matching.new, matching.free_new(), key),
    )
    for words, first in old.items():
        second = new.get(words, [])
        if len(first) == len(second) == 1:
            matching.pair(first[0], second[0])


def _groups(units: Sequence[Unit], free: Sequence[int], key: Key) -> dict[Hashable, list[int]]:
    """Sort units by what must be equal."""
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for index in free:
        groups[key(units[index])].append(index)
    return groups
