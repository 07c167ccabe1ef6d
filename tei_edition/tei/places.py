"""Elements that hold text → the words of each and where they stand, and the way to mark a place among them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from lxml import etree

from tei_edition.tei.names import local

__all__ = ["Place", "Run", "insert_after", "insert_at", "insert_first", "places"]

SKIPPED = frozenset(("corr", "reg", "expan"))
"""Elements that say again, in other words, what stands beside them."""


@dataclass(frozen=True)
class Run:
    """Characters that stand together."""

    node: etree._Element
    """The element they stand in, or behind."""
    behind: bool
    """Whether they stand behind the element."""
    text: str
    """The characters."""


@dataclass
class Place:
    """An element and its words; words of a place within it are its own only where they are shared."""

    element: etree._Element
    """The element."""
    shared: bool = False
    """Whether its words are also those of the place around it."""
    runs: list[Run] = field(default_factory=list)
    """Its characters, in order."""

    @property
    def text(self) -> str:
        """Give the characters as they stand."""
        return "".join(run.text for run in self.runs)


def places(
    root: etree._Element, kind_of: Callable[[etree._Element, Sequence[Place]], bool | None]
) -> list[Place]:
    """Give the places inside an element, in document order.

    `kind_of` says of an element, with the places it stands in, whether it is a place whose words are shared with the
    one around it (true), one by itself (false), or none (`None`).
    """
    found: list[Place] = []
    stack: list[Place] = []
    skipping: etree._Element | None = None
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start":
            if skipping is None and local(node) in SKIPPED:
                skipping = node
            elif skipping is None and (shared := kind_of(node, stack)) is not None:
                stack.append(Place(node, shared))
                found.append(stack[-1])
            if node.text and skipping is None:
                _put(stack, Run(node, False, node.text))
            continue
        if event == "end" and skipping is node:
            skipping = None
        elif event == "end" and stack and stack[-1].element is node:
            stack.pop()
        if node is not root and node.tail and skipping is None:
            _put(stack, Run(node, True, node.tail))
    return found


def _put(stack: Sequence[Place], run: Run) -> None:
    """Give characters to the innermost place, and to those it shares them with."""
    for place in reversed(stack):
        place.runs.append(run)
        if not place.shared:
            return


def insert_at(place: Place, offset: int, element: etree._Element) -> None:
    """Put an empty element before the character at `offset` of the place's text, as far outside as it can stand.

    Several into one place are put in from the last to the first.
    """
    for run in place.runs:
        if offset < len(run.text):
            _insert(place, run, offset, element)
            return
        offset -= len(run.text)
    place.element.append(element)


def _insert(place: Place, run: Run, offset: int, element: etree._Element) -> None:
    """Put the element into a run of characters."""
    node = run.node
    if run.behind:
        parent = node.getparent()
        assert parent is not None
        element.tail, node.tail = run.text[offset:], run.text[:offset]
        parent.insert(parent.index(node) + 1, element)
    elif offset == 0 and node is not place.element:
        while (parent := node.getparent()) is not None and parent is not place.element and _first(node):
            node = parent
        node.addprevious(element)
    else:
        element.tail, node.text = run.text[offset:], run.text[:offset]
        node.insert(0, element)


def _first(node: etree._Element) -> bool:
    """Tell whether nothing stands before the element in its parent."""
    parent = node.getparent()
    return parent is not None and node.getprevious() is None and not parent.text


def insert_after(node: etree._Element, element: etree._Element) -> None:
    """Put an element directly behind another."""
    node.addnext(element)


def insert_first(parent: etree._Element, element: etree._Element, after: Sequence[str]) -> None:
    """Put an element at the beginning of another's content, behind its first children of these names."""
    leading = 0
    while leading < len(parent) and local(parent[leading]) in after:
        leading += 1
    parent.insert(leading, element)
