"""An entry of the register and what its page says of it → what differs: name, forms, dates, facts, identifiers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from lxml import etree

from tei_edition.ledger.page import classes, line_of
from tei_edition.ledger.title import read_line
from tei_edition.tei import local, q

_FORMS = ("persName", "placeName", "orgName", "title", "name")
PARTS = ("variants", "description", "details", "identifiers")
"""The paragraphs of an entry."""
_POINT = re.compile(r"(-?\d+(?:[.,]\d+)?)(?:,?\s+|(?<=\d),(?=-?\d+\.))(-?\d+(?:[.,]\d+)?)")
"""Latitude and longitude, with decimal points or decimal commas."""
_HOSTS = {
    "wikidata": "https://www.wikidata.org/",
    "gnd": "https://d-nb.info/",
    "viaf": "https://viaf.org/",
    "lccn": "https://id.loc.gov/",
    "geonames": "https://www.geonames.org/",
    "isni": "https://isni.org/",
    "orcid": "https://orcid.org/",
    "snac": "https://snaccooperative.org/",
}
"""Where the records of authorities stand."""


def wrong_entry(element: etree._Element, section: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield code and message for each thing the page does not say as the register does."""
    said = dict.fromkeys(("name", "dates", *PARTS), "")
    for child in section.iter("h2", "p"):
        names = classes(child)
        if child.tag == "h2":
            said["dates"] = " ".join(line_of(span) for span in child.iter("span") if "dates" in classes(span))
            said["name"] = line_of(child).removesuffix(said["dates"]).strip()
        elif kind := next((kind for kind in PARTS if kind in names), ""):
            said[kind] = line_of(child)
    for kind, words in _wanted(element).items():
        if said[kind].casefold() != words.casefold() or (kind == "name" and said[kind] != words):
            code = "words-lost" if words else "words-added"
            yield code, f"lost “{words}”, found “{said[kind]}” instead"
    yield from (("words-lost", message) for message in _wrong_links(element, section))


def _wanted(element: etree._Element) -> dict[str, str]:
    """Give what an entry must say, by the part of it."""
    forms = list(filter(None, (read_line(child) for child in element if local(child) in _FORMS)))
    others = [form for form in dict.fromkeys(forms[1:]) if form != forms[0]]
    note = element.find(q("note"))
    return {
        "name": forms[0] if forms else element.get(q("xml:id"), ""),
        "dates": _dates(element),
        "variants": f"Also {' · '.join(others)}" if others else "",
        "description": read_line(note) if note is not None else "",
        "details": "; ".join(_details(element)),
        "identifiers": " · ".join(f"{kind} {value}".strip() for kind, value in _identifiers(element)),
    }


def _dates(element: etree._Element) -> str:
    """Give the years of a life, or the date of a work."""
    born, died = (_year(element.find(q(name))) for name in ("birth", "death"))
    if born and died:
        return f"{born}–{died}"
    if born or died:
        return f"born {born}" if born else f"died {died}"
    date = element.find(q("date"))
    return (read_line(date) or _year(date)) if date is not None else ""


def _year(element: etree._Element | None) -> str:
    """Give the year of a date: `1953`, `-44`, `c. 1900` where a span is known."""
    if element is None:
        return ""
    known = [name for name in ("when", "notBefore", "notAfter") if element.get(name)]
    if not known:
        return read_line(element)
    value = element.get(known[0], "")
    number = value.removeprefix("-").partition("-")[0].lstrip("0")
    return f"{'' if known[0] == 'when' else 'c. '}{'-' if value[0] == '-' else ''}{number}"


def _details(element: etree._Element) -> Iterator[str]:
    """Yield occupation, country, authors, editors, imprint and place on the earth."""
    for name, before in (("occupation", ""), ("country", ""), ("author", ""), ("editor", "edited by ")):
        if words := ", ".join(filter(None, map(read_line, element.findall(q(name))))):
            yield before + words
    imprint = list(map(read_line, element.iterchildren(q("pubPlace"), q("publisher"))))
    if any(imprint):
        yield ": ".join(filter(None, imprint))
    geo = element.find(f"{q('location')}/{q('geo')}")
    words = read_line(geo) if geo is not None else ""
    if found := _POINT.fullmatch(words):
        north, east = (number.replace(",", ".") for number in found.groups())
        yield f"latitude {north}, longitude {east}"


def _identifiers(element: etree._Element) -> list[tuple[str, str]]:
    """Give the entry's identifiers: authority and number."""
    found = ((idno.get("type", ""), read_line(idno)) for idno in element.iterchildren(q("idno")))
    return [(kind, value) for kind, value in found if value]


def _wrong_links(element: etree._Element, section: etree._Element) -> Iterator[str]:
    """Yield identifiers that do not lead to the record they are the number of."""
    lines = [line for line in section.iter("p") if "identifiers" in classes(line)]
    links = {line_of(link): link.get("href", "") for line in lines for link in line.iter("a")}
    for kind, value in _identifiers(element):
        host, href = _HOSTS.get(kind.lower(), ""), links.get(value, "")
        if value.startswith(("https://", "http://")):
            right = href in (value, "")
        elif not host:
            right = not href
        else:
            right = href.startswith(host) and href.rstrip("/").endswith(f"/{quote(value, safe='')}")
        if not right:
            yield f"{kind} {value} leads to “{href}”"
