"""An edition's articles and its first page → the account of what that says of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import quote

from lxml import etree

from tei_edition.diagnostics import make
from tei_edition.ledger.account import Account, size
from tei_edition.ledger.page import Page, line_of
from tei_edition.ledger.title import printed, read_line, title_of
from tei_edition.tei import NS, q

STEP = "headers in the TEI → the first page"
_FILE = "index.html"
_CALLED = ("articles", "texts")
"""What the first page's own list may be called."""


def account_of_index(trees: Mapping[str, etree._ElementTree], html: str) -> Account:
    """Account for title, authors and source of every article, and its link, in their order on the first page."""
    page = Page(html)
    items = [item for part in page.elements("section", "articles") for item in part.iter("li")]
    wanted = [_wanted(slug, tree) for slug, tree in trees.items()]
    found = [_found(item) for item in items]
    said = [
        f"lost “{' '.join(one)}”, found “{' '.join(other)}” instead" for one, other in _pairs(wanted, found)
    ]
    said += _wrong_menu(page)
    total = sum(size("".join(words[1:])) for words in wanted)
    kept = sum(size("".join(words[1:])) for words in wanted if words in found)
    return Account(
        STEP, total, kept, unexplained=tuple(make("words-lost", f"{STEP}: {one}", file=_FILE) for one in said)
    )


def _pairs(wanted: list[list[str]], found: list[list[str]]) -> Iterator[tuple[list[str], list[str]]]:
    """Pair what is wanted with what is found; yield those that differ."""
    most = max(len(wanted), len(found))
    for one, other in zip(
        wanted + [[]] * (most - len(wanted)), found + [[]] * (most - len(found)), strict=True
    ):
        if one != other:
            yield one, other


def _wanted(slug: str, tree: etree._ElementTree) -> list[str]:
    """Give link, title, and authors with the source without white space."""
    title = title_of(tree)
    return [
        f"{quote(slug)}.html",
        title.lines[0],
        _squeezed(title.together + (printed(tree) or _source(tree))),
    ]


_NOT_IN_LINE = frozenset({"note", "listPerson", "listPlace", "recordingStmt"})
"""What a header may say in the midst of a reference that is not of it."""


def _source(tree: etree._ElementTree) -> str:
    """Give what the header says of the source in words, where it has no structured reference."""
    found = tree.getroot().find(f".//{q('teiHeader')}/{q('fileDesc')}/{q('sourceDesc')}")
    if found is None or found.find(f".//{q('biblStruct')}") is not None:
        return ""
    words = next(
        filter(None, (read_line(child, without=_NOT_IN_LINE) for child in found.iterchildren(f"{{{NS}}}*"))),
        "",
    )
    return words if len(words) < 600 else ""


def _found(item: etree._Element) -> list[str]:
    """Give the same of a line of the page."""
    link = next(item.iter("a"), None)
    href, title = (link.get("href", ""), line_of(link)) if link is not None else ("", "")
    return [href, title, _squeezed("".join(line_of(line) for line in item.iter("p")))]


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _wrong_menu(page: Page) -> Iterator[str]:
    """Yield links to registers that lead to another one than they name."""
    for part in (*page.elements("header", "site"), *page.elements("section", "registers")):
        for link in (link for items in part.iter("ul") for link in items.iter("a")):
            name = link.get("href", "").removesuffix(".html")
            called = line_of(link).lower()
            if called != name and not (name == "index" and called in _CALLED):
                yield f"“{line_of(link)}” leads to {link.get('href')}"
