"""Evidence → votes that the words in marks are a title: known, announced by a noun, or shaped like one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tei_edition.encode.quoting.evidence import Evidence, Vote
from tei_edition.encode.quoting.scene import Case
from tei_edition.encode.quoting.words import WORD

__all__ = ["by_title", "known_work", "title_cue"]


def by_title(evidence: Evidence) -> Iterable[Vote]:
    """Titles: known to the register, announced by a noun, or shaped like one."""
    case, words = evidence.case, evidence.case.scene.words
    if any(known_work(case)):
        yield Vote("title", 10, "the register has a work of this title")
    if not case.inner[:1].isupper() and not case.inner[:1].isdigit():
        return
    cue = title_cue(case)
    if cue and case.count <= 16:
        yield Vote("title", 7 if cue[1] else 4, f"“{cue[0]}” before it")
    if case.count <= 5 and any(words.has("papers", word) for word in re.findall(r"\w+", case.inner.lower())):
        yield Vote("title", 5, "it is what periodicals are called")
    if case.count <= 6 and words.last("reading", case.lead[-4:]) is not None and case.inner[-1:] not in "!?":
        yield Vote("title", 1.5, f"“{case.lead[-1]}” before it")
    if _ARTICLE.match(case.inner) and case.count <= 8:
        yield Vote("title", 3, "it begins as titles do")
    yield from _by_capitals(case)


_ARTICLE = re.compile(r"(?:Der|Die|Das|Le|La|Les|Un|Une)\s+[^\W\d_a-zß-öø-ÿ]\w|L[’']\w")


def _by_capitals(case: Case) -> Iterable[Vote]:
    """English titles have capitals in all words that count."""
    if case.scene.words.language != "en" or not 2 <= case.count <= 14 or case.quotation.depth > 1:
        return
    small = case.scene.words.sets["small"]
    inside = WORD.findall(case.inner)
    if not all(word[0].isupper() or word[0].isdigit() or word in small for word in inside):
        return
    mixed = any(word.lower() in small for word in inside)
    weight = (2 if case.count <= 3 else 4.5) + mixed
    if case.lead[-1:] and re.search(r"[’']s?$", case.lead[-1]):
        weight += 3 if mixed else 0.5
    if case.lead[-1:] == ["in"] or re.match(r"[,]?\s+by\s+[A-Z]", case.told_after):
        weight += 1.5
    yield Vote("title", weight, "capitals as in a title")


def title_cue(case: Case) -> tuple[str, bool, str] | None:
    """Give the noun that announces a title, whether it stands right before it, and the title's level."""
    cues = case.scene.words.title_cues
    for at, word in enumerate(reversed(case.lead[-4:])):
        if word in cues and not case.told_before.rstrip().endswith(":"):
            return word, at <= 1, cues[word]
    return None


def known_work(case: Case) -> list[tuple[str, str]]:
    """Give pointer and level of the register's work whose title the words are."""
    titles = case.scene.names.between(case.quotation.start, case.quotation.end, "title")
    fills = [title for title in titles if title.end - title.start >= 0.75 * len(case.inner)]
    return [(title.attributes.get("ref", ""), title.attributes.get("level", "")) for title in fills[:1]]
