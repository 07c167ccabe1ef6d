"""A capitalised word → how far the name that may begin with it goes: which words join on."""

from __future__ import annotations

from tei_edition.encode.naming.lexicon import lexicon
from tei_edition.encode.naming.ordinary import is_noun, is_org_head, tells_profession
from tei_edition.encode.naming.words import Line, Word

__all__ = ["OVER", "SURNAME_PARTICLES", "end_of_run", "named_before"]

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
    "ier",
    "iere",
    "if",
    "ive",
    "elle",
    "aire",
    "ouvrier",
    "ouvriere",
    "peen",
)
SURNAME_PARTICLES = {"De", "Du", "La", "Le", "Van", "Von", "Di", "Da", "Des", "Ten", "Ter"}
"""Particles with a capital, as surnames have them in English (De Leon, Du Bois)."""
OVER = {
    "l",
    "d",
    "sur",
    "sous",
    "les",
    "lès",
    "aux",
    "en",
    "de",
    "la",
    "le",
    "du",
    "des",
    "on",
    "upon",
    "am",
    "an",
}
"""Small words that hyphens hold within the name of a place."""
_ENGLISH_HEADS = {
    "association",
    "committee",
    "company",
    "council",
    "federation",
    "league",
    "party",
    "society",
}


def end_of_run(line: Line, at: int) -> int:
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
    if gap == "-":
        return _small_hyphenated(line, first, at)
    if word.text == "s" and gap == "'":  # Lord’s Day Observance Society
        return int(line.language == "en" and line.gap(at + 1) == " " and _head_ahead(line, at + 1))
    if members := _members_of(line, first, at):
        return members
    if word.text in {"el", "al", "ul"} and line.gap(at + 1) == "-":  # Abd el-Krim
        return 2 * int(at + 1 < len(line.words) and line.words[at + 1].capital)
    if gap != " " or at + 1 >= len(line.words) or line.gap(at + 1) != " ":
        return 0
    if line.language == "de" and _whose(line, first, at):  # Gewerkverein christlicher Bergarbeiter
        return 2
    if line.words[at + 1].capital:
        return 2 * int(_small_joins(line, first, at))
    if word.text in {"von", "van", "de"} and line.words[at + 1].text in {"der", "den", "dem", "la"}:
        ahead = at + 2 < len(line.words) and line.words[at + 2].capital and line.gap(at + 2) == " "
        return 3 * int(
            ahead and (_begins_person(line.words[at - 1], line) or _ends_title(line.words[at - 1]))
        )
    if (
        word.text in _OF - {"for"}
        and line.words[at + 1].text in {"the", "la", "l"}
        and at + 2 < len(line.words)
    ):
        return 3 * int(line.words[at + 2].capital and _small_joins(line, first, at))
    return 0


def _whose(line: Line, first: int, at: int) -> bool:
    """Tell whether a small adjective and a noun say whose a German body is."""
    body = line.words[at - 1].key in lexicon().org_bodies and line.words[first].capital
    return body and line.words[at].text.endswith("er") and line.words[at + 1].capital


