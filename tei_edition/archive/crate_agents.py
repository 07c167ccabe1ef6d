"""Everybody an edition names → entities of an RO-Crate: persons, organisations, and how to reach them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tei_edition.metadata import Agent, Work
from tei_edition.metadata.model import ORCID_ADDRESS

__all__ = ["agent_id", "agents", "contact_id", "funder_id", "publisher_id"]

Entity = dict[str, Any]


def agents(work: Work) -> Iterator[Entity]:
    """Yield everybody once, and the points of contact."""
    seen: set[str] = set()
    for entity in (*_named(work), *_funders(work), *_contacts(work)):
        if entity["@id"] not in seen:
            seen.add(entity["@id"])
            yield {key: value for key, value in entity.items() if value}


def agent_id(agent: Agent) -> str:
    """Give the address that names somebody, or one within the crate."""
    if agent.orcid:
        return f"{ORCID_ADDRESS}{agent.orcid}"
    return agent.ror if agent.ror and agent.kind == "org" else f"#{_plain(agent.name)}"


def publisher_id(work: Work) -> str:
    """Give that of the publisher."""
    known = next((one for one in (*work.creators, *work.contributors) if one.name == work.publisher), None)
    return agent_id(known) if known else work.publisher_ror or f"#publisher-{_plain(work.publisher)}"


def contact_id(work: Work) -> str:
    """Give that of whoever answers questions; empty where nobody is named."""
    if not (work.contact.name or work.contact.email):
        return ""
    return f"mailto:{work.contact.email}" if work.contact.email else "#contact"


def funder_id(work: Work, number: int) -> str:
    """Give that of a funder."""
    return work.funders[number].id or f"#funder-{number + 1}"


def _named(work: Work) -> Iterator[Entity]:
    """Yield those who made it, those they belong to, and the publisher."""
    for agent in (*work.creators, *work.contributors):
        if agent.kind == "org":
            yield _organisation(work, agent_id(agent), agent.name, agent.ror)
        else:
            yield _person(work, agent)
            if agent.affiliation:
                yield _organisation(work, _home(agent), agent.affiliation, agent.ror)
    if work.publisher:
        yield _organisation(work, publisher_id(work), work.publisher, work.publisher_ror)


def _person(work: Work, agent: Agent) -> Entity:
    reached = agent.name == work.contact.name and contact_id(work)
    return {
        "@id": agent_id(agent),
        "@type": "Person",
        "name": agent.name,
        "familyName": agent.family,
        "givenName": agent.given,
        "affiliation": {"@id": _home(agent)} if agent.affiliation else None,
        "contactPoint": {"@id": contact_id(work)} if reached else None,
    }


def _organisation(work: Work, name: str, words: str, address: str = "") -> Entity:
    """Describe an organisation: the publisher is reached as the edition says, others where they are registered."""
    publishes = name == publisher_id(work)
    address = address or (name if name.startswith("http") else work.url if publishes else "")
    contact = contact_id(work) if publishes else ""
    contact = contact or (f"{address}#contact" if address else "")
    return {
        "@id": name,
        "@type": "Organization",
        "name": words,
        "url": address,
        "contactPoint": {"@id": contact} if contact else None,
    }


def _funders(work: Work) -> Iterator[Entity]:
    for number, one in enumerate(work.funders):
        yield _organisation(work, funder_id(work, number), one.name, one.id)


def _contacts(work: Work) -> Iterator[Entity]:
    """Yield the points of contact of everybody."""
    if mine := contact_id(work):
        said = {"name": work.contact.name, "email": work.contact.email, "telephone": work.contact.phone}
        yield {"@id": mine, "@type": "ContactPoint", "contactType": "customer service", **said}
    for entity in (*_named(work), *_funders(work)):
        point = (entity.get("contactPoint") or {}).get("@id", "")
        if point.endswith("#contact") and entity.get("url"):
            yield {
                "@id": point,
                "@type": "ContactPoint",
                "contactType": "customer service",
                "name": f"Contact of {entity['name']}",
                "url": entity["url"],
            }


def _home(agent: Agent) -> str:
    return agent.ror or f"#{_plain(agent.affiliation)}"


def _plain(name: str) -> str:
    return "agent-" + "-".join("".join(char if char.isalnum() else " " for char in name).split())
