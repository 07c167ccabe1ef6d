"""Models that show something else than an element's own content, once → that, element for element.

A `param` called `content` names what is shown (TEI Guidelines, 22.5.4.3); a `modelSequence` shows an element several
times; a template, as TEI Publisher has them, shows parameters between words of its own. No element is shown inside
itself, and what all this makes of a document has a bound.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from lxml import etree

from tei_edition.diagnostics import Diagnostic, make
from tei_edition.render.model import LEFT_OUT, Row
from tei_edition.tei import local, walk
from tei_edition.tei.xpath import is_text

if TYPE_CHECKING:
    from tei_edition.render.engine import Engine

DEEPEST = 60
"""How many elements that are composed may stand in one another."""
ROOM = 20
"""How many times as many elements as there are may be shown by way of composition."""


class Composer:
    """Shows elements as their models compose them, with the engine's own behaviours."""

    def __init__(self, engine: Engine[Any]) -> None:
        self.engine = engine
        self.open: list[tuple[etree._Element, Row]] = []
        self.left: int | None = None
        self.findings: dict[str, Diagnostic] = {}

    def takes(self, node: etree._Element, row: Row) -> bool:
        """Tell whether the element has to be composed."""
        return not row.streams or (row.behaviour == "alternate" and not _among_children(node, row))

    def show(self, node: etree._Element, row: Row) -> bool:
        """Show an element as its row composes it; True when its own content must be walked through instead."""
        if self.left is None:
            self.left = 1000 + ROOM * sum(1 for _ in node.getroottree().iter())
        if len(self.open) >= DEEPEST or self.left <= 0:
            self.tell(node, "is composed too often or too deeply: its own content is shown instead")
            self.engine.open(node, replace(row, behaviour=row.behaviour if row.streams else "", parts=()))
            return True
        if any(node is other and row is same for other, same in self.open):
            self.tell(node, "would be shown inside itself")
            return False
        self.left -= 1
        self.open.append((node, row))
        for part in row.parts or (row,):
            if part.applies(node, self.engine.output):
                self.part(node, part)
        self.open.pop()
        return False

    def part(self, node: etree._Element, row: Row) -> None:
        """Show one model of an element."""
        if row.parts:
            self.show(node, row)
            return
        if row.behaviour in LEFT_OUT:
            return
        name = "content"
        if row.behaviour == "alternate" and not _among_children(node, row):
            name, row = "default", replace(row, behaviour="inline")
        self.engine.open(node, row)
        frame = self.engine.stack[-1]
        for piece in row.template or (f"[[{name}]]",):
            if piece.startswith("[[") and piece.endswith("]]"):
                self.fill(node, row, piece[2:-2])
            else:
                self.engine.put(frame, piece)
        self.engine.close()

    def fill(self, node: etree._Element, row: Row, name: str) -> None:
        """Show what a parameter names; the content is the element's own unless a parameter says otherwise."""
        own = [node] if name in ("content", "default") else []
        frame = self.engine.stack[-1]
        for item in row.nodes(name, node) if name in row.params else own:
            if isinstance(item, str):
                (self.engine.text if is_text(item) else self.engine.put)(frame, item)
            elif isinstance(item.tag, str):
                self.engine.follow(_inside(item) if item is node else walk(item))

    def tell(self, node: etree._Element, what: str) -> None:
        """Tell of what was not done, once for each element name."""
        name = local(node)
        self.findings.setdefault(name + what, make("odd-expression", f"<{name}> {what}"))


def _inside(node: etree._Element) -> Iterator[tuple[str, etree._Element, str]]:
    """Walk through what is in the element, without its own start and end."""
    events = islice(walk(node), 1, None)
    before = next(events, None)
    for event in events:
        if before is not None:
            yield before
        before = event


def _among_children(node: etree._Element, row: Row) -> bool:
    """Tell whether the reading that an `alternate` shows is a child of the element, the others being the rest."""
    shown = row.nodes("default", node)
    return all(not isinstance(item, str) and item.getparent() is node for item in shown)
