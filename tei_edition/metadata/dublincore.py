"""A work → Dublin Core: the fifteen elements (oai_dc), and the terms (DCTERMS)."""

from __future__ import annotations

from collections.abc import Iterator

from tei_edition.metadata.markup import XSI, Node, as_xml
from tei_edition.metadata.model import DOI_ADDRESS, Work
from tei_edition.metadata.relations import relations

__all__ = ["dc_elements", "dc_terms", "dcterms_xml", "oai_dc"]

OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC = "http://purl.org/dc/elements/1.1/"
DCTERMS = "http://purl.org/dc/terms/"


def dc_elements(work: Work) -> Iterator[tuple[str, str]]:
    """Yield the elements that say something, each with its value: `("title", "…")`."""
    found = [("title", work.full_title)]
    found += [("creator", agent.sorted) for agent in work.creators]
    found += [("subject", subject) for subject in work.subjects]
    found += [("description", work.abstract), ("publisher", work.publisher)]
    found += [("contributor", agent.sorted) for agent in work.contributors]
    found += [
        ("date", work.date),
        ("type", "Text"),
        ("format", "application/tei+xml"),
        ("format", "text/html"),
    ]
    found += [("identifier", f"{DOI_ADDRESS}{work.doi}" if work.doi else ""), ("identifier", work.url)]
    found += [("identifier", "" if work.doi or work.url else work.id)]
    found += [("source", source_words(work))]
    found += [("language", language.long) for language in work.languages]
    found += [("relation", _address(kind, bare)) for kind, bare, _ in relations(work)]
    found += [("rights", rights.url or rights.name) for rights in work.rights]
    found += [("rights", work.rights_statement), ("rights", work.access_right[1])]
    yield from (pair for pair in found if pair[1])


def dc_terms(work: Work) -> Iterator[tuple[str, str]]:
    """Yield the terms that say something, each with its value: the elements, and what is finer than they."""
    finer = {"date": "issued", "rights": "license", "description": "abstract"}
    licences = {rights.url or rights.name for rights in work.rights}
    for name, value in dc_elements(work):
        if name == "rights" and value not in licences:
            yield ("accessRights" if value == work.access_right[1] else "rights"), value
        elif name != "relation":
            yield finer.get(name, name), value
    finest = [("alternative", work.subtitle), ("created", work.created), ("rightsHolder", work.rights_holder)]
    finest += [("hasVersion", work.version)]
    finest += [
        (_TERMS.get(one.relation, "relation"), _address(kind, bare)) for kind, bare, one in relations(work)
    ]
    yield from (pair for pair in finest if pair[1])


_TERMS = {
    "IsPartOf": "isPartOf", "HasPart": "hasPart", "IsVersionOf": "isVersionOf", "HasVersion": "hasVersion",
    "References": "references", "IsReferencedBy": "isReferencedBy", "IsDerivedFrom": "source", "Requires": "requires",
    "Obsoletes": "replaces", "IsNewVersionOf": "replaces", "IsObsoletedBy": "isReplacedBy",
}  # fmt: skip
"""Relations of DataCite and the terms that mean the same."""


def oai_dc(work: Work) -> bytes:
    """Give the elements as XML, as OAI-PMH (section on metadata formats) wants them."""
    schema = f"{OAI_DC} http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
    children: list[Node] = [(f"dc:{name}", {}, value) for name, value in dc_elements(work)]
    root: Node = ("oai_dc:dc", {"xsi:schemaLocation": schema}, children)
    return as_xml(root, {"oai_dc": OAI_DC, "dc": DC, "xsi": XSI})


def dcterms_xml(work: Work) -> bytes:
    """Give the terms as XML (Guidelines for implementing Dublin Core in XML)."""
    children: list[Node] = [(f"dcterms:{name}", {}, value) for name, value in dc_terms(work)]
    return as_xml(("metadata", {}, children), {"": "urn:tei-edition:metadata", "dcterms": DCTERMS})


def source_words(work: Work) -> str:
    """Say where the text was printed or is kept."""
    source = work.source
    printed = [
        source.title,
        f"vol. {source.volume}" if source.volume else "",
        f"no. {source.issue}" if source.issue else "",
        source.when or source.date,
        f"pp. {source.pages}" if source.pages else "",
    ]
    kept = [work.repository, work.shelfmark]
    words = ", ".join(filter(None, printed)) if source.title else source.text
    return "; ".join(filter(None, [words, ", ".join(filter(None, kept))]))


def _address(kind: str, bare: str) -> str:
    return f"{DOI_ADDRESS}{bare}" if kind == "DOI" else bare
