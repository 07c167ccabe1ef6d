"""A TEI document → streams of its words: of the running text and of each note, in either view."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from tei_edition.ledger.streams import FREE, Stream
from tei_edition.tei import NS, local, walk

INLINE = frozenset(
    """
    abbr add am author bibl biblScope c choice cit corr date del distinct docAuthor emph ex expan foreign
    forename g gloss hi ident idno measure mentioned name num orgName orig persName pc placeName ptr
    publisher pubPlace q quote ref reg roleName rs said seg sic soCalled subst supplied surname term time
    title unclear w
    """.split()  # noqa: SIM905
)
"""Elements whose edges are no gap in the text."""

HIDDEN = {
    "reading": frozenset(("sic", "orig", "abbr", "del", "surplus")),
    "source": frozenset(("corr", "reg", "expan")),
    "both": frozenset(),
}
"""Elements of which a view shows nothing: inside `choice` the other reading, and words that were struck out."""


@dataclass
class Words:
    """The words of a TEI text."""

    text: list[str | None] = field(default_factory=list)
    """The running text: strings and `FREE` marks."""
    notes: list[tuple[etree._Element, list[str | None]]] = field(default_factory=list)
    """Each note with its own words, in document order."""
    points: list[tuple[str, etree._Element, int]] = field(default_factory=list)
    """Notes and labelled items: `note` or `item`, the element, and the index in `text` where it stands."""


def words_of(text: etree._Element, view: str = "both", editorial: bool = True) -> Words:
    """Read the words of a `text` element.

    `view` is `reading`, `source` or `both` (then the readings of a `choice` follow one another); `editorial`
    false leaves the editor's own notes out.
    """
    words = Words()
    stack: list[list[str | None]] = [words.text]
    skipping: etree._Element | None = None
    for event, element, string in walk(text):
        if skipping is not None:
            if event == "end" and element is skipping:
                skipping = None
            continue
        if event == "start":
            if _hidden(element, view) or (not editorial and is_editorial(element)):
                skipping = element
            elif _is_note(element):
                words.notes.append((element, []))
                stack.append(words.notes[-1][1])
            else:
                stack[-1].extend(_edge(element))
        elif event == "end":
            if _is_note(element):
                stack.pop()
            else:
                stack[-1].extend(_edge(element))
        else:
            stack[-1].append(string)
    return words


def stream_of(parts: list[str | None]) -> Stream:
    """Make a stream of collected words."""
    return Stream.of(parts)


def is_editorial(element: etree._Element) -> bool:
    """Tell whether the element is a note by the editor."""
    return _is_note(element) and element.get("type") == "editorial"


def texts_of(tree: etree._ElementTree) -> Iterator[etree._Element]:
    """Yield the outermost `text` elements of a document, several in a `teiCorpus`."""
    for element in tree.iter(f"{{{NS}}}text"):
        if not any(local(ancestor) in ("text", "floatingText") for ancestor in element.iterancestors()):
            yield element


def _is_note(element: etree._Element) -> bool:
    return local(element) == "note"


def _hidden(element: etree._Element, view: str) -> bool:
    """Tell whether this view shows nothing of the element; one reading alone in a `choice` is always shown."""
    parent = element.getparent()
    paired = parent is not None and local(parent) in ("choice", "subst")
    return paired and local(element) in HIDDEN[view]


def _edge(element: etree._Element) -> list[str | None]:
    return [] if local(element) in INLINE else [FREE]
