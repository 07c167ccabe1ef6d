"""One TEI document → one complete HTML page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import etree
from markupsafe import Markup

from tei_edition.diagnostics import Diagnostic
from tei_edition.metadata.header import Header, read_header
from tei_edition.metadata.model import Work
from tei_edition.metadata.references import csl_item
from tei_edition.metadata.schemaorg import json_ld
from tei_edition.metadata.signposting import Landing, Link, signposts
from tei_edition.metadata.styles import styled
from tei_edition.render import safe
from tei_edition.render.about import about_source
from tei_edition.render.citation import (
    citation,
    first_passage,
    meta_tags,
    names,
    passages,
    place_in_print,
    supplied,
)
from tei_edition.render.facsimile import Facsimile
from tei_edition.render.former import former_passages
from tei_edition.render.fragment import Fragment, Heading, Name
from tei_edition.render.html import HtmlEngine
from tei_edition.render.html_base import AFTER_TITLE
from tei_edition.render.model import Model
from tei_edition.render.parting import addresses, parted
from tei_edition.render.reading import reading_text
from tei_edition.render.register import descriptions
from tei_edition.render.siteinfo import SiteInfo, work_of
from tei_edition.tei import local, q

HERE = Path(__file__).parent
TOC_FROM = 3
"""A table of contents is worth its space from this many sections on."""
TOC_OPEN = 12
"""Up to this many lines it is open at first."""


@dataclass(frozen=True)
class HtmlOptions:
    """How a page is made and what is around it."""

    stylesheet: str = ""
    """Relative link of the style sheet; empty: it is put into the page."""
    tei_href: str = ""
    """Link of the TEI file; empty: none."""
    text_href: str = ""
    """Link of the plain text; empty: none."""
    references: tuple[tuple[str, str, str], ...] = ()
    """The page's reference as files: label, link and media type."""
    described: tuple[tuple[str, str, str], ...] = ()
    """What describes the text otherwise, for machines: label, link and media type."""
    path: str = ""
    """The page's own path in the site, for its public address."""
    site: SiteInfo | None = None
    """The edition it is part of."""
    menu: tuple[tuple[str, str], ...] = ()
    """Links to the edition's other pages: label and href."""
    previous: tuple[str, str] | None = None
    """Label and href of the page before."""
    following: tuple[str, str] | None = None
    """Label and href of the page after."""
    names: Mapping[str, Name] = field(default_factory=dict)
    """What the ids of register entries lead to; empty: what the document itself says of them."""
    model: Model | None = None
    """Another processing model than the built-in one."""
    parallel: tuple[str, str] | None = None
    """What versions the text has, and the link of the page where they stand side by side."""
    pictures: frozenset[str] = frozenset()
    """The files of pictures that lie beside the page, by their links."""
    sizes: Mapping[str, int] = field(default_factory=dict)
    """How many bytes the files have that can be had, by their links, where that is known."""


@dataclass(frozen=True)
class Page:
    """A page that has been made."""

    html: str
    """The whole document."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """What was worth telling."""


@dataclass(frozen=True)
class Pages:
    """A document that has been made into one page or several."""

    files: Mapping[str, str]
    """The pages in their order: each file's name and content; links between them are as if there were one."""
    texts: Mapping[str, str]
    """The HTML of the text on each page."""
    fragment: Fragment
    """What was made of the text."""
    diagnostics: tuple[Diagnostic, ...]
    """What was worth telling."""


def render_html(tree: etree._ElementTree, options: HtmlOptions | None = None) -> Page:
    """Make the page of one document."""
    made = render_pages(tree, options or HtmlOptions(), lambda number: str(number), 0)
    return Page(made.files["1"], made.diagnostics)


