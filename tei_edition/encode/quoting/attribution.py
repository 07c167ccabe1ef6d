"""A quotation's surroundings → the verb or phrase that says who speaks, before it, behind it or inside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from tei_edition.encode.quoting.inserted import find_inserted
from tei_edition.encode.quoting.scene import BLOT, Case
from tei_edition.encode.quoting.words import WORD, Words

__all__ = ["Attribution", "find_attribution"]

NEAR, FAR = 3, 14
"""How many words may stand between verb and quotation: without, and with a comma or a colon before it."""
_LEADS_OVER = re.compile(r"(?:[:,—–]|\b(?:that|daß|dass|que|qu[’'])|:\s*[—–-])\s*$", re.IGNORECASE)
_COLON = re.compile(r":\s*[—–-]?\s*$")
_SIGNED = re.compile(r"\s*(?:[—–]|--?)\s*[\"“„«]?[A-ZÀ-Þ][\w.’'-]*(?:\s[\w.’'-]+){0,3}")
_SPEAKER = re.compile(r"\s*(?:he|she|I|[A-Z][\w.’-]+(?:\s[A-Z][\w.’-]+){0,3})\s+(?P<verb>\w{2,}ed)\b")
_THUS = re.compile(
    r"\s*(?:So|Thus|Also|Ainsi)\s+(?P<verb>says?|said|spoke|speaks|wrote|writes|ran|runs|read|sprach|schrieb|"
    r"sagte|parla|parlait|disait|dit)\b"
)
_BY_NAME = re.compile(r"\s*,?\s*(?P<verb>\w+) by(?= [A-Z])")
_BEHIND_QUOTATION = re.compile(rf"{BLOT}.[”\"’»“]\s*[,—–-]?\s*$")


_THAT = re.compile(r"(?:\s+\w+){0,3},?\s+(?:that|daß|dass|que|qu[’'])(?!\w)")
"""After a verb with many meanings: then it says that something is so."""


@dataclass(frozen=True)
class Attribution:
    """Words that say who speaks."""

    how: str
    """`before`, `after`, `inside`, `sentence` (somewhere in it), `naming` (called so) or `list` (of a whole list)."""
    words: str
    """The verb or phrase."""
    window: tuple[int, int]
    """The stretch of text in which the speaker should be named."""
    at: tuple[int, int]
    """Where the verb or phrase stands."""
    anonymous: bool = False
    """Whether nobody in particular is said to speak."""
    passive: bool = False
    """Of naming: whether it is not said by whom."""
    phrase: bool = False
    """Whether it is a phrase that holds the name or has it behind it (`in the words of`)."""
    colon: bool = False
    """Whether a colon leads over to the quotation."""


def find_attribution(case: Case) -> Attribution | None:
    """Give the words that say who speaks, the clearest that there are."""
    before = _before(case)
    if before and before.how != "sentence":
        return before
    return _after(case) or _inside(case) or before or _list(case) or _signature(case)


class _Word(NamedTuple):
    """A word of the surroundings."""

    text: str
    start: int
    end: int
    capital: bool


def _words(text: str, offset: int) -> list[_Word]:
    return [
        _Word(match[0].lower(), match.start() + offset, match.end() + offset, match[0][0].isupper())
        for match in WORD.finditer(text)
    ]


def _before(case: Case) -> Attribution | None:
    text, (start, end) = case.told_before, case.before
    if not text.strip():
        return None
    words, lexicon = _words(text, start), case.scene.words
    phrase = _phrase(lexicon, text, start, near_end=True)
    naming = None if _COLON.search(text) else _naming(words, lexicon, text, start, end)
    verb = _verb_before(words, lexicon, text)
    if phrase and (verb is None or phrase[0] > verb[0].start - 20 or phrase[2]):
        at = phrase[:2]
        gap = text[at[1] - start :]
        how = "before" if len(gap.split()) <= 9 or _COLON.search(text) else "sentence"
        return Attribution(how, text[at[0] - start : at[1] - start], (start, end), at, phrase[2], phrase=True)
    if naming:
        return naming
    if verb is None:
        return None
    word, tight = verb
    how = "before" if tight else "sentence"
    anonymous = _nobody(words, words.index(word), lexicon)
    return Attribution(
        how, word.text, (start, end), (word.start, word.end), anonymous, colon=bool(_COLON.search(text))
    )


def _verb_before(words: list[_Word], lexicon: Words, text: str) -> tuple[_Word, bool] | None:
    """Give the nearest verb of saying before the quotation, and whether it governs it directly."""
    leads, colon = bool(_LEADS_OVER.search(text)), bool(_COLON.search(text))
    offset = words[0].start - text.lower().find(words[0].text) if words else 0
    for gap, word in enumerate(reversed(words)):
        if not _is_verb(word, lexicon):
            continue
        blotted = BLOT in text[word.end - offset :]
        if not leads and _BEHIND_QUOTATION.search(text, 0, word.start - offset):
            continue
        tight = not blotted and (gap <= NEAR or (leads and gap <= FAR) or colon)
        weak = any(lexicon.has("weak", part) for part in _parts(word, lexicon))
        if weak and _THAT.match(text, word.end - offset):
            return word, tight
        if weak and not (tight and (gap == 0 or (leads and gap <= 2) or (colon and gap <= FAR))):
            continue
        return word, tight
    return None


def _is_verb(word: _Word, lexicon: Words) -> bool:
    if lexicon.language == "de" and word.capital:
        return False
    return any(lexicon.has("say", part) for part in _parts(word, lexicon))


def _parts(word: _Word, lexicon: Words) -> list[str]:
    """Give the word, or in French its parts: dit-il, s’écria."""
    return re.split(r"[-’']", word.text) if lexicon.language == "fr" else [word.text]


def _nobody(words: list[_Word], at: int, lexicon: Words) -> bool:
    """Tell whether the verb's subject is nobody in particular: they say, man sagt, dit-on."""
    verb = words[at].text
    if lexicon.language == "fr" and verb.endswith(("-on", "-ils", "-elles", "-nous", "-vous")):
        return True
    near = [word.text for word in words[max(0, at - 2) : at]]
    if lexicon.language == "de":
        near += [word.text for word in words[at + 1 : at + 2]]
    told = near[-1:] == ["they"] and not lexicon.has("generally", verb)
    if (
        near[:1] == ["of"]
        or told
        or (near[-1:] == ["ihr"] and words[at + 2 : at + 3] and words[at + 2].capital)
    ):
        return False
    return any(lexicon.has("people", word) for word in near) and not any(lexicon.has("he", w) for w in near)