def _small_hyphenated(line: Line, first: int, at: int) -> int:
    """Give how many words a small one behind a hyphen makes part of the name: Chiang Kai-shek, Butte-aux-Cailles."""
    word = line.words[at]
    if word.text in OVER and line.gap(at + 1) in {"-", "'"} and at + 1 < len(line.words):
        further = 2 if line.words[at + 1].capital else 3
        joined = at + further <= len(line.words) and line.words[at + further - 1].capital
        return further * int(joined and line.gap(at + further - 1) in {"-", "'"})
    return int(at - first > 1 and len(word.key) <= 6 and word.key not in lexicon().common[line.language])


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
    if not word.initials and word.key in known.no_names[line.language] and word.key not in known.titles:
        owning = line.text[word.end : word.end + 2] in {"' ", "’ "}
        within = (gap == "-" or before.text == "s" or owning) and _head_ahead(line, at)
        particle = word.text in SURNAME_PARTICLES and _begins_person(before, line)
        return (
            within
            or particle
            or before.key in {"st", "ste"}
            or (gap == " " and named_before(line, first, at))
        )
    if gap in {" ", ""}:
        return line.language != "de" or _german_joins(line, first, at) or _of_country(before, word)
    if line.language == "en" and line.text[before.end : word.start] in {"' ", "’ "}:  # Weavers’ Association
        return _head_ahead(line, at)
    if line.text[before.end : word.start].strip() == "&":
        return True
    if gap == ".":
        return not line.starts_sentence(at)
    if gap == "-":
        pair = (
            (before.key, word.key) in known.places
            or (line.language == "de" and before.key in known.surnames)
            or before.key in known.titles
            or line.language == "fr"
        )
        return (
            pair or _head_ahead(line, at) or any(_begins_person(each, line) for each in line.words[first:at])
        )
    return gap == "'" and before.text in {"O", "D"}


def named_before(line: Line, first: int, at: int) -> bool:
    """Tell whether a word such as More or Long is a surname, a given name or title before it."""
    before, word = line.words[at - 1], line.words[at]
    if line.language != "en" or word.key in lexicon().calendar or word.key in lexicon().articles:
        return False
    if (line.starts_sentence(first) and before.key not in lexicon().titles) or before.key == "i":
        return False
    return _begins_person(line.words[at - 1], line)


def _begins_person(word: Word, line: Line) -> bool:
    """Tell whether the word is a given name, a title or initials."""
    known = lexicon()
    titled = word.key in known.titles or (line.language == "fr" and word.text == "M.")
    return word.key in known.given or word.initials or titled


def _ends_title(word: Word) -> bool:
    """Tell whether a German word ends as titles do (Generalfeldmarschall)."""
    return word.capital and word.key.endswith(lexicon().title_endings)


def _head_ahead(line: Line, at: int, places: bool = True) -> bool:
    """Tell whether one of the next capitalised words tells an organisation or a place (Farmer-Labor Party)."""
    known = lexicon()
    for index in range(at, min(at + 4, len(line.words))):
        word = line.words[index]
        between = line.text[line.words[index - 1].end : word.start] if index else ""
        if not word.capital or (
            index > at and line.gap(index) not in {" ", "-"} and between not in {"' ", "’ "}
        ):
            return False
        if (
            word.key in known.org_heads
            or (line.language == "de" and is_org_head(word.key))
            or (places and word.key in known.place_after and (index > at or line.words[at - 1].text == "s"))
        ):
            return True
    return False


def _members_of(line: Line, first: int, at: int) -> int:
    """Give the number of small words that say whose a body is: Ligue *des droits de l’homme*."""
    known = lexicon()
    body = any(word.key in known.org_bodies and word.capital for word in line.words[first:at])
    if line.language != "fr" or not body or line.gap(at) != " ":
        return 0
    size = _of_noun(line, at)
    plural = size and line.words[at + size - 1].text.endswith(("s", "x")) and line.words[at].text == "des"
    return size + (_of_noun(line, at + size) if plural else 0)


def _of_noun(line: Line, at: int) -> int:
    """Give the number of words of `des mineurs`, `de la paix`, `de l’homme` there; 0 where there is no such thing."""
    words = [word.text for word in line.words[at : at + 3]]
    if len(words) < 2 or line.gap(at) != " " or words[0] not in {"des", "du", "de"}:
        return 0
    size = 3 if words[0] == "de" and words[1] in {"la", "l"} else 2
    if words[0] == "de" and size == 2:
        return 0
    noun = line.words[at + size - 1] if len(words) >= size else None
    near = (
        noun is not None
        and not noun.capital
        and line.gap(at + size - 1) in {" ", "'"}
        and line.gap(at + 1) == " "
    )
    return size if near and noun is not None and len(noun.text) > 3 else 0


