"""A document's bytes → where things are: lines, columns and paths of elements, words around a place, the prolog.

Each function reads the document once, piece by piece, and keeps nothing but what it is asked for.
"""

from __future__ import annotations

from codecs import getincrementaldecoder
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain
from xml.parsers import expat

from tei_edition.validate.relaxng.nameclass import split
from tei_edition.validate.relaxng.reader import encoding_of, read


@dataclass(slots=True, eq=False)
class Place:
    """Where an element is."""

    line: int
    """The line where its start tag begins."""
    column: int
    """The column where it begins, in characters."""
    name: str = ""
    """The element's name, as expat gives it."""
    parent: Place | None = None
    """The place of the element it stands in."""
    index: int = 1
    """Its number among its parent's children of that name."""
    counts: dict[str, int] = field(default_factory=dict)
    """How many children of each name it has."""

    @property
    def path(self) -> str:
        """Give a path an editor can follow, positions only where needed: `/TEI/text/body/div[2]/p[3]`."""
        steps: list[str] = []
        place: Place | None = self
        while place is not None:
            alone = place.parent is None or place.parent.counts[place.name] == 1
            steps.append(split(place.name)[1] + ("" if alone else f"[{place.index}]"))
            place = place.parent
        return "/" + "/".join(reversed(steps))


@dataclass(frozen=True)
class Prolog:
    """What stands before the outermost element."""

    root: Place
    """The place of that element."""
    instructions: tuple[tuple[str, str, Place], ...]
    """Target, data and place of each processing instruction."""
    dtd: str = ""
    """The address of the DTD that the document names; nobody reads it."""


class _Enough(Exception):
    """All that was asked for has been read."""


def places_of(chunks: Iterable[bytes], wanted: Collection[int], name: str) -> dict[int, Place]:
    """Give the places of the elements of those numbers, counted by start tags from 0; XmlError as `read`."""
    found: dict[int, Place] = {}
    opened: list[Place] = []
    ordinal = -1

    def listen(parser: expat.XMLParserType) -> None:
        def start(tag: str, _attributes: list[str]) -> None:
            nonlocal ordinal
            ordinal += 1
            place = Place(parser.CurrentLineNumber, parser.CurrentColumnNumber + 1, tag)
            if opened:
                place.parent = opened[-1]
                place.index = place.parent.counts[tag] = place.parent.counts.get(tag, 0) + 1
            opened.append(place)
            if ordinal in wanted:
                found[ordinal] = place

        parser.StartElementHandler = start
        parser.EndElementHandler = lambda _tag: opened.pop() and None

    read(chunks, name, listen)
    return found


def prolog_of(chunks: Iterable[bytes], name: str) -> Prolog:
    """Read a document as far as its outermost element; XmlError as `read`."""
    instructions: list[tuple[str, str, Place]] = []
    root = Place(1, 1)
    dtd = ""

    def listen(parser: expat.XMLParserType) -> None:
        def start(tag: str, _attributes: list[str]) -> None:
            root.line, root.column, root.name = parser.CurrentLineNumber, parser.CurrentColumnNumber + 1, tag
            raise _Enough

        def instruction(target: str, data: str) -> None:
            place = Place(parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
            instructions.append((target, data, place))

        def doctype(_name: str, system: str | None, _public: str | None, _internal: bool) -> None:
            nonlocal dtd
            dtd = system or ""

        parser.StartElementHandler = start
        parser.ProcessingInstructionHandler = instruction
        parser.StartDoctypeDeclHandler = doctype

    with suppress(_Enough):
        read(chunks, name, listen)
    return Prolog(root, tuple(instructions), dtd)


def windows(
    chunks: Iterable[bytes], wanted: Collection[tuple[int, int]], before: int, after: int
) -> dict[tuple[int, int], tuple[str, int]]:
    """Give what stands around places (line, column), and how many characters of the line come before that."""
    by_line: dict[int, list[tuple[int, int]]] = {}
    for line, column in wanted:
        by_line.setdefault(line, []).append((line, column))
    found = dict.fromkeys(wanted, "")
    for line, start, text in _stretches(chunks):
        for place in by_line.get(line, ()):
            low, high = max(0, place[1] - 1 - before), place[1] + 2 * after
            found[place] += text[max(0, low - start) : max(0, high - start)]
    return {place: (text, max(0, place[1] - 1 - before)) for place, text in found.items()}


def _stretches(chunks: Iterable[bytes]) -> Iterator[tuple[int, int, str]]:
    """Give the text piece by piece: the line each is on, the number of the line's characters before it, and it."""
    line, start = 1, 0
    for text in _texts(chunks):
        for number, stretch in enumerate(text.split("\n")):
            if number:
                line, start = line + 1, 0
            if stretch:
                yield line, start, stretch
                start += len(stretch)


def _texts(chunks: Iterable[bytes]) -> Iterator[str]:
    """Decode, line ends made regular; what cannot be decoded becomes replacement characters."""
    parts = iter(chunks)
    head = next(parts, b"")
    try:
        decoder = getincrementaldecoder(encoding_of(head))("replace")
    except LookupError:
        decoder = getincrementaldecoder("utf-8")("replace")
    held = ""
    for chunk in chain((head,), parts):
        text = held + decoder.decode(chunk)
        held = "\r" if text.endswith("\r") else ""
        yield text.removesuffix("\r").replace("\r\n", "\n").replace("\r", "\n")
