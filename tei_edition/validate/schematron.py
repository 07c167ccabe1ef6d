"""Schematron rules and a document → findings. For each node, in each pattern, the first rule that matches applies.

A rule that cannot be evaluated gives `not-checked`, once: it is never passed over in silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from lxml import etree

from tei_edition.diagnostics import Diagnostic
from tei_edition.errors import TeiEditionError
from tei_edition.validate import evaluate
from tei_edition.validate.document import Document, document_at
from tei_edition.validate.evaluate import Evaluator
from tei_edition.validate.leaves import Leaf
from tei_edition.validate.limits import Guard
from tei_edition.validate.query import Expression, Kinds, Language, QueryError
from tei_edition.validate.rules import SCH, XSL, Assertion, Let, Pattern, Rule, RuleSet
from tei_edition.validate.scope import Node, Scope
from tei_edition.validate.swift import Swift

CODES = {"error": "rule", "warning": "rule-warning", "info": "rule-warning"}
"""Severity → code."""

MANY = 16
"""From how many nodes on a test is made on all of a rule's nodes at once."""

Lets = tuple[tuple[str, Expression], ...]


def check_rules(document: Document, rules: RuleSet) -> list[Diagnostic]:
    """Give what the rules find, pattern by pattern, and what of them could not be checked."""
    run = _Run(document)
    for part in rules.unread:
        run.not_checked(part)
    try:
        schema = _compiled(rules)
    except QueryError as error:
        run.not_checked("The schema", error)
        return list(run.findings)
    with Guard(evaluate.SECONDS) as guard:
        run.begin(schema.language, guard)
        scope = run.bind(schema.lets, document.tree, None)
        for pattern in schema.patterns:
            run.pattern(pattern, scope)
    return list(run.findings)


@lru_cache(maxsize=32)
def _compiled(rules: RuleSet) -> _Schema:
    """Compile a schema once, for all documents. Raises QueryError for a query language we do not know."""
    return _Schema(rules, Language(rules))


class _Schema:
    """A schema made ready for its documents."""

    def __init__(self, rules: RuleSet, language: Language) -> None:
        self.language = language
        self.lets, kinds = _lets(rules.lets, language, {}, on_element=False)
        self.patterns = [_Pattern(pattern, language, kinds) for pattern in rules.patterns]


class _Pattern:
    """A pattern with its expressions."""

    def __init__(self, pattern: Pattern, language: Language, outer: Kinds) -> None:
        self.lets, kinds = _lets(pattern.lets, language, outer, on_element=False)
        self.documents = Expression(pattern.documents, language, outer) if pattern.documents else None
        self.every = pattern.every
        self.rules = [_Rule(rule, language, kinds) for rule in pattern.rules]


class _Rule:
    """A rule with its expressions; those of its content are made when a first node matches."""

    def __init__(self, rule: Rule, language: Language, kinds: Kinds) -> None:
        self.rule, self.language, self.outer = rule, language, kinds
        self.context = Expression(rule.context, language, kinds, pattern=True)

    @cached_property
    def content(self) -> tuple[Lets, list[_Assertion]]:
        """Its variables and its assertions."""
        lets, kinds = _lets(self.rule.lets, self.language, self.outer, on_element=True)
        return lets, [
            _Assertion(assertion, Expression(assertion.test, self.language, kinds), self.language, kinds)
            for assertion in self.rule.assertions
        ]


@dataclass
class _Assertion:
    """An assertion with its expressions."""

    told: Assertion
    """The assertion."""
    test: Expression
    """Its test."""
    language: Language
    """The language of its messages' expressions."""
    kinds: Kinds
    """The variables they may use."""

    def expression(self, text: str) -> Expression:
        """Give an expression of its messages."""
        return Expression(text, self.language, self.kinds)


def _lets(lets: tuple[Let, ...], language: Language, kinds: Kinds, on_element: bool) -> tuple[Lets, Kinds]:
    """Make variables' expressions, each seeing those before it."""
    made: list[tuple[str, Expression]] = []
    known = dict(kinds)
    for name, value in lets:
        made.append((name, Expression(value, language, known)))
        known[name] = _kind(made[-1][1], on_element)
    return tuple(made), known


def _kind(expression: Expression, on_element: bool) -> Swift | None:
    try:
        return expression.kind(on_element)
    except QueryError:
        return None


