"""Register (standOff of persons, places, organisations, works) → entries as readers see them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from tei_edition.metadata.vocabularies import AUTHORITIES
from tei_edition.render import safe
from tei_edition.render.fragment import Name
from tei_edition.render.reading import reading_text
from tei_edition.tei import local, q

KINDS = {"person": "persons", "place": "places", "org": "organisations", "bibl": "works"}
"""Element of an entry → name of its page."""
TITLES = {"persons": "Persons", "places": "Places", "organisations": "Organisations", "works": "Works"}
"""Name of a register's page → its title."""
HEADINGS = ("persName", "placeName", "orgName", "title", "name")


@dataclass(frozen=True)
class Identifier:
    """An entry's number in an authority file."""

    label: str
    """The authority's name."""
    value: str
    """The number."""
    href: str
    """The record's address; empty when we do not know how the authority forms it."""


@dataclass(frozen=True)
class Entry:
    """A register entry as its page shows it."""

    id: str
    """Its `xml:id`."""
    page: str
    """Name of the register it stands in (`persons`)."""
    name: str
    """The heading form."""
    variants: tuple[str, ...] = ()
    """Other forms that texts use."""
    dates: str = ""
    """Years of life, or the date of a work."""
    details: tuple[str, ...] = ()
    """Other facts, a line each."""
    description: str = ""
    """One line that says who or what it is."""
    identifiers: tuple[Identifier, ...] = ()
    """Its numbers in authority files."""
    italic: bool = False
    """Whether the heading is a title that is set in italics."""
    point: tuple[float, float] | None = None
    """Latitude and longitude of a place, where they are known."""

    @property
    def anchor(self) -> str:
        """Its address in the page; empty when it can have none."""
        return "" if self.id.startswith("te-") else safe.identifier(self.id)

    @property
    def about(self) -> str:
        """Name, dates and description on one line, for a name in a text."""
        dates = f" ({self.dates})" if self.dates else ""
        return f"{self.name}{dates}" + (f": {self.description}" if self.description else "")


def entries(root: etree._Element) -> Iterator[Entry]:
    """Give the entries of a register, or of a document's own standOff, in their order, the first of each id."""
    seen: set[str] = set()
    for stand_off in root.iter(q("standOff")):
        for element in stand_off.iter(*map(q, KINDS)):
            parent = element.getparent()
            key = element.get(q("xml:id"), "")
            if key and key not in seen and parent is not None and local(parent).startswith("list"):
                seen.add(key)
                yield _entry(element)


def descriptions(root: etree._Element) -> dict[str, Name]:
    """Give what the entries of a document's own standOff say of the names in it, without links."""
    return {entry.id: Name("", entry.about) for entry in entries(root)}


def links(register: etree._Element) -> dict[str, Name]:
    """Give, for each entry, its place in the register pages and its line."""
    return {entry.id: Name(f"{entry.page}.html#{entry.anchor}", entry.about) for entry in entries(register)}


def _entry(element: etree._Element) -> Entry:
    """Read one entry."""
    headings = [child for child in element if isinstance(child.tag, str) and local(child) in HEADINGS]
    names = [text for text in map(reading_text, headings) if text]
    key = element.get(q("xml:id"), "")
    note = element.find(q("note"))
    work = local(element) == "bibl"
    return Entry(
        id=key,
        page=KINDS[local(element)],
        name=names[0] if names else key,
        variants=tuple(dict.fromkeys(name for name in names[1:] if name != names[0])),
        dates=_dates(element),
        details=tuple(_details(element)),
        description=reading_text(note) if note is not None else "",
        identifiers=tuple(_identifiers(element)),
        point=_point(element),
        italic=work and bool(headings) and headings[0].get("level", "m") != "a",
    )


def _dates(element: etree._Element) -> str:
    """Give the years of a life (`1902–1988`), else the date."""
    born, died = (_year(element.find(q(name))) for name in ("birth", "death"))
    if born and died:
        return f"{born}–{died}"
    if born or died:
        return f"born {born}" if born else f"died {died}"
    date = element.find(q("date"))
    return "" if date is None else reading_text(date) or _year(date)


def _year(element: etree._Element | None) -> str:
    """Give the year of a date, with `c.` when it is not known for certain."""
    if element is None:
        return ""
    for name in ("when", "notBefore", "notAfter"):
        value = element.get(name, "")
        if value:
            sign, digits = ("-", value[1:]) if value.startswith("-") else ("", value)
            year = sign + digits.split("-")[0].lstrip("0")
            return year if name == "when" else f"c. {year}"
    return reading_text(element)


def _details(element: etree._Element) -> Iterator[str]:
    """Give occupation, country, authors, imprint: what entries say besides their description."""
    for name in ("occupation", "country", "author", "editor"):
        words = [text for text in map(reading_text, element.findall(q(name))) if text]
        if words:
            yield ("edited by " if name == "editor" else "") + ", ".join(words)
    imprint = [reading_text(child) for child in element.iterchildren(q("pubPlace"), q("publisher"))]
    if any(imprint):
        yield ": ".join(filter(None, imprint))
    if point := _coordinates(element):
        yield "latitude {}, longitude {}".format(*point)


def _point(element: etree._Element) -> tuple[float, float] | None:
    """Give latitude and longitude, in degrees."""
    north, east = map(float, _coordinates(element) or (91, 0))
    return (north, east) if abs(north) <= 90 and abs(east) <= 180 else None


def _coordinates(element: etree._Element) -> list[str]:
    """Give the two numbers of a place's position, with decimal points; nothing where there are not two."""
    geo = element.find(f"{q('location')}/{q('geo')}")
    words = reading_text(geo).replace(", ", " ") if geo is not None else ""
    words = words.replace(",", " ") if words.count(",") == 1 and "." in words else words
    numbers = [number.replace(",", ".") for number in words.split()]
    return numbers if len(numbers) == 2 and all(map(_NUMBER.fullmatch, numbers)) else []


_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def _identifiers(element: etree._Element) -> Iterator[Identifier]:
    """Give the entry's identifiers, linked where we know the authority."""
    for idno in element.iterchildren(q("idno")):
        kind, value = idno.get("type", "").lower(), reading_text(idno)
        if not value:
            continue
        label, pattern = AUTHORITIES.get(kind, (idno.get("type", ""), ""))
        if value.startswith(("https://", "http://")):
            yield Identifier(label, value, safe.href(value))
        else:
            yield Identifier(label, value, safe.href(pattern.format(safe.segment(value))) if pattern else "")
