"""IDs and what points to them → those that cannot be right, in 8 bytes for each, however many there are.

What is kept of a name is its hash. Two names of one hash are as good as impossible (and would only make `inspect`
look for a fault that is not there).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from heapq import merge

RUN = 1 << 18
"""How many hashes are sorted at a time."""


class Hashes:
    """Many numbers, to be had again in their order."""

    def __init__(self) -> None:
        self._runs: list[array[int]] = []
        self._open: array[int] = array("q")

    def add(self, name: str) -> None:
        """Keep the hash of a name."""
        self._open.append(hash(name))
        if len(self._open) == RUN:
            self._runs.append(array("q", sorted(self._open)))
            self._open = array("q")

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
        for number in self.given:
            if number == before:
                found.add(number)
            before = number
        return found

    def dangling(self) -> set[int]:
        """Give the hashes of references to no ID."""
        given, found = iter(self.given), set()
        here = next(given, None)
        for number in self.pointed:
            while here is not None and here < number:
                here = next(given, None)
            if here != number:
                found.add(number)
        return found
