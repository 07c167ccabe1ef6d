"""An edition as its pages present it: the facts the pipeline takes from `edition.toml`."""

from __future__ import annotations

from dataclasses import dataclass

from tei_edition.metadata.header import Header, Person
from tei_edition.metadata.model import Agent, Work
from tei_edition.metadata.reading import article_of_header, name_of
from tei_edition.metadata.vocabularies import rights
from tei_edition.render import safe
from tei_edition.statements import Licence


@dataclass(frozen=True)
class SiteInfo:
    """What the pages of an edition say about the edition."""

    title: str
    """The edition's title."""
    subtitle: str = ""
    """Its subtitle."""
    editors: tuple[Person, ...] = ()
    """Its editors with their roles."""
    publisher: str = ""
    """Who publishes it."""
    licence: str = ""
    """The licence's name or the sentence that grants it."""
    licence_url: str = ""
    """The licence's address."""
    base_url: str = ""
    """Where the site will stand (`https://example.org/edition/`); empty when unknown."""
    language: str = "en"
    """The language of the edition's own pages."""
    version: str = ""
    """The edition's version."""
    date: str = ""
    """The date of that version (ISO 8601)."""
    description: str = ""
    """A paragraph about the edition, for its first page."""
    software: str = ""
    """Name and version of the software that made the pages."""
    edition: Work | None = None
    """The edition's metadata, whole; where it has none, the facts above are all there are."""

    def address(self, path: str) -> str:
        """Give the public address of one of the site's files (a relative link); empty when the site has none."""
        return safe.web(f"{self.base_url.rstrip('/')}/{path}") if self.base_url else ""

    @property
    def heading(self) -> str:
        """The title, or words that stand for it where there is none."""
        return self.title.strip() or "Digital Edition"

    @property
    def named_editors(self) -> tuple[Person, ...]:
        """The editors that have a name."""
        return tuple(editor for editor in self.editors if editor.name.strip())

    @property
    def work(self) -> Work:
        """The edition's metadata."""
        if self.edition:
            return self.edition
        editors = tuple(Agent(editor.name, "edt", editor.role) for editor in self.named_editors)
        licence = Licence(self.licence_url, self.licence)
        return Work(
            kind="edition",
            id=name_of(self.title),
            title=self.title.strip(),
            subtitle=self.subtitle,
            creators=editors,
            publisher=self.publisher,
            rights=(rights(licence),) if self.licence_url else (),
            date=self.date,
            version=self.version,
            url=self.address(""),
        )


def work_of(header: Header, info: SiteInfo | None, address: str = "", slug: str = "") -> Work:
    """Give the metadata of a text: what its header says, and the edition it stands in."""
    return article_of_header(slug, header, info.work if info else None, address)
