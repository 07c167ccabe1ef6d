"""Document → the schemas to judge it by: those its `<?xml-model?>` names, else our own; or those a user gives.

Implements W3C "Associating Schemas with XML documents 1.0": href, type, schematypens, phase. Nothing is fetched: what
is on the web is looked up in the local store.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from tei_edition.diagnostics import Diagnostic
from tei_edition.errors import TeiEditionError
from tei_edition.resources import SCHEMA_FILES, schema_path
from tei_edition.validate import store
from tei_edition.validate.document import Document, Pieces
from tei_edition.validate.places import Place, prolog_of
from tei_edition.validate.relaxng.nameclass import split
from tei_edition.validate.uris import parts_of

KINDS = {
    "http://relaxng.org/ns/structure/1.0": "grammar",
    "http://purl.oclc.org/dsdl/schematron": "rules",
    "http://www.ascc.net/xml/schematron": "rules",
    "http://www.tei-c.org/ns/1.0": "odd",
}
"""`schematypens` → what we do with the schema."""

BY_SUFFIX = {
    ".sch": "rules", ".schematron": "rules", ".odd": "odd",
    ".xsd": "other", ".dtd": "other", ".nvdl": "other",
}  # fmt: skip
"""Ending of a file's name → what we do with it; all others are grammars."""

PSEUDO = re.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
"""A pseudo-attribute of a processing instruction."""


@dataclass(frozen=True)
class Schema:
    """A schema file and what to take from it."""

    path: Path
    """Where it is."""
    kind: str
    """`grammar` (RELAX NG), `rules` (Schematron, also inside RELAX NG) or `odd` (the rules of one)."""
    phase: str | None = None
    """The phase of the rules; None for the one the schema itself prefers."""


@dataclass(frozen=True)
class _Model:
    """What an `<?xml-model?>` says."""

    href: str
    """The schema's address."""
    kind: str
    """What to do with it; `other` when we cannot do anything."""
    phase: str | None
    """The phase of its rules."""
    place: Place
    """Where it stands."""


def schema_of(path: Path, phase: str | None = None) -> Schema:
    """Give a schema its kind by its file name; one named .xml by the namespace of its outermost element."""
    suffix = path.suffix.lower()
    kind = _kind_inside(path) if suffix == ".xml" else BY_SUFFIX.get(suffix, "grammar")
    return Schema(path, kind if kind != "other" else "grammar", phase)


def _kind_inside(path: Path) -> str:
    try:
        root = prolog_of(Pieces(str(path), path), str(path)).root
    except TeiEditionError:
        return "grammar"  # whose loading says what is wrong
    return KINDS.get(split(root.name)[0], "grammar")


def given(names: Iterable[str | Path], phase: str | None = None, rules: bool = False) -> list[Schema]:
    """Give the schemas that a user names: files, addresses or names known to the store.

    `rules` asks for the Schematron rules inside grammars, too. Raises UsageError for one that is not at hand.
    """
    schemas = [schema_of(store.named(str(name)), phase) for name in names]
    inside = [Schema(s.path, "rules", phase) for s in schemas if rules and s.path.suffix.lower() == ".rng"]
    return list(dict.fromkeys([*schemas, *inside]))


def choose(document: Document) -> tuple[list[Schema], list[Diagnostic]]:
    """Give the schemas of a document, and a finding for each one it names that cannot be had."""
    models = list(_models(document))
    if not models:
        return [schema_of(schema_path(name)) for name in ("tei_edition.rng", "tei_edition.sch")], []
    schemas: dict[Schema, None] = {}
    findings: list[Diagnostic] = []
    for model in models:
        path = _find(model.href, Path(document.name).parent)
        if model.kind == "other":
            findings.append(_not_checked(document, model))
        elif path is None:
            findings.append(_missing(document, model))
        else:
            schemas[Schema(path, model.kind, model.phase)] = None
    return list(schemas), list(dict.fromkeys(findings))


def _models(document: Document) -> Iterator[_Model]:
    """Give what the document says of its schemas, before its root."""
    for target, data, place in document.prolog.instructions:
        if target == "xml-model":
            said = {name: unescape(a or b) for name, a, b in PSEUDO.findall(data)}
            yield _Model(said.get("href", ""), _kind(said), said.get("phase") or None, place)


def _kind(said: dict[str, str]) -> str:
    """Tell what kind of schema is meant: by its namespace, else by its media type, else by its name."""
    namespace = said.get("schematypens")
    if namespace:
        return KINDS.get(namespace.strip(), "other")
    if said.get("type") in ("application/xml-dtd", "application/xsd+xml"):
        return "other"
    suffix = Path(parts_of(said.get("href", "")).path).suffix.lower()
    return BY_SUFFIX.get(suffix, "grammar")


def _find(href: str, folder: Path) -> Path | None:
    """Find a schema on disk: where the document says, else in the store, else ours of that name."""
    parts = parts_of(href)
    if parts.scheme in ("", "file"):
        path = folder / unquote(parts.path)
        if parts.path and path.is_file():
            return path.resolve()
    elif (stored := store.at(href)) is not None:
        return stored
    name = Path(unquote(parts.path)).name
    return schema_path(name) if name in SCHEMA_FILES else None


def _missing(document: Document, model: _Model) -> Diagnostic:
    href = model.href
    if not href:
        message = "An <?xml-model?> does not say which schema it means"
        return document.note("schema-missing", message, 'write href="…", or take it away', model.place)
    away = parts_of(href).scheme in ("http", "https")
    reason = (
        "is on the web and not stored here; nothing is fetched unasked"
        if away
        else "is not where the document says"
    )
    hint = store.cure(href) if away else "correct its href, or give the file with --schema PATH"
    return document.note("schema-missing", f"The schema {href} {reason}", hint, model.place)


def _not_checked(document: Document, model: _Model) -> Diagnostic:
    message = f"The schema {model.href} is neither RELAX NG nor Schematron, and is not used"
    return document.note("not-checked", message, "give another with --schema PATH", model.place)
