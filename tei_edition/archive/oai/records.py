"""An edition's metadata → the records a harvester can have, in which formats and sets."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from hashlib import sha256
from urllib.parse import quote, urlsplit

from lxml import etree

from tei_edition.metadata import Metadata, Work
from tei_edition.metadata.datacite import datacite_xml
from tei_edition.metadata.dublincore import oai_dc
from tei_edition.metadata.markup import XSI
from tei_edition.metadata.mods import mods
from tei_edition.tei import NS, append_text, copy_of, parse_bytes

__all__ = ["FORMATS", "Format", "Record", "Repository", "repository_of"]

Tree = Callable[[str], etree._ElementTree]
"""Gives a text's TEI by its slug."""


@dataclass(frozen=True)
class Format:
    """A format of metadata (section 3.4)."""

    prefix: str
    """Its `metadataPrefix`."""
    schema: str
    """Where its XML Schema is."""
    namespace: str
    """Its namespace."""
    page: int = 100
    """How many records a list has at once."""


OAI_DATACITE = "http://schema.datacite.org/oai/oai-1.1/"
"""The namespace of DataCite's envelope."""

FORMATS: Mapping[str, Format] = {
    one.prefix: one
    for one in (
        Format(
            "oai_dc",
            "http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
            "http://www.openarchives.org/OAI/2.0/oai_dc/",
        ),
        Format("mods", "http://www.loc.gov/standards/mods/v3/mods-3-8.xsd", "http://www.loc.gov/mods/v3"),
        Format("oai_datacite", f"{OAI_DATACITE}oai.xsd", OAI_DATACITE),
        Format("tei", "https://tei-c.org/release/xml/tei/custom/schema/xsd/tei_all.xsd", NS, 10),
    )
}
"""The formats, by prefix; only texts can be had as TEI."""


@dataclass(frozen=True)
class Record:
    """An item and its state."""

    identifier: str
    """Its OAI identifier."""
    datestamp: str
    """The day it was changed last (`2026-11-23`)."""
    sets: tuple[str, ...] = ()
    """The sets it belongs to."""
    formats: tuple[str, ...] = ()
    """The prefixes of the formats it can be had in; none of what is gone."""
    work: Work | None = None
    """What it describes; None of what is gone."""

    @property
    def deleted(self) -> bool:
        """Whether it is gone."""
        return self.work is None


@dataclass(frozen=True)
class Repository:
    """Everything that can be harvested."""

    name: str
    """What it is called."""
    email: str
    """Whom to ask."""
    records: tuple[Record, ...]
    """The records, in the order they are given out."""
    sets: Mapping[str, str]
    """The sets and what they are called."""
    namespace: str
    """What identifiers have between `oai:` and the name of the record."""
    tree: Tree = field(compare=False)
    """Gives a text's TEI by its slug."""

    @cached_property
    def by_identifier(self) -> Mapping[str, Record]:
        """The records by their identifiers."""
        return {record.identifier: record for record in self.records}

    @cached_property
    def earliest(self) -> str:
        """The day before which nothing was changed."""
        return min((record.datestamp for record in self.records), default="1970-01-01")

    @cached_property
    def state(self) -> str:
        """A few letters that change whenever the list of records does."""
        told = "\n".join(
            f"{record.identifier} {record.datestamp} {record.deleted}" for record in self.records
        )
        return sha256(told.encode()).hexdigest()[:12]

    def selected(self, prefix: str, within: str, first: str, last: str) -> Sequence[Record]:
        """Give the records in a format and set, changed on these days or between them; what is gone among them."""
        return self._select(prefix, within, first, last)

    def metadata(self, record: Record, prefix: str) -> etree._Element:
        """Give a record's metadata in one of its formats."""
        assert record.work is not None
        write = _WRITERS.get(prefix)
        made = write(record.work) if write else copy_of(self.tree(record.work.id).getroot())
        if made.get(_LOCATION) is None:  # section 2.5 wants it of all
            made.set(_LOCATION, f"{FORMATS[prefix].namespace} {FORMATS[prefix].schema}")
        return made

    @cached_property
    def _select(self) -> Callable[[str, str, str, str], Sequence[Record]]:
        """Select, and keep the last selections: every page of a list asks for the same."""

        @lru_cache(8)
        def select(prefix: str, within: str, first: str, last: str) -> Sequence[Record]:
            return [
                record
                for record in self.records
                if (record.deleted or prefix in record.formats)
                and (not within or any(one == within or one.startswith(f"{within}:") for one in record.sets))
                and (first or "0") <= record.datestamp <= (last or "9")
            ]

        return select


