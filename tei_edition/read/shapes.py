"""The blocks of a web page around a place → what kind of block it is: list, quotation, cell, heading, note."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from tei_edition.read.dom import Node, attribute, elements
from tei_edition.read.meaning import is_kept, kind_of_class
from tei_edition.read.notelinks import NoteLinks
from tei_edition.read.regions import Regions, is_data_table, is_menu
from tei_edition.read.writer import Shape, Writer

__all__ = ["Shapes"]

_NUMBERS = "numbers and signs that are shown before items"
_MOST = 0.6
"""A block quotation that holds a greater part of the page is a margin."""
_DEEPEST = 20
"""Lists that are nested deeper are none that anybody meant."""
_HEAD = 10
"""Among so many blocks stand byline and subtitle."""
_STYLES = {"lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "lower-roman": "i", "upper-roman": "I"}
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass
class _List:
    """A list that is open."""

    style: str
    """How its items are counted: `1`, `a`, `A`, `i`, `I`; empty for signs."""
    number: int
    """The number of the next item."""


@dataclass
class _Table:
    """A table of data that is open."""

    number: int
    """Which of the page's tables it is, from 1."""
    row: int = 0
    """How many rows it has so far."""


class Shapes:
    """Keeps what is open, and gives the shape of the block at hand."""

    def __init__(self, writer: Writer, sizes: Regions, notes: NoteLinks) -> None:
        self._writer, self._sizes, self._notes = writer, sizes, notes
        self._open: list[Shape] = [Shape()]
        self._lists: list[_List] = []
        self._tables: list[_Table | None] = []
        self._counts = {"table": 0, "quotation": 0}
        self._started: list[bool] = [False]
        self._quoting = ""
        self._all = max((size.text for size in sizes.values()), default=0)

    @property
    def now(self) -> Shape:
        """The shape of the block that would end here."""
        return self._open[-1]

    def start_note(self, name: str) -> None:
        """Let a note begin in the middle of a block."""
        if not self.now.solid:
            self._open[-1] = Shape("note", attributes={"anchor": name})
            self._started[-1] = True

    def picture(self, url: str, alt: str) -> bool:
        """Give the figure that is open its picture; false where none is open or it has one."""
        attributes = self.now.attributes
        if self.now.kind != "figure" or "url" in attributes or "alt" in attributes:
            return False
        shown = {"url": url, "alt": alt}
        shape = replace(self.now, attributes={name: value for name, value in shown.items() if value})
        self._open = [shape if one.kind == "figure" else one for one in self._open]
        return True

    def enter(self, node: Node) -> Callable[[], None]:
        """Open a block element and give what closes it."""
        shape = self._shape(node)
        ends = shape.solid and not self.now.solid
        opened = self._open_group(node, shape)
        self._open.append(shape)
        self._started.append(False)

        def leave() -> None:
            shape = self._open.pop()
            self._started.pop()
            if ends:
                wanted = shape.kind == "cell" or (shape.kind == "figure" and bool(shape.attributes))
                self._writer.flush(shape, always=wanted)
            if opened is not None:
                opened.pop()

        return leave

    def _open_group(self, node: Node, shape: Shape) -> list[_List] | list[_Table | None] | None:
        """Begin a list or a table."""
        if node.name in ("ul", "ol", "menu", "dir", "dl"):
            start = attribute(node, "start")
            self._lists.append(_List(_style(node), int(start) if re.fullmatch(r"-?\d{1,6}", start) else 1))
            return self._lists
        if node.name == "table":
            data = not self.now.solid and not shape.solid and is_data_table(node, self._sizes)
            self._counts["table"] += data
            self._tables.append(_Table(self._counts["table"]) if data else None)
            return self._tables
        if node.name == "tr" and self._tables and (table := self._tables[-1]):
            table.row += 1
        return None

    def _shape(self, node: Node) -> Shape:
        """Give the shape of the text in an element; what is inside a solid one is part of it."""
        now = Shape() if self._started[-1] else self.now
        if now.solid:
            self._lines_of_verse(node, now)
            return now
        keep = now.keep or is_kept(node)
        now = replace(now, keep=keep) if keep else now
        if name := self._notes.holders.get(id(node)):
            self._label_of(node)
            return Shape("note", attributes={"anchor": name}, solid=node.name == "tr", keep=keep)
        if is_menu(node, self._sizes) or self._is_footer(node):
            return Shape("boilerplate", solid=True)
        if node.name[0] == "h" and node.name[1:].isdigit():
            return Shape("heading", int(node.name[1]), solid=True)
        if node.name in ("li", "dt", "dd"):
            return self._item(node, now)
        if node.name in ("td", "th", "caption") and self._tables and (table := self._tables[-1]):
            return _cell(node, table)
        if node.name == "figure" and any(one.name == "img" for one in elements(node)):
            return Shape("figure", solid=True)
        return self._styled(node, now)

    def _styled(self, node: Node, now: Shape) -> Shape:
        """Give the shape that an element's name or class says."""
        kind = "quote" if node.name == "blockquote" else kind_of_class(node)
        if not kind or now.kind == "note":
            return now
        if kind == "quote":
            size = self._sizes.get(id(node))
            if (
                "quotation" in now.attributes
                or now.kind != "paragraph"
                or not size
                or size.text > _MOST * self._all
            ):
                return now
            said = attribute(node, "class") if node.name != "blockquote" else ""
            last = self._writer.raws[-1].shape if self._writer.raws else None
            if not (said and said == self._quoting and last and last.kind == "quote"):
                self._counts["quotation"] += 1
            self._quoting = said
            number = {"quotation": str(self._counts["quotation"])}
            return replace(now, kind="quote", attributes={**now.attributes, **number})
        if kind in ("byline", "subtitle") and (
            node.name not in ("p", "div") or len(self._writer.raws) > _HEAD
        ):
            return now
        solid = kind in ("verse", "boilerplate", "caption")
        return replace(now, kind="figure" if kind == "caption" else kind, solid=solid)

    def _lines_of_verse(self, node: Node, now: Shape) -> None:
        """Part the stanzas of a poem, which are paragraphs or bear the class of one."""
        if now.kind == "verse" and (node.name == "p" or kind_of_class(node) == "verse"):
            self._writer.line_end()

    def _is_footer(self, node: Node) -> bool:
        """Say whether an element is the foot of the page rather than of the text, and holds no notes."""
        if node.name != "footer":
            return False
        above = node.parent
        while above is not None:
            if above.name in ("article", "main", "blockquote", "figure", "section"):
                return False
            above = above.parent
        return not any(
            id(one) in self._notes.holders or id(one) in self._notes.starts for one in elements(node)
        )

    def _item(self, node: Node, now: Shape) -> Shape:
        """Give the shape of an item, which begins with its number or sign; `dd` goes on with the item of its `dt`."""
        if node.name == "dd" and not any(one.name == "dt" for one in node.parent.children or ()):
            return now
        if node.name != "dd":
            self._label_of(node)
        level = min(max(len(self._lists), 1), _DEEPEST)
        rest = {name: value for name, value in now.attributes.items() if name == "quotation"}
        return Shape("item", level, rest, keep=now.keep)

    def _label_of(self, node: Node) -> None:
        """Have a list's item begin with its number or sign."""
        if node.name not in ("li", "dt") or not self._lists:
            return
        opened = self._lists[-1]
        value = attribute(node, "value")
        opened.number = int(value) if re.fullmatch(r"-?\d{1,6}", value) else opened.number
        self._writer.label(_counted(opened.style, opened.number), _NUMBERS)
        opened.number += 1


