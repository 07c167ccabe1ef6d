"""Files → the findings of the `validate` command; beside `pipeline`, so that judging loads nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from tei_edition.diagnostics import Diagnostic
from tei_edition.errors import TeiEditionError
from tei_edition.outcome import Result, as_finding
from tei_edition.validate import validate_file
from tei_edition.validate.choose import given
from tei_edition.validate.store import Stored, listed

__all__ = ["Stored", "add_schema", "list_schemas", "validate"]


def validate(
    files: Iterable[Path | str],
    schemas: Sequence[Path | str] = (),
    *,
    phase: str | None = None,
    rules: bool = False,
) -> Result:
    """Judge each file; see `tei_edition.validate` for what is judged and by which schema.

    `schemas` are files, addresses or names known to the local store; `phase` chooses among their Schematron rules,
    `rules` asks for the Schematron rules inside grammars as well. Raises UsageError for a schema that is not at hand.
    """
    chosen = given(schemas, phase, rules) or None
    findings: list[Diagnostic] = []
    for path in map(Path, files):
        try:
            findings += validate_file(path, chosen, information=True)
        except TeiEditionError as error:
            findings.append(as_finding(error, path))
    return Result(tuple(findings))


def add_schema(source: Path | str, address: str | None = None, folder: Path | None = None) -> Stored:
    """Store a schema, a file or an http address, with all it includes, so that documents and `schemas` can name it.

    It stands for `address`, else for itself. This is the only function that fetches anything, and only the source
    given. `folder` is the store's, the user's own if left out. Raises ReadError, UsageError, WriteError.
    """
    from tei_edition.validate.fetch import add

    return add(str(source), address, folder)


def list_schemas(folder: Path | None = None) -> list[Stored]:
    """Give the schemas at hand: those stored, those of the extra `schemas`, ours."""
    return listed(folder)
