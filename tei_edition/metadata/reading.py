"""`edition.toml`, the articles' toml and their TEI headers → the metadata of the edition and of each article."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from urllib.parse import quote

from lxml import etree

from tei_edition.checks import DOI
from tei_edition.edition import ArticleConfig, Edition, Editor
from tei_edition.metadata.header import Header, Person, read_header
from tei_edition.metadata.model import Agent, Metadata, Work
from tei_edition.metadata.vocabularies import language, relator, rights
from tei_edition.statements import Contact, Licence
from tei_edition.version import __version__

__all__ = ["article_of_header", "doi_of", "name_of", "read_metadata"]


def read_metadata(edition: Edition, trees: Mapping[str, etree._ElementTree]) -> Metadata:
    """Read what is known of the edition and of each article; `trees` gives the TEI by slug, in the edition's order.

    What nobody has said stays empty.
    """
    headers = {slug: read_header(tree.getroot()) for slug, tree in trees.items()}
    configs = {config.slug: config for config in edition.articles}
    whole = _edition(edition, headers)
    articles = {
        slug: _article(whole, edition, configs.get(slug) or ArticleConfig(slug), header)
        for slug, header in headers.items()
    }
    return Metadata(whole, articles)


def article_of_header(slug: str, header: Header, edition: Work | None = None, address: str = "") -> Work:
    """Give what a header alone says of a text, ours or anybody's, as a part of the edition if there is one."""
    said = {kind.lower(): value for kind, value in reversed(header.identifiers)}
    authors = tuple(_agent(person) for person in header.authors)
    own = (one for one in header.editors if one.name != "tei_edition")
    editors = (_responsible(edition) if edition else ()) or tuple(
        _agent(one, relator(one.role)) for one in own
    )
    licence = Licence(target=header.licence)
    return Work(
        kind="article",
        id=slug,
        title=header.title,
        subtitle=header.subtitle,
        creators=authors or editors,
        contributors=editors if authors else (),
        publisher=(edition.publisher if edition else "") or header.publisher,
        publisher_ror=edition.publisher_ror if edition else "",
        place=edition.place if edition else "",
        date=(edition.date if edition else "") or header.date,
        version=(edition.version if edition else "") or header.edition,
        languages=(language(header.language),) if header.language else (),
        rights=(edition.rights if edition else ()) or ((rights(licence),) if header.licence else ()),
        rights_statement=" ".join(header.rights),
        rights_holder=edition.rights_holder if edition else "",
        access=edition.access if edition else "",
        abstract=header.abstract,
        subjects=header.keywords,
        contact=edition.contact if edition else Contact(),
        funders=edition.funders if edition else (),
        source=header.source,
        repository=header.repository,
        shelfmark=header.shelfmark,
        digital_source=header.digital_source,
        created=header.source.when,
        hosting=edition.hosting if edition else "",
        url=address or said.get("uri", "") or said.get("url", ""),
        doi=doi_of(said.get("doi", "")),
        software=edition.software if edition else "",
        part_of=edition or _series(header),
    )


def _series(header: Header) -> Work | None:
    """Describe the edition that the header alone names."""
    whole = header.series
    if not whole.title:
        return None
    return Work(
        kind="edition", id=name_of(whole.title), title=whole.title, publisher=header.publisher, date=header.date,
        version=header.edition, url=whole.address, doi=doi_of(whole.doi), concept_doi=doi_of(whole.concept_doi),
    )  # fmt: skip


def name_of(title: str) -> str:
    """Give a name for files and addresses: lower case letters, digits and hyphens, a letter first.

    It is legal in every archive we know: in GAMS, ARCHE, the Internet Archive.
    """
    plain = unicodedata.normalize("NFKD", title.replace("ß", "ss")).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].rstrip("-") or "edition"
    return name if name[0].isalpha() else f"e-{name}"


def doi_of(words: str) -> str:
    """Give the bare DOI in an identifier; nothing where there is none."""
    found = DOI.search(words)
    return found[0] if found else ""


