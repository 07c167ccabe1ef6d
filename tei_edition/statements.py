"""What the tables of `edition.toml` and of an article's toml state → dataclasses, a sentence under every key."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tei_edition.checks import CONTENT, check_address, check_ids, check_one_of, check_orcid
from tei_edition.tables import fill, listed, take_table, take_tables

__all__ = [
    "Contact",
    "Deposit",
    "Editor",
    "Funder",
    "Licence",
    "Origin",
    "Related",
    "Release",
    "read_statements",
]


@dataclass(frozen=True)
class Licence:
    """The terms under which one kind of content may be used."""

    target: str = ""
    """Address of the licence."""
    name: str = ""
    """Its name (`CC BY 4.0`)."""
    text: str = ""
    """What it covers, one sentence."""
    covers: str = "encoding"
    """The kind of content: `encoding`, `text`, `images`, `data` or `software`."""
    spdx: str = ""
    """Its identifier in the SPDX list (`CC-BY-4.0`); empty: as its address tells."""

    @property
    def words(self) -> str:
        """Its name and what it covers; its address where neither is said."""
        return ". ".join(filter(None, (self.name, self.text))) or self.target


@dataclass(frozen=True)
class Editor:
    """Somebody responsible for the edition."""

    id: str
    """The id `@resp` points to."""
    name: str
    """The name as it is to be printed."""
    kind: str = "person"
    """`person` or `org`."""
    resp: str = "encoding and editorial notes"
    """What she is responsible for."""
    role: str = "edt"
    """The same as a MARC relator code: `edt` editor, `trl` translator, `trc` transcriber, `mrk` markup editor, …"""
    sorted: str = ""
    """The name as a list has it (`Doe, Jane`); empty: the last word is the family name."""
    orcid: str = ""
    """A person's ORCID."""
    ror: str = ""
    """The ROR address of an organisation, or of the one a person belongs to."""
    affiliation: str = ""
    """The organisation a person belongs to."""


@dataclass(frozen=True)
class Contact:
    """Who answers questions about the edition (`[contact]`)."""

    name: str = ""
    """The name."""
    email: str = ""
    """The address for mail."""
    phone: str = ""
    """The telephone number."""
    address: str = ""
    """The postal address of the organisation."""


@dataclass(frozen=True)
class Funder:
    """Who paid for the edition (`[[funder]]`)."""

    name: str
    """The name."""
    id: str = ""
    """Its address in ROR or the Crossref funder registry."""
    award: str = ""
    """The number of the grant."""
    title: str = ""
    """The title of the grant."""


@dataclass(frozen=True)
class Related:
    """Something else the edition is related to (`[[related]]`)."""

    identifier: str
    """Its DOI, address, ISBN, … ."""
    relation: str = "References"
    """How the edition is related to it: a relationType of DataCite (`IsSupplementTo`, `IsDerivedFrom`, …)."""
    title: str = ""
    """What it is called."""


@dataclass(frozen=True)
class Deposit:
    """What one archive alone wants to know (`[deposit]`)."""

    gams_project: str = ""
    """The name GAMS has given the project: lower case letters and digits, a letter first."""
    hal_domain: str = ""
    """A domain of HAL (`shs.hist`)."""
    hal_type: str = "OUV"
    """A type of document of HAL: `OUV` is a book."""
    internetarchive_collection: str = "opensource"
    """The collection of the Internet Archive that takes it: the one everybody may add to."""
    textgrid_genre: str = "other"
    """`drama`, `prose`, `verse`, `reference work`, `non-fiction`, `non-text` or `other`."""


@dataclass(frozen=True)
class Origin:
    """Where an article was first published (`[source]`)."""

    journal: str = ""
    """Title of the periodical."""
    journal_ref: str = ""
    """The periodical's id in the register."""
    book: str = ""
    """Title of the book, where it stood in one."""
    volume: str = ""
    """Volume."""
    issue: str = ""
    """Issue or number."""
    pages: str = ""
    """Pages (`44–48`)."""
    date: str = ""
    """Date of publication, ISO 8601 (`1953-06-29`, `1955`)."""
    date_text: str = ""
    """The date as printed, where it says more than the ISO form (`Spring 1955`)."""
    publisher: str = ""
    """Publisher."""
    place: str = ""
    """Place of publication."""
    url: str = ""
    """Address of the digital text this one derives from."""
    repository: str = ""
    """The library or archive that keeps the copy the text was taken from."""
    shelfmark: str = ""
    """That copy's shelfmark."""


@dataclass(frozen=True)
class Release:
    """A version that was published (`[[release]]`)."""

    version: str
    """Its number."""
    date: str
    """The day (ISO 8601)."""
    message: str = ""
    """What is new in it."""


def read_statements(table: dict[str, Any], path: Path) -> dict[str, Any]:
    """Take the tables of `edition.toml` out of what was read from it; give them by the fields of an edition.

    Raises ConfigError where a table has an unknown key, a value of the wrong type, or one that cannot be meant.
    """
    many = {"editors": Editor, "funders": Funder, "related": Related, "releases": Release}
    names = {"editors": "editor", "funders": "funder", "releases": "release"}
    made: dict[str, Any] = {
        field: tuple(fill(kind, item, path, name) for item in take_tables(table, name, path))
        for field, kind in many.items()
        for name in [names.get(field, field)]
    }
    made["licences"] = tuple(fill(Licence, item, path, "licence") for item in listed(table, "licence", path))
    made["contact"] = fill(Contact, take_table(table, "contact", path), path, "contact")
    made["deposit"] = fill(Deposit, take_table(table, "deposit", path), path, "deposit")
    check_ids((editor.id for editor in made["editors"]), path, "an editor")
    for editor in made["editors"]:
        check_one_of(editor.kind, ("person", "org"), "kind", path)
        check_orcid(editor.orcid, path)
    for licence in made["licences"]:
        check_address(licence.target, "target", path)
        check_one_of(licence.covers, CONTENT, "covers", path)
    return made
