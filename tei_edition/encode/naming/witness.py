"""A run of capitalised words → what it is by its own words: person, place, organisation."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tei_edition.encode.naming.around import FINITE, tells_place
from tei_edition.encode.naming.joining import OVER, SURNAME_PARTICLES
from tei_edition.encode.naming.lexicon import lexicon
from tei_edition.encode.naming.ordinary import (
    is_listed_noun,
    is_noun,
    is_ordinary,
    is_org_head,
    tells_profession,
)
from tei_edition.encode.naming.runs import Run, roman
from tei_edition.encode.naming.words import Word, fold

__all__ = ["Verdict", "by_its_words"]

_ACRONYM = re.compile(r"[A-ZÄÖÜ]{3,6}|UN|EU|(?:[A-Z]\. ?){3,6}")
_STREETS = {
    *(
        "strasse",
        "platz",
        "allee",
        "gasse",
        "ufer",
        "brucke",
        "wald",
        "vorstadt",
        "tor",
        "feld",
        "damm",
        "chaussee",
    ),
    *("friedhof", "bahnhof", "heide"),
}
_ROADS = ("strasse", "gasse", "allee", "damm", "chaussee")
_NO_ROADS = (
    "haupt",
    "neben",
    "quer",
    "seiten",
    "land",
    "heer",
    "sack",
    "ring",
    "fahr",
    "einbahn",
    "prunk",
    "pracht",
    "dorf",
)
_NOT_A_NAME = ("ism", "isms", "ist", "ists", "ismus", "isten", "isme")


@dataclass(frozen=True)
class Verdict:
    """What a run is taken for."""

    kind: str
    """`person`, `place` or `org`."""
    cert: str
    """`medium` or `low`."""
    why: str
    """The evidence, in words an editor understands."""


def by_its_words(run: Run, seen: frozenset[str]) -> tuple[Run, Verdict] | None:
    """Give the run, or the part of it that is a name, with what its own words tell; or nothing.

    `seen` are words the article has uncapitalised, or capitalised without others beside them.
    """
    if "&" in run.text:
        return run, Verdict("org", "low", "the sign of a firm between its words")
    verdict = _place(run) or _headed(run)
    if verdict:
        return run, verdict
    part = _from_first_name(run)
    if part and (verdict := _person(part)):
        return part, verdict
    verdict = _organisation(run) or _unknown(run, seen)
    return (run, verdict) if verdict else None


def _from_first_name(run: Run) -> Run | None:
    """Give the run from its first title, given name or initials on (Secretary of State *Dean Rusk*)."""
    known = lexicon()
    for index in range(run.first, run.end - 1):
        word = run.line.words[index]
        if (
            (word.initials and (word.key,) not in known.places)
            or word.key in known.given
            or _titles(word, run)
        ):
            return replace(run, first=index)
    return None


def _place(run: Run) -> Verdict | None:
    known, keys = lexicon(), run.keys
    if len(keys) < 2:
        return Verdict("place", "low", "a street by its ending") if _road(run) else None
    if (
        keys[-1] in known.place_after
        and keys[0] not in known.titles | known.given
        and run.line.language != "de"
    ):
        return Verdict("place", "low", f"ends with “{run.words[-1].text}”")
    if run.line.language == "de" and keys[-1] in _STREETS and _of_town(keys[0]):
        return Verdict("place", "low", f"ends with “{run.words[-1].text}”")
    if keys[0] in known.place_new and len(keys) == 2 and _new_place(run):
        return Verdict("place", "low", f"begins with “{run.words[0].text}”")
    if keys[0] in known.place_before | {"saint", "st"} and keys[0] not in known.given and len(keys) == 2:
        return Verdict("place", "low", f"begins with “{run.words[0].text}”")
    return None


def _road(run: Run) -> bool:
    """Tell whether a German word is the name of a street: no noun stands before its ending (Barnimstraße)."""
    key = run.keys[0]
    ending = next((ending for ending in _ROADS if key.endswith(ending)), "")
    first = key.removesuffix(ending)
    named = len(first) > 3 and not first.startswith(_NO_ROADS) and not is_listed_noun(first)
    return run.line.language == "de" and bool(ending) and named


def _of_town(key: str) -> bool:
    """Tell whether the German word is one made of a town's name (Wiener, Lichtenberger)."""
    town = key.removesuffix("er")
    listed = town in lexicon().towns or (town,) in lexicon().places
    return town != key and (listed or not is_noun(key))