def _article(whole: Work, edition: Edition, config: ArticleConfig, header: Header) -> Work:
    """Describe an article: its header, and what only its toml says."""
    address = f"{edition.base_url.rstrip('/')}/{quote(config.slug)}.html" if edition.base_url else ""
    work = article_of_header(config.slug, header, whole, address)
    return replace(
        work,
        abstract=work.abstract or " ".join(config.abstract.split()),
        rights_statement=config.rights or edition.rights,
        repository=work.repository or config.source.repository,
        shelfmark=work.shelfmark or config.source.shelfmark,
        digital_source=work.digital_source or config.source.url,
        doi=config.doi or work.doi,
    )


def _edition(edition: Edition, headers: Mapping[str, Header]) -> Work:
    """Describe the edition as a whole."""
    editors = tuple(map(_editor, edition.editors))
    shared = _shared(tuple(_agent(person) for person in header.authors) for header in headers.values())
    tags = dict.fromkeys([*(header.language for header in headers.values() if header.language)])
    return Work(
        kind="edition",
        id=name_of(edition.title),
        title=edition.title,
        subtitle=edition.subtitle,
        creators=shared or editors,
        contributors=editors if shared else (),
        publisher=edition.publisher,
        publisher_ror=edition.publisher_ror,
        place=edition.place,
        date=edition.date,
        version=edition.version,
        languages=tuple(map(language, tags or [edition.language])),
        rights=tuple(map(rights, edition.licences)),
        rights_statement=edition.rights,
        rights_holder=edition.rights_holder,
        access=edition.access,
        abstract=" ".join(edition.description.split()),
        subjects=edition.keywords
        or tuple(dict.fromkeys(word for header in headers.values() for word in header.keywords)),
        contact=edition.contact,
        funders=edition.funders,
        related=edition.related,
        hosting=edition.hosting or edition.publisher,
        url=f"{edition.base_url.rstrip('/')}/" if edition.base_url else "",
        deposit=edition.deposit,
        doi=edition.doi,
        concept_doi=edition.concept_doi,
        permanence=" ".join(edition.permanence.split()),
        releases=edition.releases,
        software=f"tei_edition {__version__}",
    )


def _shared(authors: Iterable[tuple[Agent, ...]]) -> tuple[Agent, ...]:
    """Give the authors, where all texts have the same."""
    different = set(authors)
    return different.pop() if len(different) == 1 else ()


def _responsible(edition: Work) -> tuple[Agent, ...]:
    """Give those of an edition who are not authors."""
    return tuple(agent for agent in (*edition.creators, *edition.contributors) if agent.role != "aut")


def _editor(editor: Editor) -> Agent:
    """Describe somebody the edition's toml names."""
    family, given = _parts(editor.name, editor.sorted) if editor.kind == "person" else ("", "")
    return Agent(
        name=editor.name,
        role=editor.role,
        resp=editor.resp,
        kind=editor.kind,
        family=family,
        given=given,
        orcid=editor.orcid,
        affiliation=editor.affiliation,
        ror=editor.ror,
    )


def _agent(person: Person, role: str = "aut") -> Agent:
    """Describe somebody a header names; the name is in parts only where the document parts it."""
    family, _, given = person.sorted.partition(", ")
    parted = bool(given) and person.kind == "person"
    said = {kind.lower(): value for kind, value in reversed(person.ids)}
    return Agent(
        name=person.name,
        role=role,
        resp=person.role,
        kind=person.kind,
        family=family if parted else "",
        given=given if parted else "",
        orcid=re.sub(r"https?://orcid\.org/", "", said.get("orcid", "")),
        affiliation=person.affiliation,
        ror=said.get("ror", ""),
        ids=tuple(item for item in person.ids if item[0].lower() not in ("orcid", "ror")),
    )


def _parts(name: str, sorted_name: str) -> tuple[str, str]:
    """Part the name of an editor, who is a person: as the sorted form does, else before the last word."""
    family, _, given = (sorted_name or name).partition(", ")
    if given:
        return family, given
    first, _, last = name.rpartition(" ")
    return last, first
