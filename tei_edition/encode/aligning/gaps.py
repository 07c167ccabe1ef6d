"""Words that stand between traced ones in either text → traced one by one, by letters where spelled otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from tei_edition.encode.aligning.sides import Traces
from tei_edition.encode.aligning.units import common

LARGEST = 40_000
"""Gaps of so many pairs of words, at most, are compared."""
LETTERS = 0.7
"""Words with so many letters in common, in the same place, are one word spelled in two ways."""
SPELLED = 30
"""In so many words, at most, other spellings are looked for."""


NEAR = 5
"""Another spelling is among so many next words."""


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
        words = [new.words[at] for at in others]
        if others and size * len(others) <= LARGEST and _promising(old.words[start:end], words):
            pairs = list(_pairs(old.words[start:end], words))
            if len(pairs) >= least * max(size, len(others)):
                for first, second in pairs:
                    traces.link(start + first, others[second])


def _promising(old: Sequence[str], new: Sequence[str]) -> bool:
    """Tell whether gaps are short, or have as many words in common as no two texts have by chance."""
    least = min(len(old), len(new))
    return least <= SPELLED or 2 * common(Counter(old), Counter(new)) >= least


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the words of two gaps that are the same, in one order."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, first, first_end, second, second_end in matcher.get_opcodes():
        if kind == "equal":
            yield from zip(range(first, first_end), range(second, second_end), strict=True)
        elif kind == "replace" and max(first_end - first, second_end - second) <= SPELLED:
            for at in range(first, first_end):
                near = range(second, min(second_end, second + NEAR))
                found = next((to for to in near if _is_spelling(old[at], new[to])), None)
                if found is not None:
                    yield at, found
                    second = found + 1


def _is_spelling(first: str, second: str) -> bool:
    """Tell whether two words may be one, spelled in two ways; most are not, and have other first and last letters."""
    ends = first[0] == second[0] or first[-1] == second[-1]
    return ends and first.isalpha() and abs(len(first) - len(second)) <= 2 and alike(first, second)


def alike(first: str, second: str) -> bool:
    """Tell whether two words, or short texts, have most letters in common."""
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.real_quick_ratio() >= LETTERS and matcher.ratio() >= LETTERS
