"""A string → the value it stands for in a W3C XML Schema datatype (XML Schema Part 2, section 3); None when none."""

from __future__ import annotations

import base64
import binascii
import math
import re
import struct
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tei_edition.validate.relaxng.xmlname import is_ncname

if TYPE_CHECKING:
    from fractions import Fraction

Context = Mapping[str, str]
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_REAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_INTEGER = re.compile(r"[+-]?[0-9]+")
_BASE64 = re.compile(r"([A-Za-z0-9+/] ?)*(= ?){0,2}")
_DURATION = re.compile(
    r"(-)?P(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)D)?"
    r"(?:T(?=[0-9.])(?:([0-9]+)H)?(?:([0-9]+)M)?(?:((?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+))S)?)?"
)
_YEAR, _MONTH, _DAY = r"(?P<year>-?(?:[1-9][0-9]{4,}|[0-9]{4}))", r"(?P<month>[0-9]{2})", r"(?P<day>[0-9]{2})"
_CLOCK = r"(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2}(?:\.[0-9]*)?)"
_ZONE = r"(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?"
MOMENTS = {
    "dateTime": f"{_YEAR}-{_MONTH}-{_DAY}T{_CLOCK}",
    "date": f"{_YEAR}-{_MONTH}-{_DAY}",
    "time": _CLOCK,
    "gYear": _YEAR,
    "gYearMonth": f"{_YEAR}-{_MONTH}",
    "gMonthDay": f"--{_MONTH}-{_DAY}",
    "gMonth": f"--{_MONTH}",
    "gDay": f"---{_DAY}",
}
"""The forms of dates and times."""


@dataclass(frozen=True)
class Moment:
    """A date or time."""

    seconds: Fraction
    """Seconds since the year 0, in its own zone or in none."""
    zone: int | None
    """Minutes its zone is ahead; None without zone."""

    def __eq__(self, other: object) -> bool:
        """Equal are two moments that are the same instant and both have a zone or both none."""
        return isinstance(other, Moment) and compare(self, other) == 0

    def __hash__(self) -> int:
        """Equal moments have one hash."""
        return hash(self.seconds - 60 * (self.zone or 0))


def compare(one: Any, other: Any) -> int | None:
    """Give -1, 0 or 1; None where two values have no order."""
    if isinstance(one, Moment):
        return _compare_moments(one, other)
    if isinstance(one, Duration):
        return one.compare(other) if isinstance(other, Duration) else None
    if isinstance(one, float) and (math.isnan(one) or math.isnan(other)):
        return 0 if math.isnan(one) and math.isnan(other) else None
    return int(one > other) - int(one < other)


def _compare_moments(one: Moment, other: Moment) -> int | None:
    """Compare as XML Schema Part 2, section 3.2.7.3: without a zone, a moment may be 14 hours off either way."""
    difference = (one.seconds - 60 * (one.zone or 0)) - (other.seconds - 60 * (other.zone or 0))
    if (one.zone is None) != (other.zone is None) and abs(difference) <= 14 * 3600:
        return None
    return (difference > 0) - (difference < 0)


def whole(text: str) -> int:
    """Give a whole number, however long: Python's own conversion stops at some thousand digits."""
    return int(Decimal(text))


def _fraction(text: str) -> Fraction:
    """Give a number exactly; the module is loaded only where there are times."""
    from fractions import Fraction

    return Fraction(Decimal(text))


def moment(name: str) -> Callable[[str, Context], Moment | None]:
    """Give the parser of a type of dates or times."""
    form = re.compile(MOMENTS[name] + _ZONE)

    def parse(text: str, _context: Context) -> Moment | None:
        match = form.fullmatch(text)
        return _moment(match.groupdict()) if match and text.isascii() else None

    return parse


def _moment(parts: dict[str, str | None]) -> Moment | None:
    year, month, day = (
        whole(parts.get("year") or "4"),
        whole(parts.get("month") or "1"),
        whole(parts.get("day") or "1"),
    )
    hour, minute = whole(parts.get("hour") or "0"), whole(parts.get("minute") or "0")
    second, zone = _fraction(parts.get("second") or "0"), _zone(parts.get("zone"))
    if (parts.get("year") and year == 0) or not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    proleptic = year + 1 if year < 0 else year
    if parts.get("day") and parts.get("month") and day > _days(proleptic, month):
        return None
    if hour > 23 or minute > 59 or second > 60 or zone == "wrong" or abs(year) >= 2**31:
        return None
    days = _ordinal(proleptic, month) + day
    return Moment(days * 86400 + hour * 3600 + minute * 60 + second, zone if isinstance(zone, int) else None)


