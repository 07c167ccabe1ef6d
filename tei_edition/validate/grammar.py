"""Schema file → a grammar that judges documents: RELAX NG by derivatives, each fault put into words."""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from tei_edition.diagnostics import Diagnostic
from tei_edition.errors import ReadError
from tei_edition.validate.document import Document
from tei_edition.validate.relaxng import regex
from tei_edition.validate.relaxng.grammar import load_schema
from tei_edition.validate.relaxng.judge import is_valid

if TYPE_CHECKING:
    from tei_edition.validate.facts import Facts


class Grammar(Protocol):
    """What judges a document's structure."""

    def check(self, document: Document) -> list[Diagnostic]:
        """Give what breaks the grammar; nothing when the document is valid."""


class RelaxNgGrammar:
    """A RELAX NG grammar."""

    def __init__(self, path: Path, cache: Path | None = None) -> None:
        self.schema = load_schema(path, cache)

    @cached_property
    def facts(self) -> Facts:
        """What it knows of each element."""
        from tei_edition.validate.facts import Facts

        return Facts(self.schema)

    def check(self, document: Document) -> list[Diagnostic]:
        """Judge; tell of values that no one can wait for."""
        with regex.GUARD as guard:
            guard.spent.clear()
            findings = self._faults(document)
            stopped = list(guard.stopped)
        return findings + [
            document.note(
                "not-checked",
                f"Values of the form {pattern} were not all checked: it takes more than {guard.seconds:.0f} seconds",
                "write the schema's pattern without repetitions inside repetitions, such as (a+)+",
            )
            for pattern in stopped
        ]

    def _faults(self, document: Document) -> list[Diagnostic]:
        """Judge quickly; look for the faults only when there are some."""
        if is_valid(self.schema, document.pieces, document.name):
            return []
        from tei_edition.validate.explain import explain

        return explain(self.facts, document)


def load_grammar(path: Path, cache: Path | None = None) -> Grammar:
    """Load a grammar (.rng, .rnc); unchanged files are loaded once, and once for all where there is a cache.

    ReadError when it is unusable.
    """
    try:
        changed = path.stat().st_mtime_ns
    except OSError as error:
        raise _unusable(path, f"it cannot be read: {error.strerror or error}") from error
    return _load(path, changed, cache)


@lru_cache(maxsize=16)
def _load(path: Path, _changed: int, cache: Path | None) -> Grammar:
    return RelaxNgGrammar(path, cache)


def _unusable(path: Path, reason: str, hint: str | None = None) -> ReadError:
    return ReadError(f"the schema cannot be used: {reason}", code="schema-invalid", file=str(path), hint=hint)
