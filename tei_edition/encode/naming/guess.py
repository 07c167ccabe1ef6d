"""An article's text alone → names it may hold, as entries a register could have, with certainty and evidence."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tei_edition.encode.naming.gazetteer import find_places
from tei_edition.encode.naming.lexicon import lexicon
from tei_edition.encode.naming.persons import same_name
from tei_edition.encode.naming.profile import by_its_contexts
from tei_edition.encode.naming.runs import Run, find_runs, roman
from tei_edition.encode.naming.witness import Verdict, by_its_words
from tei_edition.encode.naming.words import Line, Word, fold
from tei_edition.model import Entry

__all__ = ["Proposal", "propose"]

Extents = Mapping[int, Sequence[tuple[int, int]]]
"""Stretches of a block's text that are names already, by the block's offset."""


@dataclass(frozen=True)
class Proposal:
    """An entry the register lacks, as far as the text shows."""

    entry: Entry
    """Its kind and forms; the id is only its number."""
    cert: str
    """`medium` or `low`."""
    why: str
    """The evidence."""


def propose(lines: Sequence[Line], taken: Extents) -> list[Proposal]:
    """Give the names the text shows beside those that are `taken`, each with its variants."""
    small = frozenset(word.key for line in lines for word in line.words if not word.capital)
    whole = frozenset(word.key for line in lines for word in line.words if word.capital)
    found = [pair for line in lines for pair in find_places(line) if not _in_title(pair[0])]
    places = [pair for pair in found if not _overlaps(pair[0], taken)]
    free = [run for run in _free_runs(lines, small, found) if not _overlaps(run, taken)]
    runs = [run for run in free if not _in_title(run)]
    seen = small.union(run.keys[0] for run in runs if len(run.keys) == 1)
    told = [told for run in runs if _in_prose(run) and (told := by_its_words(run, seen))]
    persons = [(run, verdict) for run, verdict in told if verdict.kind == "person"]
    others = [*places, *(pair for pair in told if pair[1].kind != "person")]
    proposals = [*_people(persons, whole), *_others(others)]
    surnames = frozenset(run.keys[-1] for run, _ in persons) | lexicon().well_known
    known = frozenset(form for proposal in proposals for form in proposal.entry.forms)
    near = frozenset(run.keys[-1] for run, _ in others) | lexicon().towns
    return [*proposals, *_singles(runs, known, surnames, near, small, whole)]


def _free_runs(
    lines: Sequence[Line], small: frozenset[str], places: Iterable[tuple[Run, Verdict]]
) -> Iterator[Run]:
    """Yield the runs of capitalised words that are not places of the lexicon, whole or in part."""
    within = {(run.line.offset, index) for run, _ in places for index in range(run.first, run.end)}
    for line in lines:
        for run in find_runs(line, small):
            if not all((line.offset, index) in within for index in range(run.first, run.end)):
                yield run


def _in_prose(run: Run) -> bool:
    """Tell whether the run's capitals mean something: not in English headings, nor where all is in capitals."""
    return not run.line.display or (run.line.language != "en" and not run.line.text[:200].isupper())


def _in_title(run: Run) -> bool:
    """Tell whether the run stands in quotation marks that hold a title."""
    return run.line.in_title(run.words[0].start)


def _overlaps(run: Run, taken: Extents) -> bool:
    """Tell whether the run shares a character with a name that is taken."""
    extents = taken.get(run.line.offset, ())
    at = bisect_right(extents, (run.words[0].start, sys.maxsize))
    inside = at > 0 and run.words[0].start < extents[at - 1][1]
    return inside or (at < len(extents) and extents[at][0] < run.words[-1].end)


def _people(found: Iterable[tuple[Run, Verdict]], whole: frozenset[str]) -> list[Proposal]:
    """Group full names and titled surnames by surname and given name: one proposal a person."""
    groups: dict[str, list[tuple[list[Word], Run, Verdict]]] = defaultdict(list)
    for run, verdict in found:
        given, surname = _parts(run, whole)
        groups[surname].append((given, run, verdict))
    return [proposal for surname, group in groups.items() for proposal in _namesakes(surname, group)]


