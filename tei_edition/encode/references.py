"""A text with its addresses → `refsDecl`: how its parts are cited (TEI Guidelines, 16.2.5.4)."""

from __future__ import annotations

from lxml import etree

from tei_edition.tei import append_element, local, new_element, q

__all__ = ["declare_references"]

ADDRESSES = "id"
"""The name of the second way to cite: by address alone, whatever section a passage stands in."""

_TITLE = {"property": "http://purl.org/dc/terms/title", "use": "head[1]"}
_BLOCKS = {
    "p": ("paragraph", "p[@xml:id][not(ancestor::note)]"),
    "item": ("item", "item[@xml:id][not(ancestor::item or ancestor::note)]"),
}
"""Elements with addresses → what they are called, and how they are told from those that stand in one another."""


def declare_references(header: etree._Element, text: etree._Element) -> None:
    """Write into a header how the text is cited: by sections and the blocks in them, and by address alone.

    Nothing is written for a text without addresses.
    """
    encoding = header.find(q("encodingDesc"))
    sections = [one for one in text.iter(q("div")) if one.get(q("xml:id"))]
    blocks = [name for name in _BLOCKS if any(one.get(q("xml:id")) for one in text.iter(q(name)))]
    if encoding is None or not (sections or blocks):
        return
    declaration = new_element("refsDecl", {"default": "true"})
    depth = max((_depth(one) for one in sections), default=0)
    _level(declaration, "/TEI/text/*/", depth, blocks)
    addresses = new_element("refsDecl", {"n": ADDRESSES})
    match = "/TEI/text//*[@xml:id][not(self::anchor)]"
    append_element(addresses, "citeStructure", {"unit": "passage", "match": match, "use": "@xml:id"})
    before = next((one for one in encoding if local(one) == "appInfo"), None)
    for made in (declaration, addresses):
        if before is not None:
            before.addprevious(made)
        else:
            encoding.append(made)


def _level(parent: etree._Element, above: str, depth: int, blocks: list[str]) -> None:
    """Declare sections and blocks; `above` precedes what finds them."""
    delim = {} if above else {"delim": "."}
    if depth:
        attributes = {"unit": "section", "match": f"{above}div[@xml:id]", "use": "@xml:id", **delim}
        section = append_element(parent, "citeStructure", attributes)
        append_element(section, "citeData", _TITLE)
        _level(section, "", depth - 1, blocks)
    for name in blocks:
        unit, path = _BLOCKS[name]
        match = f"{above}*[not(self::div)]/descendant-or-self::{path}"
        append_element(parent, "citeStructure", {"unit": unit, "match": match, "use": "@xml:id", **delim})


def _depth(section: etree._Element) -> int:
    """Give how many sections stand in one another, this one being the innermost."""
    return 1 + sum(local(one) == "div" for one in section.iterancestors())
