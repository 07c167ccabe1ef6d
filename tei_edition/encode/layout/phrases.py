"""`phrases.toml` → patterns: the words by which lines are told."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

__all__ = ["listed", "phrases"]


@lru_cache(maxsize=1)
def _sections() -> Mapping[str, str]:
    text = files(__package__).joinpath("phrases.toml").read_text("utf-8")
    return tomllib.loads(text)


def phrases(*sections: str) -> str:
    """Give the phrases of these sections as one regular expression, to be compiled without regard to case."""
    lines = [line for section in sections for line in _sections()[section].splitlines() if line]
    return "(?:" + "|".join(map(_pattern, lines)) + ")"


def listed(section: str) -> tuple[str, ...]:
    """Give the words of a section."""
    return tuple(_sections()[section].split())


def _pattern(line: str) -> str:
    """Let a space match any white space, and brackets group without being counted."""
    line = re.sub(r"(?<!\\)\((?!\?)", "(?:", line)
    return line.replace(" ?", r"\s*").replace(" ", r"\s+")