def _parts(run: Run, whole: frozenset[str]) -> tuple[list[Word], str]:
    """Give given names and surname, titles left out; a particle belongs to the surname, a number to the name."""
    known, words = lexicon(), run.words
    while len(words) > 1 and (words[0].key in known.titles | known.modifiers or words[0].text == "M."):
        words = words[1:]
    cut = len(words) - 1
    if roman(words[cut]) and cut:
        cut -= 1
    while cut > 1 and not words[cut - 1].capital:
        cut -= 1
    surname = run.line.text[words[cut].start : words[-1].end]
    return [word for word in words[:cut] if word.capital], _stem(run, whole, surname)


def _stem(run: Run, whole: frozenset[str], name: str = "") -> str:
    """Give the name, in German without the s of a genitive where the article has it without, too."""
    name = name or run.text
    bare = fold(name[:-1])
    listed = bare in whole or bare in lexicon().well_known or bare in lexicon().towns
    genitive = run.line.language == "de" and name.endswith("s") and listed
    return name[:-1] if genitive else name


def _namesakes(surname: str, group: list[tuple[list[Word], Run, Verdict]]) -> list[Proposal]:
    """Make one proposal for each person of that surname: those whose given names disagree are several."""
    people: list[list[tuple[list[Word], Run, Verdict]]] = []
    for item in sorted(group, key=lambda item: -sum(len(word.key) for word in item[0])):
        home = next((person for person in people if _same(person[0], item)), None)
        if home is None:
            people.append([item])
        else:
            home.append(item)
    return [_person(surname, person) for person in people]


def _same(one: tuple[list[Word], Run, Verdict], two: tuple[list[Word], Run, Verdict]) -> bool:
    """Tell whether given names and titles can be one person's: Daniel Kehoe and Mr. Kehoe, but not Mrs. Kehoe."""
    if {_sex(one), _sex(two)} == {"female", "male"}:
        return False
    return not one[0] or not two[0] or same_name(two[0][0], one[0][0].key)


def _sex(item: tuple[list[Word], Run, Verdict]) -> str:
    """Tell the sex by a title or the first given name; nothing where these do not."""
    known, given = lexicon(), item[0][0].key if item[0] else ""
    if any(word.key in known.female_titles for word in item[1].words) or given in known.female - known.male:
        return "female"
    return "male" if given in known.male - known.female else ""


def _person(surname: str, group: list[tuple[list[Word], Run, Verdict]]) -> Proposal:
    given = " ".join(word.text for word in group[0][0])
    forms = dict.fromkeys(
        [*(" ".join([*(w.text for w in names), surname]) for names, _, _ in group), surname]
    )
    name = f"{surname}, {given}" if given else surname
    verdict = group[0][2]
    return Proposal(Entry(f"person {name}", "person", name, tuple(forms)), verdict.cert, verdict.why)


def _others(found: Iterable[tuple[Run, Verdict]]) -> list[Proposal]:
    """Make a proposal of each place and organisation."""
    seen: dict[str, Proposal] = {}
    for run, verdict in found:
        entry = Entry(f"{verdict.kind} {run.text}", verdict.kind, run.text, (run.text,))
        seen.setdefault(run.text, Proposal(entry, verdict.cert, verdict.why))
    return list(seen.values())


def _singles(
    runs: Sequence[Run],
    known: frozenset[str],
    surnames: frozenset[str],
    places: frozenset[str],
    small: frozenset[str],
    whole: frozenset[str],
) -> list[Proposal]:
    """Make proposals of words that only their contexts tell."""
    words: dict[str, list[Run]] = defaultdict(list)
    for run in runs:
        if len(run.keys) == 1 and run.text not in known:
            words[_stem(run, whole)].append(run)
    proposals = []
    for text, group in words.items():
        if verdict := by_its_contexts(group, surnames, places, small):
            entry = Entry(f"{verdict.kind} {text}", verdict.kind, text, (text,))
            proposals.append(Proposal(entry, verdict.cert, verdict.why))
    return proposals
