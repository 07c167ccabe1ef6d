"""A document's bytes → expat's events, hostile XML refused: nothing is fetched, entities and depth are bounded."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from xml.parsers import expat

from tei_edition.errors import XmlError
from tei_edition.validate.relaxng.source import XML

NATIVE = frozenset(("utf-8", "utf8", "utf-16", "iso-8859-1", "latin-1", "us-ascii", "ascii"))
"""Encodings that expat reads itself."""
Declared = Callable[[str, bool, str | None, str | None, str, str | None, str | None], None]
MAX_DEPTH = 2000
"""How deep elements may nest."""
_ENCODING = re.compile(rb"^<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._\-]+)[\"']")


def new_parser(head: bytes, name: str) -> tuple[expat.XMLParserType, str | None]:
    """Make a parser for a document that begins so, and give the encoding to decode from where expat cannot."""
    match = _ENCODING.match(head)
    declared = match[1].decode("ascii").lower() if match else "utf-8"
    foreign = None if declared in NATIVE else declared
    if foreign is not None and not _known(foreign):
        raise XmlError(f"the encoding {foreign} is not known", file=name, line=1, column=1)
    parser = expat.ParserCreate("utf-8" if foreign else None, " ")
    parser.ordered_attributes = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.EntityDeclHandler = _refuse_entity(name, parser)
    return parser, foreign


def _known(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding)._is_text_encoding
    except LookupError:
        return False


def _refuse_entity(name: str, parser: expat.XMLParserType) -> Declared:
    def declared(entity: str, parameter: bool, value: str | None, *_rest: object) -> None:
        if value is not None and ("&" in value or "%" in value or len(value) > 1000):
            message = f"the entity {entity} is not expanded"
            raise XmlError(
                message, file=name, line=parser.CurrentLineNumber, column=parser.CurrentColumnNumber + 1
            )

    return declared


def feed(parser: expat.XMLParserType, chunks: Iterable[bytes], encoding: str | None, name: str) -> None:
    """Parse a document; XmlError with the place when it is not well-formed."""
    try:
        for chunk in _decoded(chunks, encoding):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        message = expat.ErrorString(error.code)
        raise XmlError(message, file=name, line=error.lineno, column=error.offset + 1) from error
    except UnicodeError as error:
        raise XmlError(f"it is not text in {encoding}", file=name, line=parser.CurrentLineNumber) from error


def _decoded(chunks: Iterable[bytes], encoding: str | None) -> Iterator[bytes]:
    if encoding is None:
        yield from chunks
        return
    decoder = codecs.getincrementaldecoder(encoding)()
    for chunk in chunks:
        yield decoder.decode(chunk).encode("utf-8")
    yield decoder.decode(b"", True).encode("utf-8")


class Prefixes:
    """The namespace prefixes that hold at a point of the document, for values that are QNames."""

    def __init__(self) -> None:
        self.now: dict[str, str] = {"xml": XML}
        self._outer: list[tuple[str, str | None]] = []

    def begin(self, prefix: str | None, uri: str | None) -> None:
        """Enter the scope of a declaration."""
        self._outer.append((prefix or "", self.now.get(prefix or "")))
        self.now[prefix or ""] = uri or ""

    def end(self, _prefix: str | None) -> None:
        """Leave it."""
        prefix, before = self._outer.pop()
        if before is None:
            del self.now[prefix]
        else:
            self.now[prefix] = before
