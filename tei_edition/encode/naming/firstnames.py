"""Persons an article has named in full → where it goes on to call them by the first name alone: `Sylvia`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tei_edition.encode.naming.choice import Choice
from tei_edition.encode.naming.known import Hit
from tei_edition.encode.naming.lexicon import lexicon
from tei_edition.encode.naming.words import Line, split
from tei_edition.model import Entry

__all__ = ["by_first_name"]

Named = dict[str, Entry | None]
"""First names, as keys, and whose each is; None where two have it."""


def by_first_name(lines: Sequence[Line], chosen: Sequence[Choice]) -> Iterator[Choice]:
    """Yield the places behind the full name where a first name stands by itself and only one person has it."""
    full: dict[int, list[Choice]] = {}
    taken: dict[int, list[tuple[int, int]]] = {}
    for choice in chosen:
        hit = choice.hit
        taken.setdefault(hit.line.offset, []).append((hit.first, hit.end))
        if hit.full and len(choice.entries) == 1 and choice.entries[0].kind == "person":
            full.setdefault(hit.line.offset, []).append(choice)
    named: Named = {}
    for line in lines:
        here = [choice.hit for choice in full.get(line.offset, ())]
        for choice in full.get(line.offset, ()):
            _add(named, choice)
        if named:
            yield from _in_line(line, named, taken.get(line.offset, []), here)


def _add(named: Named, choice: Choice) -> None:
    """Keep the first name that stands in the full name."""
    entry, hit = choice.entries[0], choice.hit
    word = hit.line.words[hit.first]
    surname = {one.key for one in split(entry.name.partition(",")[0])}
    if word.key in lexicon().given and not word.initials and word.key not in surname:
        named[word.key] = entry if named.get(word.key, entry) == entry else None


def _in_line(
    line: Line, named: Named, taken: Sequence[tuple[int, int]], full: Sequence[Hit]
) -> Iterator[Choice]:
    for at, word in enumerate(line.words):
        entry = named.get(word.key)
        if entry is None or not word.capital or any(first <= at < end for first, end in taken):
            continue
        if any(hit.first > at and entry in hit.entries for hit in full) or not _stands_alone(line, at):
            continue
        extent = (word.start, word.end)
        hit = Hit(line, at, at, at + 1, (entry,), word.text, extent, extent)
        yield Choice(hit, (entry,), "the first name of somebody who is named in full before")


def _stands_alone(line: Line, at: int) -> bool:
    """Tell whether no other name stands beside a first name, and it is no common word there."""
    before = line.words[at - 1] if line.gap(at) in {" ", "-", "."} else None
    after = line.words[at + 1] if at + 1 < len(line.words) and line.gap(at + 1) in {" ", "-"} else None
    beside = after is not None and after.capital and after.text[1:2].islower()
    titled = before is not None and before.capital and not line.starts_sentence(at)
    return (
        not beside
        and not titled
        and not (
            line.starts_sentence(at)
            and line.words[at].key in lexicon().common.get(line.language, frozenset())
        )
    )
