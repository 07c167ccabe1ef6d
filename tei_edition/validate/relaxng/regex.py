r"""A regular expression of XML Schema → a test of strings (XML Schema Part 2, appendix F).

Python's `re` does the matching; what it lacks (`\p{…}`, `\i`, `\c`, subtraction of classes) is written out as ranges
of characters. Most strings are ASCII or at least in the Basic Multilingual Plane, so the ranges are made for those
first, and for all of Unicode only when a string asks for it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from tei_edition.validate.limits import Guard, TooLong

LIMITS = (0x80, 0x10000, 0x110000)
"""How far ranges are written out: ASCII, the Basic Multilingual Plane, all of Unicode."""

GUARD = Guard(10.0)
"""Stops expressions that take for ever; to be entered for one document, and asked which of them were stopped."""

CATEGORIES = re.compile("L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?")
GROUPS = {"L": "ultmo", "M": "nce", "N": "dlo", "P": "cdseifo", "Z": "slp", "S": "mcko", "C": "cfsno"}
SIGNS = {
    kind: chr(ord("0") + number)
    for number, kind in enumerate(group + one for group, ones in GROUPS.items() for one in ones)
}
"""General category → one character that stands for it."""
SINGLE = {"n": "\n", "r": "\r", "t": "\t", **{c: c for c in "\\|.-^?*+{}()[]"}}
Ranges = list[tuple[int, int]]


class PatternError(Exception):
    """A regular expression is not well-formed."""


def compiled(pattern: str) -> Callable[[str], bool]:
    """Give the test whether a string matches as a whole."""
    plain, quick = _translated(pattern, LIMITS[0]), _is_quick(pattern)

    def match(text: str) -> bool:
        limit = LIMITS[0] if text.isascii() else LIMITS[1] if max(text) < "\U00010000" else LIMITS[2]
        expression = plain if limit == LIMITS[0] else _translated(pattern, limit)
        if quick:
            return expression.fullmatch(text) is not None
        try:
            return GUARD.run(pattern, lambda: expression.fullmatch(text)) is not None
        except TooLong:
            return True  # nothing is claimed about it: see GUARD

    return match


def _is_quick(pattern: str) -> bool:
    """Say whether matching takes no more than one step for a character: nothing repeats but one class at most."""
    rest = re.sub(r"\\[pP]\{[^}]*\}", "", pattern)
    return "(" not in rest and len(re.findall(r"[*+?{]", rest)) < 2


@lru_cache(maxsize=512)
def _translated(pattern: str, limit: int) -> re.Pattern[str]:
    translator = _Translator(pattern, limit)
    try:
        return re.compile(translator.expression(), re.DOTALL)
    except (re.error, ValueError, OverflowError, RecursionError) as error:
        raise PatternError(str(error)) from error


@lru_cache(maxsize=256)
def _category(name: str, limit: int) -> Ranges:
    """Give the characters of a general category, or of a block by `Is…`."""
    if name.startswith("Is"):
        return _block(name[2:])
    if not CATEGORIES.fullmatch(name):
        raise PatternError(f"there is no category {name}")
    signs = "".join(sign for kind, sign in SIGNS.items() if kind.startswith(name))
    return [(run.start(), run.end() - 1) for run in re.finditer(f"[{signs}]+", _kinds(limit))]


@lru_cache(maxsize=3)
def _kinds(limit: int) -> str:
    """Give the signs of the general categories of all characters, one after the other."""
    return "".join(map(SIGNS.__getitem__, map(unicodedata.category, map(chr, range(limit)))))


def _block(name: str) -> Ranges:
    from elementpath.regex import RegexError, unicode_subset

    try:
        found = unicode_subset("Is" + name)
    except (RegexError, KeyError, ValueError) as error:
        raise PatternError(f"there is no block {name}") from error
    return _joined([(c, c) if isinstance(c, int) else (c[0], c[1] - 1) for c in found.codepoints])


def _joined(ranges: Ranges) -> Ranges:
    """Put ranges in order and join those that touch."""
    joined: Ranges = []
    for low, high in sorted(ranges):
        if joined and low <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
        else:
            joined.append((low, high))
    return joined


def _inverted(ranges: Ranges, limit: int = LIMITS[-1]) -> Ranges:
    found, start = [], 0
    for low, high in _joined(ranges):
        if low > start:
            found.append((start, low - 1))
        start = max(start, high + 1)
    return [*found, (start, limit - 1)] if start < limit else found


def _less(ranges: Ranges, other: Ranges) -> Ranges:
    return _inverted(_joined(_inverted(ranges) + other))


def _written(ranges: Ranges, limit: int) -> str:
    """Write ranges as a class of Python's; an empty one matches nothing."""
    parts = [f"\\U{low:08x}-\\U{min(high, limit - 1):08x}" for low, high in ranges if low < limit]
    return f"[{''.join(parts)}]" if parts else "(?!)"


