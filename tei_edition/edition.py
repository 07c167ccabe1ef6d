"""The edition's folder (`edition.toml`, `<slug>.toml`, the list of sources) → an `Edition` with its articles.

The register is XML and is read by `tei_edition.tei.register`; the sources are read by `tei_edition.read`.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tei_edition.checks import (
    ACCESS,
    check_address,
    check_date,
    check_doi,
    check_language,
    check_one_of,
    check_slugs,
    check_withdrawn,
)
from tei_edition.errors import ConfigError
from tei_edition.model import Anchor, Correction, Decision, Hand, Note
from tei_edition.record import Record, load_record, record_path
from tei_edition.statements import (
    Contact,
    Deposit,
    Editor,
    Funder,
    Licence,
    Origin,
    Related,
    Release,
    read_statements,
)
from tei_edition.tables import (
    bool_of,
    did_you_mean,
    fill,
    header_lines,
    line_of,
    read_toml,
    string_of,
    strings_of,
    take_table,
    take_tables,
)

__all__ = [
    "ArticleConfig",
    "Contact",
    "Edition",
    "Editor",
    "Funder",
    "Licence",
    "Origin",
    "Related",
    "load_article",
    "load_edition",
]

SOURCE_SUFFIXES = (".txt", ".html", ".htm", ".xhtml", ".md", ".markdown", ".docx")
"""Endings of files that may be an article; which of them can be read is the readers' affair."""

BY_HAND = ".xml"
"""Ending of an article that is TEI already and edited by hand: it is never rewritten."""

REGISTER = "register.xml"
"""The register's file."""


@dataclass(frozen=True)
class ArticleConfig:
    """What is known and decided about one article (`<slug>.toml`)."""

    slug: str
    """The stem of its files: the article's name everywhere."""
    path: Path | None = None
    """The source file; a file of TEI where the article is edited by hand."""
    draft: ArticleConfig | None = None
    """Of an article edited by hand: the source beside it, from which the TEI was once made."""
    config: Path | None = None
    """Its `<slug>.toml`; `None` where there is none."""
    title: str = ""
    """Title; empty: as the text says."""
    subtitle: str = ""
    """Subtitle; empty: as the text says."""
    authors: tuple[str, ...] = ()
    """Authors: ids of the register, or names; empty: as the text says."""
    attribution: str = ""
    """On what the attribution rests, where the text does not name its author."""
    language: str = ""
    """Main language (BCP 47); empty: the edition's."""
    digital_source: str = ""
    """From which digital text this one was taken, a sentence."""
    rights: str = ""
    """The state of the rights in the text; empty: what the edition says."""
    abstract: str = ""
    """What the article is about, a sentence."""
    keywords: tuple[str, ...] = ()
    """Subjects."""
    source: Origin = field(default_factory=Origin)
    """Where it was first published."""
    doi: str = ""
    """The DOI of the article in this edition, where it has one of its own."""
    changes: str = "accept"
    """What becomes of changes tracked in a Word document: `accept` or `reject` them."""
    hand: Hand = field(default_factory=Hand)
    """The editor's notes and corrections."""
    record: Record = field(default_factory=Record)
    """The addresses given before."""


@dataclass(frozen=True)
class Edition:
    """An edition: what `edition.toml` says, and its articles."""

    folder: Path
    """The edition's folder."""
    output: Path
    """The folder everything is built into."""
    title: str = ""
    """The edition's title."""
    subtitle: str = ""
    """Its subtitle."""
    description: str = ""
    """What it is, one or two sentences."""
    language: str = "en"
    """Its language (BCP 47)."""
    publisher: str = ""
    """Who publishes it."""
    place: str = ""
    """Where."""
    version: str = "1.0"
    """Its version."""
    date: str = ""
    """Date of that version, ISO 8601: the clock of everything that is built."""
    base_url: str = ""
    """Address the site will have; empty where it is not known."""
    rights: str = ""
    """The state of the rights in the texts edited."""
    rights_holder: str = ""
    """Who holds the rights in the edition."""
    access: str = "open"
    """Who may read it: `open`, `embargoed`, `restricted` or `metadata-only`."""
    licences: tuple[Licence, ...] = ()
    """The licences, of one kind of content each."""
    editors: tuple[Editor, ...] = ()
    """Who is responsible."""
    contact: Contact = field(default_factory=Contact)
    """Who answers questions."""
    deposit: Deposit = field(default_factory=Deposit)
    """What one archive alone wants to know."""
    funders: tuple[Funder, ...] = ()
    """Who paid for it."""
    related: tuple[Related, ...] = ()
    """What it is related to."""
    keywords: tuple[str, ...] = ()
    """Subjects; none: those of the articles."""
    publisher_ror: str = ""
    """The publisher's address in the registry of research organisations."""
    permanence: str = ""
    """Who keeps the edition and its addresses, and until when: what readers who cite it can rely on."""
    proofreading: str = ""
    """How often the text was read against what, and by whom."""
    collation: str = ""
    """Which witnesses were compared; why there is no apparatus, where there is none."""
    hosting: str = ""
    """The organisation that keeps the edition online; empty: the publisher."""
    doi: str = ""
    """The DOI of this version, once it is registered."""
    concept_doi: str = ""
    """The DOI of all versions together, once it is registered."""
    articles: tuple[ArticleConfig, ...] = ()
    """The articles, in the edition's order."""
    withdrawn: tuple[str, ...] = ()
    """Slugs of articles that were published and are no more: harvesters are told."""
    unlisted: tuple[Path, ...] = ()
    """Sources in the folder that the key `articles` does not name."""
    register: Path | None = None
    """The register's file; `None` where there is none."""
    releases: tuple[Release, ...] = ()
    """The versions that were published, the first one first."""
    odd: Path | None = None
    """The ODD whose models change what elements are for readers; `None`: none."""
    search: bool = False
    """Whether the site has a full-text search, beside its index of words."""

    @property
    def licence(self) -> Licence:
        """The licence of the encoding; an empty one where there is none."""
        return next((licence for licence in self.licences if licence.covers == "encoding"), Licence())


