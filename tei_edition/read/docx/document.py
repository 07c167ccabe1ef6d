"""A Word document → its text and blocks: styles say what a paragraph is; notes and boxes find their place.

Tracked changes are taken as `accepted` or `rejected`; what is thereby not in the text is left out for that reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from lxml import etree

from tei_edition.errors import ReadError
from tei_edition.model import Block, Source
from tei_edition.read.assemble import assemble
from tei_edition.read.docx.package import Package, open_package, value_of
from tei_edition.read.docx.phrases import Phrases
from tei_edition.read.docx.styles import Numbers, child
from tei_edition.read.docx.tables import cells_of, is_data
from tei_edition.read.source import read_bytes
from tei_edition.read.writer import Shape, Writer
from tei_edition.tei import inner_text, local

__all__ = ["read_docx"]

_NUMBERS = "numbers and signs that are shown before items"
_NOTES = "numbers of notes, as they are shown"
_PLAIN = ("paragraph", "caption")
_FACTS = {"title": "title", "keywords": "keywords", "description": "description", "language": "language"}
"""What we believe of a document's properties; its creator is whoever set it up."""


def read_docx(path: Path | str, changes: str = "accept") -> tuple[Source, tuple[Block, ...]]:
    """Read a Word document; `changes`: whether to `accept` or `reject` what is tracked in it. Raises ReadError."""
    name = str(path)
    data = read_bytes(Path(path), name)
    if not data:
        raise ReadError("the file has no text", code="empty", file=name)
    package = open_package(data, name)
    reader = _Reader(package, changes)
    reader.read()
    source, blocks = assemble(reader.writer, name, "utf-8", "docx", data, _facts(package))
    if not any(block.text for block in blocks):
        raise ReadError("the document has no text", code="empty", file=name)
    return replace(source, pictures=reader.phrases.images), blocks


def _facts(package: Package) -> dict[str, tuple[str, ...]]:
    """Give what the document's properties say."""
    root = package.properties
    found = (
        {}
        if root is None
        else {
            _FACTS[local(one)]: " ".join(inner_text(one).split())
            for one in root
            if isinstance(one.tag, str) and local(one) in _FACTS
        }
    )
    return {key: (value,) for key, value in found.items() if value}


