"""A span over a passage, and the elements that are there → the places of its tags, or why it has none."""

from __future__ import annotations

from dataclasses import dataclass

from tei_edition.encode.amending.reading import Passage
from tei_edition.tei.patch import Node

NAMES = frozenset(
    """
    persName placeName orgName geogName name rs country settlement region district bloc forename
    surname roleName addName author editor publisher docAuthor
    """.split()  # noqa: SIM905
)
"""Elements that are names: no name is put into one, nor around one."""

QUOTED = frozenset(
    """
    quote q said soCalled mentioned title cit term gloss
    """.split()  # noqa: SIM905
)
"""Elements that are quoted words: none is put where one is already."""

REFERENCES = frozenset(("bibl", "biblStruct", "biblFull", "cit"))
"""Elements that are references, or hold one."""

PHRASES = frozenset(
    """
    p ab head item l cell note hi emph quote q said foreign seg s soCalled mentioned add supplied
    unclear damage orig sic salute signed dateline byline trailer
    """.split()  # noqa: SIM905
)
"""Elements in which names and words at arm's length may stand."""

PARAGRAPHS = frozenset(
    """
    p head item l cell note hi emph quote q said seg
    """.split()  # noqa: SIM905
)
"""Elements in which quotations may stand."""

INSIDE = (
    PHRASES
    | NAMES
    | QUOTED
    | frozenset(
        """
    lb pb cb milestone anchor w pc c date num ref choice abbr
    """.split()  # noqa: SIM905
    )
)
"""Elements that may stand within what is put in."""

EDGE = 2
"""Quoted words of another kind may lie within quoted words where so many characters, marks and all, part them."""


@dataclass(frozen=True)
class Fit:
    """Where the tags of a span go, or why nowhere."""

    start: int = -1
    """The byte before which its start tag goes."""
    end: int = -1
    """The byte before which its end tag goes."""
    crosses: bool = False
    """Whether it would cross an element that is there."""


def fit(passage: Passage, tag: str, start: int, end: int) -> Fit:
    """Find the places of a span's tags in a passage; offsets count its characters."""
    if _is_there(passage, tag, start, end):
        return Fit()
    first, last = passage.chars[start], passage.chars[end - 1]
    before, behind = first.node.path, last.node.path
    depth = 0
    while depth < min(len(before), len(behind)) and before[depth] is behind[depth]:
        depth += 1
    holder = before[depth - 1]
    left, right = _branch(before, depth), _branch(behind, depth)
    if (left and passage.extents[left][0] != start) or (right and passage.extents[right][1] != end):
        return Fit(crosses=True)
    if (
        (first.fixed and not left)
        or (last.fixed and not right)
        or not _may_stand(passage, tag, start, end, holder)
    ):
        return Fit()
    return Fit(left.start if left else first.start, right.end if right else last.end)


def _branch(path: list[Node], depth: int) -> Node | None:
    """Give the element directly inside the common one; `None` for the common one's own text."""
    return path[depth] if depth < len(path) else None


def _is_there(passage: Passage, tag: str, start: int, end: int) -> bool:
    """Tell whether the words, or some of them, have been marked as such already."""
    kind = NAMES if tag in NAMES else REFERENCES if tag in REFERENCES else QUOTED
    for node, (first, last) in _with_block(passage):
        if node.name not in kind or last <= start or end <= first:
            continue
        within = first + EDGE <= start and end + EDGE <= last
        around = start + EDGE <= first and last + EDGE <= end
        if kind is not QUOTED or not (within or around):
            return True
    return False


def _with_block(passage: Passage) -> list[tuple[Node, tuple[int, int]]]:
    """Give the elements with their extents, those around the block included."""
    size = len(passage.chars)
    return [*passage.extents.items(), *((node, (0, size)) for node in passage.node.path)]


def _may_stand(passage: Passage, tag: str, start: int, end: int, holder: Node) -> bool:
    """Tell whether the content models around and within allow the element (TEI Guidelines 1.3)."""
    allowed = PARAGRAPHS if tag in ("q", "quote", "said", "cit", "bibl") else PHRASES
    inside = (node for node, (first, last) in passage.extents.items() if start <= first and last <= end)
    inside = (node for node in inside if node not in holder.path)
    return holder.name in allowed and all(node.name in INSIDE for node in inside)
