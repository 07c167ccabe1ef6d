"""All that an article shows of one capitalised word → what it is: person, place, or no name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tei_edition.encode.naming.around import (
    begins_clause,
    determined,
    enclosed,
    keeps_shop,
    listed,
    owning,
    personal,
    tells_place,
)
from tei_edition.encode.naming.lexicon import lexicon
from tei_edition.encode.naming.ordinary import is_listed_noun, is_noun, is_ordinary
from tei_edition.encode.naming.runs import Run
from tei_edition.encode.naming.witness import Verdict
from tei_edition.encode.naming.words import Word

__all__ = ["by_its_contexts"]

_NOT_A_NAME = ("ism", "isms", "ist", "ists", "ite", "ites", "ismus", "isme")
_NO_ENGLISH_NAME = ("ian", "ians", "ish", "ese", "ly")
_BARE = {"von", "bei", "gegen", "über", "seit", "durch", "an", "für", "mit", "zu", "statt", "wie", "auf"}
"""German prepositions before names of persons and of places."""


@dataclass(frozen=True)
class Profile:
    """What stands around a word wherever it occurs inside sentences."""

    times: int
    """How often it stands inside a sentence."""
    determined: int
    """How often with an article or another determiner."""
    personal: int
    """How often with a verb or title that tells a person."""
    local: int
    """How often behind a preposition that tells a place."""
    listed: int
    """How often in a row with names of persons."""
    beside: int
    """How often in a row with names of places."""
    bare: int
    """How often directly behind a German preposition."""
    owning: int
    """How often in a German genitive without an article, before a noun or where it stands without the s, too."""
    subject: int
    """How often it begins a sentence, a verb behind it."""


def by_its_contexts(
    runs: Sequence[Run], persons: frozenset[str], places: frozenset[str], small: frozenset[str]
) -> Verdict | None:
    """Give what the contexts of a word tell.

    `persons` are surnames already known, `places` the places, `small` the words seen small.
    """
    word, known = runs[0].words[0], lexicon()
    language = runs[0].line.language
    german, english = language == "de", language == "en"
    endings = (*_NOT_A_NAME, *_NO_ENGLISH_NAME) if english else _NOT_A_NAME
    if word.key.endswith(endings) and word.key not in known.well_known:
        return None
    if (word.text.isupper() and len(word.key) < 4) or len(word.key) < 3:
        return None
    if word.key in known.org_heads or word.key in known.papers or word.key in known.small_titles:
        return None
    profile = _profile(runs, persons, places)
    noun = german and word.key in known.nouns
    famous = _stem(word.key, known.well_known, german) and not noun
    placed = profile.local > profile.personal and word.key in known.towns
    if famous and not placed and profile.times >= (word.key in small):
        return Verdict("person", "medium", "in the list of well-known surnames")
    if word.key in small or word.text.isupper():
        return None
    if _stem(word.key, known.towns, german) and _may_be_town(word.key, profile, german, english):
        return Verdict("place", "low", "in the list of towns, rivers and regions")
    known_person = profile.listed or profile.personal
    if (
        word.key in known.given - known.common[language]
        and not profile.times
        and not english
        and runs[0].leads
    ):
        return Verdict("person", "low", "a given name")
    if (
        profile.subject
        and not profile.times
        and word.key not in known.common[language]
        and not (german and is_noun(word.key))
    ):
        return Verdict("person", "low", "it begins a sentence, without an article, and a verb follows")
    bare = german and (profile.local or (word.key in known.given and profile.determined < profile.times))
    bound = 2 * profile.determined >= max(profile.times, 1) and not bare
    if bound or not (profile.times or known_person):
        return None
    if not profile.times and word.key in known.common[language]:
        return None
    return _german(word.key, profile) if german else _verdict(word, profile, english)


def _stem(key: str, keys: frozenset[str], german: bool) -> bool:
    """Tell whether the word is among them, in German also in the genitive."""
    return key in keys or (german and key.endswith("s") and key[:-1] in keys)


def _may_be_town(key: str, profile: Profile, german: bool, english: bool) -> bool:
    """Tell whether nothing speaks against a place that may be a person's name or a noun as well."""
    if german and 2 * profile.determined > profile.times and not profile.local:
        return key in lexicon().landscapes and not is_listed_noun(key)
    plain = is_listed_noun(key) if german else english and is_ordinary(key)
    if plain and not profile.local:
        return False
    return not (profile.personal + profile.listed > profile.local + profile.beside)


def _profile(runs: Iterable[Run], persons: frozenset[str], places: frozenset[str]) -> Profile:
    runs = [run for run in runs if not run.line.display]
    runs = [run for run in runs if not keeps_shop(run)]
    inside = [run for run in runs if not run.leads and not enclosed(run)]
    both = len({run.text for run in runs}) > 1
    return Profile(
        times=len(inside),
        determined=sum(determined(run) for run in inside),
        personal=sum(personal(run) for run in runs),
        local=sum(tells_place(run) for run in runs),
        listed=sum(listed(run, persons) for run in runs),
        beside=sum(listed(run, places) for run in runs),
        bare=sum(run.before() in _BARE for run in runs),
        owning=sum(owning(run) or (both and run.words[0].text.endswith("s")) for run in runs),
        subject=sum(begins_clause(run) for run in runs),
    )


def _verdict(word: Word, profile: Profile, english: bool) -> Verdict | None:
    known, key = lexicon(), word.key
    if key in known.given and profile.local <= profile.personal:
        return Verdict("person", "medium", "a given name")
    if profile.local > profile.personal or (profile.beside > profile.listed and not profile.personal):
        return Verdict("place", "low", "a preposition of place before it, or a place beside it")
    if english and not profile.times and is_ordinary(key):
        return None
    if profile.personal or profile.listed:
        return Verdict("person", "medium", "a verb, title or other person beside it")
    if english and is_ordinary(key):
        return None
    if key.endswith(known.place_endings) or (profile.local and 2 * profile.local >= profile.times):
        return Verdict("place", "low", "a preposition of place before it, or an ending of towns")
    if (
        profile.times < 2
        and key.endswith("s")
        and not word.text.endswith(("ss", "us", "is", "as", "os", "ès"))
    ):
        return None
    return Verdict("person", "low", f"capitalised inside sentences, {profile.times} times")


def _german(key: str, profile: Profile) -> Verdict | None:
    """Give what is safe to say where every noun has a capital."""
    known = lexicon()
    if is_noun(key):
        return None
    if key in known.given and profile.determined < max(profile.times, 1):
        return Verdict("person", "low", "a given name")
    if profile.determined and not profile.local:
        return None
    if profile.listed:
        return Verdict("person", "low", "in a row with persons")
    if profile.personal or profile.owning or profile.subject:
        return Verdict(
            "person",
            "low",
            "never with an article, and with a verb, profession or genitive that tells a person",
        )
    plural = key.endswith(("en", "ern", "eln"))
    if profile.local and (not plural or key.endswith(known.place_endings)):
        return Verdict("place", "low", "a preposition of place before it, and never an article")
    if profile.beside and not plural:
        return Verdict("place", "low", "in a row with places")
    if (profile.bare or profile.times > 1) and not key.endswith(("en", "ern", "eln", "e", "er")):
        return Verdict("person", "low", "never with an article, and no noun we know")
    return None
