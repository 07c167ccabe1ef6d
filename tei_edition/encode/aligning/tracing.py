"""Old and new units → for each new word the old one it is: runs of words first, then what stands between them.

After Heckel (1978): what occurs once in either text is the same, and so is what stands beside it, as far as it is
equal. Runs may have been moved, and may go over the edges of units: a unit is told by its neighbours, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Hashable, Sequence

from tei_edition.encode.aligning.gaps import trace_gaps
from tei_edition.encode.aligning.sides import Side, Traces
from tei_edition.encode.aligning.units import Unit

RUNS = (8, 5, 3)
"""Runs of so many words that occur once are the same, the longest first."""
AGAIN = (8, 5, 3, 2)
"""The same, when what was found has left fewer words that may be meant."""
MOST = 0.6
"""What stands between traced words is the same if so much of it is, while it may still be found elsewhere."""


def trace(old: Sequence[Unit], new: Sequence[Unit]) -> Traces:
    """Trace the words: those of units of one kind first."""
    traces = Traces(Side.of(old), Side.of(new))
    _trace_edges(traces)
    kinds = {unit.kind for unit in (*old, *new)}
    for with_kind in (True, False) if len(kinds) > 1 else (False,):
        names = traces.named(with_kind)
        _trace_units(traces, with_kind)
        for length in RUNS:
            _trace_runs(traces, names, length)
        trace_gaps(traces, MOST)
        for length in AGAIN:
            _trace_runs(traces, names, length)
    trace_gaps(traces, 0)
    _trace_twins(traces)
    for length in RUNS:
        _trace_runs(traces, names, length, twins=True)
    trace_gaps(traces, 0)
    return traces


def _trace_edges(traces: Traces) -> None:
    """Trace the units with which both texts begin, and end, alike: most builds change little."""
    old, new = traces.old.units, traces.new.units
    least = min(len(old), len(new))
    head = next((at for at in range(least) if old[at] != new[at]), least)
    tail = next((at for at in range(least - head) if old[-1 - at] != new[-1 - at]), least - head)
    for at in range(head):
        traces.link_units(at, at)
    for at in range(1, tail + 1):
        traces.link_units(len(old) - at, len(new) - at)


def _trace_runs(
    traces: Traces, names: tuple[Sequence[str], Sequence[str]], length: int, twins: bool = False
) -> None:
    """Trace runs of so many words that occur once in either text, or else in their order, and what stands beside."""
    if len(traces.old.words) <= len(traces.new.words):
        first = _places(traces.old, names[0], length)
        second = _places(traces.new, names[1], length, first)
    else:
        second = _places(traces.new, names[1], length)
        first = _places(traces.old, names[0], length, second)
    for run, olds in first.items():
        news = second.get(run, ())
        if twins or len(olds) == len(news) == 1:
            for old, new in zip(olds, news, strict=False):
                for step in range(length):
                    traces.link(old + step, new + step)
    _spread(traces, names)


def _places(
    side: Side, names: Sequence[str], length: int, wanted: Container[tuple[str, ...]] | None = None
) -> dict[tuple[str, ...], list[int]]:
    """Give where runs of untraced words begin, of all or of those that are wanted."""
    found: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for start, end in side.free_runs():
        words = names[start:end]
        for at, run in enumerate(zip(*(words[step:] for step in range(length)), strict=False), start):
            if wanted is None or run in wanted:
                found[run].append(at)
    return found


def _spread(traces: Traces, names: tuple[Sequence[str], Sequence[str]]) -> None:
    """Trace equal words beside traced ones, forwards and then backwards."""
    for start, end in list(traces.new.free_runs()):
        _follow(traces, names, range(start, end), 1)
        _follow(traces, names, range(end - 1, start - 1, -1), -1)


def _follow(
    traces: Traces, names: tuple[Sequence[str], Sequence[str]], words: Sequence[int], step: int
) -> None:
    """Trace words one by one, as long as they are those beside the one before."""
    old, new = traces.old.other, traces.new.other
    edge = words[0] - step
    other = new[edge] if 0 <= edge < len(new) else -1
    for word in words if other >= 0 else ():
        other += step
        free = new[word] < 0 and 0 <= other < len(old) and old[other] < 0
        if not (free and names[0][other] == names[1][word]):
            return
        old[other], new[word] = word, other


def _trace_units(traces: Traces, with_kind: bool) -> None:
    """Trace whole units that occur once in either text."""
    first, second = (_untraced(side, with_kind) for side in (traces.old, traces.new))
    for words, units in first.items():
        others = second.get(words, [])
        if len(units) == len(others) == 1:
            traces.link_units(units[0], others[0])


def _trace_twins(traces: Traces) -> None:
    """Trace whole units that nothing tells apart, in the order of the text."""
    for with_kind in (True, False):
        first, second = (_untraced(side, with_kind) for side in (traces.old, traces.new))
        for words, units in first.items():
            for pair in zip(units, second.get(words, []), strict=False):
                traces.link_units(*pair)


def _untraced(side: Side, with_kind: bool) -> dict[Hashable, list[int]]:
    """Give the units of which no word is traced, by their words."""
    found: dict[Hashable, list[int]] = defaultdict(list)
    for at, unit in enumerate(side.units):
        if all(side.other[word] < 0 for word in side.range_of(at)):
            found[unit.kind if with_kind else "", unit.words].append(at)
    return found
