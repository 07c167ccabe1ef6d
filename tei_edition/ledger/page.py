"""An HTML page → the words it shows in one view, with marks where it puts in numbers, labels and note markers.

The text stands in the element with `data-ledger="text"`, each note in one with `data-ledger="note"`. What a page
may put in (`data-generated`) is listed here, and each becomes a mark that is compared like a word; anything else
counts as words of the text. What a browser does not show is not there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree
from lxml import html as lxml_html

from tei_edition.ledger.streams import BLOCK, FREE, LINE, SIGN, Parts
from tei_edition.tei import inner_text, walk

BLOCKS = frozenset(
    """
    address article aside blockquote body caption dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6
    header hgroup hr li main nav ol p pre section table tbody td tfoot th thead tr ul
    """.split()  # noqa: SIM905
)
"""HTML elements at whose edges a browser parts words."""
PHRASES = frozenset(
    """
    a abbr b bdi bdo br cite code data del dfn em i img ins kbd mark q s samp small span strong sub sup time u var
    wbr
    """.split()  # noqa: SIM905
)
"""Other HTML elements whose content a browser shows in the line."""
_SHOWN = BLOCKS | PHRASES
_BREAKS = frozenset({"pb", "cb", "gb"})


@dataclass
class Shown:
    """The words of a page in one view."""

    text: Parts = field(default_factory=list)
    """The running text."""
    notes: list[Parts] = field(default_factory=list)
    """Each note."""


class Page:
    """A page that is read, or the tree of one; `ids` are the document's addresses, `targets` where its links lead."""

    def __init__(
        self,
        html: str | etree._Element,
        ids: frozenset[str] = frozenset(),
        targets: frozenset[str] = frozenset(),
    ) -> None:
        self.root = lxml_html.document_fromstring(html) if isinstance(html, str) else html
        self.ids = ids
        self.targets = targets

    @cached_property
    def by_id(self) -> dict[str, etree._Element]:
        """The first element of each address."""
        found: dict[str, etree._Element] = {}
        for element in self.root.iter(etree.Element):
            found.setdefault(element.get("id", ""), element)
        return found

    @cached_property
    def notes(self) -> dict[etree._Element, str]:
        """The notes, each with the number that stands at its head."""
        found = (element for element in self.root.iter("div") if element.get("data-ledger") == "note")
        return {element: " ".join(inner_text(next(element.iter("a"), element)).split()) for element in found}

    def has_views(self) -> bool:
        """Tell whether something may be shown in one view only."""
        return bool(
            self.root.xpath("boolean(//*[contains(@class, 'v-reading') or contains(@class, 'v-source')])")
        )

    def elements(self, tag: str, name: str) -> list[etree._Element]:
        """Give the elements of that tag and class."""
        return [element for element in self.root.iter(tag) if name in classes(element)]

    def shown(self, view: str) -> Shown:
        """Read the words of the text and of the notes in the view."""
        shown = Shown()
        stack: list[Parts] = []
        skipping: etree._Element | None = None
        for event, element, string in walk(self.root):
            if skipping is not None:
                skipping = None if event == "end" and element is skipping else skipping
            elif event == "end":
                _close(element, stack)
            elif event == "text":
                if stack:
                    stack[-1].append(string)
            elif not stack and element.get("data-ledger") == "source":
                skipping = element
            elif not stack and element.get("data-ledger") != "text":
                continue
            elif invisible(element, view):
                skipping = element
            elif (made := self.generated(element)) is not None:
                stack[-1] += made
                skipping = element
            else:
                _open(element, stack, shown)
        return shown

    def generated(self, element: etree._Element) -> Parts | None:
        """Give the mark for what the page puts in; `None`: the element is none of that."""
        if element.get("data-generated") is None:
            return None
        words, names = " ".join(inner_text(element).split()), classes(element)
        if element.tag == "a" and "pn" in names:
            return [FREE, f"{SIGN}¶{words}@{self._address(element)}", FREE]
        if "label" in names:
            return [FREE, f"{SIGN}{words}@{self._address(element) if element.tag == 'a' else ''}", FREE]
        if element.tag == "sup" and "marker" in names:
            return self._marker(element, words)
        if element.get("role") == "doc-backlink":
            return self._back(element, words)
        if names == {"anchor", "removed"}:
            return [FREE, f"{SIGN}×{words}@{element.get('id', '')}", FREE]
        if element.tag == "span":
            return self._phrase(element, words, names)
        return [] if names == {"tools"} or names == {"source", "supplied"} else None

    def _phrase(self, element: etree._Element, words: str, names: set[str]) -> Parts | None:
        """Give the mark of a number of a page, a sign for a gap, an address in place of a link's words."""
        if names & _BREAKS:
            return [f"{SIGN}|{words}|"]
        if "gap" in names:
            return [f"{SIGN}{words}"]
        if names == {"facs"}:
            return []
        if "space" in names and not words:
            return [FREE]
        parent = element.getparent()
        href = parent.get("href", "") if parent is not None else ""
        known = words in ("→", href) or words in self.targets
        return [] if not names and known else None

    def _address(self, link: etree._Element) -> str:
        """Give the address a number links to, where the document says it and it is that of the element."""
        href, parent = link.get("href", ""), link.getparent()
        own = parent.get("id", "") if parent is not None else ""
        if href != f"#{own}" or self.by_id.get(own) is not parent:
            return f"{href} "
        return own if own in self.ids else ""

    def _marker(self, element: etree._Element, words: str) -> Parts:
        """Give the mark of a note's marker: its number, and the number of the note it leads to."""
        links = [child for child in element if child.get("role") == "doc-noteref"]
        target = self.by_id.get(links[0].get("href", "")[1:]) if len(links) == len(element) == 1 else None
        if target is not None and _calls(links[0], next(iter(target.iter("a")), None), words):
            return []
        number = self.notes.get(target, "0") if target is not None else "0"
        return [f"{SIGN}[{words}→{number}]"]

    def _back(self, element: etree._Element, words: str) -> Parts:
        """Give the mark at the head of a note: its number, where its link leads back to its own marker."""
        note = element.getparent()
        marker = self.by_id.get(element.get("href", "")[1:])
        key = note.get("id", "") if note is not None else ""
        if marker is not None and _calls(marker, element, words):
            return []
        back = marker is not None and marker.get("href") == f"#{key}" and note in self.notes
        return [FREE, f"{SIGN}note {words}" if back else f"{SIGN}note {words} astray", FREE]


