"""Two texts of a passage → their words in runs: the same, removed, added.

What occurs once in either text, in the same order, holds long texts together (Cohen's patience diff); what stands
between is compared word by word. So the time grows with the length, and readers are not told of chance agreements.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby

from tei_edition.compare.model import Run
from tei_edition.encode.aligning.units import UNSPACED

__all__ = ["longest_rise", "word_diff"]

LARGEST = 20_000
"""Parts of so many pairs of words, at most, are compared one by one."""
RUNS = (4, 2, 1)
"""Runs of so many words that occur once hold texts together, the longest first."""
DEPTH = 12
"""So often, at most, what stands between is parted again."""
ISLAND = 3
"""Equal words between changes that are so many times longer, on either side, are told as changed with them."""

_TOKEN = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+(?:[’'‐-][^\W{UNSPACED}]+)*|[^\w\s]")

Span = tuple[int, int]
"""Where a word begins and ends."""
Block = tuple[int, int, int]
"""Where equal words begin in either text, and how many they are."""


def word_diff(old: str, new: str) -> tuple[Run, ...]:
    """Give all words of both texts, in runs; joined again, the same and the removed are the old, and so on.

    Exchanged texts give the same with removed and added exchanged.
    """
    if old == new:
        return (Run("same", old),) if old else ()
    if new < old:
        return tuple(_in_order([run.swapped() for run in word_diff(new, old)]))
    spans = tuple([match.span() for match in _TOKEN.finditer(text)] for text in (old, new))
    words = tuple(
        [text[start:end] for start, end in side] for text, side in zip((old, new), spans, strict=True)
    )
    runs: list[tuple[str, str]] = []
    done = (0, 0)
    for block in _without_islands(words, _blocks(*words)):
        for one, other in _alike(old, new, spans, block):
            runs += _gap(old[done[0] : one.start], new[done[1] : other.start])
            runs.append(("same", old[one.start : one.stop]))
            done = one.stop, other.stop
    runs += _gap(old[done[0] :], new[done[1] :])
    return tuple(_joined(runs))


def _alike(
    old: str, new: str, spans: Sequence[Sequence[Span]], block: Block
) -> Iterator[tuple[slice, slice]]:
    """Yield where equal words stand: all in one, if what is between them is equal, too."""
    one, other, length = block
    last = length - 1
    here = slice(spans[0][one][0], spans[0][one + last][1])
    there = slice(spans[1][other][0], spans[1][other + last][1])
    if old[here] == new[there]:
        yield here, there
    else:
        for at in range(length):
            yield slice(*spans[0][one + at]), slice(*spans[1][other + at])


def _in_order(runs: Sequence[Run]) -> Iterator[Run]:
    """Put what was removed before what was added in its place."""
    for same, group in groupby(runs, lambda run: run.what == "same"):
        between = list(group)
        yield from between if same else sorted(between, key=lambda run: run.what, reverse=True)


def _gap(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Yield what stands between equal words; white space at its edges is the same where both have it."""
    if old == new:
        yield "same", old
        return
    lead = " " if old[:1] == new[:1] == " " else ""
    old, new = old[len(lead) :], new[len(lead) :]
    tail = " " if old[-1:] == new[-1:] == " " else ""
    yield "same", lead
    yield "removed", old[: len(old) - len(tail)]
    yield "added", new[: len(new) - len(tail)]
    yield "same", tail


def _joined(runs: Sequence[tuple[str, str]]) -> Iterator[Run]:
    """Join runs of one kind, and leave out what is empty."""
    kind, texts = "", [""]
    for what, text in (*((what, text) for what, text in runs if text), ("", "")):
        if what != kind:
            if kind:
                yield Run(kind, "".join(texts))
            kind, texts = what, []
        texts.append(text)


def _without_islands(words: Sequence[Sequence[str]], blocks: Sequence[Block]) -> Iterator[Block]:
    """Leave out short agreements between long changes."""
    ends = [(0, 0), *((one + length, other + length) for one, other, length in blocks)]
    starts = [*((one, other) for one, other, _ in blocks), (len(words[0]), len(words[1]))]
    sizes = [
        max(sum(map(len, side[start:end])) for side, start, end in zip(words, before, behind, strict=True))
        for before, behind in zip(ends, starts, strict=True)
    ]
    for at, (one, other, length) in enumerate(blocks):
        size = sum(map(len, words[0][one : one + length]))
        if ISLAND * size > min(sizes[at], sizes[at + 1]):
            yield one, other, length


def _blocks(old: Sequence[str], new: Sequence[str]) -> list[Block]:
    """Give runs of equal words, in the order of both texts."""
    found: list[Block] = []
    todo = [(0, len(old), 0, len(new), DEPTH)]
    while todo:
        one, one_end, other, other_end, depth = todo.pop()
        start, end = one, one_end
        while one < one_end and other < other_end and old[one] == new[other]:
            one, other = one + 1, other + 1
        found.append((start, other - (one - start), one - start))
        while one < one_end and other < other_end and old[one_end - 1] == new[other_end - 1]:
            one_end, other_end = one_end - 1, other_end - 1
        found.append((one_end, other_end, end - one_end))
        size = (one_end - one) * (other_end - other)
        if not size:
            continue
        if size <= LARGEST:
            matcher = SequenceMatcher(None, old[one:one_end], new[other:other_end], autojunk=False)
            found += [(one + a, other + b, length) for a, b, length in matcher.get_matching_blocks()]
        elif depth:
            ends = [*_anchors(old, new, (one, one_end), (other, other_end)), (one_end, other_end)]
            for here, there in ends if len(ends) > 1 else ():
                todo.append((one, here, other, there, depth - 1))
                one, other = here, there
    return sorted(block for block in found if block[2])


def _anchors(
    old: Sequence[str], new: Sequence[str], olds: tuple[int, int], news: tuple[int, int]
) -> list[tuple[int, int]]:
    """Give where runs of words begin that occur once in either part, as far as they are in one order."""
    for length in RUNS:
        first, second = (_single(side, *edges, length) for side, edges in ((old, olds), (new, news)))
        both = [(at, second[run]) for run, at in first.items() if run in second]
        if both:
            return [both[at] for at in longest_rise([there for _, there in both])]
    return []


def _single(words: Sequence[str], start: int, end: int, length: int) -> dict[tuple[str, ...], int]:
    """Give where the runs of that length begin that occur once."""
    runs = list(zip(*(words[start + step : end] for step in range(length)), strict=False))
    counts = Counter(runs)
    return {run: at for at, run in enumerate(runs, start) if counts[run] == 1}


def longest_rise(numbers: Sequence[int]) -> list[int]:
    """Give the positions of a longest rising sequence among different numbers."""
    tops: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for at, number in enumerate(numbers):
        place = bisect_left(tops, number)
        before.append(places[place - 1] if place else -1)
        tops[place : place + 1] = [number]
        places[place : place + 1] = [at]
    rise = []
    at = places[-1] if places else -1
    while at >= 0:
        rise.append(at)
        at = before[at]
    return rise[::-1]
