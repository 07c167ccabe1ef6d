"""Schematron rules and a document → findings. For each node, in each pattern, the first rule that matches applies.

A rule that cannot be evaluated gives `not-checked`, once: it is never passed over in silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from elementpath import XPathNode
from lxml import etree

from tei_edition.diagnostics import Diagnostic
from tei_edition.validate.document import Document
from tei_edition.validate.query import Engine, Node, QueryError, engine_for
from tei_edition.validate.rules import SCH, Assertion, Let, Pattern, Rule, RuleSet

CODES = {"error": "rule", "warning": "rule-warning", "info": "rule-warning"}
"""Severity → code."""

Variables = Mapping[str, Any]


def check_rules(document: Document, rules: RuleSet) -> list[Diagnostic]:
    """Give what the rules find, pattern by pattern, and what of them could not be checked."""
    run = _Run(document, rules)
    for part in rules.unread:
        run.not_checked(f"{part} in the schema")
    try:
        run.engine = engine_for(rules, document.tree)
        variables = run.bind(rules.lets, document.tree.getroot(), {})
    except QueryError as error:
        run.not_checked("The schema's variables or query language", error)
        return list(run.findings)
    for pattern in rules.patterns:
        run.pattern(pattern, variables)
    return list(run.findings)


class _Run:
    """One evaluation of a set of rules on a document."""

    engine: Engine

    def __init__(self, document: Document, rules: RuleSet) -> None:
        self.document = document
        self.rules = rules
        self.findings: dict[Diagnostic, None] = {}
        self.unchecked: set[str] = set()

    def pattern(self, pattern: Pattern, variables: Variables) -> None:
        """Apply a pattern's rules, each to the nodes that no rule before it took."""
        try:
            variables = self.bind(pattern.lets, self.document.tree.getroot(), variables)
        except QueryError as error:
            self.not_checked(f"The pattern {pattern.id}", error)
            return
        taken: set[object] = set()
        for rule in pattern.rules:
            try:
                nodes = self.engine.select(rule.context, variables)
            except QueryError as error:
                self.not_checked(f"The rule for “{_short(rule.context)}”", error)
                continue
            for node in nodes:
                if _key(node) not in taken:
                    taken.add(_key(node))
                    self.node(rule, node, variables)

    def node(self, rule: Rule, node: Node, variables: Variables) -> None:
        """Apply one rule to one node."""
        try:
            variables = self.bind(rule.lets, node, variables)
        except QueryError as error:
            self.not_checked(f"The rule for “{_short(rule.context)}”", error)
            return
        for assertion in rule.assertions:
            try:
                if self.engine.truth(assertion.test, node, variables) == assertion.fails_when:
                    self.found(assertion, node, variables)
            except QueryError as error:
                self.not_checked(f"The test “{_short(assertion.test)}”", error)

    def bind(self, lets: tuple[Let, ...], node: Node, variables: Variables) -> Variables:
        """Evaluate variables, each seeing those before it."""
        bound = dict(variables)
        for name, expression in lets:
            bound[name] = self.engine.value(expression, node, bound)
        return bound

    def found(self, assertion: Assertion, node: Node, variables: Variables) -> None:
        """Record that an assertion failed."""
        message = self.written(assertion.message, node, variables)
        hints = [self.written(hint, node, variables) for hint in assertion.hints]
        finding = self.document.finding(
            CODES[assertion.severity], message, _element(node), "; ".join(hints) or None
        )
        self.findings[replace(finding, severity=assertion.severity)] = None

    def written(self, message: etree._Element, node: Node, variables: Variables) -> str:
        """Write a message: its text, the values and names put in, white space made regular."""
        return " ".join("".join(self._parts(message, node, variables)).split())

    def _parts(self, message: etree._Element, node: Node, variables: Variables) -> Iterator[str]:
        for part in message.xpath("child::node()"):  # type: ignore[union-attr]
            if not isinstance(part, etree._Element):
                yield str(part)
            elif part.tag == SCH + "value-of":
                yield self.engine.string(part.get("select", "."), node, variables)
            elif part.tag == SCH + "name":
                yield self.engine.string(f"name({part.get('path', '.')})", node, variables)
            else:
                yield from self._parts(part, node, variables)

    def not_checked(self, what: str, error: QueryError | None = None) -> None:
        """Record that something could not be evaluated, once, however many nodes it fails on."""
        if what in self.unchecked:
            return
        self.unchecked.add(what)
        message = f"{what} cannot be evaluated" + (f": {error}" if error else "")
        hint = "judge this rule with another Schematron processor"
        self.findings[self.document.finding("not-checked", message, self.document.tree.getroot(), hint)] = (
            None
        )


def _element(node: Node) -> etree._Element:
    """Give the element a node is or belongs to; lxml's and elementpath's nodes each tell it in their own way."""
    if isinstance(node, etree._ElementTree):
        return node.getroot()
    if hasattr(node, "getparent") and not isinstance(node, etree._Element):
        return _element(node.getparent())
    if isinstance(node, XPathNode):
        own = isinstance(node.value, etree._Element | etree._ElementTree)
        return _element(node.value if own else node.parent)
    return node if isinstance(node, etree._Element) else etree.Element("unknown")


def _key(node: Node) -> object:
    """Give what makes a node itself: lxml makes a new string each time an attribute or text is met."""
    if isinstance(node, str):
        return _element(node), getattr(node, "attrname", None), str(node)
    return node


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 80 else text[:79] + "…"
