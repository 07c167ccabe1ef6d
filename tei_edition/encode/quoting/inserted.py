"""The words of a quotation → the clause put between them that says who speaks: “We go, said the mayor, at once.”"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tei_edition.encode.quoting.words import WORD, Words

__all__ = ["Inserted", "find_inserted"]

REACH = 400
"""So many characters of a quotation are looked at."""
_MOST = 9
"""A clause that only says who speaks has no more words."""
_PART = re.compile(r"[,;:!?…—–]|\.(?=\s|$)|\s-\s")
_BEHIND_VERB = 2
"""So many words may stand behind `he said` in its clause: again, to me."""


@dataclass(frozen=True)
class Inserted:
    """A clause within a quotation that says who speaks."""

    window: tuple[int, int]
    """Where it stands in the words quoted."""
    verb: tuple[int, int]
    """Where its verb stands; the word that leads over where it has none: `so der Minister`."""
    anonymous: bool
    """Whether nobody in particular speaks."""


def find_inserted(text: str, lexicon: Words) -> Inserted | None:
    """Give the first clause in the words quoted, not at their head, that says who speaks."""
    for start, end in _clauses(text[:REACH], lexicon):
        words = _words(text, start, end, lexicon)
        if not 2 <= len(words) <= _MOST:
            continue
        at = _verb(words, lexicon)
        if at is not None:
            nobody = any(lexicon.has("people", word.lower()) for word in _subject(words, at, lexicon)[:1])
            return Inserted((start, end), (words[at].start(), words[at].end()), nobody)
    return None


def _clauses(text: str, lexicon: Words) -> Iterator[tuple[int, int]]:
    """Yield the parts between marks of punctuation, from the second on; a stop of an abbreviation parts nothing."""
    start = -1
    for match in _PART.finditer(text):
        word = re.search(r"\w*$", text[max(0, match.start() - 12) : match.start()])
        short = word is not None and (len(word[0]) == 1 or lexicon.has("abbreviations", word[0].lower()))
        if match[0] == "." and short:
            continue
        if start >= 0:
            yield start, match.start()
        start = match.end()
    if start >= 0:
        yield start, len(text)


def _words(text: str, start: int, end: int, lexicon: Words) -> Sequence[re.Match[str]]:
    """Give the words of a clause, in French those parted by hyphens and apostrophes one by one: dit-il, s’écria."""
    pattern = re.compile(r"\w+") if lexicon.language == "fr" else WORD
    found = [*pattern.finditer(text, start, end)]
    return [word for word in found if word[0] != "t"] if lexicon.language == "fr" else found


def _verb(words: Sequence[re.Match[str]], lexicon: Words) -> int | None:
    """Give the index of the verb of saying, if it is followed by who speaks or, in English, follows them."""
    at = next((at for at, word in enumerate(words) if not lexicon.has("before_verb", word[0].lower())), 0)
    led = lexicon.language == "de" and at > 0
    if _says(words[at][0], lexicon) and _subject(words, at, lexicon):
        return at
    if led and _is_subject(words[at:], lexicon):
        return at - 1
    if lexicon.language == "en" and _is_subject(words, lexicon):
        behind = range(max(1, len(words) - 1 - _BEHIND_VERB), len(words))
        return next((at for at in behind if _says(words[at][0], lexicon)), None)
    return None


def _subject(words: Sequence[re.Match[str]], at: int, lexicon: Words) -> list[str]:
    """Give the words behind the verb where they can be its subject."""
    behind = words[at + 1 :]
    while behind and lexicon.has("before_verb", behind[0][0].lower()):
        behind = behind[1:]
    return [word[0] for word in behind] if _is_subject(behind, lexicon) else []


def _is_subject(words: Sequence[re.Match[str]], lexicon: Words) -> bool:
    """Say whether words begin with a name, an article in the nominative, or a pronoun of who is told about."""
    first = words[0][0] if words else ""
    return (first[:1].isupper() and first != "I") or lexicon.has("nominative", first.lower())


def _says(word: str, lexicon: Words) -> bool:
    return (
        word[0].islower()
        and lexicon.has("say", word)
        and (lexicon.has("plain", word) or not lexicon.has("weak", word))
    )
