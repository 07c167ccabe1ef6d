"""Spans from all passes, overlapping as they please → trees that nest, in blocks, and frames around blocks.

The only place that decides what happens when two spans cross: the later one is split and its parts are linked
by `@next` and `@prev` (TEI Guidelines 17.4).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, chain, islice

from tei_edition.encode.linking import cut
from tei_edition.model import Article, Span

BLOCK_FRAMES = {"quote", "q", "said", "cit"}
"""Elements that may hold whole blocks."""
SINGLE_FRAMES = {"quote", "cit"}
"""Of these, the ones that hold the paragraph where they cover just one: a quotation that is set off."""
FRAMED_KINDS = {"paragraph", "item", "verse", "quote"}
"""Kinds of block that may stand in a frame."""
ATOMIC = {"choice", "note", "bibl"}
"""Elements that are never split: what crosses them is."""
OUTER_FIRST = (
    "cit",
    "quote",
    "said",
    "q",
    "soCalled",
    "mentioned",
    "bibl",
    "docAuthor",
    "title",
    "author",
    "",
)
"""Which of two spans of the same extent is the outer one; the empty name stands for all not listed."""
IN_CIT = ("quote", "q", "said", "bibl", "note")
"""What a `cit` may hold."""
INNERMOST = ("choice", "note")
"""What comes inside everything else of the same extent."""


@dataclass(frozen=True)
class Node:
    """A span with the spans inside it."""

    span: Span
    """The span."""
    children: tuple[Node, ...] = ()
    """What lies inside it, in order."""


@dataclass(frozen=True)
class Frame:
    """A span that holds whole blocks."""

    first: int
    """Index of the first block inside."""
    last: int
    """Index of the last block inside."""
    span: Span
    """The span."""


@dataclass(frozen=True)
class Arrangement:
    """All spans of an article, brought into an order that XML can express."""

    frames: tuple[Frame, ...]
    """Those around blocks, outer before inner."""
    inside: tuple[tuple[Node, ...], ...]
    """Those inside each block, by the block's index."""

    @cached_property
    def _places(self) -> Mapping[int, Sequence[int]]:
        """Give the indexes of the frames that begin with a block, by the block's index."""
        places: dict[int, list[int]] = {}
        for at, frame in enumerate(self.frames):
            places.setdefault(frame.first, []).append(at)
        return places

    def frame_at(self, block: int, last: int, outer: Frame | None) -> Frame | None:
        """Give the outermost frame inside the outer one that begins with a block and ends by the last one."""
        frames = [self.frames[at] for at in self._places.get(block, ())]
        if outer in frames:
            frames = frames[frames.index(outer) + 1 :]
        return next((frame for frame in frames if frame.last <= last), None)


def arrange(article: Article, spans: Iterable[Span]) -> Arrangement:
    """Sort the spans into frames around blocks and trees inside blocks; parts of split spans are linked."""
    frames: list[Frame] = []
    inline: list[list[Span]] = [[] for _ in article.blocks]
    near: list[Frame] = []
    for span in _allowed(article, sorted(_merge(spans), key=_order)):
        near = [frame for frame in near if article.extent(frame.last)[1] > span.start]
        for part in _parts(article, span, near):
            if isinstance(part, Frame) and all(_nests(part, other) for other in near):
                frames.append(part)
                near.append(part)
            else:
                loose = part.span if isinstance(part, Frame) else part
                for index, piece in _by_block(article, loose):
                    inline[index].append(piece)
    frames.sort(key=lambda frame: (frame.first, -frame.last, _rank(frame.span)))
    inside = (nest(_by_line(article, i, block)) for i, block in enumerate(inline))
    return Arrangement(tuple(frames), tuple(inside))