def _zone(text: str | None) -> int | str | None:
    if text in (None, "Z"):
        return None if text is None else 0
    hours, minutes = int(str(text)[1:3]), int(str(text)[4:6])
    if minutes > 59 or hours > 14 or (hours == 14 and minutes):
        return "wrong"
    return (-1 if str(text)[0] == "-" else 1) * (hours * 60 + minutes)


def _days(year: int, month: int) -> int:
    return monthrange(2000 + year % 400, month)[1]


def _ordinal(year: int, month: int) -> int:
    """Count the days before a month, in the Gregorian calendar carried back."""
    before = year - 1
    days = 365 * before + before // 4 - before // 100 + before // 400
    return days + sum(_days(year, earlier) for earlier in range(1, month))


@dataclass(frozen=True)
class Duration:
    """A duration."""

    months: int
    """Its years and months."""
    seconds: Fraction
    """Its days and below."""

    def compare(self, other: Duration) -> int | None:
        """Compare by adding to the four moments of XML Schema Part 2, section 3.2.6.2."""
        signs = set()
        for year, month in ((1696, 9), (1697, 2), (1903, 3), (1903, 7)):
            one, two = self._after(year, month), other._after(year, month)
            signs.add((one > two) - (one < two))
        return signs.pop() if len(signs) == 1 else None

    def _after(self, year: int, month: int) -> Fraction:
        total = year * 12 + month - 1 + self.months
        return _ordinal(total // 12, total % 12 + 1) * 86400 + self.seconds


def duration(text: str, _context: Context) -> Duration | None:
    """Parse a duration."""
    match = _DURATION.fullmatch(text)
    if not match or not any(match.groups()[1:]) or not text.isascii():
        return None
    sign = -1 if match[1] else 1
    year, month, day, hour, minute = (whole(part or "0") for part in match.groups()[1:6])
    seconds = day * 86400 + hour * 3600 + minute * 60 + _fraction(match[7] or "0")
    return Duration(sign * (12 * year + month), sign * seconds)


def boolean(text: str, _context: Context) -> str | None:
    """Parse a truth value."""
    return {"true": "true", "1": "true", "false": "false", "0": "false"}.get(text)


def decimal(text: str, _context: Context) -> Decimal | None:
    """Parse a decimal number."""
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def integer(low: int | None, high: int | None) -> Callable[[str, Context], Decimal | None]:
    """Give the parser of whole numbers within limits."""

    def parse(text: str, _context: Context) -> Decimal | None:
        if not _INTEGER.fullmatch(text):
            return None
        value = Decimal(text)
        return value if (low is None or value >= low) and (high is None or value <= high) else None

    return parse


def double(text: str, _context: Context) -> float | None:
    """Parse a floating-point number."""
    if text in ("INF", "-INF", "NaN"):
        return float(text.lower())
    return float(text) if _REAL.fullmatch(text) else None


def single(text: str, context: Context) -> float | None:
    """Parse a floating-point number of 32 bits."""
    value = double(text, context)
    try:
        return None if value is None else float(struct.unpack("f", struct.pack("f", value))[0])
    except OverflowError:
        return math.copysign(math.inf, value or 0)


def digits(value: Decimal) -> tuple[int, int]:
    """Count a number's digits, all and those of its fraction, without zeros that say nothing."""
    plain = format(abs(value), "f")
    whole, _, fraction = plain.partition(".")
    whole, fraction = whole.lstrip("0"), fraction.rstrip("0")
    return len(whole) + len(fraction), len(fraction)


def hex_binary(text: str, _context: Context) -> bytes | None:
    """Parse hexadecimal bytes."""
    return bytes.fromhex(text) if re.fullmatch(r"([0-9a-fA-F]{2})*", text) else None


def base64_binary(text: str, _context: Context) -> bytes | None:
    """Parse bytes in base 64."""
    if not _BASE64.fullmatch(text):
        return None
    try:
        return base64.b64decode(text.replace(" ", ""), validate=True)
    except binascii.Error:
        return None


def uri(text: str, _context: Context) -> str | None:
    """Judge a URI reference as loosely as its datatype does: %xx, one #, a well-formed scheme."""
    if re.search("%(?![0-9a-fA-F]{2})", text) or text.count("#") > 1:
        return None
    colon = re.match(r"[^/?#:]*:", text)
    return (
        text
        if not colon or (re.fullmatch(r"[a-zA-Z][a-zA-Z0-9+.\-]*:", colon[0]) and len(text) > len(colon[0]))
        else None
    )


def qname(text: str, context: Context) -> tuple[str, str] | None:
    """Parse a name with a prefix that is declared."""
    prefix, colon, local = text.rpartition(":")
    if not is_ncname(local) or (colon and not is_ncname(prefix)):
        return None
    if prefix and prefix not in context:
        return None
    return context.get(prefix, ""), local
