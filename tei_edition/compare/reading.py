"""A TEI document → its passages in the order of the text, each with its words as they are read, and its markup."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from textwrap import shorten

from lxml import etree

from tei_edition.ledger.shown import INLINE, UNSHOWN, hidden
from tei_edition.ledger.tei import texts_of
from tei_edition.tei import XML, inner_text, local, q, walk

__all__ = ["Attributes", "Mark", "Passage", "Reading", "attributes_of", "read_passages"]

Attributes = tuple[tuple[str, str], ...]

BLOCKS = frozenset(
    """
    p ab l u writing line item cell head byline docDate dateline salute signed trailer speaker figDesc titlePart
    argument label stage note
    """.split()  # noqa: SIM905
)
"""Elements that are a passage of their own, wherever they stand but in notes."""
NAMES = {"p": "paragraph", "item": "item", "note": "note", "head": "heading", "l": "line", "cell": "cell"}
"""What passages are called; others by their element."""
CHOICES = ("choice", "app", "subst")
"""Elements whose children are readings of the same words."""
TOMBS = ("removed", "merged")
"""Types of the anchors that stand for an address without words of its own."""
PASSED = frozenset({q("xml:id"), "change"})
"""Attributes of passages that are told otherwise."""


@dataclass(frozen=True)
class Mark:
    """An element within a passage, or its own."""

    name: str
    """Its name."""
    attributes: Attributes
    """Its attributes; of readings of the same words also those that are not shown."""
    start: int
    """Where in the passage it begins."""
    end: int
    """Where it ends; where it begins if it is empty, -1 if it is the passage's own element."""


@dataclass(eq=False)
class Passage:
    """A paragraph, a heading, a line, a note: what is told together."""

    element: etree._Element
    """The element."""
    host: Passage | None = None
    """Of a note: the passage it hangs from."""
    at: int = 0
    """Of a note: where in that passage."""
    label: str = ""
    """What a reader calls it."""
    text: str = ""
    """Its words as they are read, white space folded."""
    marks: list[Mark] = field(default_factory=list)
    """Its markup, and empty elements that stand before it."""
    around: tuple[etree._Element, ...] = ()
    """The elements it stands in, the outermost first; of a note, none."""
    parts: list[str] = field(default_factory=list)
    """Its words, while it is read."""
    size: int = 0
    """How many characters they have."""

    @property
    def kind(self) -> str:
        """The name of its element."""
        return local(self.element)

    @property
    def id(self) -> str:
        """Its address; may be empty."""
        return self.element.get(q("xml:id"), "")

    def add(self, text: str) -> None:
        """Put words at the end."""
        folded = re.sub(r"\s+", " ", text)
        if not self.size or self.parts[-1].endswith(" "):
            folded = folded.lstrip(" ")
        if folded:
            self.parts.append(folded)
            self.size += len(folded)

    def finish(self) -> None:
        """Let the words, and the markup that ends with them, be without white space at their edges."""
        self.text = "".join(self.parts).rstrip(" ")
        self.marks = [self._trimmed(mark) for mark in self.marks]
        self.parts = []

    def _trimmed(self, mark: Mark) -> Mark:
        text = self.text[mark.start : mark.end]
        start = min(mark.start, len(self.text))
        if mark.end <= mark.start or not text.strip():
            return Mark(mark.name, mark.attributes, start, min(mark.end, start))
        start += len(text) - len(text.lstrip())
        return Mark(mark.name, mark.attributes, start, start + len(text.strip()))


@dataclass(frozen=True)
class Reading:
    """A document as it is compared."""

    passages: tuple[Passage, ...]
    """Its passages, notes among them, in the order of the text."""
    addresses: Mapping[str, str]
    """All addresses in the text, each with the name of its element."""
    tombs: Mapping[str, str]
    """Addresses without words of their own, with what the document says of each."""


def read_passages(tree: etree._ElementTree) -> Reading:
    """Read the texts of a document."""
    reader = _Reader()
    tombs = {}
    for text in texts_of(tree):
        reader.read(text)
        for anchor in text.iter(q("anchor")):
            if anchor.get("type") in TOMBS and anchor.get(q("xml:id")):
                tombs[anchor.get(q("xml:id"), "")] = anchor.get("type", "")
    said = {change.get(q("xml:id"), ""): inner_text(change).strip() for change in tree.iter(q("change"))}
    told = {name: said.get(f"change-{name}") or kind for name, kind in tombs.items()}
    addresses = {
        name: local(element)
        for text in texts_of(tree)
        for element in text.iter(etree.Element)
        if (name := element.get(q("xml:id"))) and name not in tombs
    }
    for passage in reader.passages:
        passage.finish()
    hosts = {passage.host for passage in reader.passages}
    passages = [one for one in reader.passages if one.text or one.id or len(one.marks) > 1 or one in hosts]
    _label(passages)
    return Reading(tuple(passages), addresses, told)


