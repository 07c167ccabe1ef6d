"""A date as lists write it → its ISO form (TEI `@when`, XML Schema datatypes), where it is one."""

from __future__ import annotations

import datetime
import re

__all__ = ["iso_date"]

_ISO = re.compile(r"(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*)?")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(?:(\d{1,2})\.)\s?(\d{4})")


def iso_date(text: str) -> str:
    """Give `1879-12-21`, `1879-12` or `1879`; empty for what is no exact date of these forms.

    Days before months with dots are read (`21. 12. 1879`), with slashes not: they are told differently in
    different countries.
    """
    text = text.strip()
    if found := _DOTTED.fullmatch(text):
        text = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    found = _ISO.fullmatch(text)
    if not found:
        return ""
    year, month, day = found.groups()
    if (month or day) == "00":
        return year
    try:
        datetime.date(4 if year.startswith("-") else int(year) or 4, int(month or 1), int(day or 1))
    except ValueError:
        return ""
    return "-".join(part for part in (year, month, day) if part)
