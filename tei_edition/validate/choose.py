"""Document → the schemas to judge it by: those its `<?xml-model?>` names, else our own.

Implements W3C "Associating Schemas with XML documents 1.0": href, type and schematypens. Nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

from tei_edition.diagnostics import Diagnostic
from tei_edition.resources import SCHEMA_FILES, schema_path
from tei_edition.validate.document import Document

KINDS = {
    "http://relaxng.org/ns/structure/1.0": "grammar",
    "http://purl.oclc.org/dsdl/schematron": "rules",
    "http://www.ascc.net/xml/schematron": "rules",
}
"""`schematypens` → what we do with the schema."""


@dataclass(frozen=True)
class Schema:
    """A schema file and what to take from it."""

    path: Path
    """Where it is."""
    kind: str
    """`grammar` (RELAX NG) or `rules` (Schematron, or the Schematron rules inside a RELAX NG grammar)."""


def schema_of(path: Path) -> Schema:
    """Give a schema its kind by its file name."""
    return Schema(path, "rules" if path.suffix.lower() in (".sch", ".schematron") else "grammar")


def choose(document: Document) -> tuple[list[Schema], list[Diagnostic]]:
    """Give the schemas of a document, and a finding for each one it names that cannot be had."""
    named = list(_models(document.tree))
    if not named:
        return [schema_of(schema_path(name)) for name in ("tei_edition.rng", "tei_edition.sch")], []
    schemas: list[Schema] = []
    findings: list[Diagnostic] = []
    for href, kind in named:
        path = _find(href, Path(document.name).parent)
        if kind == "other":
            findings.append(_not_checked(document, href))
        elif path is None:
            findings.append(_missing(document, href))
        elif Schema(path, kind) not in schemas:
            schemas.append(Schema(path, kind))
    return schemas, findings


def _models(tree: etree._ElementTree) -> Iterator[tuple[str, str]]:
    """Give address and kind of each schema that the document names."""
    for node in reversed(list(tree.getroot().itersiblings(preceding=True))):
        if isinstance(node, etree._ProcessingInstruction) and node.target == "xml-model":
            href, namespace = node.get("href") or "", node.get("schematypens")
            by_name = schema_of(Path(urlsplit(href).path)).kind
            if namespace:
                by_name = KINDS.get(namespace, "other")
            elif (node.get("type") or "") in ("application/xml-dtd",) or href.lower().endswith(
                (".xsd", ".dtd", ".odd")
            ):
                by_name = "other"
            yield href, by_name


def _find(href: str, folder: Path) -> Path | None:
    """Find a schema on disk: where the document says, else ours of that name; None when there is neither."""
    parts = urlsplit(href)
    if parts.scheme in ("", "file"):
        path = folder / unquote(parts.path)
        if parts.path and path.is_file():
            return path.resolve()
    name = Path(unquote(parts.path)).name
    return schema_path(name) if name in SCHEMA_FILES else None


def _missing(document: Document, href: str) -> Diagnostic:
    away = urlsplit(href).scheme in ("http", "https")
    reason = "is on the web, and nothing is fetched" if away else "is not where the document says"
    hint = "get the file and give it with --schema PATH"
    return document.finding("schema-missing", f"The schema {href} {reason}", document.tree.getroot(), hint)


def _not_checked(document: Document, href: str) -> Diagnostic:
    message = f"The schema {href} is neither RELAX NG nor Schematron, and is not used"
    return document.finding(
        "not-checked", message, document.tree.getroot(), "give another with --schema PATH"
    )
