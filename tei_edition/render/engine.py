"""A TEI tree and the processing model → one call of a behaviour for each element, in one pass.

An output is a subclass of `Engine` with one method per behaviour (`as_paragraph`, `as_note`, …). The method
is called when the element ends: its content has been rendered by then and waits in `frame.out`; what the
method gives is put into the parent's `out`. `begin` is called when an element starts.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from lxml import etree

from tei_edition.diagnostics import Diagnostic, make
from tei_edition.render.compose import Composer
from tei_edition.render.model import BEHAVIOURS, LEFT_OUT, Model, Row
from tei_edition.render.odd import builtin
from tei_edition.render.pieces import list_tag
from tei_edition.tei import local, q, walk

Out = TypeVar("Out")

FLOW = frozenset({"", "document", "body", "section"})
"""Behaviours whose content is a sequence of blocks; what stands directly in them is a block of the page."""


@dataclass(slots=True, eq=False)
class Frame(Generic[Out]):
    """An element that has started and not ended."""

    element: etree._Element
    """The element."""
    row: Row
    """What it is, by the processing model."""
    parent: Frame[Out] | None
    """The element around it."""
    behaviour: str
    """The row's behaviour; empty for the default."""
    flow: bool
    """Whether it and all around it are sequences of blocks."""
    out: list[Out] = field(default_factory=list)
    """What its content gave so far."""
    side: str = ""
    """`reading` or `source`: the one view that shows it; empty: every view does."""
    number: int = 0
    """Of a note: its place among all notes; of a paragraph with an address: its place among them."""
    kind: str = ""
    """Of a list: the HTML list it is (`ul`, `ol`, `dl`)."""
    items: int = 0
    """Of a list: the items that have begun, labels not counted."""
    tags: frozenset[str] | None = None
    """The tags of its children, once they have been asked for."""
    level: int = 0
    """How many headed sections are around it."""
    id: str = ""
    """The address it has in the output, set by the output."""
    blocky: bool = False
    """Whether blocks are in its content."""
    linked: bool = False
    """Whether links are in its content."""
    start: int = 0
    """How many characters stood before its own."""
    notes: list[tuple[int, int, Out]] = field(default_factory=list)
    """Notes that hang from inside it, with their numbers and how many characters they have."""
    name: str = ""
    """The element's local name."""

    def within(self, *behaviours: str) -> bool:
        """Tell whether the element directly around it has one of these behaviours."""
        return self.parent is not None and self.parent.behaviour in behaviours

    def holds(self, name: str) -> bool:
        """Tell whether an element of that name stands directly in this one."""
        if self.tags is None:
            self.tags = frozenset(str(child.tag) for child in self.element)
        return q(name) in self.tags


