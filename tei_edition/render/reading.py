"""An element → its words as the reading view shows them: no notes, of two readings the chosen one."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from tei_edition.render.model import Model, builtin
from tei_edition.tei import walk

LEFT_OUT = frozenset({"omit", "metadata", "index", "note"})


def reading_events(
    root: etree._Element, model: Model | None = None
) -> Iterator[tuple[str, etree._Element, str]]:
    """Walk the element, passing over what the reading view does not show in the line of the text."""
    model = model or builtin()
    skipped: etree._Element | None = None
    for event, node, text in walk(root):
        if skipped is not None:
            if event == "end" and node is skipped:
                skipped = None
        elif event == "start" and node is not root and _hidden(node, model):
            skipped = node
        else:
            yield event, node, text
            if event == "start" and node.get("break") != "no" and model.pick(node, "").behaviour == "break":
                yield "text", node, " "


def _hidden(node: etree._Element, model: Model) -> bool:
    """Tell whether the reading view leaves the element out of the line."""
    row = model.pick(node, "")
    if row.behaviour in LEFT_OUT or row.value("view", node) == "source":
        return True
    parent = node.getparent()
    around = model.pick(parent, "") if parent is not None else row
    return around.behaviour == "alternate" and node not in around.elements("default", parent)[:1]  # type: ignore[arg-type]


def reading_text(element: etree._Element) -> str:
    """Give the words of the element on one line."""
    return " ".join("".join(text for event, _, text in reading_events(element) if event == "text").split())
