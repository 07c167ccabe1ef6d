"""TEI (+ schemas) → diagnostics: 1 well-formed? 2 grammar, 3 Schematron rules, 4 pointers and ids.

`document` (with `places`) gives the bytes piece by piece and knows where things are, `choose` which schemas;
`grammar` judges structure, and `explain` (with `facts`, `wording`, `values`, `habits`) says what is wrong with it;
`schematron` (with `rules` and `query`) rules; `pointers` pointers and ids, `large` those of a document too large for
a tree; `wellformed` (with `mends`) says what is wrong with a file that is no XML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tei_edition.diagnostics import Diagnostic
from tei_edition.errors import ReadError, XmlError
from tei_edition.validate.choose import Schema, choose, schema_of
from tei_edition.validate.document import Document, document_at, document_of
from tei_edition.validate.grammar import load_grammar
from tei_edition.validate.pointers import check_pointers

if TYPE_CHECKING:
    from lxml import etree

INFORMATION = ("register-unused", "note-unmarked")
"""Codes of findings that are no faults."""

__all__ = ["validate_file", "validate_files", "validate_tree"]


def validate_files(paths: Iterable[Path], schemas: Sequence[Path | Schema] | None = None) -> list[Diagnostic]:
    """Judge each file, in the order given; see `validate_file`."""
    return [finding for path in paths for finding in validate_file(path, schemas)]


def validate_file(
    path: Path,
    schemas: Sequence[Path | Schema] | None = None,
    *,
    information: bool = False,
    cache: Path | None = None,
) -> list[Diagnostic]:
    """Judge a file by the schemas given, else by those it names itself, else by ours.

    Findings come in the order of their lines; with `information`, after them what is no fault but worth telling:
    entries of a register and notes that nothing points to. `cache` is a folder where grammars are kept between runs.
    Raises ReadError when the file or a schema cannot be read.
    """
    return _judge(document_at(path), schemas, information, cache)


def validate_tree(
    tree: etree._ElementTree, name: str, schemas: Sequence[Path | Schema] | None = None
) -> list[Diagnostic]:
    """Judge a tree as `validate_file` judges a file; `name` is its file's, relative to which schemas are found."""
    return _judge(document_of(tree, name), schemas)


def _judge(
    document: Document,
    given: Sequence[Path | Schema] | None,
    information: bool = False,
    cache: Path | None = None,
) -> list[Diagnostic]:
    """Run the stages and put their findings in order."""
    try:
        schemas, findings = (_as_schemas(given), []) if given else choose(document)
        for schema in schemas:
            findings += _check(document, schema, not given, cache)
        if document.prolog.dtd:
            message = f"The DTD {document.prolog.dtd} is not read: what it declares is not known here"
            hint = "write the characters themselves for its entities, and its attributes where they matter"
            findings.append(document.note("not-checked", message, hint))
        return document.illustrated(_ordered(_once(findings, _pointers(document, information))))
    except XmlError as error:
        from tei_edition.validate.wellformed import not_well_formed

        return document.illustrated([not_well_formed(document, error)])


def _pointers(document: Document, information: bool) -> list[Diagnostic]:
    """Check ids and pointers; those of a large document as far as that can be done without a tree."""
    if document.large:
        from tei_edition.validate.large import check_large

        return check_large(document)
    return check_pointers(document, information)


def _as_schemas(given: Sequence[Path | Schema]) -> list[Schema]:
    return [schema if isinstance(schema, Schema) else schema_of(schema) for schema in given]


def _check(document: Document, schema: Schema, named: bool, cache: Path | None) -> list[Diagnostic]:
    """Judge by one schema. One that the document names and that is broken is a finding, one given is an error."""
    try:
        if schema.kind in ("rules", "odd"):
            return [] if document.large else _check_rules(document, schema)
        return load_grammar(schema.path, cache).check(document)
    except ReadError as error:
        if not named:
            raise
        return [document.note("schema-invalid", str(error), "give another with --schema PATH")]


def _check_rules(document: Document, schema: Schema) -> list[Diagnostic]:
    """Judge by Schematron; XPath is loaded only where there are rules, since it takes its time."""
    from tei_edition.validate.schema import load_rules
    from tei_edition.validate.schematron import check_rules

    findings = check_rules(document, load_rules(schema.path, schema.phase))
    if schema.kind == "odd":
        name = schema.path.name
        message = (
            f"Of {name} only its Schematron rules are checked, not what it says of elements and attributes"
        )
        hint = f"make RELAX NG of it with TEI's Roma and judge by that: --schema {schema.path.stem}.rng"
        findings.append(document.note("not-checked", message, hint))
    return findings


def _once(findings: list[Diagnostic], pointers: list[Diagnostic]) -> list[Diagnostic]:
    """Leave out rules' findings about a pointer that the pointers' own check tells better."""
    told = {
        (finding.path, finding.message.split('"')[1]) for finding in pointers if finding.code == "pointer"
    }
    about = re.compile(r"\bpoint|\bxml:id\b", re.IGNORECASE)

    def repeated(finding: Diagnostic) -> bool:
        if finding.code != "rule" or not about.search(finding.message):
            return False
        return any(path == finding.path and value in finding.message for path, value in told)

    return [finding for finding in findings if not repeated(finding)] + pointers


def _ordered(findings: list[Diagnostic]) -> list[Diagnostic]:
    """Put findings in the order of their places, equal places as they came; the same finding once."""
    unique = list(dict.fromkeys(findings))
    return sorted(unique, key=lambda f: (f.code in INFORMATION, f.line or 0, f.column or 0))