def _naming(words: list[_Word], lexicon: Words, text: str, start: int, end: int) -> Attribution | None:
    """Find a verb by which somebody gives a thing a name, close before the quotation."""
    taken_for = lexicon.last("as", [word.text for word in words[-2:]]) is not None
    for at in range(len(words) - 1, max(-1, len(words) - (16 if taken_for else 6)), -1):
        word = words[at]
        lists = ("name_as",) * (at >= len(words) - 5) + ("regard",) * taken_for
        if not any(lexicon.has(name, part) for name in lists for part in _parts(word, lexicon)):
            continue
        if at and lexicon.has("determiners", words[at - 1].text):
            continue
        lead = {part for near in words[max(0, at - 3) : at] for part in re.split(r"[’']", near.text)}
        passive = not lead.isdisjoint(lexicon.sets["be"]) or at == 0
        passive = passive and not lexicon.has("plural", word.text)
        if BLOT in text[word.end - start :]:
            return None
        nobody = _nobody(words, at, lexicon)
        return Attribution("naming", word.text, (start, end), (word.start, word.end), nobody, passive)
    return None


def _phrase(lexicon: Words, text: str, offset: int, near_end: bool) -> tuple[int, int, bool] | None:
    """Give the extent of a phrase that introduces words, and whether it names nobody."""
    low = max(0, len(text) - 130) if near_end else 0
    high = len(text) if near_end else 90
    for name in ("anonymous", "phrases"):
        matches: Iterator[re.Match[str]] = lexicon.patterns[name].finditer(text, low, high)
        found = [match for match in matches if BLOT not in match.group()]
        if found:
            match = found[-1] if near_end else found[0]
            return match.start() + offset, match.end() + offset, name == "anonymous"
    return None


