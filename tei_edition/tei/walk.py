"""Mixed content → plain sequences of events, and the other way: text and elements into a tree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from tei_edition.tei.names import attribute, local, q


def walk(element: etree._Element) -> Iterator[tuple[str, etree._Element, str]]:
    """Yield what is inside in document order: `("start"|"end", child, "")`, `("text", owner, string)`.

    `owner` is the element whose content the string is. Comments and processing instructions are passed
    over, the text after them is not. The element's own start and end are yielded, its tail is not.
    """
    for event, node in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        if event == "start":
            yield "start", node, ""
            if node.text:
                yield "text", node, node.text
            continue
        if event == "end":
            yield "end", node, ""
        parent = node.getparent()
        if node is not element and node.tail and parent is not None:
            yield "text", parent, node.tail


def inner_text(element: etree._Element) -> str:
    """Give all characters inside the element, in document order."""
    return "".join(text for event, _, text in walk(element) if event == "text")


def append_text(element: etree._Element, text: str) -> None:
    """Put text at the end of the element's content."""
    if not text:
        return
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def append_element(
    parent: etree._Element, name: str, attributes: Mapping[str, str] | None = None, text: str = ""
) -> etree._Element:
    """Put a new TEI element at the end of the parent's content and give it."""
    child = etree.SubElement(parent, q(name))
    for key, value in (attributes or {}).items():
        child.set(attribute(key), value)
    append_text(child, text)
    return child


def path_of(element: etree._Element) -> str:
    """Give a path an editor can follow, positions only where needed: `/TEI/text/body/div[2]/p[3]`."""
    steps = []
    node: etree._Element | None = element
    while node is not None:
        name = local(node)
        parent = node.getparent()
        if parent is not None:
            same = [child for child in parent if child.tag == node.tag]
            if len(same) > 1:
                name += f"[{same.index(node) + 1}]"
        steps.append(name)
        node = parent
    return "/" + "/".join(reversed(steps))