def repository_of(metadata: Metadata, tree: Tree, gone: Sequence[str] = ()) -> Repository:
    """Give the records of an edition: itself, each of its texts, and what is gone of them by their slugs."""
    edition = metadata.edition
    namespace = _namespace(edition)
    day = edition.date if re.fullmatch(r"\d{4}-\d\d-\d\d", edition.date) else _day(edition.date)
    works = [edition, *metadata.articles.values()]
    all_formats = tuple(FORMATS)
    live = [
        Record(
            _identifier(namespace, edition, work.id if work.kind == "article" else ""),
            day,
            _sets(work),
            all_formats if work.kind == "article" else all_formats[:-1],
            work,
        )
        for work in works
    ]
    dead = [Record(_identifier(namespace, edition, slug), day, ("texts",)) for slug in sorted(gone)]
    sets = {"edition": "The edition as a whole", "texts": "The texts of the edition"}
    sets |= {f"texts:{tag}": f"Texts in {name}" for tag, name in _languages(works)}
    return Repository(edition.title, edition.contact.email, (*live, *dead), sets, namespace, tree)


def _day(date: str) -> str:
    """Complete a year or a month to a day."""
    return f"{date}-01-01"[:10] if re.fullmatch(r"\d{4}(-\d\d)?", date) else "1970-01-01"


def _namespace(edition: Work) -> str:
    """Give the domain of the edition, which makes identifiers its own; without one, a domain that can be nobody's."""
    try:
        host = urlsplit(edition.url).hostname or ""
    except ValueError:
        host = ""
    return host if _DOMAIN.fullmatch(host) else f"{edition.id}.invalid"  # RFC 2606, section 2


_DOMAIN = re.compile(r"[A-Za-z][A-Za-z0-9-]*(\.[A-Za-z][A-Za-z0-9-]*)+")
"""A domain, as identifiers may have it."""
_LOCATION = f"{{{XSI}}}schemaLocation"


def _identifier(namespace: str, edition: Work, slug: str) -> str:
    """Make the identifier (Specification and XML Schema for the OAI Identifier Format, 2.0).

    A domain may have several editions, which may have texts of one name.
    """
    return f"oai:{namespace}:{'/'.join(quote(name, safe='') for name in (edition.id, slug) if name)}"


def _sets(work: Work) -> tuple[str, ...]:
    if work.kind == "edition":
        return ("edition",)
    return tuple(f"texts:{_tag(language.tag)}" for language in work.languages) or ("texts",)


def _languages(works: Sequence[Work]) -> Sequence[tuple[str, str]]:
    """Give the languages of the texts, each once."""
    texts = (work for work in works if work.kind == "article")
    found = {
        _tag(language.tag): language.name or language.tag for work in texts for language in work.languages
    }
    return sorted(found.items())


def _tag(tag: str) -> str:
    """Make the part of a setSpec of a language: letters, digits and hyphens."""
    return re.sub(r"[^A-Za-z0-9-]", "", tag) or "und"


def _root(data: bytes) -> etree._Element:
    return parse_bytes(data, "metadata").getroot()


def _enveloped(work: Work) -> etree._Element:
    """Put DataCite's XML into the envelope its harvesters know."""
    outer = etree.Element(f"{{{OAI_DATACITE}}}oai_datacite", nsmap={None: OAI_DATACITE})  # type: ignore[dict-item]
    append_text(etree.SubElement(outer, f"{{{OAI_DATACITE}}}schemaVersion"), "4.7")
    etree.SubElement(outer, f"{{{OAI_DATACITE}}}datacentreSymbol")  # there must be one; nobody has told it
    etree.SubElement(outer, f"{{{OAI_DATACITE}}}payload").append(_root(datacite_xml(work)))
    return outer


_WRITERS: Mapping[str, Callable[[Work], etree._Element]] = {
    "oai_dc": lambda work: _root(oai_dc(work)),
    "mods": lambda work: _root(mods(work)),
    "oai_datacite": _enveloped,
}
"""How a record is written in each format but TEI."""
