"""A capitalised word → whether it is an ordinary word of its language rather than a name."""

from __future__ import annotations

from functools import lru_cache

from tei_edition.encode.naming.lexicon import lexicon

__all__ = ["is_listed_noun", "is_noun", "is_ordinary", "is_org_head", "tells_profession"]

_INFLECTIONS = ("en", "es", "er", "ern", "n", "s", "e")
_IN_NAMES = (
    "mann",
    "berg",
    "burg",
    "stadt",
    "feld",
    "bach",
    "stein",
    "dorf",
    "heim",
    "hof",
    "wald",
    "see",
    "land",
    "ding",
    "ring",
    "eim",
)
"""Nouns that surnames and names of places end with, or with -er behind them: they tell nothing of a compound."""
_PROFESSIONS = (
    "er",
    "or",
    "ist",
    "ent",
    "ant",
    "eur",
    "ar",
    "rat",
    "mann",
    "freund",
    "freunde",
    "ekt",
    "ologe",
    "arzt",
)
"""Endings of nouns for what somebody is."""
_MORE = {
    *(
        "arzt",
        "bruder",
        "schwester",
        "knecht",
        "herr",
        "hauer",
        "dichter",
        "wirt",
        "graf",
        "fursten",
        "grafen",
    ),
    *("freund", "freunde", "genosse", "kollege", "kollegen"),
}
"""Others of them."""


_ENGLISH = ("s", "es", "d", "ed", "ing", "ly", "er", "ers")


@lru_cache(maxsize=1 << 16)
def is_ordinary(key: str) -> bool:
    """Tell whether the word, by its key, is written small in English, itself or without its ending."""
    stems = [key, *(key.removesuffix(ending) for ending in _ENGLISH if key.endswith(ending) and len(key) > 5)]
    return any(stem in lexicon().english or f"{stem}e" in lexicon().english for stem in stems)


def is_listed_noun(key: str) -> bool:
    """Tell whether the word, or what it may be an inflected form of, is in the list of German nouns."""
    return any(stem in lexicon().nouns for stem in _stems(key))


@lru_cache(maxsize=1 << 16)
def is_noun(key: str) -> bool:
    """Tell whether the word, by its key, is a common noun: in the list, by its ending, or a compound of one."""
    if key.endswith(lexicon().noun_endings) or is_listed_noun(key):
        return True
    tails = (key[at:] for at in range(3, len(key) - 3))
    plain = (tail for tail in tails if tail.removesuffix("er") not in _IN_NAMES)
    return any(stem in lexicon().nouns for tail in plain for stem in _stems(tail))


def _stems(key: str) -> list[str]:
    """Give the key and what it is an inflected form of, perhaps."""
    return [
        key,
        *(key.removesuffix(ending) for ending in _INFLECTIONS if key.endswith(ending) and len(key) > 4),
    ]


def is_org_head(key: str) -> bool:
    """Tell whether the word is, or ends with, one that tells an organisation (Volkspartei)."""
    return key in lexicon().org_heads or key.endswith(lexicon().org_endings)


def tells_profession(text: str, key: str) -> bool:
    """Tell whether the word says what somebody is, so that the name behind it is a person's (Lehrer Pohl)."""
    if (
        not text[:1].isupper()
        or (key.removesuffix("er"),) in lexicon().places
        or key.removesuffix("er") in lexicon().towns
    ):
        return False
    return key in _MORE or (key.endswith(_PROFESSIONS) and is_noun(key))
