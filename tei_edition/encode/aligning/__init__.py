"""Two states of a text, each a sequence of units → which unit of the new one is which of the old one.

1. `units`: texts are words; 2. `tracing`: each new word is traced to the old word it is, by the words around it,
wherever it stands now (`gaps`: between traced ones, other spellings too); 3. `deciding`: a unit is where most of its
words are, and is a part where others are more; at last `likening`: short ones that were both moved and changed.

**The rule.** A unit survives when more than half of its words stand together in one new unit, edited or not. Of a
divided unit the first part with a third of its words is it, or else the largest. Of units that were joined, the one
with most words there is the new unit, the first of equals, and the others stand within it. Units of the very same
words that nothing around them tells apart are interchangeable. What may stray, if hundreds of edits are made at once:
units of a few words that were both changed and moved or joined to others, when their words are not theirs alone.

Time grows with the length of the text, not with its square.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from tei_edition.encode.aligning.deciding import Alignment, decide
from tei_edition.encode.aligning.tracing import trace
from tei_edition.encode.aligning.units import Unit, tokens

__all__ = ["Alignment", "Unit", "align", "tokens"]


def align(old: Sequence[Unit], new: Sequence[Unit], guests: Collection[int] = ()) -> Alignment:
    """Find the old units again among the new ones; both are in the order of their text.

    `guests` are old units that stood within the one before them: joined again, they stand within it again.
    """
    return decide(old, new, trace(old, new), guests)
