"""What a web page says of itself (`title`, `meta`, JSON-LD) → candidates for the facts of the header.

Understood are Highwire's `citation_…`, Dublin Core, PRISM, Open Graph, schema.org in JSON-LD, and plain `author`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from tei_edition.read.dom import Node, attribute, elements, text_of

__all__ = ["iso_date", "page_facts"]

_KEYS: Mapping[str, str] = {
    "citation_title": "title", "dc.title": "title", "dcterms.title": "title", "og:title": "title",
    "citation_author": "author", "dc.creator": "author", "dcterms.creator": "author", "author": "author",
    "article:author": "author",
    "citation_publication_date": "date", "citation_date": "date", "dc.date": "date", "dcterms.date": "date",
    "dc.date.issued": "date", "dcterms.issued": "date", "prism.publicationdate": "date",
    "citation_journal_title": "journal", "prism.publicationname": "journal",
    "citation_volume": "volume", "prism.volume": "volume", "citation_issue": "issue", "prism.number": "issue",
    "citation_publisher": "publisher", "dc.publisher": "publisher",
    "citation_language": "language", "dc.language": "language", "dcterms.language": "language",
    "description": "description", "dc.description": "description", "keywords": "keywords",
    "dc.subject": "keywords", "dc.rights": "rights", "og:url": "url", "citation_public_url": "url",
}  # fmt: skip
"""Names of `meta` elements, small, and what they tell. What `article:published_time` tells is the page's date."""
_RANK = ("citation_", "dc", "prism", "author")
"""Which names are believed first."""
_ARTICLES = frozenset(("Article", "NewsArticle", "ScholarlyArticle", "CreativeWork", "Chapter", "Report"))
_LONGEST = 500


def page_facts(root: Node) -> dict[str, tuple[str, ...]]:
    """Gather what a page says of itself; of each fact the values of the most trusted source."""
    said: dict[str, dict[int, list[str]]] = {}
    for rank, key, value in _said(root):
        value = " ".join(value.split())
        values = said.setdefault(key, {}).setdefault(rank, [])
        if value and len(value) <= _LONGEST and value not in values:
            values.append(value)
    found = {
        key: tuple(next((ranks[rank] for rank in sorted(ranks) if ranks[rank]), []))
        for key, ranks in said.items()
    }
    if dates := [date for value in found.pop("date", ()) if (date := iso_date(value))]:
        found["date"] = (dates[0],)
    return {key: values for key, values in found.items() if values}


def iso_date(value: str) -> str:
    """Give a date as ISO 8601 as far as it is exact; empty where it is not written as numbers from the year on."""
    found = re.match(r"(\d{4})(?:[-/](\d{1,2}))?(?:[-/](\d{1,2}))?(?!\d)", value.strip())
    if not found:
        return ""
    numbers = [int(part) for part in found.groups()[1:] if part]
    if any(not 1 <= number <= most for number, most in zip(numbers, (12, 31), strict=False)):
        return ""
    return "-".join([found[1], *(f"{number:02}" for number in numbers)])


def _said(root: Node) -> Iterator[tuple[int, str, str]]:
    """Yield rank, key and value of all that is said."""
    for node in elements(root):
        if node.name == "meta":
            name = (attribute(node, "name") or attribute(node, "property")).lower()
            if key := _KEYS.get(name):
                rank = next((at for at, start in enumerate(_RANK) if name.startswith(start)), len(_RANK))
                yield rank, key, attribute(node, "content")
        elif node.name == "title":
            yield 9, "title", text_of(node, _LONGEST)
        elif node.name == "html" and (language := attribute(node, "lang") or attribute(node, "xml:lang")):
            yield 5, "language", language
        elif node.name == "link" and attribute(node, "rel").lower() == "canonical":
            yield 0, "url", attribute(node, "href")
        elif node.name == "script" and attribute(node, "type").lower() == "application/ld+json":
            yield from _linked_data(text_of(node, 50_000))


def _linked_data(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield what JSON-LD says of an article; nothing where it is broken."""
    try:
        data: Any = json.loads(text)
    except (ValueError, RecursionError):
        return
    graph = data.get("@graph", [data]) if isinstance(data, dict) else data
    for item in graph if isinstance(graph, list) else ():
        if not isinstance(item, dict) or str(item.get("@type")) not in _ARTICLES:
            continue
        for name, key in (
            ("headline", "title"),
            ("name", "title"),
            ("datePublished", "date"),
            ("inLanguage", "language"),
        ):
            if isinstance(item.get(name), str):
                yield 3, key, item[name]
        authors = item.get("author", [])
        for author in authors if isinstance(authors, list) else [authors]:
            who = author.get("name") if isinstance(author, dict) else author
            if isinstance(who, str):
                yield 3, "author", who
