"""A RELAX NG grammar → what it knows of each element, for messages: its children, parents, attributes and values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from tei_edition.validate.relaxng.grammar import Schema
from tei_edition.validate.relaxng.nameclass import listed, split
from tei_edition.validate.relaxng.patterns import Attribute, Data, Element, List, Pattern, Value


@dataclass
class ElementFacts:
    """What a grammar says of all elements of one name."""

    children: dict[str, None] = field(default_factory=dict)
    """Names of elements that may stand in it, in the schema's order."""
    attributes: dict[str, list[Pattern]] = field(default_factory=dict)
    """Names of its attributes, with the patterns of their values."""


class Facts:
    """All a grammar's elements by name, as expat writes names."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self._bearers: dict[tuple[str, ...], list[str]] = {}

    @cached_property
    def elements(self) -> dict[str, ElementFacts]:
        """What is known of each element."""
        found: dict[str, ElementFacts] = {}
        for element in self.schema.elements:
            for name in listed(element.names):
                _gather(element.body, found.setdefault(name, ElementFacts()), set())
        return found

    @cached_property
    def locals(self) -> dict[str, str]:
        """The elements by their local names."""
        return {split(name)[1]: name for name in reversed(self.elements)}

    def parents(self, name: str) -> list[str]:
        """Name the elements in which an element of that name may stand."""
        return [parent for parent, facts in self.elements.items() if name in facts.children]

    def bearers(self, attributes: tuple[str, ...]) -> list[str]:
        """Name the elements, by their local names, that may have all of some attributes."""
        if attributes not in self._bearers:
            self._bearers[attributes] = [
                split(name)[1]
                for name, own in self.elements.items()
                if all(one in own.attributes for one in attributes)
            ]
        return self._bearers[attributes]

    def of(self, name: str) -> ElementFacts:
        """Give what is known of an element; nothing where it is unknown."""
        return self.elements.get(name, ElementFacts())


def _gather(pattern: Pattern, facts: ElementFacts, seen: set[Pattern]) -> None:
    if pattern in seen:
        return
    seen.add(pattern)
    if isinstance(pattern, Element):
        facts.children.update(dict.fromkeys(listed(pattern.names)))
    elif isinstance(pattern, Attribute):
        for name in listed(pattern.names):
            facts.attributes.setdefault(name, []).append(pattern.value)
    for part in pattern.parts:
        _gather(part, facts, seen)


def leaves(values: Iterable[Pattern]) -> Iterator[Value | Data]:
    """Give the values and data that patterns are made of."""
    for value in values:
        if isinstance(value, Value | Data):
            yield value
        yield from leaves((value.body,) if isinstance(value, List) else value.parts)
