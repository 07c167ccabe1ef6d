"""Words → dates: what a title block prints in English, German or French, and the same in ISO 8601."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["MONTH", "WEEKDAY", "Date", "dates_in", "is_date", "is_day"]

_MONTHS = (
    "january|januar|jänner|janvier|jan",
    "february|februar|feber|février|fevrier|feb|févr",
    "march|märz|maerz|mars|mar|mrz",
    "april|avril|apr|avr",
    "may|mai",
    "june|juni|juin|jun",
    "july|juli|juillet|jul|juil",
    "august|août|aout|aug",
    "september|septembre|sept|sep",
    "october|oktober|octobre|oct|okt",
    "november|novembre|nov",
    "december|dezember|décembre|decembre|dec|dez|déc",
)
MONTH = rf"(?:{'|'.join(_MONTHS)})(?![^\W\d_])\.?"
"""The name of a month."""
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})(?![^\W\d_])\.?"
_SECOND = rf"(?P<month2>{'|'.join(_MONTHS)})(?![^\W\d_])\.?"
_DAY = r"(?P<day>[12]?\d|3[01]|30)"
_YEAR = r"(?P<year>1[4-9]\d\d|20\d\d)(?!\d)"
_LATER = r"(?:\s*[-–/]\s*(?P<later>\d\d(?:\d\d)?)(?!\d))?"
_SEASON = (
    r"(?:early|late|mid-?)?\s*(?:spring|summer|autumn|fall|winter|frühjahr|frühling|sommer|herbst|"
    r"printemps|été|automne|hiver)"
)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_DASH = r"\s*(?:[-–—/&]|to|bis|and|und|et)\s*"
_TO_DAY = rf"(?:{_DASH}(?P<day2>\d\d?)(?:st|nd|rd|th|\.)?)?"
_FORMS = (
    rf"{_DAY}(?:st|nd|rd|th|er|\.)?{_TO_DAY}\s*(?:of\s+|de\s+)?{_MONTH},?\s*{_YEAR}",
    rf"{_MONTH}\s*{_DAY}(?:st|nd|rd|th)?{_TO_DAY}(?:\s*\(\d+\))?\s*[,.]?\s*{_YEAR}",
    rf"{_MONTH}{_DASH}(?:(?:{'|'.join(_MONTHS)})\.?{_DASH})?{_SECOND},?\s*(?:of\s+)?{_YEAR}",
    rf"{_MONTH},?\s*(?:of\s+)?{_YEAR}",
    rf"{_DAY}\.\s*(?P<figure>1[0-2]|0?[1-9])\.\s*{_YEAR}",
    rf"{_DAY}\.\s*(?P<roman>X[I]{{0,2}}|I?[VX]|VI{{1,3}}|I{{1,3}})\.\s*{_YEAR}",
    r"(?P<year>1[4-9]\d\d|20\d\d)-(?P<figure>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?!\d)",
    rf"(?:{_SEASON}|(?:year|année|jahr|anno))(?:\s*(?:of|de|des jahres))?,?\s*{_YEAR}{_LATER}",
    rf"{_YEAR}{_LATER}",
)
_ANY_YEAR = re.compile(r"1[4-9]\d\d|20\d\d")
"""Without one there is no date."""
_PATTERNS = tuple(re.compile(rf"(?<![\w-]){form}", re.IGNORECASE) for form in _FORMS)
_AROUND = re.compile(
    r"^(?:[\s(\[{—–-]|\b(?:on|le|den|der|am|im|vom|ca|circa|c|about|dated|en|du)\b\.?)*", re.IGNORECASE
)
_LONGEST = 80
"""A line that is a date and nothing else is no longer."""
_AFTER = re.compile(r"^[\s)\]}.,:;—–?!*-]*(?:\[[\d*]+\])?$")
WEEKDAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|montag|dienstag|mittwoch|donnerstag|freitag|"
    r"samstag|sonnabend|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
)
"""The name of a day of the week."""
_DAY_OF_MONTH = re.compile(
    rf"\d{{1,2}}\S{{0,3}}\s+(?:of\s+|de\s+)?{MONTH}\b|\b{MONTH}\s+\d{{1,2}}\b", re.IGNORECASE
)
_DAY_OF_WEEK = re.compile(rf"\b{WEEKDAY}\b", re.IGNORECASE)
_WEEKDAY = re.compile(rf"^[\s(\[]*{WEEKDAY},?\s+(?:den\s+)?", re.IGNORECASE)


@dataclass(frozen=True)
class Date:
    """A date as printed, and understood."""

    start: int
    """Where it begins in the text."""
    end: int
    """Where it ends."""
    when: str
    """The same in ISO 8601, as exactly as it is printed: `1953-06-29`, `1953-06`, `1953`."""
    until: str = ""
    """The end of a period (`July–August 1953` → `1953-08`); else empty."""

    @property
    def precision(self) -> str:
        """Say what it is exact to: `day`, `month` or `year`."""
        return ("year", "month", "day")[self.when.count("-")]

    @property
    def years(self) -> int:
        """Say how many years a period takes; 0 for a date."""
        return int(self.until[:4]) - int(self.when[:4]) if self.until else 0


def dates_in(text: str) -> list[Date]:
    """Give the dates of a text in their order; where two overlap, the one said more exactly."""
    found: list[Date] = []
    for pattern in _PATTERNS if _ANY_YEAR.search(text) else ():
        for match in pattern.finditer(text):
            if all(match.end() <= date.start or match.start() >= date.end for date in found):
                found.extend(_understood(match))
    return sorted(found, key=lambda date: date.start)


def is_date(text: str) -> bool:
    """Say whether a line is a date and nothing else, in brackets or not."""
    if len(text) > _LONGEST:
        return False
    text = _WEEKDAY.sub("", text)
    found = dates_in(text)
    if len(found) != 1:
        return False
    return _AROUND.sub("", text[: found[0].start]) == "" and bool(_AFTER.match(text[found[0].end :]))


def is_day(text: str) -> bool:
    """Say whether a line has a day and month, or a day of the week, as the head of a letter has."""
    return bool(_DAY_OF_MONTH.search(text) or _DAY_OF_WEEK.search(text))


def _understood(match: re.Match[str]) -> Iterator[Date]:
    """Yield the date a match says, if there is such a day."""
    parts = match.groupdict()
    year, month = parts["year"], _month(parts.get("month")) or int(parts.get("figure") or 0)
    if roman := parts.get("roman"):
        month = _ROMAN.index(roman.upper()) + 1
    day, last = int(parts.get("day") or 0), int(parts.get("day2") or 0)
    if day > 31 or last > 31:
        return
    until = _iso(year, month, last) if last > day else ""
    if second := _month(parts.get("month2")):
        until = _iso(year, second, 0)
    if later := parts.get("later"):
        until = year[: 4 - len(later)] + later
    when = _iso(year, month, day)
    yield Date(match.start(), match.end(), when, until if until > when else "")


def _month(name: str | None) -> int:
    """Give a month's number; 0 for none."""
    folded = (name or "").lower()
    return next((at for at, forms in enumerate(_MONTHS, 1) if folded in forms.split("|")), 0)


def _iso(year: str, month: int, day: int) -> str:
    return year + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")
