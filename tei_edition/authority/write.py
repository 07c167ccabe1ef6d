"""A register's bytes and what is to be added → the same bytes with the additions put in, and no other change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.parsers import expat

from lxml import etree

from tei_edition.authority.record import Record
from tei_edition.errors import UsageError
from tei_edition.tei import NS, XML, indent, new_element, serialise
from tei_edition.tei.entries import (
    LISTS,
    fact_element,
    idno_element,
    name_element,
    new_entry,
    new_register,
)
from tei_edition.tei.register import KINDS, NAMES, NOT_A_REGISTER

__all__ = ["extended", "register_of"]

NESTED = {"place", "person", "org", *LISTS.values()}
"""Children of an entry that are entries themselves: what is added stands before them."""


@dataclass
class _Node:
    """An element of the file while it is read."""

    name: str
    """Its local name."""
    id: str = ""
    """Its `xml:id`."""
    begin: int = 0
    """Where its start tag begins."""
    inside: int = 0
    """Where its content begins."""
    kinds: tuple[str, ...] = ()
    """The names of the elements it lies in."""
    first_child: int = 0
    """Where its first child begins; 0 where it has none."""
    last_child: int = 0
    """Where the last child ends that is no entry itself; of a list, where its last child ends."""
    last_name: int = 0
    """Where its last name ends."""
    end: int = 0
    """Where it ends, its end tag included."""


@dataclass
class _Reader:
    """Reads where in the bytes the entries and lists lie."""

    data: bytes
    """The file."""
    entries: dict[str, _Node] = field(default_factory=dict)
    """The entries by id."""
    lists: list[_Node] = field(default_factory=list)
    """The lists that lie in no other, in order."""
    standoff: _Node | None = None
    """The first `standOff`."""
    open: list[_Node] = field(default_factory=list)
    """The elements that have not ended."""

    def read(self) -> _Reader:
        """Read all of it."""
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.Parse(self.data, True)
        return self

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        at = self.parser.CurrentByteIndex
        uri, _, plain = name.rpartition(" ")
        node = _Node(plain if uri == NS else "", attributes.get(f"{XML} id", ""), at)
        node.inside = _tag_end(self.data, at)
        node.kinds = tuple(one.name for one in self.open)
        if self.open and not self.open[-1].first_child:
            self.open[-1].first_child = at
        self.open.append(node)

    def _end(self, name: str) -> None:
        node, at = self.open.pop(), self.parser.CurrentByteIndex
        empty = self.data[node.inside - 2 : node.inside] == b"/>"
        node.end = node.inside if empty else self.data.index(b">", at) + 1
        if self.open:
            parent = self.open[-1]
            if node.name not in NESTED or parent.name in LISTS.values():
                parent.last_child = node.end
            if node.name in NAMES.get(KINDS.get(parent.name, ""), ()):
                parent.last_name = node.end
        if node.id and node.name in KINDS and not empty:
            self.entries[node.id] = node
        in_a_list = any(kind in LISTS.values() or kind in NOT_A_REGISTER for kind in node.kinds)
        if node.name in LISTS.values() and not in_a_list and node.last_child:
            self.lists.append(node)
        if node.name == "standOff" and self.standoff is None and not empty:
            self.standoff = node


def register_of(records: Sequence[Record]) -> bytes:
    """Give a new register with these entries."""
    made = [(record.entry.kind, _element(record)) for record in records]
    return serialise(new_register(made))


def extended(data: bytes, new: Sequence[Record], added: Sequence[Record]) -> bytes:
    """Give the register with new entries at the end of their lists, and additions in the entries they are about.

    Raises UsageError when the file is not in UTF-8, or has neither a list nor a `standOff`.
    """
    declared = re.match(rb"""(?:\xef\xbb\xbf)?<\?xml[^>]*encoding=["']([\w-]+)["']""", data)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or (
        declared and declared[1].lower() not in (b"utf-8", b"us-ascii")
    ):
        raise UsageError("the register is not in UTF-8, and is left alone", hint="save it as UTF-8")
    places = _Reader(data).read()
    put = [*_additions(places, added), *_new_entries(places, new)]
    for at, text in sorted(put, key=lambda one: -one[0]):
        data = data[:at] + text.encode() + data[at:]
    return data


def _additions(places: _Reader, added: Sequence[Record]) -> Iterator[tuple[int, str]]:
    """Yield where what is to be put into entries that are there."""
    for record in added:
        node, kind = places.entries[record.entry.id], record.entry.kind
        early = [name_element(record.entry, form) for form in record.entry.forms]
        facts = [fact_element(*fact) for fact in record.facts]
        idnos = [idno_element(*idno) for idno in record.idnos]
        late = facts + idnos
        if kind in ("place", "org"):
            early += [element for element in facts if not _is_note(element)] + (
                idnos if kind == "org" else []
            )
            late = [element for element in facts if _is_note(element)] + (idnos if kind == "place" else [])
        margin = _margin(places.data, node.first_child) or (" " if kind == "work" else "")
        last_name = node.last_name or node.last_child
        if last_name == node.last_child:
            early, late = early + late, []
        yield last_name, "".join(margin + _text(element, margin) for element in early)
        yield node.last_child, "".join(margin + _text(element, margin) for element in late)


def _new_entries(places: _Reader, new: Sequence[Record]) -> Iterator[tuple[int, str]]:
    """Yield where the new entries go: each at the end of the first list of its kind, or in a list of its own."""
    lists: list[str] = []
    for kind, name in LISTS.items():
        elements = [_element(record) for record in new if record.entry.kind == kind]
        home = next((node for node in places.lists if node.name == name), None)
        if elements and home:
            margin = _margin(places.data, home.first_child)
            yield home.last_child, "".join(margin + _text(element, margin) for element in elements)
        elif elements:
            (made,) = new_register([(kind, element) for element in elements]).getroot()
            lists.append(_text(made, "\n"))
    if not lists:
        return
    last = max((node.end for node in places.lists), default=0)
    after = last or (places.standoff.last_child or places.standoff.inside if places.standoff else 0)
    if not after:
        raise UsageError("the register has neither a list nor a <standOff> to put entries into")
    begin = next(
        (node.begin for node in places.lists if node.end == last),
        places.standoff.first_child if places.standoff else 0,
    )
    margin = _margin(places.data, begin) if begin else "\n  "
    yield after, "".join(margin + text.replace("\n", margin) for text in lists)


def _element(record: Record) -> etree._Element:
    """Make the element of a record."""
    return new_entry(record.entry, "", record.facts, record.idnos)


def _is_note(element: etree._Element) -> bool:
    """Tell whether the element is a note."""
    return element.tag == f"{{{NS}}}note"


def _text(element: etree._Element, margin: str) -> str:
    """Give the element as it stands in a file whose default namespace is TEI's, its lines behind the margin."""
    holder = new_element("standOff")
    holder.append(element)
    indent(element)
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    return text.replace(f' xmlns="{NS}"', "", 1).replace("\n", margin if "\n" in margin else "\n")


def _margin(data: bytes, at: int) -> str:
    """Give the line feed and the white space before the element that begins there; empty where it begins no line."""
    before = data[:at]
    line = before[before.rfind(b"\n") + 1 :]
    return f"\n{line.decode()}" if not line.strip() and b"\n" in before else ""


def _tag_end(data: bytes, at: int) -> int:
    """Give where the start tag that begins there ends: a `>` within a quoted value does not end it."""
    found = re.compile(rb"<(?:[^>\"']|\"[^\"]*\"|'[^']*')*>").match(data, at)
    return found.end() if found else at
