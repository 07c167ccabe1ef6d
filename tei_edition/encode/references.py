"""A text with its addresses → `refsDecl`: how its parts are cited (TEI Guidelines, 16.2.5.4)."""

from __future__ import annotations

from lxml import etree

from tei_edition.tei import append_element, local, new_element, q

__all__ = ["declare_references"]

_ONCE = "[@xml:id][not(ancestor::p or ancestor::item or ancestor::note)]"
"""What has an address, no word twice."""

_TITLE = {"property": "http://purl.org/dc/terms/title", "use": "head[1]"}


def declare_references(header: etree._Element, text: etree._Element) -> None:
    """Write into a header how the text is cited: by sections and their paragraphs; by address alone; notes by theirs.

    An address stays what it is when a paragraph comes into another section.
    """
    encoding = header.find(q("encodingDesc"))
    if encoding is None:
        return
    before = next((one for one in encoding if local(one) == "appInfo"), None)
    for declaration in _declarations(text):
        if before is not None:
            before.addprevious(declaration)
        else:
            encoding.append(declaration)


def _declarations(text: etree._Element) -> list[etree._Element]:
    """Give a declaration for each way to cite that the text has use for."""
    found = []
    if _addressed(text, "p", "item"):
        found.append(new_element("refsDecl", {"default": "true"}))
        _level(found[-1], 0, max(map(_depth, _addressed(text, "div")), default=0))
        found.append(new_element("refsDecl", {"n": "address"}))
        _structure(found[-1], "paragraph", f"/TEI/text//*[self::p or self::item]{_ONCE}")
    if _addressed(text, "note"):
        found.append(new_element("refsDecl", {"n": "note"}))
        _structure(found[-1], "note", "/TEI/text//note[@xml:id]")
    return found


def _level(parent: etree._Element, depth: int, deepest: int) -> None:
    """Declare what stands in so many sections: sections, and paragraphs that stand in no further one.

    One declaration for both, since not every program reads several side by side.
    """
    above, delim = ("/TEI/text//", "") if depth == 0 else (".//", ".")
    if depth == deepest:
        _structure(parent, "paragraph", f"{above}*[self::p or self::item]{_ONCE}", delim)
        return
    match = f"{above}*[self::div or self::p or self::item]{_ONCE}[count(ancestor::div) = {depth}]"
    part = _structure(parent, "part", match, delim)
    append_element(part, "citeData", _TITLE)
    _level(part, depth + 1, deepest)


def _structure(parent: etree._Element, unit: str, match: str, delim: str = "") -> etree._Element:
    """Declare one kind of passage, named by its address."""
    attributes = {"unit": unit, "match": match, "use": "@xml:id", **({"delim": delim} if delim else {})}
    return append_element(parent, "citeStructure", attributes)


def _addressed(text: etree._Element, *names: str) -> list[etree._Element]:
    return [one for one in text.iter(*map(q, names)) if one.get(q("xml:id"))]


def _depth(section: etree._Element) -> int:
    """Give how many sections stand in one another, this one being the innermost."""
    return 1 + sum(local(one) == "div" for one in section.iterancestors())
