"""A block and the spans arranged over it → its text in an element, each character once and in order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from tei_edition.encode.overlap import Arrangement, Node
from tei_edition.model import Article, Span
from tei_edition.tei import append_element, append_text

__all__ = ["Builder", "attributes_of", "inline", "picture"]


@dataclass
class Builder:
    """Writes one article's `text`, counting paragraphs, items, divisions and notes as it goes."""

    article: Article
    """The article."""
    arrangement: Arrangement
    """Its spans."""
    moved: frozenset[int]
    """Indexes of the blocks that are the text of a note with a marker, or belong in the header."""
    counts: dict[str, int] = field(default_factory=dict)
    """How many elements of each sort have been numbered."""

    def number(self, sort: str) -> int:
        """Count one more of that sort and give its number."""
        self.counts[sort] = self.counts.get(sort, 0) + 1
        return self.counts[sort]


def inline(
    builder: Builder, element: etree._Element, index: int, start: int | None = None, end: int | None = None
) -> None:
    """Write the block's text, or the part of it from `start` to `end`, with the elements laid over it."""
    first, last = builder.article.extent(index)
    nodes = builder.arrangement.inside[index]
    if start is not None and start > first:  # what hangs from that very place was written before it
        nodes = nodes[bisect_right(nodes, start, key=lambda node: node.span.end) :]
    _write(builder, element, nodes, start or first, last if end is None else end)


def _write(builder: Builder, element: etree._Element, nodes: Sequence[Node], start: int, end: int) -> None:
    """Write the text between two offsets into the element, the nodes that lie there as its children."""
    at = start
    for node in nodes:
        span = node.span
        if span.start > end:
            break
        if span.start < start or span.end > end:
            continue
        append_text(element, builder.article.text[at : span.start])
        _element(builder, element, node)
        at = span.end
    append_text(element, builder.article.text[at:end])


def _element(builder: Builder, parent: etree._Element, node: Node) -> None:
    """Write one node."""
    span = node.span
    if span.tag == "note":
        _note(builder, parent, span)
    elif span.tag == "figure":
        picture(append_element(parent, "figure"), span.attributes.get("url", ""), span.content)
    elif span.tag == "choice":
        choice = append_element(parent, "choice")
        _write(builder, append_element(choice, "sic"), node.children, span.start, span.end)
        append_element(choice, "corr", span.attributes, span.content)
    else:
        element = append_element(parent, span.tag, attributes_of(span))
        _write(builder, element, node.children, span.start, span.end)


def attributes_of(span: Span) -> Mapping[str, str]:
    """Give a span's attributes as TEI has them: `quote` knows no `@who`, its speaker is its source."""
    if span.tag != "quote" or "who" not in span.attributes:
        return span.attributes
    sources = [span.attributes["who"], *span.attributes.get("source", "").split()]
    rest = {name: value for name, value in span.attributes.items() if name != "who"}
    return {**rest, "source": " ".join(dict.fromkeys(sources))}


def _note(builder: Builder, parent: etree._Element, span: Span) -> None:
    """Write a note: the blocks that move to it, or what the editor says."""
    editorial = span.attributes.get("type") == "editorial"
    sort = "n" if editorial else "fn"
    number = builder.number("editorial" if editorial else "note")
    attributes = {"xml:id": f"{sort}{number}", **({"n": str(number)} if editorial else {}), **span.attributes}
    note = append_element(parent, "note", attributes)
    paragraphs = [part.strip() for part in span.content.split("\n\n")] if span.content else []
    for paragraph in paragraphs:
        target = append_element(note, "p") if len(paragraphs) > 1 else note
        append_text(target, " ".join(paragraph.split()))
    for index in span.blocks:
        inline(builder, append_element(note, "p") if len(span.blocks) > 1 else note, index)


def picture(figure: etree._Element, url: str, description: str) -> None:
    """Write into a `figure` the picture's address and what is to be seen on it (TEI Guidelines 14.4)."""
    if url:
        append_element(figure, "graphic", {"url": url})
    if description:
        append_element(figure, "figDesc", {}, description)
