"""Units whose words were changed → pairs: the likeliest of the whole text first, doubtful ones last."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tei_edition.encode.aligning.exact import spread_all
from tei_edition.encode.aligning.matching import Matching, Surroundings
from tei_edition.encode.aligning.units import Unit, likeness

FIRST = ((0.85, 0.1), (0.7, 0.08))
"""How likely a pair must be in each round, and how much likelier than any other pair of either unit."""
SECOND = ((0.6, 0.08), (0.55, 0.05))
"""The same, when it is known which units stand whole within others."""
LAST = ((0.5, 0.0), (0.5, 0.0))
"""The same, when equal units have been paired that nothing tells apart."""
SIDE = 0.1
"""How much likelier a pair is for each side on which the neighbours are a pair."""
RARE = 8
"""Words that so many units share, or fewer, tell which units to compare."""
MOST = 8
"""With so many units, at most, a unit is compared for the words they share."""
NEAR = 3
"""With so many units on either side of its place, at most, a unit is compared for its place."""


@dataclass(frozen=True)
class _Pair:
    """Two units that may be one."""

    score: float
    """How likely that is."""
    apart: float
    """How far apart they stand, as a part of the text: of equally likely pairs the nearer is taken first."""
    old: int
    """The old unit."""
    new: int
    """The new unit."""


def match_similar(matching: Matching, rounds: Sequence[tuple[float, float]]) -> None:
    """Pair units that are alike, best first; after each round, units beside a pair are easier to tell."""
    for least, margin in rounds:
        pairs = sorted(
            _pairs(matching, least), key=lambda pair: (-pair.score, pair.apart, pair.new, pair.old)
        )
        if _accept(matching, pairs, margin):
            spread_all(matching)


def _accept(matching: Matching, pairs: Sequence[_Pair], margin: float) -> bool:
    """Take the pairs in order, but none that has a rival as likely; tell whether any was taken."""
    old_best: dict[int, list[float]] = defaultdict(list)
    new_best: dict[int, list[float]] = defaultdict(list)
    for pair in pairs:
        old_best[pair.old].append(pair.score)
        new_best[pair.new].append(pair.score)
    taken = False
    for pair in pairs:
        if matching.to_new[pair.old] is not None or matching.to_old[pair.new] is not None:
            continue
        rivals = [scores[1] for scores in (old_best[pair.old], new_best[pair.new]) if len(scores) > 1]
        if all(pair.score - rival >= margin for rival in rivals):
            matching.pair(pair.old, pair.new)
            taken = True
    return taken


def _pairs(matching: Matching, least: float) -> Iterator[_Pair]:
    """Yield the pairs of units not yet found that are at least so likely."""
    places = Surroundings.of(matching)
    sizes = max(1, len(matching.old)), max(1, len(matching.new))
    for old, new in _candidates(matching, places):
        sides = places.agree(old, new)
        score = likeness(matching.old[old], matching.new[new], sides > 0) + SIDE * sides
        if score >= least:
            yield _Pair(score, abs(old / sizes[0] - new / sizes[1]), old, new)


def _candidates(matching: Matching, places: Surroundings) -> Iterable[tuple[int, int]]:
    """Give pairs worth comparing: in the same place between found neighbours, or with rare words in common."""
    found = dict.fromkeys(_in_place(matching, places))
    found |= dict.fromkeys(_by_words(matching))
    return found


def _in_place(matching: Matching, places: Surroundings) -> Iterator[tuple[int, int]]:
    """Yield pairs that stand in the same gap, counted from either side of it."""
    for side in (0, 1):
        gaps: dict[int, list[int]] = defaultdict(list)
        for old in matching.free_old():
            gaps[places.old[old][side]].append(old)
        rows: dict[int, list[int]] = defaultdict(list)
        for new in matching.free_new():
            rows[places.new[new][side]].append(new)
        for edge, news in rows.items():
            olds = gaps.get(edge, [])
            ordered = (olds, news) if side == 0 else (olds[::-1], news[::-1])
            for at, new in enumerate(ordered[1]):
                yield from ((old, new) for old in ordered[0][max(0, at - NEAR) : at + NEAR + 1])
    yield from _beside_pairs(matching)


def _beside_pairs(matching: Matching) -> Iterator[tuple[int, int]]:
    """Yield pairs directly beside a pair, moved ones included."""
    for new, old in enumerate(matching.to_old):
        for step in (-1, 1):
            beside = (old + step, new + step) if old is not None else (-1, -1)
            inside = 0 <= beside[0] < len(matching.old) and 0 <= beside[1] < len(matching.new)
            if inside and matching.to_new[beside[0]] is None and matching.to_old[beside[1]] is None:
                yield beside


def _by_words(matching: Matching) -> Iterator[tuple[int, int]]:
    """Yield pairs that have words, or pairs of words, in common that few units have."""
    index: dict[object, list[int]] = defaultdict(list)
    for old in matching.free_old():
        for feature in _features(matching.old[old]):
            index[feature].append(old)
    for new in matching.free_new():
        votes: Counter[int] = Counter()
        for feature in _features(matching.new[new]):
            holders = index.get(feature, ())
            if 0 < len(holders) <= RARE:
                votes.update(dict.fromkeys(holders, 1))
        yield from ((old, new) for old, _ in votes.most_common(MOST))


def _features(unit: Unit) -> Iterator[object]:
    """Yield what may be rare in a unit, each once."""
    yield from unit.counted
    yield from unit.pairs
