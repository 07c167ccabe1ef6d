"""A TEI document and the HTML page written from it → the account of every word of the TEI.

What the page marks with `data-generated` is the renderer's own; the text stands in the element with
`data-ledger="text"`, each note in one with `data-ledger="note"`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree
from lxml import html as lxml_html

from tei_edition.diagnostics import Diagnostic, make
from tei_edition.ledger.account import Account, Moved, size, unexplained
from tei_edition.ledger.streams import FREE, Stream
from tei_edition.ledger.tei import metadata, texts_of, words_of
from tei_edition.tei import walk

BLOCKS = frozenset(
    """
    address article aside blockquote body br caption dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6
    header hgroup hr li main nav ol p pre section table tbody td tfoot th thead tr ul
    """.split()  # noqa: SIM905
)
"""HTML elements at whose edges a browser parts words."""


@dataclass
class _Found:
    """The words of a page."""

    text: list[str | None] = field(default_factory=list)
    notes: list[list[str | None]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    """The id of each note's element."""
    links: set[str] = field(default_factory=set)
    """Where the links of the page lead within it."""


def account_of_html(slug: str, tree: etree._ElementTree, page: str) -> Account:
    """Account for every word of the document's text in the page, both readings of a `choice` included."""
    step = f"{slug}: TEI → HTML"
    file = f"{slug}.html"
    found = _words(page)
    texts = list(texts_of(tree))
    words = [words_of(text, "both") for text in texts]
    running = Stream.of([part for item in words for part in (FREE, *item.text, FREE)])
    notes = [Stream.of(parts) for item in words for _, parts in item.notes]
    findings = unexplained(step, file, running, Stream.of(found.text), "the text")
    findings += _compare_notes(step, file, notes, [Stream.of(parts) for parts in found.notes])
    findings += _unreachable(step, file, found)
    moved = tuple(Moved(note.characters, "beside the text, at its marker") for note in notes)
    total = len(running.characters) + sum(len(note.characters) for note in notes) + size(metadata(tree))
    reasons = {
        "teiHeader and standOff: in the TEI, on the register's pages and about the text": size(metadata(tree))
    }
    return Account(step, total, len(running.characters), moved, {}, reasons, tuple(findings))


def _compare_notes(step: str, file: str, wanted: list[Stream], found: list[Stream]) -> list[Diagnostic]:
    """Compare the notes one by one, in the order of the document."""
    if len(wanted) != len(found):
        message = f"{step}: the TEI has {len(wanted)} notes, the page {len(found)}"
        return [make("words-lost", message, file=file)]
    pairs = enumerate(zip(wanted, found, strict=True), 1)
    return [item for n, (one, other) in pairs for item in unexplained(step, file, one, other, f"note {n}")]


def _unreachable(step: str, file: str, found: _Found) -> list[Diagnostic]:
    """Say which notes no marker in the page leads to."""
    return [
        make("words-lost", f"{step}: no marker leads to the note “{note}”", file=file)
        for note in found.ids
        if f"#{note}" not in found.links
    ]


def _words(page: str) -> _Found:
    """Read the words of the text and of the notes off a page."""
    found = _Found()
    stack: list[list[str | None]] = []
    skipping: etree._Element | None = None
    for event, element, string in walk(lxml_html.document_fromstring(page)):
        if event == "start" and element.get("role") == "doc-noteref":
            found.links.add(element.get("href", ""))
        if skipping is not None:
            skipping = None if event == "end" and element is skipping else skipping
        elif event == "start" and element.get("data-generated") is not None:
            skipping = element
        elif event == "start":
            _open(element, stack, found)
        elif event == "end":
            _close(element, stack)
        elif stack:
            stack[-1].append(string)
    return found


def _open(element: etree._Element, stack: list[list[str | None]], found: _Found) -> None:
    """Begin the text, a note, or an element of either."""
    region = element.get("data-ledger")
    if stack and element.tag in BLOCKS:
        stack[-1].append(FREE)
    if region == "text":
        stack.append(found.text)
    elif region == "note":
        found.notes.append([])
        found.ids.append(element.get("id", ""))
        stack.append(found.notes[-1])


def _close(element: etree._Element, stack: list[list[str | None]]) -> None:
    """End what `_open` began."""
    if element.get("data-ledger"):
        stack.pop()
    if stack and element.tag in BLOCKS:
        stack[-1].append(FREE)
