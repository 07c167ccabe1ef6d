"""Blocks → runs of capitalised words that may be names the register does not know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tei_edition.encode.naming.lexicon import lexicon
from tei_edition.encode.naming.words import Line, Word

__all__ = ["Run", "find_runs", "roman"]

LONGEST = 12
"""A run of more words is no name (and a text in capitals must not cost more than its length)."""

_OF = {"of", "for", "de", "du", "des", "der", "für"}
_FRENCH = (
    "iste",
    "istes",
    "ais",
    "aise",
    "ien",
    "ienne",
    "al",
    "ale",
    "ique",
    "aire",
    "ouvrier",
    "ouvriere",
    "peen",
)
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
        near = self.first > 0 and self.line.gap(self.first) in {" ", "'"}
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
                end = _end(line, at)
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
        end = _end(line, at)
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
        return before.capital and before.key not in lexicon().common | lexicon().people | lexicon().prefixes
    return gap != "'" or len(line.words[at - 1].text) <= 2


def _end(line: Line, at: int) -> int:
    """Give the index after the last word of the run that begins at that word."""
    end = at + 1
    while end < min(len(line.words), at + LONGEST):
        step = _joins(line, at, end)
        if not step:
            return end
        end += step
    return end


def _joins(line: Line, first: int, at: int) -> int:
    """Give how many words from `at` on belong to the run, 0 for none: the word, or a small one with its next."""
    word, gap = line.words[at], line.gap(at)
    if word.capital:
        return int(_capital_joins(line, first, at))
    if line.language == "fr" and gap == " " and _french_adjective(line, at):
        return 1
    if gap == "-":  # Chiang Kai-shek
        return int(at - first > 1 and len(word.key) <= 6 and word.key not in lexicon().common)
    if gap != " " or at + 1 >= len(line.words) or line.gap(at + 1) != " ":
        return 0
    if line.words[at + 1].capital:
        return 2 * int(_small_joins(line, first, at))
    if (
        word.text in _OF - {"for"}
        and line.words[at + 1].text in {"the", "la", "l"}
        and at + 2 < len(line.words)
    ):
        return 3 * int(line.words[at + 2].capital and _small_joins(line, first, at))
    return 0


def _french_adjective(line: Line, at: int) -> bool:
    """Tell whether a small adjective belongs to the body before it (Parti socialiste français)."""
    behind = line.words[at - 1]
    if not (behind.key in lexicon().org_heads and behind.capital) and not (
        not behind.capital and line.words[at - 2].key in lexicon().org_heads
    ):
        return False
    return line.words[at].key.endswith(_FRENCH)


def _capital_joins(line: Line, first: int, at: int) -> bool:
    """Tell whether a capitalised word goes on with the run that begins at `first`."""
    known, word, before, gap = lexicon(), line.words[at], line.words[at - 1], line.gap(at)
    if not word.initials and word.key in known.no_names and word.key not in known.titles:
        return False
    if gap in {" ", ""}:
        return line.language != "de" or _german_joins(before) or _of_country(before, word)
    if gap == ".":
        return not line.starts_sentence(at)
    if gap == "-":
        pair = (before.key, word.key) in known.places or before.key in known.titles or line.language == "fr"
        return (
            pair
            or _head_follows(line, at)
            or any(each.key in known.given or each.initials for each in line.words[first:at])
        )
    return gap == "'" and before.text in {"O", "D"}


def _head_follows(line: Line, at: int) -> bool:
    """Tell whether the word stands before one that tells an organisation (Farmer-Labor Party)."""
    return (
        line.gap(at + 1) == " "
        and line.words[at + 1].capital
        and line.words[at + 1].key in lexicon().org_heads
    )


def _german_joins(before: Word) -> bool:
    """Tell whether a capitalised word may go on after this one where every noun has a capital."""
    known = lexicon()
    named = before.key in known.given or before.key in known.titles or before.key in known.modifiers
    titled = before.key.endswith(known.title_endings)
    return named or titled or before.initials or before.text.endswith(("e", "en", "er", "es", "San", "New"))


def _of_country(before: Word, word: Word) -> bool:
    """Tell whether a German genitive of a country follows a body (Partei Deutschlands)."""
    return before.key in lexicon().org_heads and (word.key.removesuffix("s"),) in lexicon().places


def _small_joins(line: Line, first: int, at: int) -> bool:
    """Tell whether a small word holds a name together: Paul von Hindenburg, League of Nations."""
    known, before = lexicon(), line.words[at - 1]
    named = before.key in known.given or before.initials
    if line.words[at].text in known.particles and (
        named or (before.key in known.titles and _noble(line, at))
    ):
        return True
    heads = known.org_heads | known.place_before
    return line.words[at].text in _OF and any(word.key in heads for word in line.words[first:at])


def _noble(line: Line, at: int) -> bool:
    """Tell whether the small word is one that follows a title in a name (General von Bülow)."""
    return line.words[at].text in {"von", "van", "de"} and line.language in {"en", "de"}


def _stripped(line: Line, first: int, end: int, small: frozenset[str]) -> Run | None:
    """Give the run without words that do not belong to a name, or nothing."""
    begin = first
    while first < end and _foreign_at_start(line, first, end, small):
        first += 1
    if begin < first == end - 1 and _of_phrase(line, first - 1):
        return None
    while first < end and _foreign_at_end(line.words[end - 1]):
        end -= 1
    return Run(line, first, end) if first < end else None


def _foreign_at_start(line: Line, at: int, end: int, small: frozenset[str]) -> bool:
    word, known = line.words[at], lexicon()
    if not word.capital:
        return True
    if word.initials:
        return False
    more = end - at > 1
    if more and (word.key in known.titles or word.key in known.modifiers) and not line.starts_sentence(at):
        return False
    if word.key in known.people:
        return not any(each.key in known.org_heads for each in line.words[at + 1 : end])
    if word.key in known.titles:
        return not more
    if word.key in known.common or word.key in known.articles or word.key in known.calendar:
        return True
    return line.starts_sentence(at) and word.key in small and more


def _of_phrase(line: Line, at: int) -> bool:
    """Tell whether a word has its capital from the title it stands in: `The Long Quay` within a sentence."""
    word, known = line.words[at], lexicon()
    no_title = word.key not in known.titles | known.people | known.calendar | known.kin
    return line.language == "en" and word.capital and no_title and not line.starts_sentence(at)


def _foreign_at_end(word: Word) -> bool:
    known = lexicon()
    return word.capital and not word.initials and (word.key in known.no_names or word.key in known.people)
