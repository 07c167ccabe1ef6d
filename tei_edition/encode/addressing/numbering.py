"""Places without an address → new ones, which nobody had: at the end the next number, elsewhere 12a after 12."""

from __future__ import annotations

from collections.abc import Iterator

from tei_edition.encode.addressing.work import Work, count_of, sort_of_element


def number(work: Work) -> None:
    """Give new places addresses that nobody had: at the end the next number, elsewhere 12a after 12."""
    used = {*work.record.texts}
    for sort in dict.fromkeys(filter(None, (sort_of_element(place.element) for place in work.places))):
        here = [
            i
            for i, place in enumerate(work.places)
            if sort_of_element(place.element) == sort or _is(work, i, sort)
        ]
        last = max((i for i in here if _is(work, i, sort)), default=-1)
        base = 0
        for index in here:
            if index in work.given:
                base = count_of(work.given[index], sort) if _is(work, index, sort) else base
                continue
            name = _next(used, sort) if index > last else _between(used, sort, base)
            work.given[index] = name
            used.add(name)


def _is(work: Work, index: int, sort: str) -> bool:
    """Tell whether a place has an address of that sort."""
    return count_of(work.given.get(index, ""), sort) >= 0


def _next(used: set[str], sort: str) -> str:
    """Give the address after the last of its sort."""
    return f"{sort}{max(0, *(count_of(name, sort) for name in used)) + 1}"


def _between(used: set[str], sort: str, base: int) -> str:
    """Give an address between that number and the next."""
    return next(name for name in (f"{sort}{base}{letters}" for letters in _letters()) if name not in used)


def _letters() -> Iterator[str]:
    """Yield a, b, …, z, aa, ab, …."""
    alphabet, words = "abcdefghijklmnopqrstuvwxyz", [""]
    while True:
        words = [word + letter for word in words for letter in alphabet]
        yield from words
