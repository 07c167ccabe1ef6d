"""A function that gives what to print and a status → a command; the options that several commands have."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tei_edition import report
from tei_edition.diagnostics import FATAL
from tei_edition.errors import TeiEditionError, WriteError
from tei_edition.outcome import as_finding

if TYPE_CHECKING:
    from tei_edition.outcome import Result

FOLDER = click.argument("edition", type=click.Path(path_type=Path), default=".", metavar="[EDITION]")
FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")

ODD = click.option(
    "--odd",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="An ODD whose models change what elements are for readers.",
)
FORMAT = click.option(
    "--format", "format_", type=click.Choice(list(report.FORMATS)), default="text", show_default=True
)


def _say(out: str, err: str, status: int) -> int:
    """Print both streams, whatever their encodings can show, and give the status: 2 when nothing can be printed."""
    try:
        for text, stream in ((out, sys.stdout), (err, sys.stderr)):
            encoding = stream.encoding or "utf-8"
            stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
            stream.flush()
    except OSError:
        return 2
    return status


def _told(error: TeiEditionError, format_: str | None) -> tuple[str, str]:
    """Give what goes to standard output and to standard error: a program that asks for its format gets it there."""
    finding = as_finding(error, "tei-edition")
    if format_ in ("json", "sarif"):
        return report.FORMATS[format_]([finding]), ""
    return "", report.as_text([finding])


def command(function: Callable[..., tuple[str, str, int]]) -> Callable[..., None]:
    """Make a function that gives (standard output, standard error, exit status) a command's body."""

    @wraps(function)
    def run(**options: Any) -> None:
        try:
            out, err, status = function(**options)
        except TeiEditionError as error:
            out, err, status = *_told(error, options.get("format_")), error.exit_status
        except OSError as error:
            place = error.filename or "input or output"
            told = WriteError(str(error.strerror or error), file=str(place))
            out, err, status = *_told(told, options.get("format_")), 2
        sys.exit(_say(out, err, status))

    return run


def status_of(result: Result) -> int:
    """Give the exit status: 2 when the work could not be done, 1 when there are errors, else 0."""
    if any(finding.code in FATAL for finding in result.diagnostics):
        return 2
    return 0 if result.ok else 1
