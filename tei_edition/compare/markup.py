"""The markup of a passage before and after → what became of each element, measured on the words they share."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from textwrap import shorten

from tei_edition.compare.model import MarkChange, Run
from tei_edition.compare.reading import Attributes, Mark, Passage

__all__ = ["Scale", "beginning", "changed_attributes", "markup_changes", "scales"]

WIDTH = 60
"""So much of the words is told."""
Point = tuple[int, int]
"""A place that old and new have in common: which stretch of words, and where in it."""
AROUND = (-1, -1)
"""Where a passage's own element begins and ends."""


@dataclass
class Scale:
    """One of the two texts of a passage, as a scale of places that both have."""

    starts: list[int] = field(default_factory=list)
    """Where the words begin that both have."""
    ends: list[int] = field(default_factory=list)
    """Where they end."""
    met: list[bool] = field(default_factory=list)
    """Whether the other text has words of its own before them."""

    def start(self, offset: int) -> Point:
        """Give the place of something that begins there."""
        at = bisect_right(self.starts, offset) - 1
        if at >= 0 and offset < self.ends[at]:
            return 2 * at, offset - self.starts[at]
        return (2 * at + 1, 0) if self.met[at + 1] else (2 * at + 2, 0)

    def end(self, offset: int) -> Point:
        """Give the place of something that ends there."""
        at = bisect_right(self.starts, offset - 1) - 1
        if at >= 0 and offset <= self.ends[at]:
            return 2 * at, offset - self.starts[at]
        if self.met[at + 1]:
            return 2 * at + 1, 1
        return (2 * at, self.ends[at] - self.starts[at]) if at >= 0 else (-1, 0)


def scales(runs: Sequence[Run]) -> tuple[Scale, Scale]:
    """Give the scales of the old and of the new text."""
    made = Scale(), Scale()
    sizes = [0, 0]
    met = [False, False]
    for same, group in groupby(runs, lambda run: run.what == "same"):
        for run in group:
            sides = (0, 1) if same else (0,) if run.what == "removed" else (1,)
            for side in sides:
                if same:
                    made[side].starts.append(sizes[side])
                    made[side].ends.append(sizes[side] + len(run.text))
                    made[side].met.append(met[side])
                sizes[side] += len(run.text)
                met[1 - side] = not same and bool(run.text)
        if same:
            met = [False, False]
    for side, scale in enumerate(made):
        scale.met.append(met[side])
    return made


@dataclass(frozen=True)
class _Placed:
    """A mark with its place on the scale."""

    mark: Mark
    """The mark."""
    start: Point
    """Where it begins."""
    end: Point
    """Where it ends."""
    words: str
    """The words it is told by."""

    @property
    def empty(self) -> bool:
        """Whether it holds no words."""
        return self.mark.end == self.mark.start


def markup_changes(old: Passage, new: Passage, both: tuple[Scale, Scale]) -> Iterator[MarkChange]:
    """Yield what became of the markup; what was in words that left, or came, is not told."""
    olds, news = (list(_placed(side, scale)) for side, scale in zip((old, new), both, strict=True))
    olds, news, _ = _paired(olds, news, lambda one: (one.mark.name, one.mark.attributes, one.start, one.end))
    olds, news, changed = _paired(olds, news, lambda one: (one.mark.name, one.start, one.end))
    for one, other in changed:
        told = changed_attributes(one.mark.attributes, other.mark.attributes)
        yield MarkChange("changed", one.mark.name, other.words, other.empty, attributes=told)
    olds, news, renamed = _paired(olds, news, lambda one: (one.start, one.end, one.empty))
    for one, other in renamed:
        told = changed_attributes(one.mark.attributes, other.mark.attributes)
        yield MarkChange("renamed", one.mark.name, other.words, other.empty, other.mark.name, told)
    olds, news, moved = _paired(
        olds, news, lambda one: (one.mark.name, one.mark.attributes, one.empty) if one.empty else one
    )
    olds, news, wider = _overlapping(olds, news)
    for one, other in (*moved, *wider):
        told = changed_attributes(one.mark.attributes, other.mark.attributes)
        yield MarkChange("moved", one.mark.name, other.words, other.empty, one.words, told)
    for one in olds:
        told = changed_attributes(one.mark.attributes, ())
        yield MarkChange("removed", one.mark.name, one.words, one.empty, attributes=told)
    for one in news:
        told = changed_attributes((), one.mark.attributes)
        yield MarkChange("added", one.mark.name, one.words, one.empty, attributes=told)


def _placed(passage: Passage, scale: Scale) -> Iterator[_Placed]:
    """Yield the marks that stand around words both texts have, or that were exchanged, or around none."""
    for mark in passage.marks:
        if mark.end < 0:
            yield _Placed(mark, AROUND, AROUND, beginning(passage))
        elif mark.end == mark.start:
            before = passage.text[max(0, mark.start - WIDTH // 2) : mark.start]
            yield _Placed(mark, scale.start(mark.start), scale.start(mark.start), before)
        elif (start := scale.start(mark.start)) <= (end := scale.end(mark.end)):
            yield _Placed(mark, start, end, _short(passage.text[mark.start : mark.end]))


def beginning(passage: Passage) -> str:
    """Give the first words of a passage."""
    return shorten(passage.text, WIDTH, placeholder=" …")


def _short(words: str) -> str:
    """Give the beginning and the end of long words."""
    half = WIDTH // 2
    return words if len(words) <= WIDTH else f"{words[:half].rstrip()} … {words[-half:].lstrip()}"


def _paired(
    olds: Sequence[_Placed], news: Sequence[_Placed], key: Callable[[_Placed], Hashable]
) -> tuple[list[_Placed], list[_Placed], list[tuple[_Placed, _Placed]]]:
    """Pair marks of one key in their order; give what is left of both, and the pairs."""
    waiting: dict[Hashable, list[_Placed]] = defaultdict(list)
    for other in reversed(news):
        waiting[key(other)].append(other)
    left, pairs = [], []
    for one in olds:
        found = waiting.get(key(one))
        if found:
            pairs.append((one, found.pop()))
        else:
            left.append(one)
    used = {id(other) for _, other in pairs}
    return left, [other for other in news if id(other) not in used], pairs


def _overlapping(
    olds: Sequence[_Placed], news: Sequence[_Placed]
) -> tuple[list[_Placed], list[_Placed], list[tuple[_Placed, _Placed]]]:
    """Pair marks of one name that have words in common, in the order of the text."""
    pairs = []
    for name in dict.fromkeys(one.mark.name for one in olds):
        first, second = (
            sorted(
                (one for one in side if one.mark.name == name and not one.empty),
                key=lambda one: (one.start, one.end),
            )
            for side in (olds, news)
        )
        while first and second:
            one, other = first[-1], second[-1]
            if one.start <= other.end and other.start <= one.end:
                pairs.append((first.pop(), second.pop()))
            else:
                (first if one.start > other.start else second).pop()
    used = {id(one) for pair in pairs for one in pair}
    left = [[one for one in side if id(one) not in used] for side in (olds, news)]
    return left[0], left[1], pairs[::-1]


def changed_attributes(old: Attributes, new: Attributes) -> tuple[tuple[str, str | None, str | None], ...]:
    """Give the attributes that differ."""
    first, second = dict(old), dict(new)
    names = sorted({*first, *second})
    return tuple(
        (name, first.get(name), second.get(name)) for name in names if first.get(name) != second.get(name)
    )
