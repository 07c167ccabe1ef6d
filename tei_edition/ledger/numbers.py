"""A TEI document → the numbers an edition gives its notes and paragraphs, and the names of the places in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from tei_edition.ledger.shown import hangs, listed, named, numbered
from tei_edition.ledger.tei import edition, texts_of, words_of
from tei_edition.ledger.title import read_line
from tei_edition.tei import local, q


@dataclass(frozen=True)
class Numbers:
    """The numbers of a document."""

    notes: dict[etree._Element, int]
    """Each note with a marker: its place among them."""
    paragraphs: dict[etree._Element, str]
    """Each paragraph with a number: its `@n`, or its place among them."""

    @classmethod
    def of(cls, tree: etree._ElementTree) -> Numbers:
        """Count what is in the texts of the document."""
        notes: dict[etree._Element, int] = {}
        paragraphs: dict[etree._Element, str] = {}

        def count(element: etree._Element) -> list[str | int | None]:
            if hangs(element):
                notes[element] = len(notes) + 1
            elif numbered(element):
                paragraphs[element] = element.get("n", "").strip() or str(len(paragraphs) + 1)
            return []

        for text in texts_of(tree):
            words_of(text, rules=edition("both", put_in=count))
        return cls(notes, paragraphs)

    def place(self, element: etree._Element, title: etree._Element | None) -> str:
        """Name the place the element stands in."""
        for around in (element, *element.iterancestors()):
            if around in self.notes:
                return f"note {self.notes[around]}"
            if around in self.paragraphs or (named(around) == "p" and around.get("n", "").strip()):
                return f"¶ {self.paragraphs.get(around) or around.get('n', '').strip()}"
            if listed(around) and around.get("n", "").strip():
                return f"item {around.get('n', '').strip()}"
            if around is title or is_heading(around):
                return "heading"
        return "text"


def is_heading(element: etree._Element) -> bool:
    """Tell whether the element is the heading of a part of the text."""
    parent = element.getparent()
    if named(element) != "head" or parent is None or local(parent) not in _HEADED:
        return False
    if element.get("type") in ("sub", "subtitle", "source"):
        return False
    return next(element.itersiblings(q("head"), preceding=True), None) is None


_HEADED = frozenset("div div1 div2 div3 div4 div5 div6 div7 body front back surface group".split())  # noqa: SIM905


def choices(tree: etree._ElementTree) -> Iterator[etree._Element]:
    """Yield each `choice` of a misprint and its correction, in the order in which they end."""
    found: list[etree._Element] = []
    seen: set[etree._Element] = set()

    def note(element: etree._Element) -> list[str | int | None]:
        seen.add(element)
        return []

    for text in texts_of(tree) if next(tree.iter(q("choice")), None) is not None else ():
        words_of(text, rules=edition("both", put_in=note))
        for _, element in etree.iterwalk(text, events=("end",), tag=q("choice")):
            both = element.find(q("sic")) is not None and element.find(q("corr")) is not None
            found += [element] if both and element in seen else []
    yield from found


def corrections(
    tree: etree._ElementTree, numbers: Numbers, title: etree._Element | None
) -> Iterator[tuple[str, str, str]]:
    """Yield place, misprint and correction of each, as a list of corrections has them."""
    for choice in choices(tree):
        sic, corr = (
            read_line(child) if child is not None else "" for child in map(choice.find, map(q, _SIDES))
        )
        yield numbers.place(choice, title), sic, corr


_SIDES = ("sic", "corr")
