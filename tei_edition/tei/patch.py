"""Bytes of XML → its elements and characters with their places in the bytes, and insertions made exactly there.

Nothing is written anew: what is not inserted is the same byte as before, whatever its encoding, its line ends,
its entities, the order of its attributes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.parsers import expat

from tei_edition.errors import XmlError
from tei_edition.tei.names import NS

__all__ = ["Char", "Insertion", "Node", "patched", "scan"]


@dataclass(eq=False)
class Node:
    """An element as it stands in the file."""

    name: str
    """Its local name; empty where it is not TEI's."""
    qname: str
    """Its name as written, with its prefix."""
    attributes: dict[str, str]
    """Its attributes as written."""
    parent: Node | None
    """The element around it."""
    start: int
    """The byte at which its start tag begins."""
    end: int = 0
    """The byte behind its end tag."""
    close: int = 0
    """The byte at which its end tag begins."""
    namespaces: dict[str, str] = field(default_factory=dict)
    """The namespaces declared there, by prefix."""

    @property
    def prefix(self) -> str:
        """The prefix of its name, with the colon."""
        return self.qname[: self.qname.index(":") + 1] if ":" in self.qname else ""

    @property
    def path(self) -> list[Node]:
        """The element and all around it, outermost first."""
        nodes: list[Node] = []
        node: Node | None = self
        while node is not None:
            nodes.append(node)
            node = node.parent
        return nodes[::-1]


@dataclass(frozen=True, slots=True)
class Char:
    """A character of the text."""

    text: str
    """The character."""
    start: int
    """The byte at which it, or the reference that stands for it, begins."""
    end: int
    """The byte behind it."""
    node: Node
    """The element it stands in."""
    fixed: bool
    """Whether no tag may stand beside it: it is in a CDATA section."""


@dataclass(frozen=True)
class Insertion:
    """Something to be put into the file."""

    at: int
    """The byte before which it is put."""
    rank: tuple[int, int]
    """Of several at one place, which comes first."""
    text: str
    """What is put in."""


def scan(data: bytes, name: str) -> tuple[list[Node], list[Char], str]:
    """Give the elements and characters of a well-formed document, and its encoding as Python names it.

    Raises XmlError for an encoding in which places cannot be told.
    """
    reader = _Reader(data, name)
    return reader.nodes, reader.chars, reader.encoding


def patched(data: bytes, insertions: Iterable[Insertion], encoding: str) -> bytes:
    """Give the document with the insertions made."""
    parts, last = [], 0
    for item in sorted(insertions, key=lambda item: (item.at, item.rank)):
        parts += [data[last : item.at], item.text.encode(encoding, "xmlcharrefreplace")]
        last = item.at
    return b"".join([*parts, data[last:]])


class _Reader:
    """Reads a document with expat, which tells the byte of every event."""

    def __init__(self, data: bytes, name: str) -> None:
        self.data = data
        self.nodes: list[Node] = []
        self.chars: list[Char] = []
        self.encoding = _bom(data) or "utf-8"
        self.open: list[Node] = []
        self.cdata = False
        self.pending: tuple[str, int, Node, bool] | None = None
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = False
        self.parser.XmlDeclHandler = self.declared
        self.parser.StartElementHandler = self.started
        self.parser.EndElementHandler = self.ended
        self.parser.CharacterDataHandler = self.text
        self.parser.StartCdataSectionHandler = lambda: self.in_cdata(True)
        self.parser.EndCdataSectionHandler = lambda: self.in_cdata(False)
        self.parser.CommentHandler = lambda _: self.flush()
        self.parser.ProcessingInstructionHandler = lambda *_: self.flush()
        try:
            self.parser.Parse(data, True)
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise XmlError(f"places in this file cannot be told: {error}", file=name) from error

    def declared(self, version: str, encoding: str | None, standalone: int) -> None:
        """Take note of the encoding, which a byte order mark has settled already."""
        if encoding and not _bom(self.data):
            self.encoding = encoding.lower()

    def in_cdata(self, inside: bool) -> None:
        """Take note of a CDATA section."""
        self.flush()
        self.cdata = inside

    def started(self, qname: str, attributes: dict[str, str]) -> None:
        """Open an element."""
        at = self.parser.CurrentByteIndex
        self.flush(at)
        parent = self.open[-1] if self.open else None
        spaces = dict(parent.namespaces) if parent else {}
        spaces |= {key[6:]: value for key, value in attributes.items() if key.startswith("xmlns:")}
        spaces |= {"": attributes["xmlns"]} if "xmlns" in attributes else {}
        prefix, _, local = qname.rpartition(":")
        node = Node(
            local if spaces.get(prefix) == NS else "", qname, attributes, parent, at, namespaces=spaces
        )
        self.nodes.append(node)
        self.open.append(node)

    def ended(self, qname: str) -> None:
        """Close an element; of an empty-element tag, the end is the tag's own."""
        at = self.parser.CurrentByteIndex
        self.flush(at)
        node = self.open.pop()
        begins, ends = "</".encode(self.encoding), ">".encode(self.encoding)
        empty = not self.data.startswith(begins, at)
        node.close = node.start if empty else at
        node.end = at if empty else self.data.index(ends, at) + len(ends)

    def text(self, text: str) -> None:
        """Take characters; where they end is known when the next event comes."""
        at = self.parser.CurrentByteIndex
        self.flush(at)
        self.pending = text, at, self.open[-1], self.cdata

    def flush(self, end: int | None = None) -> None:
        """Put the last characters down, each with its place."""
        if self.pending is None:
            return
        text, at, node, fixed = self.pending
        self.pending = None
        end = self.parser.CurrentByteIndex if end is None else end
        raw = text.encode(self.encoding, "replace")
        if self.data[at : at + len(raw)] == raw and (fixed or text != "&"):  # which begins its own reference
            for char in text:
                size = len(char.encode(self.encoding))
                self.chars.append(Char(char, at, at + size, node, fixed))
                at += size
        else:  # a reference, or a line end of two characters: one place for all of it
            self.chars.append(Char(text, at, end, node, fixed))


def _bom(data: bytes) -> str:
    """Give the encoding that a byte order mark, or its absence before UTF-16, tells."""
    if data.startswith((b"\xff\xfe", b"<\x00")):
        return "utf-16-le"
    if data.startswith((b"\xfe\xff", b"\x00<")):
        return "utf-16-be"
    return "utf-8" if data.startswith(b"\xef\xbb\xbf") else ""
