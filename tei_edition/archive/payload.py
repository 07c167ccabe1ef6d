"""What a build wrote, and the edition's own files → the files of a package, each with what a catalogue says of it."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from tei_edition.archive.citations import citations
from tei_edition.archive.items import Item
from tei_edition.archive.reporting import reports
from tei_edition.archive.schema_page import schema_page
from tei_edition.diagnostics import Diagnostic, make
from tei_edition.edition import Edition
from tei_edition.metadata import Metadata, Work
from tei_edition.metadata.cff import citation_cff
from tei_edition.metadata.datacite import datacite_json, datacite_xml
from tei_edition.metadata.dublincore import dcterms_xml, oai_dc
from tei_edition.metadata.invenio import invenio
from tei_edition.metadata.mods import mods
from tei_edition.metadata.schemaorg import schema_org
from tei_edition.tei import parse_file

__all__ = ["illegal_names", "payload"]

_FOLDERS: Mapping[str, tuple[str, str]] = {
    "tei": ("TEI of {}", "encoding"),
    "html": ("web page {}", "encoding"),
    "text": ("plain text of {}", "text"),
    "schema": ("schema {}", "software"),
    "epub": ("book (EPUB) of {}", "encoding"),
    "pdf": ("book (PDF) of {}", "encoding"),
    "markdown": ("Markdown of {}", "text"),
}
"""Folders of the output → what a file in them is, and which kind of content."""

_MACHINES: Mapping[str, tuple[str, str]] = {
    "html/dts/document/": ("passage (DTS 1.0) {}", "application/tei+xml"),
    "html/dts/": ("answer to a request (DTS 1.0) {}", ""),
    "html/annotations/": ("notes on {}, as annotations", ""),
    "html/linkset.json": (
        "links between pages, texts and metadata (Signposting)",
        "application/linkset+json",
    ),
    "html/oai/": ("answer to a harvester (OAI-PMH 2.0) {}", ""),
    "html/entities.jsonld": ("register of persons, places and works, as linked data", ""),
}
"""How names begin of files that are for machines → what such a file is, and its media type."""

_DERIVED = ("epub", "pdf", "markdown")
"""Folders that no build writes: what `render` put there is taken as well."""


def payload(
    edition: Edition, metadata: Metadata, built: Sequence[str], report: Iterable[Diagnostic] | None
) -> Iterator[Item]:
    """Yield the files: what the build wrote, sources, citations, metadata, the report on the build.

    `built` are the files of the build, relative to the output folder; `report` is what it found, `None` where it
    was not made anew.
    """
    wanted = set(built)
    yield from _built(edition, metadata, built)
    yield from _sources(edition, metadata)
    yield from _schema_page(edition, wanted)
    texts = {
        slug: edition.output / name for slug in metadata.articles if (name := f"tei/{slug}.xml") in wanted
    }
    yield from citations(metadata, texts)
    yield from _metadata(metadata)
    yield from reports(metadata, report)
    yield from _root(edition, metadata)


def illegal_names(items: Iterable[Item], file: str) -> Iterator[Diagnostic]:
    """Tell the articles whose names not every archive takes: ASCII letters, digits, `.`, `_` and `-` are safe."""
    legal = set("abcdefghijklmnopqrstuvwxyz0123456789._-/")
    seen: set[str] = set()
    for item in items:
        stem = item.name.rpartition("/")[2].split(".")[0]
        wrong = sorted(set(item.name) - legal)
        long = max(map(len, item.name.split("/"))) > 99 or len(item.name) > 200
        if stem not in seen and (wrong or long) and not item.name[0].isupper():
            seen.add(stem)
            why = f"it has {' '.join(map(repr, wrong))}" if wrong else "it is too long"
            told = f"{item.name} is a name that not every archive takes: {why}"
            hint = "rename the article: lower case letters of ASCII, digits, . _ and - only"
            yield make("name-illegal", told, file=file, hint=hint)


def _built(edition: Edition, metadata: Metadata, built: Iterable[str]) -> Iterator[Item]:
    """Yield what was built."""
    names = {slug: work.full_title for slug, work in metadata.articles.items()}
    more = (
        path.relative_to(edition.output).as_posix()
        for folder in _DERIVED
        for path in sorted((edition.output / folder).rglob("*"))
        if path.is_file() and not path.is_symlink()
    )
    for name in dict.fromkeys([*built, *more]):
        folder, _, rest = name.partition("/")
        words, covers = _FOLDERS.get(folder, ("{}", "encoding"))
        stem = rest.rpartition("/")[2].split(".")[0]
        title = words.format(f"“{names[stem]}”" if stem in names else rest or name)
        place = f"validation/{name}" if name == "ledger.json" else name
        kind = "application/tei+xml" if folder == "tei" and name.endswith(".xml") else ""
        if found := next((start for start in _MACHINES if name.startswith(start)), ""):
            words, kind = _MACHINES[found]
            title = words.format(f"“{names[stem]}”" if stem in names else name.removeprefix(found))
        yield Item(place, edition.output / name, title, covers, kind)


def _schema_page(edition: Edition, built: Container[str]) -> Iterator[Item]:
    """Yield what documents the schema."""
    grammar, rules = "schema/tei_edition.rng", "schema/tei_edition.sch"
    if grammar in built:
        roots = [parse_file(edition.output / name).getroot() for name in (grammar, rules) if name in built]
        yield Item(
            "schema/documentation.html",
            schema_page(*roots).encode(),
            "documentation of the schema",
            "software",
        )


def _sources(edition: Edition, metadata: Metadata) -> Iterator[Item]:
    """Yield what the editor wrote: from it all the rest can be built again."""
    yield Item("source/edition.toml", edition.folder / "edition.toml", "description of the edition")
    if edition.register:
        yield Item("source/register.xml", edition.register, "register of persons, places and works")
    for config in edition.articles:
        title = metadata.articles[config.slug].full_title if config.slug in metadata.articles else config.slug
        for path, words, covers in (
            (config.path, "source of", "text"),
            (config.config, "notes and decisions for", "encoding"),
            (config.path and config.path.with_name(f"{config.slug}.ids.toml"), "addresses of", "encoding"),
            (config.draft and config.draft.path, "first source of", "text"),
        ):
            if path and path.is_file():
                yield Item(f"source/{path.name}", path, f"{words} “{title}”", covers)


def _metadata(metadata: Metadata) -> Iterator[Item]:
    """Yield the edition's metadata in each format."""
    work = metadata.edition
    parts = list(metadata.articles.values())
    made = {
        "datacite.xml": (datacite_xml(work), "metadata (DataCite 4.7)"),
        "datacite.json": (_json(datacite_json(work)), "metadata (DataCite 4.5)"),
        "inveniordm.json": (_json(invenio(work)), "metadata (InvenioRDM, Zenodo)"),
        "dc.xml": (oai_dc(work), "metadata (Dublin Core)"),
        "dcterms.xml": (dcterms_xml(work), "metadata (Dublin Core terms)"),
        "mods.xml": (mods(work), "metadata (MODS 3.8)"),
        "schema-org.json": (_json(schema_org(work, parts)), "metadata (schema.org)"),
    }
    for name, (data, title) in made.items():
        yield Item(f"metadata/{name}", data, title)


