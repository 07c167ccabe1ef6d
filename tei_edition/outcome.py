"""What a command found and made → one value that every command gives; failures → findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tei_edition.diagnostics import CATALOGUE, Diagnostic, errors, make
from tei_edition.errors import TeiEditionError

if TYPE_CHECKING:
    from tei_edition.ledger import Account
    from tei_edition.work import Judged


@dataclass(frozen=True)
class Result:
    """What a command found and made."""

    diagnostics: tuple[Diagnostic, ...] = ()
    """Findings, in the order of the files."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """Files made, by their name relative to the output folder."""
    accounts: tuple[Account, ...] = ()
    """The ledger."""
    judged: tuple[Judged, ...] = ()
    """What the encoder has judged, the least certain first; only where it is asked for."""
    output: Path | None = None
    """The folder the files belong in."""
    documents: int = 0
    """How many documents were judged by `validate`."""
    records: Mapping[Path, bytes] = field(default_factory=dict)
    """Of a build: the records of addresses that lie beside the articles, by their full paths."""

    @property
    def ok(self) -> bool:
        """Whether nothing of severity error was found."""
        return not errors(self.diagnostics)


def as_finding(error: TeiEditionError, path: Path | str) -> Diagnostic:
    """Make a finding of a failure, so that it does not keep the other files from being done.

    `path` is the file or program it is told of where the failure names none. Of a file that is not well-formed
    it says what `validate` says.
    """
    if error.code == "not-well-formed" and error.file and Path(error.file).is_file():
        from tei_edition.validate.wellformed import why_not_well_formed

        if told := why_not_well_formed(Path(error.file)):
            return told
    code = error.code if error.code in CATALOGUE else "failure"
    return make(
        code,
        error.message,
        file=error.file or str(path),
        line=error.line,
        column=error.column,
        hint=error.hint,
    )
