"""`habits.toml` → tables: what people write by habit, what they mean by it, what is likely where much may stand."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

_TABLES: Mapping[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))

ELEMENTS: Mapping[str, str] = _TABLES["elements"]
"""Elements of HTML, DocBook, JATS and TEI P4 → what to write in TEI P5; its first word is the element."""
ATTRIBUTES: Mapping[str, str] = _TABLES["attributes"]
"""Attributes of the same → those of TEI P5."""
ADVICE: Mapping[str, str] = _TABLES["advice"]
"""Element and attribute (`quote/who`) → the cure."""
TYPES: Mapping[str, str] = _TABLES["types"]
"""Data types in words, with an example."""
PATTERNS: Mapping[str, str] = _TABLES["patterns"]
"""Regular expressions in words."""
LANGUAGES: Mapping[str, str] = _TABLES["languages"]
"""What people write for language tags."""
BOOLEANS: Mapping[str, str] = _TABLES["booleans"]
"""What people write for true and false."""
MONTHS: Mapping[str, int] = _TABLES["months"]
"""How the names of months begin."""
LIKELY_ELEMENTS: Sequence[str] = _TABLES["likely-elements"]
"""Elements that are named first where many may stand."""
LIKELY_ATTRIBUTES: Sequence[str] = _TABLES["likely-attributes"]
"""Attributes that are named first."""
WRAPPERS: Sequence[str] = _TABLES["wrappers-of-text"]
"""Elements in which stray text is wrapped, the first that may stand there."""
PLACES: Sequence[str] = _TABLES["places-first"]
"""Elements that are named first as places for others."""


def meant_by(name: str, habits: Mapping[str, str]) -> str | None:
    """Give the name of TEI that a habit stands for."""
    found = habits.get(name) or habits.get(name.lower())
    return found.split()[0] if found else None


def likely_first(names: Sequence[str], likely: Sequence[str]) -> list[str]:
    """Put the likely names first, each once; the others stay in their order."""
    rank = {name: place for place, name in enumerate(likely)}
    return sorted(dict.fromkeys(names), key=lambda name: rank.get(name, len(rank)))
