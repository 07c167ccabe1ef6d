"""Words that stand between traced ones in either text → traced one by one, by letters where spelled otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from tei_edition.encode.aligning.sides import Traces

LARGEST = 250_000
"""Gaps of so many pairs of words, at most, are compared."""
LETTERS = 0.6
"""Words with so many letters in common, in the same place, are one word spelled in two ways."""
SPELLED = 30
"""In so many words, at most, others spellings are looked for."""


def trace_gaps(traces: Traces, least: float) -> None:
    """Trace what stands behind one traced word or before the next one, if it is so much of the smaller gap."""
    old, new = traces.old, traces.new
    edges = new.free_edges()
    for start, end in list(old.free_runs()):
        before = old.other[start - 1] if start else -1
        behind = old.other[end] if end < len(old.words) else len(new.words)
        runs = dict.fromkeys(run for run in (edges.get(before + 1), edges.get(behind)) if run)
        others = [at for run in runs for at in range(*run) if new.other[at] < 0]
        size = end - start
        if others and size * len(others) <= LARGEST:
            pairs = list(_pairs(old.words[start:end], [new.words[at] for at in others]))
            if len(pairs) >= least * min(size, len(others)):
                for first, second in pairs:
                    traces.link(start + first, others[second])


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the words of two gaps that are the same, in one order."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, first, first_end, second, second_end in matcher.get_opcodes():
        if kind == "equal":
            yield from zip(range(first, first_end), range(second, second_end), strict=True)
        elif kind == "replace" and max(first_end - first, second_end - second) <= SPELLED:
            for at in range(first, first_end):
                found = next((to for to in range(second, second_end) if alike(old[at], new[to])), None)
                if found is not None:
                    yield at, found
                    second = found + 1


def alike(first: str, second: str) -> bool:
    """Tell whether two words, or short texts, have most letters in common."""
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.real_quick_ratio() >= LETTERS and matcher.ratio() >= LETTERS
