"""Hits whose form several entries share → one entry, or all of them, with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tei_edition.encode.naming.around import tells_place
from tei_edition.encode.naming.known import Hit
from tei_edition.encode.naming.lexicon import lexicon
from tei_edition.encode.naming.runs import Run
from tei_edition.model import Entry

__all__ = ["Choice", "choose"]


@dataclass(frozen=True)
class Choice:
    """What a hit was taken for."""

    hit: Hit
    """The hit."""
    entries: tuple[Entry, ...]
    """One entry, or the candidates where nothing decides."""
    reason: str = ""
    """What decided; empty where there was nothing to decide."""


def choose(hits: Sequence[Hit]) -> list[Choice]:
    """Decide for each hit of an article, in order, from the hits that name only one entry."""
    certain = _fully_named(hits)
    named_before: dict[str, int] = {}
    chosen: list[Choice] = []
    for hit in hits:
        chosen.append(_choose(hit, certain, named_before))
        if hit.full and len(hit.entries) == 1:
            named_before[hit.entries[0].id] = hit.line.offset
    return chosen


def _fully_named(hits: Iterable[Hit]) -> set[str]:
    """Give the ids of those the article names in full and without doubt."""
    return {hit.entries[0].id for hit in hits if hit.full and len(hit.entries) == 1}


def _choose(hit: Hit, certain: set[str], named_before: Mapping[str, int]) -> Choice:
    """Decide for one hit: by its surroundings, then by who else is named in the article.

    `named_before` says in which block, by its offset, somebody was last named in full. Somebody whose full name
    comes only later is not taken to be meant before it, but in a heading.
    """
    if len(hit.entries) == 1:
        return Choice(hit, hit.entries)
    kinds = {entry.kind for entry in hit.entries}
    kind, why = _kind(hit) if len(kinds) > 1 else ("", "")
    left = tuple(entry for entry in hit.entries if entry.kind == kind) or hit.entries
    if len(left) == 1:
        return Choice(hit, left, why)
    named = tuple(entry for entry in left if entry.id in certain)
    if not hit.line.display:
        named = tuple(entry for entry in named if entry.id in named_before) if len(named) == 1 else named
    if len(named) == 1:
        return Choice(hit, named, "named in full elsewhere in the article")
    here = tuple(entry for entry in left if named_before.get(entry.id) == hit.line.offset)
    if len(here) == 1:
        return Choice(hit, here, "of the namesakes the one named in full in this paragraph")
    return Choice(hit, left)


def _kind(hit: Hit) -> tuple[str, str]:
    """Give the kind the surroundings tell, and how they do; empty where they do not."""
    line, known = hit.line, lexicon()
    if hit.marked != hit.extent:
        return "work", "in quotation marks"
    if hit.named:
        return "person", "a title or given name before it"
    previous = line.words[hit.first - 1] if hit.first and line.gap(hit.first) == " " else None
    following = line.words[hit.end] if hit.end < len(line.words) and line.gap(hit.end) == " " else None
    if following and following.text in known.verbs:
        return "person", f"“{following.text}” after it"
    place = any(entry.kind == "place" for entry in hit.entries)
    if previous and place and tells_place(Run(line, hit.first, hit.end)):
        return "place", f"“{previous.text}” before it"
    if line.kind in {"source", "byline"} or _volume_follows(hit):
        return ("person", "in the byline") if line.kind == "byline" else ("work", "in a reference")
    return "", ""


def _volume_follows(hit: Hit) -> bool:
    """Tell whether a volume or number follows, as after the title of a journal."""
    words = hit.line.words
    return (
        hit.end < len(words)
        and hit.line.gap(hit.end) == ","
        and words[hit.end].key in {"vol", "volume", "no", "nos", "bd", "nr", "jg", "t", "tome"}
    )
