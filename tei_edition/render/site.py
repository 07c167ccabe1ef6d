"""An edition's TEI documents and register → all pages of its site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from lxml import etree

from tei_edition.diagnostics import Diagnostic
from tei_edition.metadata.header import read_header
from tei_edition.metadata.references import Item, csl_item
from tei_edition.metadata.signposting import LINKSET, Link, linkset
from tei_edition.render import safe
from tei_edition.render.about_edition import ABOUT, EDITION, about_page
from tei_edition.render.around import (
    ALL,
    CITED,
    REFERENCES,
    STYLESHEET,
    Around,
    Article,
    first_page,
    landing_of_edition,
    pages_around,
    parallel_page,
    register_pages,
    search_page,
)
from tei_edition.render.citation import names, place_in_print
from tei_edition.render.fragment import Name
from tei_edition.render.model import Model
from tei_edition.render.occurrences import Occurrence, occurrences
from tei_edition.render.page import HtmlOptions, Pages, landing, page, render_pages, stylesheet
from tei_edition.render.parallel import parallel
from tei_edition.render.parting import addresses, relinked
from tei_edition.render.register import TITLES, Entry, entries, links
from tei_edition.render.siteinfo import SiteInfo, work_of

PARALLEL = "{}.parallel.html"
"""The page of a document's versions."""
SITEMAP = "sitemap.xml"
"""The list of pages, where the edition's address is known (sitemaps.org 0.9)."""


@dataclass(frozen=True)
class Site:
    """The files of a site."""

    files: Mapping[str, str]
    """Content by relative path."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """What was worth telling."""
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The pages of each document, in their order."""


@dataclass(frozen=True)
class SiteOptions:
    """Where the editions in other formats stand, and what the site is made of."""

    tei: str = "../tei/{slug}.xml"
    """Link of an article's TEI; empty: none."""
    text: str = "../text/{slug}.txt"
    """Link of an article's plain text; empty: none."""
    model: Model | None = None
    """Another processing model than the built-in one."""
    level: int | None = 0
    """At divisions of which depth long texts are parted: see `parting.parted`."""
    search: bool = False
    """Whether there is a page to search in (see `search`)."""
    called: str = "Articles"
    """What the texts are called."""
    pictures: frozenset[str] = frozenset()
    """The files of pictures that lie beside the pages, by their links."""
    offered: tuple[tuple[str, str, str], ...] = ()
    """What the site holds for machines: label, link, and media type, which may be empty."""
    described: tuple[tuple[str, str, str], ...] = ()
    """What else describes an article, for machines: label, link with its `{slug}`, and media type."""
    sizes: Mapping[str, int] = field(default_factory=dict)
    """How many bytes the files of articles have, by their links, where that is known."""
    withdrawn: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """Articles that are no longer in the edition, by their slugs: the addresses each had, and what they were of."""


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
    articles = [_article(slug, tree, info, options) for slug, tree in trees.items()]
    around = Around(
        info, _menu(found, options, articles), {article.slug: article for article in articles}, options.called
    )
    files: dict[str, str] = {"index.html": ""}
    made: dict[str, Pages] = {}
    items: list[Item] = []
    landings = [landing_of_edition(around)]
    for index, (slug, tree) in enumerate(trees.items()):
        given = _page_options(articles, index, around, known, options)
        versions = parallel(tree)
        if versions is not None:
            given = replace(given, parallel=(versions.heading, safe.segment(PARALLEL.format(slug))))
        made[slug] = render_pages(tree, given, partial(_file, slug), options.level)
        files |= made[slug].files
        if versions is not None:
            name = PARALLEL.format(slug)
            files[name] = parallel_page(around, articles[index], name, versions, made[slug])
        work = work_of(read_header(tree.getroot()), info, info.address(articles[index].href), slug)
        landings.append(landing(work, given))
        items.append(csl_item(work))
        files |= {CITED.format(slug, suffix): write([items[-1]]) for _, suffix, _, write in REFERENCES}
    files |= {ALL.format(suffix): write(items) for _, suffix, _, write in REFERENCES if items}
    files |= register_pages(around, found, _where(trees, made))
    files |= pages_around(around, found, trees, made)
    if options.search:
        files["search.html"] = search_page(around)
    files["index.html"] = first_page(around)
    files[ABOUT] = about_page(around, options.offered)
    files |= {EDITION.format(suffix): write([csl_item(info.work)]) for _, suffix, _, write in REFERENCES}
    files = _relinked(files, made)
    if info.base_url:
        names = (safe.segment(name) for name in files if name.endswith(".html"))
        files[SITEMAP] = page(SITEMAP, addresses=list(map(info.address, names)))
    files |= _withdrawn(around, options)
    files[LINKSET] = linkset(landings, info.address(""))
    files[STYLESHEET] = stylesheet()
    diagnostics = [finding for pages in made.values() for finding in pages.diagnostics]
    return Site(files, tuple(diagnostics), {slug: tuple(pages.files) for slug, pages in made.items()})


