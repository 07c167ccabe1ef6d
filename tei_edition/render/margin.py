"""Lengths of blocks and of their notes → whether the notes have room in the margin beside the text.

A page cannot measure itself without scripts: notes are set from the height of the block they hang from, and
where they are much longer than the text beside them they would push it apart. The estimate is in lines of text.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

MEASURE = 66
"""Characters in a line of the text."""
NARROW = 37
"""Characters in a line of a note."""
NOTE_LINE = 0.77
"""Height of a note's line in lines of the text."""
GAP = 0.5
"""Height of the space between blocks."""
LATE = 8.0
"""How far below the top of their block notes may begin, where others are in the way."""
LONG = 25.0
"""How far they may reach below it."""


class Margin:
    """The margin of a page while its text is laid out."""

    def __init__(self) -> None:
        self.overhang = 0.0

    def advance(self, characters: int) -> None:
        """Lay out a block without notes."""
        self.overhang = max(0.0, self.overhang - _height(characters))

    def has_room(self, characters: int, notes: Iterable[int]) -> bool:
        """Lay out a block with notes of these lengths; tell whether they can stand beside it."""
        need = sum(ceil(length / NARROW) * NOTE_LINE + GAP / 2 for length in notes)
        below = self.overhang + need - _height(characters)
        if self.overhang <= LATE and below <= LONG:
            self.overhang = max(0.0, below)
            return True
        self.overhang = max(0.0, self.overhang - _height(characters) - need / 2)
        return False


def _height(characters: int) -> float:
    """Give the height of a block."""
    return max(1, ceil(characters / MEASURE)) + GAP
