"""Tree → bytes of XML, the same bytes for the same tree."""

from __future__ import annotations

from lxml import etree


def serialise(tree: etree._ElementTree) -> bytes:
    """Give the document as UTF-8 with declaration, processing instructions and a final line feed."""
    data = etree.tostring(tree, encoding="UTF-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + data.rstrip(b"\n") + b"\n"
