"""Schematron schema → patterns and rules as plain values, abstract ones resolved (ISO/IEC 19757-3, section 6)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from lxml import etree

from tei_edition.errors import ReadError
from tei_edition.tei import local
from tei_edition.validate.assemble import BASE, assembled
from tei_edition.validate.functions import function_of
from tei_edition.validate.overlooked import overlooked
from tei_edition.validate.rules import SCH, XSL, Assertion, Function, Key, Let, Pattern, Rule, RuleSet

SEVERITIES = {
    "fatal": "error", "error": "error", "err": "error", "warning": "warning", "warn": "warning",
    "nonfatal": "warning", "info": "info", "information": "info", "informational": "info", "hint": "info",
}  # fmt: skip
"""What `severity`, `role` and `flag` may say; other words of theirs mean nothing to us."""

PATTERNS = (SCH + "pattern", SCH + "group")


def load_rules(path: Path, phase: str | None = None) -> RuleSet:
    """Load a Schematron schema, or the rules inside a RELAX NG grammar or an ODD; unchanged files are loaded once.

    `phase` is a name, `#ALL`, or `#DEFAULT` (as None). Raises ReadError when the schema is unusable.
    """
    try:
        changed = path.stat().st_mtime_ns
    except OSError as error:
        reason = f"the schema cannot be used: {error.strerror or error}"
        raise ReadError(reason, code="schema-invalid", file=str(path)) from error
    return _load(path, changed, phase)


@lru_cache(maxsize=32)
def _load(path: Path, _changed: int, phase: str | None) -> RuleSet:
    try:
        return _Reader(assembled(path), path, phase).rules()
    except RecursionError as error:
        reason = "the schema cannot be used: it is nested too deep"
        raise ReadError(reason, code="schema-invalid", file=str(path)) from error


class _Reader:
    """Reads one schema."""

    def __init__(self, root: etree._Element, path: Path, phase: str | None) -> None:
        self.root, self.path = root, path
        self.phase = phase if phase not in (None, "#DEFAULT", "") else root.get("defaultPhase", "#ALL")
        self.ids = {node.get("id"): node for node in root.iter(f"{SCH}*") if node.get("id")}
        self.unread: dict[str, None] = {}

    def rules(self) -> RuleSet:
        """Read it all."""
        namespaces = {ns.get("prefix", ""): ns.get("uri", "") for ns in self.root.iter(SCH + "ns")}
        active, lets = self._active()
        patterns = tuple(self.pattern(node) for node in active)
        keys, functions = tuple(self._keys()), tuple(self._functions(namespaces))
        for node, why in overlooked(self.root):
            self._not_read(node, why)
        return RuleSet(
            self.root.get("queryBinding", "xslt").strip().lower(),
            namespaces,
            (*self.lets(self.root), *lets),
            patterns,
            keys,
            functions,
            tuple(self.unread),
            self.path,
        )

    def _active(self) -> tuple[list[etree._Element], tuple[Let, ...]]:
        """Give the patterns of the phase and its variables; all patterns when there is none (section 5.4.11)."""
        patterns = [p for p in self.root.iter(*PATTERNS) if p.get("abstract") != "true"]
        if self.phase == "#ALL":
            return patterns, ()
        phase = self._find(self.phase, "phase")
        wanted = {active.get("pattern") for active in phase.iter(SCH + "active")}
        for name in wanted - {pattern.get("id") for pattern in patterns}:
            raise self.unusable(f"its phase {self.phase} names no pattern of it: {name}")
        return [pattern for pattern in patterns if pattern.get("id") in wanted], self.lets(phase)

    def _keys(self) -> Iterator[Key]:
        for node in self.root.iter(XSL + "key"):
            if all(node.get(name) for name in ("name", "match", "use")):
                yield Key(node.get("name", ""), node.get("match", ""), node.get("use", ""))
            else:
                self._not_read(node)

    def _functions(self, namespaces: Mapping[str, str]) -> Iterator[Function]:
        for node in self.root.iter(XSL + "function"):
            found = function_of(node, namespaces)
            if found is None:
                self._not_read(node)
            else:
                yield found

    def pattern(self, node: etree._Element) -> Pattern:
        """Read a pattern; one that `is-a`nother is made from it by putting in the parameters."""
        source, params = node, {}
        if node.get("is-a"):
            source = self._find(node.get("is-a"), local(node))
            params = {
                param.get("name", ""): param.get("value", "")
                for holder in (source, node)
                for param in holder.iterchildren(SCH + "param")
            }
        rules = [rule for rule in source.iterchildren(SCH + "rule") if rule.get("abstract") != "true"]
        read = Pattern(
            node.get("id") or source.get("id") or "",
            self.lets(source),
            tuple(rule for rule in map(self.rule, rules) if rule is not None),
            node.get("documents") or source.get("documents") or "",
            every=node.tag == SCH + "group",
        )
        return _filled(read, params) if params else read

    def rule(self, node: etree._Element) -> Rule | None:
        """Read a rule, what it extends first; None when it has no context."""
        context = node.get("context", "").strip()
        if not context:
            self._not_read(node, "without a context")
            return None
        lets: list[Let] = []
        assertions: list[Assertion] = []
        self._collect(node, lets, assertions, ())
        return Rule(context, tuple(lets), tuple(assertions), self._place(node))

    def _collect(
        self,
        node: etree._Element,
        lets: list[Let],
        assertions: list[Assertion],
        within: tuple[etree._Element, ...],
    ) -> None:
        if node in within:
            raise self.unusable(f"the rule {self._place(node)} extends itself")
        for child in node.iterchildren(f"{SCH}*", XSL + "variable"):
            if child.tag == SCH + "extends":
                self._collect(self._find(child.get("rule"), "rule"), lets, assertions, (*within, node))
            elif child.tag in (SCH + "let", XSL + "variable"):
                lets += self._let(child)
            elif child.tag in (SCH + "assert", SCH + "report"):
                if child.get("test", "").strip():
                    assertions.append(self._assertion(child, (within or (node,))[0]))
                else:
                    self._not_read(child, "without a test")

    def _assertion(self, node: etree._Element, rule: etree._Element) -> Assertion:
        above = [node, rule, *rule.iterancestors(*PATTERNS)]
        said = [
            element.get(name, "").strip().lower()
            for element in above
            for name in ("severity", "role", "flag")
        ]
        severity = next((SEVERITIES[word] for word in said if word in SEVERITIES), "error")
        hints = [
            self._find(name, kind)
            for kind, attribute in (("diagnostic", "diagnostics"), ("property", "properties"))
            for name in node.get(attribute, "").split()
        ]
        subject = node.get("subject") or rule.get("subject") or ""
        return Assertion(
            node.get("test", ""),
            node.tag == SCH + "report",
            node,
            severity,
            tuple(hints),
            self._place(node),
            subject.strip(),
        )

    def lets(self, node: etree._Element) -> tuple[Let, ...]:
        """Read the variables that a schema, phase or pattern declares itself."""
        nodes = node.iterchildren(
            SCH + "let", XSL + "variable", *([SCH + "param"] if node is self.root else [])
        )
        return tuple(let for child in nodes for let in self._let(child))

    def _let(self, node: etree._Element) -> Iterator[Let]:
        name, value = node.get("name", "").strip(), node.get("value") or node.get("select")
        if name and value and value.strip():
            yield name, value
        else:
            self._not_read(node, "without a name or a value")

    def _find(self, name: str | None, kind: str) -> etree._Element:
        found = self.ids.get(name)
        if found is None or found.tag != SCH + kind:
            raise self.unusable(f"it has no {kind} named {name}")
        return found

    def unusable(self, reason: str) -> ReadError:
        """Make an error that says why the schema cannot be used."""
        return ReadError(f"the schema cannot be used: {reason}", code="schema-invalid", file=str(self.path))

    def _not_read(self, node: etree._Element, why: str = "") -> None:
        prefix = "xsl:" if str(node.tag).startswith(XSL) else ""
        self.unread[f"<{prefix}{local(node)}> {self._place(node)} {why}".strip()] = None

    def _place(self, node: etree._Element) -> str:
        file = next((base for a in (node, *node.iterancestors()) if (base := a.get(BASE))), str(self.path))
        return f"in line {node.sourceline} of {Path(file).name}"


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
            a,
            test=fill(a.test),
            message=fill_message(a.message),
            hints=tuple(map(fill_message, a.hints)),
            subject=fill(a.subject),
        )

    rules = tuple(
        Rule(
            fill(rule.context), fill_lets(rule.lets), tuple(map(fill_assertion, rule.assertions)), rule.place
        )
        for rule in pattern.rules
    )
    return replace(pattern, lets=fill_lets(pattern.lets), rules=rules, documents=fill(pattern.documents))
