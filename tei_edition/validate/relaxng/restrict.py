"""Patterns of the simple form → the same, made sure to keep the restrictions of RELAX NG, section 7."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum

from tei_edition.errors import ReadError
from tei_edition.validate.relaxng import nameclass
from tei_edition.validate.relaxng.nameclass import Name, NameClass
from tei_edition.validate.relaxng.patterns import (
    Attribute,
    Data,
    Element,
    Empty,
    Group,
    Interleave,
    List,
    OneOrMore,
    Pattern,
    Text,
    Two,
    Value,
)
from tei_edition.validate.relaxng.source import Node, refuse

FORBIDDEN: dict[str, tuple[tuple[type[Pattern], str], ...]] = {
    "attribute": ((Attribute, "attribute"), (Element, "element")),
    "list": (
        (List, "list"), (Element, "element"), (Attribute, "attribute"), (Text, "text"), (Interleave, "interleave"),
    ),
    "except": (
        (Attribute, "attribute"), (Element, "element"), (List, "list"), (Text, "text"), (Empty, "empty"),
        (Group, "group"), (Interleave, "interleave"), (OneOrMore, "oneOrMore"),
    ),
    "start": (
        (Attribute, "attribute"), (Data, "data"), (Value, "value"), (List, "list"), (Text, "text"), (Empty, "empty"),
        (Group, "group"), (Interleave, "interleave"), (OneOrMore, "oneOrMore"),
    ),
}  # fmt: skip
"""What may not be inside what (7.1.1–7.1.5); a group in a repetition is `repeated` below (7.1.2)."""


DATA, CHILDREN, JOINED, NAMED = (
    (Data, Value, List),
    (Element, Text),
    (Group, Interleave),
    (Element, Attribute),
)
"""Kinds of patterns, asked for often."""


class Content(IntEnum):
    """The content types of section 7.2; what is less than another may stand where it may."""

    EMPTY = 0
    COMPLEX = 1
    SIMPLE = 2


class Restrictions:
    """Checks patterns, each once."""

    def __init__(self) -> None:
        self._paths: set[tuple[Pattern, str]] = set()
        self._content: dict[Pattern, Content] = {}
        self._names: dict[Pattern, tuple[frozenset[str], frozenset[NameClass]]] = {}
        self._texts: dict[Pattern, bool] = {}
        self._joined: set[Pattern] = set()
        self.node = Node("", {}, "", {}, 1, 1)

    def check(self, start: Pattern, root: Node, elements: Iterable[Element]) -> None:
        """Refuse a schema that breaks a restriction, saying where."""
        self.node = root
        self.paths(start, "start")
        for element in elements:
            self.node = element.node
            self.paths(element.body, "")
            self.content(element.body)
            self.joins(element.body)

    def error(self, reason: str) -> ReadError:
        """Make the error about the element being looked at."""
        return refuse(self.node, reason)

    def paths(self, pattern: Pattern, inside: str) -> None:
        """Look for prohibited paths (7.1)."""
        if (pattern, inside) in self._paths:
            return
        self._paths.add((pattern, inside))
        for kind, name in FORBIDDEN.get(inside, ()):
            if isinstance(pattern, kind):
                raise self.error(f"`{name}` may not stand in `{inside}` (RELAX NG, section 7.1)")
        if isinstance(pattern, Attribute):
            self._attribute(pattern, inside)
        elif isinstance(pattern, List):
            self.paths(pattern.body, "list")
        elif isinstance(pattern, Data) and pattern.excepted:
            self.paths(pattern.excepted, "except")
        for part in pattern.parts:
            self.paths(part, _deeper(pattern, inside))

    def _attribute(self, pattern: Attribute, inside: str) -> None:
        if inside == "oneOrMore//group":
            raise self.error("a group or interleave that repeats may not hold attributes (section 7.1.2)")
        if nameclass.is_open(pattern.names) and inside != "oneOrMore":
            raise self.error(
                "an attribute whose name is open must repeat: oneOrMore or zeroOrMore (section 7.3)"
            )
        outer, self.node = self.node, pattern.node
        self.paths(pattern.value, "attribute")
        self.content(pattern.value)
        self.node = outer

    def content(self, pattern: Pattern) -> Content:
        """Give the content type (7.2)."""
        if pattern not in self._content:
            self._content[pattern] = self._type(pattern)
        return self._content[pattern]

    def _type(self, pattern: Pattern) -> Content:
        if isinstance(pattern, DATA):
            return Content.SIMPLE
        if isinstance(pattern, CHILDREN):
            return Content.COMPLEX
        types = [self.content(part) for part in pattern.parts]
        if isinstance(pattern, JOINED) and Content.SIMPLE in types and Content.EMPTY not in types:
            raise self.error("data may not stand beside elements, text or other data (section 7.2)")
        if isinstance(pattern, OneOrMore) and types[0] is Content.SIMPLE:
            raise self.error("data may not repeat outside of a list (section 7.2)")
        return max(types, default=Content.EMPTY)

    def joins(self, pattern: Pattern) -> None:
        """Look for attributes given twice (7.3) and for what an interleave cannot tell apart (7.4)."""
        if pattern in self._joined or not pattern.parts:
            return
        self._joined.add(pattern)
        for part in pattern.parts:
            self.joins(part)
        if isinstance(pattern, JOINED) and pattern.first.attributed and pattern.second.attributed:
            self._distinct(pattern, Attribute, "the attribute {} is asked for twice (section 7.3)")
        if isinstance(pattern, Interleave):
            self._distinct(pattern, Element, "both sides of an interleave have the element {} (section 7.4)")
            if self._has_text(pattern.first) and self._has_text(pattern.second):
                raise self.error("both sides of an interleave have text (section 7.4)")

    def _distinct(self, pattern: Two, kind: type[Pattern], reason: str) -> None:
        names, wide = self.names(pattern.first, kind)
        others, other_wide = self.names(pattern.second, kind)
        twice = next(iter(names & others), None)
        twice = twice or next((n for n in names if any(w.contains(n) for w in other_wide)), None)
        twice = twice or next((n for n in others if any(w.contains(n) for w in wide)), None)
        if twice is not None:
            raise self.error(reason.format(nameclass.split(twice)[1]))
        if any(nameclass.overlap(one, other) for one in wide for other in other_wide):
            raise self.error(reason.format("with an open name"))

    def names(self, pattern: Pattern, kind: type[Pattern]) -> tuple[frozenset[str], frozenset[NameClass]]:
        """Give the names, and the open name classes, of attributes or of elements in a pattern."""
        if isinstance(pattern, NAMED):
            if not isinstance(pattern, kind):
                return frozenset(), frozenset()
            if isinstance(pattern.names, Name):
                return frozenset((pattern.names.name,)), frozenset()
            return frozenset(), frozenset((pattern.names,))
        if kind is Attribute and not pattern.attributed:
            return frozenset(), frozenset()
        found = self._names.get(pattern) if kind is Attribute else None
        if found is None:
            inner = [self.names(part, kind) for part in pattern.parts]
            found = frozenset().union(*(n for n, _ in inner)), frozenset().union(*(w for _, w in inner))
            if kind is Attribute:
                self._names[pattern] = found
        return found

    def _has_text(self, pattern: Pattern) -> bool:
        if pattern not in self._texts:
            found = isinstance(pattern, Text) or any(self._has_text(part) for part in pattern.parts)
            self._texts[pattern] = found
        return self._texts[pattern]


def _deeper(pattern: Pattern, inside: str) -> str:
    """Give the path by which a pattern's parts are reached."""
    if isinstance(pattern, OneOrMore) and inside == "":
        return "oneOrMore"
    if isinstance(pattern, JOINED) and inside == "oneOrMore":
        return "oneOrMore//group"
    return inside


