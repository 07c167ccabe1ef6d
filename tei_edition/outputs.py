"""The TEI of an edition's articles → its pages, plain texts and files for machines, each accounted for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from lxml import etree

from tei_edition.articles import Made
from tei_edition.diagnostics import Diagnostic
from tei_edition.edition import Edition
from tei_edition.encode.addressing.work import name_of
from tei_edition.errors import UsageError
from tei_edition.ledger import (
    Account,
    account_of_html,
    account_of_index,
    account_of_registers,
    account_of_text,
    by_own_model,
    words_of_page,
)
from tei_edition.metadata import read_metadata
from tei_edition.offering import machine_files
from tei_edition.record import SUFFIX, load_record
from tei_edition.render import (
    Model,
    Person,
    SiteInfo,
    can_search,
    render_site,
    render_text,
    said,
    search_files,
    with_standoff_notes,
    without_omitted,
)
from tei_edition.render.colophon import colophon
from tei_edition.render.site import SiteOptions
from tei_edition.tei import parse_file
from tei_edition.version import __version__

__all__ = ["accounts_of", "editions_of", "site_info"]

TEXTS: Mapping[tuple[str, bool], str] = {
    ("reading", False): ".txt",
    ("source", False): ".source.txt",
    ("reading", True): ".plain.txt",
}
"""The plain-text editions of an article (view, plain) and what follows the slug in their names."""

OFFERED = (
    ("All files and what they are (linkset)", "linkset.json", "application/linkset+json"),
    ("Distributed Text Services", "dts/index.jsonld", "application/ld+json"),
    ("OAI-PMH, as files", "oai/identify.xml", "application/xml"),
)
"""What the site holds for machines (see `offering`): label, link, media type."""

EXTRA = "tei_edition[search]"
"""What brings pagefind."""

DESCRIBED = (("DTS", "dts/collection/{slug}.jsonld", "application/ld+json"),)
"""What describes an article for machines, beside its references: label, link, media type (see `offering`)."""


def editions_of(
    edition: Edition, articles: Sequence[Made], model: Model | None
) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """Make TEI, HTML and text of the articles, each under its folder.

    Raises UsageError where a search is wanted and pagefind is not installed.
    """
    if edition.search and not can_search():
        told = "search = true, and pagefind is not installed"
        raise UsageError(told, file=str(edition.folder / "edition.toml"), hint=f"pip install '{EXTRA}'")
    files = {f"tei/{article.config.slug}.xml": article.data for article in articles}
    for article in articles:
        files |= {f"tei/{name}": data for name, data in article.schemas.items()}
        for folder in ("tei", "html"):
            files |= {f"{folder}/{name}": data for name, data in article.pictures.items()}
    trees = {article.config.slug: article.tree for article in articles}
    register = parse_file(edition.register) if edition.register else None
    shown = {slug: with_standoff_notes(tree) for slug, tree in trees.items()}
    findings: list[Diagnostic] = []
    ends = _ends(edition, trees)
    for slug, tree in shown.items():
        for (view, plain), suffix in TEXTS.items():
            text = render_text(tree, view, plain, model=model)
            files[f"text/{slug}{suffix}"] = (text.text + ("" if plain else ends[slug])).encode()
            findings += text.diagnostics
    options = SiteOptions(
        model=model,
        described=DESCRIBED,
        offered=OFFERED,
        sizes={f"../{name}": len(data) for name, data in files.items()},
        withdrawn=_withdrawn(edition),
        search=edition.search,
    )
    site = render_site(shown, site_info(edition, trees), register, options)
    files |= {f"html/{name}": text.encode() for name, text in site.files.items()}
    if edition.search:
        pages = {name: site.files[name] for names in site.parts.values() for name in names}
        files |= {f"html/{name}": data for name, data in search_files(pages).items()}
    anchors = {one.config.slug: [note.anchor.text for note in one.config.hand.notes] for one in articles}
    machine = machine_files(read_metadata(edition, trees), trees, register, anchors, edition.withdrawn)
    files |= {f"html/{name}": data for name, data in machine.items()}
    return files, [*site.diagnostics, *findings]


def _withdrawn(edition: Edition) -> dict[str, tuple[tuple[str, str], ...]]:
    """Give the articles that were withdrawn, with their addresses as far as their records are kept."""
    records = {slug: load_record(edition.folder / f"{slug}{SUFFIX}") for slug in edition.withdrawn}
    return {slug: tuple((name, _called(name)) for name in record.texts) for slug, record in records.items()}


def _called(name: str) -> str:
    """Call an address as a reader does, at the beginning of a line."""
    words = name_of(name)
    return f"{words[0].upper()}{words[1:]}"


def _ends(edition: Edition, trees: Mapping[str, etree._ElementTree]) -> dict[str, str]:
    """Give what is said at the end of each plain text."""
    info = site_info(edition, trees)
    return {slug: colophon(tree.getroot(), info, f"{slug}.html") for slug, tree in trees.items()}


def accounts_of(
    edition: Edition, articles: Sequence[Made], files: Mapping[str, bytes], model: Model | None
) -> list[Account]:
    """Account for every word on its way to each output, from the bytes to be written (`files`, by names)."""
    articles = [replace(article, tree=with_standoff_notes(article.tree)) for article in articles]
    trees = {article.config.slug: article.tree for article in articles}
    ends = _ends(edition, trees)
    accounts: list[Account] = []
    for article in articles:
        end = ends[article.config.slug]
        accounts += (*article.accounts, *_accounts(article, files, model, end, _says(edition)))
    accounts.append(account_of_index(trees, files["html/index.html"].decode()))
    return accounts + _registers(edition, trees, files)


def _says(edition: Edition) -> str:
    """Give the words in which an edition speaks of itself where a text is cited."""
    editors = (f"{editor.name} {editor.resp}" for editor in edition.editors)
    facts = (edition.title, edition.subtitle, edition.publisher, edition.version, edition.date, edition.doi)
    return " ".join((*facts, *editors))


def _accounts(
    article: Made, files: Mapping[str, bytes], model: Model | None, end: str, says: str
) -> list[Account]:
    """Account for every word of an article on its way to each output, from the bytes that will be written.

    `end` is what plain texts say after it of the edition, `says` how the edition speaks of itself. What the edition's
    own model leaves out is left out of the account.
    """
    tree = article.tree if model is None else without_omitted(article.tree, model, "web")
    read = article.tree if model is None else without_omitted(article.tree, model, "plain")
    slug = article.config.slug
    page = files[f"html/{slug}.html"].decode()
    accounts = [account_of_html(slug, tree, page, says)]
    for (view, plain), suffix in TEXTS.items():
        text = files[f"text/{slug}{suffix}"].decode().removesuffix(end)
        accounts.append(account_of_text(slug, read, text, view, plain))
        if model is not None:
            wanted = said(article.tree, model, "plain", view, plain)
            accounts[-1] = by_own_model(accounts[-1], wanted, text, exact=False)
    if model is not None:
        views = ("reading", "source")
        wanted = "".join(said(article.tree, model, "web", view) for view in views)
        found = "".join(words_of_page(page, view) for view in views)
        accounts[0] = by_own_model(accounts[0], wanted, found, exact=True)
    return accounts


def _registers(
    edition: Edition, trees: Mapping[str, etree._ElementTree], files: Mapping[str, bytes]
) -> list[Account]:
    """Account for the register's pages, if the edition has a register."""
    if not edition.register:
        return []
    pages = {
        name.removeprefix("html/").removesuffix(".html"): data.decode()
        for name, data in files.items()
        if name.startswith("html/") and name.endswith(".html")
    }
    return [account_of_registers(parse_file(edition.register), trees, pages)]


def site_info(edition: Edition, trees: Mapping[str, etree._ElementTree]) -> SiteInfo:
    """Say what the site's pages tell of the edition."""
    return SiteInfo(
        title=edition.title,
        subtitle=edition.subtitle,
        editors=tuple(Person(editor.name, editor.resp) for editor in edition.editors),
        publisher=edition.publisher,
        licence=edition.licence.words,
        licence_url=edition.licence.target,
        base_url=edition.base_url,
        language=edition.language,
        version=edition.version,
        date=edition.date,
        description=edition.description,
        software=f"tei_edition {__version__}",
        edition=read_metadata(edition, trees).edition,
    )
