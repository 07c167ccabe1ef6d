"""An attribution → the register's entry for who speaks, by name or by the pronoun's likeliest antecedent."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tei_edition.encode.quoting.attribution import Attribution
from tei_edition.encode.quoting.scene import BLOT, Case
from tei_edition.encode.quoting.words import WORD
from tei_edition.model import Span

__all__ = ["Speaker", "find_speaker", "find_topic"]

LOOK_BACK = 900
"""How many characters back the name may stand that a pronoun means."""
CLEAR = 0.7
"""By how much the likeliest antecedent must lead for the choice to be more than a guess."""


@dataclass(frozen=True)
class Speaker:
    """Who speaks."""

    ref: str
    """Pointer into the register; empty where a person is named that it does not know."""
    cert: str
    """`high`, `medium` or `low`."""
    why: str
    """How we know."""


def find_speaker(case: Case, attribution: Attribution) -> Speaker | None:
    """Say who speaks, by the attribution."""
    if attribution.anonymous:
        return None
    pronoun = _pronoun(case, attribution)
    if not pronoun or attribution.how == "inside":
        named = _named(case, attribution)
        if named:
            cert = "medium" if _possessive(case, named) and not attribution.phrase else "high"
            return Speaker(named.attributes.get("ref", ""), cert, f"“{_words(case, named)}” beside it")
        pronoun = pronoun or _any_pronoun(case, attribution)
    if not pronoun:
        return None
    return _antecedent(case, max(attribution.at[0], attribution.window[0]), pronoun)


def find_topic(case: Case) -> Speaker | None:
    """Say whom the sentence, or the sentences before it, are about."""
    start, end = case.before
    names = _persons(case, start, case.after[1])
    if names:
        nearest = max(names, key=lambda name: _weight(case, name) - abs(end - name.start) / 200)
        return Speaker(
            nearest.attributes.get("ref", ""), "low", f"the sentence is about “{_words(case, nearest)}”"
        )
    spoken_of = _antecedent(case, start, "")
    pronoun = next((word for word in case.lead if case.scene.words.has("he", word)), "")
    if spoken_of or not pronoun:
        return spoken_of
    return Speaker("", "low", f"the sentence is about “{pronoun}”")


def _pronoun(case: Case, attribution: Attribution) -> str:
    """Give the pronoun right beside the verb, or in the phrase: he wrote, said she, in his words."""
    start, end = attribution.at
    if attribution.phrase:
        near = WORD.findall(case.scene.article.text[start:end].lower())
    else:
        low, high = max(attribution.window[0], start - 30), min(attribution.window[1], end + 12)
        before = WORD.findall(_told(case, attribution, low, start).lower())[-2:]
        before = before if attribution.how != "list" else []
        after = WORD.findall(_told(case, attribution, end, high).lower())[:1]
        behind = case.scene.words.language != "en" or attribution.how in ("after", "inside")
        near = before + (after if behind else [])
        near += re.split(r"-", case.scene.article.text[start : end + 8].lower())[1:3]
    words = case.scene.words
    return next((word for word in near if words.has("he", word) or words.has("she", word)), "")


def _told(case: Case, attribution: Attribution, start: int, end: int) -> str:
    """Give the narrator's words in that stretch: between the marks, where they are put into the quotation."""
    return case.scene.article.text[start:end] if attribution.how == "inside" else case.own(start, end)


def _any_pronoun(case: Case, attribution: Attribution) -> str:
    """Give a pronoun somewhere in the sentence: this leads him to write."""
    words = case.scene.words
    found = WORD.findall(_told(case, attribution, *attribution.window).lower())
    return next((word for word in found if words.has("he", word) or words.has("she", word)), "")


def _named(case: Case, attribution: Attribution) -> Span | None:
    """Give the name that is the verb's subject, or that the phrase has."""
    start, end = attribution.window
    inside = attribution.how == "inside"
    names = case.scene.names.between(start, end, "persName") if inside else _persons(case, start, end)
    scored = [(_fit(case, attribution, name), name) for name in names]
    best = max(scored, key=lambda pair: pair[0], default=(-9.0, None))
    if best[0] > -1.9:
        return best[1]
    orgs = [name for name in _unquoted(case, start, end, "orgName") if name.end <= attribution.at[0]]
    return orgs[-1] if orgs and attribution.at[0] - orgs[-1].end < 40 else None


