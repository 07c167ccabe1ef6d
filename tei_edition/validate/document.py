"""A TEI file → its bytes in pieces, its tree where somebody needs it, and findings that know their place.

A file larger than `TREE_LIMIT` is never held in memory: whoever judges it reads its pieces. lxml, which makes trees,
is loaded only when a tree is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from tei_edition.diagnostics import Diagnostic, make
from tei_edition.errors import ReadError, XmlError
from tei_edition.validate.places import Place, Prolog, places_of, prolog_of, windows
from tei_edition.validate.relaxng.reader import encoding_of

if TYPE_CHECKING:
    from lxml import etree

BEFORE, AFTER = 40, 60
"""How many characters of a long line an excerpt shows on either side of the column."""

MOST_LINES = 100
"""How many lines of a start tag are looked through for an attribute."""

TAG = re.compile(r"""<([^\s/>]+)(?:\s+[^\s=>]+\s*=\s*(?:"[^"]*"|'[^']*'))*""")
"""A start tag, but for its end."""

ATTRIBUTE = re.compile(r"""\s([^\s=>]+)\s*=\s*(?:"[^"]*"|'[^']*')""")
"""An attribute in it."""

Attributes = dict[tuple[str, bool], tuple[int, int]]
"""Local name of an attribute, and whether it has a prefix → its line and column."""

PIECE = 1 << 16
"""How many bytes are read at a time."""

TREE_LIMIT = 64_000_000
"""Size in bytes above which no tree is made of a file: a tree takes about eight times as much memory."""


@dataclass(frozen=True)
class Pieces:
    """A file's bytes, read anew each time they are gone through; ReadError when they cannot be read."""

    name: str
    """The file as the user named it."""
    source: bytes | Path
    """The bytes, or where they are."""

    def __iter__(self) -> Iterator[bytes]:
        if isinstance(self.source, bytes):
            yield from (self.source[at : at + PIECE] for at in range(0, len(self.source), PIECE))
            return
        try:
            with self.source.open("rb") as file:
                while piece := file.read(PIECE):
                    yield piece
        except OSError as error:
            raise ReadError(f"cannot be read: {error.strerror or error}", file=self.name) from error


@dataclass(frozen=True)
class Document:
    """A document under judgement."""

    name: str
    """The file as the user named it."""
    source: bytes | Path
    """Its bytes; the file they are in, where they are too many to be held."""

    @property
    def large(self) -> bool:
        """Whether it is too large for a tree."""
        return isinstance(self.source, Path)

    @property
    def pieces(self) -> Pieces:
        """Its bytes, piece by piece, as often as they are asked for."""
        return Pieces(self.name, self.source)

    @cached_property
    def tree(self) -> etree._ElementTree:
        """Its tree; XmlError when it is not well-formed or too large."""
        from tei_edition.tei import parse_bytes

        if isinstance(self.source, Path):
            raise XmlError("the file is too large for a tree", file=self.name)
        return parse_bytes(self.source, self.name, entities=True)

    @cached_property
    def prolog(self) -> Prolog:
        """What stands before its outermost element, and the place of that."""
        return prolog_of(self.pieces, self.name)

    @cached_property
    def lines(self) -> list[str]:
        """Its lines; none of a large file."""
        if isinstance(self.source, Path):
            return []
        return lines_of(self.source, encoding_of(self.source))

    @cached_property
    def places(self) -> dict[etree._Element, Place]:
        """Line and column where each element's start tag begins: lxml knows only the line where it ends."""
        from lxml import etree

        elements = list(self.tree.iter(etree.Element))
        found = places_of(self.pieces, range(len(elements)), self.name)
        return {elements[ordinal]: place for ordinal, place in found.items()}

    def place(self, element: etree._Element) -> tuple[int | None, int | None]:
        """Give line and column of an element."""
        found = self.places[element]
        return found.line, found.column

    def finding(
        self, code: str, message: str, element: etree._Element, hint: str | None = None, attribute: str = ""
    ) -> Diagnostic:
        """Make a finding about an element of the tree, or about one of its attributes."""
        finding = self.told(make(code, message, file=self.name, hint=hint), self.places[element])
        return self._aimed(finding, attribute) if attribute else finding

    def note(
        self, code: str, message: str, hint: str | None = None, place: Place | None = None
    ) -> Diagnostic:
        """Make a finding about the document as a whole: left out, its place is the outermost element."""
        root = self.prolog.root
        finding = self.told(make(code, message, file=self.name, hint=hint), place or root)
        return replace(finding, path=root.path if root.name else None)

    def told(self, finding: Diagnostic, place: Place) -> Diagnostic:
        """Give a finding its place, and the excerpt from there."""
        shown = excerpt(self.lines, place.line, place.column)
        path = place.path if place.name else None
        return replace(finding, line=place.line, column=place.column, path=path, excerpt=shown)

    def located(self, findings: Iterable[tuple[int, str, Diagnostic]]) -> list[Diagnostic]:
        """Give findings their paths, by the numbers of their elements; their places, too, where they have none.

        Each comes with its element's number and the attribute it is about, empty when it is about none.
        """
        found = list(findings)
        if not found:
            return []
        places = places_of(self.pieces, {ordinal for ordinal, _, _ in found}, self.name)
        return [
            self._aimed(self._located(finding, places.get(ordinal)), attribute)
            for ordinal, attribute, finding in found
        ]

    def _aimed(self, finding: Diagnostic, attribute: str) -> Diagnostic:
        """Move a finding from its start tag to an attribute in that; where the lines are not at hand, leave it."""
        tag = (finding.line or 0, finding.column or 0)
        if attribute and tag not in self._tags:
            self._tags[tag] = attributes_at(self.lines, *tag)
        name = attribute.replace("}", " ").rpartition(" ")[2]
        line, column = self._tags.get(tag, {}).get((name, name != attribute), (None, None))
        if line is None:
            return finding
        return replace(finding, line=line, column=column, excerpt=excerpt(self.lines, line, column))

    @cached_property
    def _tags(self) -> dict[tuple[int, int], Attributes]:
        """The attributes of the start tags that have been looked at."""
        return {}

    def _located(self, finding: Diagnostic, place: Place | None) -> Diagnostic:
        line, column = finding.line, finding.column
        if line is None and place is not None:
            line, column = place.line, place.column
        path = place.path if place else None
        shown = excerpt(self.lines, line, column)
        return replace(finding, line=line, column=column, path=path, excerpt=shown)

    def illustrated(self, findings: list[Diagnostic]) -> list[Diagnostic]:
        """Give the findings of a large file their excerpts, in one more reading."""
        if not self.large:
            return findings
        spots = [(finding.line or 1, finding.column or 1) for finding in findings]
        found = windows(self.pieces, set(spots), BEFORE, AFTER)
        return [
            replace(finding, excerpt=_framed(*found[spot], spot[1]))
            for finding, spot in zip(findings, spots, strict=True)
        ]


