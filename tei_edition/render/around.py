"""What a site knows of its texts → the pages around them: first page, contents, registers, map, references, words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from lxml import etree
from markupsafe import Markup

from tei_edition.metadata.header import read_header
from tei_edition.metadata.model import Work
from tei_edition.metadata.references import Item, bibtex, csl_json, ris
from tei_edition.metadata.schemaorg import json_ld
from tei_edition.metadata.signposting import MOST_ITEMS, Landing, Link, links_around, signposts
from tei_edition.render import safe
from tei_edition.render.atlas import WIDTH, draw
from tei_edition.render.citation import citation, edition_tags
from tei_edition.render.occurrences import Occurrence
from tei_edition.render.page import HtmlOptions, Pages, contents, frame, page, safe_links
from tei_edition.render.parallel import Parallel
from tei_edition.render.parting import addresses
from tei_edition.render.register import TITLES, Entry
from tei_edition.render.siteinfo import SiteInfo
from tei_edition.render.words import MOST, ONE_PAGE, Word, by_initial, index

FIRST = "index.html"
"""The first page."""
STYLESHEET = "assets/edition.css"
CITED = "cite/{}.{}"
"""Where the references stand as files."""
ALL = "references.{}"
"""Where the references of all texts stand as files."""
REFERENCES: tuple[tuple[str, str, str, Callable[[Sequence[Item]], str]], ...] = (
    ("BibTeX", "bib", "application/x-bibtex", bibtex),
    ("RIS", "ris", "application/x-research-info-systems", ris),
    ("CSL-JSON", "json", "application/vnd.citationstyles.csl+json", csl_json),
)
"""The formats of references: name, suffix, media type, writer."""


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
    tei: Link | None = None
    """Its TEI file, where it can be had."""


@dataclass(frozen=True)
class Around:
    """What all pages of a site share."""

    info: SiteInfo
    """The edition."""
    menu: tuple[tuple[str, str], ...]
    """Links to the site's pages."""
    articles: Mapping[str, Article]
    """The texts."""
    called: str
    """What they are called."""

    def page(self, template: str, name: str, title: str, description: str, **values: object) -> str:
        """Fill a template for the page of that name."""
        options = HtmlOptions(stylesheet=STYLESHEET, site=self.info, menu=self.menu)
        return page(
            template,
            **frame(options, self.info.language),
            title=" – ".join(filter(None, [title, self.info.heading])),
            description=description,
            canonical=self.info.address(name),
            articles=self.articles,
            called=self.called,
            **{"here": name, "links": safe_links(links_around(self.info.work, FIRST)), **values},
        )


def first_page(around: Around) -> str:
    """Make the first page."""
    info = around.info
    told = info.description or info.subtitle or info.heading
    links = safe_links(signposts(landing_of_edition(around)))
    parts = [
        Work("article", text.slug, text.title, text.subtitle, url=info.address(text.href))
        for text in around.articles.values()
    ]
    files = [text.tei for text in around.articles.values() if text.tei]
    files = files if len(files) <= MOST_ITEMS else []
    known = (
        {"meta": edition_tags(info.work), "json_ld": Markup(json_ld(info.work, parts, files))}
        if info.work.title
        else {}
    )
    return around.page("index.html", FIRST, "", told, links=links, **known)


def landing_of_edition(around: Around) -> Landing:
    """Say what the first page leads to."""
    texts = around.articles.values()
    references = [
        Link("describedby", ALL.format(suffix), kind, label) for label, suffix, kind, _ in REFERENCES
    ]
    return Landing(
        around.info.work,
        FIRST,
        tuple(Link("item", text.href, "text/html", text.title) for text in texts),
        tuple(references if texts else ()),
    )


def parallel_page(around: Around, article: Article, name: str, versions: Parallel, made: Pages) -> str:
    """Make the page on which the versions of a text stand side by side."""
    return around.page(
        "parallel.html",
        name,
        f"{article.title}: {versions.heading.lower()}",
        f"{versions.heading} of {article.title} side by side",
        versions=versions,
        title_of=article.title,
        href=article.href,
        language=article.language or around.info.language,
        known=frozenset(key for text in made.texts.values() for key in addresses(text)),
        direction=safe.direction,
    )


