"""Expressions and a document → nodes and values: by libxml2 on lxml's tree, else by elementpath on its own nodes."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from lxml import etree

from tei_edition.errors import TeiEditionError
from tei_edition.tei import inner_text, parse_file, q
from tei_edition.validate.addresses import file_at
from tei_edition.validate.functions import CALLER
from tei_edition.validate.leaves import Leaf, Leaves, leaf_of
from tei_edition.validate.limits import Guard, TooLong
from tei_edition.validate.query import FAILURES, Expression, Language, QueryError, said
from tei_edition.validate.scope import Node, Scope
from tei_edition.validate.swift import CURRENT

SECONDS = 20.0
"""How long one expression may take on one document."""


class Unpassable(QueryError):
    """A variable's value is nothing that libxml2 takes."""


class Evaluator:
    """Evaluates a schema's expressions on one document. All its functions raise QueryError."""

    def __init__(
        self, language: Language, tree: etree._ElementTree, guard: Guard, path: Path | None = None
    ) -> None:
        self.language = language
        self.guard = guard
        self.tree = tree
        self.path = path
        self.current: Any = None
        self.main = self
        self.others: dict[Path, Evaluator] = {}
        self.compiled: dict[str, etree.XPath] = {}
        self.indexes: dict[str, dict[str, list[Node]]] = {}
        self.building: set[str] = set()

    # --- what rules ask for ------------------------------------------------------------------------------

    def select(self, pattern: Expression, scope: Scope | None) -> list[Node]:
        """Give the nodes of the document that a pattern matches, each once."""
        if pattern.text == "/":
            return [self.tree]
        try:
            found = self._find if pattern.swift_parts is not None else self._search
            return found(pattern, scope)
        except Unpassable:
            return self._search(pattern, scope)

    def _find(self, pattern: Expression, scope: Scope | None) -> list[Node]:
        """Find a pattern's nodes by libxml2; those that predicates only elementpath can evaluate leave of them."""
        nodes = self._of_parts(pattern, pattern, "", scope)
        for predicate in pattern.rest:
            nodes = [node for node in nodes if self._keeps(pattern, predicate, node, scope)]
        return nodes

    def _keeps(self, pattern: Expression, predicate: Any, node: Node, scope: Scope | None) -> bool:
        value = self._elementpath(pattern, node, scope, list, predicate)
        if len(value) == 1 and isinstance(value[0], int | float | Decimal) and not isinstance(value[0], bool):
            raise Unpassable("the predicate is a position")
        return bool(predicate.boolean_value(value))

    def _of_parts(
        self, pattern: Expression, asked: Expression, predicate: str, scope: Scope | None
    ) -> list[Node]:
        """Find nodes part by part: a union takes libxml2 time that grows with the square."""
        assert pattern.swift_parts is not None
        found: dict[Node, None] = {}
        root = self.tree.getroot()
        for part in pattern.swift_parts:
            if part.name is None or part.name in self.names:
                nodes = self._libxml2(asked, part.text + predicate, root, scope)
                if not isinstance(nodes, list):
                    raise QueryError("the context is no set of nodes")
                found.update(dict.fromkeys(map(_native, nodes)))
        return list(found)

    def all_that(
        self, pattern: Expression, test: Expression, outcome: bool, scope: Scope | None
    ) -> set[Node] | None:
        """Give, in one go, all nodes of a pattern on which a test has an outcome; None where that cannot be done."""
        if not (pattern.at_once and test.at_once):
            return None
        both = Expression(test.text, self.language, {})
        both.kinds = {**pattern.kinds, **test.kinds}
        word = "boolean" if outcome else "not"
        try:
            return set(self._of_parts(pattern, both, f"[{word}({_text(test)})]", scope))
        except QueryError:
            return None

    def truth(self, test: Expression, node: Node, scope: Scope | None) -> bool:
        """Evaluate a test on a node."""
        if self._is_swift(test, node):
            try:
                return bool(self._libxml2(test, f"boolean({_text(test)})", node, scope))
            except Unpassable:
                pass
        return bool(self._elementpath(test, node, scope, test.token.boolean_value))

    def string(self, expression: Expression, node: Node, scope: Scope | None) -> str:
        """Evaluate an expression on a node and give it as a string: of several values all (XPath 1.0: the first)."""
        swift = expression.swift
        if self._is_swift(expression, node) and swift and (swift.kind in ("any", "string") or swift.single):
            try:
                return str(self._libxml2(expression, f"string({swift.text})", node, scope))
            except Unpassable:
                pass
        values = self._elementpath(expression, node, scope, list)
        shown = values[:1] if self.language.one else values
        return " ".join(expression.token.string_value(value) for value in shown)

    def nodes(self, expression: Expression, node: Node, scope: Scope | None) -> list[Node]:
        """Evaluate an expression on a node and give the nodes of the document that it finds."""
        found = self._elementpath(expression, node, scope, list)
        return [self._of_lxml(item) for item in found if getattr(item, "root_node", None) is self.root]

    def files(self, expression: Expression, scope: Scope | None) -> list[Path]:
        """Evaluate an expression whose values are addresses of files."""
        values = self._elementpath(expression, self.tree, scope, list)
        start = self.path or self.language.rules.path
        addresses = [expression.token.string_value(value) for value in values]
        return list(dict.fromkeys(file_at(start, address)[0] for address in addresses))

    def settle(self, scope: Scope | None) -> None:
        """Evaluate all variables, before another document's evaluator asks for them."""
        while scope is not None:
            list(self._for_elementpath(scope, scope.name))
            if scope.expression.swift is not None:
                with suppress(Unpassable):
                    self._for_libxml2(scope, scope.name)
            scope = scope.before

    @cached_property
    def names(self) -> frozenset[object]:
        """The names of the document's elements."""
        return frozenset(element.tag for element in self.tree.iter(etree.Element))

    # --- libxml2 -----------------------------------------------------------------------------------------

    def _is_swift(self, expression: Expression, node: Node) -> bool:
        return isinstance(node, etree._Element) and isinstance(node.tag, str) and expression.swift is not None

    def _libxml2(self, expression: Expression, text: str, node: Node, scope: Scope | None) -> Any:
        self.current = node
        try:
            given = {name: self._for_libxml2(scope, name) for name in expression.kinds}
            if CURRENT in text:
                given[CURRENT] = [node]
            compiled = self._compile(text)
            return self.guard.run(expression.text, lambda: compiled(node, **given))
        except TooLong as error:
            raise QueryError(
                f"it takes more than {self.guard.seconds:.0f} seconds on this document"
            ) from error
        except (etree.XPathError, etree.LxmlError, TypeError, ValueError) as error:
            raise QueryError(said(error)) from error

    def _compile(self, text: str) -> etree.XPath:
        if text not in self.compiled:
            functions = {
                (None, "current"): self._current1,
                (None, "key"): self._key1,
                (None, "id"): self._id1,
                (None, "matches"): self._matches1,
            }
            self.compiled[text] = etree.XPath(
                text, namespaces=self.language.namespaces, extensions=functions, smart_strings=True
            )
        return self.compiled[text]

    def _for_libxml2(self, scope: Scope | None, name: str) -> Any:
        """Give a variable's value to libxml2, which takes elements, strings, numbers and booleans."""
        found = scope.find(name) if scope is not None else None
        if found is None:
            raise QueryError(f"there is no variable ${name}")
        if "swift" not in found.known:
            swift = found.expression.swift
            assert swift is not None
            node = found.node if isinstance(found.node, etree._Element) else self.tree.getroot()
            found.known["swift"] = self._libxml2(found.expression, swift.text, node, found.before)
        value = found.known["swift"]
        if isinstance(value, list) and not all(isinstance(item, etree._Element) for item in value):
            raise Unpassable(f"${name} is no set of elements")
        return value

    def _current1(self, _context: object) -> list[Any]:
        return [self.current]

    def _id1(self, _context: object, wanted: Any) -> list[Any]:
        words = [word for value in _listed(wanted) for word in _string(value).split()]
        return [self.ids[word] for word in dict.fromkeys(words) if word in self.ids]

    def _matches1(self, _context: object, text: str, pattern: str, flags: str = "") -> bool:
        from tei_edition.validate.searching import RegularError, expression

        try:
            return expression(pattern, flags).search(text) is not None
        except RegularError as error:
            raise QueryError(str(error)) from error

    def _key1(self, _context: object, name: str, wanted: Any) -> list[Any]:
        kept = self.current
        try:
            index = self._index(name)
        finally:
            self.current = kept
        found = [node for value in _listed(wanted) for node in index.get(_string(value), [])]
        return [node for node in found if isinstance(node, etree._Element)]

    # --- elementpath -------------------------------------------------------------------------------------

    @cached_property
    def root(self) -> Any:
        """elementpath's document node."""
        import elementpath

        return elementpath.get_node_tree(self.tree, uri=self.path.resolve().as_uri() if self.path else None)

    @cached_property
    def context(self) -> Any:
        """A context, to be copied for each evaluation."""
        from tei_edition.validate.parser import Context

        made = Context(self.root)
        made.world = self.main
        return made

    def _elementpath(
        self, expression: Expression, node: Node, scope: Scope | None, take: Any, token: Any = None
    ) -> Any:
        """Evaluate with elementpath; `take` makes of the items what is wanted."""
        import elementpath

        token = token or expression.token
        context = copy.copy(self.context)
        context.item = self.of_elementpath(node)
        context.variables = {
            name: value for name in expression.variables for value in self._for_elementpath(scope, name)
        }
        kept, self.main.current = self.main.current, context.item
        called = CALLER.set(context)
        try:
            return self.guard.run(expression.text, lambda: take(token.select(context)))
        except TooLong as error:
            raise QueryError(
                f"it takes more than {self.guard.seconds:.0f} seconds on this document"
            ) from error
        except (elementpath.ElementPathError, TeiEditionError, *FAILURES) as error:
            raise QueryError(said(error)) from error
        finally:
            CALLER.reset(called)
            self.main.current = kept

    def _for_elementpath(self, scope: Scope | None, name: str) -> Iterator[list[Any]]:
        """Give a variable's value to elementpath; nothing for a name that is not declared in the schema."""
        found = scope.find(name) if scope is not None else None
        if found is None:
            return
        if "value" not in found.known:
            found.known["value"] = self._elementpath(found.expression, found.node, found.before, list)
        yield found.known["value"]

    def _search(self, pattern: Expression, scope: Scope | None) -> list[Node]:
        """Find a pattern's nodes by elementpath: where names are known, only below the parents of such elements."""
        if pattern.names is not None and not pattern.names & self.names:
            return []
        if pattern.names is not None and pattern.step:
            elements = self.tree.iter(*pattern.names)
            parents = dict.fromkeys(self.tree if e.getparent() is None else e.getparent() for e in elements)
            below = [self._elementpath(pattern, parent, scope, list) for parent in parents]
            return [self._of_lxml(node) for nodes in below for node in nodes]
        found = self._elementpath(pattern, self.tree, scope, list, pattern.search)
        if not all(hasattr(node, "parent") for node in found):
            raise QueryError("the context is no set of nodes")
        return list(dict.fromkeys(self._of_lxml(node) for node in found))

    def of_elementpath(self, node: Node) -> Any:
        """Give elementpath's node for a node."""
        if isinstance(node, etree._ElementTree):
            return self.root
        if isinstance(node, Leaf):
            return self.leaves.node(node)
        return self.root.elements[node] if isinstance(node, etree._Element) else node

    def _of_lxml(self, node: Any) -> Node:
        """Give lxml's node for an element or the document, the leaf for an attribute or a text."""
        value = getattr(node, "value", None)
        if isinstance(value, etree._Element | etree._ElementTree):
            return value
        return self.leaves.leaf(node) or node

    @cached_property
    def leaves(self) -> Leaves:
        """elementpath's attributes and texts."""
        return Leaves(self.root)

    # --- XSLT's functions: see `parser.World` ------------------------------------------------------------

    @cached_property
    def ids(self) -> dict[str, etree._Element]:
        """The elements by their `xml:id`, the first of several."""
        found: dict[str, etree._Element] = {}
        for element in self.tree.iter(etree.Element):
            name = element.get(q("xml:id"))
            if name is not None:
                found.setdefault(name, element)
        return found

    def identified(self, ids: list[str], node: Any) -> list[Any]:
        """Give the elements that bear these `xml:id`, in the document that the node belongs to."""
        home = self._home(node)
        return [home.of_elementpath(home.ids[name]) for name in dict.fromkeys(ids) if name in home.ids]

    def keyed(self, name: str, values: list[str], node: Any) -> list[Any]:
        """Give the nodes of a key, in the document that the node belongs to."""
        home = self._home(node)
        index = home._index(name)
        found = dict.fromkeys(held for value in values for held in index.get(value, []))
        return sorted(map(home.of_elementpath, found), key=lambda held: held.position)

    def _index(self, name: str) -> dict[str, list[Node]]:
        """Give a key's nodes by their values, found once (XSLT 3.0, section 20.2)."""
        if name not in self.indexes:
            if name not in self.language.keys:
                raise QueryError(f"there is no key named {name}")
            if name in self.building:
                raise QueryError(f"the key {name} asks for itself")
            self.building.add(name)
            index: dict[str, list[Node]] = {}
            for match, use in self.language.keys[name]:
                for node in self.select(match, None):
                    for value in dict.fromkeys(self._values(use, node)):
                        index.setdefault(value, []).append(node)
            self.indexes[name] = index
            self.building.discard(name)
        return self.indexes[name]

    def _values(self, use: Expression, node: Node) -> list[str]:
        if self._is_swift(use, node):
            return [_string(value) for value in _listed(self._libxml2(use, _text(use), node, None))]
        return [use.token.string_value(value) for value in self._elementpath(use, node, None, list)]

    def loaded(self, uri: str, base: Any | None) -> Any:
        """Give the document node of a file, or the element its fragment names; only files are read."""
        of_node = self._home(base).path if base is not None else None
        start = of_node or self.language.rules.path or self.path
        path, fragment = file_at(start, uri)
        if path not in self.others:
            self.others[path] = Evaluator(self.language, parse_file(path), self.guard, path)
            self.others[path].main = self
        home = self.others[path]
        return home.of_elementpath(home.ids[fragment]) if fragment in home.ids else home.root

    def _home(self, node: Any) -> Evaluator:
        """Give the evaluator of the document that a node belongs to."""
        root = getattr(node, "root_node", None)
        for other in self.others.values():
            if other.root is root:
                return other
        return self


def _native(node: Any) -> Node:
    """Give an element as it is, a leaf for an attribute or a text that lxml gave as a string."""
    return leaf_of(node) if isinstance(node, str) else node


def _text(expression: Expression) -> str:
    assert expression.swift is not None
    return expression.swift.text


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _string(value: Any) -> str:
    """Give the string value of what libxml2 gave, numbers as XPath writes them."""
    if isinstance(value, etree._Element):
        return inner_text(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    return str(value)