def _calls(marker: etree._Element, back: etree._Element | None, words: str) -> bool:
    """Tell whether a marker and the link at the head of a note that stands apart lead to each other."""
    note = back.getparent() if back is not None else None
    if back is None or note is None or "apart" not in classes(note):
        return False
    there = marker.get("href") == f"#{note.get('id')}" and back.get("href") == f"#{marker.get('id')}"
    return there and words == label_of(marker) == label_of(back)


def label_of(element: etree._Element) -> str:
    """Give the words of a marker."""
    return " ".join("".join(map(str, element.itertext())).split())


def classes(element: etree._Element) -> set[str]:
    """Give the element's classes."""
    return set(element.get("class", "").split())


def invisible(element: etree._Element, view: str) -> bool:
    """Tell whether a reader of the view does not see the element; our own pages style nothing in place.

    What has the class of the source's view is hidden until the reader asks for that view.
    """
    names = classes(element)
    shut = element.get("hidden") is not None and "v-source" not in names
    if element.tag not in _SHOWN or shut or element.get("style"):
        return True
    other = "v-source" if view == "reading" else "v-reading"
    return other in names and not (other == "v-reading" and "add" in names)


def _open(element: etree._Element, stack: list[Parts], shown: Shown) -> None:
    """Begin the text, a note, or an element of either."""
    region = element.get("data-ledger")
    if stack:
        stack[-1] += _edge(element)
    if region == "text":
        stack.append(shown.text)
    elif region == "note":
        shown.notes.append([])
        stack.append(shown.notes[-1])
    if element.tag == "hr":
        stack[-1] += [f"{SIGN}-{element.get('data-rend', '')}-", FREE]
    elif element.tag == "img":
        stack[-1].append(f"{SIGN}img")


def _close(element: etree._Element, stack: list[Parts]) -> None:
    """End what `_open` began."""
    if element.get("data-ledger") in ("text", "note"):
        stack.pop()
    if stack:
        stack[-1] += _edge(element)


def _edge(element: etree._Element) -> list[int | None]:
    if element.tag == "br":
        return [FREE if "unbroken" in classes(element) else LINE]
    return [BLOCK] if element.tag in BLOCKS else []


def headings(page: Page) -> Iterator[tuple[str, str]]:
    """Yield address and words of each heading in the text, as a table of contents may name it."""
    for element in page.root.iter(etree.Element):
        if element.tag in ("h1", "h2", "h3", "h4", "h5", "h6") or element.get("role") == "heading":
            around = (str(item.get("id")) for item in (element, *element.iterancestors()) if item.get("id"))
            yield next(around, ""), line_of(element)


def line_of(element: etree._Element) -> str:
    """Give the words of an element on one line: the reading view's, without notes and what is put in."""
    words: list[str] = []
    skipping: etree._Element | None = None
    for event, child, string in walk(element):
        if skipping is not None:
            skipping = None if event == "end" and child is skipping else skipping
        elif event == "text":
            words.append(string)
        elif child.tag == "br":
            words.append("" if "unbroken" in classes(child) else " ")
        elif event == "start" and child is not element and _apart(child):
            skipping = child
    return " ".join("".join(words).split())


def _apart(element: etree._Element) -> bool:
    generated = element.get("data-generated") is not None
    return generated or element.get("data-ledger") == "note" or invisible(element, "reading")