def _fit(case: Case, attribution: Attribution, name: Span) -> float:
    """Say how well a name suits as the subject of the verb."""
    start, end = attribution.at
    if attribution.phrase:
        return 2.0 - abs(name.start - end) / 40 if name.start < end + 40 else -1.0 - (name.start - end) / 40
    distance = start - name.end if name.end <= start else name.start - end
    score = _weight(case, name) - distance / 120
    if name.start >= end:
        return score - (0 if attribution.how in ("after", "inside") or distance <= 2 else 1.0)
    return score + 0.3


def _weight(case: Case, name: Span) -> float:
    """Say how likely a name is that of who acts: less in the genitive or behind a preposition."""
    text = case.scene.article.text
    words = WORD.findall(text[max(0, name.start - 24) : name.start].lower())
    close = not re.search(r"[,.;:]\s*$", text[max(0, name.start - 3) : name.start])
    behind = bool(words) and close and case.scene.words.has("before_name", words[-1])
    return (-0.8 if _possessive(case, name) else 0) + (-1.5 if behind else 0)


def _possessive(case: Case, name: Span) -> bool:
    return bool(re.match(r"[’'](?:s\b|\s)", case.scene.article.text[name.end : name.end + 3]))


def _persons(case: Case, start: int, end: int) -> list[Span]:
    return _unquoted(case, start, end, "persName")


def _unquoted(case: Case, start: int, end: int, tag: str) -> list[Span]:
    """Give the names of a kind in a stretch of text, those within other quotations left out."""
    own = case.scene.blotted[case.quotation.depth]
    return [
        name
        for name in case.scene.names.between(start, end, tag)
        if own[name.start] != BLOT and not (case.quotation.start <= name.start < case.quotation.end)
    ]


def _antecedent(case: Case, end: int, pronoun: str) -> Speaker | None:
    """Say whom a pronoun means: who was named last, and best as the subject of a sentence."""
    start = max(0, end - LOOK_BACK)
    if case.quotation.parent is not None:
        start = max(start, case.scene.quotations[case.quotation.parent].inner[0])
    weights: dict[str, float] = {}
    seen: dict[str, Span] = {}
    for name in _persons(case, start, end):
        if case.scene.in_heading(name.start):
            continue
        ref = name.attributes.get("ref", _words(case, name))
        score = _weight(case, name) + _subject(case, name) - (end - name.start) / 400
        weights[ref] = max(score, weights.get(ref, -9)) + 0.1
        seen[ref] = name
    if not weights:
        return None
    ranked = sorted(weights, key=lambda ref: -weights[ref])
    clear = len(ranked) == 1 or weights[ranked[0]] - weights[ranked[1]] > CLEAR
    name = seen[ranked[0]]
    why = (
        f"“{pronoun}” is most likely {_words(case, name)}"
        if pronoun
        else f"{_words(case, name)} is spoken of before"
    )
    return Speaker(name.attributes.get("ref", ""), "medium" if clear and pronoun else "low", why)


def _subject(case: Case, name: Span) -> float:
    """Give a bonus to a name that begins its sentence or says something, and a malus to one that is an attribute."""
    text, words = case.scene.article.text, case.scene.words
    before = text[max(0, name.start - 14) : name.start]
    score = 1.0 if re.search(r"(?:^|[.!?:\n][”\"’»]?\s?)[^.!?:\n]{0,9}$", before) else 0.0
    after = WORD.findall(text[name.end : name.end + 24].lower())[:2]
    score += 0.8 if any(words.has("say", word) for word in after) else 0
    return score - (
        0.8 if words.has("determiners", before.split()[-1].lower() if before.split() else "") else 0
    )


def _words(case: Case, name: Span) -> str:
    return case.scene.article.text[name.start : name.end]
