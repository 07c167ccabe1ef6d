"""Header and edition → how a page is cited, and the metadata other machines read."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from html import unescape

from lxml import etree

from tei_edition.metadata.header import Header, Person
from tei_edition.metadata.model import Work
from tei_edition.metadata.references import and_list, edition_runs
from tei_edition.metadata.styles import Runs
from tei_edition.render.siteinfo import SiteInfo, work_of
from tei_edition.tei import q


def names(people: tuple[Person, ...]) -> str:
    """Name people as in a sentence."""
    return and_list(list(dict.fromkeys(person.name for person in people)))


def place_in_print(header: Header) -> str:
    """Say where the text was first printed: `The Militant, vol. 17, no. 26, 29 June 1953, pp. 44–48`."""
    source = header.source
    if not source.title:
        return source.text
    pages = source.pages
    several = any(mark in pages for mark in "–-,")
    parts = [
        f"vol. {source.volume}" if source.volume else "",
        f"no. {source.issue}" if source.issue else "",
        source.date,
        f"{'pp.' if several else 'p.'}\u00a0{pages}" if pages else "",
    ]
    return ", ".join(filter(None, parts))


def supplied(header: Header, root: etree._Element) -> str:
    """Give author and place of publication in square brackets where the text itself does not name its author."""
    if not header.authors or next(root.iter(q("byline"), q("docAuthor"), q("docTitle")), None) is not None:
        return ""
    source = (
        ", ".join(filter(None, [header.source.title, place_in_print(header)])) if header.source.title else ""
    )
    return f"[{'. '.join(filter(None, [names(header.authors), source]))}]"


def citation(header: Header, info: SiteInfo | None, address: str) -> list[tuple[str, str]]:
    """Give the reference as runs of text, each with its style (`""` or `title`)."""
    runs: list[tuple[str, str]] = []
    if header.authors:
        runs.append((names(header.authors) + ", ", ""))
    runs.append((f"“{header.full_title}”" if header.source.title else header.full_title, ""))
    if header.source.title:
        runs += [(", ", ""), (header.source.title, "title")]
        rest = place_in_print(header)
        runs.append((f", {rest}" if rest else "", ""))
    runs.append((". ", ""))
    runs += edition_runs(work_of(header, info, address))
    runs.append((f" {address}" if address else "", ""))
    return [run for run in runs if run[0]]


def passages(styles: Sequence[tuple[str, Runs]], address: str) -> list[tuple[str, Runs, str]]:
    """Give each style's name, its reference as it goes on to a passage, and what it calls a paragraph."""
    return [
        (name, [*runs[:-1], (_open(runs[-1][0], address), runs[-1][1])], "para." if name == "APA" else "par.")
        for name, runs in styles
        if runs
    ]


def _open(words: str, address: str) -> str:
    """Take the address and the last full stop from a reference."""
    return words.removesuffix(address).rstrip().removesuffix(".")


def first_passage(text: str) -> tuple[str, str]:
    """Give address and number of the first numbered paragraph."""
    found = _NUMBERED.search(text)
    return (unescape(found[1]), unescape(found[2]).strip()) if found else ("", "")


_NUMBERED = re.compile(r'<a class="pn" href="#([^"]+)"[^>]*>([^<]*)</a>')


