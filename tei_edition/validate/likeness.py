"""The ids of a document and a name that none of them is → the one most like it, without comparing it with each."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Collection
from functools import cached_property

COMMON = 200
"""Three letters that more ids than these have in common tell nothing."""

CANDIDATES = 12
"""How many ids, those with most letters in common, are compared with the name."""

ALIKE = 0.7
"""How like two names must be (`difflib`'s ratio, from 0 to 1)."""

_DIGITS = re.compile(r"\d+")


class Likeness:
    """Ids by what they are made of; nothing is prepared before the first name is asked for."""

    def __init__(self, ids: Collection[str]) -> None:
        self._ids = ids

    def closest(self, name: str) -> str | None:
        """Give the id that is most like a name; None when none is, or only one that has another number."""
        same = self._same.get(_plain(name))
        if same is not None:
            return same
        holders = sorted((self._holders.get(part, ()) for part in _parts(name)), key=len)
        shared = Counter(other for ids in holders if len(ids) <= COMMON for other in ids)
        letters = _DIGITS.sub("", name)
        near = [other for other, _ in shared.most_common(CANDIDATES) if _DIGITS.sub("", other) != letters]
        return next(iter(difflib.get_close_matches(name, near, n=1, cutoff=ALIKE)), None)

    @cached_property
    def _same(self) -> dict[str, str]:
        """Ids by how they are written but for case and for zeros in front of numbers."""
        return {_plain(one): one for one in reversed(list(self._ids))}

    @cached_property
    def _holders(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for one in self._ids:
            for part in _parts(one):
                found.setdefault(part, []).append(one)
        return found


def _plain(name: str) -> str:
    return _DIGITS.sub(lambda number: number[0].lstrip("0"), name.casefold())


def _parts(name: str) -> set[str]:
    """Cut a name into all its stretches of three letters, its beginning and end among them."""
    framed = f" {name.casefold()} "
    return {framed[at : at + 3] for at in range(max(1, len(framed) - 2))}