def check_identities(elements: Sequence[Element]) -> None:
    """Refuse attributes that are an ID here and something else there (RELAX NG DTD Compatibility, section 5)."""
    identified = _Attributes(lambda attribute: bool(_identity(attribute.value)))
    types: dict[tuple[str, str], str] = {}
    for element in elements:
        for attribute in identified.of(element.body):
            _note_identity(element, attribute, types)
    special = {own for _, own in types}
    plain = _Attributes(lambda attribute: _is_plain(attribute, special))
    for element in elements if special else ():
        for attribute in plain.of(element.body):
            _refuse_mixture(element, attribute, types)


class _Attributes:
    """The attributes of patterns that pass a test; what patterns share is looked through once."""

    def __init__(self, test: Callable[[Attribute], bool]) -> None:
        self.test = test
        self._found: dict[Pattern, tuple[Attribute, ...]] = {}

    def of(self, pattern: Pattern) -> tuple[Attribute, ...]:
        """Give those in a pattern, each once."""
        if not pattern.attributed:
            return ()
        found = self._found.get(pattern)
        if found is None:
            inner = dict.fromkeys(attribute for part in pattern.parts for attribute in self.of(part))
            if isinstance(pattern, Attribute) and self.test(pattern):
                inner[pattern] = None
            found = self._found[pattern] = tuple(inner)
        return found


def _note_identity(element: Element, attribute: Attribute, types: dict[tuple[str, str], str]) -> None:
    """Keep what kind of ID an attribute of an element is."""
    identity = _identity(attribute.value)
    if nameclass.is_open(attribute.names) or nameclass.is_open(element.names):
        raise refuse(attribute.node, f"an attribute of type {identity} must have a name, and its element too")
    for name in nameclass.listed(element.names):
        for own in nameclass.listed(attribute.names):
            if types.setdefault((name, own), identity) != identity:
                raise refuse(attribute.node, "it is an ID in one place and a reference in another")


def _is_plain(attribute: Attribute, special: set[str]) -> bool:
    """Tell whether it bears the name of an ID and is none."""
    return not _identity(attribute.value) and any(attribute.names.contains(name) for name in special)


def _refuse_mixture(element: Element, attribute: Attribute, types: dict[tuple[str, str], str]) -> None:
    for (name, own), kind in types.items():
        if element.names.contains(name) and attribute.names.contains(own):
            message = f"{nameclass.split(own)[1]} of {nameclass.split(name)[1]} is of type {kind} elsewhere"
            raise refuse(attribute.node, message)


def _identity(value: Pattern) -> str:
    if isinstance(value, Data | Value):
        return value.type.identity
    return next((found for part in value.parts if (found := _identity(part))), "")
