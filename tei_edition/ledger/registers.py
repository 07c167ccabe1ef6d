"""Register, articles and the register's pages → the account of every entry and every occurrence of its name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from lxml import etree

from tei_edition.diagnostics import Diagnostic, make
from tei_edition.ledger.account import Account, size
from tei_edition.ledger.entries import PARTS, wrong_entry
from tei_edition.ledger.links import PAGES, names_in, wrong_links
from tei_edition.ledger.page import Page, classes, line_of
from tei_edition.ledger.title import read_line, title_of
from tei_edition.tei import inner_text, local, q, walk

STEP = "register and names in the TEI → the register’s pages"

Key = tuple[str, str, str]
"""Entry, article, and the name as it stands there."""


def account_of_registers(
    register: etree._ElementTree, trees: Mapping[str, etree._ElementTree], pages: Mapping[str, str]
) -> Account:
    """Account for the register's entries and for every name in the articles that points to one.

    `pages` gives the HTML of the register's pages and of the articles by name without ending. An occurrence
    must be listed with the words around it, and lead to the place where they are.
    """
    read = {name: Page(html) for name, html in pages.items()}
    entries = dict(_entries(register))
    wanted = Counter(key for slug, tree in trees.items() for key in _named(slug, tree) if key[0] in entries)
    titles = {slug: title_of(tree).title for slug, tree in trees.items()}
    found: Counter[Key] = Counter()
    findings: list[Diagnostic] = []
    for key, element in entries.items():
        page = PAGES[local(element)]
        section = read[page].by_id.get(key) if page in read else None
        if section is None:
            findings.append(_finding("words-lost", page, f"“{key}” of the register has no entry"))
            continue
        findings += (_finding(code, page, said) for code, said in wrong_entry(element, section))
        findings += _occurrences(page, key, section, titles, read, found)
    findings += [_lost(entries, *key) for key in wanted - found]
    findings += [_added(entries, *key) for key in found - wanted]
    findings += _strangers(read, entries)
    findings += _links(trees, read, entries)
    total = sum(size(words) * count for (_, _, words), count in wanted.items())
    kept = sum(size(words) * count for (_, _, words), count in (wanted & found).items())
    return Account(STEP, total, kept, unexplained=tuple(findings))


def _entries(register: etree._ElementTree) -> Iterator[tuple[str, etree._Element]]:
    """Yield the entries by their ids."""
    for stand_off in register.iter(q("standOff")):
        for element in stand_off.iter(*map(q, PAGES)):
            parent, key = element.getparent(), element.get(q("xml:id"), "")
            if key and parent is not None and local(parent).startswith("list"):
                yield key, element


def _named(slug: str, tree: etree._ElementTree) -> Iterator[Key]:
    """Yield every name in the reading view that points to an entry."""
    for name in names_in(tree):
        yield name.get("ref", "").split()[0][1:], slug, read_line(name)


def _occurrences(
    page: str,
    key: str,
    section: etree._Element,
    titles: Mapping[str, str],
    read: Mapping[str, Page],
    found: Counter[Key],
) -> Iterator[Diagnostic]:
    """Check each occurrence that is listed; those that are true are added to `found`."""
    last: dict[tuple[str, str], int] = {}
    for item in section.iter("li"):
        link, mark = next(item.iter("a"), None), next(item.iter("mark"), None)
        href = link.get("href", "") if link is not None else ""
        slug, _, anchor = href.partition("#")
        slug = unquote(slug).removesuffix(".html")
        before, context = _context(item)
        place = _target(read.get(slug), anchor)
        start = max(0, last.get((slug, anchor), -1) - len(before) + 1)
        at = _squeezed(line_of(place)).find(context, start) if place is not None else -1
        if link is None or mark is None or at < 0 or place is None or not _is_place(line_of(link), place):
            yield _finding("words-added", page, f"“{line_of(item)}” is not found at {href}")
            continue
        last[slug, anchor] = at + len(before)
        found[key, slug, line_of(mark)] += 1
    heads = [line_of(head) for head in section.iter("h3")]
    slugs = list(dict.fromkeys(slug for at, slug, _ in found if at == key))
    counts = [sum(found[k] for k in found if k[:2] == (key, slug)) for slug in slugs]
    if heads != [f"{titles.get(slug, '')} {count}" for slug, count in zip(slugs, counts, strict=True)]:
        yield _finding(
            "words-lost", page, f"the titles and counts under “{key}” are not those of what it lists"
        )


def _context(item: etree._Element) -> tuple[str, str]:
    """Give, without white space, the words before an occurrence and those with all that is around it."""
    around = next((span for span in item.iter("span") if "context" in classes(span)), None)
    words, before = "", ""
    for event, element, string in walk(around) if around is not None else ():
        words += string
        before = words if event == "start" and element.tag == "mark" else before
    return _squeezed(before.removeprefix("… ")), _squeezed(words.removeprefix("… ").removesuffix(" …"))


def _target(page: Page | None, anchor: str) -> etree._Element | None:
    """Give the element a link leads to: the text, where it names no place in the page."""
    if page is None:
        return None
    if anchor:
        return page.by_id.get(anchor)
    return next((item for item in page.root.iter("div") if item.get("data-ledger") == "text"), None)


def _is_place(said: str, target: etree._Element) -> bool:
    """Tell whether the place has the number by which it is called."""
    kind, _, number = said.partition(" ")
    own = [line_of_mark for line_of_mark in map(_mark, target.iterchildren()) if line_of_mark]
    return (
        kind in ("title", "heading")
        or not own
        or number in (own[0], own[0].removesuffix("."), target.get("id"))
    )


def _mark(element: etree._Element) -> str:
    """Give what a number that was put in says."""
    if element.get("data-generated") is None or element.tag == "sup":
        return ""
    return " ".join(inner_text(element).split())


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _links(
    trees: Mapping[str, etree._ElementTree], read: Mapping[str, Page], entries: Mapping[str, etree._Element]
) -> Iterator[Diagnostic]:
    """Compare where the names in the articles' pages lead with the entries they point to."""
    for slug, tree in trees.items():
        if slug in read:
            yield from (_finding("words-lost", slug, said) for said in wrong_links(tree, read[slug], entries))


def _strangers(read: Mapping[str, Page], entries: Mapping[str, etree._Element]) -> Iterator[Diagnostic]:
    """Say which entries of the pages the register lacks, and what stands in an entry that belongs in none."""
    allowed = {*PARTS, "none"}
    for name in PAGES.values():
        for section in read[name].elements("section", "entry") if name in read else ():
            if PAGES.get(local(entries[key]) if (key := section.get("id", "")) in entries else "") != name:
                yield _finding("words-added", name, f"the register has no “{section.get('id')}” here")
            for child in section:
                if child.tag not in ("h2", "h3", "ul") and not (
                    child.tag == "p" and classes(child) & allowed
                ):
                    yield _finding("words-added", name, f"“{line_of(child)}” is not in the register")


def _lost(entries: Mapping[str, etree._Element], key: str, slug: str, words: str) -> Diagnostic:
    message = f"“{words}” of {slug} is not listed under “{key}”"
    return _finding("words-lost", PAGES[local(entries[key])], message)


def _added(entries: Mapping[str, etree._Element], key: str, slug: str, words: str) -> Diagnostic:
    message = f"“{words}” of {slug} is listed under “{key}”, which is not named there"
    return _finding("words-added", PAGES[local(entries[key])], message)


def _finding(code: str, page: str, message: str) -> Diagnostic:
    return make(code, f"{STEP}: {message}", file=f"{page}.html")
