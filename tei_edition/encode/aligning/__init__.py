"""Two states of a text, each a sequence of units → which unit of the new one is which of the old one.

1. `exact`: equal words, told apart by their neighbours where they occur more than once, moved ones too;
2. `similar`: changed words, the likeliest pairs of the whole text first, in rounds that learn from one another;
3. `parts`: what is left was merged into, or split off, a unit that has been found again.

Time grows with the length of the text, not with its square: pairs are looked for among neighbours and by rare words.
"""

from __future__ import annotations

from collections.abc import Sequence

from tei_edition.encode.aligning.exact import match_exact, match_left
from tei_edition.encode.aligning.matching import Alignment, Matching
from tei_edition.encode.aligning.parts import ENOUGH, WHOLE, attach_parts
from tei_edition.encode.aligning.similar import FIRST, LAST, SECOND, match_similar
from tei_edition.encode.aligning.units import Unit, tokens

__all__ = ["Alignment", "Unit", "align", "tokens"]


def align(old: Sequence[Unit], new: Sequence[Unit]) -> Alignment:
    """Find the old units again among the new ones; both are in the order of their text."""
    matching = Matching(old, new)
    match_exact(matching)
    match_similar(matching, FIRST)
    attach_parts(matching, WHOLE)
    match_similar(matching, SECOND)
    match_left(matching)
    match_similar(matching, LAST)
    attach_parts(matching, ENOUGH)
    return matching.result()
