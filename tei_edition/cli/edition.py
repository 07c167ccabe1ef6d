"""Words typed about an edition → `build`, `check`, `encode`, `new`, `serve`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

import tei_edition
from tei_edition import report
from tei_edition.cli.main import main
from tei_edition.cli.running import FOLDER, FORMAT, ODD, command, status_of

if TYPE_CHECKING:
    from tei_edition.work import Judged


@main.command()
@FOLDER
@ODD
@command
def build(edition: Path, odd: Path | None) -> tuple[str, str, int]:
    """Build an edition: encode, validate, render, and account for every word.

    EDITION is its folder (where edition.toml lies); the folder you are in if left out. Nothing is written
    when there is an error.
    """
    result = tei_edition.build(edition, odd=odd)
    told = report.as_text(result.diagnostics) + report.balance(result.accounts)
    done = report.written(result.files, str(result.output)) if result.ok else ""
    return done, told, status_of(result)


@main.command()
@FOLDER
@FORMAT
@command
def check(edition: Path, format_: str) -> tuple[str, str, int]:
    """Do all that build does without writing anything, and say whether the output is up to date."""
    result = tei_edition.check(edition)
    return report.FORMATS[format_](result.diagnostics), report.balance(result.accounts), status_of(result)


@main.command()
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="SOURCE…")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=".",
    metavar="DIR",
    help="Where the TEI goes; the folder you are in if left out.",
)
@click.option("--no-guess", is_flag=True, help="Do not propose names that no register knows.")
@click.option(
    "--changes",
    type=click.Choice(["accept", "reject"]),
    help="What becomes of changes tracked in a Word document; accepted if left out.",
)
@click.option(
    "--report",
    "asked",
    is_flag=False,
    flag_value="-",
    metavar="[PATH.html]",
    help="Tell all that was judged, the least certain first: on the terminal, or as a page.",
)
@command
def encode(
    sources: tuple[Path, ...], output: Path, no_guess: bool, changes: str | None, asked: str | None
) -> tuple[str, str, int]:
    """Encode articles (.txt, .html, .md, .docx) as TEI: SOURCE becomes DIR/<slug>.xml; a folder stands for
    those in it.

    Beside an edition.toml the edition's register and the article's toml are used. Without, names are
    proposals: tagged with @cert and without @ref. To a SOURCE that is TEI already, what it lacks is added.
    """
    result = tei_edition.encode(
        sources, output, guess=not no_guess, report=asked is not None, changes=changes or ""
    )
    told = _work(result.judged, asked)
    return told, report.as_text(result.diagnostics) + report.balance(result.accounts), status_of(result)


def _work(judged: Sequence[Judged], asked: str | None) -> str:
    """Give the list of work for the terminal, or write it as a page."""
    if asked is None:
        return ""
    from tei_edition.report_judged import work_as_html, work_as_text

    if asked == "-":
        return work_as_text(judged)
    from tei_edition.delivery import write_page
    from tei_edition.render.worklist import MARK

    write_page(Path(asked), work_as_html(judged).encode(), MARK)
    return ""


@main.command()
@FOLDER
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any free one."
)
@click.option("--api", is_flag=True, help="Answer programs, too, from the last build: DTS 1.0 at /dts.")
@command
def serve(edition: Path, port: int, api: bool) -> tuple[str, str, int]:
    """Show an edition in the browser while you work on it: its pages follow every change of a file.

    EDITION is its folder; the folder you are in if left out. Only this machine can see it, and nothing is
    written. What is wrong stands above each page. Ctrl-C ends it.
    """
    with suppress(KeyboardInterrupt):
        tei_edition.serve(edition, port, _say_address, api=api)
    return "", "", 0


def _say_address(address: str) -> None:
    """Say where to look, while the command goes on."""
    sys.stderr.write(f"{address} (Ctrl-C ends)\n")
    sys.stderr.flush()


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@command
def new(folder: Path) -> tuple[str, str, int]:
    """Make DIR a new edition with a worked example: change it into your own.

    DIR must not exist yet, or be empty.
    """
    result = tei_edition.new(folder)
    return report.started(result.files, str(result.output)), "", status_of(result)
