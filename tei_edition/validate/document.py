"""A TEI file and its tree → findings that know their place: line, column, path and excerpt.

lxml knows the line where a start tag ends; where it begins, expat tells, in a second reading that is made only when
something has been found.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from xml.parsers import expat

from lxml import etree

from tei_edition.diagnostics import Diagnostic, make
from tei_edition.tei import path_of, serialise

BEFORE, AFTER = 40, 60
"""How many characters of a long line an excerpt shows on either side of the column."""


@dataclass(frozen=True)
class Document:
    """A document under judgement."""

    name: str
    """The file as the user named it."""
    tree: etree._ElementTree
    """Its tree."""
    data: bytes
    """Its bytes, from which line, column and excerpt are taken."""

    @cached_property
    def lines(self) -> list[str]:
        """Its lines."""
        return lines_of(self.data, self.tree.docinfo.encoding or "utf-8")

    @cached_property
    def places(self) -> dict[etree._Element, tuple[int, int]]:
        """Line and column where each element's start tag begins; empty when expat cannot read the encoding."""
        found: list[tuple[int, int]] = []
        parser = expat.ParserCreate()

        def start(_name: str, _attributes: dict[str, str]) -> None:
            found.append((parser.CurrentLineNumber, parser.CurrentColumnNumber + 1))

        parser.StartElementHandler = start
        try:
            parser.Parse(self.data, True)
        except (expat.ExpatError, ValueError, LookupError):
            return {}
        return dict(zip(self.tree.iter(etree.Element), found, strict=False))

    def place(self, element: etree._Element) -> tuple[int | None, int | None]:
        """Give line and column of an element, as far as they are known."""
        known: int | None = element.sourceline  # type: ignore[assignment]
        return self.places.get(element, (known, None))

    def finding(
        self, code: str, message: str, element: etree._Element, hint: str | None = None
    ) -> Diagnostic:
        """Make a finding about an element."""
        line, column = self.place(element)
        return make(
            code,
            message,
            file=self.name,
            line=line,
            column=column,
            path=path_of(element),
            excerpt=excerpt(self.lines, line, column),
            hint=hint,
        )


def document_of(tree: etree._ElementTree, name: str) -> Document:
    """Make a document of a tree whose file is not at hand."""
    return Document(name, tree, serialise(tree))


def lines_of(data: bytes, encoding: str = "utf-8") -> list[str]:
    """Decode the file and split it where XML says a line ends; undecodable bytes become replacement characters."""
    try:
        text = data.decode(encoding, "replace")
    except LookupError:
        text = data.decode("utf-8", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def excerpt(lines: list[str], line: int | None, column: int | None) -> str | None:
    """Give the line, cut to what is around the column, with a caret below it; None where there is no such line."""
    if line is None or not 1 <= line <= len(lines):
        return None
    text = lines[line - 1].replace("\t", " ")
    if column is None:
        return shorten(text.strip(), BEFORE + AFTER)
    start = max(0, column - 1 - BEFORE)
    lead = "…" if start else ""
    shown = lead + shorten(text[start:].rstrip(), BEFORE + AFTER)
    caret = " " * (column - 1 - start + len(lead)) + "^"
    margin = min(len(shown) - len(shown.lstrip()), len(caret) - 1)
    return f"{shown[margin:]}\n{caret[margin:]}"


def shorten(text: str, width: int) -> str:
    """Cut the text to the width, an ellipsis showing that it goes on."""
    return text if len(text) <= width else text[: width - 1] + "…"
