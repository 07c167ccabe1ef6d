"""A work → DataCite: the XML of kernel 4.7 and the JSON of kernel 4.5."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tei_edition.metadata.markup import XSI, Node, as_xml
from tei_edition.metadata.model import ORCID_ADDRESS, Agent, Rights, Work
from tei_edition.metadata.relations import relations
from tei_edition.metadata.vocabularies import AUTHORITIES, authority_address, datacite_type

__all__ = ["datacite_json", "datacite_xml"]

KERNEL = "http://datacite.org/schema/kernel-4"
"""The namespace of every version 4.x."""

GENERAL = {"edition": "Book", "article": "BookChapter"}
"""The general type of a work (resourceTypeGeneral)."""

SPECIFIC = {"edition": "digital scholarly edition", "article": "text of a digital scholarly edition"}
"""The same in words of our own."""

_NOT_IN_45 = {"Translator": "Other"}
"""Types of contributors that came after 4.5, and what they were before."""


def datacite_json(work: Work) -> dict[str, Any]:
    """Give the metadata as JSON of kernel 4.5; what is not known is left out, mandatory or not."""
    contributors = [
        {**_person(agent), "contributorType": _NOT_IN_45.get(kind, kind)}
        for agent, kind in _contributors(work)
    ]
    data = {
        "doi": work.doi,
        "types": {"resourceTypeGeneral": GENERAL[work.kind], "resourceType": SPECIFIC[work.kind]},
        "creators": [_person(agent) for agent in work.creators],
        "titles": _titles(work),
        "publisher": _some(
            name=work.publisher,
            publisherIdentifier=work.publisher_ror,
            publisherIdentifierScheme="ROR" if work.publisher_ror else "",
        ),
        "publicationYear": work.year,
        "subjects": [{"subject": subject} for subject in work.subjects],
        "contributors": contributors,
        "dates": [{"date": date, "dateType": kind} for date, kind in _dates(work)],
        "language": work.languages[0].tag if work.languages else "",
        "alternateIdentifiers": [
            {"alternateIdentifier": value, "alternateIdentifierType": kind} for kind, value in _others(work)
        ],
        "relatedIdentifiers": [
            {"relatedIdentifier": bare, "relatedIdentifierType": kind, "relationType": related.relation}
            for kind, bare, related in relations(work)
        ],
        "formats": ["application/tei+xml", "text/html", "text/plain"],
        "version": work.version,
        "rightsList": [_rights(rights) for rights in work.rights],
        "descriptions": [
            {"description": text, "descriptionType": kind} for text, kind in _descriptions(work)
        ],
        "fundingReferences": [
            _some(funderName=one.name, funderIdentifier=one.id, awardNumber=one.award, awardTitle=one.title)
            | ({"funderIdentifierType": _funder_type(one.id)} if one.id else {})
            for one in work.funders
        ],
        "schemaVersion": KERNEL,
    }
    return {key: value for key, value in data.items() if value}


def datacite_xml(work: Work) -> bytes:
    """Give the metadata as XML of kernel 4.7; a work without DOI is identified by its address or name."""
    kind = "DOI" if work.doi else "URL" if work.url else "Other"
    root: Node = (
        "resource",
        {"xsi:schemaLocation": f"{KERNEL} https://schema.datacite.org/meta/kernel-4.7/metadata.xsd"},
        [
            ("identifier", {"identifierType": kind}, work.doi or work.url or work.id),
            ("creators", {}, [("creator", {}, _named("creator", agent)) for agent in work.creators]),
            ("titles", {}, [_node("title", one, "title") for one in _titles(work)]),
            ("publisher", _publisher(work), work.publisher),
            ("publicationYear", {}, work.year),
            ("resourceType", {"resourceTypeGeneral": GENERAL[work.kind]}, SPECIFIC[work.kind]),
            ("subjects", {}, [("subject", {}, subject) for subject in work.subjects]),
            ("contributors", {}, list(_contributor_nodes(work))),
            ("dates", {}, [("date", {"dateType": kind}, date) for date, kind in _dates(work)]),
            ("language", {}, work.languages[0].tag if work.languages else ""),
            ("alternateIdentifiers", {}, [
                ("alternateIdentifier", {"alternateIdentifierType": kind}, value) for kind, value in _others(work)
            ]),
            ("relatedIdentifiers", {}, [
                ("relatedIdentifier", {"relatedIdentifierType": kind, "relationType": related.relation}, bare)
                for kind, bare, related in relations(work)
            ]),
            ("formats", {}, [("format", {}, name) for name in ("application/tei+xml", "text/html", "text/plain")]),
            ("version", {}, work.version),
            ("rightsList", {}, [_node("rights", _rights(rights), "rights") for rights in work.rights]),
            ("descriptions", {}, [
                ("description", {"descriptionType": kind}, text) for text, kind in _descriptions(work)
            ]),
            ("fundingReferences", {}, list(_funders(work))),
        ],
    )  # fmt: skip
    return as_xml(root, {"": KERNEL, "xsi": XSI})


def _some(**facts: str) -> dict[str, Any]:
    """Give the facts that are known."""
    return {key: value for key, value in facts.items() if value}


def _node(tag: str, facts: dict[str, Any], text: str) -> Node:
    """Give facts as an element: one is its text, the others its attributes."""
    attributes = {
        {"schemeUri": "schemeURI", "rightsUri": "rightsURI"}.get(key, key): value
        for key, value in facts.items()
        if key != text
    }
    return tag, attributes, facts[text]


def _titles(work: Work) -> list[dict[str, Any]]:
    """Give title and subtitle."""
    subtitle = [{"title": work.subtitle, "titleType": "Subtitle"}] if work.subtitle else []
    return [{"title": work.title}, *subtitle]


def _person(agent: Agent) -> dict[str, Any]:
    """Describe somebody in JSON."""
    ids = [
        {"nameIdentifier": value, "nameIdentifierScheme": scheme, "schemeUri": uri}
        for scheme, value, uri in _name_ids(agent)
    ]
    return {
        "name": agent.sorted,
        "nameType": "Organizational" if agent.kind == "org" else "Personal",
        **_some(givenName=agent.given, familyName=agent.family),
        **({"nameIdentifiers": ids} if ids else {}),
        **({"affiliation": [{"name": agent.affiliation}]} if agent.affiliation else {}),
    }


_SCHEMES = {
    "gnd": "https://d-nb.info/gnd/",
    "viaf": "https://viaf.org/",
    "wikidata": "https://www.wikidata.org/",
}
"""Authority files whose numbers catalogues take, and their addresses."""


def _name_ids(agent: Agent) -> Iterator[tuple[str, str, str]]:
    """Yield scheme, value and address of the scheme."""
    if agent.orcid:
        yield "ORCID", f"{ORCID_ADDRESS}{agent.orcid}", "https://orcid.org/"
    if agent.ror and agent.kind == "org":
        yield "ROR", agent.ror, "https://ror.org/"
    for kind, value in agent.ids:
        if scheme := _SCHEMES.get(kind):
            yield AUTHORITIES[kind][0], authority_address(kind, value), scheme


def _named(what: str, agent: Agent) -> list[Node]:
    """Describe somebody in XML."""
    kind = "Organizational" if agent.kind == "org" else "Personal"
    return [
        (f"{what}Name", {"nameType": kind}, agent.sorted),
        ("givenName", {}, agent.given),
        ("familyName", {}, agent.family),
        *(
            ("nameIdentifier", {"nameIdentifierScheme": scheme, "schemeURI": uri}, value)
            for scheme, value, uri in _name_ids(agent)
        ),
        ("affiliation", {}, agent.affiliation),
    ]


def _contributors(work: Work) -> Iterator[tuple[Agent, str]]:
    """Yield everybody with a role other than author, contact, rights holder and host, each with the type."""
    for agent in (*work.creators, *work.contributors):
        if agent.role != "aut" or agent in work.contributors:
            yield agent, datacite_type(agent.role)
    for name, kind in (
        (work.contact.name, "ContactPerson"),
        (work.rights_holder, "RightsHolder"),
        (work.hosting, "HostingInstitution"),
    ):
        if name:
            known = next((one for one in (*work.creators, *work.contributors) if one.name == name), None)
            yield known or Agent(name, kind="org" if kind == "HostingInstitution" else "person"), kind


def _contributor_nodes(work: Work) -> Iterator[Node]:
    for agent, kind in _contributors(work):
        yield "contributor", {"contributorType": kind}, _named("contributor", agent)


def _dates(work: Work) -> Iterator[tuple[str, str]]:
    """Yield when this version was issued and when the text was made."""
    yield from ((date, kind) for date, kind in ((work.date, "Issued"), (work.created, "Created")) if date)


def _others(work: Work) -> Iterator[tuple[str, str]]:
    """Yield address and name where the DOI is the identifier."""
    yield from (pair for pair in (("URL", work.url), ("local name", work.id)) if pair[1])


def _rights(rights: Rights) -> dict[str, Any]:
    """Give a licence."""
    scheme = {"rightsIdentifierScheme": "SPDX", "schemeUri": "https://spdx.org/licenses/"}
    words = ". ".join(filter(None, (rights.name, rights.text))) or rights.url
    return {
        "rights": f"{rights.covers}: {words}",
        **_some(rightsUri=rights.url),
        **({"rightsIdentifier": rights.spdx, **scheme} if rights.spdx else {}),
    }


def _descriptions(work: Work) -> Iterator[tuple[str, str]]:
    """Yield abstract and the state of the rights in the texts."""
    pairs = ((work.abstract, "Abstract"), (work.rights_statement, "Other"))
    yield from (pair for pair in pairs if pair[0])


def _publisher(work: Work) -> dict[str, str]:
    """Give what identifies the publisher."""
    if not work.publisher_ror:
        return {}
    return {
        "publisherIdentifier": work.publisher_ror,
        "publisherIdentifierScheme": "ROR",
        "schemeURI": "https://ror.org/",
    }


def _funder_type(identifier: str) -> str:
    return "ROR" if "ror.org" in identifier else "Crossref Funder ID" if "10.13039" in identifier else "Other"


def _funders(work: Work) -> Iterator[Node]:
    """Yield who paid."""
    for one in work.funders:
        kind = {"funderIdentifierType": _funder_type(one.id)}
        identifier: list[Node] = [("funderIdentifier", kind, one.id)] if one.id else []
        yield (
            "fundingReference",
            {},
            [
                ("funderName", {}, one.name),
                *identifier,
                ("awardNumber", {}, one.award),
                ("awardTitle", {}, one.title),
            ],
        )