def nest(spans: Sequence[Span]) -> tuple[Node, ...]:
    """Nest the spans of one block: an outer one before what lies in it, crossing ones split."""
    pending = sorted(_split_at_atoms(spans), key=_order)[::-1]
    stack: list[tuple[Span, list[Node]]] = []
    roots: list[Node] = []

    def close() -> None:
        span, children = stack.pop()
        (stack[-1][1] if stack else roots).append(Node(span, tuple(children)))

    while pending:
        span = pending.pop()
        while stack and _past(span, stack[-1][0]):
            close()
        if stack and span.end > stack[-1][0].end:
            span, rest = cut(span, stack[-1][0].end)
            insort(pending, rest, key=_last_first)
        stack.append((span, []))
    while stack:
        close()
    return tuple(roots)


def _merge(spans: Iterable[Span]) -> list[Span]:
    """Make one of spans with the same extent and tag, with the attributes of both; the earlier wins."""
    merged: dict[tuple[int, int, str, str], Span] = {}
    for span in spans:
        key = (span.start, span.end, span.tag, span.content)
        first = merged.get(key)
        merged[key] = replace(first, attributes={**span.attributes, **first.attributes}) if first else span
    return list(merged.values())


def _order(span: Span) -> tuple[int, int, int, int]:
    """Sort key: by start, points first, then the longer, then the one that is the outer of two equals."""
    return span.start, span.end > span.start, -span.end, _rank(span)


def _last_first(span: Span) -> tuple[int, ...]:
    """Give the sort key of the same order from its end."""
    return tuple(-part for part in _order(span))


def _rank(span: Span) -> int:
    """Say how far outside a span belongs among those of its extent; 0 is the outermost."""
    if span.tag in INNERMOST:
        return len(OUTER_FIRST) + INNERMOST.index(span.tag)
    return OUTER_FIRST.index(span.tag if span.tag in OUTER_FIRST else "")


def _allowed(article: Article, spans: Sequence[Span]) -> list[Span]:
    """Leave out of spans in order what may not be written: `cit` with text of its own (TEI Guidelines 3.3.3)."""
    parts = [span for span in spans if span.tag in IN_CIT]
    return [span for span in spans if span.tag != "cit" or _is_filled(article, span, parts)]


def _is_filled(article: Article, span: Span, parts: Sequence[Span]) -> bool:
    """Tell whether these parts, in order, leave nothing of the span's text but white space."""
    at, first = span.start, bisect_left(parts, span.start, key=lambda part: part.start)
    for part in islice(parts, first, bisect_left(parts, span.end, key=lambda part: part.start)):
        if part.end <= span.end:
            if article.text[at : part.start].strip():
                return False
            at = max(at, part.end)
    return not article.text[at : span.end].strip()


def _past(span: Span, top: Span) -> bool:
    """Tell whether the span lies behind the one on top of the stack, a point at its very end included."""
    return span.start >= top.end


def _nests(frame: Frame, other: Frame) -> bool:
    """Tell whether two frames lie apart or one within the other."""
    apart = frame.last < other.first or frame.first > other.last
    inside = other.first <= frame.first and frame.last <= other.last
    around = frame.first <= other.first and other.last <= frame.last
    return apart or inside or around


def _parts(article: Article, span: Span, frames: Sequence[Frame]) -> list[Frame | Span]:
    """Give the frame a span makes around the blocks it covers wholly, and what is left on either side."""
    host = next((frame for frame in frames if _quoted_in(article, span, frame)), None)
    if host and not any(
        frame.first == host.first and frame.last == host.last for frame in frames if frame != host
    ):
        return [Frame(host.first, host.last, span)]
    touched = _touched(article, span)
    whole = [i for i in touched if span.start <= article.starts[i] and article.extent(i)[1] <= span.end]
    if span.tag not in BLOCK_FRAMES or not whole or not _framable(article, whole, span):
        return [span]
    parts: list[Frame | Span] = []
    start, end = article.starts[whole[0]], article.extent(whole[-1])[1]
    if span.start < start:
        head, span = cut(span, start)
        parts.append(replace(head, end=article.extent(whole[0] - 1)[1]))
    tail = None
    if span.end > end:
        span, tail = cut(span, end)
    parts.append(Frame(whole[0], whole[-1], span))
    return [*parts, replace(tail, start=article.starts[whole[-1] + 1])] if tail else parts


