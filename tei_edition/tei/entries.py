"""Entries to be → TEI that a register can take: person, place, org in their lists, in a `standOff`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from tei_edition.model import Entry
from tei_edition.tei.serialise import indent
from tei_edition.tei.walk import append_child, append_comment, append_element, new_element

__all__ = ["LISTS", "new_entry", "new_register"]

LISTS: Mapping[str, str] = {
    "person": "listPerson",
    "place": "listPlace",
    "org": "listOrg",
    "work": "listBibl",
}
"""Kinds of entry and the element that lists them, in the order they are written."""

ELEMENTS: Mapping[str, tuple[str, str]] = {
    "person": ("person", "persName"),
    "place": ("place", "placeName"),
    "org": ("org", "orgName"),
    "work": ("bibl", "title"),
}
"""The element of each kind of entry, and of its names."""


def new_entry(entry: Entry, comment: str = "") -> etree._Element:
    """Make the element of an entry: heading, forms, and before them what is to be said of it as a comment.

    The heading of a person is marked `heading-only` where it is no form that texts use.
    """
    tag, name = ELEMENTS[entry.kind]
    element = new_element(tag, {"xml:id": entry.id})
    append_comment(element, comment)
    level = {"level": entry.level} if entry.level else {}
    searched = {} if entry.name in entry.forms else {"type": "heading-only"}
    append_element(element, name, {**level, **searched}, entry.name)
    for form in entry.forms:
        if form != entry.name:
            append_element(element, name, {**level, "type": "variant"}, form)
    return element


def new_register(elements: Iterable[tuple[str, etree._Element]]) -> etree._ElementTree:
    """Give a `standOff` with the entries (kind, element), each in the list of its kind, in the order given."""
    made = list(elements)
    root = new_element("standOff")
    for kind, name in LISTS.items():
        of_kind = [element for other, element in made if other == kind]
        if of_kind:
            parent = append_element(root, name)
            for element in of_kind:
                append_child(parent, element)
    indent(root)
    return root.getroottree()
