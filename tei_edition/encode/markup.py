"""What a source's own markup says (emphasis, links, line breaks, note links) → spans of the article."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tei_edition.model import Article, Context, Span

__all__ = ["Linked", "linked_notes", "markup", "without_markers"]

_OUTSIDE = ("boilerplate", "noteheading")
"""Kinds of block in which markup says nothing of the text."""
_LOOK = ("small", "superscript", "subscript")
"""How a marker is set, which is no emphasis."""


@dataclass(frozen=True)
class Linked:
    """A marker that the source itself ties to its note."""

    span: Span
    """The marker, in the article's text; empty where the marker is no text (a footnote of a word processor)."""
    group: tuple[int, ...]
    """The indexes of the note's blocks; empty where an earlier marker has the note."""


@dataclass(frozen=True)
class _Stretch:
    """A piece of a block: where it stands in the source and in the article."""

    start: int
    end: int
    at: int
    length: int

    def place(self, offset: int) -> int:
        """Give the place in the article of an offset of the source."""
        return self.at + min(max(offset - self.start, 0), self.length)


def markup(article: Article, context: Context) -> list[Span]:
    """Give what the source's markup says of the text, except for its notes."""
    spans = [span for span in _placed(article) if span.tag != "note"]
    return list(_joined(spans))


def linked_notes(article: Article) -> list[Linked]:
    """Give the markers that the source ties to a note, each note with the first of its markers."""
    groups = _groups(article)
    found: list[Linked] = []
    for span in _placed(article):
        if span.tag == "note":
            group = groups.pop(span.attributes.get("target", ""), ())
            found.append(Linked(span, group))
    return found


def without_markers(spans: Sequence[Span]) -> list[Span]:
    """Give the spans without those that only say how the marker of a note is set: the marker leaves the text."""
    notes = {(span.start, span.end) for span in spans if span.tag == "note" and span.blocks}
    return [
        span
        for span in spans
        if span.tag not in ("hi", "ref") or not any(_covers(note, span) for note in _near(notes, span))
    ]


def _near(notes: set[tuple[int, int]], span: Span) -> Iterator[tuple[int, int]]:
    """Yield the markers of about the extent of a span."""
    for left in (0, 1):
        for right in (0, 1):
            if (place := (span.start + left, span.end - right)) in notes:
                yield place


def _covers(note: tuple[int, int], span: Span) -> bool:
    """Say whether a span is set around a marker and nothing else."""
    return note[0] < note[1] and span.end - span.start <= note[1] - note[0] + 2


def _placed(article: Article) -> Iterator[Span]:
    """Yield the source's spans at their places in the article; what lies outside its text is left out."""
    stretches = sorted(_stretches(article), key=lambda stretch: (stretch.start, stretch.end))
    starts, ends = [one.start for one in stretches], [one.end for one in stretches]
    for span in article.source.spans:
        first = bisect_right(ends, span.start) if span.end > span.start else bisect_left(ends, span.start)
        last = bisect_left(starts, max(span.end, span.start + 1)) - 1
        if first >= len(stretches) or last < 0 or (first > last and span.end > span.start):
            continue
        if span.start == span.end:
            at = stretches[min(first, last)].place(span.start)
            yield replace(span, start=at, end=at)
            continue
        start, end = stretches[first].place(span.start), stretches[last].place(span.end)
        if start < end:
            yield replace(span, start=start, end=end)


def _stretches(article: Article) -> Iterator[_Stretch]:
    for index, block in enumerate(article.blocks):
        if block.kind in _OUTSIDE:
            continue
        at = article.starts[index]
        for piece in block.pieces:
            yield _Stretch(piece.start, piece.end, at, len(piece.text))
            at += len(piece.text)


def _joined(spans: Sequence[Span]) -> Iterator[Span]:
    """Yield the spans, those of highlighting with one extent made one: bold and italic."""
    looks: dict[tuple[int, int], list[str]] = {}
    for span in spans:
        if span.tag == "hi":
            rends = looks.setdefault((span.start, span.end), [])
            rends += [rend for rend in span.attributes["rend"].split() if rend not in rends]
    for span in spans:
        if span.tag != "hi":
            yield span
        elif rends := looks.pop((span.start, span.end), []):
            yield replace(span, attributes={**span.attributes, "rend": " ".join(sorted(rends))})


def _groups(article: Article) -> dict[str, tuple[int, ...]]:
    """Give the blocks of each note by the name that markers have for it: the named one and what continues it."""
    groups: dict[str, tuple[int, ...]] = {}
    name = ""
    for index, block in enumerate(article.blocks):
        anchor = block.attributes.get("anchor", "")
        if block.kind != "note":
            name = ""
        elif anchor and anchor not in groups:
            name, groups[anchor] = anchor, (index,)
        elif name and not block.label and anchor in ("", name):
            groups[name] = (*groups[name], index)
        else:
            name = ""
    return groups
