"""A register → its persons, places, organisations and works as linked data (JSON-LD of schema.org)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from tei_edition.metadata.vocabularies import authority_address
from tei_edition.tei import inner_text, q
from tei_edition.tei.register import NAMES, entries_of

__all__ = ["entities"]

PAGES = {"person": "persons", "place": "places", "org": "organisations", "work": "works"}
"""Kinds of entries, and the pages of a site on which they stand."""

TYPES = {"person": "Person", "place": "Place", "org": "Organization"}
WORKS = {"a": "Article", "m": "Book", "j": "Periodical", "s": "BookSeries", "u": "Manuscript"}
"""Levels of titles and what has such a title."""

Json = dict[str, Any]


def entities(register: etree._ElementTree, texts: Mapping[str, etree._Element], base: str) -> Json:
    """Describe every entry of a register that has an id, each with the texts that speak of it.

    `texts` gives documents by their slugs; `base` is the address of the site, or leads there, with a final slash.
    """
    speaking = _speaking(texts)
    kinds = {element.get(q("xml:id"), ""): kind for element, kind in entries_of(register)}
    graph = []
    for element, kind in entries_of(register):
        name = element.get(q("xml:id"), "")
        if name:
            found = _entry(element, kind, base, kinds)
            pages = [{"@id": f"{base}{slug}.html"} for slug in speaking.get(name, ())]
            graph.append({**found, **({"subjectOf": pages} if pages else {})})
    return {"@context": {"@vocab": "https://schema.org/"}, "@graph": graph}


def _speaking(texts: Mapping[str, etree._Element]) -> dict[str, list[str]]:
    """Give for each id the texts that point to it."""
    found: dict[str, list[str]] = {}
    for slug, root in texts.items():
        refs = (
            ref for text in root.iter(q("text")) for one in text.iter() for ref in one.get("ref", "").split()
        )
        for name in dict.fromkeys(ref.rpartition("#")[2] for ref in refs if "#" in ref):
            found.setdefault(name, []).append(slug)
    return found


def _entry(element: etree._Element, kind: str, base: str, kinds: Mapping[str, str]) -> Json:
    """Describe an entry."""
    names = [one for tag in NAMES[kind] for one in element.iterchildren(q(tag)) if _plain(one)]
    level = names[0].get("level", "") if names else ""
    facts: Json = {
        "@type": TYPES.get(kind) or WORKS.get(level, "CreativeWork"),
        "@id": f"{base}{PAGES[kind]}.html#{element.get(q('xml:id'))}",
        "name": _plain(names[0]) if names else element.get(q("xml:id")),
        "alternateName": list(dict.fromkeys(map(_plain, names[1:]))),
        "description": _first(element, "note"),
        "birthDate": _when(element, "birth"),
        "deathDate": _when(element, "death"),
        "datePublished": _when(element, "date") if kind == "work" else "",
        "geo": _position(element),
        "author": [_pointed(one, base, kinds) for one in element.iterchildren(q("author"))],
        "editor": [_pointed(one, base, kinds) for one in element.iterchildren(q("editor"))],
        "publisher": _first(element, "publisher") if kind == "work" else "",
        "sameAs": list(_same(element)),
    }
    return {name: value for name, value in facts.items() if value}


def _pointed(element: etree._Element, base: str, kinds: Mapping[str, str]) -> Json:
    """Describe somebody named in an entry, by the entry that is theirs where there is one."""
    refs = (one.get("ref", "") for one in element.iter())
    name = next((ref.rpartition("#")[2] for ref in refs if "#" in ref), "")
    if kinds.get(name) in ("person", "org"):
        return {"@id": f"{base}{PAGES[kinds[name]]}.html#{name}"}
    return {"@type": "Person", "name": _plain(element)}


def _same(element: etree._Element) -> Iterator[str]:
    """Yield addresses of the same thing in authority files."""
    for idno in element.iterchildren(q("idno")):
        address = authority_address(idno.get("type", ""), _plain(idno))
        if address:
            yield address


def _when(element: etree._Element, name: str) -> str:
    """Give a date that is known exactly."""
    date = element.find(q(name))
    when = date.get("when", "") if date is not None else ""
    return when if re.fullmatch(r"-?\d{4}(-\d\d(-\d\d)?)?", when) else ""


def _position(element: etree._Element) -> Json:
    """Give where a place is."""
    geo = next(element.iterfind(f"{q('location')}/{q('geo')}"), None)
    numbers = re.findall(r"-?\d+(?:\.\d+)?", _plain(geo)) if geo is not None else []
    if len(numbers) != 2 or abs(float(numbers[0])) > 90 or abs(float(numbers[1])) > 180:
        return {}
    return {"@type": "GeoCoordinates", "latitude": float(numbers[0]), "longitude": float(numbers[1])}


def _first(element: etree._Element, name: str) -> str:
    found = element.find(q(name))
    return _plain(found) if found is not None else ""


def _plain(element: etree._Element) -> str:
    return " ".join(inner_text(element).split())