def _german_joins(line: Line, first: int, at: int) -> bool:
    """Tell whether a capitalised word may go on after this one where every noun has a capital."""
    known, before, word = lexicon(), line.words[at - 1], line.words[at]
    if (
        _begins_person(before, line)
        or before.key in known.modifiers
        or before.key.endswith(known.title_endings)
    ):
        return True
    inside = line.words[first:at]
    if word.key in _ENGLISH_HEADS or any(each.text == "of" for each in inside):
        return True
    titled = len(inside) in {2, 3} and _begins_person(inside[0], line)
    if len(inside) == 1 and first and line.gap(first) == " ":
        titled = tells_profession(line.words[first - 1].text, line.words[first - 1].key)
    titled = titled and not is_noun(word.key)
    return titled or before.text.endswith(("e", "en", "er", "es", "San", "New"))


def _of_country(before: Word, word: Word) -> bool:
    """Tell whether a German genitive of a country follows a body (Partei Deutschlands)."""
    return before.key in lexicon().org_heads and (word.key.removesuffix("s"),) in lexicon().places


def _small_joins(line: Line, first: int, at: int) -> bool:
    """Tell whether a small word holds a name together: Paul von Hindenburg, League of Nations."""
    known, before = lexicon(), line.words[at - 1]
    named = before.key in known.given or before.initials or _french_noble(line, first, at)
    titled = before.key in known.titles or _ends_title(before)
    if line.words[at].text in known.particles and (named or (titled and _noble(line, at))):
        return True
    if _second_head(line, first, at):
        return True
    german = line.language == "de"
    return line.words[at].text in _OF and any(
        _german_body(word.key) if german else word.key in known.org_heads or word.key in known.place_before
        for word in line.words[first:at]
    )


def _of_two(line: Line, first: int, at: int) -> bool:
    """Tell whether a body may be named by two words with `and`: the Boot *and* Shoe Workers’ Union."""
    known, word = lexicon(), line.words[at - 1]
    article = at - 2 if at > 1 else first
    alone = first >= article and line.words[article].key == "the"
    others = (known.org_heads, known.titles, known.given, known.papers)
    plain = not any(word.key in keys for keys in others)
    return alone and plain and word.key not in known.no_names[line.language]


def _french_noble(line: Line, first: int, at: int) -> bool:
    """Tell whether a French particle goes on with a titled name (M. Guyot de Villeneuve), no place behind it."""
    titled = line.words[first].text == "M." or line.words[first].key in lexicon().titles
    ahead = line.words[at + 1].key
    return line.language == "fr" and titled and at > first + 1 and (ahead,) not in lexicon().places


def _german_body(key: str) -> bool:
    """Tell whether it may be said behind the German word whose body it is (Verband der Textilarbeiter)."""
    return key in lexicon().org_bodies or key in _ENGLISH_HEADS or key.endswith(("verband", "verein", "bund"))


def _second_head(line: Line, first: int, at: int) -> bool:
    """Tell whether `and` or `the` goes on with a body: Society for Bettering *the* Condition of the Poor."""
    small, inside = line.words[at].text, line.words[first:at]
    if line.language != "en" or small not in {"and", "the"}:
        return False
    headed = any(word.key in lexicon().org_heads for word in inside)
    if small == "the":
        return headed and inside[-1].key.endswith("ing") and inside[-2].text in {"for", "of"}
    ahead = _of_two(line, first, at) and _head_ahead(line, at + 1, places=False)
    behind = headed and any(word.text == "of" for word in inside) and line.words[at + 2 : at + 3]
    return ahead or bool(behind and behind[0].capital and behind[0].text.endswith("s"))


def _noble(line: Line, at: int) -> bool:
    """Tell whether the small word is one that follows a title in a name (General von Bülow)."""
    placed = line.words[at - 1].key in lexicon().people_of["de"]
    return line.words[at].text in {"von", "van", "de"} and line.language in {"en", "de"} and not placed