def _after(case: Case) -> Attribution | None:
    text, (start, end) = case.told_after, case.after
    lexicon = case.scene.words
    stop = re.search(rf"[;:.]|{BLOT}", text)
    clause = text[: stop.start() if stop else len(text)]
    phrase = _phrase(lexicon, clause, start, near_end=False)
    if phrase and len(clause[: phrase[0] - start].split()) <= 1:
        at = phrase[:2]
        return Attribution(
            "after", clause[at[0] - start : at[1] - start], (start, end), at, phrase[2], phrase=True
        )
    thus = _THUS.match(text)
    if thus:
        return Attribution(
            "after", thus["verb"], case.after, (start + thus.start("verb"), start + thus.end("verb"))
        )
    by_name = _BY_NAME.match(clause)
    if by_name and lexicon.has("say", by_name["verb"].lower()):
        at = (start + by_name.start("verb"), start + by_name.end())
        return Attribution("after", by_name.group().strip(), (start, end), at, phrase=True)
    if not (case.inner[-1:] in ",!?—–-…" or clause.lstrip()[:1] in (",", "—", "–", "-")):
        return None
    if case.inner[-1:] not in ",!?—–-…" and case.count < 3 and lexicon.language == "en":
        return None
    return _verb_after(case, _words(clause, start), lexicon) or _spoken(case, text)


def _spoken(case: Case, text: str) -> Attribution | None:
    """Find a speaker with a verb we do not list: “I was anxious,” he recounted."""
    match = _SPEAKER.match(text)
    if match is None or case.inner[-1:] not in ",!?—" or not case.inner[:1].isupper():
        return None
    start = case.after[0]
    return Attribution(
        "after", match["verb"], case.after, (start + match.start("verb"), start + match.end("verb"))
    )


def _verb_after(case: Case, words: list[_Word], lexicon: Words) -> Attribution | None:
    """Find the verb of saying in the clause behind: “…,” said he; “…,” he said; „…“, meint er."""
    for at, word in enumerate(words[:7]):
        weak = any(lexicon.has("weak", part) for part in _parts(word, lexicon))
        if not _is_verb(word, lexicon) or (weak and at > 2):
            continue
        if at and lexicon.has("clause", words[0].text):
            return None
        near = [near.text for near in words[max(0, at - 2) : at + 2]]
        nobody = any(lexicon.has("people", word) for word in near) and not any(
            lexicon.has("he", word) or lexicon.has("she", word) for word in near
        )
        nobody = nobody or _nobody(words, at, lexicon)
        return Attribution("after", word.text, case.after, (word.start, word.end), nobody)
    return None


def _inside(case: Case) -> Attribution | None:
    """Find the clause put between the marks: « Je viens, dit-il, demain. » “We go, said the mayor, at once.”"""
    start, end = case.quotation.inner
    found = find_inserted(case.scene.article.text[start:end], case.scene.words)
    if found is None:
        return None
    window, verb = ((start + low, start + high) for low, high in (found.window, found.verb))
    return Attribution("inside", case.scene.article.text[slice(*verb)], window, verb, found.anonymous)


def _signature(case: Case) -> Attribution | None:
    """Find the line under a quotation that is set off, which says whose it is: — Karl Marx, Capital."""
    article, index = case.scene.article, case.quotation.blocks[1] + 1
    if not case.whole or index >= len(article.blocks) or len(article.blocks[index].text) > 120:
        return None
    match = _SIGNED.match(article.blocks[index].text)
    window = article.extent(index)
    return (
        Attribution("after", match.group().strip(), window, (window[0], window[0]), phrase=True)
        if match
        else None
    )


def _list(case: Case) -> Attribution | None:
    """Find who is said to hold what a list says: In his view, there are three variants."""
    if case.intro is None:
        return None
    start, end = case.intro
    match = case.scene.words.patterns["opinion"].search(case.scene.blotted[0], start, end)
    return Attribution("list", match.group(), case.intro, match.span(), phrase=True) if match else None