def load_edition(folder: Path) -> Edition:
    """Read `edition.toml` and every article's toml in the folder.

    Raises ConfigError (file, line where known, cure) when a file is not TOML, has an unknown key or a value
    of the wrong type, names a missing article, or when the folder holds no edition or no article.
    """
    path = folder / "edition.toml"
    if not path.is_file():
        told, cure = "there is no edition.toml here", "`tei-edition build` wants the edition's folder"
        raise ConfigError(told, file=str(folder), hint=cure)
    table = read_toml(path)
    slugs = strings_of(table.pop("articles", []), "articles", path)
    output = Path(os.path.normpath(folder / string_of(table.pop("output", "build"), "output", path)))
    register, odd = folder / REGISTER, string_of(table.pop("odd", ""), "odd", path)
    edition = fill(
        Edition,
        table,
        path,
        "",
        folder=folder,
        output=output,
        **read_statements(table, path),
        articles=_articles(folder, slugs, path),
        unlisted=tuple(file for slug, file in _sources(folder).items() if slugs and slug not in slugs),
        register=register if register.is_file() else None,
        odd=folder / odd if odd else None,
        search=bool_of(table.pop("search", False), "search", path),
    )
    _check(edition, path)
    return edition


def _check(edition: Edition, path: Path) -> None:
    """Raise ConfigError for what is well-formed and cannot be meant."""
    file = str(path)
    if not edition.title.strip():
        raise ConfigError("the edition has no title", file=file, hint='title = "…"')
    if edition.folder.resolve().is_relative_to(edition.output.resolve()):
        raise ConfigError(
            "the output folder would hold the edition's own folder",
            file=file,
            line=line_of(path, "output"),
            hint='output = "build"',
        )
    check_withdrawn(edition.withdrawn, (article.slug for article in edition.articles), path)
    check_address(edition.base_url, "base_url", path)
    check_language(edition.language, path)
    check_date(edition.date, "date", path)
    check_one_of(edition.access, ACCESS, "access", path)
    check_doi(edition.doi, "doi", path)
    check_doi(edition.concept_doi, "concept_doi", path)
    for article in edition.articles:
        config = article.config or path
        check_language(article.language, config)
        check_date(article.source.date, "date", config)
        check_address(article.source.url, "url", config)
        check_doi(article.doi, "doi", config)
        if article.hand != Hand() and not edition.editors:
            raise ConfigError(
                f"nobody answers for the notes and corrections of {article.slug}",
                file=file,
                hint='[[editor]] with id = "…" and name = "…"',
            )


def load_article(source: Path) -> ArticleConfig:
    """Read the `<slug>.toml` beside a source; an article without one is an article with no decisions made.

    TEI edited by hand says all this itself: its toml is that of the source beside it.
    Raises ConfigError as `load_edition` does.
    """
    record = load_record(record_path(source))
    if source.suffix == BY_HAND:
        return ArticleConfig(slug=source.stem, path=source, draft=_draft(source), record=record)
    path = source.with_suffix(".toml")
    if not path.is_file():
        return ArticleConfig(slug=source.stem, path=source, record=record)
    table = read_toml(path)
    lines = path.read_text("utf-8-sig").splitlines()
    corrections = [
        _correction(item, line, path)
        for item, line in zip(
            take_tables(table, "correction", path), header_lines(lines, "correction"), strict=False
        )
    ]
    notes = [
        _note(item, line, path)
        for item, line in zip(take_tables(table, "note", path), header_lines(lines, "note"), strict=False)
    ]
    decisions = [
        _decision(item, line, path)
        for item, line in zip(
            take_tables(table, "decision", path), header_lines(lines, "decision"), strict=False
        )
    ]
    return fill(
        ArticleConfig,
        table,
        path,
        "",
        slug=source.stem,
        path=source,
        draft=None,
        record=record,
        config=path,
        source=fill(Origin, take_table(table, "source", path), path, "source"),
        hand=Hand(tuple(corrections), tuple(notes), tuple(decisions)),
    )


