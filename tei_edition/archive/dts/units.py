"""A citation tree and a document → its citable units, in the order of the text, each with its reference."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from lxml import etree

from tei_edition.archive.dts.declared import CitationTree, Structure, declared_trees, walk_structures
from tei_edition.archive.dts.fallback import MILESTONES, fallback_tree
from tei_edition.errors import ConfigError
from tei_edition.tei import inner_text, local
from tei_edition.tei.xpath import Evaluate, compile_path

__all__ = ["Unit", "Units", "citation_trees", "data_of", "fault_of", "find_units", "is_milestone", "repeated"]

LIMIT = 500_000
"""How many units a tree may have."""

_NUMBERS = re.compile(r"'[^']*'|\"[^\"]*\"|[\[\]]|\b(position|last)\s*\(\s*\)")


@dataclass(frozen=True, eq=False)
class Unit:
    """Something that can be cited."""

    identifier: str
    """Its reference, which no other unit has."""
    reference: str
    """The same as the document has it; other units may have it, too."""
    level: int
    """How deep it stands in the tree; 1 is the highest level."""
    parent: Unit | None
    """The unit it is a part of."""
    structure: Structure
    """Its kind."""
    element: etree._Element
    """The element that it is, or that it begins with."""

    def above(self) -> Iterator[Unit]:
        """Yield the units that it is a part of, the nearest first."""
        unit = self.parent
        while unit is not None:
            yield unit
            unit = unit.parent


class Units:
    """The units of a tree, in the order of the text; each before its parts."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.all = units
        self._at = {unit.identifier: index for index, unit in enumerate(units)}

    def get(self, identifier: str) -> Unit | None:
        """Give the unit of a reference; None where there is none."""
        index = self._at.get(identifier)
        return None if index is None else self.all[index]

    def index(self, unit: Unit) -> int:
        """Give the position of a unit."""
        return self._at[unit.identifier]

    def behind(self, unit: Unit) -> int:
        """Give the position behind a unit and all its parts."""
        index = self.index(unit) + 1
        while index < len(self.all) and self.all[index].level > unit.level:
            index += 1
        return index

    def siblings(self, unit: Unit) -> list[Unit]:
        """Give the parts of what the unit is a part of."""
        return [one for one in self.all if one.parent is unit.parent]

    def leaves(self) -> list[Unit]:
        """Give the units that have no parts."""
        return [one for one in self.all if self.behind(one) == self.index(one) + 1]


def citation_trees(root: etree._Element) -> tuple[CitationTree, ...]:
    """Give the trees of a document, the default one first: those it declares, else the one we give it.

    A tree whose expressions cannot be evaluated is left out.
    """
    found = [tree for tree in declared_trees(root) if not fault_of(tree)]
    if not found:
        found = [tree for tree in (fallback_tree(root),) if tree]
    first = [CitationTree("", tree.structures, tree.description) for tree in found[:1]]
    return (*first, *found[1:])


def find_units(tree: CitationTree, root: etree._Element) -> Units:
    """Find all units of a tree. Raises ConfigError where an expression cannot be evaluated, or finds too much."""
    return Units(_Finder(root).find(tree))


def data_of(unit: Unit) -> Iterator[tuple[str, str]]:
    """Yield what the document says of a unit: addresses of properties, and their values."""
    for name, use in unit.structure.data:
        path = _compiled(use)
        for item in path(unit.element, position=1, last=1):
            if value := _words(item):
                yield name, value


def is_milestone(element: etree._Element) -> bool:
    """Tell whether an element marks where something begins, and does not hold it."""
    return local(element) in MILESTONES and not len(element)


