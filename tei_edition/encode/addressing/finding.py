"""Places and the words of the addresses given before → which place has which address."""

from __future__ import annotations

from collections.abc import Sequence

from tei_edition.encode.addressing.work import Work, sort_of, sort_of_element, words_of_place
from tei_edition.encode.aligning import Unit, align
from tei_edition.encode.aligning.units import common
from tei_edition.record import Record
from tei_edition.tei import Place, local

PRESENT, WHOLE = 0.5, 0.8
"""So much of an address's words must be there for it to stand; of those that stand together, for all to stand."""


def find_again(work: Work, names: Sequence[str], here: Sequence[int]) -> None:
    """Give places of one sort the addresses of the words they have."""
    groups = _groups(work.record, names)
    old = [Unit(sort_of(name), " ".join(work.record.texts[each] for each in group)) for name, group in groups]
    new = [_unit(work.places[index]) for index in here]
    found = align(old, new)
    parts: dict[int, list[int]] = {}
    for at, unit in found.split.items():
        parts.setdefault(unit, []).append(at)
    for at, unit in found.old_of.items():
        name, group = groups[unit]
        _give(work, here[at], name, group, new[at], [(here[i], new[i]) for i in parts.get(unit, ())])
    for unit, at in found.merged.items():
        work.inside |= dict.fromkeys(groups[unit][1], here[at])


def _unit(place: Place) -> Unit:
    """Give a place as what can be found again."""
    return Unit(sort_of_element(place.element) or local(place.element), words_of_place(place))


def _give(
    work: Work, index: int, name: str, group: Sequence[str], unit: Unit, parts: Sequence[tuple[int, Unit]]
) -> None:
    """Give a place the address it had, and those within it; parts of it that were places once get theirs back."""
    taken = _part_again(work, [each for each in group if each != name], parts)
    left = [each for each in group if each not in taken]
    whole = " ".join(work.record.texts[each] for each in left)
    here = (
        left
        if _present(whole, unit, WHOLE)
        else [each for each in left if _present(work.record.texts[each], unit)]
    )
    own = here[0] if here and name not in here else name
    work.given[index] = own
    work.inside |= {each: index for each in here if each != own}
    work.parts |= {part: own for part, _ in parts if part not in work.given}


def _groups(record: Record, names: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Give the addresses that stand for an element, each with all that stand within it, in their order."""
    hosts = {name: _host(record, name, set(names)) for name in names}
    groups: dict[str, list[str]] = {name: [] for name in names if hosts[name] == name}
    for name in names:
        groups[hosts[name]].append(name)
    return list(groups.items())


def _host(record: Record, name: str, live: set[str]) -> str:
    """Give the address whose element holds this one's words; itself where it has its own."""
    seen = [name]
    while (fate := record.merged.get(seen[-1])) and fate.other in live and fate.other not in seen:
        seen.append(fate.other)
    return name if record.merged.get(seen[-1]) else seen[-1]


def _present(text: str, unit: Unit, part: float = PRESENT) -> bool:
    """Tell whether words, or that part of them, are in a unit."""
    words = Unit("", text)
    return common(words.counted, unit.counted) >= part * len(words.words)


def _part_again(work: Work, names: Sequence[str], parts: Sequence[tuple[int, Unit]]) -> set[str]:
    """Give parts of what was one place their own addresses back, and say which."""
    taken: set[str] = set()
    for index, unit in parts:
        name = next(
            (each for each in names if each not in taken and _present(work.record.texts[each], unit)), None
        )
        if name:
            work.given[index] = name
            taken.add(name)
    return taken


def revive(work: Work) -> None:
    """Give words that are back in the text the address they had."""
    removed = {Unit("", work.record.texts[name]).words: name for name in work.record.removed}
    for index, place in enumerate(work.places):
        words = Unit("", words_of_place(place)).words
        if index not in work.given and words and words in removed:
            work.given[index] = removed.pop(words)
