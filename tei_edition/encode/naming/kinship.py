"""First names behind a word for kin → the register's person of a family the article has named: `his brother Karl`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tei_edition.encode.naming.choice import Choice
from tei_edition.encode.naming.known import Hit
from tei_edition.encode.naming.lexicon import lexicon
from tei_edition.encode.naming.words import Line, fold, split
from tei_edition.model import Entry, Register

__all__ = ["by_kinship"]

Family = Mapping[tuple[str, str], tuple[Entry, ...]]
"""Persons of the register by first name and surname, as keys."""


def by_kinship(lines: Sequence[Line], chosen: Sequence[Choice], register: Register) -> Iterator[Choice]:
    """Yield the first names behind a word for kin, where the family named last has one person so called."""
    families = _families(register)
    taken: dict[int, list[Choice]] = {}
    for choice in chosen:
        taken.setdefault(choice.hit.line.offset, []).append(choice)
    surnames: list[str] = []
    for line in lines:
        here = sorted(taken.get(line.offset, ()), key=lambda choice: choice.hit.first)
        busy = {at for choice in here for at in range(choice.hit.first, choice.hit.end)}
        for at, word in enumerate(line.words):
            surnames += [name for choice in here if choice.hit.end == at for name in _surnames(choice)]
            if at not in busy and word.capital and _is_kin(line, at):
                found = [families.get((word.key, name), ()) for name in reversed(surnames)]
                persons = next((entries for entries in found if entries), ())
                if len(persons) == 1:
                    extent = (word.start, word.end)
                    hit = Hit(line, at, at, at + 1, persons, word.text, extent, extent)
                    yield Choice(hit, persons, "a word for kin before it, and the family is named before")
        surnames += [
            name for choice in here if choice.hit.end == len(line.words) for name in _surnames(choice)
        ]


def _families(register: Register) -> Family:
    """Give the persons of a register whose headings have surname and first name."""
    found: dict[tuple[str, str], tuple[Entry, ...]] = {}
    for entry in register.entries:
        surname, comma, given = entry.name.partition(",")
        first = split(given)[:1]
        if entry.kind == "person" and comma and first:
            key = (first[0].key, fold(surname.strip()))
            found[key] = (*found.get(key, ()), entry)
    return found


def _surnames(choice: Choice) -> Iterator[str]:
    """Yield the surnames of those whom a name may mean."""
    yield from {
        fold(entry.name.partition(",")[0].strip()) for entry in choice.entries if entry.kind == "person"
    }


def _is_kin(line: Line, at: int) -> bool:
    """Tell whether a word for kin stands before that one, perhaps with a comma."""
    before = line.words[at - 1] if at and line.gap(at) in {" ", ","} else None
    after = line.words[at + 1] if at + 1 < len(line.words) and line.gap(at + 1) in {" ", "-"} else None
    named = after is not None and after.capital and line.language != "de"
    return before is not None and before.key in lexicon().relatives and not named