def _withdrawn(around: Around, options: SiteOptions) -> dict[str, str]:
    """Make a page for each article that is no longer there, so that links to it, and into it, lead somewhere."""
    made = {}
    for slug, had in options.withdrawn.items():
        href = f"{safe.segment(slug)}.html"
        addresses = [(safe.identifier(key), label) for key, label in had]
        told = f"{slug} was withdrawn"
        made[f"{slug}.html"] = around.page("withdrawn.html", href, told, told, slug=slug, addresses=addresses)
    return made


def _file(slug: str, number: int) -> str:
    """Name a page of a document."""
    return f"{slug}.html" if number == 1 else f"{slug}.p{number}.html"


def _relinked(files: Mapping[str, str], made: Mapping[str, Pages]) -> dict[str, str]:
    """Let links into documents that were parted lead to the page where their target stands."""
    whole = {file: f"{slug}.html" for slug, pages in made.items() for file in pages.files}
    homes = {
        f"{slug}.html": {key: file for file, text in pages.texts.items() for key in addresses(text)}
        for slug, pages in made.items()
        if len(pages.files) > 1
    }
    if not homes:
        return dict(files)
    return {
        file: relinked(text, file, whole.get(file, ""), homes) if file.endswith(".html") else text
        for file, text in files.items()
    }


def _menu(
    found: Iterable[Entry], options: SiteOptions, articles: Sequence[Article]
) -> tuple[tuple[str, str], ...]:
    """List the site's pages; a register without entries is not among them."""
    found = list(found)
    used = {entry.page for entry in found}
    registers = tuple((title, f"{name}.html") for name, title in TITLES.items() if name in used)
    mapped = (("Map", "map.html"),) if any(entry.point and entry.page == "places" for entry in found) else ()
    others = (("Contents", "contents.html"),) if articles else ()
    last = (("Bibliography", "bibliography.html"), ("Words", "words.html")) if articles else ()
    search = (("Search", "search.html"),) if options.search else ()
    about = (("About", ABOUT),)
    return ((options.called, "index.html"), *others, *registers, *mapped, *last, *search, *about)


def _article(slug: str, tree: etree._ElementTree, info: SiteInfo, options: SiteOptions) -> Article:
    """Describe an article."""
    href = options.tei.format(slug=safe.segment(slug))
    tei = Link("item", href, "application/tei+xml", f"TEI of {slug}", options.sizes.get(href, 0))
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
        tei if href else None,
    )


def _page_options(
    articles: list[Article],
    index: int,
    around: Around,
    known: Mapping[str, Name],
    options: SiteOptions,
) -> HtmlOptions:
    """Say what is around an article's page."""
    slug = safe.segment(articles[index].slug)
    beside = {
        step: (articles[index + step].title, articles[index + step].href)
        for step in (-1, 1)
        if 0 <= index + step < len(articles)
    }
    return HtmlOptions(
        stylesheet=STYLESHEET,
        tei_href=options.tei.format(slug=slug),
        text_href=options.text.format(slug=slug),
        references=tuple((label, CITED.format(slug, suffix), kind) for label, suffix, kind, _ in REFERENCES),
        described=tuple((label, href.format(slug=slug), kind) for label, href, kind in options.described),
        path=articles[index].href,
        site=around.info,
        menu=around.menu,
        previous=beside.get(-1),
        following=beside.get(1),
        names=known,
        model=options.model,
        pictures=options.pictures,
        sizes=options.sizes,
    )


def _where(
    trees: Mapping[str, etree._ElementTree], made: Mapping[str, Pages]
) -> dict[str, dict[str, list[Occurrence]]]:
    """Give, for each entry, its occurrences by article."""
    where: dict[str, dict[str, list[Occurrence]]] = {}
    for slug, tree in trees.items():
        for occurrence in occurrences(tree.getroot(), made[slug].fragment.places):
            where.setdefault(occurrence.id, {}).setdefault(slug, []).append(occurrence)
    return where
