"""A string → whether it is a name in XML 1.0, fourth edition, which expat, Jing and RELAX NG's test suite go by."""

from __future__ import annotations

import re
from functools import lru_cache
from xml.parsers import expat

_NCNAME = re.compile(r"[A-Z_a-z][A-Z_a-z\-.0-9]*")
_NAME = re.compile(r"[A-Z_a-z:][A-Z_a-z:\-.0-9]*")
_NMTOKEN = re.compile(r"[A-Z_a-z:\-.0-9]+")
_MARKUP = re.compile(r"[\s/<>=\"'&?!]")


def is_ncname(text: str) -> bool:
    """Say whether it is a name without a colon."""
    return _NCNAME.fullmatch(text) is not None if text.isascii() else ":" not in text and _expat_takes(text)


def is_name(text: str) -> bool:
    """Say whether it is a name."""
    return _NAME.fullmatch(text) is not None if text.isascii() else _expat_takes(text)


def is_nmtoken(text: str) -> bool:
    """Say whether it is a name token."""
    return _NMTOKEN.fullmatch(text) is not None if text.isascii() else _expat_takes("a" + text)


@lru_cache(maxsize=4096)
def _expat_takes(name: str) -> bool:
    """Ask expat, which has the tables of the fourth edition (appendix B); only for names that are not ASCII."""
    if _MARKUP.search(name):
        return False
    try:
        expat.ParserCreate("utf-8").Parse(f"<{name}/>".encode(), True)
    except (expat.ExpatError, UnicodeError):
        return False
    return True