def meta_tags(header: Header, info: SiteInfo | None, address: str) -> list[tuple[str, str]]:
    """Give name and content of the tags in the page's head: Dublin Core, and what scholarly indexes read."""
    source = header.source
    tags = [("author", names(header.authors))]
    tags += [("citation_title", header.full_title)]
    tags += [("citation_author", person.name) for person in header.authors]
    first, _, last = source.pages.replace("-", "–").partition("–")
    tags += [
        ("citation_publication_date", (source.when or header.date).replace("-", "/")),
        *_container(header, info),
        ("citation_volume", source.volume),
        ("citation_issue", source.issue),
        ("citation_firstpage", first),
        ("citation_lastpage", last),
        ("citation_language", header.language),
        ("citation_public_url", address),
        *(("citation_doi", value) for kind, value in header.identifiers if kind.lower() == "doi"),
    ]
    tags += [("DC.title", header.full_title)]
    tags += [("DC.creator", person.name) for person in header.authors]
    tags += [("DC.contributor", person.name) for person in header.editors]
    tags += [
        ("DC.publisher", (info.publisher if info else "") or header.publisher),
        ("DC.date", header.date),
        ("DC.language", header.language),
        ("DC.type", _kind(header, info)),
        ("DC.format", "text/html"),
        ("DC.identifier", address),
        (
            "DC.relation",
            f"https://doi.org/{doi}" if (doi := info.work.doi if info else header.series.doi) else "",
        ),
        *(("DC.rights", words) for words in (*header.rights, header.licence)),
    ]
    tags += [("DC.subject", keyword) for keyword in header.keywords]
    tags += [("keywords", ", ".join(header.keywords))]
    return [tag for tag in dict.fromkeys(tags) if tag[1]]


def edition_tags(work: Work) -> list[tuple[str, str]]:
    """Give name and content of the tags of an edition's first page: by them Zotero takes it for a book."""
    editors = [agent.name for agent in (*work.creators, *work.contributors) if agent.role != "aut"]
    doi = f"https://doi.org/{work.doi}" if work.doi else ""
    authors = [agent.name for agent in work.authors]
    tags = [("citation_title", work.full_title)]
    tags += [("citation_author", name) for name in authors]
    tags += [("citation_editor", name) for name in editors]
    tags += [
        ("citation_publication_date", work.date.replace("-", "/")),
        ("citation_publisher", work.publisher),
        ("citation_doi", work.doi),
        ("citation_public_url", work.url),
        ("prism.edition", work.version),
    ]
    tags += [("citation_language", one.tag) for one in work.languages]
    tags += [("DC.title", work.full_title), ("DC.type", "book"), ("DC.format", "text/html")]
    tags += [("DC.creator", name) for name in authors]
    tags += [("DC.contributor", name) for name in editors]
    tags += [("DC.publisher", work.publisher), ("DC.date", work.date), ("DC.description", work.abstract)]
    tags += [("DC.identifier", address) for address in (doi, work.url)]
    tags += [("DC.language", one.tag) for one in work.languages]
    tags += [("DC.subject", word) for word in work.subjects]
    tags += [("DC.rights", one.url) for one in work.rights]
    tags += [("DCTERMS.accessRights", work.access_right[1])]
    return [tag for tag in dict.fromkeys(tags) if tag[1]]


def _kind(header: Header, info: SiteInfo | None) -> str:
    """Say what the text is, in the words by which Zotero tells items apart: an article needs none."""
    source = header.source
    if source.title and (source.level == "j" or source.volume or source.issue):
        return "Text"
    return "bookSection" if source.title or info else "book"


def _container(header: Header, info: SiteInfo | None) -> list[tuple[str, str]]:
    """Say in what the text stands: its journal, the book it was printed in, or else the edition."""
    kind, publisher = _kind(header, info), (info.publisher if info else "") or header.publisher
    if kind == "Text":
        return [("citation_journal_title", header.source.title)]
    inside = header.source.title or (info.heading if info else "")
    editors = [
        ("citation_editor", person.name) for person in (header.editors if not header.source.title else ())
    ]
    return [("citation_inbook_title", inside), *editors, ("citation_publisher", publisher)]


NO_DATE = "1980-01-01"
"""When a document does not say when it was published: the first day a zip archive can name."""


def full_day(date: str) -> str:
    """Complete a date (`2026`, `2026-11`) to a day; what is no date becomes `NO_DATE`."""
    parts = [*date.split("-"), "01", "01"][:3]
    try:
        return datetime.date(*map(int, parts)).isoformat()
    except ValueError:
        return NO_DATE