class _Run:
    """One evaluation of a set of rules on a document."""

    evaluator: Evaluator

    def __init__(self, document: Document) -> None:
        self.document = document
        self.findings: dict[Diagnostic, None] = {}
        self.unchecked: set[str] = set()

    def begin(self, language: Language, guard: Guard) -> None:
        """Prepare for the rules of a schema."""
        self.evaluator = Evaluator(language, self.document.tree, guard, Path(self.document.name))

    def bind(self, lets: Lets, node: Node, scope: Scope | None) -> Scope | None:
        """Declare variables on a node; they are evaluated when they are asked for."""
        for name, expression in lets:
            if expression.unknown is not None:
                self.not_checked(f"The variable ${name}", QueryError(f"there is no ${expression.unknown}"))
            scope = Scope(name, expression, node, scope)
        return scope

    def pattern(self, pattern: _Pattern, scope: Scope | None) -> None:
        """Apply a pattern, to the document or to those that it names (ISO/IEC 19757-3:2016, section 5.4.9)."""
        if pattern.documents is None:
            self.rules(pattern, scope)
            return
        try:
            paths = self.evaluator.files(pattern.documents, scope)
            self.evaluator.settle(scope)
            for path in paths:
                self.elsewhere(path, pattern, scope)
        except (QueryError, TeiEditionError) as error:
            self.not_checked(f"A pattern for the documents “{_short(pattern.documents.text)}”", error)

    def elsewhere(self, path: Path, pattern: _Pattern, scope: Scope | None) -> None:
        """Apply a pattern to another document."""
        other = _Run(document_at(path))
        other.begin(self.evaluator.language, self.evaluator.guard)
        other.rules(pattern, scope)
        self.findings.update(other.findings)

    def rules(self, pattern: _Pattern, scope: Scope | None) -> None:
        """Apply a pattern's rules, each to the nodes that no rule before it took; those of a group to all."""
        scope = self.bind(pattern.lets, self.document.tree, scope)
        taken: set[Node] = set()
        for rule in pattern.rules:
            try:
                nodes = self.evaluator.select(rule.context, scope)
            except QueryError as error:
                self.not_checked(f"The rule for “{_short(rule.context.text)}” {rule.rule.place}", error)
                continue
            if not pattern.every:
                nodes = [node for node in nodes if node not in taken]
                taken.update(nodes)
            self.nodes(rule, nodes, scope)

    def nodes(self, rule: _Rule, nodes: list[Node], scope: Scope | None) -> None:
        """Apply one rule to its nodes."""
        if not nodes:
            return
        lets, assertions = rule.content
        failing = [
            self.evaluator.all_that(rule.context, assertion.test, assertion.told.fails_when, scope)
            if len(nodes) >= MANY and not lets
            else None
            for assertion in assertions
        ]
        for node in nodes:
            own = self.bind(lets, node, scope)
            for assertion, known in zip(assertions, failing, strict=True):
                if known is None:
                    self.test(assertion, node, own)
                elif node in known:
                    self.found(assertion, node, own)

    def test(self, assertion: _Assertion, node: Node, scope: Scope | None) -> None:
        """Make one test on one node."""
        try:
            if self.evaluator.truth(assertion.test, node, scope) == assertion.told.fails_when:
                self.found(assertion, node, scope)
        except QueryError as error:
            self.not_checked(f"The test “{_short(assertion.test.text)}” {assertion.told.place}", error)

    def found(self, assertion: _Assertion, node: Node, scope: Scope | None) -> None:
        """Record that an assertion failed."""
        message = self.written(assertion, assertion.told.message, node, scope)
        hints = [self.written(assertion, hint, node, scope) for hint in assertion.told.hints]
        severity = assertion.told.severity
        about = self.subject(assertion, node, scope)
        finding = self.document.finding(CODES[severity], message, about, "; ".join(hints) or None)
        self.findings[replace(finding, severity=severity)] = None

    def subject(self, assertion: _Assertion, node: Node, scope: Scope | None) -> etree._Element:
        """Give the element that a finding is about."""
        if assertion.told.subject:
            try:
                found = self.evaluator.nodes(assertion.expression(assertion.told.subject), node, scope)
                return _element(found[0]) if found else _element(node)
            except QueryError as error:
                what = f"The subject “{_short(assertion.told.subject)}” {assertion.told.place}"
                self.not_checked(what, error)
        return _element(node)

    def written(self, assertion: _Assertion, message: etree._Element, node: Node, scope: Scope | None) -> str:
        """Write a message: its text, the values and names put in, white space made regular."""
        parts = self._parts(assertion, message, node, scope)
        return " ".join("".join(parts).split())

    def _parts(
        self, assertion: _Assertion, message: etree._Element, node: Node, scope: Scope | None
    ) -> Iterator[str]:
        for part in message.xpath("child::node()"):  # type: ignore[union-attr]
            if not isinstance(part, etree._Element):
                yield str(part)
            elif part.tag in (SCH + "value-of", XSL + "value-of"):
                yield self._string(assertion, part.get("select", "."), node, scope)
            elif part.tag == SCH + "name":
                yield self._string(assertion, f"name({part.get('path', '.')})", node, scope)
            else:
                yield from self._parts(assertion, part, node, scope)

    def _string(self, assertion: _Assertion, text: str, node: Node, scope: Scope | None) -> str:
        """Give an expression's value in a message; a message with a gap is better than none."""
        try:
            return self.evaluator.string(assertion.expression(text), node, scope)
        except QueryError:
            return "…"

    def not_checked(self, what: str, error: Exception | None = None) -> None:
        """Record that something could not be evaluated, once, however many nodes it fails on."""
        if what in self.unchecked:
            return
        self.unchecked.add(what)
        message = f"{what} cannot be evaluated" + (f": {error}" if error else "")
        hint = "correct it in the schema, or judge it with another Schematron processor"
        finding = self.document.finding("not-checked", message, self.document.tree.getroot(), hint)
        self.findings[finding] = None


def _element(node: Node) -> etree._Element:
    """Give the element a node is or belongs to."""
    while not isinstance(node, etree._Element):
        if isinstance(node, etree._ElementTree):
            return node.getroot()
        if isinstance(node, Leaf):
            element = node.element
            assert element is not None  # no text stands outside the outermost element
            return element
        node = node.value if isinstance(node.value, etree._Element | etree._ElementTree) else node.parent
    if isinstance(node.tag, str):
        return node
    parent = node.getparent()  # a comment or an instruction
    return parent if parent is not None else node.getroottree().getroot()


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 80 else text[:79] + "…"
