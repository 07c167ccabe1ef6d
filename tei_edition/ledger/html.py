"""A TEI document and the HTML page written from it → the account of every word of the TEI, in both views."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from tei_edition.diagnostics import Diagnostic, make
from tei_edition.ledger.about import wrong_reference, wrong_rights, wrong_source
from tei_edition.ledger.account import Account, Moved, lost_of, size, unexplained
from tei_edition.ledger.numbers import Numbers, corrections
from tei_edition.ledger.page import Page, classes, headings, line_of
from tei_edition.ledger.shown import has_views, is_empty, label, named, separates
from tei_edition.ledger.streams import BLOCK, FREE, SIGN, Parts, Stream
from tei_edition.ledger.tei import (
    Label,
    Rules,
    Words,
    edition,
    metadata,
    run_together,
    texts_of,
    words_of,
)
from tei_edition.ledger.title import Title, is_supplied, title_of, wants_supplied
from tei_edition.tei import inner_text, q

_IMAGE = re.compile(r"(?!#|mailto:|//|\\|/\\)(https?:|[^:]*$|[^:/?#]*[/?#])", re.IGNORECASE)
"""Addresses of images that a page may show."""
REASON = "teiHeader and standOff: in the TEI, on the register's pages and about the text"
_TOOLS = frozenset({"Show", "Corrected text", "As in the source", "Contents"})
"""What the page's switches are called."""


def account_of_html(slug: str, tree: etree._ElementTree, page: str, edition: str = "") -> Account:
    """Account for every word of the document's text in the page: what each view shows, notes, numbers, places.

    `edition` has the words in which the edition speaks of itself, which the reference to the text may use.
    """
    step, file = f"{slug}: TEI → HTML", f"{slug}.html"
    numbers, title = Numbers.of(tree), title_of(tree)
    read = Page(page, addresses(tree), targets(tree))
    findings: list[Diagnostic] = []
    lost = 0
    views = ("reading", "source") if has_views(tree) or read.has_views() else ("reading",)
    for view in views:
        shown = read.shown(view)
        text, notes = expected(tree, numbers, view)
        found = Stream.of(shown.text)
        where = "the text" if view == "reading" else "the source view of the text"
        findings += unexplained(step, file, text, found, where)
        lost = max(lost, lost_of(text, found))
        findings += unexplained(step, file, notes, Stream.of(in_a_row(shown.notes)), "the notes")
    findings += _about(step, file, tree, title, read, edition)
    findings += _corrections(step, file, tree, numbers, title, read)
    return account(step, tree, lost, tuple(dict.fromkeys(findings)))


def addresses(tree: etree._ElementTree) -> frozenset[str]:
    """Give the addresses the document gives that a page can have."""
    found = (element.get(q("xml:id"), "") for text in texts_of(tree) for element in text.iter(etree.Element))
    return frozenset(key for key in found if key and not key.startswith("te-"))


def targets(tree: etree._ElementTree) -> frozenset[str]:
    """Give where the document's links lead, in its own words."""
    return frozenset(
        element.get(name, "") for element in tree.iter(etree.Element) for name in ("target", "ref")
    )


def expected(
    tree: etree._ElementTree, numbers: Numbers, view: str, notes_of_both: bool = True
) -> tuple[Stream, Stream]:
    """Give what the view must show: the text, and the notes one after the other, or those of this view alone."""
    rules = edition(view, put_in=_Marks(numbers, addresses(tree)).put_in, notes_of_both=notes_of_both)
    words = _words(tree, replace(rules, numbers_of_both=True))
    notes = [
        [FREE, f"{SIGN}note {numbers.notes[note]}", FREE, *parts]
        for item in words
        for note, parts in item.notes
    ]
    return Stream.of(run_together(words)), Stream.of(in_a_row(notes))


def _words(tree: etree._ElementTree, rules: Rules) -> list[Words]:
    return [words_of(text, rules=rules) for text in texts_of(tree)]


def in_a_row(notes: list[Parts]) -> Parts:
    """Give the notes as blocks, one after the other."""
    return [part for parts in notes for part in (BLOCK, *parts, BLOCK)]


class _Marks:
    """What a page puts in."""

    def __init__(self, numbers: Numbers, ids: frozenset[str]) -> None:
        self.numbers = numbers
        self.ids = ids

    def put_in(self, element: etree._Element) -> Parts:
        """Give the mark at the start of the element."""
        if number := self.numbers.notes.get(element):
            return [f"{SIGN}[{number}→{number}]"]
        if own := self.numbers.paragraphs.get(element):
            return [FREE, Label(f"{SIGN}¶{own}@{self._address(element)}"), FREE]
        if printed := label(element):
            return [FREE, f"{SIGN}{printed}@{self._address(element)}", FREE]
        name = named(element)
        if name in ("pb", "cb", "gb") and element.get("n"):
            return [f"{SIGN}|{element.get('n')}|"]
        if name in ("graphic", "media", "binaryObject") and _IMAGE.match(
            element.get("url", "").strip() or ":"
        ):
            return [f"{SIGN}img"]
        if name == "gap" and is_empty(element):
            return [f"{SIGN}[…]"]
        if name == "anchor" and element.get("type") == "removed":
            return [FREE, f"{SIGN}×{_removed(element)}@{self._address(element)}", FREE]
        if separates(element):
            return [FREE, f"{SIGN}-{element.get('rend', '')}-", FREE]
        return [FREE] if name == "space" else []

    def _address(self, element: etree._Element) -> str:
        own = element.get(q("xml:id"), "")
        return own if own in self.ids else ""


