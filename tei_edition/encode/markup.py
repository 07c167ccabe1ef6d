"""What a source's own markup says (emphasis, links, line breaks, note links) → spans of the article."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tei_edition.model import Article, Context, Span

__all__ = ["COMMENT", "Linked", "comments", "linked_notes", "markup", "settled"]

COMMENT = "a comment in the source"
"""The evidence for an editorial note that nobody has written in the article's toml."""
_OUTSIDE = ("boilerplate", "noteheading")
"""Kinds of block in which markup says nothing of the text."""
_HEADS = ("title", "subtitle", "byline", "docdate", "source", "dateline", "heading")
"""Kinds of block that are set in a way of their own."""
_PHRASES = ("hi", "ref", "foreign")
"""What the source's markup makes of phrases."""
_NOT_INSIDE = ("docAuthor", "biblScope", "bibl", "docDate")
"""Elements that none of them may hold (TEI Guidelines 3.12, 4.6)."""


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
    """Give what the source's markup says of the text, except for its notes and for how whole headings are set."""
    heads = {article.extent(at) for at, block in enumerate(article.blocks) if block.kind in _HEADS}
    spans = [span for span in _placed(article) if span.tag != "note"]
    return [span for span in _joined(spans) if span.tag != "hi" or (span.start, span.end) not in heads]


def linked_notes(article: Article) -> list[Linked]:
    """Give the markers that the source ties to a note, each note with the first of its markers."""
    groups = _groups(article)
    found: list[Linked] = []
    for span in _placed(article):
        if span.tag == "note" and "target" in span.attributes:
            name = span.attributes["target"]
            inside = bisect_right(article.starts, span.start) - 1 in groups.get(name, ())
            found.append(Linked(span, () if inside else groups.pop(name, ())))
    return found


def comments(article: Article, context: Context) -> list[Span]:
    """Give the comments that stand in the margin of the source as editorial notes."""
    said = {"type": "editorial", "resp": f"#{context.resp}"}
    return [
        replace(span, attributes=said, evidence=COMMENT, by="notes")
        for span in _placed(article)
        if span.tag == "note" and "target" not in span.attributes
    ]


def settled(spans: Sequence[Span]) -> list[Span]:
    """Give the spans, those of the source's markup fitted to what the passes have found.

    What says how the marker of a note is set goes, for the marker leaves the text; what lies around a part of the
    title block is cut there.
    """
    notes = {(span.start, span.end) for span in spans if span.tag == "note" and span.blocks}
    parts = sorted({(span.start, span.end) for span in spans if span.tag in _NOT_INSIDE})
    found: list[Span] = []
    for span in spans:
        if span.tag not in _PHRASES:
            found.append(span)
        elif not any(_covers(note, span) for note in _near(notes, span)):
            found += _cut(span, parts)
    return found


def _cut(span: Span, parts: Sequence[tuple[int, int]]) -> list[Span]:
    """Cut a span at the edges of the parts it holds or crosses."""
    inside = [part for part in parts if part[0] < span.end and part[1] > span.start]
    edges = {edge for part in inside for edge in part if span.start < edge < span.end}
    places = sorted({span.start, span.end} | edges)
    return [replace(span, start=start, end=end) for start, end in pairwise(places)] if edges else [span]


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
        last = bisect_left(starts, max(span.end, span.start + 1)) - 1
        if span.start == span.end and stretches:
            at = stretches[max(last, 0)].place(span.start)
            yield replace(span, start=at, end=at)
            continue
        first = bisect_right(ends, span.start)
        if first > last:
            continue
        start, end = stretches[first].place(span.start), stretches[last].place(span.end)
        if start < end:
            yield from _by_block(article, replace(span, start=start, end=end))


def _by_block(article: Article, span: Span) -> Iterator[Span]:
    """Yield the part of a span in each block; of a marker the first: it is one word."""
    first = bisect_right(article.starts, span.start) - 1
    last = first if span.tag == "note" else bisect_left(article.starts, span.end) - 1
    for index in range(first, last + 1):
        start, end = article.extent(index)
        start, end = max(start, span.start), min(end, span.end)
        if start < end and article.blocks[index].kind not in _OUTSIDE:
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
    """Yield the spans, those of highlighting with one extent made one: bold and italic; a picture twice is one."""
    looks: dict[tuple[int, int], list[str]] = {}
    for span in spans:
        if span.tag == "hi":
            rends = looks.setdefault((span.start, span.end), [])
            rends += [rend for rend in span.attributes["rend"].split() if rend not in rends]
    shown: set[tuple[int, str]] = set()
    for span in spans:
        if span.tag != "hi":
            again = span.start == span.end and (span.start, f"{span.tag} {span.content}") in shown
            shown.add((span.start, f"{span.tag} {span.content}"))
            yield from () if again else (span,)
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