def _draft(path: Path) -> ArticleConfig | None:
    """Give the source that lies beside TEI edited by hand, if one does."""
    sources = (path.with_suffix(suffix) for suffix in SOURCE_SUFFIXES)
    return next((load_article(source) for source in sources if source.is_file()), None)


def _files(folder: Path, *suffixes: str) -> dict[str, Path]:
    """Give the files in the folder that may be an article and end so, by their stems."""
    files = [
        file
        for file in sorted(folder.iterdir())
        if file.suffix in suffixes
        and file.stem not in ("README", "CHANGELOG")
        and file.name != REGISTER
        and not file.name.startswith(".")
        and file.is_file()
    ]
    check_slugs(files)
    return {file.stem: file for file in files}


def _sources(folder: Path) -> dict[str, Path]:
    """Give what may be an article by its slug, sorted."""
    return dict(sorted((_files(folder, *SOURCE_SUFFIXES) | _files(folder, BY_HAND)).items()))


def _articles(folder: Path, slugs: tuple[str, ...], path: Path) -> tuple[ArticleConfig, ...]:
    """Give the articles named, or all that lie in the folder, sorted; TEI edited by hand before its source."""
    found = _sources(folder)
    if doubled := {slug for slug in slugs if slugs.count(slug) > 1}:
        raise ConfigError(
            f"articles names {', '.join(sorted(doubled))} twice",
            file=str(path),
            line=line_of(path, "articles"),
        )
    for slug in slugs:
        if slug not in found:
            raise ConfigError(
                f"the article {slug!r} has no source file in this folder",
                file=str(path),
                line=line_of(path, slug),
                hint=did_you_mean(slug, found) or f"expected {slug}.txt",
            )
    if not found:
        raise ConfigError("the folder holds no article", file=str(folder), hint="put a .txt file into it")
    return tuple(load_article(found[slug]) for slug in slugs or found)


def _correction(item: dict[str, Any], line: int | None, path: Path) -> Correction:
    """Read one `[[correction]]`."""
    anchor = _anchor(item, line, path, "correction")
    correction = fill(Correction, item, path, "correction", line, anchor=anchor)
    if correction.sic == correction.corr:
        raise ConfigError(
            f"the correction of {anchor.text!r} changes nothing: sic and corr are the same",
            file=str(path),
            line=line,
        )
    if correction.cert not in ("", "high", "medium", "low", "unknown"):
        raise ConfigError(
            f"cert = {correction.cert!r}", file=str(path), line=line, hint="one of high, medium, low, unknown"
        )
    return correction


def _note(item: dict[str, Any], line: int | None, path: Path) -> Note:
    """Read one `[[note]]`; its key `note` is the text of the note, `text` the words it hangs from."""
    anchor = _anchor(item, line, path, "note")
    if not string_of(item.get("note", ""), "note", path).strip():
        told = f"the note at {anchor.text!r} says nothing"
        raise ConfigError(told, file=str(path), line=line, hint='say it: note = "…"')
    item["text"] = item.pop("note")
    return fill(Note, item, path, "note", line, anchor=anchor)


def _decision(item: dict[str, Any], line: int | None, path: Path) -> Decision:
    """Read one `[[decision]]`."""
    anchor = _anchor(item, line, path, "decision")
    every = item.pop("every", False)
    if not isinstance(every, bool):
        raise ConfigError(f"every = {every!r}", file=str(path), line=line, hint="true or false")
    return fill(Decision, item, path, "decision", line, anchor=anchor, every=every)


def _anchor(item: dict[str, Any], line: int | None, path: Path, where: str) -> Anchor:
    """Take the quoted words out of an intervention's table."""
    words = {
        key: string_of(item.pop(key), key, path) for key in ("text", "to", "before", "after") if key in item
    }
    if not words.get("text", "").strip():
        raise ConfigError(
            f"a [[{where}]] quotes no words", file=str(path), line=line, hint='say where: text = "…"'
        )
    return Anchor(line=line, **words)