def _quoted_in(article: Article, span: Span, frame: Frame) -> bool:
    """Tell whether the span is the quotation a framing `cit` was made for: from its start into its last block."""
    within = span.start == frame.span.start and article.starts[frame.last] < span.end <= frame.span.end
    return within and frame.span.tag == "cit" and span.tag in ("quote", "q", "said")


def _touched(article: Article, span: Span) -> range:
    """Give the indexes of the blocks the span has a part of; a point has the block it stands in or ends."""
    first = max(0, bisect_right(article.starts, span.start) - 1)
    if span.start == span.end:
        return range(first, first + 1)
    if article.extent(first)[1] <= span.start:
        first += 1
    return range(first, bisect_left(article.starts, span.end))


def _framable(article: Article, whole: Sequence[int], span: Span) -> bool:
    """Tell whether these blocks may stand together in the span's element."""
    kinds = [article.blocks[i].kind for i in whole]
    if not set(kinds) <= FRAMED_KINDS or whole[-1] - whole[0] + 1 != len(whole):
        return False
    if len(whole) == 1 and (span.tag not in SINGLE_FRAMES or kinds == ["item"]):
        return False
    ends = ((whole[0], whole[0] - 1), (whole[-1], whole[-1] + 1))
    return not any(
        0 <= beside < len(article.blocks)
        and article.blocks[i].kind == "item"
        and article.blocks[beside].kind == "item"
        for i, beside in ends
    )


def _by_block(article: Article, span: Span) -> list[tuple[int, Span]]:
    """Give the part of the span in each block it touches, linked where there are several."""
    *others, last = [index for index in _touched(article, span) if article.blocks[index].text]
    parts = []
    for index in others:
        end = article.extent(index)[1]
        part, span = cut(span, end)
        parts.append((index, part))
        span = replace(span, start=end + 1)
    return [*parts, (last, span)]


def _by_line(article: Article, index: int, spans: Sequence[Span]) -> list[Span]:
    """Cut spans at the ends of the lines of verse they cross."""
    edges = [article.starts[index] + at for at in article.blocks[index].lines]
    done, pending = [], list(spans)
    while pending:
        span = pending.pop()
        after = bisect_right(edges, span.start)
        if after == len(edges) or edges[after] >= span.end:
            done.append(span)
        else:
            at = edges[after]
            line, rest = cut(span, at)
            done.append(replace(line, end=span.start + len(article.text[span.start : at].rstrip())))
            pending.append(rest)
    return done


def _split_at_atoms(spans: Sequence[Span]) -> list[Span]:
    """Cut every span that crosses one that must stay whole, at that one's edge."""
    pending: list[Span] = []
    done: list[Span] = []
    for span in spans:
        (done if span.tag in ATOMIC and span.end > span.start else pending).append(span)
    atoms = sorted(done, key=_order)
    furthest = list(accumulate((atom.end for atom in atoms), max))
    while pending:
        span = pending.pop()
        beside = chain(_around(atoms, furthest, span.start), _around(atoms, furthest, span.end))
        edge = next((edge for atom in beside if (edge := _crossing(span, atom)) is not None), None)
        if edge is None:
            done.append(span)
        else:
            pending += cut(span, edge)
    return done


def _around(atoms: Sequence[Span], furthest: Sequence[int], place: int) -> Iterator[Span]:
    """Yield those of the atoms, in order, that begin before the place and end behind it, the nearest first."""
    at = bisect_left(atoms, place, key=lambda atom: atom.start)
    while at and furthest[at - 1] > place:
        at -= 1
        yield atoms[at]


def _crossing(span: Span, atom: Span) -> int | None:
    """Give the edge of the atom at which a span that crosses it is to be cut."""
    if span.start < atom.start < span.end < atom.end:
        return atom.start
    if atom.start < span.start < atom.end < span.end:
        return atom.end
    return None
