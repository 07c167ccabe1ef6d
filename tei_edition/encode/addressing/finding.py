"""Places and the words of the addresses given before → which place has which address."""

from __future__ import annotations

from collections.abc import Sequence

from tei_edition.encode.addressing.work import Work, sort_of, sort_of_element, words_of_place
from tei_edition.encode.aligning import Unit, align
from tei_edition.tei import Place, local


def find_again(work: Work, names: Sequence[str], here: Sequence[int]) -> None:
    """Give places of one sort the addresses of the words they have."""
    old = [Unit(sort_of(name), work.record.texts[name]) for name in names]
    guests = {at for at, name in enumerate(names) if name in work.record.merged}
    found = align(old, [_unit(work.places[index]) for index in here], guests)
    work.given |= {here[at]: names[unit] for at, unit in found.old_of.items()}
    work.inside |= {names[unit]: here[at] for unit, at in found.merged.items()}
    work.begins |= {names[unit]: word for unit, word in found.begins.items()}
    for at, unit in found.split.items():
        whole = found.merged.get(unit)
        work.parts[here[at]] = names[unit if whole is None else found.old_of[whole]]


def _unit(place: Place) -> Unit:
    """Give a place as what can be found again."""
    return Unit(sort_of_element(place.element) or local(place.element), words_of_place(place))


def revive(work: Work) -> None:
    """Give words that are back in the text the address they had."""
    removed = {Unit("", work.record.texts[name]).words: name for name in work.record.removed}
    for index, place in enumerate(work.places):
        words = Unit("", words_of_place(place)).words
        if index not in work.given and words and words in removed:
            work.given[index] = removed.pop(words)
