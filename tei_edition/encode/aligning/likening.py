"""Units that no traced words tell → pairs that are much alike: short ones that were both moved and changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from tei_edition.encode.aligning.units import Unit, common

ALIKE, WORDS = 0.7, 3
"""So much of two units must be the same, and so many of their words."""
FEW = 12
"""Units of so many words, at most, are compared by their letters as well."""
RARE = 8
"""Words that so many units have, at most, tell which to compare."""


def liken(
    old: Sequence[Unit], free_old: Sequence[int], new: Sequence[Unit], free_new: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Yield pairs of units not found, the likest first, each unit once."""
    holders: dict[str, list[int]] = defaultdict(list)
    for at in free_old:
        for word in old[at].counted:
            holders[word].append(at)
    scored = []
    for at in free_new:
        near = (holders[word] for word in new[at].counted if len(holders.get(word, ())) <= RARE)
        for other in dict.fromkeys(each for found in near for each in found):
            score = _likeness(old[other], new[at])
            if score >= ALIKE:
                scored.append((-score, abs(other / len(old) - at / len(new)), other, at))
    seen_old, seen_new = set[int](), set[int]()
    for _, _, first, second in sorted(scored):
        if first not in seen_old and second not in seen_new:
            yield first, second
        seen_old.add(first)
        seen_new.add(second)


def _likeness(first: Unit, second: Unit) -> float:
    """Say how much of two units is the same; nothing where too few words are."""
    shared, sizes = common(first.counted, second.counted), len(first.words) + len(second.words)
    if shared < WORDS:
        return 0
    alike = 2 * shared / sizes
    if sizes <= 2 * FEW:
        letters = SequenceMatcher(None, " ".join(first.words), " ".join(second.words), autojunk=False)
        alike = max(alike, letters.ratio())
    return alike
