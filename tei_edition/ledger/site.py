"""TEI documents and the site made of them → the account of each, of the first page, and of the registers.

A document on several pages is read as one: what stands on its pages in their order, with links that lead where they
led. No word may be on two pages, and none between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote, unquote

from lxml import etree

from tei_edition.diagnostics import make
from tei_edition.ledger.account import Account
from tei_edition.ledger.html import account_of_html
from tei_edition.ledger.index import account_of_index
from tei_edition.ledger.page import Page
from tei_edition.ledger.registers import account_of_registers

_ARTICLE = re.compile(r"<article>.*</article>", re.DOTALL)
_HREF = re.compile(r'(?<= href=")([^"#:?]+)(#[^"]*)?(?=")')


def accounts_of_site(
    trees: Mapping[str, etree._ElementTree],
    shown: Mapping[str, etree._ElementTree],
    register: etree._ElementTree | None,
    files: Mapping[str, str],
    parts: Mapping[str, Sequence[str]],
) -> list[Account]:
    """Account for every word of the documents, the register's entries, and what the first page says of each.

    `shown` are the documents without what their processing model leaves out; `parts` gives the pages of each.
    """
    homes = {file: slug for slug, names in parts.items() for file in names}
    whole = {slug: _joined(slug, names, files, homes) for slug, names in parts.items()}
    accounts = [_account(slug, shown[slug], whole[slug], files, parts[slug]) for slug in trees]
    accounts.append(account_of_index(trees, files["index.html"]))
    if register is not None:
        others = {
            name.removesuffix(".html"): _whole_links(text, "", homes, {})
            for name, text in files.items()
            if name.endswith(".html") and name not in homes
        }
        accounts.append(account_of_registers(register, trees, {**others, **whole}))
    return accounts


def _account(
    slug: str, tree: etree._ElementTree, page: str, files: Mapping[str, str], names: Sequence[str]
) -> Account:
    """Account for a document and for the links between its pages."""
    account = account_of_html(slug, tree, page)
    wrong = [
        make("words-lost", f"{account.step}: {said}", file=f"{slug}.html") for said in _astray(files, names)
    ]
    return replace(account, unexplained=(*account.unexplained, *wrong))


def _joined(slug: str, names: Sequence[str], files: Mapping[str, str], homes: Mapping[str, str]) -> str:
    """Give the pages of a document as one."""
    first, *rest = names
    if not rest:
        return _whole_links(files[first], slug, homes, {})
    ids = {name: set(Page(files[name]).by_id) for name in names}
    pages = [_whole_links(files[name], slug, homes, ids) for name in names]
    articles = "".join(found[0] for page in pages[1:] if (found := _ARTICLE.search(page)))
    return pages[0].replace("</main>", f"{articles}</main>", 1)


def _whole_links(page: str, slug: str, homes: Mapping[str, str], ids: Mapping[str, set[str]]) -> str:
    """Let links to a page of a document lead to the document; one that is the page's own, to a place in it."""

    def moved(link: re.Match[str]) -> str:
        home = homes.get(unquote(link[1]))
        if home is None:
            return link[0]
        if home == slug and link[2] and (unquote(link[2][1:]) in ids.get(unquote(link[1]), ())):
            return link[2]
        return f"{quote(home, safe='')}.html{link[2] or ''}"

    return _HREF.sub(moved, page)


def _astray(files: Mapping[str, str], names: Sequence[str]) -> Iterator[str]:
    """Yield addresses that two pages of a document give, and links that lead to none on the page they name."""
    pages = {name: Page(files[name]) for name in names} if len(names) > 1 else {}
    ids = {name: set(page.by_id) for name, page in pages.items()}
    texts = {name: _addresses(page) for name, page in pages.items()}
    seen: set[str] = set()
    for name, page in pages.items():
        if twice := seen & texts[name]:
            yield f"“{min(twice)}” is the address of two places"
        seen |= texts[name]
        for link in page.root.iter("a"):
            path, hash_, key = link.get("href", "").partition("#")
            target = unquote(path) or name
            if hash_ and target in ids and unquote(key) not in ids[target]:
                yield f"a link of {name} leads to {link.get('href')}, where nothing is"


def _addresses(page: Page) -> set[str]:
    """Give the addresses in the text of a page."""
    texts = (element for element in page.root.iter("div") if element.get("data-ledger") == "text")
    return {item.get("id", "") for text in texts for item in text.iter(etree.Element)} - {""}
