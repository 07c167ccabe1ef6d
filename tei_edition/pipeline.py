"""The stages in their order: read → encode → validate → render, each accounted for; the only module that knows all.

Every function gives a `Result` and neither prints nor exits; what it writes goes into the folder it was given.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from lxml import etree

from tei_edition import __version__
from tei_edition.diagnostics import Diagnostic, errors, make
from tei_edition.edition import ArticleConfig, Edition, load_article, load_edition
from tei_edition.encode.article import Encoded, Setting, encode_article
from tei_edition.errors import TeiEditionError, UsageError
from tei_edition.files import write_files
from tei_edition.ledger import Account, account_of_source
from tei_edition.model import Register
from tei_edition.read import read
from tei_edition.resources import SCHEMA_FILES, schema_path
from tei_edition.tei import parse_bytes, parse_file, serialise
from tei_edition.tei.register import entry_elements, parse_register
from tei_edition.validate import validate_file, validate_tree

__all__ = ["Result", "build", "check", "encode", "validate"]

LEDGER = "ledger.json"


@dataclass(frozen=True)
class Result:
    """What a command found and made."""

    diagnostics: tuple[Diagnostic, ...] = ()
    """Findings, in the order of the files."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """Files made, by their name relative to the output folder."""
    accounts: tuple[Account, ...] = ()
    """The ledger."""

    @property
    def ok(self) -> bool:
        """Whether nothing of severity error was found."""
        return not errors(self.diagnostics)


@dataclass(frozen=True)
class _Article:
    """An article on its way through the stages."""

    config: ArticleConfig
    encoded: Encoded
    data: bytes
    tree: etree._ElementTree
    """The document parsed anew from `data`: what every later stage works on."""


def build(folder: Path | str = ".") -> Result:
    """Build the edition in the folder into its output folder.

    Nothing is written when a finding is an error. Files that an earlier build wrote and this one does not are
    deleted. Raises ConfigError, ReadError, WriteError.
    """
    edition = load_edition(Path(folder))
    result = _make(edition)
    if result.ok:
        write_files(edition.output, result.files, remove=_stale(edition.output, result.files))
    return result


def check(folder: Path | str = ".") -> Result:
    """Do all that `build` does without writing; an output folder that is out of date is a finding."""
    edition = load_edition(Path(folder))
    result = _make(edition)
    return replace(result, diagnostics=(*result.diagnostics, *_compare(edition.output, result.files)))


def encode(
    sources: Iterable[Path | str], output: Path | str = ".", *, guess: bool = True
) -> Result:
    """Encode each source into `<output>/<slug>.xml`.

    A source in an edition's folder is encoded with its register; one without is encoded by itself, and unless
    `guess` is false the names in it are proposals, marked with `@cert`. A source that cannot be read is a
    finding, and the others are encoded all the same. Raises WriteError; UsageError when two have one slug.
    """
    findings: list[Diagnostic] = []
    accounts: list[Account] = []
    files: dict[str, bytes] = {}
    for path in map(Path, sources):
        try:
            setting, config = _surroundings(path, guess)
            article = _encode(config, setting)
        except TeiEditionError as error:
            findings.append(_as_finding(error, path))
            continue
        name = f"{config.slug}.xml"
        if name in files:
            raise UsageError(f"two sources would be written to {name}", file=str(path))
        files[name] = article.data
        findings += article.encoded.diagnostics
        findings += validate_tree(article.tree, name)
        accounts.append(account_of_source(article.encoded.article, article.encoded.spans, article.tree))
        findings += accounts[-1].unexplained
    if files:
        write_files(Path(output), {**files, **_schema_files("schema/")})
    return Result(tuple(findings), files, tuple(accounts))


def validate(files: Iterable[Path | str], schemas: Sequence[Path | str] = ()) -> Result:
    """Judge each file; see `tei_edition.validate` for what is judged and by which schema."""
    chosen = [Path(schema) for schema in schemas] or None
    findings = [finding for path in files for finding in validate_file(Path(path), chosen)]
    return Result(tuple(findings))
