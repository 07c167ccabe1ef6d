"""A work → the draft of a record in InvenioRDM, which is what Zenodo takes (REST API, metadata reference)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tei_edition.metadata.model import Agent, Work
from tei_edition.metadata.relations import relations
from tei_edition.metadata.vocabularies import datacite_type

__all__ = ["invenio"]

_TYPES = {"edition": "publication-book", "article": "publication-section"}
_ROLES = {
    "Editor": "editor",
    "DataCurator": "datacurator",
    "DataCollector": "datacollector",
    "DataManager": "datamanager",
    "ProjectLeader": "projectleader",
    "HostingInstitution": "hostinginstitution",
    "RightsHolder": "rightsholder",
    "Sponsor": "sponsor",
    "Distributor": "distributor",
    "ContactPerson": "contactperson",
}
"""Types of DataCite → the vocabulary of roles there; others are `other`."""


def invenio(work: Work, preview: str = "") -> dict[str, Any]:
    """Give the draft; `preview` is the file its page shows. A DOI minted elsewhere is kept."""
    restricted = "public" if work.access in ("", "open") else "restricted"
    draft: dict[str, Any] = {
        "access": {"record": "public", "files": restricted},
        "files": {"enabled": True, **({"default_preview": preview} if preview else {})},
        "metadata": _metadata(work),
    }
    if work.doi:
        draft["pids"] = {"doi": {"identifier": work.doi, "provider": "external"}}
    return draft


def _metadata(work: Work) -> dict[str, Any]:
    """Give the part that describes."""
    data = {
        "resource_type": {"id": _TYPES[work.kind]},
        "title": work.title,
        "additional_titles": [{"title": work.subtitle, "type": {"id": "subtitle"}}] if work.subtitle else [],
        "publication_date": work.date,
        "creators": [_person(agent) for agent in work.creators],
        "contributors": list(_contributors(work)),
        "publisher": work.publisher,
        "version": work.version,
        "languages": [{"id": language.long} for language in work.languages],
        "rights": [_rights(work, number) for number in range(len(work.rights))],
        "subjects": [{"subject": subject} for subject in work.subjects],
        "description": work.abstract,
        "additional_descriptions": [{"description": work.rights_statement, "type": {"id": "other"}}]
        if work.rights_statement
        else [],
        "identifiers": [{"identifier": work.url, "scheme": "url"}] if work.url else [],
        "related_identifiers": [
            {"identifier": bare, "scheme": kind.lower(), "relation_type": {"id": related.relation.lower()}}
            for kind, bare, related in relations(work)
        ],
        "dates": [{"date": work.created, "type": {"id": "created"}}] if work.created else [],
        "funding": [_funding(one.name, one.award, one.title) for one in work.funders],
    }
    return {key: value for key, value in data.items() if value}


def _person(agent: Agent, role: str = "") -> dict[str, Any]:
    """Describe somebody."""
    known = [("orcid", agent.orcid)] + [pair for pair in agent.ids if pair[0] in ("gnd", "isni")]
    known += [("ror", agent.ror.rsplit("/", 1)[-1])] if agent.kind == "org" else []
    ids = [{"scheme": scheme, "identifier": value} for scheme, value in known if value]
    names = (
        {"type": "organizational", "name": agent.name}
        if agent.kind == "org"
        else {"type": "personal", "family_name": agent.family or agent.name, "given_name": agent.given}
    )
    described: dict[str, Any] = {"person_or_org": {**names, **({"identifiers": ids} if ids else {})}}
    role = role or ("" if agent.role == "aut" else _ROLES.get(datacite_type(agent.role), "other"))
    if role:
        described["role"] = {"id": role}
    if agent.affiliation:
        described["affiliations"] = [{"name": agent.affiliation}]
    return described


def _contributors(work: Work) -> Iterator[dict[str, Any]]:
    """Yield everybody else: InvenioRDM wants a role of each."""
    for agent in work.contributors:
        yield _person(agent, _ROLES.get(datacite_type(agent.role), "other"))
    for name, role in ((work.contact.name, "contactperson"), (work.rights_holder, "rightsholder")):
        if name:
            known = next((one for one in (*work.creators, *work.contributors) if one.name == name), None)
            yield _person(known or Agent(name, family=name), role)


def _rights(work: Work, number: int) -> dict[str, Any]:
    """Give a licence: by its id where SPDX knows it, else in words."""
    rights = work.rights[number]
    same = [other.spdx for other in work.rights[:number]]
    if rights.spdx and rights.spdx not in same:
        return {"id": rights.spdx.lower()}
    words = {"title": {"en": f"{rights.covers}: {rights.name or rights.url}"}}
    told = {"description": {"en": rights.text}} if rights.text else {}
    return {**words, **told, **({"link": rights.url} if rights.url else {})}


def _funding(name: str, award: str, title: str) -> dict[str, Any]:
    """Give a grant."""
    grant: dict[str, Any] = {"number": award} if award else {}
    if title or award:
        grant["title"] = {"en": title or award}
    return {"funder": {"name": name}, **({"award": grant} if grant else {})}