def _root(edition: Edition, metadata: Metadata) -> Iterator[Item]:
    """Yield what a reader looks for first."""
    work = metadata.edition
    yield Item("README.md", _readme(work, metadata).encode(), "what is in this package")
    yield Item("LICENSE.txt", _licence(work).encode(), "licences, by kind of content")
    yield Item("CITATION.cff", citation_cff(work).encode(), "how to cite the edition")
    if (edition.folder / "CHANGELOG.md").is_file():
        yield Item("CHANGELOG.md", edition.folder / "CHANGELOG.md", "what changed from version to version")


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _licence(work: Work) -> str:
    """Give the licences in words."""
    lines = [f"{work.full_title}, version {work.version}", ""]
    for rights in work.rights:
        lines += [f"{rights.covers}: {rights.name}", *filter(None, (rights.url, rights.text)), ""]
    lines += [line for line in (work.rights_statement,) if line]
    lines += [f"Rights holder: {work.rights_holder}"] if work.rights_holder else []
    return "\n".join(lines).rstrip() + "\n"


def _readme(work: Work, metadata: Metadata) -> str:
    """Say what the package is and where what is."""
    names = [agent.name for agent in (*work.creators, *work.contributors)]
    facts = [
        ("Editors and contributors", "; ".join(dict.fromkeys(names))),
        ("Version", ", ".join(filter(None, (work.version, work.date)))),
        ("Publisher", work.publisher),
        ("DOI", work.doi),
        ("DOI of all versions", work.concept_doi),
        ("Address", work.url),
        ("Made with", work.software),
    ]
    lines = [f"# {work.full_title}", "", work.abstract, ""]
    lines += [f"- {name}: {value}" for name, value in facts if value]
    lines += ["", "## Texts", ""]
    lines += [f"- `tei/{slug}.xml`: {one.full_title}" for slug, one in metadata.articles.items()]
    lines += ["", "## Folders", ""]
    lines += [f"- `{name}/`: {words}" for name, words in _PLACES.items()]
    return "\n".join(lines) + "\n"


_PLACES = {
    "tei": "the encoded texts, the source of all that follows",
    "schema": "what they are valid against; `schema/documentation.html` explains it",
    "html": "the edition as a site; begin with `html/index.html`",
    "text": "plain text in three forms",
    "source": "the editor's own files: the edition can be built anew from them",
    "citations": "references of the edition, of each text and of each unit that can be cited",
    "metadata": "the description of the edition in the formats of libraries and archives",
    "validation": "the report of the build and the ledger, the account of every word",
}
"""The folders of a package."""
