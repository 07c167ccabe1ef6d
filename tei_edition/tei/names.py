"""Names as written (`p`, `xml:id`) → names as lxml wants them (`{http://www.tei-c.org/ns/1.0}p`)."""

from __future__ import annotations

from lxml import etree

NS = "http://www.tei-c.org/ns/1.0"
XML = "http://www.w3.org/XML/1998/namespace"


def q(name: str) -> str:
    """Give the expanded name: TEI's namespace for a plain name, XML's for `xml:…`."""
    if name.startswith("xml:"):
        return f"{{{XML}}}{name[4:]}"
    return f"{{{NS}}}{name}"


def attribute(name: str) -> str:
    """Give the expanded name of an attribute: no namespace unless it is `xml:…`."""
    return q(name) if name.startswith("xml:") else name


def local(element: etree._Element) -> str:
    """Give the local name of an element; empty for comments and processing instructions."""
    tag = element.tag
    return tag[tag.rfind("}") + 1 :] if isinstance(tag, str) else ""


def is_tei(element: etree._Element) -> bool:
    """Tell whether the element is in TEI's namespace."""
    return isinstance(element.tag, str) and element.tag.startswith(f"{{{NS}}}")
