"""The register's entries that an article points to → the article's own `standOff` (TEI Guidelines 17.10)."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from tei_edition.model import Register
from tei_edition.tei import append_child, append_element, copy_of, new_element, walk
from tei_edition.tei.entries import LISTS

POINTERS = ("ref", "who", "source", "resp", "corresp", "key")
"""Attributes by which text and header point to entries."""


def build_standoff(
    register: Register, elements: Mapping[str, etree._Element], *parts: etree._Element
) -> etree._Element | None:
    """Copy the entries that the parts (header, text) point to, and those that these point to in turn.

    `elements` are the register's own elements by id; its order is kept. Gives `None` where nothing is pointed to.
    """
    wanted: set[str] = set()
    queue = [ref for part in parts for ref in pointers(part)]
    while queue:
        ref = queue.pop()
        if ref in elements and ref not in wanted:
            wanted.add(ref)
            queue += pointers(elements[ref])
    if not wanted:
        return None
    standoff = new_element("standOff")
    for kind, name in LISTS.items():
        entries = [entry.id for entry in register.entries if entry.kind == kind and entry.id in wanted]
        if not entries:
            continue
        parent = append_element(standoff, name)
        for ref in entries:
            append_child(parent, copy_of(elements[ref]))
    return standoff


def pointers(element: etree._Element) -> list[str]:
    """Give the ids that attributes inside the element point to within the document, in document order."""
    return [
        token[1:]
        for event, node, _ in walk(element)
        if event == "start"
        for name in POINTERS
        for token in (node.get(name) or "").split()
        if token.startswith("#")
    ]
