"""An article → its names that no register knows, each place with what it was taken for and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from tei_edition.encode.anchors import anchor_of
from tei_edition.encode.decisions import decided_places
from tei_edition.encode.names import SILENT, TAGS, Found, find_names
from tei_edition.encode.naming.lexicon import lexicon
from tei_edition.encode.naming.words import split
from tei_edition.encode.places import occurrence
from tei_edition.model import Article, Context, Decision, Entry
from tei_edition.work import Occurrence

__all__ = ["Heard", "Mention", "Witness", "heading_of", "mentions"]

Heard = tuple[int, int, str]
"""What a witness says of a text: from where to where stands a `person`, `place` or `org`."""

Witness = Callable[[str], Sequence[Heard]]
"""Somebody else who finds names: a text in, what it heard out."""

KINDS = {"persName": "person", "placeName": "place", "orgName": "org"}
"""The kinds of entry that are proposed, by the element of a name."""


@dataclass(frozen=True)
class Mention:
    """A place where a name stands."""

    occurrence: Occurrence
    """The place."""
    entries: tuple[Entry, ...]
    """Who may be meant, as entries to be; of the register's, where several of it may be meant."""
    known: bool
    """Whether these are entries of the register."""
    form: str
    """The form used, titles included, in the nominative and not in capitals where the rest of the article is not."""
    cert: str
    """How certain it is that this is a name."""


def mentions(article: Article, context: Context, witness: Witness | None = None) -> Iterator[Mention]:
    """Yield the names that the register does not know or that several of its entries share.

    What the editor has decided is settled and not yielded, unless she said what it is and not who. A witness's
    word raises or lowers the certainty of a name it agrees or disagrees with, and adds what only it has heard.
    """
    found = find_names(article, replace(context, guess=True))
    context = replace(context, spans=tuple(name.span for name in found))
    settled = {(start, end): decision for start, end, decision in decided_places(article, context)}
    heard = dict(_heard(article, witness)) if witness else {}
    for name in found:
        extent = (name.span.start, name.span.end)
        said = _overlapping(heard, *extent) if heard else None
        open_ = extent not in settled and (name.proposals or len(name.choice.entries) > 1)
        if open_ and set(KINDS) & {TAGS[entry.kind] for entry in name.choice.entries}:
            yield _mention(article, name, said, bool(witness))
    for (start, end), decision in settled.items():
        _overlapping(heard, start, end)
        if decision.element in KINDS and not decision.ref:
            yield _by_decision(article, start, end, decision)
    for (start, end), kind in heard.items():
        yield _alone(article, start, end, kind)


def _heard(article: Article, witness: Witness) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield what the witness says of each block of the text, by extents in the article."""
    for block, offset in zip(article.blocks, article.starts, strict=True):
        if block.kind not in SILENT:
            for start, end, kind in witness(block.text):
                yield (offset + start, offset + end), kind


def _overlapping(heard: dict[tuple[int, int], str], start: int, end: int) -> str | None:
    """Take out what was heard of these words or a part of them, and give what it was."""
    over = [extent for extent in heard if extent[0] < end and start < extent[1]]
    kinds = [heard.pop(extent) for extent in over]
    return kinds[0] if kinds else None


def _mention(article: Article, name: Found, said: str | None, asked: bool) -> Mention:
    """Make the mention of a name that was found by us."""
    span, hit = name.span, name.choice.hit
    prefix = hit.line.text[hit.extent[0] : hit.line.words[hit.at].start]
    form = (prefix.title() if prefix.isupper() and len(prefix) > 4 else prefix) + hit.form
    kind = name.choice.entries[0].kind
    why, cert = [span.evidence], span.attributes.get("cert", "low")
    if asked and name.proposals:
        agreed = said == kind
        why.append(f"spaCy agrees: {kind}" if agreed else f"spaCy says {said or 'nothing'} of it")
        cert = {"low": "medium", "medium": "high"}.get(cert, cert) if agreed else "low"
    place = occurrence(article, span.start, span.end, "; ".join(why))
    if len(name.choice.entries) > 1:
        place = replace(place, anchor=anchor_of(article, span.start, span.end))
    return Mention(place, name.choice.entries, not name.proposals, form, cert)


def _by_decision(article: Article, start: int, end: int, decision: Decision) -> Mention:
    """Make the mention of what the editor says is a name, but not whose."""
    place = occurrence(article, start, end, "the editor's decision")
    return Mention(place, (_entry(KINDS[decision.element], place.text),), False, place.text, "high")


def _alone(article: Article, start: int, end: int, kind: str) -> Mention:
    """Make the mention of what only the witness has heard."""
    place = occurrence(article, start, end, f"only spaCy says so: {kind}")
    return Mention(place, (_entry(kind, place.text),), False, place.text, "low")


def _entry(kind: str, text: str) -> Entry:
    """Make an entry of a form."""
    name = heading_of(text) if kind == "person" else text
    return Entry(f"{kind} {name}", kind, name, (text,))


def heading_of(text: str) -> str:
    """Give the heading form of a person's name: `Premier Georgy Malenkov` → `Malenkov, Georgy`."""
    known, words = lexicon(), split(text)
    while len(words) > 1 and words[0].key in known.titles | known.modifiers:
        words = words[1:]
    cut = len(words) - 1
    while cut > 1 and not words[cut - 1].capital:
        cut -= 1
    given = text[words[0].start : words[cut - 1].end] if cut > 0 else ""
    surname = text[words[cut].start : words[-1].end]
    return f"{surname}, {given}" if given else surname
