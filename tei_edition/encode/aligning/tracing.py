"""Old and new units → for each new word the old one it is: runs of words first, then what stands between them.

After Heckel (1978): what occurs once in either text is the same, and so is what stands beside it, as far as it is
equal. Runs may have been moved, and may go over the edges of units: a unit is told by its neighbours, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence

from tei_edition.encode.aligning.gaps import trace_gaps
from tei_edition.encode.aligning.sides import Side, Traces
from tei_edition.encode.aligning.units import Unit

LONG, MIDDLE, SHORT = 8, 5, 3
"""Runs of so many words that occur once are the same: before whole units are looked for, behind that, and at last."""
MOST = 0.5
"""What stands between traced words is the same if so much of it is, while it may still be found elsewhere."""


def trace(old: Sequence[Unit], new: Sequence[Unit]) -> Traces:
    """Trace the words: those of units of one kind first."""
    traces = Traces(Side.of(old), Side.of(new))
    _trace_edges(traces)
    for with_kind in (True, False):
        names = traces.named(with_kind)
        _trace_units(traces, with_kind)
        _trace_runs(traces, names, LONG)
        _trace_runs(traces, names, MIDDLE)
        trace_gaps(traces, MOST)
        _trace_runs(traces, names, SHORT)
    trace_gaps(traces, 0)
    _trace_twins(traces)
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


def _trace_runs(traces: Traces, names: tuple[Sequence[int], Sequence[int]], length: int) -> None:
    """Trace runs of so many words that occur once in either text, and what stands beside them."""
    first, second = _single(traces.old, names[0], length), _single(traces.new, names[1], length)
    for run, at in first.items():
        other = second.get(run, -1)
        if at >= 0 <= other:
            for step in range(length):
                traces.link(at + step, other + step)
    _spread(traces, names)


def _single(side: Side, names: Sequence[int], length: int) -> dict[tuple[int, ...], int]:
    """Give where each run of untraced words begins; -1 for those that occur more than once."""
    found: dict[tuple[int, ...], int] = {}
    for start, end in side.free_runs():
        words = names[start:end]
        for at, run in enumerate(zip(*(words[step:] for step in range(length)), strict=False), start):
            found[run] = -1 if run in found else at
    return found


def _spread(traces: Traces, names: tuple[Sequence[int], Sequence[int]]) -> None:
    """Trace equal words beside traced ones, forwards and then backwards."""
    old, new = names
    back = traces.new.other
    for step in (1, -1):
        for at in range(len(new)) if step == 1 else range(len(new) - 1, -1, -1):
            other = back[at]
            if other < 0:
                continue
            beside, next_to = other + step, at + step
            if (
                0 <= next_to < len(new)
                and back[next_to] < 0
                and 0 <= beside < len(old)
                and old[beside] == new[next_to]
            ):
                traces.link(beside, next_to)


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
