"""Notes that stand apart and say with `@target` what they are about → the places where their markers go.

Such a note stays where it is; its marker stands at the end of what it is about (TEI Guidelines, 3.9.1 and 17.2).
Their series has letters, so that the numbers of the notes that stand in the text are theirs alone.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from tei_edition.render.model import Model
from tei_edition.render.standoff import named
from tei_edition.tei import q

XML_ID = q("xml:id")


def aimed(root: etree._Element, model: Model, output: str) -> dict[etree._Element, list[etree._Element]]:
    """Give the notes that are blocks of their own, by the element at whose end each has its marker."""
    found: dict[etree._Element, list[etree._Element]] = {}
    notes = [note for note in root.iter(q("note")) if note.get("target", "").startswith("#")]
    if not notes:
        return found
    places = {element.get(XML_ID): element for element in root.iter("{*}*") if element.get(XML_ID)}
    for note in notes:
        key = named(note.get("targetEnd", note.get("target", ""))).split()[-1:]
        place = places.get("".join(key).removeprefix("#"))
        if place is None or place.tag in _NO_PHRASES or _nested(note, place):
            continue
        if model.pick(note, output).behaviour == "block" and _in_text(place):
            found.setdefault(place, []).append(note)
    return found


def _in_text(element: etree._Element) -> bool:
    """Tell whether the element is of a text, and not of another note."""
    around = {ancestor.tag for ancestor in element.iterancestors()}
    return q("text") in around and q("note") not in around


_NO_PHRASES = frozenset(map(q, ("table", "row", "list", "TEI", "text", "body", "front", "back")))
"""Elements at whose end a marker would stand alone."""


def _nested(note: etree._Element, place: etree._Element) -> bool:
    """Tell whether one is, or is in, the other."""
    return note is place or place in set(note.iterancestors()) or note in set(place.iterancestors())


def letter(number: int) -> str:
    """Give the letters of a number: a, b, … z, aa, ab, …"""
    out = ""
    while number:
        number, rest = divmod(number - 1, 26)
        out = chr(ord("a") + rest) + out
    return out


def letters(
    found: Mapping[etree._Element, list[etree._Element]], root: etree._Element
) -> dict[etree._Element, str]:
    """Give each note the letters of its place among the markers, in the order of the text."""
    if not found:
        return {}
    ended = (element for _, element in etree.iterwalk(root, events=("end",)))
    ordered = [note for element in ended for note in found.get(element, ())]
    return {note: letter(number) for number, note in enumerate(ordered, 1)}
