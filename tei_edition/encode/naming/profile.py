"""All that an article shows of one capitalised word → what it is: person, place, or no name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tei_edition.encode.naming.lexicon import lexicon
from tei_edition.encode.naming.runs import Run
from tei_edition.encode.naming.witness import Verdict
from tei_edition.encode.naming.words import fold

__all__ = ["by_its_contexts"]

_NOT_A_NAME = (
    "ism",
    "isms",
    "ist",
    "ists",
    "ite",
    "ites",
    "ian",
    "ians",
    "ish",
    "ese",
    "ly",
    "ismus",
    "isme",
)
_WHO = {"who", "himself", "herself", "whose", "qui"}


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
    owning: int
    """How often in a German genitive without an article (Kautskys Buch), where it stands without the s, too."""


def by_its_contexts(runs: Sequence[Run], persons: frozenset[str], small: frozenset[str]) -> Verdict | None:
    """Give what the contexts of a word tell; `persons` are surnames already known, `small` words seen small."""
    word = runs[0].words[0]
    if word.key in small or word.key.endswith(_NOT_A_NAME) or word.text.isupper() or len(word.key) < 3:
        return None
    if word.key in lexicon().org_heads or word.key in lexicon().papers:
        return None
    profile = _profile(runs, persons)
    if word.key in lexicon().well_known and 2 * profile.determined <= profile.times:
        return Verdict("person", "medium", "in the list of well-known surnames")
    known_person = profile.listed or profile.personal
    if not (profile.times or known_person) or 2 * profile.determined >= max(profile.times, 1):
        return None
    if not profile.times and word.key in lexicon().common:
        return None
    if runs[0].line.language == "de":
        return _german(word.key, profile)
    return _verdict(word.key, profile)


def _profile(runs: Iterable[Run], persons: frozenset[str]) -> Profile:
    inside = [run for run in runs if not run.leads and not run.line.display and not _enclosed(run)]
    return Profile(
        times=len(inside),
        determined=sum(_determined(run) for run in inside),
        personal=sum(_personal(run) for run in runs if not run.line.display),
        local=sum(_local(run) for run in runs if not run.line.display),
        listed=sum(_listed(run, persons) for run in runs if not run.line.display),
        owning=sum(run.words[0].text.endswith("s") for run in runs)
        if len({run.text for run in runs}) > 1
        else 0,
    )


def _determined(run: Run) -> bool:
    """Tell whether an article stands before the word, and no noun behind it (the Malenkov regime)."""
    if run.before().isdigit():
        return True
    if run.line.language == "de":
        return _declined(run.before())
    if run.before().lower() not in lexicon().articles:
        return False
    noun = (
        run.line.language == "en" and run.after()[:1].islower() and fold(run.after()) not in lexicon().common
    )
    return not noun


def _declined(word: str) -> bool:
    """Tell whether the German word is an article or looks like an adjective before a noun."""
    key = fold(word)
    if key in lexicon().articles or key in {"im", "am", "zum", "zur", "vom", "beim", "ins", "ans"}:
        return True
    known = key in lexicon().verbs or key in lexicon().common or key in lexicon().small_titles
    return word[:1].islower() and key.endswith(("e", "en", "er", "es", "em")) and not known


def _personal(run: Run) -> bool:
    known = lexicon()
    if run.after() in known.verbs or run.after() in _WHO or run.before() in known.small_titles:
        return True
    return run.before() in known.verbs and _speaks(run)


def _enclosed(run: Run) -> bool:
    """Tell whether quotation marks stand right round the word: a title or a term rather than a name."""
    text = run.line.text
    before = text[: run.words[0].start].rstrip("\u00a0\u202f ")[-1:]
    after = text[run.words[-1].end :].lstrip("\u00a0\u202f .,!?")[:1]
    return before in tuple('“„«»‘"') and after in tuple('”“»«’"')


def _speaks(run: Run) -> bool:
    """Tell whether the verb before the name follows a quotation: “…”, sagt Vandervelde."""
    verb = run.line.words[run.first - 1] if run.first else None
    return verb is not None and run.line.text[: verb.start].rstrip(" ,\u00a0")[-1:] in tuple('“”«»"’')


def _local(run: Run) -> bool:
    """Tell whether a preposition before it tells a place; an English member sits for one."""
    before = run.before()
    if before != "a" and fold(before) in lexicon().prepositions.get(run.line.language, ()):
        return True
    return before == "for" and run.first > 1 and run.line.words[run.first - 2].text in ("member", "Member")


def _listed(run: Run, persons: frozenset[str]) -> bool:
    """Tell whether a name of a person stands before or after it, a comma, hyphen or “and” between."""
    line, first, end = run.line, run.first, run.end
    left = first - (2 if run.before() in {"and", "und", "et", "or"} else 1)
    right = end + (1 if run.after() in {"and", "und", "et", "or"} else 0)
    marks = {","} if line.language == "de" else {",", "-"}
    near_left = left >= 0 and (left < first - 1 or line.gap(first) in marks)
    near_right = right < len(line.words) and (right > end or line.gap(end) in marks)
    return (near_left and line.words[left].key in persons) or (
        near_right and line.words[right].key in persons
    )


def _verdict(key: str, profile: Profile) -> Verdict | None:
    known = lexicon()
    if key in known.given:
        return Verdict("person", "medium", "a given name")
    if profile.personal or profile.listed:
        return Verdict("person", "medium", "a verb, title or other person beside it")
    if key.endswith(known.place_endings) or 2 * profile.local >= profile.times:
        return Verdict("place", "low", "a preposition of place before it, or an ending of towns")
    return Verdict("person", "low", f"capitalised inside sentences, {profile.times} times")


def _german(key: str, profile: Profile) -> Verdict | None:
    """Give what is safe to say where every noun has a capital."""
    known = lexicon()
    if key in known.given and not profile.determined:
        return Verdict("person", "low", "a given name")
    if profile.determined or key.endswith(known.noun_endings):
        return None
    if profile.listed:
        return Verdict("person", "low", "in a row with persons")
    if profile.personal or (profile.owning and profile.times > 1):
        return Verdict(
            "person", "low", "never with an article, and with a verb or genitive that tells a person"
        )
    if key.endswith(known.place_endings) and profile.local:
        return Verdict("place", "low", "a preposition of place before it, and an ending of towns")
    return None
