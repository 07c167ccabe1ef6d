"""A file that is no well-formed XML → the finding that tells an editor which tag, character or entity to mend."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from xml.parsers import expat
from xml.parsers.expat import errors as said

from tei_edition.diagnostics import Diagnostic, make
from tei_edition.errors import XmlError
from tei_edition.validate.document import Document, document_at
from tei_edition.validate.mends import Spot, in_words
from tei_edition.validate.places import Place, windows
from tei_edition.validate.relaxng.reader import encoding_of, read

LINES = 5
"""How many lines before the place are looked at."""
REACH = 300
"""How many characters before and after the place are looked at."""


def not_well_formed(document: Document, error: XmlError) -> Diagnostic:
    """Make the finding of a file that the parser refused, with the tags that are open there and the words around."""
    spot = _spot(document, error)
    code, message, hint = in_words(spot, error.message)
    finding = make(code, message, file=document.name, hint=error.hint or hint)
    return document.told(finding, Place(spot.line, spot.column))


def why_not_well_formed(path: Path) -> Diagnostic | None:
    """Say what is wrong with a file, nothing where it is well-formed; ReadError when it cannot be read."""
    document = document_at(path)
    try:
        read(document.pieces, document.name, lambda _parser: None)
    except XmlError as error:
        return not_well_formed(document, error)
    return None


def _spot(document: Document, error: XmlError) -> Spot:
    """Read the file again, up to where it cannot be read."""
    opened: list[Place] = []

    def listen(parser: expat.XMLParserType) -> None:
        parser.namespace_prefixes = True

        def start(tag: str, _attributes: list[str]) -> None:
            _, local, prefix = (["", *tag.split(" "), ""] if " " not in tag else [*tag.split(" "), ""])[:3]
            name = f"{prefix}:{local}" if prefix else local
            opened.append(Place(parser.CurrentLineNumber, parser.CurrentColumnNumber + 1, name))

        parser.StartElementHandler = start
        parser.EndElementHandler = lambda _tag: opened.pop() and None

    with suppress(XmlError):
        read(document.pieces, document.name, listen)
    line, column = error.line or 1, error.column or 1
    text, start = windows(document.pieces, {(line, column)}, REACH, REACH)[line, column]
    at = column - 1 - start
    lines = [*document.lines[max(0, line - LINES - 1) : line - 1], text[:at]]
    return Spot(line, column, opened, "\n".join(lines), text[at:], _bad_byte(error, document))


def _bad_byte(error: XmlError, document: Document) -> int | None:
    """Give the byte that is no UTF-8, where that is why the parser gave up."""
    if error.message != said.XML_ERROR_INVALID_TOKEN or not isinstance(document.source, bytes):
        return None
    if not encoding_of(document.source).startswith("utf-8"):
        return None
    try:
        document.source.decode("utf-8")
    except UnicodeDecodeError as wrong:
        if document.source.count(b"\n", 0, wrong.start) + 1 == error.line:
            return document.source[wrong.start]
    return None
