"""XPath's functions on strings with regular expressions → the same, each expression translated only once.

elementpath translates an expression anew for every string (XPath Functions 3.1, section 5.6); `\\W` takes it 20 ms.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import Any

from elementpath.regex import RegexError, translate_pattern

from tei_edition.validate.parser import Parser, defined

__all__ = ["Parser"]

FLAGS = {"s": re.DOTALL, "m": re.MULTILINE, "i": re.IGNORECASE, "x": re.VERBOSE}


class RegularError(Exception):
    """A regular expression or its flags are wrong; `code` is XPath's."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(f"[err:{code}] {reason}")
        self.code = code


@lru_cache(maxsize=512)
def expression(pattern: str, letters: str) -> re.Pattern[str]:
    """Give the regular expression for one of XPath's with its flags. Raises RegularError."""
    if not set(letters) <= {*FLAGS, "q"}:
        raise RegularError("FORX0001", f"invalid flags {letters!r}")
    written = pattern
    if "q" in letters:
        written = re.sub(r"([-\\.?*+{}()\[\]|^$])", r"\\\1", pattern)
    flags = 0
    for letter in set(letters) - {"q"}:
        flags |= FLAGS[letter]
    try:
        return re.compile(translate_pattern(written, flags), flags)
    except (re.error, RegexError, OverflowError) as error:
        raise RegularError("FORX0002", f"invalid regular expression {pattern!r}: {error}") from None


def _pattern(token: Any, context: Any, at: int) -> re.Pattern[str]:
    """Give the regular expression of a function's argument, with the flags that may follow the others."""
    pattern = str(token.get_argument(context, 1, required=True, cls=str))
    letters = str(token.get_argument(context, at, required=True, cls=str)) if len(token) > at else ""
    try:
        return expression(pattern, letters)
    except RegularError as error:
        raise token.error(error.code, str(error)) from None


def _not_empty(token: Any, context: Any, at: int) -> re.Pattern[str]:
    found = _pattern(token, context, at)
    if found.search(""):
        raise token.error("FORX0003", f"regular expression {found.pattern!r} matches the empty string")
    return found


@defined("matches", (2, 3), "xs:string?", "xs:string", "xs:string", "xs:boolean")
def evaluate__matches(self: Any, context: Any = None) -> bool:
    """XPath Functions 3.1, section 5.6.3."""
    text = self.get_argument(context, default="", cls=str)
    return _pattern(self, context, 2).search(text) is not None


@defined("tokenize", (1, 3), "xs:string?", "xs:string", "xs:string", "xs:string*")
def evaluate__tokenize(self: Any, context: Any = None) -> Any:
    """XPath Functions 3.1, section 5.6.5."""
    text = self.get_argument(context, default="", cls=str)
    if len(self) == 1:
        return _items(re.findall(r"[^ \t\r\n]+", text))
    pattern = _not_empty(self, context, 2)
    if not text:
        return []
    ends = [(0, 0), *(found.span() for found in pattern.finditer(text)), (len(text), len(text))]
    return _items([text[before[1] : after[0]] for before, after in pairwise(ends)])


@defined("replace", (3, 4), "xs:string?", "xs:string", "xs:string", "xs:string", "xs:string")
def evaluate__replace(self: Any, context: Any = None) -> str:
    """XPath Functions 3.1, section 5.6.4."""
    text = self.get_argument(context, default="", cls=str)
    pattern = _not_empty(self, context, 3)
    by = str(self.get_argument(context, 2, required=True, cls=str))
    if len(self) > 3 and "q" in str(self.get_argument(context, 3, cls=str)):
        return pattern.sub(lambda _: by, text)
    if not re.fullmatch(r"(?:[^\\$]|\\[\\$]|\$\d+)*", by, re.DOTALL):
        raise self.error("FORX0004", f"invalid replacement {by!r}")
    return pattern.sub(lambda found: _filled(by, found), text)


def _filled(by: str, found: re.Match[str]) -> str:
    """Put groups into a replacement: of the digits after `$` as many as make the number of a group."""

    def put(part: re.Match[str]) -> str:
        if part[0][0] == "\\":
            return part[0][1]
        digits = part[1]
        known = len(digits)
        while known > 1 and int(digits[:known]) > (found.re.groups or 0):
            known -= 1
        group = int(digits[:known])
        return ((found[group] or "") if group <= found.re.groups else "") + digits[known:]

    return re.sub(r"\\[\\$]|\$(\d+)", put, by)


def _items(values: list[str]) -> Any:
    return values[0] if len(values) == 1 else values


Parser.build()
