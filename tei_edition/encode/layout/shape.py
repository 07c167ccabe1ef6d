"""A line of text → what it looks like: its words, its end, whether it is set as a title or as a name."""

from __future__ import annotations

import re
from functools import lru_cache

from tei_edition.encode.layout.phrases import listed
from tei_edition.encode.naming.lexicon import lexicon
from tei_edition.encode.naming.words import fold
from tei_edition.model import Block, Source

__all__ = [
    "ends_sentence",
    "given_names",
    "indent_of",
    "is_caps",
    "is_name",
    "is_stopped",
    "is_title_case",
    "names_in",
    "plain",
    "without_marker",
    "without_place",
    "words",
]


def _listed(given: str) -> frozenset[str]:
    return frozenset(given.split())


_PLACED = re.compile(r"\s\([^\W\d_]+(?:[ -][^\W\d_]+){0,2}\)$")
"""The town of an author behind the name, or how the name was signed: `(his mark)`."""
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_TAIL = 40
"""So much of a long text is looked at for its end."""
_STOP = re.compile(r"[.!?…:;,][\"'”’“»«)\]]*$")
_MARKER = re.compile(r"\s*(?:\[[\d*†]+\*?\]\.?|[*†‡]+|[⁰¹²³⁴-⁹]+)$")
_SMALL = _listed(
    "a an the of in on at to for from by with and or but nor as is vs v via into over under per "
    "der die das des dem den ein eine einer eines im in am an auf aus bei für mit nach über um und oder von vom zu "
    "zur zum als wie vor gegen le la les l un une du de des d et ou à au aux en par pour sur dans avec sans chez"
)
"""Words that titles leave small."""
_NAME_PART = r"(?:[^\W\d_]\.(?:[- ]?[^\W\d_]\.)*|[^\W\d_]+(?:['’-][^\W\d_]+)*\.?)"
_NAME = re.compile(rf"{_NAME_PART}(?:\s+{_NAME_PART}){{0,5}}")
_PARTICLES = _listed("de du des da di la le van von der den zu zur und ten ter el bin ibn y of")
_HONOUR = re.compile(
    r"^(?:Dr|Prof|Mr|Mrs|Miss|Ms|M|Mme|Mlle|Rev|Hon|Sir|Lord|Lady|Comrade|Genosse|Genossin|Camarade|"
    r"Citoyen|Citizen|Bürger|Herr|Frau|General|Captain|Colonel|St|Abbé)\.?\s+"
)
_AND = re.compile(r"\s*(?:,?\s+(?:and|und|et)\s+|,\s+|\s+[&–—-]\s+|;\s+)")


def words(text: str) -> list[str]:
    """Give the words of a text."""
    return _WORD.findall(text)


def plain(text: str) -> str:
    """Give a text's letters and figures, small: what two printings of one title have in common."""
    return "".join(char for char in text.casefold() if char.isalnum())


def without_place(text: str) -> str:
    """Give the name of an author without the town in brackets behind it: `Anna Siemsen (Jena)`."""
    return _PLACED.sub("", text)


def without_marker(text: str) -> str:
    """Give a line without the note marker at its end."""
    return text[:-_TAIL] + _MARKER.sub("", text[-_TAIL:])


def ends_sentence(text: str) -> bool:
    """Say whether the text ends with a mark of punctuation (a question or exclamation among them)."""
    return bool(_STOP.search(without_marker(text)[-_TAIL:]))


def is_caps(text: str) -> bool:
    """Say whether all letters are capitals, and there are at least two."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 1 and all(not char.islower() for char in letters)


def is_title_case(text: str) -> bool:
    """Say whether every word that titles do not leave small begins with a capital."""
    found = words(text)
    great = [word for word in found if not word[0].islower()]
    return bool(great) and all(word in _SMALL or not word[0].islower() for word in found)


_NO_HEADING = frozenset(listed("lone"))
_STOPPED = 40
"""A line with a full stop is a heading only if it is no longer."""


def is_stopped(text: str) -> bool:
    """Say whether a line is a few words with capitals and a full stop: `Kasse.`"""
    few = len(text) <= _STOPPED and 1 <= len(words(text)) <= 4 and text.endswith(".")
    return few and is_title_case(text) and words(text)[0].lower() not in _NO_HEADING


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Give the given names we know, by their keys."""
    known = lexicon()
    return known.male | known.female | {fold(name) for name in listed("given")}


def is_name(text: str, surnames: frozenset[str] = frozenset()) -> bool:
    """Say whether a line is the name of a person and nothing else.

    Two capitalised words are no evidence; a given name we know, initials, or a surname among `surnames` are.
    """
    text = _HONOUR.sub("", text.strip().rstrip(".,").strip())
    parts = text.split()
    if not 1 <= len(parts) <= 6 or not _NAME.fullmatch(text):
        return False
    if not all(part[0].isupper() or part.lower() in _PARTICLES for part in parts) or parts[-1][0].islower():
        return False
    keys = [fold(part.strip(".,")) for part in parts]
    if keys[-1] in surnames:
        return True
    initial = re.fullmatch(r"(?:[^\W\d_]{1,2}\.-?)+", parts[0]) is not None
    if len(parts) < 2 or (len(parts[-1].strip(".")) < 2 and not initial):
        return False
    if len(parts) == 2 and re.fullmatch(r"[B-DF-HJ-NP-TV-Z]{2,3}", parts[0]) and not parts[-1].isupper():
        return True
    return initial or keys[0] in given_names() or keys[0].split("-")[0] in given_names()


def names_in(text: str, surnames: frozenset[str] = frozenset()) -> list[tuple[int, int]]:
    """Give where the names stand in a list of names (`A and B`); nothing if it holds anything else."""
    places, at = [], 0
    for cut in [*_AND.finditer(text), None]:
        end = cut.start() if cut else len(text)
        if not is_name(text[at:end], surnames):
            return []
        places.append((at, end))
        at = cut.end() if cut else end
    return places


def indent_of(source: Source, block: Block) -> int:
    """Give how many columns of white space stand before a block on its line; -1 where other text does."""
    at = block.start
    while at and source.text[at - 1] in " \t\xa0":
        at -= 1
    if at and source.text[at - 1] not in "\n\r\x0c\x85\u2028\u2029":
        return -1
    return len(source.text[at : block.start].expandtabs(8))
