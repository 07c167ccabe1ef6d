"""A text with its addresses → `refsDecl`: how its parts are cited (TEI Guidelines, 16.2.5.4)."""

from __future__ import annotations

from lxml import etree

from tei_edition.tei import append_element, local, new_element, q

__all__ = ["declare_references"]

_PASSAGES = "*[self::p or self::item][@xml:id][not(ancestor::note or ancestor::item)]"
"""Whatever holds the words of the text and has an address, each word once."""

_TITLE = {"property": "http://purl.org/dc/terms/title", "use": "head[1]"}


def declare_references(header: etree._Element, text: etree._Element) -> None:
    """Write into a header how the text is cited: by the addresses of paragraphs; by sections; notes by theirs.

    Addresses stay what they are when a paragraph comes into another section, so theirs is the default.
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
    sections = _addressed(text, "div")
    if _addressed(text, "p", "item"):
        found.append(new_element("refsDecl", {"default": "true"}))
        _structure(found[-1], "paragraph", f"/TEI/text//{_PASSAGES}")
    if sections:
        found.append(new_element("refsDecl", {"n": "section"}))
        _section(found[-1], "/TEI/text/*/", 1, max(map(_depth, sections)))
    if _addressed(text, "note"):
        found.append(new_element("refsDecl", {"n": "note"}))
        _structure(found[-1], "note", "/TEI/text//note[@xml:id]")
    return found


def _section(parent: etree._Element, above: str, depth: int, deepest: int) -> None:
    """Declare the sections at a depth, those in them, and the paragraphs of each that are in none of these."""
    section = _structure(parent, "section", f"{above}div[@xml:id]", "" if above else ".")
    append_element(section, "citeData", _TITLE)
    if depth < deepest:
        _section(section, "", depth + 1, deepest)
    own = f"[count(ancestor::div) = {depth}]" if depth < deepest else ""
    _structure(section, "paragraph", f".//{_PASSAGES}{own}", ".")


def _structure(parent: etree._Element, unit: str, match: str, delim: str = "") -> etree._Element:
    """Declare one kind of passage, named by its address."""
    attributes = {"unit": unit, "match": match, "use": "@xml:id", **({"delim": delim} if delim else {})}
    return append_element(parent, "citeStructure", attributes)


def _addressed(text: etree._Element, *names: str) -> list[etree._Element]:
    return [one for one in text.iter(*map(q, names)) if one.get(q("xml:id"))]


def _depth(section: etree._Element) -> int:
    """Give how many sections stand in one another, this one being the innermost."""
    return 1 + sum(local(one) == "div" for one in section.iterancestors())
