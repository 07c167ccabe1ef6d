"""Tree → bytes of XML, the same bytes for the same tree."""

from __future__ import annotations

from lxml import etree

from tei_edition.tei.names import local

CONTAINERS = frozenset(
    """
    TEI teiHeader fileDesc titleStmt respStmt editionStmt extent publicationStmt availability seriesStmt notesStmt
    sourceDesc biblStruct analytic monogr imprint encodingDesc projectDesc editorialDecl correction normalization
    quotation hyphenation segmentation interpretation classDecl taxonomy appInfo application profileDesc abstract
    refsDecl citeStructure langUsage textClass keywords revisionDesc standOff listPerson listPlace listOrg listBibl
    person place org location text front body back div list lg table row
    """.split()  # noqa: SIM905
)
"""Elements in which white space says nothing: their children may stand on lines of their own."""

HOLDERS = frozenset(("quote", "q", "said", "note", "item", "epigraph"))
"""Elements of which the same is true when they hold nothing but blocks."""

BLOCKS = frozenset(("p", "lg", "list", "quote", "cit", "table"))
"""The blocks they may hold."""


def serialise(tree: etree._ElementTree) -> bytes:
    """Give the document as UTF-8 with declaration, processing instructions and a final line feed."""
    data = etree.tostring(tree.getroot(), encoding="UTF-8", xml_declaration=False, with_tail=False)
    before = [etree.tostring(node, with_tail=False) for node in reversed(list(_before(tree.getroot())))]
    return b"\n".join((b'<?xml version="1.0" encoding="UTF-8"?>', *before, data, b""))


def indent(element: etree._Element, depth: int = 0) -> None:
    """Put children on lines of their own, inside the element and below, where white space says nothing."""
    if not _may_break(element):
        if local(element) == "cit":  # white space in it is text, in the quotation it holds it may not be
            for child in element:
                indent(child, depth)
        return
    element.text = "\n" + "  " * (depth + 1)
    for child in element:
        indent(child, depth + 1)
        child.tail = "\n" + "  " * (depth + 1)
    element[-1].tail = "\n" + "  " * depth


def _may_break(element: etree._Element) -> bool:
    """Tell whether white space may be put between the element's children."""
    if (
        not len(element)
        or (element.text or "").strip()
        or any((child.tail or "").strip() for child in element)
    ):
        return False
    name = local(element)
    return name in CONTAINERS or (name in HOLDERS and all(local(child) in BLOCKS for child in element))


def _before(root: etree._Element) -> list[etree._Element]:
    """Give comments and processing instructions before the root element, the nearest first."""
    return list(root.itersiblings(preceding=True))
