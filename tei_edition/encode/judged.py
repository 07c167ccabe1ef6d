"""An article and its spans → what the encoder has judged, the least certain first: an editor's list of work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tei_edition.encode.anchors import anchor_of
from tei_edition.encode.places import occurrence
from tei_edition.model import Anchor, Article, Decision, Entry, Register, Span
from tei_edition.work import Judged

__all__ = ["in_order", "judged"]

GROUPS = {
    **dict.fromkeys(("quote", "q", "said", "soCalled", "mentioned"), "quotation"),
    **dict.fromkeys(("persName", "placeName", "orgName", "title"), "name"),
    "note": "note",
}
"""Elements that are listed, and what they are to an editor."""

MEANINGS = {
    "quote": "somebody’s words",
    "q": "quoted words, nobody named",
    "said": "direct speech",
    "soCalled": "words held at arm’s length",
    "mentioned": "words that are spoken of",
    "title": "a title",
    "persName": "a person",
    "placeName": "a place",
    "orgName": "an organisation",
    "note": "the marker of a note",
}
"""What each is taken for, in words."""

OTHERWISE = {
    "quote": ("q", "soCalled"),
    "q": ("quote", "soCalled"),
    "said": ("quote", "q"),
    "soCalled": ("q", "quote"),
    "mentioned": ("soCalled", "q"),
    "persName": ("placeName", "orgName"),
    "placeName": ("persName", "orgName"),
    "orgName": ("persName", "placeName"),
}
"""What each may be as well, where the evidence names nothing else."""

RANKS = ("low", "medium", "high")
"""Certainties, the least first."""

TAGS = {"person": "persName", "place": "placeName", "org": "orgName", "work": "title"}
"""The element of each kind of entry."""


def judged(article: Article, spans: Iterable[Span], register: Register) -> list[Judged]:
    """Give each quotation, name and note that the encoder found, in the text's order.

    What the editor has decided herself, and her own notes, are not in the list.
    """
    spans = list(spans)
    own = [span for span in spans if span.tag in GROUPS and span.by != "decisions" and _of_the_text(span)]
    found = [(span.start, -span.end, _judged(article, span, register)) for span in own]
    found += [(start, -end, _set_off(article, start, end)) for start, end in _blocks(article, spans)]
    return [one for _, _, one in sorted(found, key=lambda item: item[:2])]


def _blocks(article: Article, spans: Iterable[Span]) -> Iterator[tuple[int, int]]:
    """Yield the extents of quotations that are set off and have no quotation marks that would tell them as well."""
    covered = {(span.start, span.end) for span in spans if span.tag in ("quote", "q", "said")}
    for index, block in enumerate(article.blocks):
        if block.kind == "quote" and article.extent(index) not in covered:
            yield article.extent(index)


def _set_off(article: Article, start: int, end: int) -> Judged:
    """Say of a block that it was taken for a quotation."""
    return Judged(
        place=occurrence(article, start, end, "it is set off from the paragraphs around it"),
        group="quotation",
        element="quote",
        meaning="somebody’s words, set off",
        cert="medium",
        remedy="Were it none, the source would have to set it as it does other paragraphs.",
    )


def in_order(found: Iterable[Judged]) -> tuple[Judged, ...]:
    """Give them lowest certainty first, else as they stand."""
    return tuple(sorted(found, key=lambda one: RANKS.index(one.cert)))


def _of_the_text(span: Span) -> bool:
    """Tell whether the span is of words of the text; of notes, whether a marker stands there."""
    return span.end > span.start or (span.tag == "note" and span.by != "notes")


def _judged(article: Article, span: Span, register: Register) -> Judged:
    """Say of one span what it was taken for, why, and how to decide otherwise."""
    anchor = anchor_of(article, span.start, span.end) if span.end > span.start else None
    return Judged(
        place=occurrence(article, span.start, span.end, span.evidence),
        group=GROUPS[span.tag],
        element=span.tag,
        meaning=_meaning(article, span, register),
        cert=span.certainty or span.attributes.get("cert") or "high",
        alternatives=tuple(_told(other, register) for other in _others(span)),
        decisions=tuple(_decisions(anchor, span, register)) if anchor else (),
        keep=_keep(anchor, span) if anchor and span.tag != "note" else None,
        remedy="" if anchor else _remedy(span),
    )


def _meaning(article: Article, span: Span, register: Register) -> str:
    """Say what the span was taken for: what, whose, from where; of a note, what it says."""
    parts = [MEANINGS[span.tag]]
    if span.blocks:
        note = " ".join(article.blocks[index].text for index in span.blocks)
        parts.append(f"“{note[:120]}{'…' if len(note) > 120 else ''}”")
    elif span.tag == "note":
        parts = ["the marker of a note that is missing"]
    for key, words in (("ref", ""), ("who", "said by "), ("source", "from ")):
        pointers = span.attributes.get(key, "").split()
        parts += [words + _told(pointer.removeprefix("#"), register) for pointer in pointers]
    return ": ".join([parts[0], ", ".join(parts[1:])]) if parts[1:] else parts[0]


def _remedy(span: Span) -> str:
    """Say what to do where no decision can be made."""
    if span.tag == "note":
        return "Supply the note, or explain its absence, with a [[note]] in the article's toml."
    return "Its words do not name one place only: no decision can quote it."


def _others(span: Span) -> tuple[str, ...]:
    """Give what else the span may be: ids of entries, or elements."""
    return span.alternatives or OTHERWISE.get(span.tag, ())


def _told(name: str, register: Register) -> str:
    """Give an id with the heading of its entry, an element with its meaning."""
    entry = register.by_id.get(name)
    if entry:
        return f"{entry.name} ({name})"
    return f"{MEANINGS[name]} ({name})" if name in MEANINGS else name


def _decisions(anchor: Anchor, span: Span, register: Register) -> Iterator[Decision]:
    """Yield the decisions that would make of it what else it may be, nothing, and what it is."""
    for other in _others(span):
        entry: Entry | None = register.by_id.get(other)
        if entry:
            yield Decision(anchor, TAGS[entry.kind], ref=entry.id)
        elif other in MEANINGS:
            yield Decision(anchor, other)
    yield Decision(anchor, "none")


def _keep(anchor: Anchor, span: Span) -> Decision:
    """Give the decision that it is what it was taken for."""
    ref, who, source = (span.attributes.get(key, "").removeprefix("#") for key in ("ref", "who", "source"))
    return Decision(anchor, span.tag, ref, who, source, span.attributes.get("level", ""))
