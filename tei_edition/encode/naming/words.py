"""A block's text → words with keys that compare across case, diacritics and dotted initials."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from tei_edition.encode.naming.titled import title_extents, within

__all__ = ["Line", "Word", "fold", "gap_class", "split"]

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽΑ-ΩЀ-Я"
_INITIALS = rf"[{_UPPER}]\.(?:[ \u00a0-]?[{_UPPER}]\.)*"
_WORD = r"[^\W_²³¹⁰-₉](?:[^\W_²³¹⁰-₉]|[\u0300-\u036f\u00ad])*"
_PLAIN = r"[a-z]+(?![^\W_²³¹⁰-₉]|[\u0300-\u036f\u00ad])"
"""Most words: tried first, since it is quick."""
_TOKEN = re.compile(rf"{_PLAIN}|{_INITIALS}|O['’](?=[A-Z]){_WORD}|{_WORD}")

_LIGATURES = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "æ": "ae", "Æ": "Ae", "œ": "oe"}
)
_HYPHENS = "-‐‑‒–"
_APOSTROPHES = "'’ʼ‘`´"
_SENTENCE_ENDS = ".!?…:—–"
_MARKS = "“”„«»\"‚‘’‹›'"


class Word(NamedTuple):
    """A word of a block."""

    start: int
    """Where it begins in the block's text."""
    end: int
    """Where it ends."""
    text: str
    """As printed; a run of initials (`J. V.`) counts as one word."""
    key: str
    """Without case, diacritics and dots: what is compared."""

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def initials(self) -> bool:
        """Whether it consists of dotted initials."""
        return self.text.endswith(".")


@lru_cache(maxsize=1 << 17)
def fold(text: str) -> str:
    """Give the letters and digits of the text without case and diacritics."""
    if text.isascii():
        return text.lower() if text.isalnum() else "".join(c for c in text.lower() if c.isalnum())
    plain = unicodedata.normalize("NFKD", text.translate(_LIGATURES)).casefold()
    return "".join(char for char in plain if char.isalnum())


def split(text: str) -> list[Word]:
    """Give the words of the text in order."""
    make = tuple.__new__
    return [
        make(Word, (match.start(), match.end(), word := match[0], fold(word)))
        for match in _TOKEN.finditer(text)
    ]


@lru_cache(maxsize=4096)
def gap_class(gap: str) -> str:
    """Give what stands between two words: nothing, ` `, `-`, `'`, `.`, `,`, or `x` for anything else.

    Square brackets are passed over: they mark words an editor or author put in.
    """
    gap = gap.replace("[", "").replace("]", "")
    if not gap.strip(" \u00a0\u202f\u2009\t\r\n"):
        return " " if gap else ""
    if len(gap) == 1 and gap in _HYPHENS:
        return "-"
    if len(gap) == 1 and gap in _APOSTROPHES:
        return "'"
    bare = gap.rstrip(" \u00a0\u202f\u2009\t\r\n")
    return bare if bare in {".", ","} else "x"


@dataclass(frozen=True)
class Line:
    """A block as the steps of name finding see it."""

    text: str
    """The block's text."""
    words: list[Word]
    """Its words."""
    offset: int
    """Where the block begins in the article's text."""
    kind: str
    """The block's kind."""
    language: str
    """The article's language, two letters."""

    @property
    def display(self) -> bool:
        """Whether its capitals mean little: a heading, or all in capitals."""
        letters = self.text[:200]
        return self.kind in {"title", "subtitle", "heading"} or letters.isupper()

    @cached_property
    def titles(self) -> list[tuple[int, int]]:
        """The stretches in quotation marks that have the shape of a title."""
        return title_extents(self.text, self.language)

    def in_title(self, at: int) -> bool:
        """Tell whether that place of the text is within such a stretch: a name there is the title's."""
        return within(self.titles, at)

    def gap(self, index: int) -> str:
        """Give the class of what stands before the word; `x` before the first."""
        if not 0 < index < len(self.words):
            return "x"
        gap = self.text[self.words[index - 1].end : self.words[index].start]
        return "x" if self.kind == "verse" and "\n" in gap else gap_class(gap)

    def starts_sentence(self, index: int) -> bool:
        """Tell whether the word may be capitalised only because a sentence or quotation begins with it."""
        if index <= 0:
            return True
        before = self.words[index - 1]
        gap = self.text[before.end : self.words[index].start]
        if self.kind == "verse" and "\n" in gap:
            return True
        if before.initials and not gap.strip():
            return False
        if "," in gap and any(char in _MARKS for char in gap):
            return True
        return any(char in _SENTENCE_ENDS for char in gap) and not _abbreviated(before, gap)


def _abbreviated(before: Word, gap: str) -> bool:
    """Tell whether the full stop belongs to an abbreviation (`Dr. Weil`, `St. Louis`)."""
    return gap_class(gap) == "." and before.key in _ABBREVIATIONS


_ABBREVIATED = """Mr Mrs Ms Dr Prof St Ste Gen Col Capt Lt Sgt Sen Rep Gov Rev Hon Vol No Nos Mme Mlle MM Hr Frl Hl
bzw Messrs Bro Bros Abg Maj Adm Jr Geo Wm Chas Jas Thos Robt"""
_ABBREVIATIONS = frozenset(fold(word) for word in _ABBREVIATED.split())
