"""A TEI document and the EPUB written from it → the account of every word of the TEI, in the view the book has.

The archive is read as a reading system reads it: container, package, and the documents of the spine in its order.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from tei_edition.diagnostics import Diagnostic, make
from tei_edition.errors import TeiEditionError
from tei_edition.ledger.about import wrong_reference, wrong_rights
from tei_edition.ledger.account import Account, lost_of, size, unexplained
from tei_edition.ledger.html import account, addresses, expected, in_a_row, targets
from tei_edition.ledger.numbers import Numbers, corrections
from tei_edition.ledger.page import Page, headings, line_of
from tei_edition.ledger.streams import BLOCK, FREE, Parts, Stream
from tei_edition.ledger.title import Title, title_of
from tei_edition.tei import append_child, inner_text, local, parse_bytes

_CONTAINER = "META-INF/container.xml"
_TITLE, _ABOUT = "title.xhtml", "about.xhtml"


def account_of_epub(slug: str, tree: etree._ElementTree, data: bytes, view: str = "reading") -> Account:
    """Account for every word of the document's text in the book: text, notes, numbers, places, contents."""
    step, file, title = f"{slug}: TEI → EPUB ({view})", f"{slug}.epub", title_of(tree)
    numbers = Numbers.of(tree)
    text, notes = expected(tree, numbers, view, notes_of_both=False)
    try:
        book = _Book(data)
    except (TeiEditionError, zipfile.BadZipFile, KeyError, ValueError, StopIteration) as error:
        broken = make("words-lost", f"{step}: the book cannot be read ({error})", file=file)
        return account(step, tree, len(text.characters), (broken,), view)
    page = Page(book.joined(), addresses(tree), targets(tree))
    shown = page.shown(view)
    found = Stream.of(shown.text)
    findings = [
        *unexplained(step, file, text, found, "the text"),
        *unexplained(step, file, notes, Stream.of(in_a_row(shown.notes)), "the notes"),
        *_title_page(step, file, title, book),
        *_corrections(step, file, tree, numbers, title, book),
        *(make("words-lost", f"{step}: {said}", file=file) for said in _about(tree, title, book)),
        *(make("words-added", f"{step}: {said}", file=file) for said in _strangers(book, page, title)),
    ]
    return account(step, tree, lost_of(text, found), tuple(dict.fromkeys(findings)), view)


def page_of_book(data: bytes) -> etree._Element:
    """Give the documents of a book with the text as one page."""
    return _Book(data).joined()


class _Book:
    """A book that is read."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            container = parse_bytes(archive.read(_CONTAINER), _CONTAINER)
            package = next(container.iter("{*}rootfile")).get("full-path", "")
            items = {item.get("id"): item for item in self._package(archive, package).iter("{*}item")}
            folder = posixpath.dirname(package)
            order = [items[ref.get("idref")].get("href", "") for ref in self.package.iter("{*}itemref")]
            navs = [
                item.get("href", "") for item in items.values() if "nav" in item.get("properties", "").split()
            ]
            self.bodies = {name: _body(archive, posixpath.join(folder, name)) for name in order}
            self.navs = [_body(archive, posixpath.join(folder, name)) for name in navs]

    def _package(self, archive: zipfile.ZipFile, path: str) -> etree._ElementTree:
        """Read the package document."""
        self.package = parse_bytes(archive.read(path), path)
        return self.package

    @property
    def texts(self) -> dict[str, etree._Element]:
        """The documents with the text, by name, in the order of the spine."""
        return {name: body for name, body in self.bodies.items() if name not in (_TITLE, _ABOUT)}

    def joined(self) -> etree._Element:
        """Give the documents with the text as one page: its links lead where they led in the book."""
        places = {
            f"{name}#{child.get('id')}"
            for name, body in self.texts.items()
            for child in body.iter(etree.Element)
            if child.get("id")
        }
        whole = etree.Element("html")
        for name, body in self.texts.items():
            for link in body.iter("a"):
                href = link.get("href", "")
                full = unquote(href if not href.startswith("#") else name + href)
                if full in places:
                    link.set("href", f"#{full.partition('#')[2]}")
                elif "#" in full and ":" not in full:
                    link.set("href", full)
            append_child(whole, body)
        return whole


def _body(archive: zipfile.ZipFile, path: str) -> etree._Element:
    """Read a document of the book: its body as HTML, notes and images as a page of the edition has them."""
    root = parse_bytes(archive.read(path), path).getroot()
    for element in root.iter(etree.Element):
        element.tag = local(element)
        if element.get("hidden") is not None:
            element.set("style", "display: none")
        if element.tag == "aside":
            element.tag = "div"
        elif element.get("role") == "img" and element.tag == "span":
            element.tag = "img"
    return next(root.iter("body"))


def _title_page(step: str, file: str, title: Title, book: _Book) -> Iterator[Diagnostic]:
    """Compare the title page with the header."""
    page = book.bodies.get(_TITLE)
    lines = [line_of(line) for line in page.iter("h1", "p")] if page is not None else []
    wanted = list(filter(None, [title.title, title.subtitle, title.together]))
    if lines[: len(wanted)] != wanted:
        yield make("words-lost", f"{step}: the title page says {lines}, the header {wanted}", file=file)


def _corrections(
    step: str, file: str, tree: etree._ElementTree, numbers: Numbers, title: Title, book: _Book
) -> Iterator[Diagnostic]:
    """Compare the list of corrections with the document's."""
    lines = [
        f"{where}: source “{sic or '–'}”, corrected “{corr or '–'}”"
        for where, sic, corr in corrections(tree, numbers, title.element)
    ]
    about = book.bodies.get(_ABOUT)
    found = [inner_text(item) for item in about.iter("li")] if about is not None else []
    yield from unexplained(step, file, _lines(lines), _lines(found), "the corrections")


def _lines(lines: list[str]) -> Stream:
    parts: Parts = [part for line in lines for part in (BLOCK, line, FREE, BLOCK)]
    return Stream.of(parts)


def _about(tree: etree._ElementTree, title: Title, book: _Book) -> Iterator[str]:
    """Yield what is wrong with reference and rights."""
    about = book.bodies.get(_ABOUT)
    sections = (
        {line_of(next(part.iter("h2"))): part for part in about.iter("section")} if about is not None else {}
    )
    yield from wrong_rights(tree, sections.get("Rights"))
    cited = sections.get("How to cite")
    yield from wrong_reference(tree, title, cited.iter("p") if cited is not None else [etree.Element("p")])


def _strangers(book: _Book, page: Page, title: Title) -> Iterator[str]:
    """Yield what the book says besides: around the text, in a style of its own, in its table of contents."""
    for name, body in book.texts.items():
        regions = [item for item in body.iter(etree.Element) if item.get("data-ledger") == "text"]
        if size(inner_text(body)) != sum(size(inner_text(item)) for item in regions):
            yield f"{name} has words that are not of the text"
        if next(body.iter("style"), None) is not None:
            yield f"{name} has a style of its own that may hide words"
    known = set(headings(page))
    for link in (link for nav in book.navs for part in nav.iter("nav") for link in part.iter("a")):
        _, _, anchor = link.get("href", "").partition("#")
        around = next(link.iterancestors("nav"))
        words = line_of(link)
        if around.get("role") != "doc-toc" or (anchor, words) in known:
            continue
        if anchor or words != title.title:
            yield f"no heading says “{words}”"
