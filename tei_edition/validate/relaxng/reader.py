"""A document's bytes → expat's events, hostile XML refused: nothing is fetched, entities and depth are bounded."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from xml.parsers import expat

from tei_edition.errors import XmlError
from tei_edition.validate.relaxng.source import XML

NATIVE = frozenset(("utf-8", "utf8", "utf-16", "iso-8859-1", "latin-1", "us-ascii", "ascii"))
"""Encodings that expat reads itself."""
MAX_DEPTH = 1000
"""How deep elements may nest; the same as in trees (`tei.parse`)."""
_ENCODING = re.compile(rb"^<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._\-]+)[\"']")


def read(chunks: Iterable[bytes], name: str, listen: Callable[[expat.XMLParserType], None]) -> None:
    """Parse a document, telling whom `listen` has made to hear; XmlError with the place when it is not well-formed.

    Nothing is fetched: an entity that only a DTD elsewhere could define is an error.
    """
    parts = iter(chunks)
    head = next(parts, b"")
    encoding = _foreign(head, name)
    parser = expat.ParserCreate("utf-8" if encoding else None, " ")
    parser.ordered_attributes = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    _refuse_entities(parser, name)
    listen(parser)
    _feed(parser, chain((head,), parts), encoding, name)


def too_deep(line: int, column: int) -> XmlError:
    """Make the error of elements that nest deeper than `MAX_DEPTH`."""
    return XmlError(f"elements nest deeper than {MAX_DEPTH} levels", line=line, column=column)


def encoding_of(head: bytes) -> str:
    """Give the encoding of a document that begins so."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    match = _ENCODING.match(head)
    declared = match[1].decode("ascii").lower() if match else ""
    return declared if _known(declared) and not declared.startswith(("utf-8", "utf8")) else "utf-8-sig"


def _foreign(head: bytes, name: str) -> str | None:
    """Give the encoding to decode from where expat cannot; XmlError when nobody can."""
    match = _ENCODING.match(head)
    declared = match[1].decode("ascii").lower() if match else "utf-8"
    if declared in NATIVE:
        return None
    if not _known(declared):
        raise XmlError(f"the encoding {declared} is not known", file=name, line=1, column=1)
    return declared


def _known(encoding: str) -> bool:
    """Say whether an encoding is one for texts whose declaration can be read before it is known."""
    try:
        found = codecs.lookup(encoding)
        fitting = found._is_text_encoding and codecs.encode("<?xml", found.name) == b"<?xml"
        return fitting and found.incrementaldecoder("replace").decode(b"<?xml") == "<?xml"  # not idna
    except (LookupError, UnicodeError):
        return False


def _refuse_entities(parser: expat.XMLParserType, name: str) -> None:
    """Refuse entities that would have to be fetched; how much those of the document multiply expat itself bounds."""

    def refuse(message: str) -> XmlError:
        return XmlError(
            message, file=name, line=parser.CurrentLineNumber, column=parser.CurrentColumnNumber + 1
        )

    def skipped(entity: str, parameter: bool) -> None:
        if not parameter:
            raise refuse(f"the entity &{entity}; is not defined")

    def external(_context: str, _base: str | None, system: str | None, _public: str | None) -> int:
        raise refuse(f"the external entity {system} is not fetched")

    parser.SkippedEntityHandler = skipped
    parser.ExternalEntityRefHandler = external


def _feed(parser: expat.XMLParserType, chunks: Iterable[bytes], encoding: str | None, name: str) -> None:
    """Give the parser the document."""
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
