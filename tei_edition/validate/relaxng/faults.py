"""What the inspector notes down: the faults of a document, and the elements that are open."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tei_edition.validate.relaxng.patterns import Pattern

MOST_TRAIL = 40
"""How many children are gone over again to see which is out of place."""
MOST_REPLAYED = 400
"""How many children are gone over again once."""


@dataclass
class Fault:
    """One mistake."""

    kind: str
    """`unknown`, `misplaced`, `clash`, `missing-before`, `order`, `incomplete`, `text`, `data`, `attribute`, `value`,
    `attribute-missing`, `id-twice` or `idref`; `untold` stands for all that came after too many."""
    line: int
    """Where it is."""
    column: int
    """Where it is, in characters."""
    ordinal: int
    """The number of the element it is about, counted by start tags from 0."""
    name: str
    """The element it is about, as expat names it."""
    parent: str = ""
    """The element that one stands in; empty for the root."""
    before: tuple[str, ...] = ()
    """The elements that stand before it in the same element."""
    state: Pattern | None = None
    """What was expected where it was found."""
    owner: int = -1
    """The number of the element that one stands in; of the element itself where it is incomplete."""
    outer: int = -1
    """The number of the element that `owner` stands in."""
    names: tuple[str, ...] = ()
    """What is missing: elements or attributes."""
    attribute: str = ""
    """The attribute it is about."""
    text: str = ""
    """The attribute's value, or the text."""
    values: tuple[Pattern, ...] = ()
    """What the value should have matched."""
    later: bool = False
    """Whether the element could stand before one of those that stand before it."""
    first: int = 0
    """The line of the first element with that ID; how many are untold."""
    other: Fault | None = None
    """The other side of it, told later in the document: where the element stands that is missing, or is missing."""


@dataclass
class Frame:
    """An element that is open."""

    name: str
    """Its name."""
    after: Pattern | None
    """What comes after it; None when its own state knows."""
    ordinal: int
    """Its number."""
    line: int
    """Where it begins."""
    column: int
    """Where it begins."""
    start: Pattern
    """What was expected at its beginning."""
    allowed: bool = True
    """Whether it may stand where it stands."""
    children: list[str] = field(default_factory=list)
    """Its child elements so far, each name once, the last one last."""
    absent: list[Fault] = field(default_factory=list)
    """Faults that said a child is missing, which may yet come, too late."""
    strange: list[str] = field(default_factory=list)
    """Its children that may not stand where they stand."""
    excused: int = 0
    """How many of those may stand for something that is missing, so that its absence is not told as well."""
    lately: int = -1
    """How long the trail was when a strange child came last: that may stand for what is missing there."""
    trail: list[str] = field(default_factory=list)
    """Its children that may stand where they stand, in their order."""
    around: frozenset[str] = frozenset()
    """Elements of which one seems to be missing around what was told last; what it could hold is not told again."""
    run: bool = False
    """Whether what was told last is text, with what stands in its line around which something is missing."""
    fitting: bool = False
    """Whether something has stood in it that may stand there."""
    misnamed: bool = False
    """Whether it began with an element that may not stand there, and nothing has fitted since: that is told once."""
    faulty: bool = False
    """Whether something has been told of what stands directly in it: perhaps it is another element that is meant."""
    doubtful: list[int] = field(default_factory=list)
    """Where in the trail children are that are wrong in themselves: perhaps they stand for something else."""
    empty: bool = True
    """Whether nothing has stood in it so far."""

    @property
    def just_told(self) -> bool:
        """Whether it is a strange child that came last."""
        return self.lately == len(self.trail)

    @property
    def trail_is_whole(self) -> bool:
        """Whether there are few enough children to go over them again."""
        return len(self.trail) < MOST_TRAIL


def end_of_line(text: str, line: int, column: int) -> tuple[int, int]:
    """Give the place where Jing tells of text: after its first line and the line ends that follow it."""
    found = next(match for match in _LINES.finditer(text) if match[0].strip(" \t\n\r"))
    before = text[: found.end()]
    if "\n" not in before:
        return line, column + len(before)
    return line + before.count("\n"), len(before) - before.rindex("\n")


_LINES = re.compile(r"\n+|[^\n]+(?:\n+[^\n]*)?")
