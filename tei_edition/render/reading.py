"""An element → its words as the reading view shows them: no notes, of two readings the chosen one."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from tei_edition.render.model import Model
from tei_edition.render.odd import builtin
from tei_edition.tei import walk

LEFT_OUT = frozenset({"omit", "metadata", "index", "note"})


def reading_events(
    root: etree._Element, model: Model | None = None, view: str = "reading"
) -> Iterator[tuple[str, etree._Element, str]]:
    """Walk the element, passing over what the view does not show in the line of the text."""
    model = model or builtin()
    skipped: etree._Element | None = None
    for event, node, text in walk(root):
        if skipped is not None:
            if event == "end" and node is skipped:
                skipped = None
        elif event == "start" and node is not root and _hidden(node, model, view):
            skipped = node
        else:
            yield event, node, text
            if event == "start" and node.get("break") != "no" and model.pick(node, "").behaviour == "break":
                yield "text", node, " "


def _hidden(node: etree._Element, model: Model, view: str) -> bool:
    """Tell whether the view leaves the element out of the line."""
    row = model.pick(node, "")
    own = row.value("view", node)
    if row.behaviour in LEFT_OUT or (own and own != view):
        return True
    parent = node.getparent()
    around = model.pick(parent, "") if parent is not None else row
    if parent is None or around.behaviour != "alternate":
        return False
    chosen = around.elements("default", parent)[:1]
    return bool(chosen) and (node in chosen) != (view == "reading")


def reading_text(element: etree._Element, view: str = "reading") -> str:
    """Give the words of the element on one line, as the view (`reading` or `source`) has them."""
    events = reading_events(element, view=view)
    return " ".join("".join(text for event, _, text in events if event == "text").split())
