"""One TEI document → one EPUB 3 publication (W3C EPUB 3.3; Accessibility 1.1 for its metadata).

The text is the HTML edition's, spelt as XHTML: notes are `aside`s that reading systems show as pop-ups, page
breaks make the page list, headings the navigation. Of a correction the book has the reading of one view; the
other reading stands in the list of corrections at its end.
"""

from __future__ import annotations

import hashlib
import io
import re
import uuid
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lxml import etree
from markupsafe import Markup

from tei_edition.diagnostics import Diagnostic
from tei_edition.metadata.header import Header, read_header
from tei_edition.render import safe
from tei_edition.render.citation import citation, full_day, names
from tei_edition.render.fragment import Fragment, Heading
from tei_edition.render.model import Model
from tei_edition.render.page import HERE, engine_for, page
from tei_edition.render.xhtml import (
    NAMESPACES,
    OPS,
    XML_LANG,
    ids_of,
    mend_links,
    one_view,
    parse_xhtml,
    parts,
    x,
)

XHTML_TYPE = "application/xhtml+xml"
"""The media type of content documents."""
IMAGES = {
    b"\x89PNG\r\n\x1a\n": ("png", "image/png"),
    b"\xff\xd8\xff": ("jpg", "image/jpeg"),
    b"GIF8": ("gif", "image/gif"),
    b"RIFF": ("webp", "image/webp"),
}
"""First bytes of the images a book may have (EPUB 3.3, section 3.2) → ending and media type."""


@dataclass(frozen=True)
class Epub:
    """A book that has been made."""

    data: bytes
    """The archive."""
    texts: tuple[str, ...]
    """Its content documents with the text, in reading order, for the account of words."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """What was worth telling."""


@dataclass(frozen=True)
class Item:
    """A file of the publication."""

    id: str
    """Its name in the manifest."""
    href: str
    """Its path, relative to the package document."""
    type: str
    """Its media type."""
    data: bytes
    """Its content."""
    linear: bool = False
    """Whether it has a place in the reading order."""
    properties: str = ""
    """What the manifest must say of it."""


@dataclass(frozen=True)
class _Point:
    """A line of the navigation."""

    href: str
    """Where it leads."""
    label: str
    """Its words."""
    points: tuple[_Point, ...] = ()
    """The lines below it."""


def render_epub(
    tree: etree._ElementTree,
    view: str = "reading",
    image: Callable[[str], bytes | None] = lambda href: None,
    model: Model | None = None,
) -> Epub:
    """Make the book of one document.

    `view`: `reading` or `source`, of which the text shows the readings. `image`: gives the bytes of an image by
    the relative link the document has for it, `None` where it cannot; the book then names the image in words.
    """
    root = tree.getroot()
    header = read_header(root)
    engine = engine_for(root, header, model=model, output="epub")
    fragment = engine.fragment(root)
    text = parse_xhtml(fragment.html)
    one_view(text, view)
    images = _embed(text, image)
    _mark(text)
    documents = {f"text-{n:03}.xhtml": part for n, part in enumerate(parts(text), 1)}
    mend_links(documents)
    texts = {name: _document(header, part) for name, part in documents.items()}
    items = _items(header, fragment, documents, texts, images)
    return Epub(_archive(header, items), tuple(texts.values()), engine.diagnostics())


# --- the text --------------------------------------------------------------------------------------------


def _embed(text: etree._Element, image: Callable[[str], bytes | None]) -> list[Item]:
    """Take the images of the text into the book; one that cannot be had becomes its description."""
    found: dict[str, Item] = {}
    for element in list(text.iter(x("img"))):
        href = element.get("src", "")
        if href not in found and (item := _image(len(found) + 1, image(href))):
            found[href] = item
        if href in found:
            element.set("src", found[href].href)
        else:
            element.tag = x("span")
            element.set("role", "img")
            element.set("aria-label", element.get("alt") or "Image")
            etree.strip_attributes(element, "src", "alt", "loading")
    return list(found.values())


def _image(number: int, data: bytes | None) -> Item | None:
    """Give the image as a file of the book, if it is of a kind that books may have."""
    for start, (ending, kind) in IMAGES.items():
        if data and data.startswith(start):
            return Item(f"image-{number}", f"images/{number:03}.{ending}", kind, data)
    return None


def _mark(text: etree._Element) -> None:
    """Say in EPUB's words which elements are notes, their markers and page breaks; repeat languages for XML."""
    pages = 0
    for element in text.iter("{*}*"):
        role = element.get("role", "")
        if role in _TERMS:
            element.set(f"{{{OPS}}}type", _TERMS[role])
        if role == "doc-footnote" and element.tag == x("div"):
            element.tag = x("aside")
        if role == "doc-pagebreak" and not element.get("id"):
            pages += 1
            element.set("id", f"te-page-{pages}")
        if language := element.get("lang"):
            element.set(XML_LANG, language)