class _Finder:
    """Looks for the units of a document."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.order: Mapping[etree._Element, int] = {one: at for at, one in enumerate(root.iter())}
        self.found: list[Unit] = []
        self.seen: dict[str, int] = {}
        self.anywhere: dict[str, list[tuple[int, etree._Element]]] = {}

    def find(self, tree: CitationTree) -> list[Unit]:
        """Give the units."""
        self._below(self.root, tree.structures, None, len(self.order))
        return self.found

    def _below(
        self, context: etree._Element, structures: tuple[Structure, ...], parent: Unit | None, end: int
    ) -> None:
        """Find the units that stand below another, and before the place in the document that has that number."""
        matches: dict[etree._Element, tuple[Structure, int, int]] = {}
        for structure in structures:
            found = self._matches(context, structure.match, parent, end)
            for number, element in enumerate(found, 1):
                matches.setdefault(element, (structure, number, len(found)))
        elements = sorted(matches, key=self.order.__getitem__)
        for element, after in zip(elements, [*elements[1:], None], strict=False):
            structure, number, count = matches[element]
            named = _compiled(structure.use)(element, position=number, last=count)
            if not named or not (name := _words(named[0])):
                continue
            before = f"{parent.identifier}{structure.delim}" if parent else ""
            level = parent.level + 1 if parent else 1
            unit = Unit(self._single(before + name), before + name, level, parent, structure, element)
            self.found.append(unit)
            if len(self.found) > LIMIT:
                raise ConfigError(f"more than {LIMIT} citable units")
            if structure.parts:
                self._below(element, structure.parts, unit, self.order[after] if after is not None else end)

    def _matches(
        self, context: etree._Element, match: str, parent: Unit | None, end: int
    ) -> list[etree._Element]:
        """Give the elements that an expression finds; below a milestone, those that follow it, up to the next."""
        if parent is None or not is_milestone(context):
            found = _compiled(match)(context)
            return [one for one in found if isinstance(one, etree._Element) and one in self.order]
        if "::" in match:
            return self._between(self._ordered(match, context), context, end)
        anywhere = "//" + match.removeprefix(".").lstrip("/")
        if anywhere not in self.anywhere:
            self.anywhere[anywhere] = self._ordered(anywhere, self.root)
        return self._between(self.anywhere[anywhere], context, end)

    def _ordered(self, match: str, context: etree._Element) -> list[tuple[int, etree._Element]]:
        """Give what an expression finds, with the numbers of places in the document."""
        found = (one for one in _compiled(match)(context) if isinstance(one, etree._Element))
        return sorted(((self.order[one], one) for one in found if one in self.order), key=itemgetter(0))

    def _between(
        self, found: list[tuple[int, etree._Element]], start: etree._Element, end: int
    ) -> list[etree._Element]:
        """Give those that follow an element and stand before a place."""
        first = bisect_right(found, self.order[start], key=itemgetter(0))
        return [one for _, one in found[first : bisect_left(found, end, key=itemgetter(0))]]

    def _single(self, identifier: str) -> str:
        """Give a reference that no other unit has."""
        name = identifier
        while name in self.seen:
            self.seen[identifier] += 1
            name = f"{identifier}[{self.seen[identifier]}]"
        self.seen[name] = 1
        return name


_PATHS: dict[str, Evaluate] = {}


def _compiled(expression: str) -> Evaluate:
    """Compile an expression; position and size of what was matched are given to it as variables."""
    if expression not in _PATHS:
        if len(_PATHS) > 500:
            _PATHS.clear()
        _PATHS[expression] = compile_path(_with_variables(expression), variables=("position", "last"))
    return _PATHS[expression]


def _with_variables(expression: str) -> str:
    """Let `position()` and `last()`, where they do not stand in a predicate, mean what was matched."""
    depth = 0

    def replaced(found: re.Match[str]) -> str:
        nonlocal depth
        depth += {"[": 1, "]": -1}.get(found[0], 0)
        return f"${found[1]}" if found[1] and not depth else found[0]

    return _NUMBERS.sub(replaced, expression)


def fault_of(tree: CitationTree) -> str:
    """Say why its expressions cannot be evaluated; nothing where they can."""
    try:
        for one in walk_structures(tree.structures):
            for expression in (one.match, one.use, *(use for _, use in one.data)):
                _compiled(expression)
    except ConfigError as error:
        return error.message
    return ""


def repeated(units: Units) -> list[str]:
    """Give the references that the document has for more than one unit."""
    return [one.reference for one in units.all if one.identifier == f"{one.reference}[2]"]


def _words(item: object) -> str:
    """Give an item of a result as words."""
    if isinstance(item, etree._Element):
        return " ".join(inner_text(item).split())
    if isinstance(item, bool):
        return str(item).lower()
    number = isinstance(item, float) and item.is_integer()
    return " ".join(str(int(item) if number else item).split())  # type: ignore[call-overload]
