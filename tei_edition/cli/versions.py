"""Words typed about the versions of an edition → `diff`."""

from __future__ import annotations

from pathlib import Path

import click

import tei_edition
from tei_edition.cli.main import main
from tei_edition.cli.running import command
from tei_edition.compare.summary import diff_summary
from tei_edition.files import write_files
from tei_edition.report_diff import DIFF_FORMATS

SUFFIXES = {".html": "html", ".htm": "html", ".json": "json"}
"""What a file is to have by its name."""


@main.command()
@click.argument("old", metavar="V1")
@click.argument("new", metavar="[V2]", default="")
@click.argument("edition", type=click.Path(path_type=Path), default=".", metavar="[EDITION]")
@click.option("--format", "--to", "format_", type=click.Choice(list(DIFF_FORMATS)), help="text if left out.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Its name may say the format."
)
@command
def diff(old: str, new: str, edition: Path, format_: str | None, output: Path | None) -> tuple[str, str, int]:
    """Tell what changed from V1 to V2, paragraph by paragraph: words, markup, notes, and the headers.

    V1 and V2 are versions that the edition has released, folders with TEI in them, or two TEI files. Without V2 the
    last build is compared. Words removed stand in [- -], words added in {+ +}.
    """
    found = tei_edition.diff(old, new, edition)
    form = format_ or SUFFIXES.get(output.suffix.lower() if output else "", "text")
    told = DIFF_FORMATS[form](found)
    if output is None:
        return told, "", 0
    write_files(output.parent, {output.name: told.encode()})
    return f"{output}: {diff_summary(found)}\n", "", 0
