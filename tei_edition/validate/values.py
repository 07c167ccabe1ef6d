"""A value that is not allowed and what was expected → words: the list or the type in plain language, and a guess."""

from __future__ import annotations

import datetime
import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence

from tei_edition.validate.facts import leaves
from tei_edition.validate.habits import BOOLEANS, LANGUAGES, MONTHS, PATTERNS, TYPES
from tei_edition.validate.relaxng.patterns import Data, Pattern, Value
from tei_edition.validate.relaxng.xsd import XsdType

DATES = ("date", "gYear", "gYearMonth")
PARTS_OF_DATES = ("gMonth", "gDay", "gMonthDay", "time", "dateTime")
MOST = 12
"""How many values are listed."""

_DAY_MONTH_YEAR = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?\s+([^\W\d]{3,})\.?,?\s+(\d{4})")
_MONTH_DAY_YEAR = re.compile(r"([^\W\d]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_MONTH_YEAR = re.compile(r"([^\W\d]{3,})\.?,?\s+(\d{4})")
_NUMBERS = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?")
_DOTTED = re.compile(r"(\d{1,2})([./])\s?(\d{1,2})[./]\s?(\d{4})")
_SPAN = re.compile(r"(\d{4})\s?[-–/]\s?(\d{4})")


def expected(values: Iterable[Pattern]) -> str:
    """Put the patterns of a value into words."""
    found = list(leaves(values))
    names = {leaf.type.name for leaf in found if isinstance(leaf, Data)}
    words = [_word(leaf, names) for leaf in found]
    return join([word for word in dict.fromkeys(words) if word], "or", MOST) or "text"


def _word(leaf: Value | Data, names: set[str]) -> str:
    if isinstance(leaf, Value):
        return f"`{leaf.written.strip()}`" if leaf.written.strip() else ""
    name, kind = leaf.type.name, leaf.type
    if names.issuperset(DATES):
        if name in DATES:
            return "a date such as 1953-06-29, 1953-06 or 1953"
        if name in PARTS_OF_DATES:
            return "a part of a date such as --06-29 or 12:00:00"
    if isinstance(kind, XsdType) and kind.patterns and name in ("token", "string"):
        known = [PATTERNS[pattern] for pattern in kind.patterns if pattern in PATTERNS]
        return known[0] if known else f"text of the form {kind.patterns[0]}"
    return TYPES.get(name, "text")


def guess(text: str, values: Sequence[Pattern]) -> str | None:
    """Guess what was meant by a value that is not allowed, as a hint; None where there is no telling."""
    found = list(leaves(values))
    words = [leaf.written for leaf in found if isinstance(leaf, Value)]
    types = {leaf.type.name for leaf in found if isinstance(leaf, Data)}
    meant = (
        (_alike(text, words))
        or ("date" in types and _date(text))
        or ("ID" in types and _identity(text))
        or ("language" in types and _language(text))
        or ("boolean" in types and BOOLEANS.get(text))
    )
    if meant:
        return f"did you mean `{meant}`?"
    return _odd_date(text) if "date" in types else None


def _alike(text: str, words: Sequence[str]) -> str | None:
    same = [word for word in words if word.lower() == text.strip().lower()]
    close = same or difflib.get_close_matches(text, words, n=1, cutoff=0.75)
    return close[0] if close else None


def _date(text: str) -> str | None:
    """Read a date as people write it: 29 June 1953, June 29, 1953, 1953/6/29, 29.6.1953, June 1953."""
    text = text.strip()
    if found := _DAY_MONTH_YEAR.fullmatch(text):
        return _iso(int(found[3]), _month(found[2]), int(found[1]))
    if found := _MONTH_DAY_YEAR.fullmatch(text):
        return _iso(int(found[3]), _month(found[1]), int(found[2]))
    if found := _MONTH_YEAR.fullmatch(text):
        return _iso(int(found[2]), _month(found[1]), None)
    if found := _NUMBERS.fullmatch(text):
        return _iso(int(found[1]), int(found[2]), int(found[3]) if found[3] else None)
    if found := _DOTTED.fullmatch(text):
        day, month = int(found[1]), int(found[3])
        if found[2] == "/" and day <= 12:
            return None  # day or month? only the editor knows
        return _iso(int(found[4]), month, day)
    return None


def _month(name: str) -> int | None:
    plain = unicodedata.normalize("NFD", name.lower()).encode("ascii", "ignore").decode()
    return MONTHS.get(plain[:4]) or MONTHS.get(plain[:3])


def _iso(year: int, month: int | None, day: int | None) -> str | None:
    try:
        written = datetime.date(year, month or 0, 1 if day is None else day).isoformat()
    except ValueError:
        return None
    return written if day is not None else written[:7]


def _odd_date(text: str) -> str | None:
    """Say what is odd about a date."""
    if found := _SPAN.fullmatch(text.strip()):
        return f'a span of time is written from="{found[1]}" to="{found[2]}", or notBefore and notAfter'
    found = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text.strip())
    if found is None:
        return None
    if not 1 <= int(found[2]) <= 12:
        return f"there is no month {found[2]}"
    return f"{found[1]}-{found[2]} has no day {found[3]}"


def _identity(text: str) -> str | None:
    """Make an id of something that is none."""
    made = re.sub(r"[^\w.\-]+", "-", text.strip()).strip("-")
    if not made:
        return None
    return made if made[0].isalpha() or made[0] == "_" else f"_{made}"


def _language(text: str) -> str | None:
    plain = text.strip()
    known = LANGUAGES.get(plain.lower().split()[0]) if plain else None
    tag = plain.replace("_", "-")
    return known or (tag if tag != text and re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", tag) else None)


def join(words: Sequence[str], last: str, most: int) -> str:
    """Join words as a sentence does, no more than so many."""
    if len(words) > most:
        return ", ".join(words[:most]) + ", …"
    return f" {last} ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
