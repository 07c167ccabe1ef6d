"""Entries to be → TEI that a register can take: person, place, org and bibl in their lists, in a `standOff`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from lxml import etree

from tei_edition.model import Entry
from tei_edition.tei.dates import iso_date
from tei_edition.tei.serialise import indent
from tei_edition.tei.walk import (
    append_child,
    append_comment,
    append_element,
    append_text,
    new_element,
    xml_id,
)

__all__ = ["LISTS", "fact_element", "idno_element", "name_element", "new_entry", "new_id", "new_register"]

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

PREFIXES = {"person": "pers", "place": "pl", "org": "org", "work": "wk"}
"""What the ids of each kind begin with."""

_DATED = {"birth", "death", "floruit", "date"}
_ARTICLE = re.compile(r"(?:the|a|an|der|die|das|le|la|les)\s+|l['’]", re.IGNORECASE)


def new_entry(
    entry: Entry,
    comment: str = "",
    facts: Iterable[tuple[str, str]] = (),
    idnos: Iterable[tuple[str, str]] = (),
) -> etree._Element:
    """Make the element of an entry: a comment, the heading, forms, what is said of it, its identifiers.

    The heading is marked `heading-only` where it is no form that texts use.
    """
    tag, name = ELEMENTS[entry.kind]
    element = new_element(tag, {"xml:id": entry.id})
    append_comment(element, comment)
    level = {"level": entry.level} if entry.level else {}
    searched = {} if entry.name in entry.forms else {"type": "heading-only"}
    append_element(element, name, {**level, **searched}, entry.name)
    names = [name_element(entry, form) for form in entry.forms if form != entry.name]
    said = [fact_element(*fact) for fact in facts]
    numbers = [idno_element(*idno) for idno in idnos]
    for child in (*names, *numbers, *said) if entry.kind == "org" else (*names, *said, *numbers):
        append_text(element, " " if entry.kind == "work" else "")  # in a bibl white space parts words
        append_child(element, child)
    return element


def name_element(entry: Entry, form: str) -> etree._Element:
    """Make the element of a further form of the entry's name."""
    level = {"level": entry.level} if entry.level else {}
    element = new_element(ELEMENTS[entry.kind][1], {**level, "type": "variant"})
    append_text(element, form)
    return element


def fact_element(name: str, value: str) -> etree._Element:
    """Make the element that says something of an entry: dates by `@when` where they are exact, a place by `geo`."""
    if name == "geo":
        location = new_element("location")
        append_element(location, "geo", text=value)
        return location
    attributes = {}
    if name in _DATED and iso_date(value) == value:
        attributes = {"when": value}
    elif name == "sex" and re.fullmatch(r"\w+", value):
        attributes = {"value": value}
    element = new_element(name, attributes)
    append_text(element, "" if attributes and name != "date" else value)
    return element


def idno_element(kind: str, value: str) -> etree._Element:
    """Make the element of an identifier."""
    element = new_element("idno", {"type": re.sub(r"\s+", "-", kind.strip())})
    append_text(element, value)
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


def new_id(kind: str, name: str, taken: Collection[str]) -> str:
    """Give an id that is not taken: of a person's surname, else with the given names, else with a number."""
    return next(choice for choice in _ids(kind, name) if choice not in taken)


def _ids(kind: str, name: str) -> Iterator[str]:
    """Yield possible ids of an entry, the best first, without end."""
    surname, _, given = name.partition(", ") if kind == "person" else (name, "", "")
    base = f"{PREFIXES[kind]}-{_slug(surname)}"
    longer = f"{base}-{_slug(given)}" if given else base
    yield from dict.fromkeys((base, longer))
    number = 2
    while True:
        yield f"{longer}-{number}"
        number += 1


def _slug(name: str) -> str:
    """Give the name as a part of an id: in small letters, of ASCII where it has any, without its article."""
    bare = _ARTICLE.sub("", name, count=1) if _ARTICLE.match(name) else name
    plain = xml_id(bare).strip("_-.").lower()
    if plain and plain != "article":
        return "-".join(plain.split("-")[:6])
    return "".join(char for char in name.lower() if char.isalnum()) or "x"
