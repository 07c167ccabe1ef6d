"""A TEI document → streams of its words: of the running text and of each note, in either view."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from tei_edition.ledger.streams import FREE
from tei_edition.tei import NS, inner_text, local, walk

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


Parts = list[str | None]
"""Strings and `FREE` marks."""


@dataclass
class Words:
    """The words of a TEI text."""

    text: Parts = field(default_factory=list)
    """The running text."""
    notes: list[tuple[etree._Element, Parts]] = field(default_factory=list)
    """Each note with its own words, in document order."""


def nothing(element: etree._Element) -> Parts:
    """Put nothing in."""
    return []


def words_of(
    text: etree._Element,
    view: str = "both",
    editorial: bool = True,
    put_in: Callable[[etree._Element], Parts] = nothing,
) -> Words:
    """Read the words of a `text` element.

    `view` is `reading`, `source` or `both` (then the readings of a `choice` follow one another); `editorial`
    false leaves the editor's own notes out; `put_in` gives what an output adds at the start of an element
    (for a note: in its place).
    """
    words = Words()
    stack: list[Parts] = [words.text]
    skipping: etree._Element | None = None
    for event, element, string in walk(text):
        if skipping is not None:
            skipping = None if event == "end" and element is skipping else skipping
        elif event == "text":
            stack[-1].append(string)
        elif event == "start" and (_hidden(element, view) or (not editorial and is_editorial(element))):
            skipping = element
        elif event == "start":
            _open(element, stack, words, put_in)
        else:
            _close(element, stack)
    return words


def _open(
    element: etree._Element, stack: list[Parts], words: Words, put_in: Callable[[etree._Element], Parts]
) -> None:
    """Begin an element: a note has a stream of its own."""
    if is_note(element):
        stack[-1] += put_in(element)
        words.notes.append((element, []))
        stack.append(words.notes[-1][1])
    else:
        stack[-1] += [*_edge(element), *put_in(element)]


def _close(element: etree._Element, stack: list[Parts]) -> None:
    """End an element."""
    if is_note(element):
        stack.pop()
    else:
        stack[-1] += _edge(element)


def metadata(tree: etree._ElementTree) -> str:
    """Give the words of the document that are not of its text: those of `teiHeader` and `standOff`."""
    root = tree.getroot()
    outside = [element for name in ("teiHeader", "standOff") for element in root.iter(f"{{{NS}}}{name}")]
    return " ".join(inner_text(element) for element in outside)


def is_editorial(element: etree._Element) -> bool:
    """Tell whether the element is a note by the editor."""
    return is_note(element) and element.get("type") == "editorial"


def texts_of(tree: etree._ElementTree) -> Iterator[etree._Element]:
    """Yield the outermost `text` elements of a document, several in a `teiCorpus`."""
    for element in tree.iter(f"{{{NS}}}text"):
        if not any(local(ancestor) in ("text", "floatingText") for ancestor in element.iterancestors()):
            yield element


def is_note(element: etree._Element) -> bool:
    """Tell whether the element is a note."""
    return local(element) == "note"


def _hidden(element: etree._Element, view: str) -> bool:
    """Tell whether this view shows nothing of the element; one reading alone in a `choice` is always shown."""
    parent = element.getparent()
    paired = parent is not None and local(parent) in ("choice", "subst")
    return paired and local(element) in HIDDEN[view]


def _edge(element: etree._Element) -> Parts:
    return [] if local(element) in INLINE else [FREE]