def _removed(anchor: etree._Element) -> str:
    """Give what the document’s history says of words that left the text, or what a page says for want of it."""
    pointers = anchor.get("change", "").split()
    changes = anchor.getroottree().iter(q("change"))
    told = [" ".join(inner_text(item).split()) for item in changes if f"#{item.get(q('xml:id'))}" in pointers]
    return " ".join(told) or "Something was removed here."


def _about(
    step: str, file: str, tree: etree._ElementTree, title: Title, page: Page, edition: str
) -> Iterator[Diagnostic]:
    """Say what is wrong with title block, line about the source, switches and table of contents."""
    if title.element is None and not _masthead(page, title):
        yield make("words-lost", f"{step}: the page lacks the title block of “{title.title}”", file=file)
    lines = [line for line in page.elements("p", "supplied") if "source" in classes(line)]
    wanted = title.element is not None and wants_supplied(tree, title)
    if len(lines) != wanted or not all(is_supplied(tree, title, inner_text(line)) for line in lines):
        yield make("words-lost", f"{step}: author and source above the text are not the header’s", file=file)
    views = [page.by_id.get(key) for key in ("te-reading", "te-source")]
    if page.elements("span", "v-source") and (None in views or views[0].get("checked") is None):  # type: ignore[union-attr]
        yield make("words-lost", f"{step}: the source’s own readings cannot be reached", file=file)
    styles = [item for item in page.root.iter("style") if next(item.iterancestors("body"), None) is not None]
    if styles or len(list(page.root.iter("style"))) > 1:
        yield make("words-lost", f"{step}: the page has a style of its own that may hide words", file=file)
    for wrong in (
        *wrong_rights(tree, next(iter(page.elements("section", "rights")), None)),
        *wrong_reference(tree, title, references(page), edition),
        *wrong_source(tree, page.root),
    ):
        yield make("words-lost", f"{step}: {wrong}", file=file)
    known = set(headings(page))
    for tools in page.elements("div", "tools"):
        for link in tools.iter("a"):
            if (link.get("href", "")[1:], inner_text(link)) not in known:
                yield make("words-added", f"{step}: no heading says “{inner_text(link)}”", file=file)
        said = {" ".join(inner_text(item).split()) for item in tools.iter("legend", "label", "summary")}
        links = "".join(inner_text(link) for link in tools.iter("a"))
        if said - _TOOLS or size(inner_text(tools)) != size("".join(said)) + size(links):
            yield make("words-added", f"{step}: the page says something of its own at the top", file=file)


def references(page: Page) -> list[etree._Element]:
    """Give the references by which a page says it is to be cited: one."""
    found = [line for part in page.elements("section", "cite") for line in part.iter("p")]
    return [line for line in found if "reference" in classes(line)] or [page.root]


def _masthead(page: Page, title: Title) -> bool:
    heads = page.elements("header", "masthead")
    first = next((item for head in heads for item in head.iter("h1")), None)
    words = " ".join(inner_text(heads[0]).split()) if heads else ""
    return first is not None and line_of(first) == title.title and title.subtitle in words


def _corrections(
    step: str, file: str, tree: etree._ElementTree, numbers: Numbers, title: Title, page: Page
) -> Iterator[Diagnostic]:
    """Compare the list of corrections with those of the document, word by word."""
    wanted: Parts = []
    for where, sic, corr in corrections(tree, numbers, title.element):
        wanted += [BLOCK, f"{where}: source {sic or '–'}, here {corr or '–'}", BLOCK]
    if wanted:
        wanted = [BLOCK, "Corrections", BLOCK, *wanted]
    lists = page.elements("section", "corrections")
    found: Parts = []
    for section in lists:
        lines = [inner_text(item) for item in section.iter("h2", "li")]
        found += [part for line in lines for part in (BLOCK, line, BLOCK)]
        if size(inner_text(section)) != size("".join(lines)):
            found.append(inner_text(section))
    yield from unexplained(step, file, Stream.of(wanted), Stream.of(found), "the corrections")
    for link in (link for section in lists for link in section.iter("a")):
        target = page.by_id.get(link.get("href", "")[1:])
        if target is None or not _stands_at(inner_text(link), target):
            yield make("words-lost", f"{step}: “{inner_text(link)}” leads elsewhere", file=file)


def _stands_at(place: str, target: etree._Element) -> bool:
    """Tell whether the element has the number by which the place is named."""
    kind, _, number = place.partition(" ")
    said = [child for child in target.iter("a", "span") if child.get("data-generated") is not None]
    own = next((" ".join(inner_text(child).split()) for child in said), "")
    return kind == "heading" or number.strip() in (own, own.removesuffix("."))


def account(
    step: str, tree: etree._ElementTree, lost: int, findings: tuple[Diagnostic, ...], view: str = "both"
) -> Account:
    """Draw up the balance: what the document has, and how much of that is shown in the view, or in both."""
    every = _words(tree, edition("both"))
    shown = _words(tree, edition(view)) if view != "both" and has_views(tree) else every
    notes = [Stream.of(parts) for item in every for _, parts in item.notes]
    visible = [Stream.of(parts) for item in shown for _, parts in item.notes]
    running, kept = (len(Stream.of(run_together(words)).characters) for words in (every, shown))
    beside, moved = (sum(len(note.characters) for note in found) for found in (notes, visible))
    outside = size(metadata(tree))
    unshown = sum(size(inner_text(text)) for text in texts_of(tree)) - running - beside
    other = "source" if view == "reading" else "reading"
    reasons = {
        REASON: outside,
        f"readings of the {other} view, and notes on them": running - kept + beside - moved,
        "running heads, pointers and features: not of the text": unshown,
    }
    return Account(
        step,
        outside + running + beside + unshown,
        max(kept - lost, 0),
        tuple(Moved(note.characters, "beside the text, at its marker") for note in visible),
        {},
        {reason: count for reason, count in reasons.items() if count or reason is REASON},
        findings,
    )
