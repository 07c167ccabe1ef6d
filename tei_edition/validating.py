"""Files → the findings of the `validate` command; beside `pipeline`, so that judging loads nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from tei_edition.diagnostics import Diagnostic
from tei_edition.errors import TeiEditionError, UsageError
from tei_edition.outcome import Result, as_finding
from tei_edition.validate import validate_file


def validate(files: Iterable[Path | str], schemas: Sequence[Path | str] = ()) -> Result:
    """Judge each file; see `tei_edition.validate` for what is judged and by which schema."""
    chosen = [Path(schema) for schema in schemas] or None
    for schema in chosen or ():
        if schema.suffix and not schema.is_file():
            raise UsageError("there is no such schema", file=str(schema))
    findings: list[Diagnostic] = []
    for path in map(Path, files):
        try:
            findings += validate_file(path, chosen)
        except TeiEditionError as error:
            findings.append(as_finding(error, path))
    return Result(tuple(findings))
