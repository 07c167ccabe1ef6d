"""The names in an article and the links of its page → those that lead to another entry than the name points to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import takewhile
from urllib.parse import unquote

from lxml import etree

from tei_edition.ledger.page import Page, invisible, line_of
from tei_edition.ledger.shown import hangs, hidden, named
from tei_edition.ledger.tei import edition, texts_of, words_of
from tei_edition.ledger.title import read_line
from tei_edition.tei import local

PAGES = {"person": "persons", "place": "places", "org": "organisations", "bibl": "works"}
"""Element of an entry → name of its page."""
NAMES = frozenset("persName placeName orgName name rs title author docAuthor bibl".split())  # noqa: SIM905
"""Elements that name an entry by `@ref`."""
_LINKED = NAMES | {"note", "ref", "ptr", "p"}
"""Elements in which a page may have a link, so that what is around them has none."""

Link = tuple[str, str]
"""Where a name leads, and its words."""


def names_in(tree: etree._ElementTree, links: bool = False) -> Iterator[etree._Element]:
    """Yield every name in the reading view that points to an entry, in the document's order; `links`: links, too."""
    names: list[etree._Element] = []

    def note(element: etree._Element) -> list[str | int | None]:
        if (local(element) in NAMES or links) and _pointer(element).startswith("#"):
            names.append(element)
        return []

    for text in texts_of(tree):
        words_of(text, rules=edition("reading", put_in=note))
    for name in names:
        around = list(name.iterancestors())
        again = any(local(other) in NAMES and _first(other) == _first(name) for other in around)
        if not again and not any(hidden(other, "reading") for other in around):
            yield name


def wrong_links(tree: etree._ElementTree, page: Page, entries: Mapping[str, etree._Element]) -> Iterator[str]:
    """Yield each link of a name that leads astray, and each name that should lead to an entry and does not."""
    wanted: tuple[list[tuple[Link, bool]], list[tuple[Link, bool]]] = ([], [])
    for name in names_in(tree, links=True):
        key = _pointer(name).split()[0][1:]
        if key in entries:
            link = f"{PAGES[local(entries[key])]}.html#{key}", read_line(name)
            inside = any(map(hangs, name.iterancestors()))
            wanted[inside].append((link, _must(name, link)))
    found = _links(page)
    for expected, links in zip(wanted, found, strict=True):
        yield from _compared(expected, links)


def _must(name: etree._Element, link: Link) -> bool:
    """Tell whether a name must be a link: it has words, and nothing in or around it is a link."""
    inside = any(named(child) in _LINKED for child in name.iterdescendants())
    return bool(link[1]) and not inside and named(name) in NAMES


def _first(element: etree._Element) -> str:
    """Give the first entry that a name or a link points to."""
    return _pointer(element).partition(" ")[0]


def _pointer(element: etree._Element) -> str:
    """Give what a name or a link points to."""
    return element.get("target" if named(element) in ("ref", "ptr") else "ref", "")


def _links(page: Page) -> tuple[list[Link], list[Link]]:
    """Give the links to the register's pages in the text and in its notes."""
    found: tuple[list[Link], list[Link]] = ([], [])
    for link in page.root.iter("a"):
        href = link.get("href", "")
        if href.partition(".html#")[0] not in PAGES.values():
            continue
        around = list(takewhile(lambda item: item.tag != "body", (link, *link.iterancestors())))
        regions = [item.get("data-ledger") for item in around]
        if "text" in regions and not any(invisible(item, "reading") for item in around):
            found["note" in regions].append((unquote(href), line_of(link)))
    return found


def _compared(wanted: list[tuple[Link, bool]], found: list[Link]) -> Iterator[str]:
    """Compare two rows of links, of which the first may have some that the second need not have."""
    at = 0
    for link, must in wanted:
        if at < len(found) and found[at] == link:
            at += 1
        elif must:
            other = found[at] if at < len(found) else ("nowhere", "")
            yield f"“{link[1]}” should lead to {link[0]}; what is found there: “{other[1]}”, to {other[0]}"
            return
    for href, words in found[at : at + 1]:
        yield f"“{words}” leads to {href}, which nothing in the text points to"
