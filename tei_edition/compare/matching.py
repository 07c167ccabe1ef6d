"""Passages of two states → which is which: by addresses where their words are alike, by words, by addresses alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tei_edition.compare.reading import Passage
from tei_edition.compare.words import longest_rise
from tei_edition.encode.aligning import Unit, align
from tei_edition.encode.aligning.units import common

__all__ = ["Matches", "match"]


@dataclass
class Matches:
    """Which passage is which; all by index."""

    new_of: dict[int, int] = field(default_factory=dict)
    """The new passage that each old one is."""
    merged: Mapping[int, int] = field(default_factory=dict)
    """Old passages whose words are in a new one that is another old one."""
    split: Mapping[int, int] = field(default_factory=dict)
    """New passages whose words were in an old one that is another new one."""

    def swapped(self) -> Matches:
        """Give them with old and new exchanged."""
        return Matches({new: old for old, new in self.new_of.items()}, self.split, self.merged)

    def moved(self, old: Sequence[Passage]) -> set[int]:
        """Give the old passages, no notes, that stand in another order now: as few as will do."""
        order = sorted(at for at in self.new_of if old[at].host is None)
        stay = {order[at] for at in longest_rise([self.new_of[each] for each in order])}
        return set(order) - stay


def match(old: Sequence[Passage], new: Sequence[Passage]) -> Matches:
    """Find the old passages among the new ones; exchanged, they give the same."""
    if [passage.text for passage in new] < [passage.text for passage in old]:
        return match(new, old).swapped()
    made = Matches()
    _by_address(made, old, new, alike=True)
    _by_text(made, old, new)
    _by_words(made, old, new)
    _by_address(made, old, new, alike=False)
    return made


def _free(made: Matches, old: Sequence[Passage], new: Sequence[Passage]) -> tuple[list[int], list[int]]:
    """Give the passages that are not found yet."""
    taken = set(made.new_of.values())
    return (
        [at for at in range(len(old)) if at not in made.new_of],
        [at for at in range(len(new)) if at not in taken],
    )


def _by_address(made: Matches, old: Sequence[Passage], new: Sequence[Passage], alike: bool) -> None:
    """Pair passages of one address, as long as they have a third of their words in common where that is asked."""
    olds, news = _free(made, old, new)
    named = {new[at].id: at for at in news if new[at].id}
    for at in olds:
        other = named.get(old[at].id)
        if other is not None and (not alike or _alike(old[at].text, new[other].text)):
            made.new_of[at] = named.pop(old[at].id)


def _alike(old: str, new: str) -> bool:
    """Tell whether a third of the longer one's words is in both."""
    if old == new:
        return True
    first, second = (Unit("", text).counted for text in (old, new))
    return 3 * common(first, second) >= max(first.total(), second.total())


def _by_text(made: Matches, old: Sequence[Passage], new: Sequence[Passage]) -> None:
    """Pair passages of the same words that occur once in either state, or so often in both."""
    found: list[dict[tuple[str, str], list[int]]] = []
    for side, free in zip((old, new), _free(made, old, new), strict=True):
        found.append(defaultdict(list))
        for at in free:
            found[-1][side[at].kind, side[at].text].append(at)
    for words, olds in found[0].items():
        news = found[1].get(words, [])
        if len(olds) == len(news):
            made.new_of.update(zip(olds, news, strict=True))


def _by_words(made: Matches, old: Sequence[Passage], new: Sequence[Passage]) -> None:
    """Trace the words of what is left, in texts that are parted by what is found already."""
    olds, news = _free(made, old, new)
    if not any(old[at].text for at in olds) and not any(new[at].text for at in news):
        return
    kept = _around(made, olds, news)
    sides = (sorted({*olds, *kept}), sorted({*news, *kept.values()}))
    units = [
        [Unit(side[at].kind, side[at].text) for at in chosen]
        for side, chosen in zip((old, new), sides, strict=True)
    ]
    found = align(units[0], units[1])
    pairs = [(sides[0][one], sides[1][other]) for other, one in found.old_of.items()]
    taken = set(made.new_of.values())
    for one, other in pairs:
        if one not in made.new_of and other not in taken and old[one].text and new[other].text:
            made.new_of[one] = other
    free = [set(side) for side in _free(made, old, new)]
    made.merged = {
        sides[0][one]: sides[1][other] for one, other in found.merged.items() if sides[0][one] in free[0]
    }
    made.split = {
        sides[1][other]: sides[0][one] for other, one in found.split.items() if sides[1][other] in free[1]
    }


def _around(made: Matches, olds: Sequence[int], news: Sequence[int]) -> dict[int, int]:
    """Give the passages that are found and stand beside ones that are not: these may have been joined or parted."""
    old_of = {new: old for old, new in made.new_of.items()}
    near = {at + step for at in olds for step in (-1, 1)} & set(made.new_of)
    near |= {old_of[at + step] for at in news for step in (-1, 1) if at + step in old_of}
    return {at: made.new_of[at] for at in near}
