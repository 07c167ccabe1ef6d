"""Schematron's nouns: a schema's patterns, rules and assertions as plain values (ISO/IEC 19757-3, section 5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

XSL = "{http://www.w3.org/1999/XSL/Transform}"
SCH = "{http://purl.oclc.org/dsdl/schematron}"
OLD = "{http://www.ascc.net/xml/schematron}"
RNG = "{http://relaxng.org/ns/structure/1.0}"

Let = tuple[str, str]
"""A variable: its name and the expression of its value."""


@dataclass(frozen=True)
class Key:
    """An `xsl:key`."""

    name: str
    """Its name."""
    match: str
    """The pattern of its nodes."""
    use: str
    """The expression of their values."""


@dataclass(frozen=True)
class Function:
    """An `xsl:function`."""

    prefix: str
    """The prefix of its name."""
    name: str
    """Its local name."""
    parameters: tuple[str, ...]
    """Names of its parameters."""
    body: str
    """What it gives, as an expression."""


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
    """`error`, `warning` or `info`, after its severity, role or flag, or those of its rule or pattern."""
    hints: tuple[etree._Element, ...] = ()
    """The diagnostics and properties it refers to."""
    place: str = ""
    """Where in which file it stands."""
    subject: str = ""
    """The expression of the node that a finding is about, where that is not the rule's."""


@dataclass(frozen=True)
class Rule:
    """Assertions on the nodes that match a context."""

    context: str
    """The XSLT pattern of the nodes."""
    lets: tuple[Let, ...]
    """Variables, evaluated on the node, in their order."""
    assertions: tuple[Assertion, ...]
    """What is asserted."""
    place: str = ""
    """Where in which file it stands."""


@dataclass(frozen=True)
class Pattern:
    """Rules of which, for each node, the first that matches applies."""

    id: str
    """Its id."""
    lets: tuple[Let, ...]
    """Variables, evaluated on the document."""
    rules: tuple[Rule, ...]
    """The rules in their order."""
    documents: str = ""
    """The expression of the addresses of the documents that are judged instead."""
    every: bool = False
    """Whether of the rules that match a node all apply, not the first alone (a `group`)."""


@dataclass(frozen=True, eq=False)
class RuleSet:
    """All patterns of a Schematron schema that are active."""

    binding: str
    """The query language: `xslt`, `xslt2`, …"""
    namespaces: Mapping[str, str]
    """Prefixes."""
    lets: tuple[Let, ...]
    """Variables of the schema and of the phase, evaluated on the document."""
    patterns: tuple[Pattern, ...]
    """The patterns."""
    keys: tuple[Key, ...] = ()
    """Keys, for XSLT's `key()`."""
    functions: tuple[Function, ...] = ()
    """Functions that the schema defines."""
    unread: tuple[str, ...] = field(default=())
    """Parts of the schema we do not evaluate, for `not-checked`."""
    path: Path | None = None
    """Where the schema is, for `document()`."""
