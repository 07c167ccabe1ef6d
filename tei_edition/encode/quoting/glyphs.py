"""Quotation glyphs → their family, and how well two of them make a pair: the conventions, as tables."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["ALONE", "FAMILY", "FORBIDDEN", "MARKS", "PAIRS", "canonical", "pair_cost"]

FORBIDDEN = 99.0
"""A cost nobody pays."""

FAMILY: Mapping[str, str] = {
    **dict.fromkeys('“”„"', "double"),
    **dict.fromkeys(("``", "''"), "double"),
    **dict.fromkeys("«»", "angle"),
    **dict.fromkeys("‘’‚'`", "single"),
    **dict.fromkeys("‹›", "half angle"),
}
"""Which glyphs can belong together: only marks of one family make a pair."""

_SAME = {"‟": "“", "＂": '"', "‛": "‘", "´": "’", "‘‘": "“", "’’": "”", "´´": "”", ",,": "„", "‚‚": "„",
         "<<": "«", ">>": "»"}  # fmt: skip

MARKS = frozenset("“”„‟\"＂«»‘’‚‛'`´‹›")
"""All characters a quotation mark is made of."""

PAIRS: Mapping[str, float] = {
    "“”": 0, "„“": 0, "„”": 0, '""': 0, "``''": 0, "«»": 0, "»«": 0, "‹›": 0, "›‹": 0,
    "‘’": 0, "‚‘": 0, "‚’": 0, "''": 0, "`'": 0, "’’": 0, "’‘": 2, "`’": 0.5,
    '„"': 1, "„''": 1, '``"': 0.5, "''''": 0.5, "\"''": 1, "''\"": 1, "''”": 1, "“''": 1, "``”": 1,
    '"”': 1.5, '“"': 1.5, '""”': 1.5, "””": 2, '”"': 2, "‘'": 1, "'’": 1, "‚'": 1, "’'": 1,
    "““": 3, '"“': 2.5, "”“": 4, "»»": 2, "««": 3, "‘‘": 3.5, "`‘": 2, "``": 3, "››": 2, "‹‹": 3, "„„": 5,
}  # fmt: skip
"""What an opening and a closing glyph cost as a pair: 0 for a convention, more for what only a slip explains."""

ALONE: Mapping[str, float] = {"double": 6, "angle": 6, "half angle": 5, "single": 4}
"""What it costs to take a mark of the family for no part of a pair."""


def canonical(glyph: str) -> str:
    """Give the glyph that stands for this one and its like: a doubled ‘‘ for “, a doubled comma for „."""
    return _SAME.get(glyph, glyph)


def pair_cost(opening: str, closing: str) -> float:
    """Say what it costs to take two glyphs for a pair."""
    return PAIRS.get(opening + closing, FORBIDDEN)
