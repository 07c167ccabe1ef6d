"""Nested tuples → an XML document: how every mapping to XML is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from tei_edition.tei import append_text

__all__ = ["XSI", "Node", "as_element", "as_xml"]

Node = tuple[str, Mapping[str, str], str | Iterable["Node"]]
"""Prefixed name, attributes, and text or children. What has neither text, children nor attributes is left out."""

XSI = "http://www.w3.org/2001/XMLSchema-instance"
"""The namespace of `xsi:schemaLocation`."""

_XML = "http://www.w3.org/XML/1998/namespace"


def as_xml(node: Node, namespaces: Mapping[str, str]) -> bytes:
    """Give the document; `namespaces` by prefix, the empty prefix being the default namespace."""
    root = as_element(node, namespaces)
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def as_element(node: Node, namespaces: Mapping[str, str]) -> etree._Element:
    """Give the element."""
    nsmap = {prefix or None: uri for prefix, uri in namespaces.items()}
    element = etree.Element(_name(node[0], namespaces), nsmap=nsmap)  # type: ignore[arg-type]
    _fill(element, node, namespaces)
    return element


def _fill(element: etree._Element, node: Node, namespaces: Mapping[str, str]) -> None:
    """Put attributes and content into the element."""
    for name, value in node[1].items():
        if value:
            element.set(_name(name, namespaces) if ":" in name else name, value)
    if isinstance(node[2], str):
        append_text(element, node[2])
        return
    for child in node[2]:
        made = etree.SubElement(element, _name(child[0], namespaces))
        _fill(made, child, namespaces)
        if not len(made) and not made.text and not made.attrib:
            element.remove(made)


def _name(name: str, namespaces: Mapping[str, str]) -> str:
    """Give a prefixed name as lxml has it."""
    prefix, _, base = name.rpartition(":")
    uri = {"xsi": XSI, "xml": _XML, **namespaces}.get(prefix, "")
    return f"{{{uri}}}{base}" if uri else base
