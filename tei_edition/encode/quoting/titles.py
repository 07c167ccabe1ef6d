"""Evidence → votes that the words in marks are a title: known, announced by a noun, or shaped like one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tei_edition.encode.quoting.evidence import Evidence, Vote
from tei_edition.encode.quoting.scene import Case
from tei_edition.encode.quoting.words import WORD

__all__ = ["by_title", "has_capitals", "is_periodical", "known_work", "title_cue"]

_ARTICLE = re.compile(r"(?:(?:Der|Die|Das)\s+(?:\w+\s+)?|(?:Le|La|Les|Un|Une)\s+)[^\W\d_a-zß-öø-ÿ]\w|L[’']\w")
_ARTICLE_FR = re.compile(r"(?:(?:Le|La|Les|Un|Une)\s+|L[’'])\w")
_SMALL_ARTICLE = re.compile(r"^(?:[ldLD][’']|(?:les?|la|une?)\s+(?=[A-ZÀ-Þ]))")
_AUTHORED = re.compile(r",?\s+(?:von|by|de)\s+[A-ZÀ-Þ][a-zß-ÿ]+(?![\w\s]*(?:all|allen)\b)")
_IMPRINT = re.compile(
    r",?\s*(?:$|\.$|\(|,\s(?:[A-ZÀ-Þ]|\d|p|S|t\.|v|n|chap|discours|speech|rede)|(?:vom|of|du|from|für)\s[\dA-Z])"
)
_PAGED = re.compile(r",?\s(?:S|p|pp|vol|Bd|t|ch|chap)\.\s*[\dIVX]")
_NUMBERED = re.compile(
    r"[\s,(\[]*(?:n[°º]s?|nos?\.|nr\.|nummer|number|vol\.|volume|jg\.|jahrgang|heft|numéro)\s*\d",
    re.IGNORECASE,
)


def by_title(evidence: Evidence) -> Iterable[Vote]:
    """Titles: known to the register, announced by a noun, or shaped like one."""
    case, words = evidence.case, evidence.case.scene.words
    if any(known_work(case)):
        yield Vote("title", 10, "the register has a work of this title")
    if case.scene.is_its_title(case.key):
        yield Vote("title", 8, "the article itself has this title")
    first = _SMALL_ARTICLE.sub("", case.inner)[:1]
    if not first.isupper() and not first.isdigit():
        return
    cue = title_cue(case)
    colon = case.told_before.rstrip().endswith(":")
    if cue and case.count <= 16:
        near = 10 if words.has("titled", cue[0]) else 7
        yield Vote("title", near if cue[1] else 4, f"“{cue[0]}” before it")
    if case.count <= 5 and is_periodical(case):
        yield Vote("title", 6.5 if case.count > 1 else 5, "it is what periodicals are called")
    if case.count <= 2 and any(words.has("songs", word) for word in re.findall(r"\w+", case.inner.lower())):
        yield Vote("title", 6, "it is what a song is called")
    if case.count <= 8 and _NUMBERED.match(case.told_after):
        yield Vote("title", 7, "the number of a volume or an issue follows")
    if 2 <= case.count <= 4 and any(words.has("opus", word) for word in WORD.findall(case.inner.lower())):
        yield Vote("title", 4.6, "it is what famous works are called")
    if case.count <= 3 and _has_capital_adjective(case):
        yield Vote("title", 4.6, "an adjective with a capital")
    if 2 <= case.count <= 6 and has_capitals(case) and _is_read(case):
        yield Vote("title", 4.5, "it has capitals and is read")
    if case.count <= 6 and words.last("reading", case.lead[-4:]) is not None and case.inner[-1:] not in "!?":
        yield Vote("title", 1.5, f"“{case.lead[-1]}” before it")
    if case.count <= 8 and not colon and words.last("perusal", case.lead[-3:]) is not None:
        yield Vote("title", 4.5, "it is said to be read")
    if case.count <= 8 and not colon and _is_object_of_reading(case):
        yield Vote("title", 5, "it is said behind it that somebody reads or wrote it")
    if case.count <= 4 and _acts(case):
        yield Vote("title", 5, "it is what says something")
    if case.count <= 4 and _determined(case) and case.scene.is_its_journal(case.inner):
        yield Vote("title", 6, "the source line names the periodical so")
    if case.count <= 6 and _is_french_title(case):
        yield Vote("title", 5, "a small article and a capital behind it")
    elif case.count >= 2 and _is_french_name(case):
        yield Vote("title", 4.4 if _determined(case) else 2.8, "a capital in the middle of a French sentence")
    if case.kind == "note" and not case.told_before.strip() and _IMPRINT.match(case.told_after):
        yield Vote("title", 6, "a note begins with it, and place, date or page follow")
    if case.kind == "note" and _is_authors(case):
        yield Vote("title", 12, "its author stands before it, and place, date or page follow")
    if case.told_before.rstrip().endswith("(") and _PAGED.match(case.told_after):
        yield Vote("title", 12, "it stands in brackets with its page")
    if case.count <= 5 and _speaks(case):
        yield Vote("title", 8, "it is what says the words that follow")
    if case.count <= 8 and _AUTHORED.match(case.told_after):
        yield Vote("title", 4.5, "its author is named behind it")
    if case.count <= 8 and _begins_with_article(case):
        whole = _ARTICLE.match(case.inner) and words.language == "fr" and case.count <= 4
        yield Vote("title", 4.6 if whole else 3, "it begins as titles do")
    if case.count <= 8 and case.lead[-1:] in (["dessen"], ["deren"]):
        yield Vote("title", 4.6, f"“{case.lead[-1]}” before it")
    if case.count <= 3 and _is_place_of_writing(case):
        yield Vote("title", 4.6, "somebody writes or speaks in it")
    if case.count <= 4 and _is_among_books(case):
        weight = 3 if words.language == "de" else 4.6  # German nouns have capitals anyway
        yield Vote("title", weight, "it has a capital, and print is spoken of near by")
    yield from _by_capitals(case)


def _is_among_books(case: Case) -> bool:
    """Tell whether words with capitals, part of the sentence, stand near books: his “Penny Liberator,”."""
    words = case.scene.words
    start, end, text = case.quotation.start, case.quotation.end, case.scene.article.text
    near = WORD.findall(f"{text[max(0, start - _NEAR) : start]} {text[end : end + _NEAR // 2]}".lower())
    return (
        _determined(case)
        and (has_capitals(case) or words.language != "en")
        and case.inner[-1:] not in ".!?"
        and any(words.has("press", word) for word in near)
    )


_NEAR = 160
"""So many characters before words, and half as many behind them, are near."""


def _is_read(case: Case) -> bool:
    """Tell whether somebody reads it; a banner that reads so has no title."""
    last = case.lead[-1:] in (["read"], ["reading"], ["reads"])
    return last and case.scene.words.last("slogan", case.lead[-5:]) is None


def _is_authors(case: Case) -> bool:
    """Tell whether a note has an author before the words, and their imprint behind: Fr. Engels: „…“, Berlin 1930."""
    before = case.told_before.strip()
    named = before.endswith((":", ",")) and before[:1].isupper() and len(case.lead) <= 4
    return named and bool(case.told_after.strip(" .")) and _IMPRINT.match(case.told_after) is not None


def _determined(case: Case) -> bool:
    return case.scene.words.last("determiners", case.lead[-1:]) is not None


def _is_object_of_reading(case: Case) -> bool:
    """Tell whether a German verb behind it says that somebody reads or has written it: „…“ zweimal gelesen hat."""
    words = case.scene.words
    if case.lead[-1:] and case.lead[-1].startswith("ein"):
        return False
    behind = re.match(r"[\w\s]*", case.told_after)
    near = WORD.findall(behind.group())[:4] if behind and words.language == "de" else []
    return any(words.has("perusal", word) or words.has("authored", word) for word in near)


def _acts(case: Case) -> bool:
    """Tell whether it is the subject of a verb of saying in the singular: the “Record” speaks of it."""
    words, verb = case.scene.words, re.match(r"\s+(?:[lL][’']|has\s+|had\s+)?(\w+)", case.told_after)
    if (
        not verb
        or not case.lead
        or case.lead[-1] not in _SINGULAR
        or not (has_capitals(case) or words.language != "en")
    ):
        return False
    word, ending = verb[1], {"de": "en", "fr": "ent"}.get(words.language, "")
    says = words.has("say", word) or words.has("name_as", word)
    return says and (not word.endswith(ending) if ending else word.endswith("s"))


_SINGULAR = frozenset(["the", "der", "die", "das", "le", "la"])


def _is_french_name(case: Case) -> bool:
    """Tell whether a phrase with a capital stands in the middle of a French sentence, and is not said by somebody."""
    before, inner = case.told_before.rstrip(), case.inner
    phrase = inner[-1:] not in ".!?…,;" and bool(re.search(r"[\w’,]$", before))
    return case.scene.words.language == "fr" and phrase and not re.search(r"[A-ZÀ-Þ]", inner.split()[-1][:1])


def _is_french_title(case: Case) -> bool:
    """Tell whether it is the article and the first word of a French title: « les Châtiments »."""
    found = _SMALL_ARTICLE.match(case.inner)
    phrase = found is not None and case.inner[-1:] not in ".!?…"
    return case.scene.words.language == "fr" and phrase and not re.search(r"\s[A-ZÀ-Þ]", case.inner[4:])


def _has_capital_adjective(case: Case) -> bool:
    """Tell whether a German adjective has a capital that it has from a title: »Italienischen Reise«."""
    within = bool(re.search(r"\w$", case.told_before.rstrip())) and case.scene.words.language == "de"
    return within and bool(re.match(r"[A-ZÄÖÜ][a-zäöüß]+(?:e|en|er|es|em) [A-ZÄÖÜ][\w-]+$", case.inner))


def _is_place_of_writing(case: Case) -> bool:
    """Tell whether somebody says something *in* it: wenn er in der „Gesellschaft“ warnt."""
    words, lead = case.scene.words, case.lead
    inside = lead[-1:] == ["im"] or lead[-2:] in (["in", "der"], ["in", "den"])
    if words.language != "de" or not inside:
        return False
    near = [*lead[-10:], *WORD.findall(case.told_after.lower())[:14]]
    return any(words.has("say", word) or words.has("name_as", word) for word in near)


def _speaks(case: Case) -> bool:
    """Tell whether the words are who speaks: schreibt die „Neue Freie Presse“: …"""
    words, lead = case.scene.words, case.lead
    return (
        len(lead) >= 2
        and words.has("determiners", lead[-1])
        and words.has("say", lead[-2])
        and case.told_after.lstrip().startswith(":")
    )


def is_periodical(case: Case) -> bool:
    """Tell whether a word is among those that periodicals have in their names, or ends like one."""
    words, inside = case.scene.words, re.findall(r"\w+", case.inner.lower())
    ends = tuple(words.sets["paper_ends"])
    return any(words.has("papers", word) or (bool(ends) and word.endswith(ends)) for word in inside)


def _begins_with_article(case: Case) -> bool:
    """Tell whether it begins with an article and is no sentence; French titles need no further capital."""
    if _ARTICLE.match(case.inner):
        return True
    phrase = case.inner[-1:] not in ".!?…" and bool(case.told_before.strip())
    return case.scene.words.language == "fr" and phrase and bool(_ARTICLE_FR.match(case.inner))


def has_capitals(case: Case) -> bool:
    """Tell whether all words that count have capitals, as in English titles."""
    small, inside = case.scene.words.sets["small"], map(re.Match.group, WORD.finditer(case.inner))
    return case.scene.words.language == "en" and all(
        word[0].isupper() or word[0].isdigit() or word in small for word in inside
    )


def _by_capitals(case: Case) -> Iterable[Vote]:
    """English titles have capitals in all words that count."""
    if not 2 <= case.count <= 14 or case.quotation.depth > 1 or not has_capitals(case):
        return
    small = case.scene.words.sets["small"]
    mixed = any(word.lower() in small for word in WORD.findall(case.inner))
    weight = (2 if case.count <= 3 else 4.5) + mixed
    if case.lead[-1:] and re.search(r"[’']s?$", case.lead[-1]):
        weight += 3 if mixed else 0.5
    if case.lead[-1:] == ["in"] or re.match(r"[,]?\s+by\s+[A-Z]", case.told_after):
        weight += 1.5
    if (
        mixed
        and case.lead[-1:] == ["in"]
        and any(case.scene.words.has("say", word) for word in case.lead[-3:])
    ):
        weight += 3
    yield Vote("title", weight, "capitals as in a title")


def title_cue(case: Case) -> tuple[str, bool, str] | None:
    """Give the noun that announces a title, whether it stands right before it, and the title's level."""
    words, cues = case.scene.words, case.scene.words.title_cues
    colon = case.told_before.rstrip().endswith(":")
    for at, word in enumerate(reversed(case.lead[-4:])):
        if word in cues and (not colon or words.has("titled", word)):
            return word, at <= 1, cues[word]
        if words.has("edited", word) and at and not colon:
            return word, True, "j"
        if not words.has("determiners", word) and not words.has("before_name", word):
            colon = colon or bool(at)
    return None


def known_work(case: Case) -> list[tuple[str, str]]:
    """Give pointer and level of the register's work whose title the words are."""
    titles = case.scene.names.between(case.quotation.start, case.quotation.end, "title")
    fills = [title for title in titles if title.end - title.start >= 0.75 * len(case.inner)]
    return [(title.attributes.get("ref", ""), title.attributes.get("level", "")) for title in fills[:1]]
