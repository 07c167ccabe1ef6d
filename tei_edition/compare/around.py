"""What stands around passages in two states → what was put around them, taken away or changed, each told once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from lxml import etree

from tei_edition.compare.markup import beginning, changed_attributes
from tei_edition.compare.model import MarkChange
from tei_edition.compare.reading import Passage, attributes_of
from tei_edition.tei import local

__all__ = ["around_changes"]

OUTERMOST = ("text", "body")
"""Elements that are in every text."""


def around_changes(
    old: Sequence[Passage], new: Sequence[Passage], new_of: Mapping[int, int]
) -> Mapping[int, Sequence[MarkChange]]:
    """Give, by the first new passage concerned, what became of the divisions, lists and quotations around passages.

    Of the same name, those are the same that have most passages in common. What stands around new, or removed,
    passages alone is not told.
    """
    pairs = sorted(new_of.items(), key=lambda pair: pair[1])
    votes: Counter[tuple[etree._Element, etree._Element]] = Counter()
    first: dict[etree._Element, int] = {}
    for one, other in pairs:
        for element in (*old[one].around, *new[other].around):
            first.setdefault(element, other)
    for (ones, others), count in Counter(
        (old[one].around, new[other].around) for one, other in pairs
    ).items():
        for was in ones:
            for now in others:
                if was.tag == now.tag:
                    votes[was, now] += count
    same: dict[etree._Element, etree._Element] = {}
    taken: set[etree._Element] = set()
    for (was, now), _ in votes.most_common():
        if was not in same and now not in taken:
            same[was] = now
            taken.add(now)
    found: dict[int, list[MarkChange]] = defaultdict(list)
    olds = {element for one, _ in pairs for element in old[one].around}
    for element, at in first.items():
        words = beginning(new[at])
        if element in same:
            if told := changed_attributes(attributes_of(element), attributes_of(same[element])):
                found[at].append(MarkChange("changed", local(element), words, attributes=told))
        elif element not in taken and local(element) not in OUTERMOST:
            what = "removed" if element in olds else "added"
            given = attributes_of(element)
            told = changed_attributes(*((given, ()) if element in olds else ((), given)))
            found[at].append(MarkChange(what, local(element), words, attributes=told))
    return found
