"""Units that no unit is → parts of units that were found: merged into them, or split off them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

from tei_edition.encode.aligning.matching import Matching
from tei_edition.encode.aligning.units import Unit, common

WHOLE, ENOUGH = 0.95, 0.6
"""Which part of its words must stand in the other unit: while others may still be found to be it, and at last."""
LONG = 8
"""A unit of so many words may have moved into any unit; a shorter one only into its neighbours."""
RARE = 8
"""Words that so many units have to spare, or fewer, tell where to look."""


def attach_parts(matching: Matching, enough: float) -> None:
    """Attach old units to the new ones they were merged into, and new ones to the old they were split off.

    Counted are only words that a unit has gained or lost: what it had before is no sign of another.
    """
    _attach(matching.old, matching.new, matching.to_new, matching.to_old, matching.merged, enough)
    _attach(matching.new, matching.old, matching.to_old, matching.to_new, matching.split, enough)


def _attach(
    parts: Sequence[Unit],
    wholes: Sequence[Unit],
    to_whole: Sequence[int | None],
    to_part: Sequence[int | None],
    found: dict[int, int],
    enough: float,
) -> None:
    """Find the whole of each part that is none by itself."""
    spare = _spare(parts, wholes, to_part)
    for part, whole in found.items():
        spare[whole] -= parts[part].counted
    search = _search(spare)
    loose = [part for part, whole in enumerate(to_whole) if whole is None and parts[part].words]
    for order in (loose, loose[::-1]):  # each way, since a part may be known by the part beside it
        for part in order:
            if part in found:
                continue
            near = [whole for beside in (part - 1, part + 1) for whole in _whole_of(beside, to_whole, found)]
            far = search(parts[part]) if len(parts[part].words) >= LONG else iter(())
            wanted = parts[part].counted
            shares = {whole: common(wanted, spare[whole]) for whole in (*near, *far) if whole in spare}
            best = max(shares, key=lambda whole: shares[whole], default=-1)
            if best >= 0 and shares[best] >= enough * len(parts[part].words):
                spare[best] -= wanted
                found[part] = best


def _whole_of(part: int, to_whole: Sequence[int | None], found: dict[int, int]) -> list[int]:
    """Give the unit another one is, or is part of."""
    if not 0 <= part < len(to_whole):
        return []
    whole = to_whole[part] if to_whole[part] is not None else found.get(part)
    return [] if whole is None else [whole]


def _spare(
    parts: Sequence[Unit], wholes: Sequence[Unit], to_part: Sequence[int | None]
) -> dict[int, Counter[str]]:
    """Give the words that each unit found has and its other state has not."""
    return {
        whole: wholes[whole].counted - parts[part].counted
        for whole, part in enumerate(to_part)
        if part is not None and wholes[whole].words != parts[part].words
    }


def _search(spare: dict[int, Counter[str]]) -> Callable[[Unit], Iterator[int]]:
    """Give a search for the units that have most of a unit's rarer words to spare."""
    index: dict[str, list[int]] = defaultdict(list)
    for whole, words in spare.items():
        for word in words:
            index[word].append(whole)

    def search(unit: Unit) -> Iterator[int]:
        votes: Counter[int] = Counter()
        for word in unit.counted:
            holders = index.get(word, ())
            if len(holders) <= RARE:
                votes.update(dict.fromkeys(holders, 1))
        return (whole for whole, _ in votes.most_common(3))

    return search
