"""A line over or under a text → who wrote it: `By Rosa Luxemburg`, `(From Our Correspondent.)`, a name and a year."""

from __future__ import annotations

import re

from tei_edition.encode.layout.dates import dates_in
from tei_edition.encode.layout.shape import is_title_case, names_in, without_marker, words

__all__ = ["BARE_BY", "by_line", "is_reporter", "name_and_date"]

_BY = re.compile(
    r"[\s(—–-]*(?P<by>by|von|par|de|written by|text by|verfasst von)\s*:?\s+(?P<who>\S.*)", re.IGNORECASE
)
BARE_BY = re.compile(r"(?:by|von|par)\s?:?", re.IGNORECASE)
"""A line with nothing but `by`: the name stands below."""
_STAFF = re.compile(r"^(?:our|an?|the|unserem|einem|notre|un|une)\s+\S", re.IGNORECASE)
_REPORTER = re.compile(
    r"[\s(\[]*(?:from|by|von|de|par) (?:an?|our|unser[en]*m?|einem|notre|un) .{0,30}"
    r"(?:correspondent|reporter|commissioner|representative|"
    r"korrespondenten|berichterstatter|mitarbeiter|correspondant|envoyé)\b.{0,40}",
    re.IGNORECASE,
)


def is_reporter(text: str) -> bool:
    """Say whether a line names nobody but a newspaper's own reporter: `(From Our Special Correspondent.)`"""
    return bool(_REPORTER.fullmatch(text))


def by_line(text: str) -> re.Match[str] | None:
    """Match `By …` where what follows can be a person."""
    found = _BY.fullmatch(without_marker(text))
    if not found or len(words(text)) > 16:
        return None
    who, word = found["who"].strip(" )"), found["by"].lower()
    if _STAFF.match(who) and word != "de":
        return found
    if word in ("von", "par") and re.fullmatch(r"(?:[A-ZÀ-Þ][\w’'-]+\.?\s?){2,3}", who):
        return found
    if word in ("von", "de", "par"):
        return found if names_in(re.split(r",|\s\(", who)[0]) else None
    name = re.split(r",|\s\(|\s+(?:and|&)\s+", who)[0]
    return (
        found if is_title_case(name) and len(words(name)) <= 6 and not who.endswith(("!", "?", ":")) else None
    )


def name_and_date(text: str) -> int:
    """Give where the name ends in a name with a date after it (`Rosa Luxemburg (1905)`), as archives print it."""
    found = dates_in(text) if len(text) < 80 else []
    name = text[: found[0].start].rstrip(" ,(:–—-[") if len(found) == 1 else ""
    closed = bool(found) and not text[found[-1].end :].strip(" )].")
    return len(name) if closed and name and names_in(name) else 0