def search_page(around: Around) -> str:
    """Make the page of the full-text search."""
    return around.page("search.html", "search.html", "Search", f"Search in {around.info.heading}")


def register_pages(
    around: Around, found: Sequence[Entry], where: Mapping[str, Mapping[str, Sequence[Occurrence]]]
) -> dict[str, str]:
    """Make the page of each register that has entries."""
    files = {}
    for name, title in TITLES.items():
        own = [entry for entry in found if entry.page == name]
        told = f"{title} in {around.info.heading}, with every occurrence in its context"
        if own:
            files[f"{name}.html"] = around.page(
                "register.html",
                f"{name}.html",
                title,
                told,
                heading=title,
                letters=_letters(own),
                where=where,
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


def pages_around(
    around: Around,
    found: Iterable[Entry],
    trees: Mapping[str, etree._ElementTree],
    made: Mapping[str, Pages],
) -> dict[str, str]:
    """Make contents, bibliography, index of words and, where places have coordinates, the map."""
    heading, files = around.info.heading, {}
    if trees:
        documents = [(article, _lines(made[slug])) for slug, article in around.articles.items()]
        files["contents.html"] = around.page(
            "contents.html",
            "contents.html",
            "Contents",
            f"The texts of {heading} and their parts",
            documents=documents,
        )
        files["bibliography.html"] = _bibliography(around, trees)
        files |= _words(around, made)
    if drawn := draw(entry for entry in found if entry.page == "places"):
        told = f"Places in {heading} on a map"
        files["map.html"] = around.page("map.html", "map.html", "Map", told, map=drawn, width=WIDTH)
    return files


def _lines(made: Pages) -> list[object]:
    """Give the headings of a text that the contents show."""
    lines = contents(made.fragment, 1)["lines"]
    return [line for line in lines if line.level < 3] if isinstance(lines, list) else []


def _bibliography(around: Around, trees: Mapping[str, etree._ElementTree]) -> str:
    """Make the page of references."""
    cited = [
        (
            article,
            citation(read_header(trees[slug].getroot()), around.info, around.info.address(article.href)),
        )
        for slug, article in around.articles.items()
    ]
    cited.sort(key=lambda one: "".join(words for words, _ in one[1]).strip("“").casefold())
    files = [(label, ALL.format(suffix), kind) for label, suffix, kind, _ in REFERENCES]
    told = f"References of the texts of {around.info.heading}"
    return around.page(
        "bibliography.html", "bibliography.html", "Bibliography", told, cited=cited, references=files
    )


def _words(around: Around, made: Mapping[str, Pages]) -> dict[str, str]:
    """Make the index of words: one page, or one for each initial."""
    words = index({slug: "".join(pages.texts.values()) for slug, pages in made.items()})
    labels = {slug: dict(pages.fragment.places.values()) for slug, pages in made.items()}
    for word in words:
        for slug, places in word.places.items():
            for place in places:
                labels[slug].setdefault(place, _label(place))
    return {
        name: around.page(
            "words.html",
            name,
            heading,
            f"{heading} in {around.info.heading}",
            heading=heading,
            initials=initials,
            own=name,
            here="words.html",
            most=MOST,
            words=some,
            labels=labels,
        )
        for name, heading, initials, some in _parted(words)
    }


_KINDS = {"n": "note", "fn": "note", "i": "item", "d": "section"}
"""What the letters of our own addresses stand for."""


def _label(address: str) -> str:
    """Give what readers call a place that is no paragraph with a number."""
    found = re.fullmatch(r"([a-z]+)(\d+)", address)
    return f"{_KINDS[found[1]]} {found[2]}" if found and found[1] in _KINDS else "§"


def _parted(words: list[Word]) -> Iterator[tuple[str, str, list[tuple[str, str]], list[Word]]]:
    """Yield file, heading, links to the initials and words of each page."""
    if len(words) <= ONE_PAGE:
        yield "words.html", "Words", [], words
        return
    parts = by_initial(words)
    links = [(letter, f"words-{number}.html") for number, (letter, _) in enumerate(parts, 1)]
    yield "words.html", "Words", links, []
    for (letter, name), (_, some) in zip(links, parts, strict=True):
        yield name, f"Words: {letter}", links, some