class Engine(ABC, Generic[Out]):
    """The walk all outputs share."""

    output: str = ""
    """Which models are for it: see `model.OUTPUTS`."""

    def __init__(self, model: Model | None = None) -> None:
        self.model = model or builtin()
        self.stack: list[Frame[Out]] = []
        self.notes = 0
        self.paragraphs = 0
        self.unknown: Counter[str] = Counter()
        self.composer = Composer(self)
        self.behave: dict[str, Callable[[Frame[Out]], Out | None]] = {
            name: getattr(self, f"as_{name}") for name in BEHAVIOURS
        }
        self.behave[""] = self.as_default

    def __init_subclass__(cls) -> None:
        """Refuse, at import, an output that lacks a behaviour."""
        missing = [name for name in BEHAVIOURS if not hasattr(cls, f"as_{name}")]
        if cls.output and missing:
            raise TypeError(f"{cls.__name__} does not implement: {', '.join(missing)}")

    @abstractmethod
    def text(self, frame: Frame[Out], text: str) -> None:
        """Take characters that stand in the element."""

    @abstractmethod
    def put(self, frame: Frame[Out], text: str) -> None:
        """Take characters that the processing model puts into the element."""

    @abstractmethod
    def begin(self, frame: Frame[Out]) -> None:
        """Take note of an element that starts."""

    @abstractmethod
    def end(self, frame: Frame[Out], result: Out) -> None:
        """Take what an element has become; it is no longer on the stack."""

    @abstractmethod
    def as_default(self, frame: Frame[Out]) -> Out | None:
        """Show an element without a row."""

    def run(self, root: etree._Element) -> list[Out]:
        """Render the element and what is in it."""
        base = Frame[Out](root, Row("document"), None, "document", True)
        self.stack = [base]
        self.follow(walk(root))
        return base.out

    def follow(self, events: Iterable[tuple[str, etree._Element, str]]) -> None:
        """Render what a walk passes through."""
        skipped: etree._Element | None = None
        for event, node, text in events:
            if skipped is not None:
                if event == "end" and node is skipped:
                    skipped = None
            elif event == "text":
                self.text(self.stack[-1], text)
            elif event == "end":
                self.close()
            elif not self._enter(node):
                skipped = node

    def _enter(self, node: etree._Element) -> bool:
        """Open an element; False when it is left out with all that is in it, or has been shown."""
        row = self.model.pick(node, self.output)
        if row.behaviour in LEFT_OUT:
            return False
        if row.composed and self.composer.takes(node, row):
            return self.composer.show(node, row)
        self.open(node, row)
        return True

    def open(self, node: etree._Element, row: Row) -> None:
        """Begin an element."""
        parent = self.stack[-1]
        if not row.known:
            self.unknown[_shown(node)] += 1
        flow = parent.flow and row.behaviour in FLOW
        frame = Frame(node, row, parent, row.behaviour, flow, side=_side(parent, row, node))
        frame.level, frame.name = parent.level, local(node)
        if row.behaviour == "note":
            self.notes += 1
            frame.number = self.notes
        elif row.behaviour == "list":
            frame.kind = list_tag(node, row.value("type", node))
        elif row.behaviour == "listItem" and row.value("role", node) != "label":
            parent.items += 1
        self.stack.append(frame)
        self.begin(frame)

    def close(self) -> None:
        """Close the innermost element."""
        frame = self.stack.pop()
        result = self.behave[frame.behaviour](frame)
        if result is not None:
            self.end(frame, result)

    def host(self) -> Frame[Out]:
        """Give the block of the page that the innermost open element belongs to."""
        return next((frame for frame in self.stack if not frame.flow), self.stack[-1])

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Tell which elements have no row in the processing model, each once, and what could not be composed."""
        return (
            *self.composer.findings.values(),
            *(
                make(
                    "default-behaviour",
                    f"<{name}> has no row in the processing model ({count} times); its text was kept",
                    hint=f'add <elementSpec ident="{name}"> with a model',
                )
                for name, count in sorted(self.unknown.items())
            ),
        )


def _shown(node: etree._Element) -> str:
    """Give an element's name for a message, with its prefix when it is not TEI's."""
    return f"{node.prefix}:{local(node)}" if node.prefix else local(node)


def _side(parent: Frame[Out], row: Row, node: etree._Element) -> str:
    """Tell which view shows the element: the parent's default, its other alternatives, or as the row says."""
    if parent.behaviour == "alternate" and node.getparent() is parent.element:
        chosen = parent.row.elements("default", parent.element)[:1]
        if chosen:
            return "reading" if node in chosen else "source"
    return row.value("view", node)


def depth(frame: Frame[Out]) -> int:
    """Give the level of a heading below the page's title: as its model says, else as deep as it stands."""
    given = frame.row.value("level", frame.element)
    return min(max(int(given), 1), 5) if given.isascii() and given.isdigit() else frame.level


def addressed(frame: Frame[Out]) -> bool:
    """Tell whether a paragraph gets a number: it has one, or it stands in a division of a kind that is known."""
    if frame.element.get("n") and frame.element.get(q("xml:id")):
        return True
    around = frame.parent
    if around is None or not around.flow or frame.name == "ab":
        return False
    while around is not None and around.row.known:
        around = around.parent
    return around is None
