"""What is known of an edition and of each of its articles: values that are mapped to every format of metadata."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tei_edition.metadata.header import Source
from tei_edition.statements import Contact, Deposit, Funder, Related, Release

__all__ = ["Agent", "Language", "Metadata", "Rights", "Work"]

DOI_ADDRESS = "https://doi.org/"
"""What precedes a DOI in its address."""

ORCID_ADDRESS = "https://orcid.org/"
"""What precedes an ORCID in its address."""

ACCESS_RIGHTS: Mapping[str, tuple[str, str]] = {
    "open": ("open access", "http://purl.org/coar/access_right/c_abf2"),
    "embargoed": ("embargoed access", "http://purl.org/coar/access_right/c_f1cf"),
    "restricted": ("restricted access", "http://purl.org/coar/access_right/c_16ec"),
    "metadata-only": ("metadata only access", "http://purl.org/coar/access_right/c_14cb"),
}
"""Our word for an access right → its label and address in the vocabulary of COAR."""


@dataclass(frozen=True)
class Agent:
    """A person or an organisation, and what it did."""

    name: str
    """The name as it is printed."""
    role: str = "aut"
    """What it did: a MARC relator code."""
    resp: str = ""
    """The same in the edition's own words; may be empty."""
    kind: str = "person"
    """`person` or `org`."""
    family: str = ""
    """A person's family name, where it is known which part that is."""
    given: str = ""
    """The rest of that name."""
    orcid: str = ""
    """A person's ORCID, bare."""
    affiliation: str = ""
    """The organisation a person belongs to."""
    ror: str = ""
    """The ROR address of that organisation, or of this one."""
    ids: tuple[tuple[str, str], ...] = ()
    """Other identifiers of the register: authority (`gnd`, `viaf`, `wikidata`, …) and bare number."""

    @property
    def sorted(self) -> str:
        """The name as a list has it: `Doe, Jane`."""
        return ", ".join(filter(None, (self.family, self.given))) or self.name


@dataclass(frozen=True)
class Language:
    """A language."""

    tag: str
    """The tag as the edition has it (BCP 47)."""
    short: str
    """Two letters (ISO 639-1); empty where the language has no such code."""
    long: str
    """Three letters (ISO 639-3); `und` where it is not known."""
    name: str
    """Its name in English."""


@dataclass(frozen=True)
class Rights:
    """The terms under which one kind of content may be used."""

    covers: str
    """The kind of content: `encoding`, `text`, `images`, `data` or `software`."""
    url: str
    """Address of the licence; may be empty."""
    spdx: str
    """Its identifier in the SPDX list; empty where it has none there."""
    name: str
    """Its name."""
    text: str
    """What it covers, one sentence; may be empty."""


@dataclass(frozen=True)
class Work:
    """An edition, or an article of one: everything its catalogue entry can say."""

    kind: str
    """`edition` or `article`."""
    id: str
    """Its name in files and addresses: lower case letters, digits, hyphens; an article's is its slug."""
    title: str
    """The title."""
    subtitle: str = ""
    """The subtitle."""
    creators: tuple[Agent, ...] = ()
    """Who is cited as its maker: an article's authors; the authors all articles share, else the editors."""
    contributors: tuple[Agent, ...] = ()
    """Everybody else, each with a role: the editors where there are authors."""
    publisher: str = ""
    """Who publishes it."""
    publisher_ror: str = ""
    """The publisher's ROR address."""
    place: str = ""
    """Where it is published."""
    date: str = ""
    """Date of this version (ISO 8601)."""
    version: str = ""
    """The version."""
    languages: tuple[Language, ...] = ()
    """The languages of the texts, the main one first."""
    rights: tuple[Rights, ...] = ()
    """The licences, of one kind of content each."""
    rights_statement: str = ""
    """What is said of the rights in the texts themselves."""
    rights_holder: str = ""
    """Who holds the rights in the edition."""
    access: str = ""
    """Who may read it: a key of `ACCESS_RIGHTS`; empty where nobody has said it."""
    abstract: str = ""
    """What it is, a few sentences."""
    subjects: tuple[str, ...] = ()
    """What it is about."""
    contact: Contact = field(default_factory=Contact)
    """Who answers questions."""
    funders: tuple[Funder, ...] = ()
    """Who paid for it."""
    related: tuple[Related, ...] = ()
    """What else it is related to."""
    source: Source = field(default_factory=Source)
    """Where an article was printed."""
    repository: str = ""
    """Who keeps the copy the text was taken from."""
    shelfmark: str = ""
    """That copy's shelfmark."""
    digital_source: str = ""
    """Address of the digital text it derives from."""
    created: str = ""
    """When the text itself was written or first printed (ISO 8601)."""
    hosting: str = ""
    """Who keeps it online."""
    url: str = ""
    """Its address; empty where the edition has none yet."""
    doi: str = ""
    """The DOI of this version, bare."""
    concept_doi: str = ""
    """The DOI of all versions together, bare."""
    deposit: Deposit = field(default_factory=Deposit)
    """What one archive alone wants to know."""
    software: str = ""
    """Name and version of the software that made it."""
    permanence: str = ""
    """What readers who cite it can rely on."""
    releases: tuple[Release, ...] = ()
    """The versions that were published, the first one first."""
    part_of: Work | None = None
    """Of an article: the edition."""

    @property
    def full_title(self) -> str:
        """Title and subtitle."""
        return f"{self.title}: {self.subtitle}" if self.subtitle else self.title

    @property
    def authors(self) -> tuple[Agent, ...]:
        """The authors of the text."""
        return tuple(agent for agent in self.creators if agent.role == "aut")

    @property
    def editors(self) -> tuple[Agent, ...]:
        """Those who edited it, whether they are cited first or not."""
        return tuple(agent for agent in (*self.creators, *self.contributors) if agent.role == "edt")

    @property
    def licence(self) -> Rights | None:
        """The licence of the edition's own work, else its first."""
        own = (rights for rights in self.rights if rights.covers == "encoding")
        return next(own, self.rights[0] if self.rights else None)

    @property
    def identifier(self) -> str:
        """What names it best: the address of its DOI, else its own address, else its name."""
        return f"{DOI_ADDRESS}{self.doi}" if self.doi else self.url or self.id

    @property
    def access_right(self) -> tuple[str, str]:
        """Label and address of the access right; empty where nobody has said it."""
        return ACCESS_RIGHTS.get(self.access, ("", ""))

    @property
    def year(self) -> str:
        """The year of this version."""
        return self.date[:4]


@dataclass(frozen=True)
class Metadata:
    """An edition's metadata, whole."""

    edition: Work
    """The edition."""
    articles: Mapping[str, Work] = field(default_factory=dict)
    """Its articles by their slugs, in the edition's order."""
