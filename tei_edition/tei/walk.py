"""Mixed content → plain sequences of events, and the other way: text and elements into a tree."""

from __future__ import annotations

import copy
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from tei_edition.tei.names import NS, attribute, local, q


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
    if not len(element) and isinstance(element.tag, str):
        return element.text or ""
    return "".join(text for event, _, text in walk(element) if event == "text")


def append_text(element: etree._Element, text: str) -> None:
    """Put text at the end of the element's content."""
    if not text:
        return
    last = next(element.iterchildren(reversed=True), None)  # element[-1] would count all children
    if last is not None:
        last.tail = (last.tail or "") + text
    else:
        element.text = (element.text or "") + text


def new_element(name: str, attributes: Mapping[str, str] | None = None) -> etree._Element:
    """Make a TEI element without a parent; TEI is its default namespace."""
    nsmap: dict[str | None, str] = {None: NS}
    element = etree.Element(q(name), nsmap=nsmap)  # type: ignore[arg-type]
    for key, value in (attributes or {}).items():
        element.set(attribute(key), value)
    return element


def append_element(
    parent: etree._Element, name: str, attributes: Mapping[str, str] | None = None, text: str = ""
) -> etree._Element:
    """Put a new TEI element at the end of the parent's content and give it."""
    child = etree.SubElement(parent, q(name))
    for key, value in (attributes or {}).items():
        child.set(attribute(key), value)
    append_text(child, text)
    return child


def append_comment(parent: etree._Element, text: str) -> None:
    """Put a comment at the end of the parent's content; what would end it early is taken apart."""
    if text:
        safe = text.replace("--", "- -")
        parent.append(etree.Comment(f" {safe} "))


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


def unwrap(root: etree._Element, elements: Iterable[etree._Element]) -> None:
    """Take elements inside the root away; what they hold stays where it stands."""
    for element in elements:
        element.tag = "unwrapped"
    etree.strip_tags(root, "unwrapped")


def append_child(parent: etree._Element, child: etree._Element) -> None:
    """Put an element that exists already at the end of the parent's content."""
    parent.append(child)


def copy_of(element: etree._Element) -> etree._Element:
    """Give a copy of the element without what follows it."""
    copied = copy.deepcopy(element)
    copied.tail = None
    return copied


def new_document(slug: str, language: str, schema: str) -> etree._ElementTree:
    """Make an empty TEI document with its `xml:id`, its language and `<?xml-model?>` for our schema.

    `schema` is the address of the schema's folder, relative to the document and with a final slash.
    """
    root = new_element("TEI", {"xml:id": xml_id(slug), "xml:lang": language})
    for name, kind in (
        ("tei_edition.rng", "http://relaxng.org/ns/structure/1.0"),
        ("tei_edition.sch", "http://purl.oclc.org/dsdl/schematron"),
    ):
        data = f'href="{schema}{name}" type="application/xml" schematypens="{kind}"'
        root.addprevious(etree.ProcessingInstruction("xml-model", data))
    return root.getroottree()


def xml_id(name: str) -> str:
    """Make a valid `xml:id` (an NCName, of ASCII) of any name: `1953 review` → `_1953-review`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    safe = re.sub(r"[^A-Za-z0-9._-]+", "-", plain).strip("-") or "article"
    return safe if safe[0].isalpha() or safe[0] == "_" else f"_{safe}"
