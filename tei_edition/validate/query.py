"""XPath expression, in the query language a Schematron schema names → its value on a node.

XPath 1.0 (bindings `xslt`, `exslt`, none) is lxml's; XPath 2.0 and 3.1 (`xslt2`, `xslt3`, `xpath2`, `xpath3`, …) are
elementpath's. XSLT's `current()` is there in both, its `key()` in the first; all else of XSLT raises `QueryError`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Protocol

import elementpath
from elementpath.xpath3 import XPath3Parser
from lxml import etree

from tei_edition.tei import append_text, inner_text
from tei_edition.validate.rules import Key, RuleSet

CURRENT = re.compile(r"(?<![\w.-])current\(\)")
"""XSLT's `current()`, for which XPath 3 gets a variable."""

Node = Any
"""An lxml element, a tree, or what XPath gives for attributes and text."""


class QueryError(Exception):
    """An expression could not be evaluated."""


class Engine(Protocol):
    """A query language on one document."""

    def select(self, expression: str, variables: Mapping[str, Any]) -> list[Node]:
        """Give the nodes of the document that match a rule's context."""

    def value(self, expression: str, node: Node, variables: Mapping[str, Any]) -> Any:
        """Evaluate an expression on a node."""

    def truth(self, expression: str, node: Node, variables: Mapping[str, Any]) -> bool:
        """Evaluate a test on a node."""

    def string(self, expression: str, node: Node, variables: Mapping[str, Any]) -> str:
        """Evaluate an expression on a node and give it as a string."""


def engine_for(rules: RuleSet, tree: etree._ElementTree) -> Engine:
    """Give the engine of the rules' query binding (ISO/IEC 19757-3, annexes C and H)."""
    if rules.binding in ("", "xslt", "xslt1", "exslt", "xpath"):
        return XPath1(tree, rules.namespaces, rules.keys)
    if rules.binding in ("xslt2", "xslt3", "xpath2", "xpath3", "xpath31"):
        return XPath3(tree, rules.namespaces)
    raise QueryError(f"the query language “{rules.binding}” is not known")


def whole(context: str) -> str:
    """Turn an XSLT pattern into an expression that finds all it matches: `a | b/c` → `//a | //b/c`."""
    parts = split_union(context)
    return " | ".join(part if part.startswith(("/", "id(", "key(", "$")) else f"//{part}" for part in parts)


def split_union(context: str) -> list[str]:
    """Split a pattern at the `|` that stand outside brackets and strings."""
    parts, depth, start = [], 0, 0
    for token in re.finditer(r'"[^"]*"|\'[^\']*\'|[\[\](){}|]', context):
        mark = token[0]
        depth += (mark in "[({") - (mark in "])}")
        if mark == "|" and depth == 0:
            parts.append(context[start : token.start()].strip())
            start = token.end()
    return [*parts, context[start:].strip()]


