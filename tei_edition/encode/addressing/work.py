"""A text → the places in it that have, or may come to have, an address; and the addresses they are given."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from tei_edition.record import Record
from tei_edition.tei import Place, local, places, q

ADDRESSED = {"p": "p", "item": "i", "div": "d"}
"""Elements that always have an address, and the letter theirs begin with; a note has one, too."""

LINES = frozenset(
    "p ab lg head byline docDate dateline salute signed trailer bibl cell label speaker figDesc argument".split()  # noqa: SIM905
)
"""Elements that hold the words of a block."""

NAMES = {"p": "paragraph", "i": "item", "d": "section", "n": "note", "fn": "note"}
"""What addresses that begin so are called."""


@dataclass
class Work:
    """The addresses being given out."""

    places: Sequence[Place]
    """Where words stand in the text."""
    record: Record
    """The addresses given before."""
    version: str
    """The version of the edition, for what happens now."""
    given: dict[int, str] = field(default_factory=dict)
    """The address of each place, by index."""
    inside: dict[str, int] = field(default_factory=dict)
    """Addresses that stand within a place that has another, and that place."""
    begins: dict[str, int] = field(default_factory=dict)
    """With which word of its place an address given before begins."""
    parts: dict[int, str] = field(default_factory=dict)
    """Places whose words were split off another address's, and that address."""


def addressed(text: etree._Element) -> list[Place]:
    """Give what has, or may come to have, an address, in the order of the text."""
    return [
        place
        for place in places(text, _place)
        if not _only_part(place) and (words_of_place(place) or sort_of_element(place.element))
    ]


def sort_of(name: str) -> str:
    """Give the letters an address begins with: what sort of element it was given to."""
    found = re.match(r"[A-Za-z]+", name)
    return found[0] if found else ""


def name_of(name: str) -> str:
    """Give an address as a reader calls it: `p9a` → `paragraph 9a`."""
    sort = sort_of(name)
    return f"{NAMES[sort]} {name[len(sort) :]}" if sort in NAMES and name != sort else f"“{name}”"


def _place(element: etree._Element, around: Sequence[Place]) -> bool | None:
    """Say whether an element is a place, and whether the place around it has its words, too."""
    name, outer = local(element), local(around[-1].element) if around else "div"
    if name in ("item", "note", "div"):
        return False
    if name not in LINES or outer not in ("item", "note", "div"):
        return None
    if outer != "div":
        return True
    return name == "head" and bool(around) and element.getparent() is around[-1].element


def _only_part(place: Place) -> bool:
    """Tell whether a place has its address by another one: the head of a division, a paragraph of a note."""
    parent = place.element.getparent()
    name, outer = local(place.element), local(parent) if parent is not None else ""
    return (name == "head" and outer == "div") or (place.shared and _in_note(place.element))


def _in_note(element: etree._Element) -> bool:
    """Tell whether the element stands in a note."""
    return any(local(ancestor) == "note" for ancestor in element.iterancestors())


def words_of_place(place: Place) -> str:
    """Give the words of a place, white space folded."""
    return " ".join(place.text.split())


def id_of(place: Place) -> str:
    """Give the address an element has; empty where it has none."""
    return place.element.get(q("xml:id"), "")


def sort_of_element(element: etree._Element) -> str:
    """Give the letters an element's new address begins with; empty where it gets none."""
    if local(element) == "note":
        return "n" if element.get("type") == "editorial" else "fn"
    return ADDRESSED.get(local(element), "")


def count_of(name: str, sort: str) -> int:
    """Give the number in an address of that sort; -1 where it is none of that sort."""
    found = re.fullmatch(rf"{sort}(\d+)[a-z]*", name)
    return int(found[1]) if found else -1
