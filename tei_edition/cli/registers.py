"""Words typed about names → `names`, `register import`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

import tei_edition
from tei_edition import report
from tei_edition.cli.main import main
from tei_edition.cli.running import FILES, command, status_of


@main.command()
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="SOURCE…")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Where the report goes."
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "xml"]),
    help="xml is TEI to correct; left out: as FILE's ending says, else text.",
)
@click.option("--ner", metavar="MODEL", help="A spaCy pipeline to be heard as well (extra [ner]).")
@command
def names(
    sources: tuple[Path, ...], output: Path | None, format_: str | None, ner: str | None
) -> tuple[str, str, int]:
    """Propose register entries for names not yet known, with where each stands and why it is taken for one.

    Beside an edition.toml the edition's register and your decisions are respected; its folder stands for all
    its articles.
    """
    from tei_edition.report_names import NAMES_FORMATS

    result = tei_edition.names(sources, ner=ner)
    told = NAMES_FORMATS[format_ or _format_of(output, NAMES_FORMATS)](result)
    return _delivered(told, output), report.as_text(result.diagnostics), status_of(result)


def _format_of(output: Path | None, formats: Iterable[str]) -> str:
    """Give the format that a file's ending names, else text."""
    ending = output.suffix.removeprefix(".") if output else ""
    return ending if ending in formats else "text"


def _delivered(text: str, output: Path | None) -> str:
    """Write a report to its file, if one is named; give what is left to print."""
    if output is None:
        return text
    from tei_edition.delivery import write_report

    write_report(output, text.encode())
    return ""


@main.group()
def register() -> None:
    """Take entries of other people's lists into an edition's register."""


@register.command("import")
@FILES
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    metavar="REGISTER",
    help="The register.xml that the entries go into; made where there is none.",
)
@click.option(
    "--kind", type=click.Choice(["person", "place", "org", "work"]), help="What the rows of a table are."
)
@command
def register_import(files: tuple[Path, ...], output: Path, kind: str | None) -> tuple[str, str, int]:
    """Put the entries of TEI lists (listPerson, listPlace, listOrg, listBibl) and tables (CSV) into a register.

    Nothing that stands in the register is changed: what is lacking is added, what contradicts it is told.
    """
    result = tei_edition.import_register(files, output, kind=kind or "")
    done = f"{output}: {result.new} new, {result.added} added to, {result.known} known already\n"
    return done if result.heard else "", report.as_text(result.diagnostics), status_of(result)