def _label(passages: list[Passage]) -> None:
    """Call each passage by its kind and its number; where it has none, by which of its kind it is."""
    counts: Counter[str] = Counter()
    for passage in passages:
        counts[passage.kind] += 1
        number = passage.element.get("n") or str(counts[passage.kind])
        if passage.kind == "head":
            number = f"“{shorten(passage.text, 40, placeholder=' …')}”"
        passage.label = f"{NAMES.get(passage.kind, passage.kind)} {number}"


class _Reader:
    """The walk."""

    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self.open: list[Passage] = []
        self.pending: list[Mark] = []
        self.starts: dict[etree._Element, int] = {}
        self.around: list[etree._Element] = []

    def read(self, text: etree._Element) -> None:
        """Walk a text."""
        skipping: etree._Element | None = None
        for event, element, string in walk(text):
            if skipping is not None:
                skipping = None if event == "end" and element is skipping else skipping
            elif event == "text":
                self._words(element, string)
            elif event == "end":
                self._end(element)
            elif element is not text and (local(element) in UNSHOWN or hidden(element, "reading")):
                self._unshown(element)
                skipping = element
            else:
                self._start(element)
        self.open = []

    def _words(self, owner: etree._Element, string: str) -> None:
        if not self.open and string.strip():
            self._begin(owner)
        if self.open:
            self.open[-1].add(string)

    def _start(self, element: etree._Element) -> None:
        name = local(element)
        if self._begins(element):
            self._begin(element)
        elif self.open:
            if name in BLOCKS:
                self.open[-1].add(" ")
            self.starts[element] = self.open[-1].size
        elif not _is_empty(element):
            self.around.append(element)
        elif not _is_tomb(element):
            self.pending.append(Mark(name, attributes_of(element), 0, 0))

    def _begins(self, element: etree._Element) -> bool:
        """Tell whether a passage begins: in a note only another note does, between passages a phrase, too."""
        name = local(element)
        if name == "note" or not self.open:
            return name in BLOCKS or (name in INLINE and not _is_empty(element))
        return name in BLOCKS and not any(passage.kind == "note" for passage in self.open)

    def _begin(self, element: etree._Element) -> None:
        """Begin a passage; in one that has no words yet, it takes over what that one begins with."""
        around = self.open[-1] if self.open else None
        host = around if local(element) == "note" else None
        passage = Passage(element, host, around.size if around and host else 0)
        passage.around = () if self.open and host else (*self.around, *(one.element for one in self.open))
        passage.marks += self.pending
        passage.marks.append(Mark(local(element), attributes_of(element), 0, -1))
        self.pending = []
        if around and not host:
            around.add(" ")
        if around and not host and not around.size:
            passage.marks[:0] = (mark for mark in around.marks if mark.end >= 0)
            around.marks = [mark for mark in around.marks if mark.end < 0]
        self.passages.append(passage)
        self.open.append(passage)

    def _end(self, element: etree._Element) -> None:
        if self.around and self.around[-1] is element:
            self.around.pop()
        if self.open and self.open[-1].element is element:
            passage = self.open.pop()
            if self.open and passage.host is None:
                self.open[-1].add(" ")
            return
        start = self.starts.pop(element, None)
        if start is not None and self.open and local(element) in BLOCKS:
            self.open[-1].add(" ")
        if start is not None and self.open and not _is_tomb(element) and not _is_reading(element):
            self.open[-1].marks.append(
                Mark(local(element), attributes_of(element), start, self.open[-1].size)
            )

    def _unshown(self, element: etree._Element) -> None:
        """Keep what is not shown as an empty mark; of readings of the same words, the one that is shown has it."""
        if _is_reading(element) or not self.open:
            return
        told = (*attributes_of(element), ("words", " ".join(inner_text(element).split())))
        at = self.open[-1].size
        self.open[-1].marks.append(Mark(local(element), told, at, at))


def _is_empty(element: etree._Element) -> bool:
    return not len(element) and not inner_text(element)


def _is_tomb(element: etree._Element) -> bool:
    return local(element) == "anchor" and element.get("type") in TOMBS


def _is_reading(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and local(parent) in CHOICES


def attributes_of(element: etree._Element) -> Attributes:
    """Give the attributes as they are told, and those of readings, with the words of those that are not shown."""
    passed = PASSED if local(element) in BLOCKS else {"change"}
    found = {_name(str(key)): str(value) for key, value in element.attrib.items() if key not in passed}
    if local(element) in CHOICES:
        counts: Counter[str] = Counter()
        for child in element.iterchildren(etree.Element):
            counts[local(child)] += 1
            number = counts[local(child)]
            name = local(child) if number == 1 else f"{local(child)}[{number}]"
            found |= {f"{name}/@{_name(str(key))}": str(value) for key, value in child.attrib.items()}
            if hidden(child, "reading"):
                found[name] = " ".join(inner_text(child).split())
    return tuple(sorted(found.items()))


def _name(key: str) -> str:
    """Give an attribute's name as it is written."""
    return key.replace(f"{{{XML}}}", "xml:").rpartition("}")[2]
