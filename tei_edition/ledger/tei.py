"""A TEI document → streams of its words: of the running text and of each note, in either view."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from tei_edition.ledger.shown import UNSHOWN, edge, hangs, hidden, is_phrase
from tei_edition.ledger.streams import FREE, Parts
from tei_edition.tei import NS, inner_text, local, q, walk


class Label(str):
    """A string put in before words, and taken back where no words follow in the element."""

    __slots__ = ()


@dataclass
class Words:
    """The words of a TEI text."""

    text: Parts = field(default_factory=list)
    """The running text."""
    notes: list[tuple[etree._Element, Parts]] = field(default_factory=list)
    """Each note with its own words, in document order."""


PutIn = Callable[[etree._Element], Parts]
"""What an output adds at the start of an element; for a note: in its place."""


def nothing(element: etree._Element) -> Parts:
    """Put nothing in."""
    return []


def is_note(element: etree._Element) -> bool:
    """Tell whether the element is a note."""
    return local(element) == "note"


@dataclass(frozen=True)
class Rules:
    """How a text is read."""

    view: str = "both"
    """`reading`, `source` or `both` (then the readings of a `choice` follow one another)."""
    editorial: bool = True
    """Whether the editor's own notes are read."""
    put_in: PutIn = nothing
    """What is put in."""
    is_note: Callable[[etree._Element], bool] = is_note
    """Which elements have a stream of their own."""
    unshown: frozenset[str] = frozenset()
    """Elements that are passed over with all that is in them."""
    notes_of_both: bool = False
    """Whether notes are read that hang from words the view does not show."""
    numbers_of_both: bool = False
    """Whether a paragraph keeps its number where only the other view shows words in it."""
    edge: Callable[[etree._Element], Parts] = edge
    """The mark to set where an element begins and where it ends."""

    def skips(self, element: etree._Element) -> bool:
        """Tell whether the element is passed over."""
        if local(element) in self.unshown and not is_phrase(element):
            return True
        return not self.editorial and self.is_note(element) and element.get("type") == "editorial"


def edition(view: str, editorial: bool = True, put_in: PutIn = nothing, notes_of_both: bool = False) -> Rules:
    """Give the rules of what an edition must show."""
    return Rules(view, editorial, put_in, hangs, UNSHOWN, notes_of_both)


def run_together(words: Iterable[Words]) -> Parts:
    """Give the running texts one after the other."""
    return [part for item in words for part in (FREE, *item.text, FREE)]


def words_of(
    text: etree._Element, view: str = "both", put_in: PutIn = nothing, rules: Rules | None = None
) -> Words:
    """Read the words of a `text` element, by `rules` or else every word of the view."""
    return _Reader(rules or Rules(view, put_in=put_in)).read(text)


class _Reader:
    """The walk."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.words = Words()
        self.root: etree._Element | None = None
        self.stack: list[Parts] = [self.words.text]
        self.labels: dict[etree._Element, int] = {}
        self.inline: dict[etree._Element, tuple[int, int]] = {}
        self.blocks = 0

    def read(self, text: etree._Element) -> Words:
        """Walk the text."""
        skipping: etree._Element | None = None
        self.root = text
        for event, element, string in walk(text):
            if skipping is not None:
                skipping = None if event == "end" and element is skipping else skipping
            elif event == "text":
                self.stack[-1].append(string)
            elif event == "end":
                self.close(element)
            elif self.rules.skips(element) or (self._hides(element) and not self.rules.notes_of_both):
                self._keep_numbers(element)
                skipping = element
            else:
                self.open(element)
        return self.words

    def _hides(self, element: etree._Element) -> bool:
        return element is not self.root and hidden(element, self.rules.view)

    def open(self, element: etree._Element) -> None:
        """Begin an element: a note has a stream of its own, what the view hides is read for its notes only."""
        if self.rules.is_note(element):
            self.stack[-1] += self.rules.put_in(element)
            self.words.notes.append((element, []))
            self.stack.append(self.words.notes[-1][1])
        elif self._hides(element):
            self._keep_numbers(element)
            self.stack.append([])
        else:
            self._begin(element)

    def _keep_numbers(self, element: etree._Element) -> None:
        """Let the paragraphs around words of the other view have their numbers."""
        if self.rules.numbers_of_both and self._hides(element) and _shows(element):
            self.labels.clear()

    def _begin(self, element: etree._Element) -> None:
        """Set the element's edge and put in what the output adds."""
        parts, marks = self.stack[-1], self.rules.edge(element)
        if marks:
            self.blocks += local(element) != "lb"
        else:
            self.inline[element] = (len(parts), self.blocks)
        parts += marks or [""]
        for part in self.rules.put_in(element):
            if isinstance(part, Label):
                self.labels[element] = len(parts)
            parts.append(part)

    def close(self, element: etree._Element) -> None:
        """End an element; a phrase in which blocks stand has the edges of a block."""
        if self.rules.is_note(element) or self._hides(element):
            self.stack.pop()
            return
        parts = self.stack[-1]
        at = self.labels.pop(element, None)
        if at is not None and not any(isinstance(part, str) and part.strip() for part in parts[at + 1 :]):
            del parts[at:]
        start, blocks = self.inline.pop(element, (0, self.blocks))
        if blocks != self.blocks:
            parts[start] = FREE
            parts.append(FREE)
        parts += self.rules.edge(element)


def _shows(element: etree._Element) -> bool:
    """Tell whether something is shown in the place of the element."""
    return bool(inner_text(element).strip()) or next(element.iter(q("gap"), q("graphic")), None) is not None


def metadata(tree: etree._ElementTree) -> str:
    """Give the words of the document that are not of its text: those of `teiHeader` and `standOff`."""
    root = tree.getroot()
    outside = [element for name in ("teiHeader", "standOff") for element in root.iter(f"{{{NS}}}{name}")]
    return " ".join(inner_text(element) for element in outside)


def is_editorial(element: etree._Element) -> bool:
    """Tell whether the element is a note by the editor."""
    return is_note(element) and element.get("type") == "editorial"


def texts_of(tree: etree._ElementTree) -> Iterator[etree._Element]:
    """Yield the outermost `text` elements of a document, several in a `teiCorpus`; transcripts page by page, too."""
    for element in tree.iter(f"{{{NS}}}text", f"{{{NS}}}sourceDoc"):
        if not any(local(ancestor) in ("text", "floatingText") for ancestor in element.iterancestors()):
            yield element