def render_pages(
    tree: etree._ElementTree, options: HtmlOptions, name: Callable[[int], str], level: int | None
) -> Pages:
    """Make the pages of one document, each with a file's name that `name` gives by its number.

    `level`: see `parting.parted`.
    """
    root = tree.getroot()
    header = read_header(root)
    engine = engine_for(root, header, options.names, options.model)
    engine.files = options.pictures
    fragment = engine.fragment(root)
    texts = {name(number): text for number, text in enumerate(parted(fragment.html, level), 1)}
    homes = {key: number for number, text in enumerate(texts.values()) for key in addresses(text)}
    told = about_source(root, engine)
    titled = engine.title is not None
    same = {
        **frame(options, header.language),
        "header": header,
        "fragment": fragment,
        "told": [(heading, Markup(html)) for heading, html in told],
        "own_styles": Markup(fragment.styles),
        "titled": titled,
        "former": former_passages(root),
        "contents": contents(fragment),
        "known_language": bool(safe.language(header.language)),
    }
    files = {}
    for number, around in enumerate(_in_turn(texts, options, header, fragment)):
        before, _, after = texts[list(texts)[number]].rpartition(AFTER_TITLE)
        files[list(texts)[number]] = page(
            "text.html",
            **same,
            **_facts(header, around),
            facsimiles=_pictured(fragment, texts[list(texts)[number]]),
            passage=first_passage(texts[list(texts)[number]]),
            before=Markup(before),
            after=Markup(after),
            supplied=supplied(header, root) if titled and number == 0 else "",
            number=number + 1,
            around=_around(fragment, homes, number),
            last=number + 1 == len(texts),
        )
    return Pages(files, texts, fragment, engine.diagnostics())


def _pictured(fragment: Fragment, text: str) -> list[Facsimile]:
    """Give the pictures of the pages that a text marks; of their places those that are in it."""
    known = set(addresses(text))
    return [
        replace(picture, zones=tuple(zone for zone in picture.zones if zone.id in known))
        for picture in fragment.facsimiles
        if f'href="#te-facs-{picture.number}"' in text
    ]


def _in_turn(
    texts: Mapping[str, str], options: HtmlOptions, header: Header, fragment: Fragment
) -> Iterator[HtmlOptions]:
    """Say what is around each page of a document."""
    files = list(texts)
    labels = [
        (f"{header.title}, {number}" if not (first := _first(fragment, texts[name])) else first, name)
        for number, name in enumerate(files, 1)
    ]
    for number, name in enumerate(files):
        yield (
            options
            if len(files) == 1
            else replace(
                options,
                path=safe.segment(name),
                previous=(labels[number - 1][0], safe.segment(labels[number - 1][1]))
                if number
                else options.previous,
                following=(labels[number + 1][0], safe.segment(labels[number + 1][1]))
                if number + 1 < len(files)
                else options.following,
            )
        )


def _around(fragment: Fragment, homes: Mapping[str, int], number: int) -> list[Heading]:
    """Give the headings of the divisions in which a page goes on, from the outermost."""
    first = next((heading.level for heading in fragment.headings if homes.get(heading.id) == number), 1)
    open_: list[Heading] = []
    for heading in (heading for heading in fragment.headings if homes.get(heading.id, number) < number):
        open_ = [*(other for other in open_ if other.level < heading.level), heading]
    return [heading for heading in open_ if 1 < heading.level < first]


def _first(fragment: Fragment, text: str) -> str:
    """Give the words of the first heading on the page."""
    known = set(addresses(text))
    return next((heading.label for heading in fragment.headings if heading.id in known and heading.label), "")


def engine_for(
    root: etree._Element,
    header: Header,
    names: Mapping[str, Name] | None = None,
    model: Model | None = None,
    output: str = "web",
) -> HtmlEngine:
    """Give the engine that renders the document's text; without `names`, what the document says of them itself."""
    local_ids = frozenset(safe.identifier(str(value)) for value in _IDS(root))  # type: ignore[union-attr]
    engine = HtmlEngine(names or descriptions(root), title_element(root, header), local_ids, model)
    engine.output = output
    return engine


_IDS = etree.XPath("//@xml:id", smart_strings=False)


