"""A work → MODS 3.8, the catalogue entry libraries read."""

from __future__ import annotations

from collections.abc import Iterator

from tei_edition.metadata.dublincore import source_words
from tei_edition.metadata.markup import XSI, Node, as_xml
from tei_edition.metadata.model import ORCID_ADDRESS, Agent, Work
from tei_edition.metadata.relations import relations
from tei_edition.metadata.vocabularies import role_name

__all__ = ["MODS", "mods", "mods_node"]

MODS = "http://www.loc.gov/mods/v3"
XLINK = "http://www.w3.org/1999/xlink"


def mods(work: Work) -> bytes:
    """Give the entry as a document."""
    return as_xml(mods_node(work, ""), {"": MODS, "xlink": XLINK, "xsi": XSI})


def mods_node(work: Work, prefix: str) -> Node:
    """Give the entry, its elements with the prefix (`mods:` or none)."""
    schema = {"xsi:schemaLocation": f"{MODS} http://www.loc.gov/standards/mods/v3/mods-3-8.xsd"}
    return _prefixed(("mods", {"version": "3.8", **schema}, list(_parts(work))), prefix)


def _prefixed(node: Node, prefix: str) -> Node:
    """Put the prefix before the names of the elements."""
    name, attributes, content = node
    inside = content if isinstance(content, str) else [_prefixed(child, prefix) for child in content]
    return f"{prefix}{name}", attributes, inside


def _parts(work: Work) -> Iterator[Node]:
    """Yield the elements."""
    yield "titleInfo", {}, [("title", {}, work.title), ("subTitle", {}, work.subtitle)]
    yield from (_name(agent) for agent in (*work.creators, *work.contributors))
    yield "typeOfResource", {}, "text"
    yield "genre", {"authority": "local"}, "digital scholarly edition"
    yield (
        "originInfo",
        {"eventType": "publication"},
        [
            ("place", {}, [("placeTerm", {"type": "text"}, work.place)] if work.place else []),
            ("publisher", {}, work.publisher),
            ("dateIssued", {"encoding": "w3cdtf", "keyDate": "yes"} if work.date else {}, work.date),
            ("dateCreated", {"encoding": "w3cdtf"} if work.created else {}, work.created),
            ("edition", {}, work.version),
        ],
    )
    for language in work.languages:
        code = {"type": "code", "authority": "iso639-3"}
        yield "language", {}, [("languageTerm", code, language.long)]
    yield "physicalDescription", {}, [("internetMediaType", {}, "application/tei+xml")]
    yield "abstract", {}, work.abstract
    yield from (("subject", {}, [("topic", {}, subject)]) for subject in work.subjects)
    yield from _around(work)
    yield from _identifiers(work)
    location: list[Node] = [
        ("physicalLocation", {}, work.repository),
        ("shelfLocator", {}, work.shelfmark),
        ("url", {"usage": "primary display"} if work.url else {}, work.url),
    ]
    yield "location", {}, location
    for rights in work.rights:
        words = f"{rights.covers}: {rights.name or rights.url}"
        yield "accessCondition", {"type": "use and reproduction", "xlink:href": rights.url}, words
    label, address = work.access_right
    if label:
        yield "accessCondition", {"type": "restriction on access", "xlink:href": address}, label
    yield "note", {"type": "rights"} if work.rights_statement else {}, work.rights_statement
    yield from (
        ("note", {"type": "funding"}, ", ".join(filter(None, (one.name, one.award)))) for one in work.funders
    )


def _name(agent: Agent) -> Node:
    """Describe somebody with the role."""
    parts: list[Node] = [("namePart", {}, agent.name)]
    if agent.family and agent.given:
        parts = [
            ("namePart", {"type": "family"}, agent.family),
            ("namePart", {"type": "given"}, agent.given),
        ]
    roles: list[Node] = [
        ("roleTerm", {"type": "code", "authority": "marcrelator"}, agent.role),
        ("roleTerm", {"type": "text", "authority": "marcrelator"}, role_name(agent.role)),
    ]
    orcid: list[Node] = [("nameIdentifier", {"type": "orcid"}, f"{ORCID_ADDRESS}{agent.orcid}")]
    return (
        "name",
        {"type": "corporate" if agent.kind == "org" else "personal"},
        [
            *parts,
            ("role", {}, roles),
            *(orcid if agent.orcid else []),
            ("affiliation", {}, agent.affiliation),
        ],
    )


def _around(work: Work) -> Iterator[Node]:
    """Yield what it stands in, what it was taken from, and what it is related to otherwise."""
    if work.part_of:
        yield "relatedItem", {"type": "host"}, [("titleInfo", {}, [("title", {}, work.part_of.title)])]
    if words := source_words(work):
        yield "relatedItem", {"type": "original"}, [("note", {}, words)]
    for kind, bare, related in relations(work):
        identifier: list[Node] = [("identifier", {"type": kind.lower()}, bare)]
        yield "relatedItem", {"otherType": related.relation}, identifier


def _identifiers(work: Work) -> Iterator[Node]:
    """Yield what names it."""
    for kind, value in (("doi", work.doi), ("uri", work.url), ("local", work.id)):
        if value:
            yield "identifier", {"type": kind}, value