_TERMS = {"doc-footnote": "footnote", "doc-noteref": "noteref", "doc-pagebreak": "pagebreak"}
"""Roles of the HTML edition → terms of the EPUB Structural Semantics Vocabulary."""


def _document(header: Header, part: etree._Element) -> str:
    """Make a content document of a part of the text."""
    etree.cleanup_namespaces(part, top_nsmap=NAMESPACES)
    body = etree.tostring(part, encoding="unicode", with_tail=False)
    return _page("text.xhtml", header, body=Markup(body))


def _page(template: str, header: Header, **values: object) -> str:
    """Fill a template of the book."""
    language = safe.language(header.language) or "und"
    return page(f"epub/{template}", header=header, lang=language, dir=safe.direction(language), **values)


# --- the book around it ----------------------------------------------------------------------------------


def _items(
    header: Header,
    fragment: Fragment,
    documents: Mapping[str, etree._Element],
    texts: Mapping[str, str],
    images: list[Item],
) -> list[Item]:
    """Give the files of the book, in reading order."""
    homes = {key: name for name, root in documents.items() for key in ids_of(root)}
    start = next(iter(documents))
    points = _nested([line for line in fragment.headings if line.label and line.id in homes], homes)
    nav = _page(
        "nav.xhtml",
        header,
        points=points or [_Point(start, header.title)],
        start=start,
        pages=_pages(documents),
    )
    about = _page(
        "about.xhtml",
        header,
        citation=citation(header, None, ""),
        amendments=fragment.amendments,
        homes=homes,
        licence=safe.href(header.licence),
    )
    style = (HERE / "assets" / "epub.css").read_bytes() + fragment.styles.encode()
    title = _page("title.xhtml", header, authors=names(header.authors))
    return [
        Item("title", "title.xhtml", XHTML_TYPE, title.encode(), linear=True),
        *(_text_item(name, text) for name, text in texts.items()),
        Item("about", "about.xhtml", XHTML_TYPE, about.encode(), linear=True),
        Item("nav", "nav.xhtml", XHTML_TYPE, nav.encode(), properties="nav"),
        Item("style", "style.css", "text/css", style),
        *images,
    ]


def _text_item(name: str, text: str) -> Item:
    """Describe a content document with text."""
    properties = [word for word in ("svg", "mathml") if f"<{_ROOTS[word]}" in text]
    return Item(name.partition(".")[0], name, XHTML_TYPE, text.encode(), True, " ".join(properties))


_ROOTS = {"svg": "svg", "mathml": "math"}


def _nested(lines: list[Heading], homes: Mapping[str, str]) -> list[_Point]:
    """Put lines of deeper levels below those they belong to."""
    points: list[_Point] = []
    while lines:
        first, *rest = lines
        below = next((n for n, line in enumerate(rest) if line.level <= first.level), len(rest))
        href = f"{homes[first.id]}#{safe.attribute(first.id)}"
        points.append(_Point(href, first.label, tuple(_nested(rest[:below], homes))))
        lines = rest[below:]
    return points


def _pages(documents: Mapping[str, etree._Element]) -> list[_Point]:
    """Give the printed pages that the text marks."""
    return [
        _Point(f"{name}#{element.get('id')}", element.get("aria-label", "").partition(" ")[2])
        for name, root in documents.items()
        for element in root.iter("{*}*")
        if element.get("role") == "doc-pagebreak"
    ]


def _archive(header: Header, items: list[Item]) -> bytes:
    """Pack the book: the same bytes for the same files (OCF 3.3, section 4.2)."""
    digest = hashlib.sha256(b"".join(item.data for item in items)).hexdigest()
    package = _page(
        "package.opf",
        header,
        items=items,
        identifier=_identifier(header) or f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, digest)}",
        modified=f"{full_day(header.date)}T00:00:00Z",
        date=header.date if re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", header.date) else "",
        paged=any(b'role="doc-pagebreak"' in item.data for item in items if item.type == XHTML_TYPE),
        pictured=any(item.type.startswith("image/") for item in items),
    )
    container = page("epub/container.xml")
    files = {"META-INF/container.xml": container.encode(), "EPUB/package.opf": package.encode()}
    files |= {f"EPUB/{item.href}": item.data for item in items}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), "application/epub+zip", zipfile.ZIP_STORED)
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED, 9)
    return buffer.getvalue()


def _identifier(header: Header) -> str:
    """Give the document's DOI or address, as the book's identifier."""
    known = {kind.lower(): value for kind, value in header.identifiers}
    if doi := known.get("doi"):
        return f"https://doi.org/{doi.removeprefix('https://doi.org/')}"
    return next((safe.href(known[kind]) for kind in ("uri", "url") if safe.href(known.get(kind, ""))), "")
