"""Blocks → runs of capitalised words that may be names the register does not know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tei_edition.encode.naming.joining import SURNAME_PARTICLES, end_of_run, named_before
from tei_edition.encode.naming.lexicon import lexicon
from tei_edition.encode.naming.ordinary import is_listed_noun, is_org_head, tells_profession
from tei_edition.encode.naming.words import Line, Word

__all__ = ["Run", "find_papers", "find_runs", "roman"]

_LINKS = {"of", "for", "the", "and", "de", "du", "des", "la", "der", "für", "von"}
"""Small words that no name ends with."""
_ROMAN = re.compile(r"[IVXLC]+")


@dataclass(frozen=True)
class Run:
    """Capitalised words that stand together."""

    line: Line
    """The block."""
    first: int
    """Index of the first word."""
    end: int
    """Index after the last word."""

    @property
    def words(self) -> list[Word]:
        """Its words."""
        return self.line.words[self.first : self.end]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its words."""
        return tuple(word.key for word in self.words)

    @property
    def text(self) -> str:
        """As printed."""
        return self.line.text[self.words[0].start : self.words[-1].end]

    @property
    def leads(self) -> bool:
        """Whether its first word begins a sentence."""
        return self.line.starts_sentence(self.first)

    def before(self) -> str:
        """Give the word directly before it as printed; empty where there is none."""
        gap = self.line.gap(self.first) if self.first else "x"
        near = gap in {" ", "'"} or (gap == "." and not self.leads)
        return self.line.words[self.first - 1].text if near else ""

    def after(self) -> str:
        """Give the word directly after it as printed; empty where there is none."""
        near = self.end < len(self.line.words) and self.line.gap(self.end) == " "
        return self.line.words[self.end].text if near else ""


def roman(word: Word) -> bool:
    """Tell whether the word is a Roman numeral."""
    return bool(_ROMAN.fullmatch(word.text))


def find_papers(line: Line) -> Iterator[Run]:
    """Yield what a word that begins the titles of periodicals governs: `Revue de Paris`, `Archiv für Politik`."""
    for first, word in enumerate(line.words):
        end = at = first + 1
        while (
            word.capital and word.key in lexicon().paper_before and at < len(line.words) and at <= first + 3
        ):
            if line.gap(at) not in {" ", "'"}:
                break
            if line.words[at].capital:
                end = end_of_run(line, at)
                break
            if line.words[at].key not in lexicon().paper_small:
                break
            at += 1
        if end > first + 2:
            yield Run(line, first, end)


def find_runs(line: Line, small: frozenset[str]) -> Iterator[Run]:
    """Yield the runs of a block, stripped of what is no part of a name; `small` are words seen uncapitalised."""
    at = 0
    while at < len(line.words):
        if not _may_begin(line, at):
            at += 1
            continue
        end = end_of_run(line, at)
        run = _stripped(line, at, end, small)
        if run:
            yield run
        at = end


def _may_begin(line: Line, at: int) -> bool:
    """Tell whether a name may begin with that word: capitalised, and no part of a longer word."""
    word = line.words[at]
    if not word.capital or (len(word.text) == 1 and word.text not in "OD"):
        return False
    gap = line.gap(at)
    if gap == "-":
        before = line.words[at - 1]
        known, key = lexicon(), before.key
        return before.capital and not (
            key in known.common[line.language] or key in known.people or key in known.prefixes
        )
    return gap != "'" or len(line.words[at - 1].text) <= 2


def _stripped(line: Line, first: int, end: int, small: frozenset[str]) -> Run | None:
    """Give the run without words that do not belong to a name, or nothing."""
    begin = first
    while first < end and _foreign_at_start(line, first, end, small):
        first += 1
    if begin < first == end - 1 and _of_phrase(line, first - 1):
        return None
    while first < end and _foreign_at_end(line, first, end - 1):
        end -= 1
    return Run(line, first, end) if first < end else None


def _foreign_at_start(line: Line, at: int, end: int, small: frozenset[str]) -> bool:
    word, known = line.words[at], lexicon()
    if not word.capital:
        return True
    if word.initials:
        return False
    more = end - at > 1
    if more and line.language == "de" and _only_before(word):
        return True
    if more and (word.key in known.titles or word.key in known.modifiers) and not line.starts_sentence(at):
        return False
    if word.key in known.people:
        german = line.language == "de"
        rest = line.words[at + 1 : end]
        return not any(each.key in known.org_heads or (german and is_org_head(each.key)) for each in rest)
    apart = line.gap(at + 1) != "-"
    if more and apart and word.key in known.small_titles and word.key not in known.titles:
        return True
    if more and word.key in known.given and _given_here(line, at):
        return False
    if more and line.language == "en" and word.text in SURNAME_PARTICLES and line.words[at + 1].capital:
        return False
    if more and word.key in known.place_new and not line.starts_sentence(at):
        return False
    if word.key in known.titles:
        return not more
    if word.key in known.common[line.language] or word.key in known.articles or word.key in known.calendar:
        return True
    return line.starts_sentence(at) and word.key in small and more


def _given_here(line: Line, at: int) -> bool:
    """Tell whether a word such as Will or August is a given name: no noun stands behind it."""
    after = line.words[at + 1].key
    if (
        line.starts_sentence(at)
        or line.words[at - 1].text.isdigit()
        or after in lexicon().no_names[line.language]
    ):
        return False
    return line.language != "de" or not is_listed_noun(after)


def _only_before(word: Word) -> bool:
    """Tell whether a German word says what the one named behind it is, without being a title (Lehrer Pohl)."""
    known = lexicon()
    titled = word.key in known.titles or word.key in known.modifiers or word.key.endswith(known.title_endings)
    return not titled and (word.key in known.place_nouns or tells_profession(word.text, word.key))


def _of_phrase(line: Line, at: int) -> bool:
    """Tell whether a word has its capital from the title it stands in: `The Long Quay` within a sentence."""
    word, known = line.words[at], lexicon()
    no_title = word.key not in known.titles | known.people | known.calendar | known.kin
    return line.language == "en" and word.capital and no_title and not line.starts_sentence(at)


def _foreign_at_end(line: Line, first: int, at: int) -> bool:
    word, known = line.words[at], lexicon()
    if not word.capital:
        return word.text in _LINKS
    if word.initials or (at > first and named_before(line, first, at)):
        return False
    if at > first and line.words[at - 1].key in {"st", "ste"}:
        return False
    if at > first + 2 and line.words[at - 1].text == "the" and line.words[at - 2].text == "of":
        return False
    if at > first and word.key in known.place_after:
        return False
    return word.key in known.no_names[line.language] or word.key in known.people
