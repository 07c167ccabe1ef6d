"""IDs and what points to them → those that cannot be right, in 8 bytes for each, however many there are.

What is kept of a name is its hash. Two names of one hash are as good as impossible (and would only make `inspect`
look for a fault that is not there).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from heapq import merge

RUN = 1 << 18
"""From how many hashes on they are sorted."""


class Hashes:
    """Many numbers, to be had again in their order."""

    def __init__(self) -> None:
        self._runs: list[array[int]] = []
        self._open: array[int] = array("q")

    def update(self, names: Iterable[str]) -> None:
        """Keep the hashes of names."""
        self._open.extend(map(hash, names))
        if len(self._open) >= RUN:
            self._runs.append(array("q", sorted(self._open)))
            self._open = array("q")

    def __len__(self) -> int:
        return sum(map(len, self._runs)) + len(self._open)

    def all_differ(self) -> bool:
        """Tell whether they are known to be all different: of many that would take long."""
        return not self._runs and len(set(self._open)) == len(self._open)

    def __iter__(self) -> Iterator[int]:
        return merge(*self._runs, sorted(self._open))


class Identities:
    """The IDs of a document and the references to them (RELAX NG DTD Compatibility, section 5)."""

    def __init__(self) -> None:
        self.given = Hashes()
        self.pointed = Hashes()

    def doubled(self) -> set[int]:
        """Give the hashes of IDs that more than one element has."""
        before, found = None, set()
        for number in () if self.given.all_differ() else self.given:
            if number == before:
                found.add(number)
            before = number
        return found

    def dangling(self) -> set[int]:
        """Give the hashes of references to no ID."""
        given, found = iter(self.given if self.pointed else ()), set()
        here = next(given, None)
        for number in self.pointed:
            while here is not None and here < number:
                here = next(given, None)
            if here != number:
                found.add(number)
        return found
