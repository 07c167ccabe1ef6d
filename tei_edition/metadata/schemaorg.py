"""A work → JSON-LD of schema.org, which search engines, F-UJI and Zotero read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import urljoin

from tei_edition.metadata.model import DOI_ADDRESS, ORCID_ADDRESS, Agent, Work
from tei_edition.metadata.relations import relations
from tei_edition.metadata.signposting import Link

__all__ = ["json_ld", "schema_org"]


def json_ld(work: Work, parts: Sequence[Work] = (), files: Sequence[Link] = ()) -> str:
    """Give the description as JSON that can stand in a page's `script`."""
    return json.dumps(schema_org(work, parts, files), ensure_ascii=False, indent=1).replace("<", "\\u003c")


def schema_org(work: Work, parts: Sequence[Work] = (), files: Sequence[Link] = ()) -> dict[str, Any]:
    """Describe the work, what it consists of, and the files of it that can be had.

    The context is inline, so that nothing has to be fetched.
    """
    return {"@context": {"@vocab": "https://schema.org/"}, **_work(work, parts, files)}


def _work(work: Work, parts: Sequence[Work], files: Sequence[Link]) -> dict[str, Any]:
    """Describe the work itself."""
    address = f"{DOI_ADDRESS}{work.doi}" if work.doi else ""
    others = [agent for agent in work.contributors if agent.role not in ("edt", "aut")]
    version_of = [{"@id": f"{DOI_ADDRESS}{work.concept_doi}"}] if work.concept_doi else []
    return _thing(
        "Book" if work.kind == "edition" else "Article",
        **{"@id": address or work.url},
        name=work.full_title,
        headline=work.title if work.kind == "article" else "",
        author=[_agent(agent) for agent in work.authors],
        creator=[] if work.authors else [_agent(agent) for agent in work.creators],
        editor=[_agent(agent) for agent in work.editors],
        contributor=[_agent(agent) for agent in others],
        publisher=_thing("Organization", name=work.publisher, **{"@id": work.publisher_ror}),
        datePublished=work.date,
        dateCreated=work.created,
        version=work.version,
        bookEdition=work.version if work.kind == "edition" else "",
        inLanguage=[language.tag for language in work.languages],
        abstract=work.abstract,
        description=work.abstract,
        keywords=list(work.subjects),
        license=list(dict.fromkeys(rights.url for rights in work.rights if rights.url)),
        copyrightNotice=work.rights_statement,
        copyrightHolder=_thing(_holder(work), name=work.rights_holder),
        conditionsOfAccess=work.access_right[1],
        isAccessibleForFree=work.access == "open",
        identifier=_thing("PropertyValue", propertyID="DOI", value=work.doi, url=address) if work.doi else "",
        isPartOf=_whole(work.part_of) if work.part_of else "",
        hasPart=[_thing("Article", name=part.full_title, url=part.url) for part in parts],
        isBasedOn=_based_on(work),
        distribution=[_file(file, work.url) for file in files],
        exampleOfWork=version_of,
        citation=[bare for _, bare, one in relations(work) if one.relation in ("Cites", "References")],
        funder=[_thing("Organization", name=one.name, **{"@id": one.id}) for one in work.funders],
        url=work.url,
    )


def _file(file: Link, base: str) -> dict[str, Any]:
    """Describe a file that can be had; its address is whole where that of the page is known."""
    return _thing(
        "DataDownload",
        name=file.title,
        contentUrl=urljoin(base, file.href),
        encodingFormat=file.type,
        contentSize=str(file.size or ""),
    )


def _holder(work: Work) -> str:
    """Tell what a rights holder is: an organisation where one of that name publishes or edits."""
    known = {agent.name for agent in (*work.creators, *work.contributors) if agent.kind == "org"}
    return "Organization" if work.rights_holder in {*known, work.publisher} else "Person"


def _whole(work: Work) -> dict[str, Any]:
    """Name the edition that a text is part of."""
    return _thing(
        "Book",
        **{"@id": f"{DOI_ADDRESS}{work.doi}" if work.doi else work.url},
        name=work.full_title,
        editor=[_agent(agent) for agent in work.editors],
        version=work.version,
        url=work.url,
    )


def _based_on(work: Work) -> list[Any]:
    """Describe what was edited: the article where it was printed, and the digital text it was taken from."""
    source = work.source
    periodical = _thing("Periodical" if source.level == "j" or source.issue else "Book", name=source.title)
    volume = _thing("PublicationVolume", volumeNumber=source.volume, isPartOf=periodical)
    around = volume if source.volume else periodical
    issue = _thing("PublicationIssue", issueNumber=source.issue, isPartOf=around) if source.issue else around
    kind = "Article" if source.title else "CreativeWork"
    printed = _thing(
        kind,
        name=work.full_title if source.title else source.text,
        isPartOf=issue if source.title else "",
        datePublished=source.when,
        pagination=source.pages,
    )
    return [item for item in (printed if source.title or source.text else "", work.digital_source) if item]


def _agent(agent: Agent) -> dict[str, Any]:
    """Describe somebody."""
    known = {"orcid": ORCID_ADDRESS + agent.orcid if agent.orcid else ""}
    organisation = agent.kind == "org"
    return _thing(
        "Organization" if organisation else "Person",
        **{"@id": agent.ror if organisation else known["orcid"]},
        name=agent.name,
        familyName=agent.family if agent.given else "",
        givenName=agent.given if agent.family else "",
        affiliation=_thing("Organization", name=agent.affiliation) if agent.affiliation else "",
    )


def _thing(kind: str, **facts: object) -> dict[str, Any]:
    """Give a thing with the facts that are known; nothing where none is."""
    said = {name: value for name, value in facts.items() if value}
    return {"@type": kind, **said} if said else {}