def _style(node: Node) -> str:
    """Give how a list counts."""
    if node.name != "ol":
        return ""
    found = re.search(r"list-style(?:-type)?\s*:\s*([\w-]+)", attribute(node, "style").lower())
    style = _STYLES.get(found[1], "1") if found else attribute(node, "type")
    return style if style in ("1", "a", "A", "i", "I") else "1"


def _counted(style: str, number: int) -> str:
    """Give the label of an item."""
    if not style:
        return "•"
    if style in "aA" and 1 <= number <= 26:
        return f"{chr(ord(style) + number - 1)}."
    if style in "iI" and 1 <= number < 400:
        figures, rest = "", number
        for value, figure in _ROMAN:
            figures += figure * (rest // value)
            rest %= value
        return f"{figures if style == 'i' else figures.upper()}."
    return f"{number}."


def _cell(node: Node, table: _Table) -> Shape:
    """Give the shape of a cell or a caption of a table of data."""
    said = {"table": str(table.number)}
    if node.name == "caption":
        return Shape("caption", attributes=said, solid=True)
    said |= {"row": str(max(table.row, 1)), **({"role": "label"} if node.name == "th" else {})}
    for name, span in (("rows", attribute(node, "rowspan")), ("cols", attribute(node, "colspan"))):
        if re.fullmatch(r"\d{1,3}", span) and int(span) > 1:
            said[name] = span
    return Shape("cell", attributes=said, solid=True)