class XPath1:
    """XPath 1.0 by libxml2, with XSLT's `current()` and `key()`."""

    def __init__(
        self, tree: etree._ElementTree, namespaces: Mapping[str, str], keys: tuple[Key, ...] = ()
    ) -> None:
        self.keys = keys
        self.indexes: dict[str, dict[str, list[Node]]] = {}
        self.tree = tree
        self.namespaces = {k: v for k, v in namespaces.items() if k and k != "xml"}
        self.current: Node = tree.getroot()
        self.compiled: dict[str, etree.XPath] = {}

    def select(self, expression: str, variables: Mapping[str, Any]) -> list[Node]:
        """Give the nodes that match a rule's context."""
        found: dict[Node, None] = {}
        for part in split_union(expression):  # libxml2's own union takes time that grows with the square
            nodes = self.value(whole(part), self.tree, variables)
            if not isinstance(nodes, list):
                raise QueryError("the context is no set of nodes")
            found.update(dict.fromkeys(nodes))
        return list(found)

    def value(self, expression: str, node: Node, variables: Mapping[str, Any]) -> Any:
        """Evaluate an expression on a node."""
        if isinstance(node, str):
            raise QueryError(
                'XPath 1.0 is not evaluated on attributes and text; declare queryBinding="xslt2"'
            )
        self.current = node
        passed = {name: _passable(bound) for name, bound in variables.items()}
        try:
            return self._compile(expression)(node, **passed)
        except (etree.XPathError, etree.LxmlError, TypeError, ValueError) as error:
            raise QueryError(str(error)) from error

    def truth(self, expression: str, node: Node, variables: Mapping[str, Any]) -> bool:
        """Evaluate a test on a node."""
        return bool(self.value(f"boolean({expression})", node, variables))

    def string(self, expression: str, node: Node, variables: Mapping[str, Any]) -> str:
        """Evaluate an expression as a string."""
        return str(self.value(f"string({expression})", node, variables))

    def _compile(self, expression: str) -> etree.XPath:
        if expression not in self.compiled:
            functions = {(None, "current"): lambda _context: [self.current], (None, "key"): self._key}
            self.compiled[expression] = etree.XPath(
                expression, namespaces=self.namespaces, extensions=functions, smart_strings=True
            )
        return self.compiled[expression]

    def _key(self, _context: object, name: str, wanted: Any) -> list[Node]:
        """Find nodes by a key (XSLT 1.0, section 12.2)."""
        if name not in self.indexes:
            self.indexes[name] = self._index(name)
        values = wanted if isinstance(wanted, list) else [wanted]
        return [node for value in values for node in self.indexes[name].get(_string(value), [])]

    def _index(self, name: str) -> dict[str, list[Node]]:
        index: dict[str, list[Node]] = {}
        for _, match, use in (key for key in self.keys if key[0] == name):
            for node in self.tree.xpath(whole(match), namespaces=self.namespaces):  # type: ignore[union-attr]
                found = node.xpath(use, namespaces=self.namespaces)  # type: ignore[union-attr]
                for value in found if isinstance(found, list) else [found]:
                    index.setdefault(_string(value), []).append(node)
        return index


def _string(value: Any) -> str:
    """Give the string value of a node or an atomic value."""
    return inner_text(value) if isinstance(value, etree._Element) else str(value)


def _passable(value: Any) -> Any:
    """Turn attribute and text nodes, which lxml takes in no variable, into elements of the same string value."""
    if not isinstance(value, list):
        return value
    nodes = []
    for node in value:
        nodes.append(node if isinstance(node, etree._Element) else etree.Element("value"))
        if nodes[-1] is not node:
            append_text(nodes[-1], str(node))
    return nodes


class XPath3:
    """XPath 3.1 by elementpath."""

    def __init__(self, tree: etree._ElementTree, namespaces: Mapping[str, str]) -> None:
        self.tree = tree
        self.root = elementpath.get_node_tree(tree)
        self.parser = _parser(tuple(sorted((k, v) for k, v in namespaces.items() if k != "xml")))

    def select(self, expression: str, variables: Mapping[str, Any]) -> list[Node]:
        """Give the nodes that match a rule's context."""
        return self._evaluate(whole(expression), None, variables)

    def value(self, expression: str, node: Node, variables: Mapping[str, Any]) -> Any:
        """Evaluate an expression on a node."""
        return self._evaluate(expression, node, variables)

    def truth(self, expression: str, node: Node, variables: Mapping[str, Any]) -> bool:
        """Evaluate a test on a node."""
        return bool(self._evaluate(f"boolean({expression})", node, variables)[0])

    def string(self, expression: str, node: Node, variables: Mapping[str, Any]) -> str:
        """Evaluate an expression as a string."""
        return " ".join(
            str(item) for item in self._evaluate(f"data({expression}) ! string(.)", node, variables)
        )

    def _evaluate(self, expression: str, node: Node, variables: Mapping[str, Any]) -> list[Any]:
        try:
            token = self.parser.parse(CURRENT.sub("$current-node", expression))
            bound = {**variables, "current-node": [node]} if node is not None else dict(variables)
            context = elementpath.XPathContext(self.root, item=node, variables=bound)
            return list(token.select(context))
        except (
            elementpath.ElementPathError,
            RecursionError,
            ValueError,
            TypeError,
            AttributeError,
            KeyError,
        ) as error:
            raise QueryError(str(error)) from error


@lru_cache(maxsize=32)
def _parser(namespaces: tuple[tuple[str, str], ...]) -> XPath3Parser:
    return XPath3Parser(namespaces=dict(namespaces), strict=False)
