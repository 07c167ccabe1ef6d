"""Proposals for a register → what is printed: text with the lines to paste, JSON for programs, TEI to correct."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import PurePath

from tei_edition.decisions import decision_lines
from tei_edition.model import Anchor, Decision
from tei_edition.proposing import Proposals
from tei_edition.tei import serialise
from tei_edition.tei.entries import new_entry, new_register
from tei_edition.work import Candidate, Occurrence

__all__ = ["NAMES_FORMATS"]

SHOWN = 5
"""Places shown of each candidate."""


def as_text(proposals: Proposals) -> str:
    """Give the candidates, each with its places, the entry to paste and the lines that refuse it.

    Of sources that could not be read nothing is said.
    """
    if not proposals.heard:
        return ""
    parts = [_told(candidate) for candidate in proposals.candidates]
    if proposals.unclear:
        parts.append(f"Who is meant? {len(proposals.unclear)} places where nothing decides\n")
        parts += [_asked(place) for place in proposals.unclear]
    kinds = Counter(candidate.entry.kind for candidate in proposals.candidates)
    told = ", ".join(f"{count} {kind}" for kind, count in kinds.items()) or "no name that is not known"
    return "\n".join([*parts, f"{told}\n"])


def as_json(proposals: Proposals) -> str:
    """Give an object with `candidates` and `unclear` (places), with the fields of `tei_edition.model`."""
    data = {
        "candidates": [
            {**asdict(candidate.entry), "count": len(candidate.occurrences), **_without_entry(candidate)}
            for candidate in proposals.candidates
        ],
        "unclear": [asdict(place) for place in proposals.unclear],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def as_xml(proposals: Proposals) -> str:
    """Give a TEI `standOff` with an entry for each candidate, its evidence in a comment."""
    made = [(one.entry.kind, new_entry(one.entry, _remark(one))) for one in proposals.candidates]
    return serialise(new_register(made)).decode()


NAMES_FORMATS: Mapping[str, Callable[[Proposals], str]] = {"text": as_text, "json": as_json, "xml": as_xml}
"""How proposals can be printed."""


def _without_entry(candidate: Candidate) -> dict[str, object]:
    """Give the fields of a candidate but its entry."""
    return {key: value for key, value in asdict(candidate).items() if key != "entry"}


def _remark(candidate: Candidate) -> str:
    """Give one line: certainty, evidence, how often, where first, and whom it may be the same as."""
    first, times = candidate.occurrences[0], len(candidate.occurrences)
    told = [f"{candidate.cert}: {'; '.join(candidate.evidence[:3])}"]
    told.append(f"{times} {'time' if times == 1 else 'times'}, first {first.file}:{first.line}")
    if candidate.others:
        told.append(f"shares a form with {', '.join(candidate.others)}")
    return " | ".join(told)


def _told(candidate: Candidate) -> str:
    """Give a candidate as text."""
    entry, times = candidate.entry, len(candidate.occurrences)
    lines = [f"{entry.name}: {entry.kind}, {candidate.cert} ({'; '.join(candidate.evidence[:3])}), {times} ×"]
    if len(entry.forms) > 1:
        lines.append(f"  as {', '.join(f'“{form}”' for form in entry.forms)}")
    if candidate.others:
        lines.append(f"  the same as, or to be told from, {', '.join(candidate.others)}?")
    lines += [f"  {line}" for line in _places(candidate.occurrences)]
    xml = serialise(new_register([(entry.kind, new_entry(entry))])).decode().splitlines()[3:-2]
    lines += ["  in register.xml:", *(f"    {line[4:]}" for line in xml)]
    lines += [f"  or, if it is none, in {_tomls(candidate.occurrences)}:"]
    for form in entry.forms:
        refused = decision_lines([Decision(Anchor(form), "none", every=True)])
        lines += [f"    {line}" for line in refused.splitlines()]
    return "\n".join(lines) + "\n"


def _places(occurrences: Sequence[Occurrence]) -> Iterator[str]:
    """Yield the first places as lines, and how many are left."""
    for place in occurrences[:SHOWN]:
        yield f"{place.file}:{place.line}: {place.before}[{place.text}]{place.after}"
    if len(occurrences) > SHOWN:
        yield f"and {len(occurrences) - SHOWN} more"


def _asked(place: Occurrence) -> str:
    """Give a place where several may be meant, with the lines that would decide."""
    who = f"“{place.text}” may be {' or '.join(place.candidates)}"
    lines = [*_places([place]), f"  {who}; in {_tomls([place])}:"]
    if place.anchor:
        tag = {"pl": "placeName", "org": "orgName"}.get(place.candidates[0].partition("-")[0], "persName")
        choices = [Decision(place.anchor, tag, ref=ref) for ref in place.candidates]
        lines += [f"    {line}" for line in decision_lines(choices).splitlines()]
    return "\n".join(lines) + "\n"


def _tomls(occurrences: Sequence[Occurrence]) -> str:
    """Give the files that hold the decisions on these places' articles."""
    return ", ".join(dict.fromkeys(str(PurePath(place.file).with_suffix(".toml")) for place in occurrences))
