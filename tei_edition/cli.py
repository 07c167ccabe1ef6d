"""Words typed at a terminal → one call of a function of `tei_edition`, its findings and an exit status."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import tei_edition
from tei_edition import report
from tei_edition.diagnostics import FATAL
from tei_edition.errors import TeiEditionError, UsageError, WriteError
from tei_edition.outcome import as_finding
from tei_edition.version import __version__

if TYPE_CHECKING:
    from tei_edition.outcome import Result
    from tei_edition.work import Judged

FOLDER = click.argument("edition", type=click.Path(path_type=Path), default=".", metavar="[EDITION]")
FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")

ODD = click.option(
    "--odd",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="An ODD whose models change what elements are for readers.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="tei-edition")
def main() -> None:
    """Turn the text of an article into TEI and into editions, with an account of every word.

    \b
    An edition is a folder:
      edition.toml     title, editors, licence, output folder
      register.xml     the people, places, organisations and works named in it
      <slug>.txt       an article
      <slug>.toml      what is known of that article, your notes and corrections

    Exit status: 0 all is well; 1 there are findings of severity error; 2 the command could not do its work.
    """


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
@click.option(
    "--format", "format_", type=click.Choice(list(report.FORMATS)), default="text", show_default=True
)
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
    """Encode articles (.txt, .html, .md, .docx) as TEI: SOURCE becomes DIR/<slug>.xml.

    Beside an edition.toml the edition's register and the article's toml are used. Without, names are
    proposals: tagged with @cert and without @ref. To a SOURCE that is TEI already, what it lacks is added.
    """
    result = tei_edition.encode(
        sources, output, guess=not no_guess, report=asked is not None, changes=changes or ""
    )
    told = _work(result.judged, asked)
    return told, report.as_text(result.diagnostics) + report.balance(result.accounts), status_of(result)


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
@click.option(
    "--format", "format_", type=click.Choice(list(report.FORMATS)), default="text", show_default=True
)
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
    """Judge TEI files, and the .xml files in folders: well-formedness, grammar, Schematron rules, pointers.

    Without --schema by the schemas that the file's own <?xml-model?> names, else by ours. A schema on the web is
    looked up among those stored by `schema add`; nothing is fetched.
    """
    shown = _show if sys.stderr.isatty() else None
    result = tei_edition.validate(files, schemas, phase=phase, rules=rules, jobs=jobs, progress=shown)
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
    type=click.Choice(["html", "text", "markdown", "epub", "pdf"]),
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
@click.option("--account", is_flag=True, help="Print what became of every character.")
@ODD
@command
def render(
    files: tuple[Path, ...],
    target: str,
    output: str | None,
    view: str,
    plain: bool,
    account: bool,
    odd: Path | None,
) -> tuple[str, str, int]:
    """Render TEI documents, ours or anybody's, as an HTML page, plain text, Markdown, an EPUB book or a PDF.

    The words of what was written are compared with the document's: one that is lost or added is an error. With
    --account the balance is printed; on standard error where the edition itself is on standard output.
    """
    if target in ("epub", "pdf") and not output:
        raise UsageError(f"{target} is not for the terminal", hint="say where it goes: -o PATH")
    result = tei_edition.render(files, target, output, view=view, plain=plain, odd=odd)
    shown = "" if output else "".join(data.decode() for data in result.files.values())
    balance = report.accounts(result.accounts) if account else ""
    told = report.as_text(result.diagnostics)
    return (balance, told, status_of(result)) if output else (shown, told + balance, status_of(result))


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
@command
def serve(edition: Path, port: int) -> tuple[str, str, int]:
    """Show an edition in the browser while you work on it: its pages follow every change of a file.

    EDITION is its folder; the folder you are in if left out. Only this machine can see it, and nothing is
    written. What is wrong stands above each page. Ctrl-C ends it.
    """
    with suppress(KeyboardInterrupt):
        tei_edition.serve(edition, port, _say_address)
    return "", "", 0


def _say_address(address: str) -> None:
    """Say where to look, while the command goes on."""
    sys.stderr.write(f"{address} (Ctrl-C ends)\n")
    sys.stderr.flush()


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
    return done, report.as_text(result.diagnostics), status_of(result)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@command
def new(folder: Path) -> tuple[str, str, int]:
    """Make DIR a new edition with a worked example: change it into your own.

    DIR must not exist yet, or be empty.
    """
    result = tei_edition.new(folder)
    return report.started(result.files, str(result.output)), "", status_of(result)


def status_of(result: Result) -> int:
    """Give the exit status: 2 when the work could not be done, 1 when there are errors, else 0."""
    if any(finding.code in FATAL for finding in result.diagnostics):
        return 2
    return 0 if result.ok else 1
