"""Any TEI documents → a site of them: pages, registers, contents, index of words, map, and the TEI itself."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from tei_edition.diagnostics import Diagnostic
from tei_edition.errors import TeiEditionError, UsageError
from tei_edition.files import documents_in
from tei_edition.ledger import Account, accounts_of_site, by_own_model, words_of_page
from tei_edition.outcome import as_finding
from tei_edition.pictures import is_file, pictures_of
from tei_edition.render import (
    Model,
    Site,
    SiteInfo,
    SiteOptions,
    can_search,
    connect,
    read_header,
    render_site,
    said,
    search_files,
    with_standoff_notes,
    without_omitted,
)
from tei_edition.render.witness import text_of
from tei_edition.tei import NS, parse_file, q
from tei_edition.version import __version__

__all__ = ["MadeSite", "make_site"]

VIEWS = ("reading", "source")
"""What a page shows."""
_OUR_PAGES = re.compile(
    r"index|contents|persons|places|organisations|works|bibliography|words(-\d+)?|map|search|.*\.p\d+|.*\.parallel"
)
"""Names of the pages around the texts, and of those of texts that are parted."""


@dataclass(frozen=True)
class MadeSite:
    """A site, made."""

    files: Mapping[str, bytes]
    """Its files, by their relative paths."""
    diagnostics: tuple[Diagnostic, ...]
    """What was worth telling."""
    accounts: tuple[Account, ...]
    """The account of every word."""


@dataclass(frozen=True)
class _Document:
    """A document that could be read."""

    path: Path
    """Its file."""
    place: str
    """Its path relative to the folder of all."""
    tree: etree._ElementTree
    """What is in it."""


def make_site(
    files: Iterable[Path | str],
    *,
    title: str = "",
    level: int | None = None,
    witness: str = "",
    model: Model | None = None,
) -> MadeSite:
    """Make a site of TEI files and of those in folders.

    `title` is the site's; `level` says where long documents are parted (see `render.parting`), `witness` of which
    witness the text is. What cannot be read, or is no TEI, is a finding. Raises UsageError where a folder has no
    TEI files.
    """
    given = list(files)
    paths, root = documents_in(given), _root_of(given)
    findings: list[Diagnostic] = []
    documents: dict[str, _Document] = {}
    taken: set[str] = set()
    for path in paths:
        try:
            document = _read(path, root, witness)
        except TeiEditionError as error:
            findings.append(as_finding(error, path))
            continue
        slug = _slug(document, taken)
        taken.add(slug.lower())
        documents[slug] = document
    pictures = _pictures(documents, root, findings)
    corpus = connect(
        {slug: document.tree for slug, document in documents.items()},
        {slug: document.place for slug, document in documents.items()},
    )
    info = SiteInfo(title or _title(corpus.trees, root), software=f"tei_edition {__version__}")
    search = can_search() and bool(corpus.trees)
    sources = {f"tei/{slug}.xml": documents[slug].path.read_bytes() for slug in corpus.trees}
    sizes = {name: len(data) for name, data in sources.items()}
    options = SiteOptions(
        "tei/{slug}.xml", "", model, level, search, "Texts", frozenset(pictures), sizes=sizes
    )
    site = render_site(corpus.trees, info, corpus.register, options)
    shown = {
        slug: tree if model is None else without_omitted(tree, model, "web")
        for slug, tree in corpus.trees.items()
    }
    accounts = accounts_of_site(corpus.trees, shown, corpus.register, site.files, site.parts)
    if model is not None:
        accounts = _by_model(accounts, corpus.trees, site, model)
    made = {name: text.encode() for name, text in site.files.items()}
    made |= sources
    if search:
        made |= search_files({name: site.files[name] for names in site.parts.values() for name in names})
    return MadeSite({**pictures, **made}, (*findings, *site.diagnostics), tuple(accounts))


def _by_model(
    accounts: list[Account], trees: Mapping[str, etree._ElementTree], site: Site, model: Model
) -> list[Account]:
    """Let the documents' accounts, which come first, be judged by their own model where that is not like ours.

    Which names lead to the registers is the model's to say, too.
    """
    own = []
    for account, (slug, tree) in zip(accounts, trees.items(), strict=False):
        wanted = "".join(said(tree, model, "web", view) for view in VIEWS) if account.unexplained else ""
        pages = [site.files[name] for name in site.parts[slug]]
        found = "".join(words_of_page(page, view) for view in VIEWS for page in pages)
        own.append(by_own_model(account, wanted, found, exact=True))
    texts = {name for names in site.parts.values() for name in names}
    rest = (
        replace(account, unexplained=tuple(found for found in account.unexplained if found.file not in texts))
        for account in accounts[len(own) :]
    )
    return [*own, *rest]


def _root_of(files: Iterable[Path | str]) -> Path:
    """Give the folder that all are in."""
    roots = (path.resolve() if path.is_dir() else path.resolve().parent for path in map(Path, files))
    return Path(posixpath.commonpath([root.as_posix() for root in roots]))


def _read(path: Path, root: Path, witness: str) -> _Document:
    """Read a document. Raises ReadError, XmlError; UsageError for one that is no TEI, or lacks the witness."""
    tree = with_standoff_notes(parse_file(path))
    if etree.QName(tree.getroot()).namespace != NS:
        raise UsageError("this is no TEI document", file=str(path), hint=f"TEI has the namespace {NS}")
    if witness and next(tree.iter(q("text")), None) is not None:
        tree = text_of(tree, witness)
    return _Document(path, path.resolve().relative_to(root).as_posix(), tree)


def _slug(document: _Document, taken: Collection[str]) -> str:
    """Name a document's page: by its file, else by its path, else with a number."""
    stem = re.sub(r"\.(?=p\d+$)", "-", document.path.stem)
    longer = f"{document.place.removesuffix(document.path.name)}{stem}".replace("/", "-")
    numbered = (f"text-{number}-{longer}" for number in range(1, len(taken) + 2))
    for slug in (stem, longer, *numbered):
        if slug.lower() not in taken and not _OUR_PAGES.fullmatch(slug.lower()):
            return slug
    raise AssertionError("there are fewer documents than numbers")


def _title(trees: Mapping[str, etree._ElementTree], root: Path) -> str:
    """Give the title of the one document, or the name of the folder."""
    if len(trees) == 1:
        return read_header(next(iter(trees.values())).getroot()).title
    return root.name


def _pictures(documents: Mapping[str, _Document], root: Path, findings: list[Diagnostic]) -> dict[str, bytes]:
    """Give the pictures of all documents, whose links are from now on relative to the site."""
    found: dict[str, bytes] = {}
    for document in documents.values():
        around = posixpath.dirname(document.place)
        for element in document.tree.iter(q("graphic"), q("media"), q("pb")) if around else ():
            name = "facs" if element.tag == q("pb") else "url"
            url = element.get(name, "").strip()
            if is_file(url) and not url.startswith("/"):
                element.set(name, posixpath.normpath(posixpath.join(around, url)))
        data, told = pictures_of(document.tree, root, {}, str(document.path))
        found |= data
        findings += told
    return found