def document_of(tree: etree._ElementTree, name: str) -> Document:
    """Make a document of a tree whose file is not at hand."""
    from tei_edition.tei import serialise

    return Document(name, serialise(tree))


def document_at(path: Path) -> Document:
    """Make a document of a file; ReadError when it cannot be read."""
    try:
        large = path.stat().st_size > TREE_LIMIT
        return Document(str(path), path if large else path.read_bytes())
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror or error}", file=str(path)) from error


def lines_of(data: bytes, encoding: str = "utf-8") -> list[str]:
    """Decode the file and split it where XML says a line ends; undecodable bytes become replacement characters."""
    try:
        text = data.decode(encoding, "replace")
    except LookupError:
        text = data.decode("utf-8", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def attributes_at(lines: list[str], line: int, column: int) -> Attributes:
    """Find the attributes of the start tag at a place; none where there is no tag, or the lines are not at hand."""
    if not 1 <= line <= len(lines):
        return {}
    text = "\n".join([lines[line - 1][column - 1 :], *lines[line : line + MOST_LINES]])
    tag, found = TAG.match(text), {}
    start = 0
    for one in ATTRIBUTE.finditer(text, tag.end(1), tag.end()) if tag else ():
        ends = text.count("\n", start, one.start(1))
        if ends:
            line, column = line + ends, one.start(1) - text.rindex("\n", start, one.start(1))
        else:
            column += one.start(1) - start
        start = one.start(1)
        prefix, _, name = one[1].rpartition(":")
        found[name, bool(prefix)] = line, column
    return found


def excerpt(lines: list[str], line: int | None, column: int | None) -> str | None:
    """Give the line, cut to what is around the column, with a caret below it; None where there is no such line."""
    if line is None or not 1 <= line <= len(lines):
        return None
    if column is None:
        return shorten(lines[line - 1].replace("\t", " ").strip(), BEFORE + AFTER)
    start = max(0, column - 1 - BEFORE)
    return _framed(lines[line - 1][start : start + 2 * (BEFORE + AFTER)], start, column)


def _framed(text: str, start: int, column: int) -> str:
    """Set a caret below the column in the part of a line that begins after so many characters."""
    lead = "…" if start else ""
    shown = lead + shorten(text.replace("\t", " ").rstrip(), BEFORE + AFTER)
    caret = " " * (column - 1 - start + len(lead)) + "^"
    margin = min(len(shown) - len(shown.lstrip()), len(caret) - 1)
    return f"{shown[margin:]}\n{caret[margin:]}"


def shorten(text: str, width: int) -> str:
    """Cut the text to the width, an ellipsis showing that it goes on."""
    return text if len(text) <= width else text[: width - 1] + "…"
