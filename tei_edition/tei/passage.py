"""Two places in a document → what lies between them, with the elements around it and nothing else of these."""

from __future__ import annotations

import copy
from collections.abc import Sequence

from lxml import etree

__all__ = ["copy_between", "empty_copy", "lowest_around", "put_inside"]


def copy_between(
    around: etree._Element, start: etree._Element | None, end: etree._Element | None, whole: bool = True
) -> etree._Element:
    """Give a copy of an element with only what lies from the start of one element inside it to the end of another.

    Elements that hold the first or the last of it keep only that part of theirs. With `whole` false it goes to
    where `end` starts. None stands for the very start, or the very end.
    """
    steps = [_steps(around, node) if node is not None else None for node in (start, end)]
    copied = copy.deepcopy(around)
    copied.tail = None
    first, last = (_at(copied, step) if step is not None else None for step in steps)
    if last is not None:
        _cut_after(copied, last, whole)
    if first is not None:
        _cut_before(copied, first)
    return copied


def empty_copy(element: etree._Element) -> etree._Element:
    """Give the element with its attributes and namespaces, without content."""
    made = etree.Element(element.tag, nsmap=element.nsmap)  # type: ignore[arg-type]
    for name, value in element.attrib.items():
        made.set(name, value)
    return made


def put_inside(target: etree._Element, source: etree._Element) -> None:
    """Move all that the source holds to the end of the target, which holds nothing yet."""
    target.text = source.text
    target.extend(list(source))


def lowest_around(one: etree._Element, other: etree._Element) -> etree._Element:
    """Give the lowest element that holds both, or is one of them and holds the other."""
    above = {one, *one.iterancestors()}
    return next(element for element in (other, *other.iterancestors()) if element in above)


def _steps(around: etree._Element, node: etree._Element) -> list[int]:
    """Give the way down to a node, as positions among siblings."""
    steps = []
    while node is not around:
        parent = node.getparent()
        if parent is None:
            raise ValueError("the one does not hold the other")
        steps.append(parent.index(node))
        node = parent
    return steps[::-1]


def _at(element: etree._Element, steps: Sequence[int]) -> etree._Element:
    """Go that way down."""
    for step in steps:
        element = element[step]
    return element


def _cut_after(around: etree._Element, node: etree._Element, whole: bool) -> None:
    """Take away what follows the node, and without `whole` the node itself."""
    while node is not around:
        parent = node.getparent()
        if parent is None:
            return
        node.tail = None
        at = parent.index(node)
        del parent[at + 1 :]
        if not whole:
            del parent[at]
            whole = True
        node = parent


def _cut_before(around: etree._Element, node: etree._Element) -> None:
    """Take away what precedes the node."""
    while node is not around:
        parent = node.getparent()
        if parent is None:
            return
        parent.text = None
        del parent[: parent.index(node)]
        node = parent
