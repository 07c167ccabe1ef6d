"""`words.toml` → the words of one language that tell about quotations."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["WORD", "Words", "words_of"]

WORD = re.compile(r"[\w]+(?:[’'‑-][\w]+)*")
"""A word with the apostrophes and hyphens inside it."""
LEVELS = "amjsu"
"""The levels of titles (TEI Guidelines 3.12.2.2)."""


@dataclass(frozen=True)
class Words:
    """What one language's words tell about quotations; `words.toml` explains the lists."""

    language: str
    """Its code."""
    sets: Mapping[str, frozenset[str]]
    """The lists of words."""
    patterns: Mapping[str, re.Pattern[str]]
    """The lists of phrases."""
    title_cues: Mapping[str, str]
    """The level of the title that a noun announces."""

    def has(self, name: str, word: str) -> bool:
        """Tell whether the word is in the list."""
        return word in self.sets[name]

    def last(self, name: str, words: list[str]) -> int | None:
        """Say how many words from the end the last one of a list stands (0: it is the last word)."""
        listed = self.sets[name]
        return next((at for at, word in enumerate(reversed(words)) if word in listed), None)


@cache
def words_of(language: str) -> Words:
    """Give the words of a language; English ones for a language we have none of."""
    tables = _tables()
    language = language if language in tables else "en"
    table = tables[language]
    sets = {key: frozenset(value.split()) for key, value in table.items() if key not in _PHRASES}
    patterns = {key: _pattern(value) for key, value in table.items() if key in _PHRASES}
    cues = {word: level for level in LEVELS for word in table[f"title_{level}"].split()}
    return Words(language, sets, patterns, cues)


_PHRASES = {"phrases", "anonymous", "opinion"}


def _pattern(phrases: str) -> re.Pattern[str]:
    """Make one expression of phrases parted by commas."""
    parts = [re.escape(" ".join(phrase.split())) for phrase in phrases.split(",") if phrase.strip()]
    gap = r"(?:[\\w’'.-]+\\s+){1,6}?"
    each = [re.sub(r"_\\?\s", gap, part).replace(r"\ ", r"\s+") for part in parts]
    heads = "".join(
        sorted({re.escape(part[0]) for part in parts})
    )  # most words begin otherwise, and are passed over
    first = "" if "_" in heads else f"(?=[{heads}])"
    return re.compile(
        rf"\b{first}(?:" + "|".join(sorted(each, key=len, reverse=True)) + r")\b", re.IGNORECASE
    )


@cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    text = files("tei_edition.encode.quoting").joinpath("words.toml").read_text("utf-8")
    tables: dict[str, dict[str, str]] = tomllib.loads(text)
    return tables
