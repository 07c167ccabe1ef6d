"""A RELAX NG grammar → what it knows of each element, for messages: its children, attributes and their values.

This is not a validator: it gives up the order of things. It looks into the one file only; a grammar that includes
others yields fewer facts, and messages become plainer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from tei_edition.tei import inner_text

RNG = "{http://relaxng.org/ns/structure/1.0}"
OPTIONAL = ("optional", "zeroOrMore", "choice")


@dataclass
class ElementFacts:
    """What a grammar says of all elements of one name."""

    children: set[str] = field(default_factory=set)
    """Names of elements that may stand in it."""
    needed: list[str] = field(default_factory=list)
    """Names of elements that must stand in it, in their order."""
    attributes: dict[str, list[etree._Element]] = field(default_factory=dict)
    """Names of its attributes, with the patterns of their values."""
    required: set[str] = field(default_factory=set)
    """Names of attributes it must have."""
    mixed: bool = False
    """Whether text may stand in it."""
    open: bool = False
    """Whether it may hold elements or attributes the grammar does not name."""


class Facts:
    """All a grammar's elements by name."""

    def __init__(self, grammar: etree._Element) -> None:
        self.defines: dict[str, list[etree._Element]] = {}
        for define in grammar.iter(RNG + "define"):
            self.defines.setdefault(define.get("name", ""), []).append(define)
        self.elements: dict[str, ElementFacts] = {}
        for element in grammar.iter(RNG + "element"):
            for name in names(element):
                self._gather(element, self.elements.setdefault(name, ElementFacts()), set(), False)

    def parents(self, name: str) -> list[str]:
        """Name the elements in which an element of that name may stand."""
        return [parent for parent, facts in self.elements.items() if name in facts.children]

    def values(self, element: str, attribute: str) -> list[etree._Element]:
        """Give the patterns of an attribute's value: `value`, `data` and `text` elements."""
        facts = self.elements.get(element, ElementFacts())
        return [
            leaf for pattern in facts.attributes.get(attribute, []) for leaf in self._leaves(pattern, set())
        ]

    def _gather(self, pattern: etree._Element, facts: ElementFacts, seen: set[str], optional: bool) -> None:
        """Add what the pattern says to the facts; `seen` keeps definitions from being followed twice."""
        for part in pattern.iterchildren(f"{RNG}*"):
            kind = etree.QName(part).localname
            if kind == "element":
                facts.children.update(names(part))
                facts.open = facts.open or not names(part)
                facts.needed += [n for n in names(part) if not optional and n not in facts.needed]
            elif kind == "attribute":
                self._attribute(part, facts, optional)
            elif kind == "ref":
                self._follow(part, facts, seen, optional)
            else:
                facts.mixed = facts.mixed or kind in ("text", "mixed", "data", "value", "list")
                self._gather(part, facts, seen, optional or kind in OPTIONAL)

    def _follow(self, ref: etree._Element, facts: ElementFacts, seen: set[str], optional: bool) -> None:
        key = f"{ref.get('name')} {optional}"
        if key not in seen:
            seen.add(key)
            for define in self.defines.get(ref.get("name", ""), []):
                self._gather(define, facts, seen, optional)

    def _attribute(self, pattern: etree._Element, facts: ElementFacts, optional: bool) -> None:
        for name in names(pattern):
            facts.attributes.setdefault(name, []).append(pattern)
            if not optional:
                facts.required.add(name)
        facts.open = facts.open or not names(pattern)

    def _leaves(self, pattern: etree._Element, seen: set[str]) -> Iterator[etree._Element]:
        for part in pattern.iterchildren(f"{RNG}*"):
            kind = etree.QName(part).localname
            if kind in ("data", "value", "text"):
                yield part
            elif kind == "ref" and part.get("name", "") not in seen:
                seen.add(part.get("name", ""))
                for define in self.defines.get(part.get("name", ""), []):
                    yield from self._leaves(define, seen)
            else:
                yield from self._leaves(part, seen)


def names(pattern: etree._Element) -> list[str]:
    """Name what an `element` or `attribute` pattern allows; empty for name classes that are open."""
    own = pattern.get("name")
    if own is not None:
        return [own.strip()]
    first = pattern.find("*")
    if first is None or first.tag not in (RNG + "name", RNG + "choice"):
        return []
    return [inner_text(name).strip() for name in first.iter(RNG + "name")]
