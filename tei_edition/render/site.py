"""An edition's TEI documents and register → all pages of its site."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from lxml import etree

from tei_edition.diagnostics import Diagnostic
from tei_edition.render import safe
from tei_edition.render.citation import names, place_in_print
from tei_edition.render.fragment import Name
from tei_edition.render.header import read_header
from tei_edition.render.model import Model
from tei_edition.render.occurrences import Occurrence, occurrences
from tei_edition.render.page import HtmlOptions, frame, page, render_html, stylesheet
from tei_edition.render.references import Item, bibtex, csl_item, csl_json, ris
from tei_edition.render.register import TITLES, Entry, entries, links
from tei_edition.render.siteinfo import SiteInfo

STYLESHEET = "assets/edition.css"
SITEMAP = "sitemap.xml"
"""The list of pages, where the edition's address is known (sitemaps.org 0.9)."""
CITED = "cite/{}.{}"
"""Where the references stand as files."""
REFERENCES: tuple[tuple[str, str, str, Callable[[Sequence[Item]], str]], ...] = (
    ("BibTeX", "bib", "application/x-bibtex", bibtex),
    ("RIS", "ris", "application/x-research-info-systems", ris),
    ("CSL-JSON", "json", "application/vnd.citationstyles.csl+json", csl_json),
)
"""The formats of references: name, suffix, media type, writer."""


@dataclass(frozen=True)
class Site:
    """The files of a site."""

    files: Mapping[str, str]
    """Content by relative path."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """What was worth telling."""


@dataclass(frozen=True)
class SiteOptions:
    """Where the editions in other formats stand."""

    tei: str = "../tei/{slug}.xml"
    """Link of an article's TEI; empty: none."""
    text: str = "../text/{slug}.txt"
    """Link of an article's plain text; empty: none."""
    model: Model | None = None
    """Another processing model than the built-in one."""


@dataclass(frozen=True)
class Article:
    """An article as the first page lists it."""

    slug: str
    """The stem of its files."""
    href: str
    """The link of its page."""
    title: str
    """Its title."""
    subtitle: str
    """Its subtitle."""
    authors: str
    """Its authors."""
    journal: str
    """Where it was printed: the title of the journal or book."""
    printed: str
    """Volume, number, date and pages."""
    language: str = ""
    """The text's language; empty where it is the edition's."""


def render_site(
    trees: Mapping[str, etree._ElementTree],
    info: SiteInfo,
    register: etree._ElementTree | None = None,
    options: SiteOptions | None = None,
) -> Site:
    """Make all pages: `trees` gives the document of each slug, in the edition's order."""
    options = options or SiteOptions()
    found = list(entries(register.getroot())) if register is not None else []
    known = links(register.getroot()) if register is not None else {}
    menu = _menu(found)
    articles = [_article(slug, tree, info) for slug, tree in trees.items()]
    files = {"index.html": _index(articles, info, menu)}
    diagnostics: list[Diagnostic] = []
    for index, (slug, tree) in enumerate(trees.items()):
        made = render_html(tree, _page_options(articles, index, info, menu, known, options))
        files[f"{slug}.html"] = made.html
        item = csl_item(slug, read_header(tree.getroot()), info, info.address(articles[index].href))
        files |= {CITED.format(slug, suffix): write([item]) for _, suffix, _, write in REFERENCES}
        diagnostics += made.diagnostics
    files |= _registers(found, trees, articles, info, menu)
    if info.base_url:
        files[SITEMAP] = page(
            SITEMAP, addresses=[info.address(name) for name in files if name.endswith(".html")]
        )
    files[STYLESHEET] = stylesheet()
    return Site(files, tuple(diagnostics))


def _menu(found: Iterable[Entry]) -> tuple[tuple[str, str], ...]:
    """List the site's pages; a register without entries has a page, but no place in the menu."""
    used = {entry.page for entry in found}
    registers = tuple((title, f"{name}.html") for name, title in TITLES.items() if name in used)
    return (("Articles", "index.html"), *registers)


def _article(slug: str, tree: etree._ElementTree, info: SiteInfo) -> Article:
    """Describe an article."""
    header = read_header(tree.getroot())
    language = safe.language(header.language)
    return Article(
        slug,
        f"{safe.segment(slug)}.html",
        header.title,
        header.subtitle,
        names(header.authors),
        header.source.title,
        place_in_print(header),
        "" if language == safe.language(info.language) else language,
    )


def _page_options(
    articles: list[Article],
    index: int,
    info: SiteInfo,
    menu: tuple[tuple[str, str], ...],
    known: Mapping[str, Name],
    options: SiteOptions,
) -> HtmlOptions:
    """Say what is around an article's page."""
    slug = safe.segment(articles[index].slug)
    around = {
        step: (articles[index + step].title, articles[index + step].href)
        for step in (-1, 1)
        if 0 <= index + step < len(articles)
    }
    return HtmlOptions(
        stylesheet=STYLESHEET,
        tei_href=options.tei.format(slug=slug),
        text_href=options.text.format(slug=slug),
        references=tuple((label, CITED.format(slug, suffix), kind) for label, suffix, kind, _ in REFERENCES),
        path=articles[index].href,
        site=info,
        menu=menu,
        previous=around.get(-1),
        following=around.get(1),
        names=known,
        model=options.model,
    )


def _index(articles: list[Article], info: SiteInfo, menu: tuple[tuple[str, str], ...]) -> str:
    """Make the first page."""
    options = HtmlOptions(stylesheet=STYLESHEET, site=info, menu=menu)
    return page(
        "index.html",
        **frame(options, info.language),
        title=info.heading,
        description=info.description or info.subtitle or info.heading,
        canonical=info.address("index.html"),
        articles=articles,
        here="index.html",
    )


def _registers(
    found: list[Entry],
    trees: Mapping[str, etree._ElementTree],
    articles: list[Article],
    info: SiteInfo,
    menu: tuple[tuple[str, str], ...],
) -> dict[str, str]:
    """Make the page of each register."""
    where = _where(trees)
    known = {article.slug: article for article in articles}
    options = HtmlOptions(stylesheet=STYLESHEET, site=info, menu=menu)
    files = {}
    for name, title in TITLES.items():
        files[f"{name}.html"] = page(
            "register.html",
            **frame(options, info.language),
            title=f"{title} – {info.heading}",
            description=f"{title} in {info.heading}, with every occurrence in its context",
            canonical=info.address(f"{name}.html"),
            heading=title,
            letters=_letters(entry for entry in found if entry.page == name),
            where=where,
            articles=known,
            here=f"{name}.html",
        )
    return files


def _letters(found: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    """Sort entries by name and part them by first letter."""
    ordered = sorted(found, key=lambda entry: (_filed(entry).casefold(), entry.id))
    return [
        (letter, list(group)) for letter, group in groupby(ordered, lambda entry: _filed(entry)[:1].upper())
    ]


def _filed(entry: Entry) -> str:
    """Give the name as it is filed: a title without its article."""
    return re.sub(r"^(The|A|An) ", "", entry.name) if entry.page == "works" else entry.name


def _where(trees: Mapping[str, etree._ElementTree]) -> dict[str, dict[str, list[Occurrence]]]:
    """Give, for each entry, its occurrences by article."""
    where: dict[str, dict[str, list[Occurrence]]] = {}
    for slug, tree in trees.items():
        for occurrence in occurrences(tree.getroot()):
            where.setdefault(occurrence.id, {}).setdefault(slug, []).append(occurrence)
    return where
