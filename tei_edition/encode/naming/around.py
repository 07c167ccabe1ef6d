"""A run of capitalised words → what stands before and after it tells: a person, a place, no name."""

from __future__ import annotations

from tei_edition.encode.naming.lexicon import lexicon
from tei_edition.encode.naming.ordinary import is_listed_noun, tells_profession
from tei_edition.encode.naming.runs import Run
from tei_edition.encode.naming.words import fold

__all__ = [
    "FINITE",
    "begins_clause",
    "determined",
    "enclosed",
    "keeps_shop",
    "listed",
    "owning",
    "personal",
    "tells_place",
]

_WHO = {"who", "himself", "herself", "whose", "qui"}
_ANDS = {"and", "und", "et", "or", "oder", "ou"}
_AGENTS = ("eur", "euse", "iste", "ien", "ienne", "ier", "ist", "ian")
"""Endings of small French and English words for what somebody is."""


_ON_THE = {"am", "im", "vom", "zum", "beim"}
_HEIGHTS = ("berg", "bach", "feld", "tal", "thal", "see")
"""Endings of the names of hills, valleys and waters, which have an article in German."""
_SIGHTS = {
    *("place", "métro", "café", "hôpital", "caserne", "fort", "puits", "quai", "pont", "théâtre"),
    *("faubourg", "salle", "gare", "rue"),
}
"""Small French words for what is called after somebody or something."""
FINITE = {
    *("est", "a", "avait", "était", "fut", "va", "eut", "n", "s"),
    *("has", "had", "was", "is", "hat", "war", "ist"),
}
"""Verbs and small words before them that tell a subject."""
_SUBJECTS = {
    *(
        "hat",
        "hatte",
        "habe",
        "hätte",
        "will",
        "kann",
        "könnte",
        "muß",
        "muss",
        "soll",
        "mag",
        "darf",
        "ging",
        "geht",
    ),
    *(
        "kam",
        "kommt",
        "blieb",
        "bleibt",
        "stand",
        "steht",
        "saß",
        "sitzt",
        "nahm",
        "nimmt",
        "gab",
        "gibt",
        "ließ",
        "läßt",
    ),
    *(
        "tat",
        "tut",
        "macht",
        "hielt",
        "hält",
        "begann",
        "beginnt",
        "lacht",
        "schwieg",
        "schweigt",
        "starb",
        "stirbt",
    ),
    *(
        "fuhr",
        "fährt",
        "bekam",
        "bekommt",
        "trat",
        "tritt",
        "zog",
        "zieht",
        "schlug",
        "schlägt",
        "verlor",
        "verliert",
    ),
    *(
        "gewann",
        "gewinnt",
        "trug",
        "trägt",
        "warf",
        "wirft",
        "griff",
        "greift",
        "erhielt",
        "erhält",
        "verließ",
        "fiel",
    ),
    *(
        "übernahm",
        "erschien",
        "erscheint",
        "empfing",
        "unterschrieb",
        "widersprach",
        "stieg",
        "lief",
        "las",
        "liest",
    ),
}
"""German verbs that follow a name which begins a sentence, and no adjective; weak ones end with -te."""
_NO_VERB = {
    "letzte",
    "erste",
    "zweite",
    "dritte",
    "vierte",
    "alte",
    "gute",
    "rechte",
    "echte",
    "heute",
    "nächste",
}
"""German words that end as weak verbs do."""
_NO_SUBJECT = ("ig", "lich", "isch", "bar", "sam", "los", "end", "iert", "es", "en", "em", "e", "weise")
"""Endings of German adjectives, adverbs and infinitives that begin sentences."""
_AGED = {"alte", "alten", "junge", "jungen", "selige", "seligen", "verstorbene", "verstorbenen"}
"""German adjectives between an article and a person's name."""
_NEAR = 8
"""So far from a word quotation marks are looked for."""
_TOLD = {
    "lettre",
    "lettres",
    "reponse",
    "hommage",
    "adresse",
    "appel",
    "dire",
    "ecrire",
    "demander",
    "visite",
}
"""French words behind which à tells a person."""


def determined(run: Run) -> bool:
    """Tell whether an article stands before the word, and no noun behind it (the Malenkov regime)."""
    if run.before().isdigit():
        return True
    if run.line.language == "de":
        return _declined(run.before()) and not aged(run)
    if run.line.language == "en" and _adjectival(run):
        return True
    if run.before().lower() not in lexicon().articles:
        return False
    noun = (
        run.line.language == "en"
        and run.after()[:1].islower()
        and fold(run.after()) not in lexicon().common[run.line.language]
    )
    return not noun


def _adjectival(run: Run) -> bool:
    """Tell whether the English word ends as adjectives do and a noun follows (Homeric laughter)."""
    after = fold(run.after())
    noun = (
        run.after()[:1].islower()
        and after not in lexicon().common[run.line.language]
        and after not in lexicon().verbs
    )
    return noun and run.words[-1].key.endswith(("ic", "al", "an", "ine", "esque"))


def _declined(word: str) -> bool:
    """Tell whether the German word is an article or looks like an adjective before a noun."""
    key = fold(word)
    if key in lexicon().articles or key in {"im", "am", "zum", "zur", "vom", "beim", "ins", "ans"}:
        return True
    known = key in lexicon().verbs or key in lexicon().common["de"] or key in lexicon().small_titles
    return word[:1].islower() and key.endswith(("e", "en", "er", "es", "em")) and not known


