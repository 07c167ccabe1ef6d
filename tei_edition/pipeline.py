"""The stages in their order: read → encode → validate → render, each accounted for; the only module that knows all.

Every function gives a `Result` and neither prints nor exits; what it writes goes into the folder it was given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from tei_edition.archive.dts.faults import citation_faults
from tei_edition.articles import Made, amend_article, encode_source, make_article, setting_of, surroundings
from tei_edition.built import AUDIT, LEDGER, ledger_json, stale_files
from tei_edition.diagnostics import Diagnostic, errors, make
from tei_edition.edition import BY_HAND, SOURCE_SUFFIXES, ArticleConfig, Edition, load_edition
from tei_edition.encode.article import Setting
from tei_edition.encode.judged import in_order, judged
from tei_edition.errors import TeiEditionError, UsageError
from tei_edition.files import sources_in, write_files
from tei_edition.ledger import (
    Account,
)
from tei_edition.memory import patiently
from tei_edition.outcome import Result, as_finding
from tei_edition.outputs import accounts_of, editions_of
from tei_edition.record import SUFFIX, record_path
from tei_edition.render import (
    load_odd,
)
from tei_edition.rendering import render
from tei_edition.resources import SCHEMA_FILES, schema_path
from tei_edition.tei import local, parse_file
from tei_edition.validate import validate_file
from tei_edition.validating import validate
from tei_edition.work import Judged

__all__ = ["Result", "build", "check", "encode", "render", "validate"]

Maker = Callable[[ArticleConfig, Setting], Made]
"""What makes an article."""


def build(folder: Path | str = ".", *, odd: Path | str | None = None) -> Result:
    """Build the edition in the folder into its output folder.

    Nothing is written when a finding is an error, as it is for an article that cannot be read. Files that an
    earlier build wrote and this one does not are deleted. `odd` takes the place of the edition's own. Raises
    ConfigError, WriteError; ReadError or XmlError for the register.
    """
    edition = load_edition(Path(folder))
    if odd is not None:
        edition = replace(edition, odd=Path(odd))
    result = _make(edition)
    if result.ok:
        stale = [
            *stale_files(edition.output, result.files),
            *([AUDIT] if (edition.output / AUDIT).is_file() else []),
        ]
        write_files(edition.output, result.files, stale, result.records)
    return result


def check(folder: Path | str = ".") -> Result:
    """Do all that `build` does without writing; an output folder that is out of date is a finding."""
    edition = load_edition(Path(folder))
    result = _make(edition)
    return replace(result, diagnostics=(*result.diagnostics, *_compare(edition.output, result)))


def preview(folder: Path, maker: Maker = make_article) -> Result:
    """Do all that `build` does without writing; each article is made by `maker`."""
    return _make(load_edition(folder), maker)


@patiently()
def encode(
    sources: Iterable[Path | str],
    output: Path | str = ".",
    *,
    guess: bool = True,
    report: bool = False,
    changes: str = "",
) -> Result:
    """Encode each source into `<output>/<slug>.xml`; to a source that is TEI already, add what it lacks.

    A folder stands for the sources in it, but not for TEI. The pictures it shows are put beside it. A source in an
    edition's folder is encoded with its register; one without is encoded by itself, and unless `guess` is false the
    names in it are proposals, marked with `@cert`. A
    source that cannot be read is a finding, and the others are encoded all the same. With `report` the result tells
    all that was judged, for an editor to go through. `changes` says whether to `accept` or `reject` what is tracked
    in Word documents, whatever their toml says. Raises WriteError; UsageError when two have one slug.
    """
    judgements: list[Judged] = []
    findings: list[Diagnostic] = []
    accounts: list[Account] = []
    files: dict[str, bytes] = {}
    pictures: dict[str, bytes] = {}
    for path in sources_in(sources, SOURCE_SUFFIXES):
        try:
            setting, config = surroundings(path, guess)
            config = replace(config, changes=changes or config.changes)
            amending = path.suffix.lower() == BY_HAND
            article = amend_article(config, setting) if amending else encode_source(config, setting)
            target = Path(output) / f"{config.slug}.xml"
            if not (amending and target.exists() and target.samefile(path)):
                _spare(target, article.data)
        except TeiEditionError as error:
            findings.append(as_finding(error, path))
            continue
        name = f"{config.slug}.xml"
        if name in files:
            raise UsageError(f"two sources would be written to {name}", file=str(path))
        files[name] = article.data
        pictures |= article.pictures
        findings += article.diagnostics
        accounts += article.accounts
        findings += [finding for account in article.accounts for finding in account.unexplained]
        if report and article.encoded:
            judgements += judged(article.encoded.article, article.encoded.spans, setting.register)
    if files:
        write_files(Path(output), {**files, **pictures, **(_schema_files("schema/") if accounts else {})})
    return Result(tuple(findings), files, accounts=tuple(accounts), judged=in_order(judgements))


def _spare(target: Path, data: bytes) -> None:
    """Raise UsageError where writing the data would destroy TEI that is edited by hand."""
    if (target.parent / "edition.toml").is_file() and target.is_file() and target.read_bytes() != data:
        raise UsageError(
            f"{target.name} is an article edited by hand, and is not overwritten",
            file=str(target),
            hint=f"move it away first, or write elsewhere with -o; to add to it what is missing: "
            f"tei-edition encode {target} -o {target.parent}",
        )


# --- the edition -----------------------------------------------------------------------------------------


@patiently()
def _make(edition: Edition, maker: Maker = make_article) -> Result:
    """Take every article of the edition through all stages; nothing is written."""
    setting = setting_of(edition, "../schema/", guess=False)
    findings = [*_astray(edition), *map(_unlisted, edition.unlisted)]
    findings += _of_register(edition)
    articles: list[Made] = []
    for config in edition.articles if not errors(findings) else ():
        try:
            articles.append(maker(config, setting))
        except TeiEditionError as error:
            findings.append(as_finding(error, config.path or edition.folder))
    if errors(findings):
        return Result(
            (*findings, *(item for made in articles for item in made.diagnostics)),
            output=edition.output,
        )
    for article in articles:
        findings += article.diagnostics
        findings += citation_faults(article.tree.getroot(), str(article.config.path or article.config.slug))
    model = load_odd(edition.odd) if edition.odd else None
    findings += model.diagnostics if model else ()
    files, rendered = editions_of(edition, articles, model)
    accounts = accounts_of(edition, articles, files, model)
    findings += [*rendered, *(finding for account in accounts for finding in account.unexplained)]
    files |= _schema_files("schema/")
    files[LEDGER] = ledger_json(accounts, [*files, LEDGER])
    findings += _orphans(edition)
    return Result(
        tuple(findings), files, accounts=tuple(accounts), output=edition.output, records=_records(articles)
    )


def _records(articles: Sequence[Made]) -> dict[Path, bytes]:
    """Give the records of addresses, to lie beside the articles."""
    return {
        record_path(article.config.path): article.record.as_toml(article.config.slug)
        for article in articles
        if article.config.path and article.record.texts
    }


def _orphans(edition: Edition) -> list[Diagnostic]:
    """Say which records belong to no article of the edition: all their addresses would be dropped."""
    known = {record_path(article.path) for article in edition.articles if article.path}
    known |= {edition.folder / f"{slug}{SUFFIX}" for slug in edition.withdrawn}
    return [
        make(
            "address-dropped",
            f"the article of {path.name} has been published and is not in the edition",
            file=str(path),
            hint=f'if it has another name now, rename its record, too; if it is to go: withdrawn = ["{_slug(path)}"]',
        )
        for path in sorted(edition.folder.glob(f"*{SUFFIX}"))
        if path not in known
    ]


def _slug(record: Path) -> str:
    return record.name.removesuffix(SUFFIX)


def _of_register(edition: Edition) -> list[Diagnostic]:
    """Judge the register; one that is a mere `standOff` is judged in the articles that use it."""
    whole = edition.register is not None and local(parse_file(edition.register).getroot()) == "TEI"
    return errors(validate_file(edition.register)) if edition.register and whole else []


def _astray(edition: Edition) -> Iterator[Diagnostic]:
    """Tell each toml in the folder that belongs to no article."""
    known = {
        "edition",
        *(article.slug for article in edition.articles),
        *(path.stem for path in edition.unlisted),
    }
    for path in sorted(edition.folder.glob("[!.]*.toml")):
        if path.stem not in known and not path.name.endswith(SUFFIX):
            yield make(
                "toml-astray",
                f"{path.name} belongs to no article: there is no source {path.stem}.txt beside it",
                file=str(path),
                hint="give it the name of its article, or move it away",
            )


def _unlisted(path: Path) -> Diagnostic:
    """Say that a source in the folder is no part of the edition."""
    return make(
        "article-unlisted",
        "edition.toml does not name this article",
        file=str(path),
        hint=f'add "{path.stem}" to articles, or take the key out to have all',
    )


def _compare(output: Path, result: Result) -> list[Diagnostic]:
    """Say which files in the output folder, and which records, are not what a build would write."""
    files = result.files
    if not output.is_dir():
        return [
            make("stale-output", "nothing has been built yet", file=str(output), hint="build the edition")
        ]
    stale = [output / name for name, data in files.items() if _bytes_of(output / name) != data]
    stale += [output / name for name in stale_files(output, files)]
    stale += [path for path, data in result.records.items() if _bytes_of(path) != data]
    return [
        make(
            "stale-output",
            f"{path.name} is not what the sources give",
            file=str(path),
            hint="build again",
        )
        for path in stale
    ]


def _bytes_of(path: Path) -> bytes | None:
    """Give the file's content; `None` where there is none."""
    return path.read_bytes() if path.is_file() else None


# --- what the commands share -----------------------------------------------------------------------------


def _schema_files(folder: str) -> dict[str, bytes]:
    """Give our schema, to stand beside the documents that name it."""
    return {f"{folder}{name}": schema_path(name).read_bytes() for name in SCHEMA_FILES}