def _new_place(run: Run) -> bool:
    """Tell whether what stands behind New, North, Great is a town, or no other word we know (New Lanark)."""
    known, key = lexicon(), run.keys[1]
    if key in known.towns:
        return True
    plain = (
        key not in known.generic[run.line.language] and not is_ordinary(key) and key not in known.place_new
    )
    return run.line.language == "en" and run.keys[0] == "new" and plain and not run.leads


def _headed(run: Run) -> Verdict | None:
    """Tell an organisation by its last word, or one of the list."""
    known, keys, words = lexicon(), run.keys, run.words
    if len(keys) == 1:
        return _one_word_organisation(run)
    if run.line.language == "de" and not _german_head(words):
        return None
    if keys[-1] not in known.org_heads and not (run.line.language == "de" and is_org_head(keys[-1])):
        return None
    return Verdict("org", "medium", f"ends with “{words[-1].text}”")


def _organisation(run: Run) -> Verdict | None:
    """Tell an organisation by a word within (League of Nations, Parti communiste)."""
    known, words = lexicon(), run.words
    german = run.line.language == "de"
    heads = [word for word in words if word.key in known.org_heads or (german and is_org_head(word.key))]
    if not heads or words[0].key in known.titles or len(words) < 2:
        return None
    if words[-1].key in known.papers or (german and not (_german_head(words) or _has_members(words))):
        return None
    if len(words) > 2 or run.line.language == "fr":
        return Verdict("org", "medium", f"contains “{heads[-1].text}”")
    return None


def _unknown(run: Run, seen: frozenset[str]) -> Verdict | None:
    """Tell a name of two or three unknown words inside a sentence: of a person, behind “in” of a place."""
    known, keys, language = lexicon(), run.keys, run.line.language
    if not 2 <= len(keys) <= 4:
        return None
    if any(word.text in OVER for word in run.words[1:-1]) and "-" in run.text:
        return Verdict("place", "low", "small words within it, as in the names of places")
    if run.before().lower() in known.articles:
        return None
    if len(keys) == 2 and keys[0] in known.place_new and tells_place(run) and not is_ordinary(keys[1]):
        return Verdict("place", "low", f"“{run.before()}” before it")
    if language == "en" and run.words[0].text in SURNAME_PARTICLES and run.words[-1].capital:
        return Verdict("person", "low", f"the particle “{run.words[0].text}”")
    if _eastern(run):
        return Verdict("person", "low", "a name of the East in its shape")
    if language == "de":
        return _beside_noun(run)
    if (
        (run.leads and run.after() not in known.verbs | FINITE)
        or len(keys) > 3
        or any(key in known.generic[run.line.language] or key.endswith(_NOT_A_NAME) for key in keys)
    ):
        return None
    if any(len(word.key) < 2 and word.text not in {"O", "D"} for word in run.words):
        return None
    if any(key in seen for key in keys[:-1]) or any((key,) in known.places for key in keys):
        return None
    if any(word.text.isupper() for word in run.words):
        return None
    if language == "en" and all(is_ordinary(key) for key in keys):
        return None
    if tells_place(run):
        return Verdict("place", "low", f"“{run.before()}” before it")
    return Verdict("person", "low", "capitalised words together inside a sentence")


def _eastern(run: Run) -> bool:
    """Tell whether it has the shape of Chiang Kai-shek, Sun Yat-sen, Abd el-Krim."""
    words, line = run.words, run.line
    small = len(words) == 3 and not words[-1].capital and line.gap(run.end - 1) == "-"
    arabic = len(words) == 3 and words[1].text in {"el", "al", "ul"} and line.gap(run.end - 1) == "-"
    return (small and words[1].capital) or arabic


