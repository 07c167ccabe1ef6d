"""The HTML of a text → XHTML elements, parted into files of bearable size, links between them mended.

HTML and XML want the same markup in two spellings: void elements closed, every attribute with a value
(HTML Living Standard, section 14).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import copy, deepcopy
from urllib.parse import unquote

from lxml import etree

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
NAMESPACES: dict[str, str] = {None: XHTML, "epub": OPS}  # type: ignore[dict-item]
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LIMIT = 200_000
"""Bytes a file may have before its text is parted: reading systems grow slow with more."""
_TAG = re.compile(r"<([A-Za-z][A-Za-z0-9]*)((?:\s+[^\s=<>\"]+(?:=\"[^\"]*\")?)*)\s*/?>")
_BARE = re.compile(r"\s([^\s=\"]+)(?=\s|$)")
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
)


def parse_xhtml(html: str) -> etree._Element:
    """Give the fragment as the content of an XHTML `div`."""
    parser = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True)
    return etree.fromstring(f'<div xmlns="{XHTML}">{_TAG.sub(_as_xml, html)}</div>', parser)


def _as_xml(match: re.Match[str]) -> str:
    """Spell a start tag as XML."""
    name, attributes = match.groups()
    outside = re.split(r'("[^"]*")', attributes)
    outside[::2] = [_BARE.sub(r' \1=""', part) for part in outside[::2]]
    return f"<{name}{''.join(outside)}{'/' if name.lower() in _VOID else ''}>"


def x(name: str) -> str:
    """Give the name in XHTML's namespace."""
    return f"{{{XHTML}}}{name}"


def drop(root: etree._Element, unwanted: list[etree._Element]) -> None:
    """Take elements out, leaving the text around them."""
    for element in unwanted:
        element.tag = "dropped"
    etree.strip_elements(root, "dropped", with_tail=False)


def one_view(text: etree._Element, view: str) -> None:
    """Take out the readings of the other view, but not what was added in the source, and their notes with them."""
    other = "v-source" if view == "reading" else "v-reading"
    classes = ((element, element.get("class", "").split()) for element in text.iter("{*}*"))
    drop(text, [element for element, names in classes if other in names and not _stands_in_both(names)])
    etree.strip_attributes(text, "hidden")
    called = {link.get("href") for link in text.iter(x("a")) if link.get("role") == "doc-noteref"}
    notes = [note for note in text.iter(x("div")) if note.get("role") == "doc-footnote"]
    drop(text, [note for note in notes if f"#{note.get('id')}" not in called])


def _stands_in_both(classes: list[str]) -> bool:
    """Tell whether an element is an addition, which the source has as well."""
    return "v-reading" in classes and "add" in classes


def as_html(root: etree._Element) -> str:
    """Spell the tree as HTML again."""
    plain = deepcopy(root)
    for element in plain.iter("{*}*"):
        element.tag = etree.QName(element).localname
    etree.cleanup_namespaces(plain)
    return etree.tostring(plain, encoding="unicode", method="html", with_tail=False)


def parts(root: etree._Element, limit: int = LIMIT) -> list[etree._Element]:
    """Part the text between its blocks into `div`s of at most `limit` bytes, where blocks allow it.

    Divisions that are parted go on in the next part, in an element like their own without its id.
    """
    runs: list[list[etree._Element]] = []
    room = 0
    for leaf in list(_leaves(root, limit)):
        size = _size(leaf)
        if not runs or size > room:
            runs.append([])
            room = limit
        runs[-1].append(leaf)
        room -= size
    return grouped(root, runs)


def grouped(root: etree._Element, runs: list[list[etree._Element]]) -> list[etree._Element]:
    """Give each run of blocks of the text in a `div` of its own, within what is around them."""
    if len(runs) < 2:
        return [root]
    seen: set[etree._Element] = set()
    return [_part(root, run, seen) for run in runs]


def _leaves(element: etree._Element, limit: int) -> Iterator[etree._Element]:
    """Yield, in order, the largest blocks that need not be parted."""
    for child in element:
        if _size(child) > limit and _partable(child):
            yield from _leaves(child, limit)
        else:
            yield child


def _partable(element: etree._Element) -> bool:
    """Tell whether an element is a sequence of blocks and nothing else."""
    divided = element.tag in (x("div"), x("section")) and "flow" in element.get("class", "").split()
    return divided and not element.xpath("text()[normalize-space()]")


def _size(element: etree._Element) -> int:
    """Give the bytes an element takes."""
    return len(etree.tostring(element, with_tail=False))


def _part(root: etree._Element, run: list[etree._Element], seen: set[etree._Element]) -> etree._Element:
    """Put the blocks of a part into a copy of what was around them."""
    top = etree.Element(x("div"), nsmap=NAMESPACES)
    open_: list[tuple[etree._Element, etree._Element]] = []
    for leaf in run:
        around = [node for node in reversed(list(leaf.iterancestors())) if node is not root]
        kept = 0
        while kept < min(len(open_), len(around)) and open_[kept][0] is around[kept]:
            kept += 1
        del open_[kept:]
        for node in around[kept:]:
            parent = open_[-1][1] if open_ else top
            open_.append((node, _shell(parent, node, node not in seen)))
            seen.add(node)
        (open_[-1][1] if open_ else top).append(copy(leaf))
    return top


def _shell(parent: etree._Element, node: etree._Element, first: bool) -> etree._Element:
    """Begin an element like `node`; the id is the first one's."""
    shell = etree.SubElement(parent, node.tag)
    for name, value in node.attrib.items():
        if first or name != "id":
            shell.set(name, value)
    return shell


def mend_links(documents: Mapping[str, etree._Element]) -> None:
    """Let links within the text lead to the file in which their target now stands; others lose their `href`.

    `documents`: the content of each file by its name. Links to the web and of mail stay.
    """
    homes = {key: name for name, root in documents.items() for key in ids_of(root)}
    for name, root in documents.items():
        for link in list(root.iter(x("a"))):
            href = link.get("href", "")
            home = homes.get(unquote(href[1:])) if href.startswith("#") else None
            if home:
                link.set("href", href if home == name else f"{home}{href}")
            elif not re.match(r"(https?|mailto):", href):
                _unlink(link)


def _unlink(link: etree._Element) -> None:
    """Make a link that leads nowhere in the book a mere phrase."""
    link.tag = x("span")
    etree.strip_attributes(link, "href", "role", "rel", "type")


def ids_of(root: etree._Element) -> list[str]:
    """Give the ids in the tree."""
    return [element.get("id", "") for element in root.iter("{*}*") if element.get("id")]
