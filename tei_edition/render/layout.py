"""Blocks → lines of plain text: wrapped, indented, hanging, underlined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from textwrap import TextWrapper

BREAK = "\v"
"""A line break that stays one (XML cannot contain this character)."""
_SPACES = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True)
class Para:
    """A block of the plain text."""

    text: str
    """Its words."""
    style: str = "para"
    """`para`, `line` (no empty line before the next line), `separator`, `h1`, `h2`, …"""
    gap: int = 1
    """Empty lines before it."""
    indent: int = 0
    """Columns its lines are moved to the right."""
    label: str = ""
    """What hangs before its first line, inside the indent."""
    hang: int = 0
    """Further columns for all lines but the first."""
    keep: bool = False
    """Whether the next block follows without an empty line."""

    def indented(self, columns: int) -> Para:
        """Give the block moved to the right."""
        return replace(self, indent=self.indent + columns)


def spaces(text: str) -> str:
    """Fold white space; no-break and other special spaces stay."""
    return _SPACES.sub(" ", text)


def fold(text: str, line_break: str = "\n") -> str:
    """Fold what is left of white space between joined runs; line breaks become `line_break`."""
    return spaces(text.replace(BREAK, line_break) if line_break != "\n" else text).strip(" ")


def render(paras: Iterable[Para], width: int) -> str:
    """Lay out blocks."""
    lines: list[str] = []
    before: Para | None = None
    for para in paras:
        set_lines = list(_lines(para, width))
        if not set_lines:
            continue
        if before is not None:
            lines += [""] * _gap(before, para)
        lines += set_lines
        before = para
    return "\n".join(lines) + "\n" if lines else ""


def _gap(before: Para, para: Para) -> int:
    """Give the number of empty lines between two blocks."""
    if para.style.startswith("h") and not before.style.startswith("h"):
        return 2
    if before.keep or (before.style == para.style == "line" and not para.gap):
        return 0
    return 1


def _lines(para: Para, width: int) -> Iterator[str]:
    """Give a block's lines."""
    if para.style == "separator":
        yield para.text.center(width).rstrip()
        return
    margin = " " * (para.indent - len(para.label))
    wrapped = list(_wrap(para, max(width - para.indent, 20)))
    for number, line in enumerate(wrapped):
        hang = " " * para.hang if number else ""
        yield ((margin + para.label if number == 0 else " " * para.indent) + hang + line).rstrip()
    if wrapped and para.style in ("h1", "h2"):
        length = min(max(map(len, wrapped)), width - 1)  # shorter than a rule across the page
        yield " " * para.indent + ("=" if para.style == "h1" else "-") * length


def _wrap(para: Para, width: int) -> Iterator[str]:
    """Break a block's words into lines."""
    wrapper = TextWrapper(width - para.hang, break_long_words=False, break_on_hyphens=False)
    parts = para.text.split(BREAK)
    if para.label and not para.text.strip():
        yield ""
    for part in parts:
        yield from wrapper.wrap(spaces(part).strip(" "))
