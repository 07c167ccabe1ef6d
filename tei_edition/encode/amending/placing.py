"""Spans over the blocks of a file → the places of their tags among its bytes, and the spans that have none."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count, pairwise

from tei_edition.encode.amending.fitting import NAMES, fit
from tei_edition.encode.amending.reading import Passage
from tei_edition.model import Article, Span
from tei_edition.tei.patch import Node

__all__ = ["Placed", "place"]

PARAGRAPHS = frozenset(("p", "ab"))
"""Elements that a quotation may be put around."""
LINES = PARAGRAPHS | {"l"}
"""Elements in which the parts of a quotation may stand that runs on from one to the next."""
BESIDE = PARAGRAPHS | {"lg", "list", "table", "figure", "pb", "cb", "lb", "milestone"}
"""What may stand between such paragraphs, and so within the quotation."""
HOLDERS = frozenset(("body", "div", *(f"div{level}" for level in range(1, 8)), "item", "note", "quote", "q"))
"""Elements in which a quotation may hold paragraphs (TEI Guidelines 3.3.3)."""
QUOTED = ("quote", "q", "said")
"""What a `cit` quotes with."""


@dataclass(frozen=True)
class Placed:
    """A span that can stand, or a part of one."""

    span: Span
    """The span."""
    prefix: str
    """The prefix of the elements around it, with the colon."""
    start: int
    """The byte before which its start tag goes."""
    end: int
    """The byte before which its end tag goes."""


@dataclass
class _Placing:
    """What is known while spans are placed, in order."""

    article: Article
    """The blocks."""
    found: Sequence[Passage]
    """The same in the file."""
    inside: dict[Node | None, list[Node]]
    """The elements directly inside each."""
    numbers: Iterator[str]
    """Ids for the parts of spans."""
    open: list[Span] = field(default_factory=list)
    """The spans placed that may reach over the next."""
    placed: list[Placed] = field(default_factory=list)
    """All that can stand."""
    left: list[Span] = field(default_factory=list)
    """Those that would cross an element."""


def place(
    article: Article, found: Sequence[Passage], nodes: Sequence[Node], spans: Sequence[Span]
) -> tuple[list[Placed], list[Span]]:
    """Give the spans that can stand, with the places of their tags; and those that would cross an element."""
    inside: dict[Node | None, list[Node]] = {}
    for node in nodes:
        inside.setdefault(node.parent, []).append(node)
    used = {node.attributes.get("xml:id", "") for node in nodes}
    numbers = (name for name in (f"part{number}" for number in count(1)) if name not in used)
    placing = _Placing(article, found, inside, numbers)
    cits = _cits(placing, spans)
    for span in spans:
        if span.tag not in ("cit", "bibl") or any(c.start <= span.start and span.end <= c.end for c in cits):
            _take(placing, span)
    return placing.placed, placing.left


def _take(placing: _Placing, span: Span) -> None:
    """Put a span to those that can stand, or to those that are left; or pass over what is there already."""
    placing.open = [other for other in placing.open if other.end > span.start]
    if any(span.end > other.end for other in placing.open):
        placing.left.append(span)
        return
    if any(_extent(span) == _extent(other) and not _nest(other, span) for other in placing.open):
        return
    parts = _parts(placing, span)
    if parts is None:
        placing.left.append(span)
    elif parts:
        placing.placed += parts
        placing.open.append(span)


def _extent(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _nest(outer: Span, inner: Span) -> bool:
    """Tell whether two elements of the same words may stand one within the other."""
    return outer.tag not in NAMES and inner.tag in NAMES


def _parts(placing: _Placing, span: Span) -> list[Placed] | None:
    """Give the parts in which a span can stand: none where it is there already, `None` where it would cross."""
    pieces = list(_pieces(placing, span))
    if len(pieces) > 1 and not _run_on(passage for passage, *_ in pieces):
        return None
    fits = [fit(passage, span.tag, start, end) for passage, start, end in pieces]
    if any(each.crosses for each in fits):
        return None
    if any(each.start < 0 for each in fits):
        return []
    if len(pieces) > 1 and _is_whole(placing, pieces):
        first, last = pieces[0][0].node, pieces[-1][0].node
        return [Placed(span, first.prefix, first.start, last.end)]
    linked = _linked(span, len(pieces), placing.numbers)
    return [
        Placed(part, passage.node.prefix, each.start, each.end)
        for part, (passage, *_), each in zip(linked, pieces, fits, strict=True)
    ]


def _pieces(placing: _Placing, span: Span) -> Iterator[tuple[Passage, int, int]]:
    """Yield the passages a span has a part of, with where in each it begins and ends."""
    starts = placing.article.starts
    for index in range(bisect_right(starts, span.start) - 1, bisect_left(starts, span.end)):
        start, end = placing.article.extent(index)
        yield placing.found[index], max(span.start, start) - start, min(span.end, end) - start


def _run_on(found: Iterator[Passage]) -> bool:
    """Tell whether passages are paragraphs or lines that stand side by side."""
    nodes = [passage.node for passage in found]
    return all(node.name in LINES and node.parent is nodes[0].parent for node in nodes)


def _is_whole(placing: _Placing, pieces: Sequence[tuple[Passage, int, int]]) -> bool:
    """Tell whether a span is so many paragraphs, from first to last, that an element may hold them."""
    (first, start, _), (last, _, end) = pieces[0], pieces[-1]
    holder = first.node.parent
    inner = [
        node
        for node in placing.inside[holder]
        if first.node.start <= node.start and node.end <= last.node.end
    ]
    return (
        (start, end) == (0, len(last.chars))
        and holder is not None
        and holder.name in HOLDERS
        and {first.node.name, last.node.name} <= PARAGRAPHS
        and all(node.name in BESIDE for node in inner)
    )


def _linked(span: Span, size: int, numbers: Iterator[str]) -> list[Span]:
    """Give so many parts of a span, linked by `@next` and `@prev` (TEI Guidelines 17.4)."""
    if size == 1:
        return [span]
    parts = [{**span.attributes, "xml:id": next(numbers)} for _ in range(size)]
    for part, following in pairwise(parts):
        part["next"], following["prev"] = f"#{following['xml:id']}", f"#{part['xml:id']}"
    return [replace(span, attributes=part) for part in parts]


def _cits(placing: _Placing, spans: Sequence[Span]) -> list[Span]:
    """Give the quotations with their reference that can stand in one paragraph, each with both of its parts."""
    kept = []
    for at, cit in enumerate(spans):
        if cit.tag != "cit" or len(list(_pieces(placing, cit))) > 1:
            continue
        after = bisect_left(spans, cit.end, key=lambda span: span.start)
        parts = [span for span in spans[at:after] if span.end <= cit.end]
        quoted = next((span for span in parts if span.start == cit.start and span.tag in QUOTED), None)
        bibl = next((span for span in parts if span.end == cit.end and span.tag == "bibl"), None)
        if not quoted or not bibl or placing.article.text[quoted.end : bibl.start].strip():
            continue
        if all(len(_parts(placing, span) or ()) == 1 for span in (cit, quoted, bibl)):
            kept.append(cit)
    return kept