def _beside_noun(run: Run) -> Verdict | None:
    """Tell a German name of several words by the noun before it (Freund Luitpold Stern, Stadt Bad Ems)."""
    before = run.before()
    if "-" in run.text and run.keys[0] in lexicon().surnames:
        return Verdict("person", "low", "two surnames with a hyphen")
    if is_noun(run.keys[-1]) and run.keys[-1] not in lexicon().surnames:
        return None
    if fold(before) in lexicon().place_nouns:
        return Verdict("place", "low", f"“{before}” before it")
    if tells_profession(before, fold(before)) and not is_noun(run.keys[0]):
        return Verdict("person", "low", f"“{before}” before it")
    return None


def _german_head(words: list[Word]) -> bool:
    """Tell whether an adjective or a name stands before the head (Kommunistische Partei)."""
    heads = [index for index, word in enumerate(words) if is_org_head(word.key)]
    return bool(heads) and heads[-1] > 0 and words[heads[-1] - 1].text.endswith(("e", "en", "er", "es"))


def _has_members(words: list[Word]) -> bool:
    """Tell whether it is said whose a German body is (Verband der Textilarbeiter, Verein für Sozialpolitik)."""
    first = words[0].key
    body = first in lexicon().org_bodies or first.endswith(
        ("verband", "verbandes", "verein", "vereins", "bund")
    )
    english = any(word.text == "of" for word in words)
    return english or (body and len(words) > 2 and not words[1].capital)


def _one_word_organisation(run: Run) -> Verdict | None:
    word, known = run.words[0], lexicon()
    if word.key in known.org_alone:
        return Verdict("org", "medium", "in the list of organisations")
    if run.line.display or not _ACRONYM.fullmatch(word.text) or roman(word) or word.key in known.org_never:
        return None
    if run.before().isupper() or (is_ordinary(word.key) and not word.initials):
        return None
    if word.initials and (len(word.key) < 3 or run.after()[:1].isupper()):
        return None
    return Verdict("org", "low", "an abbreviation in capitals")


def _person(run: Run) -> Verdict | None:
    known, words = lexicon(), run.words
    start = 0
    while start < len(words) - 1 and _titles(words[start], run):
        start += 1
    rest = words[start:]
    titled = bool(start) and _true_title(words[:start], run)
    if (rest[-1].key in known.things_after and not titled) or _is_sum(rest, run) or _addressed(rest, run):
        return None
    if rest[-1].key in known.titles or rest[-1].key in known.org_heads:
        return None
    if rest[-1].key.endswith(_NOT_A_NAME) and not titled and rest[-1].key not in known.well_known:
        return None
    if rest[-1].text.isupper() and not run.line.display and len(rest[-1].key) < 4 and not roman(rest[-1]):
        return None
    if titled:
        return Verdict("person", "medium", f"the title “{words[start - 1].text}”")
    if len(rest) < 2:
        return None
    if rest[0].key == "nb" or (len(rest) == 2 and rest[0].initials and roman(rest[1])):
        return None
    if rest[0].initials:
        return Verdict("person", "medium", f"the initials “{rest[0].text}”")
    if rest[0].key in known.given and not (run.leads and rest[0].key in known.common[run.line.language]):
        return Verdict("person", "medium", f"the given name “{rest[0].text}”")
    return None


def _addressed(words: list[Word], run: Run) -> bool:
    """Tell whether what follows a German title is a noun for somebody (Herr Kollege)."""
    key = words[0].key
    return (
        run.line.language == "de"
        and len(words) == 1
        and is_listed_noun(key)
        and key not in lexicon().surnames
    )


def _is_sum(words: list[Word], run: Run) -> bool:
    """Tell whether a German given name is a noun here, with another behind it (fünf Mark Mindestlohn)."""
    first, last = words[0].key, words[-1].key
    both = first in lexicon().nouns and is_noun(last) and last not in lexicon().surnames
    return run.line.language == "de" and len(words) > 1 and both


def _titles(word: Word, run: Run) -> bool:
    known = lexicon()
    if word.text == "M.":
        return run.line.language == "fr"
    return word.key in known.titles or word.key in known.modifiers or _german_title(word, run)


def _true_title(words: list[Word], run: Run) -> bool:
    known = lexicon()
    return any(word.key in known.titles or word.text == "M." or _german_title(word, run) for word in words)


def _german_title(word: Word, run: Run) -> bool:
    """Tell whether the word ends as German titles do (Gerichtsrath)."""
    return run.line.language == "de" and word.key.endswith(lexicon().title_endings)
