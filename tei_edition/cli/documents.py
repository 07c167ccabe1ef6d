"""Words typed about TEI documents, ours or anybody's → `validate`, `schema`, `render`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

import tei_edition
from tei_edition import report
from tei_edition.cli.main import main
from tei_edition.cli.running import FILES, FORMAT, ODD, command, status_of
from tei_edition.errors import UsageError


@main.command()
@FILES
@click.option(
    "--schema",
    "schemas",
    multiple=True,
    metavar="PATH",
    help="A .rng, .rnc, .sch or .odd file, or a name that `schema list` knows (tei_all); may be repeated.",
)
@click.option("--rules", is_flag=True, help="With --schema: also the Schematron rules inside a .rng.")
@click.option("--phase", metavar="NAME", help="With --schema: the phase of the Schematron rules.")
@FORMAT
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Processes; all cores if left out.",
)
@command
def validate(
    files: tuple[Path, ...], schemas: tuple[str, ...], rules: bool, phase: str | None, format_: str, jobs: int
) -> tuple[str, str, int]:
    """Judge TEI files, and the .xml and .tei files in folders: well-formedness, grammar, Schematron rules, pointers.

    A file named - is what comes from the standard input. Without --schema by the schemas that the file's own
    <?xml-model?> names, else by ours. A schema on the web is looked up among those stored by `schema add`; nothing
    is fetched.
    """
    shown = _show if sys.stderr.isatty() else None
    from tei_edition.validate.store import cache_folder

    named = [Path("/dev/stdin") if str(path) == "-" else path for path in files]
    result = tei_edition.validate(
        named, schemas, phase=phase, rules=rules, jobs=jobs, progress=shown, cache=cache_folder()
    )
    told = report.summary(result.diagnostics, result.documents) if format_ == "text" else ""
    return report.FORMATS[format_](result.diagnostics), told, status_of(result)


def _show(done: int, total: int) -> None:
    """Show how far a command is, where nobody would read it later."""
    if done == total or done % 16 == 0:
        sys.stderr.write(report.progress(done, total))
        sys.stderr.flush()


@main.group()
def schema() -> None:
    """Keep schemas at hand, so that documents are judged offline."""


@schema.command("add")
@click.argument("source", metavar="FILE|URL")
@click.option("--as", "address", metavar="HREF", help="The address that documents name it by.")
@command
def schema_add(source: str, address: str | None) -> tuple[str, str, int]:
    """Store a schema, and the files it includes, for documents that name it by URL or HREF."""
    stored = tei_edition.add_schema(source, address)
    return f"{stored.name}: {stored.address} is stored in {stored.path}\n", "", 0


@schema.command("list")
@command
def schema_list() -> tuple[str, str, int]:
    """List the schemas at hand: their names, addresses and files."""
    return report.schemas(tei_edition.list_schemas()), "", 0


@main.command()
@FILES
@click.option(
    "--to",
    "target",
    required=True,
    type=click.Choice(["html", "text", "markdown", "epub", "pdf", "site"]),
    help="What to make.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(),
    metavar="PATH",
    help="A file for one input, a folder for several.",
)
@click.option(
    "--view",
    default="reading",
    show_default=True,
    metavar="reading|source|witness:SIGLUM",
    help="Corrected text, the source's own readings, or those of a witness of the apparatus.",
)
@click.option("--plain", is_flag=True, help="Text for machines: one paragraph a line, no apparatus.")
@click.option(
    "--split",
    type=click.IntRange(min=0),
    metavar="N",
    help="Of a site: divisions of this depth have pages of their own; 0: none; left out: in long documents.",
)
@click.option("--title", default="", metavar="TEXT", help="Of a site: its title.")
@click.option("--account", is_flag=True, help="Print what became of every character.")
@ODD
@command
def render(
    files: tuple[Path, ...],
    target: str,
    output: str | None,
    view: str,
    plain: bool,
    split: int | None,
    title: str,
    account: bool,
    odd: Path | None,
) -> tuple[str, str, int]:
    """Render TEI documents, ours or anybody's, as an HTML page, plain text, Markdown, an EPUB book, a PDF or a site.

    A site is made of all files together, and of those in folders: pages, registers, contents, words, a map.

    The words of what was written are compared with the document's: one that is lost or added is an error. With
    --account the balance is printed; on standard error where the edition itself is on standard output.
    """
    if target in ("epub", "pdf", "site") and not output:
        raise UsageError(f"{target} is not for the terminal", hint="say where it goes: -o PATH")
    result = tei_edition.render(
        files, target, output, view=view, plain=plain, odd=odd, split=split, title=title
    )
    shown = "" if output else "".join(data.decode() for data in result.files.values())
    balance = report.accounts(result.accounts) if account else ""
    told = report.as_text(result.diagnostics)
    return (balance, told, status_of(result)) if output else (shown, told + balance, status_of(result))