def _name_ranges(rest: bool, limit: int) -> Ranges:
    """Give the characters of names, by the categories that XML 1.0, appendix B, was made from."""
    kinds = ["Ll", "Lu", "Lo", "Lt", "Nl"] + (["Lm", "Nd", "M"] if rest else [])
    marks = ":_-.\xb7" if rest else ":_"
    found = [part for kind in kinds for part in _category(kind, limit)]
    return _joined(found + [(ord(mark), ord(mark)) for mark in marks])


class _Translator:
    """Reads an expression of XML Schema and writes Python's."""

    def __init__(self, pattern: str, limit: int) -> None:
        self.pattern, self.limit, self.at = pattern, limit, 0

    def peek(self) -> str:
        """Give the next character; empty at the end."""
        return self.pattern[self.at : self.at + 1]

    def take(self) -> str:
        """Give the next character and go on."""
        self.at += 1
        if self.at > len(self.pattern):
            raise PatternError("it ends too early")
        return self.pattern[self.at - 1]

    def expression(self) -> str:
        """Translate the whole."""
        found = self.branches()
        if self.at < len(self.pattern):
            raise PatternError(f"{self.peek()} has no partner")
        return found

    def branches(self) -> str:
        """Translate branches between bars."""
        found = [self.branch()]
        while self.peek() == "|":
            self.take()
            found.append(self.branch())
        return "|".join(found)

    def branch(self) -> str:
        """Translate pieces: an atom each, with how often."""
        found = []
        while self.peek() and self.peek() not in "|)":
            found.append(self.atom() + self.quantifier())
        return "".join(found)

    def quantifier(self) -> str:
        """Translate how often."""
        if self.peek() and self.peek() in "?*+":
            return self.take()
        match = re.compile(r"\{([0-9]+)(,([0-9]*))?\}").match(self.pattern, self.at)
        if not match:
            return ""
        if match[3] and int(match[3]) < int(match[1]):
            raise PatternError("the most is less than the least")
        self.at = match.end()
        return match[0]

    def atom(self) -> str:
        """Translate a character, a class or a group."""
        char = self.take()
        if char == "(":
            inside = self.branches()
            if self.peek() != ")":
                raise PatternError("a parenthesis is not closed")
            self.take()
            return f"(?:{inside})"
        if char == "[":
            return _written(self.char_class(), self.limit)
        if char == "\\":
            return _written(self.escape(), self.limit)
        if char == ".":
            return "[^\\n\\r]"
        if char in "?*+{})]":
            raise PatternError(f"{char} stands where a character must")
        return re.escape(char)

    def escape(self) -> Ranges:
        """Read what follows a backslash."""
        char = self.take()
        if char in SINGLE:
            return [(ord(SINGLE[char]), ord(SINGLE[char]))]
        if char in "pP":
            match = re.compile(r"\{([A-Za-z0-9\-]+)\}").match(self.pattern, self.at)
            if not match:
                raise PatternError(f"\\{char} wants a category in braces")
            self.at = match.end()
            found = _category(match[1], self.limit)
        else:
            found = self.named(char.lower())
        return _inverted(found) if char.isupper() else found

    def named(self, char: str) -> Ranges:
        """Give the class of a letter."""
        if char == "s":
            return [(9, 10), (13, 13), (32, 32)]
        if char == "d":
            return _category("Nd", self.limit)
        if char == "w":
            return _inverted([r for kind in "PZC" for r in _category(kind, self.limit)])
        if char in "ic":
            return _name_ranges(char == "c", self.limit)
        raise PatternError(f"\\{char} means nothing")

    def char_class(self) -> Ranges:
        """Read a class after its opening bracket."""
        negative = self.peek() == "^"
        if negative:
            self.take()
        found: Ranges = []
        first = True
        while self.peek() != "]" or first:
            if self.peek() == "-" and self.pattern[self.at + 1 : self.at + 2] == "[" and not first:
                self.at += 2
                out = self.char_class()
                if self.take() != "]":
                    raise PatternError("nothing may follow a subtraction")
                return _less(_inverted(found) if negative else _joined(found), out)
            found += self.member()
            first = False
        self.take()
        return _inverted(found) if negative else _joined(found)

    def member(self) -> Ranges:
        """Read a character or a range of a class."""
        char = self.take()
        if char == "[":
            raise PatternError("[ in a class wants a backslash")
        low = self.escape() if char == "\\" else [(ord(char), ord(char))]
        single = len(low) == 1 and low[0][0] == low[0][1]
        after = self.pattern[self.at + 1 : self.at + 2]
        if self.peek() != "-" or after in ("]", "[", "") or not single:
            return low
        self.take()
        char = self.take()
        high = self.escape() if char == "\\" else [(ord(char), ord(char))]
        if len(high) != 1 or high[0][0] != high[0][1] or high[0][0] < low[0][0]:
            raise PatternError("a range ends before it begins")
        return [(low[0][0], high[0][0])]
