"""Characters → lines, and what a line looks like: the ground on which paragraphs are told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

__all__ = ["Group", "Line", "groups_of", "marker_of"]

_TAB = 8
_MARKER = re.compile(
    r"(?P<number>[\[(]?(?P<value>\d{1,3})(?:[.)\]]+))\s+\S"
    r"|(?P<letter>[\[(]?(?P<alpha>[a-zA-Z])[.)\]])\s+\S"
    r"|(?P<bullet>[•●○▪◦·*†‡+–—-]{1,3})\s+\S"
)


@dataclass(frozen=True)
class Line:
    """A line that is not blank, without the white space around it."""

    text: str
    """Its characters."""
    start: int
    """Where its first character stands in the source."""
    indent: int
    """How far from the margin it begins, in columns."""

    @property
    def end(self) -> int:
        """Where it ends in the source."""
        return self.start + len(self.text)

    @cached_property
    def first_word(self) -> int:
        """How long its first word is."""
        return len(self.text.split(None, 1)[0])

    @cached_property
    def opens_large(self) -> bool:
        """Whether its first letter or figure is not a small letter."""
        first = next((char for char in self.text if char.isalnum()), "")
        return not first.islower()


@dataclass(frozen=True)
class Group:
    """Lines with no blank line between them."""

    lines: tuple[Line, ...]
    """The lines; at least one."""
    blank_before: int
    """Blank lines before the first of them."""


def groups_of(text: str) -> list[Group]:
    """Give the groups of a text. A page break by itself neither makes nor breaks a group."""
    groups: list[Group] = []
    lines: list[Line] = []
    blank, pending = 0, 0
    for line in _lines(text):
        if line is None:
            blank += 1
            continue
        if blank and lines:
            groups.append(Group(tuple(lines), pending))
            lines = []
        if not lines:
            pending = blank
        lines.append(line)
        blank = 0
    return [*groups, Group(tuple(lines), pending)] if lines else groups


def _lines(text: str) -> Iterator[Line | None]:
    """Yield the lines; `None` for a blank one."""
    at = 0
    for raw in text.splitlines(keepends=True):
        stripped = raw.strip()
        if stripped:
            lead = len(raw) - len(raw.lstrip())
            yield Line(stripped, at + lead, len(raw[:lead].expandtabs(_TAB)))
        elif raw.strip(" \t") != "\f":
            yield None
        at += len(raw)


def marker_of(line: Line) -> tuple[str, int] | None:
    """Give style and value of the list marker a line begins with; bullets have the value 0."""
    found = _MARKER.match(line.text)
    if not found:
        return None
    if found["bullet"]:
        return found["bullet"], 0
    if found["number"]:
        return found["number"].replace(found["value"], "1"), int(found["value"])
    return found["letter"].replace(found["alpha"], "a"), ord(found["alpha"].lower()) - 96


def successive(lines: Sequence[Line]) -> set[int]:
    """Give the indexes of lines whose markers count on from one another, or repeat one bullet."""
    last: dict[str, tuple[int, int]] = {}
    found: set[int] = set()
    for index, line in enumerate(lines):
        marker = marker_of(line)
        if marker is None:
            continue
        style, value = marker
        before = last.get(style)
        if before and value == before[0] + (1 if value else 0):
            found |= {before[1], index}
        if before is None or value in (0, 1, before[0] + 1):
            last[style] = (value, index)
    return found
