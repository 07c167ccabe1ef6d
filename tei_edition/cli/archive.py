"""Words typed about keeping an edition → `deposit`, `identify`, `release`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

import tei_edition
from tei_edition import report
from tei_edition.archive.targets import OBJECT, TARGETS
from tei_edition.cli.main import main
from tei_edition.cli.running import FOLDER, FORMAT, command, status_of


@main.command()
@FOLDER
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="The package; deposit/<title>-<version> in the edition's output folder if left out.",
)
@click.option(
    "--as",
    "form",
    type=click.Choice(["folder", "zip", "tar"]),
    default="folder",
    show_default=True,
    help="What the package is.",
)
@click.option(
    "--algorithm",
    "algorithms",
    multiple=True,
    type=click.Choice(["md5", "sha1", "sha256", "sha512"]),
    help="Of the bag's manifests; may be given several times.",
)
@click.option("--profile", default="", metavar="NAME|FILE", help="A BagIt profile that the bag must do.")
@click.option(
    "--to",
    default="",
    type=click.Choice(["", *TARGETS, OBJECT]),
    metavar="|".join((*TARGETS, OBJECT)),
    help="Write what this archive takes.",
)
@click.option("--no-build", is_flag=True, help="Take the last build as it is.")
@click.option(
    "--verify",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Judge this package, yours or anybody's, instead of writing one.",
)
@FORMAT
@command
def deposit(
    edition: Path,
    output: Path | None,
    form: str,
    algorithms: tuple[str, ...],
    profile: str,
    to: str,
    no_build: bool,
    verify: Path | None,
    format_: str,
) -> tuple[str, str, int]:
    """Build an edition and write the package an archive takes: a BagIt bag whose payload is an RO-Crate.

    What an archive demands of it and nobody has said is told with the key to fill in. Nothing is written when
    there is an error.
    """
    if verify is not None:
        found = tei_edition.verify(verify, profile=profile, told=_progress())
        done = f"{verify}: {found.documents} files\n" if found.ok and format_ == "text" else ""
        return report.FORMATS[format_](found.diagnostics), done, status_of(found)
    result = tei_edition.deposit(
        edition,
        output,
        form=form,
        algorithms=algorithms,
        profile=profile,
        to=to,
        rebuild=not no_build,
        told=_progress(),
    )
    done = f"{result.output}: {len(result.files)} files\n" if result.output else ""
    if format_ != "text":
        return report.FORMATS[format_](result.diagnostics), done, status_of(result)
    return done, report.as_text(result.diagnostics), status_of(result)


def _progress() -> Callable[[int, int], None] | None:
    """Give what shows how far a command is; nothing where nobody would see it."""
    return _show if sys.stderr.isatty() else None


def _show(done: int, total: int) -> None:
    if done == total or done % 64 == 0:
        sys.stderr.write(report.progress(done, total))
        sys.stderr.flush()


@main.command()
@FOLDER
@click.option("--doi", default="", metavar="DOI", help="That of this version.")
@click.option("--concept", default="", metavar="DOI", help="That of all versions together.")
@command
def identify(edition: Path, doi: str, concept: str) -> tuple[str, str, int]:
    """Write a DOI that an archive has registered into edition.toml.

    The next build has it in every format of metadata.
    """
    result = tei_edition.identify(edition, doi=doi, concept=concept)
    return f"{result.output}/edition.toml: written; build again\n", "", status_of(result)


@main.command()
@FOLDER
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How it is printed."
)
@click.option("--page", is_flag=True, help="Write it as a page of the site, too: audit.html.")
@command
def audit(edition: Path, format_: str, page: bool) -> tuple[str, str, int]:
    """Judge the last build by 44 points: can the edition be cited, and can it be kept?

    Each point is passed, failed or not applicable, with evidence; what failed names the cure. The exit status is 1
    when a point failed.
    """
    result = tei_edition.audit(edition, page=page)
    told = result.as_json() if format_ == "json" else result.as_text()
    return told, "", 0 if result.ok else 1


@main.command()
@FOLDER
@click.option(
    "-m",
    "--message",
    default="",
    metavar="TEXT",
    help="What is new; if left out, what has changed in the texts is counted.",
)
@command
def release(edition: Path, message: str) -> tuple[str, str, int]:
    """Publish the version that edition.toml names: record it, build, and keep its files for good.

    It is recorded in edition.toml and CHANGELOG.md, kept in archive/ of the output folder as a version of an OCFL
    object, and the pages of earlier versions stay in the site under their numbers.
    """
    result = tei_edition.release(edition, message)
    done = f"{result.output}: {len(result.files)} files\n" if result.output else ""
    return done, report.as_text(result.diagnostics), status_of(result)
