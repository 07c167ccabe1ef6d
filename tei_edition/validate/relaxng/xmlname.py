"""A string → whether it is a name in XML 1.0, fourth edition, which expat, Jing and RELAX NG's test suite go by."""

from __future__ import annotations

import re
from functools import lru_cache
from xml.parsers import expat

NAME_START = (
    "A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd"
)
NAME_REST = NAME_START + "\\-.0-9\xb7\u0300-\u036f\u203f-\u2040"
_NCNAME = re.compile(f"[{NAME_START}][{NAME_REST}]*")
_NAME = re.compile(f"[:{NAME_START}][:{NAME_REST}]*")
_NMTOKEN = re.compile(f"[:{NAME_REST}]+")


def is_ncname(text: str) -> bool:
    """Say whether it is a name without a colon."""
    return _NCNAME.fullmatch(text) is not None and (text.isascii() or _expat_takes(text))


def is_name(text: str) -> bool:
    """Say whether it is a name."""
    return _NAME.fullmatch(text) is not None and (text.isascii() or _expat_takes(text))


def is_nmtoken(text: str) -> bool:
    """Say whether it is a name token."""
    return _NMTOKEN.fullmatch(text) is not None and (text.isascii() or _expat_takes("a" + text))


@lru_cache(maxsize=4096)
def _expat_takes(name: str) -> bool:
    """Ask expat, which has the tables of the fourth edition (appendix B)."""
    try:
        expat.ParserCreate("utf-8").Parse(f"<{name}/>".encode(), True)
    except (expat.ExpatError, UnicodeError):
        return False
    return True
