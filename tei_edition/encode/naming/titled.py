"""A block's text → the stretches in quotation marks that have the shape of a title: names in them are its words."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Sequence

__all__ = ["title_extents", "within"]

_QUOTED = re.compile(
    r"“([^“”]{3,90})”|„([^„“”]{3,90})[“”]|«([^«»]{3,90})»|»([^«»]{3,90})«|‘([^‘’]{3,90})’(?!\w)|\"([^\"]{3,90})\""
)
_WORDS = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_SENTENCE = re.compile(r"[.!?…;:]\W*$|[.!?…;]\s")
_MOST = 9


def title_extents(text: str, language: str) -> list[tuple[int, int]]:
    """Give where such stretches begin and end, in order."""
    return [
        match.span()
        for match in _QUOTED.finditer(text)
        if _is_title(next(filter(None, match.groups())), language)
    ]


def _is_title(inner: str, language: str) -> bool:
    """Tell whether it is no sentence and has capitals as titles have them, in two words at least."""
    words = _WORDS.findall(inner)
    if (
        not 2 <= len(words) <= _MOST
        or not inner.strip()[0].isupper()
        or _SENTENCE.search(inner.rstrip(" ,.\u00a0" if language == "en" and len(words) <= 4 else " ,\u00a0"))
    ):
        return False
    if re.split("[’']", words[0])[0] in _SPEAKERS:
        return False
    long = [word for word in words if len(word) > 3]
    if language == "en":
        return all(word[0].isupper() for word in long)
    return len(words) <= 6 and (language == "de" or not any(word in _VERBS for word in words))


_SPEAKERS = {
    *("That", "This", "It", "He", "She", "I", "We", "You", "They", "There", "Long"),
    *("Ich", "Er", "Sie", "Wir", "Es", "Je", "Il", "Elle", "Nous", "Vous", "On", "Vive", "Vivent"),
}
"""Words that begin a sentence rather than a title."""
_VERBS = {
    *("est", "sont", "a", "ont", "était", "étaient", "fut", "furent", "avait", "avaient", "sera", "seront"),
    *("va", "vont", "dit", "fait", "ist", "sind", "war", "waren", "hat", "haben", "wird", "werden"),
}


def within(extents: Sequence[tuple[int, int]], start: int) -> bool:
    """Tell whether the place is in one of the extents, which are in order."""
    at = bisect_right(extents, (start, sys.maxsize)) - 1
    return at >= 0 and start < extents[at][1]
