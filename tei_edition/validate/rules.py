"""Schematron file → patterns and rules as plain values, abstract ones resolved (ISO/IEC 19757-3, section 6)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from lxml import etree

from tei_edition.errors import ReadError

XSL = "{http://www.w3.org/1999/XSL/Transform}"
SCH = "{http://purl.oclc.org/dsdl/schematron}"
RNG = "{http://relaxng.org/ns/structure/1.0}"

Let = tuple[str, str]
"""A variable: its name and the expression of its value."""

Key = tuple[str, str, str]
"""An `xsl:key`: its name, the pattern of its nodes, the expression of their values."""


@dataclass(frozen=True)
class Assertion:
    """An `assert` or a `report`."""

    test: str
    """The expression."""
    fails_when: bool
    """What the test must come to for a finding: false for an assert, true for a report."""
    message: etree._Element
    """The element that holds the message, mixed with value-of and name."""
    severity: str = "error"
    """`error`, `warning` or `info`, after its role."""
    hints: tuple[etree._Element, ...] = ()
    """The diagnostics it refers to."""


@dataclass(frozen=True)
class Rule:
    """Assertions on the nodes that match a context."""

    context: str
    """The XSLT pattern or XPath of the nodes."""
    lets: tuple[Let, ...]
    """Variables, evaluated on the node, in their order."""
    assertions: tuple[Assertion, ...]
    """What is asserted."""


@dataclass(frozen=True)
class Pattern:
    """Rules of which, for each node, the first that matches applies."""

    id: str
    """Its id."""
    lets: tuple[Let, ...]
    """Variables, evaluated on the document."""
    rules: tuple[Rule, ...]
    """The rules in their order."""


@dataclass(frozen=True)
class RuleSet:
    """All patterns of a Schematron schema that are active."""

    binding: str
    """The query language: `xslt`, `xslt2`, …"""
    namespaces: Mapping[str, str]
    """Prefixes."""
    lets: tuple[Let, ...]
    """Variables of the schema, evaluated on the document."""
    patterns: tuple[Pattern, ...]
    """The patterns."""
    keys: tuple[Key, ...] = ()
    """Keys, for XSLT's `key()`."""
    unread: tuple[str, ...] = field(default=())
    """Parts of the schema we do not evaluate, for `not-checked`."""


