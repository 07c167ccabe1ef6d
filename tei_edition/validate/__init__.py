"""TEI (+ schemas) → diagnostics: 1 well-formed? 2 grammar, 3 Schematron rules, 4 pointers and ids.

`document` knows places, `choose` which schemas, `grammar` (with `facts` and `wording`) judges structure, `schematron`
(with `rules` and `query`) rules, `pointers` pointers and ids.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from lxml import etree

from tei_edition.diagnostics import Diagnostic, make
from tei_edition.errors import ReadError, XmlError
from tei_edition.tei import parse_bytes
from tei_edition.validate.choose import Schema, choose, schema_of
from tei_edition.validate.document import Document, document_of, excerpt, lines_of
from tei_edition.validate.grammar import load_grammar
from tei_edition.validate.pointers import check_pointers

DOUBLED = re.compile(r"ID (\S+) already defined")
"""What libxml2 says of a doubled xml:id, where it looks for them while it parses."""

PLACE = re.compile(r", line \d+, column \d+$")
"""The place at the end of libxml2's messages."""

__all__ = ["validate_file", "validate_files", "validate_tree"]


def validate_files(paths: Iterable[Path], schemas: Sequence[Path | Schema] | None = None) -> list[Diagnostic]:
    """Judge each file, in the order given; see `validate_file`."""
    return [finding for path in paths for finding in validate_file(path, schemas)]


def validate_file(path: Path, schemas: Sequence[Path | Schema] | None = None) -> list[Diagnostic]:
    """Judge a file by the schemas given, else by those it names itself, else by ours.

    Findings come in the order of their lines. Raises ReadError when the file, or a schema given, cannot be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror or error}", file=str(path)) from error
    try:
        tree = parse_bytes(data, str(path))
    except XmlError as error:
        return [_not_well_formed(error, data)]
    return _judge(Document(str(path), tree, data), schemas)


def validate_tree(
    tree: etree._ElementTree, name: str, schemas: Sequence[Path | Schema] | None = None
) -> list[Diagnostic]:
    """Judge a tree as `validate_file` judges a file; `name` is its file's, relative to which schemas are found."""
    return _judge(document_of(tree, name), schemas)


def _judge(document: Document, given: Sequence[Path | Schema] | None) -> list[Diagnostic]:
    """Run the stages and put their findings in order."""
    schemas, findings = (_as_schemas(given), []) if given else choose(document)
    for schema in schemas:
        findings += _check(document, schema, named=not given)
    return _ordered(_once(findings, check_pointers(document)))


def _as_schemas(given: Sequence[Path | Schema]) -> list[Schema]:
    return [schema if isinstance(schema, Schema) else schema_of(schema) for schema in given]


def _check(document: Document, schema: Schema, named: bool) -> list[Diagnostic]:
    """Judge by one schema. One that the document names and that is broken is a finding, one given is an error."""
    try:
        if schema.kind in ("rules", "odd"):
            return _check_rules(document, schema)
        return load_grammar(schema.path).check(document)
    except ReadError as error:
        if not named:
            raise
        return [
            document.finding(
                "schema-invalid", str(error), document.tree.getroot(), "give another with --schema PATH"
            )
        ]


def _check_rules(document: Document, schema: Schema) -> list[Diagnostic]:
    """Judge by Schematron; XPath is loaded only where there are rules, since it takes its time."""
    from tei_edition.validate.rules import load_rules
    from tei_edition.validate.schematron import check_rules

    return check_rules(document, load_rules(schema.path, schema.phase))


def _once(findings: list[Diagnostic], pointers: list[Diagnostic]) -> list[Diagnostic]:
    """Leave out rules' findings about a pointer that the pointers' own check tells better."""
    told = {
        (finding.path, finding.message.split('"')[1]) for finding in pointers if finding.code == "pointer"
    }

    def repeated(finding: Diagnostic) -> bool:
        return finding.code == "rule" and any(p == finding.path and v in finding.message for p, v in told)

    return [finding for finding in findings if not repeated(finding)] + pointers


def _ordered(findings: list[Diagnostic]) -> list[Diagnostic]:
    """Put findings in the order of their places, equal places as they came; the same finding once."""
    unique = list(dict.fromkeys(findings))
    return sorted(unique, key=lambda finding: (finding.line or 0, finding.column or 0))


def _not_well_formed(error: XmlError, data: bytes) -> Diagnostic:
    """Turn the parser's refusal into a finding; its message repeats the place, ours does not."""
    doubled = DOUBLED.match(error.message)
    message = f'xml:id="{doubled[1]}" is given twice' if doubled else PLACE.sub("", error.message)
    cure = "give this element another xml:id" if doubled else "mend the markup here, or in the lines before"
    code = "id-twice" if doubled else "not-well-formed"
    finding = make(
        code, message, file=error.file, line=error.line, column=error.column, hint=error.hint or cure
    )
    return replace(finding, excerpt=excerpt(lines_of(data[:2_000_000]), error.line, error.column))