def aged(run: Run) -> bool:
    """Tell whether a German article and an adjective for persons stand before it (der alte Hilse)."""
    if run.line.language != "de" or run.before() not in _AGED or run.first < 2:
        return False
    return run.line.words[run.first - 2].key in {"der", "den", "dem", "des", "die", "vom"}


def owning(run: Run) -> bool:
    """Tell whether it is a German genitive before a noun, without an article (seit Stumms Zeiten)."""
    line, end = run.line, run.end
    bare = run.text.endswith("s") and not run.text.endswith("ss") and not _declined(run.before())
    return bare and end < len(line.words) and line.gap(end) == " " and is_listed_noun(line.words[end].key)


def personal(run: Run) -> bool:
    """Tell whether a verb, a title or a profession beside it tells a person."""
    known, before, after = lexicon(), run.before(), run.after()
    if aged(run):
        return True
    if after in known.verbs or before.lower() in known.small_titles or _of_profession(run):
        return True
    if after in _WHO:
        placed = fold(before) in known.prepositions.get(run.line.language, ()) or before in {"of", "de", "d"}
        return not placed and not (run.leads and after == "qui")
    return before in known.verbs and _speaks(run)


def _of_profession(run: Run) -> bool:
    """Tell whether the word before says what somebody is (Lehrer Pohl, le poète Sully)."""
    before = run.before()
    if run.line.language == "de":
        return tells_profession(before, fold(before))
    return before.islower() and before.endswith(_AGENTS) and len(before) > 5


def enclosed(run: Run) -> bool:
    """Tell whether quotation marks stand right round the word: a title or a term rather than a name."""
    text = run.line.text
    start, end = run.words[0].start, run.words[-1].end
    before = text[max(0, start - _NEAR) : start].rstrip("\u00a0\u202f ")[-1:]
    after = text[end : end + _NEAR].lstrip("\u00a0\u202f .,!?")[:1]
    return before in tuple('“„«»‘"') and after in tuple('”“»«’"')


def _speaks(run: Run) -> bool:
    """Tell whether the verb before the name follows a quotation, or `so`: “…”, sagt Vandervelde."""
    if not run.first:
        return False
    verb, earlier = run.line.words[run.first - 1], run.line.words[max(0, run.first - 2)]
    near = run.line.text[max(0, verb.start - _NEAR) : verb.start].rstrip(" ,\u00a0")[-1:]
    return earlier.key in {"so", "wie", "comme"} or near in tuple('“”«»"’')


def begins_clause(run: Run) -> bool:
    """Tell whether the word begins a sentence as its subject: French and German nouns have an article there."""
    word = run.words[0]
    if run.line.language == "de":
        after = run.after()
        verb = after in _SUBJECTS or (after.endswith("te") and after.islower() and after not in _NO_VERB)
        plain = word.text[1:].islower() and not word.key.endswith(_NO_SUBJECT)
        return run.leads and verb and plain and not run.line.display
    verbal = word.key.endswith(("er", "ir", "ez", "ons"))
    return (
        run.leads
        and run.after() in FINITE
        and not run.line.display
        and word.text[1:].islower()
        and not verbal
    )


def keeps_shop(run: Run) -> bool:
    """Tell whether an English owner stands behind a preposition of place: at Singer’s, in Schuler’s Hall."""
    line, end = run.line, run.end
    owner = (
        line.language == "en"
        and end < len(line.words)
        and line.words[end].text == "s"
        and line.gap(end) == "'"
    )
    return owner and fold(run.before()) in {"at", "in", "to", "from"}


def tells_place(run: Run) -> bool:
    """Tell whether what stands before it tells a place: a preposition, or a word and “of” (the people of Kansas)."""
    known, line, before = lexicon(), run.line, run.before()
    if line.language == "de" and before in _ON_THE:
        return run.words[-1].key.endswith(_HEIGHTS) and not is_listed_noun(run.words[-1].key)
    if line.language == "fr" and before in _SIGHTS:
        return True
    word = fold(before)
    earlier = line.words[run.first - 2] if run.first > 1 and line.gap(run.first - 1) in {" ", "'"} else None
    if line.language == "de" and word in known.place_nouns:
        return True
    if before in {"à", "À"} and earlier is not None and (earlier.key in known.verbs or earlier.key in _TOLD):
        return False
    if before == "from" and run.after() == "to" and line.words[run.end + 1 : run.end + 2]:
        return line.words[run.end + 1].capital
    if before != "a" and word in known.prepositions.get(line.language, ()):
        return True
    if earlier is None:
        return False
    if word in {"of", "de", "d", "von"}:
        return earlier.key in known.people_of.get(line.language, ())
    if line.language != "en":
        return False
    from_to = run.first > 3 and line.words[run.first - 3].text == "from" and earlier.capital
    return (word == "to" and (earlier.key in known.motion or from_to)) or (
        before == "for" and earlier.key == "member"
    )


def listed(run: Run, names: frozenset[str]) -> bool:
    """Tell whether one of these names stands before or after it, a comma, hyphen or “and” between."""
    line, first, end = run.line, run.first, run.end
    left = first - (2 if run.before() in _ANDS else 1)
    right = end + (1 if run.after() in _ANDS else 0)
    marks = {","} if line.language == "de" else {",", "-"}
    near_left = left >= 0 and (left < first - 1 or line.gap(first) in marks)
    near_right = right < len(line.words) and (right > end or line.gap(end) in marks)
    return (near_left and line.words[left].key in names) or (near_right and line.words[right].key in names)