def title_element(root: etree._Element, header: Header) -> etree._Element | None:
    """Find the heading or title page line that gives the document's title, if it stands in the text."""
    wanted = {_folded(header.title), _folded(header.full_title)} - {""}
    body = root.find(f".//{q('text')}")
    for number, element in enumerate(() if body is None else body.iter(q("head"), q("titlePart"))):
        if number > 5:
            break
        parent = element.getparent()
        if parent is None or local(parent) not in _TITLED or element.get("type") in ("sub", "source"):
            continue
        if not wanted.isdisjoint(_folded(reading_text(element, view)) for view in ("reading", "source")):
            return element
    return None


_TITLED = frozenset({"body", "front", "div", "div1", "docTitle", "titlePage"})


def _folded(title: str) -> str:
    """Reduce a title to what makes it the same title."""
    return "".join(char for char in title.casefold() if char.isalnum())


def contents(fragment: Fragment, least: int = TOC_FROM) -> dict[str, object]:
    """Give the lines of the table of contents, if there are at least so many, and whether it is open at first."""
    lines = [heading for heading in fragment.headings if heading.level > 1 and heading.label]
    top = min((heading.level for heading in lines), default=2)
    if len(lines) > 80:
        lines = [heading for heading in lines if heading.level <= top]
    lines = [Heading(heading.level - top + 1, heading.id, heading.label) for heading in lines]
    return {"lines": lines if len(lines) >= least else [], "open": len(lines) <= TOC_OPEN}


def _facts(header: Header, options: HtmlOptions) -> dict[str, object]:
    """Give what the page says about itself."""
    address = options.site.address(options.path) if options.site and options.path else ""
    work = work_of(header, options.site, address)
    stands_for = landing(work, options)
    styles = styled(csl_item(work))
    authors = names(header.authors)
    printed = ", ".join(filter(None, [header.source.title, place_in_print(header)]))
    return {
        "title": " – ".join(filter(None, [header.full_title, options.site.heading if options.site else ""])),
        "description": ". ".join(filter(None, [header.full_title, authors, printed])),
        "canonical": safe.href(address),
        "citation": citation(header, options.site, address),
        "styles": styles,
        "passages": passages(styles, address),
        "meta": meta_tags(header, options.site, address),
        "json_ld": Markup(json_ld(work, files=stands_for.items)),
        "authors": authors,
        "licence_href": safe.href(header.licence),
        "options": options,
        "links": safe_links(signposts(stands_for, linked=options.site is not None)),
    }


def landing(work: Work, options: HtmlOptions) -> Landing:
    """Say what the page of a text leads to."""
    items = [
        Link("item", options.tei_href, "application/tei+xml", "TEI"),
        Link("item", options.text_href, "text/plain", "Plain text"),
    ]
    return Landing(
        work,
        options.path,
        tuple(replace(item, size=options.sizes.get(item.href, 0)) for item in items if item.href),
        tuple(
            Link("describedby", href, kind, label)
            for label, href, kind in (*options.references, *options.described)
        ),
        "index.html" if options.site else "",
    )


def safe_links(links: Iterable[Link]) -> list[Link]:
    """Give the links that may stand on a page."""
    found = (replace(link, href=safe.href(link.href)) for link in links)
    return [link for link in found if link.href]


def frame(options: HtmlOptions, language: str) -> dict[str, object]:
    """Give what every page of an edition has."""
    lang = safe.language(language) or "en"
    return {
        "lang": lang,
        "site_lang": safe.language(options.site.language if options.site else "") or "en",
        "dir": safe.direction(lang),
        "stylesheet": options.stylesheet,
        "css": "" if options.stylesheet else Markup(stylesheet()),
        "site": options.site,
        "site_licence": safe.href(options.site.licence_url) if options.site else "",
        "menu": options.menu,
    }


def page(template: str, **values: object) -> str:
    """Fill a page template."""
    return _templates().get_template(template).render(**values)


@cache
def stylesheet() -> str:
    """Give the style sheet of all pages."""
    return (HERE / "assets" / "edition.css").read_text(encoding="utf-8")


@cache
def _templates() -> Environment:
    """Give the page templates, which escape what they are given."""
    return Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
