"""Decisions → the lines of an article's toml that make them, ready to be pasted."""

from __future__ import annotations

import json
from collections.abc import Sequence

from tei_edition.model import Decision

__all__ = ["decision_lines"]

SAID = ("element", "ref", "who", "source", "level")
"""What a decision says of the words it quotes."""


def decision_lines(choices: Sequence[Decision], keep: Decision | None = None) -> str:
    """Give the `[[decision]]` that is the first of the choices; the others, and the one that keeps, as comments.

    All of them quote the same words.
    """
    first = choices[0]
    quoted = ((key, getattr(first.anchor, key)) for key in ("text", "to", "before", "after"))
    lines = ["[[decision]]", *(f"{key} = {_toml(value)}" for key, value in quoted if value)]
    lines += _said(first)
    lines += [f"# or: {', '.join(_said(other))}" for other in choices[1:]]
    lines += [f"# to keep it: {', '.join(_said(keep))}"] if keep else []
    lines += ["every = true"] if first.every else []
    return "\n".join(lines) + "\n"


def _said(decision: Decision) -> list[str]:
    """Give what a decision says, a line each."""
    return [f"{key} = {_toml(value)}" for key in SAID if (value := getattr(decision, key))]


def _toml(value: str) -> str:
    """Give a string as TOML writes it."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