class _Reader:
    """Goes through a document and tells a writer what it finds."""

    def __init__(self, package: Package, changes: str) -> None:
        self.package = package
        self.writer = Writer()
        self.phrases = Phrases(package, self.writer, changes == "accept")
        self.numbers = Numbers(package)
        self.base: Shape | None = None
        self.counts = {"table": 0, "quotation": 0}
        self.last = Shape()
        self.verse = False

    def read(self) -> None:
        """Read the text, then the notes it calls; the rest is left out."""
        root = self.package.parse(self.package.main)
        self.phrases.begin(root, 0)
        self._blocks(child(root, "body"))
        self._end_verse()
        self._notes()
        for at, kind in enumerate(("header", "footer"), 4):
            for number, part in enumerate(self.package.parts(kind)):
                self.phrases.begin(part, at * 1000 + number)
                self.phrases.leave_out(part, "headers and footers of the page")

    def _notes(self) -> None:
        parts = {"footnotes": 1, "endnotes": 2}
        for kind, part in parts.items():
            root = self.package.part(kind)
            if root is None:
                continue
            self.phrases.begin(root, part)
            found = {value_of(one, "", "id"): one for one in root if isinstance(one.tag, str)}
            for of, note, number in self.phrases.called:
                element = found.pop(note, None) if of == kind else None
                if element is not None:
                    self.base = Shape("note", attributes={"anchor": f"{kind}-{note}"})
                    self.writer.label(f"{number}." if number else "", _NOTES)
                    self._blocks(element)
            for element in found.values():
                self.phrases.leave_out(element, "notes that the text does not call")
        self.base = None
        comments = self.package.part("comments")
        if comments is not None:
            self.phrases.begin(comments, 3)
            self.phrases.leave_out(comments, "comments: editorial notes at their place")

    # --- blocks --------------------------------------------------------------------------------------------

    def _blocks(self, parent: etree._Element | None) -> None:
        """Read the paragraphs and tables in an element."""
        for one in _inside(parent):
            name = local(one)
            if name == "p":
                self._paragraph(one)
            elif name == "tbl":
                self._table(one)
            elif name == "sdt":
                self._content(one)
            elif name in ("del", "moveFrom", "ins", "moveTo"):
                if self.phrases.keeps(name):
                    self._blocks(one)
                else:
                    self.phrases.leave_out(one, self.phrases.reason(name))
            elif name in ("customXml", "smartTag", "AlternateContent", "Choice"):
                self._blocks(one)
            elif name in ("altChunk", "Fallback"):
                self.phrases.leave_out(one, "what another program is to show" if name == "altChunk" else "")

    def _content(self, control: etree._Element) -> None:
        """Read a content control; one that holds the table of contents is left out."""
        gallery = value_of(control, "sdtPr/docPartObj/docPartGallery") or ""
        if "contents" in gallery.lower():
            self.phrases.leave_out(control, "the table of contents")
        else:
            self._blocks(child(control, "sdtContent"))

    def _paragraph(self, paragraph: etree._Element) -> None:
        properties = child(paragraph, "pPr")
        shape = self._shape(properties)
        if shape.kind == "contents":
            self.phrases.leave_out(paragraph, "the table of contents")
            return
        if shape.kind != "verse":
            self._end_verse()
        self.phrases.line += 1
        lines = self.writer.breaks
        self.phrases.read(paragraph)
        if self.phrases.joins_next(properties):
            return
        if shape.solid and shape is self.base:
            for link, alt in self.phrases.pictures():
                self.writer.point("figure", link, alt)
            self.writer.line_end()
        elif shape.kind == "verse":
            self.verse = True
            self.writer.line_end()
            if self.writer.breaks > lines + 1:  # a stanza with its lines, not a line
                self.writer.line_end()
        else:
            self._flush(shape)
        for box in self.phrases.boxes():
            self._blocks(box)

    def _flush(self, shape: Shape) -> None:
        """End a paragraph: a picture by itself is a block, one beside words stands where they begin."""
        alone = self.writer.is_empty
        for link, alt in self.phrases.pictures():
            if alone:
                shown = Shape("figure", attributes={**link, **({"alt": alt} if alt else {})}, solid=True)
                self.writer.flush(shown, always=True)
            else:
                self.writer.point("figure", link, alt, first=True)
        if not self.writer.is_empty:
            if shape.kind == "figure" and (last := self.writer.raws[-1:]) and last[0].start == last[0].end:
                shape = self.writer.raws.pop().shape  # the caption of the picture above it
            self.last = shape
        self.writer.flush(shape)

    def _end_verse(self) -> None:
        if self.verse:
            self.verse = False
            self._flush(Shape("verse", solid=True))

    def _shape(self, properties: etree._Element | None) -> Shape:
        """Give the shape of a paragraph: inside a cell or a note, theirs; else by its style and its numbering."""
        if self.base is not None:
            return self.base
        style = value_of(properties, "pStyle")
        kind, level = self.phrases.styles.kind(style)
        outline = value_of(properties, "outlineLvl") or ""
        if kind == "paragraph" and outline.isdigit() and int(outline) < 9:
            kind, level = "heading", int(outline) + 1
        number, depth = self._numbering(properties, style)
        if kind in _PLAIN and number not in ("", "0"):
            if label := self.numbers.label(number, depth):
                self.writer.label(label, _NUMBERS)
            return Shape("item", (int(depth) if depth.isdigit() else 0) + 1)
        if kind == "quote":
            self.counts["quotation"] += self.last.kind != "quote"
            return Shape("quote", attributes={"quotation": str(self.counts["quotation"])})
        if kind == "caption":
            return Shape("figure", solid=True)
        return Shape(kind, level, solid=kind in ("heading", "title", "subtitle", "verse"))

    def _numbering(self, properties: etree._Element | None, style: str | None) -> tuple[str, str]:
        own = value_of(properties, "numPr/numId")
        if own is not None:
            return own, value_of(properties, "numPr/ilvl") or "0"
        return self.phrases.styles.numbering(style)

    def _table(self, table: etree._Element) -> None:
        """Read a table of data cell by cell, any other as the text that stands in it."""
        self._end_verse()
        inside = self.base is not None
        if inside or not is_data(table):
            for cell in cells_of(table):
                self._blocks(cell.element)
            return
        self.counts["table"] += 1
        for cell in cells_of(table):
            if not self.phrases.keeps_row(cell.row_element):
                self.phrases.leave_out(cell.element, self.phrases.reason("del"))
                continue
            said = {"table": str(self.counts["table"]), "row": str(cell.row), **cell.attributes}
            self.base = Shape("cell", attributes=said, solid=True)
            self._blocks(cell.element)
            self.writer.flush(self.base, always=True)
            self.base = None


def _inside(parent: etree._Element | None) -> Iterator[etree._Element]:
    """Yield the elements in an element; of two ways to show the same, the first."""
    children: Iterable[etree._Element] = parent if parent is not None else ()
    return (one for one in children if isinstance(one.tag, str))
