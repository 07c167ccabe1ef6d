"""A page of a built site → the facts that checks ask for: its addresses, links, tags, sections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree
from lxml import html as lxml_html

__all__ = ["Link", "Page", "line_of", "read_page"]

_LOADED = {
    "img": "src",
    "script": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "object": "data",
}
"""Elements that load a file, and the attribute that names it; a `link` loads by its relation."""
_LOADING = frozenset(("stylesheet", "icon", "preload", "manifest", "modulepreload"))


@dataclass(frozen=True)
class Link:
    """Something a page points to."""

    href: str
    """The address as it stands."""
    line: int
    """Its line."""
    kind: str
    """`a`, `loaded`, or the relation of a `link`."""
    type: str = ""
    """The media type said of it."""


@dataclass(frozen=True)
class Page:
    """What a page has."""

    name: str
    """Its file, relative to the output folder."""
    ids: Mapping[str, int]
    """Addresses in it, and how often each stands there."""
    links: tuple[Link, ...]
    """What it points to."""
    tags: tuple[tuple[str, str], ...]
    """Name and content of its `meta` elements."""
    sections: Mapping[str, str]
    """The words of its sections, by id or class; `footer` and `head` (the masthead) among them."""
    described: tuple[str, ...]
    """Its JSON-LD."""
    faults: tuple[tuple[str, int], ...]
    """What assistive technology stumbles over, each with its line."""
    counts: Mapping[str, int]
    """How many elements of a kind it has: `pn` links of paragraphs, `gap`, `supplied`, `corrections`, `form`."""

    def tag(self, name: str) -> list[str]:
        """Give the contents of the tags of that name."""
        return [content for key, content in self.tags if key == name]


def read_page(name: str, data: bytes) -> Page:
    """Read a page."""
    root = lxml_html.document_fromstring(data)
    ids: dict[str, int] = {}
    for element in root.iterfind(".//*[@id]"):
        ids[element.get("id", "")] = ids.get(element.get("id", ""), 0) + 1
    scripts = root.iterfind(".//script[@type='application/ld+json']")
    return Page(
        name,
        ids,
        tuple(_links(root)),
        tuple((meta.get("name", ""), meta.get("content", "")) for meta in root.iterfind(".//meta[@name]")),
        dict(_sections(root)),
        tuple(script.text or "" for script in scripts),
        tuple(_faults(root)),
        {
            "pn": _count(root, "a", "pn"),
            "gap": _count(root, "*", "gap"),
            "supplied": _count(root, "*", "supplied"),
            "corrections": sum(
                len(part.findall(".//li")) for part in _classed(root, "section", "corrections")
            ),
            "form": len(root.findall(".//form[@action]")),
        },
    )


def line_of(element: etree._Element) -> int:
    """Give an element's line."""
    return int(getattr(element, "sourceline", 0) or 0)


def _classed(root: etree._Element, tag: str, name: str) -> Iterator[etree._Element]:
    return (one for one in root.iterfind(f".//{tag}[@class]") if name in (one.get("class") or "").split())


def _count(root: etree._Element, tag: str, name: str) -> int:
    return sum(1 for _ in _classed(root, tag, name))


def _links(root: etree._Element) -> Iterator[Link]:
    for element in root.iterfind(".//a[@href]"):
        yield Link(element.get("href", ""), line_of(element), "a", element.get("type", ""))
    for element in root.iterfind(".//link[@href]"):
        relation = element.get("rel", "")
        kind = "loaded" if _LOADING & set(relation.split()) else relation
        yield Link(element.get("href", ""), line_of(element), kind, element.get("type", ""))
    for tag, attribute in _LOADED.items():
        for element in root.iterfind(f".//{tag}[@{attribute}]"):
            yield Link(element.get(attribute, ""), line_of(element), "loaded")


def _sections(root: etree._Element) -> Iterator[tuple[str, str]]:
    for element in root.iterfind(".//section"):
        for name in filter(None, (element.get("id", ""), *(element.get("class") or "").split())):
            yield name, _words(element)
    for name, path in (("footer", ".//footer"), ("head", ".//main/header"), ("main", ".//main")):
        yield name, " ".join(map(_words, root.iterfind(path))) if name != "main" else ""
    for element in _classed(root, "p", "superseded"):
        yield "superseded", _words(element)


def _words(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _faults(root: etree._Element) -> Iterator[tuple[str, int]]:
    """Yield what can be told without a browser (WCAG 2.2: 1.1.1, 2.4.2, 2.4.4, 3.1.1, 4.1.2; HTML: unique ids)."""
    if not root.get("lang"):
        yield "the page does not say its language", line_of(root)
    if not (root.findtext(".//title") or "").strip():
        yield "the page has no title", 1
    if len(root.findall(".//h1")) != 1:
        yield f"the page has {len(root.findall('.//h1'))} headings of the first level", 1
    for element in root.iterfind(".//img"):
        if element.get("alt") is None:
            yield "a picture has no words that stand for it", line_of(element)
    for element in root.iterfind(".//a[@href]"):
        if not (_words(element) or element.get("aria-label") or element.find(".//img[@alt]") is not None):
            yield "a link has no words", line_of(element)