def load_rules(path: Path, phase: str | None = None) -> RuleSet:
    """Load a Schematron schema, or the rules inside a RELAX NG grammar. ReadError when it is unusable."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.parse(str(path), parser).getroot()
    except (OSError, etree.XMLSyntaxError) as error:
        raise ReadError(
            f"the schema cannot be used: {error}", code="schema-invalid", file=str(path)
        ) from error
    if root.tag == SCH + "schema":
        return _read(root, root.get("queryBinding", "xslt").lower(), path, phase)
    if root.tag.startswith(RNG):
        return _read(root, "xslt2", path, phase)
    message = f"the schema cannot be used: its root is {root.tag}, not a Schematron schema"
    raise ReadError(message, code="schema-invalid", file=str(path))


def _read(root: etree._Element, binding: str, path: Path, phase: str | None) -> RuleSet:
    """Read a schema element, or a grammar with rules in it."""
    namespaces = {ns.get("prefix", ""): ns.get("uri", "") for ns in root.iter(SCH + "ns")}
    reader = _Reader(root, path, phase)
    patterns = tuple(reader.pattern(p) for p in reader.active() if p.get("abstract") != "true")
    unread = [
        f"<{etree.QName(node).localname}>"
        for node in root.iter(SCH + "include", XSL + "function", XSL + "include")
    ]
    keys = tuple((k.get("name", ""), k.get("match", ""), k.get("use", "")) for k in root.iter(XSL + "key"))
    return RuleSet(binding, namespaces, _lets(root), patterns, keys, tuple(dict.fromkeys(unread)))


class _Reader:
    """What is needed to read patterns: the schema's abstract patterns, abstract rules and diagnostics."""

    def __init__(self, root: etree._Element, path: Path, phase: str | None) -> None:
        self.root, self.path = root, path
        self.phase = phase if phase not in (None, "#DEFAULT") else root.get("defaultPhase")
        self.ids = {node.get("id"): node for node in root.iter(f"{SCH}*") if node.get("id")}

    def active(self) -> Iterator[etree._Element]:
        """Give the patterns of the default phase; all of them when there is none."""
        phase = self.ids.get(self.phase)
        wanted = {a.get("pattern") for a in phase.iter(SCH + "active")} if phase is not None else None
        for pattern in self.root.iter(SCH + "pattern"):
            if wanted is None or pattern.get("id") in wanted:
                yield pattern

    def pattern(self, node: etree._Element) -> Pattern:
        """Read a pattern; one that `is-a`nother is made from it by putting in the parameters."""
        source, params = node, {}
        if node.get("is-a"):
            source = self._find(node.get("is-a"), "pattern")
            params = {p.get("name", ""): p.get("value", "") for p in node.iter(SCH + "param")}
        rules = tuple(
            self.rule(rule) for rule in source.iterchildren(SCH + "rule") if rule.get("abstract") != "true"
        )
        read = Pattern(node.get("id", ""), _lets(source), rules)
        return _filled(read, params) if params else read

    def rule(self, node: etree._Element) -> Rule:
        """Read a rule, what it extends first."""
        lets: list[Let] = []
        assertions: list[Assertion] = []
        self._collect(node, lets, assertions, ())
        return Rule(node.get("context", ""), tuple(lets), tuple(assertions))

    def _collect(
        self,
        node: etree._Element,
        lets: list[Let],
        assertions: list[Assertion],
        within: tuple[etree._Element, ...],
    ) -> None:
        if node in within:
            raise ReadError("a rule extends itself", code="schema-invalid", file=str(self.path))
        for child in node.iterchildren(f"{SCH}*"):
            if child.tag == SCH + "extends":
                self._collect(self._find(child.get("rule"), "rule"), lets, assertions, (*within, node))
            elif child.tag == SCH + "let":
                lets.append((child.get("name", ""), child.get("value", "")))
            elif child.tag in (SCH + "assert", SCH + "report"):
                assertions.append(self._assertion(child, node))

    def _assertion(self, node: etree._Element, rule: etree._Element) -> Assertion:
        role = (node.get("role") or rule.get("role") or "").lower()
        severity = "warning" if role.startswith("warn") else "info" if role.startswith("info") else "error"
        hints = tuple(self._find(name, "diagnostic") for name in node.get("diagnostics", "").split())
        return Assertion(node.get("test", ""), node.tag == SCH + "report", node, severity, hints)

    def _find(self, name: str | None, kind: str) -> etree._Element:
        found = self.ids.get(name)
        if found is None or found.tag != SCH + kind:
            raise ReadError(f"it has no {kind} named {name}", code="schema-invalid", file=str(self.path))
        return found


def _lets(node: etree._Element) -> tuple[Let, ...]:
    return tuple((let.get("name", ""), let.get("value", "")) for let in node.iterchildren(SCH + "let"))


def _filled(pattern: Pattern, params: Mapping[str, str]) -> Pattern:
    """Put the parameters into an abstract pattern, as text, the longest names first (section 6.3)."""
    names = sorted(params, key=len, reverse=True)
    hole = re.compile(r"\$(" + "|".join(map(re.escape, names)) + r")(?![\w.-])")

    def fill(text: str) -> str:
        return hole.sub(lambda match: params[match[1]], text)

    def fill_lets(lets: tuple[Let, ...]) -> tuple[Let, ...]:
        return tuple((name, fill(value)) for name, value in lets)

    def fill_message(node: etree._Element) -> etree._Element:
        copy = etree.fromstring(etree.tostring(node, with_tail=False))
        for part in copy.iter():
            for key in ("select", "path"):
                if part.get(key):
                    part.set(key, fill(part.get(key, "")))
        return copy

    def fill_assertion(a: Assertion) -> Assertion:
        return replace(
            a, test=fill(a.test), message=fill_message(a.message), hints=tuple(map(fill_message, a.hints))
        )

    rules = tuple(
        Rule(fill(rule.context), fill_lets(rule.lets), tuple(map(fill_assertion, rule.assertions)))
        for rule in pattern.rules
    )
    return Pattern(pattern.id, fill_lets(pattern.lets), rules)
