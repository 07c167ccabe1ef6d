"""A line of text → whether it is speech, or tells who speaks: `The mayor said: “…”`, `« Non ! » répondit-il`."""

from __future__ import annotations

import re
from functools import cache

from tei_edition.encode.layout.shape import is_caps, is_title_case
from tei_edition.encode.quoting.words import words_of

__all__ = ["is_speech", "is_told", "is_turn", "tells_who_speaks"]

_QUOTED = re.compile(r"[“„«»\"][^“„«»”\"]+[”“»«\"]")
_LEADS = re.compile(r"[:,]\s?[—–-]?\s?$")
_STOP = re.compile(r"[.!?…]$")
_WORD = re.compile(r"[^\W\d_]+")
_TURN = re.compile(r"[A-ZÀ-Þ][^—–:!?]{1,70}[.:]\s?[—–]\s?\S")
"""Who speaks, a stop or colon, a dash."""
_FEW = 5
"""What stands between marks without a full stop may be a title if it has no more words."""


def is_speech(text: str) -> bool:
    """Say whether a line is words spoken, alone or with who speaks them, rather than a title."""
    said = "".join(match[0] for match in _QUOTED.finditer(text))
    if len(said) < len(text.rstrip(" .,")):
        return is_told(text)
    whole = bool(_STOP.search(said[1:-1].rstrip())) or len(_WORD.findall(said)) > _FEW
    return whole and not is_title_case(text)


def is_turn(text: str) -> bool:
    """Say whether a line begins with who speaks, as proceedings are printed: `M. Jaurès. — Très bien !`"""
    return bool(_TURN.match(text)) and not is_caps(text)


def is_told(text: str) -> bool:
    """Say whether a line is words spoken, with who speaks them before or behind them."""
    quoted = [*_QUOTED.finditer(text)]
    if not quoted:
        return False
    before = text[: quoted[0].start()]
    told = before if _LEADS.search(before) else "" if before else _QUOTED.sub(" ", text)
    return tells_who_speaks(told) and not is_title_case(told)


def tells_who_speaks(text: str) -> bool:
    """Say whether a verb of saying stands among the words, in any language we know."""
    return any(word in _verbs() for word in _WORD.findall(text))


@cache
def _verbs() -> frozenset[str]:
    """Give the verbs of saying of all languages; nouns begin with a capital in German, and are none."""
    return frozenset[str]().union(*(words_of(language).sets["say"] for language in ("en", "de", "fr")))
