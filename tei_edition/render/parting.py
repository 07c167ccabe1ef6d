"""The HTML of a long text → that of several pages, with the address in each at which its links now stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from lxml import etree

from tei_edition.render import safe
from tei_edition.render.xhtml import as_html, grouped, parse_xhtml, parts

PAGE = 400_000
"""Bytes of HTML from which a text is parted, where nobody says how."""
_FRAMES = frozenset({"TEI", "teiCorpus", "text", "group", "front", "body", "back", "floatingText"})
"""What stands around divisions and is none."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ID = 'id="'
_HREF = re.compile(r' href="([^"#:?]*)#([^"]*)"')


def parted(html: str, level: int | None) -> list[str]:
    """Part a text: before each division of the level or of one above it (1: the outermost); 0 leaves it whole.

    Without a level a text is parted only where it is long, into pages of `PAGE` bytes.
    """
    if level == 0 or (level is None and len(html) <= PAGE):
        return [html]
    root = parse_xhtml(html)
    made = parts(root, PAGE) if level is None else grouped(root, list(_runs(root, level)))
    return [html] if len(made) < 2 else [inside(as_html(part)) for part in made]


def inside(html: str) -> str:
    """Give what is in the `div` around a part."""
    return html[html.index(">") + 1 : html.rindex("</div>")]


def _runs(root: etree._Element, level: int) -> Iterator[list[etree._Element]]:
    """Yield the blocks of each page; headings alone make none."""
    run: list[etree._Element] = []
    for block, begins in _blocks(root, level):
        if begins and not all(map(_heads, run)):
            yield run
            run = []
        run.append(block)
    yield run


def _blocks(
    element: etree._Element, level: int, first: bool = False
) -> Iterator[tuple[etree._Element, bool]]:
    """Yield the largest blocks that are on one page, and whether a page begins with each."""
    for child in element:
        names = str(child.get("class") or "").split()
        division = "flow" in names and _FRAMES.isdisjoint(names)
        if "flow" in names and level - division > 0 and len(child):
            yield from _blocks(child, level - division, first or division)
        else:
            yield child, first or (division and level > 0)
        first = False


def _heads(block: etree._Element) -> bool:
    """Tell whether the block is a heading, or nothing."""
    if not isinstance(block.tag, str):
        return True
    return etree.QName(block).localname in _HEADINGS or block.get("role") == "heading"


def addresses(html: str) -> list[str]:
    """Give the addresses in a page's text."""
    found, at = [], html.find(_ID)
    while at > 0:
        start = at + len(_ID)
        end = html.find('"', start)
        if html[at - 1].isspace() and end > 0:
            found.append(html[start:end])
        at = html.find(_ID, start)
    return found


def relinked(html: str, file: str, whole: str, homes: Mapping[str, Mapping[str, str]]) -> str:
    """Let the links of a page lead to the page on which their target stands.

    `file` is the page's name, `whole` that of the document it is part of, were it one page; `homes` gives, for each
    document that was parted, by that name the page of each address.
    """

    def moved(link: re.Match[str]) -> str:
        home = homes.get(unquote(link[1]) or whole, {}).get(unquote(link[2]))
        if not home or (home == file and not link[1]):
            return link[0]
        return f' href="{safe.segment(home)}#{link[2]}"'

    return _HREF.sub(moved, html)
