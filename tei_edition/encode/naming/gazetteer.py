"""Blocks → places of the lexicon, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator

from tei_edition.encode.naming.lexicon import lexicon
from tei_edition.encode.naming.runs import Run
from tei_edition.encode.naming.witness import Verdict
from tei_edition.encode.naming.words import Line

__all__ = ["find_places"]

_COMPASS = {"north", "south", "east", "west", "northern", "southern", "upper", "lower", "western", "eastern"}
_WORDS_TOO = {
    "nice",
    "bath",
    "tours",
    "essen",
    "worms",
    "halle",
    "baden",
    "hessen",
    "franken",
    "us",
    "jordan",
    "orange",
}
"""Places that are common words as well: only inside sentences, and in English and French only."""

_FOUND = Verdict("place", "medium", "in the list of countries, regions and cities")


def find_places(line: Line) -> Iterator[tuple[Run, Verdict]]:
    """Yield the places the lexicon knows, the longest first, left to right."""
    at = 0
    while at < len(line.words):
        size = _size(line, at) if line.words[at].capital else 0
        if size:
            yield _with_compass(Run(line, at, at + size)), _FOUND
        elif _half_of_the_world(line, at):
            yield (
                Run(line, at - 1, at + 1),
                Verdict("place", "low", "a point of the compass with the article"),
            )
        at += max(size, 1)


def _half_of_the_world(line: Line, at: int) -> bool:
    """Tell whether the word is West or East as a region (the West, but not the West Bank)."""
    if line.words[at].text not in {"West", "East"} or line.display or line.gap(at) != " ":
        return False
    if line.words[at - 1].key != "the":
        return False
    return not (line.gap(at + 1) in {" ", "-"} and line.words[at + 1].capital)


def _size(line: Line, at: int) -> int:
    """Give the number of words of the place that begins with that word; 0 for none."""
    known = lexicon()
    for size in known.place_starts.get(_stem(line, at), ()):
        end = at + size
        keys = tuple(word.key for word in line.words[at : end - 1])
        if end <= len(line.words) and _printed_as_place(line, at, size):
            last = line.words[end - 1].key, _stem(line, end - 1)
            if any((*keys, key) in known.places for key in last):
                return size
    return 0


def _stem(line: Line, index: int) -> str:
    """Give the word's key, in German without the genitive's s where a place remains."""
    key, starts = line.words[index].key, lexicon().place_starts
    return key[:-1] if line.language == "de" and key not in starts and key.endswith("s") else key


def _printed_as_place(line: Line, at: int, size: int) -> bool:
    """Tell whether capitals and gaps allow a place."""
    words = line.words[at : at + size]
    if not words[0].capital or not (words[-1].capital or line.language == "fr"):
        return False
    if any(line.gap(index) not in {" ", "-", "'", ".", ""} for index in range(at + 1, at + size)):
        return False
    if size > 1 or words[0].key not in _WORDS_TOO:
        return True
    if words[0].key == "us":
        return words[0].text.isupper() and not line.display
    return not (line.starts_sentence(at) or line.display or line.language == "de")


def _with_compass(run: Run) -> Run:
    """Give the place with a point of the compass before it (South Vietnam)."""
    first = run.first - 1
    if run.before() and run.line.words[first].capital and run.line.words[first].key in _COMPASS:
        return Run(run.line, first, run.end)
    return run
