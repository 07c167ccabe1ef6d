"""Schematron schema → what of it nobody here evaluates, so that it can be told and is not passed in silence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from tei_edition.tei import local, q
from tei_edition.validate.rules import SCH, XSL

XINCLUDE = "{http://www.w3.org/2001/XInclude}include"
WORDS = frozenset(("emph", "dir", "span", "name", "value-of"))
"""What may stand in a message."""

PATTERN = frozenset(("title", "p", "let", "rule", "param"))
CHILDREN: Mapping[str, frozenset[str]] = {
    "schema": frozenset((
        "title", "p", "ns", "let", "param", "phase", "pattern", "group", "rules",
        "diagnostics", "properties", "diagnostic", "property",
    )),
    "phase": frozenset(("title", "p", "let", "active")),
    "pattern": PATTERN,
    "group": PATTERN,
    "rules": frozenset(("title", "p", "rule")),
    "rule": frozenset(("title", "p", "let", "extends", "assert", "report")),
    "diagnostics": frozenset(("diagnostic",)),
    "properties": frozenset(("property",)),
    **dict.fromkeys(("assert", "report", "diagnostic", "property", "emph", "dir", "span"), WORDS),
}  # fmt: skip
"""Element of Schematron → those that are read in it (ISO/IEC 19757-3, section 5.4)."""

TOLD = (SCH + "title", SCH + "p")
"""Elements that only explain."""

FREE = frozenset(("title", "p", "emph", "dir", "span"))
"""Elements without an effect on what is judged."""

ALWAYS = frozenset(("id", "icon", "see", "fpi", "role", "flag", "severity", "subject", "class", "as"))
ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "schema": frozenset(("schemaVersion", "defaultPhase", "queryBinding")),
    "ns": frozenset(("prefix", "uri")),
    "let": frozenset(("name", "value")),
    "param": frozenset(("name", "value")),
    "active": frozenset(("pattern",)),
    "pattern": frozenset(("abstract", "is-a", "documents", "name")),
    "group": frozenset(("abstract", "is-a", "documents")),
    "rule": frozenset(("context", "abstract")),
    "extends": frozenset(("rule",)),
    "assert": frozenset(("test", "diagnostics", "properties")),
    "report": frozenset(("test", "diagnostics", "properties")),
    "property": frozenset(("scheme",)),
    "name": frozenset(("path",)),
    "value-of": frozenset(("select",)),
}
"""Element of Schematron → the attributes that are read on it, beside those that are read on all."""


def overlooked(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Give each element that is not evaluated, or not as it asks to be, and why."""
    for node in root.iter(etree.Element):
        if node.tag == XINCLUDE:
            yield node, "(XInclude): write sch:include"
        elif node.tag == q("constraintSpec"):
            yield node, f"of the scheme {node.get('scheme')}"
        elif node.tag in CHILDREN and _within(node):
            yield node, "in no namespace"
        elif str(node.tag).startswith(SCH):
            yield from _of(node)
        elif str(node.tag).startswith(XSL):
            yield from _of_xslt(node)


def _of(node: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    parent, name = node.getparent(), local(node)
    if parent is not None and (parent.tag in TOLD or (name in WORDS and not _within(node))):
        return  # an explanation, or words of another vocabulary's
    if parent is not None and name not in CHILDREN.get(local(parent), ()):
        yield node, f"inside <{local(parent)}>"
        return
    if name not in FREE:
        known = ALWAYS | ATTRIBUTES.get(name, frozenset())
        yield from (
            (node, f"with @{key}") for key in map(str, node.attrib) if key[0] != "{" and key not in known
        )
    if name == "rule" and node.get("abstract") != "true" and parent is not None and local(parent) == "rules":
        yield node, "inside <rules>, not abstract"
    if node.get("is-a") and node.find(SCH + "rule") is not None:
        yield node, "with @is-a and rules of its own"
    if node.get("is-a") and node.get("abstract") == "true":
        yield node, "with @is-a that is abstract itself"


def _within(node: etree._Element) -> bool:
    parent = node.getparent()
    return parent is not None and str(parent.tag).startswith(SCH)


def _of_xslt(node: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Tell of XSLT's instructions that stand where Schematron's elements are expected."""
    parent, name = node.getparent(), local(node)
    if parent is None or not _within(node) or name in ("key", "function"):
        return
    within = local(parent)
    read = ("variable",) if within in ("schema", "pattern", "group", "rule") else ("value-of", "text")
    if name not in read:
        yield node, f"inside <{within}>"
