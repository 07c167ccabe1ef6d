"""A work → the other things it is related to, as DataCite names relations and kinds of identifiers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tei_edition.checks import DOI
from tei_edition.metadata.model import Work
from tei_edition.statements import Related

__all__ = ["RELATIONS", "kind_of", "relations"]

RELATIONS = frozenset(
    (
        "IsCitedBy", "Cites", "IsCollectedBy", "Collects", "IsSupplementTo", "IsSupplementedBy",
        "IsContinuedBy", "Continues", "Describes", "IsDescribedBy", "HasMetadata", "IsMetadataFor",
        "HasVersion", "IsVersionOf", "IsNewVersionOf", "IsPreviousVersionOf", "IsPartOf", "HasPart",
        "IsPublishedIn", "IsReferencedBy", "References", "IsDocumentedBy", "Documents", "IsCompiledBy",
        "Compiles", "IsVariantFormOf", "IsOriginalFormOf", "IsIdenticalTo", "IsReviewedBy", "Reviews",
        "IsDerivedFrom", "IsSourceOf", "IsRequiredBy", "Requires", "Obsoletes", "IsObsoletedBy",
        "IsTranslationOf", "HasTranslation",
    )
)  # fmt: skip
"""The relations of DataCite 4.6 (appendix 1, relationType)."""

_KINDS = (
    ("DOI", DOI.pattern),
    ("ARK", r"(https?://[^/]+/)?ark:/?\d{5,}/.+"),
    ("URN", r"urn:[a-z0-9][a-z0-9-]+:.+"),
    ("Handle", r"(https?://hdl\.handle\.net/|hdl:).+|\d{4,}(\.\d+)*/\S+"),
    ("arXiv", r"arXiv:.+"),
    ("PURL", r"https?://purl\.[^/]+/.+"),
    ("URL", r"https?://.+"),
    ("ISBN", r"(97[89])[\d-]{10,14}|\d[\d-]{8,11}[\dX]"),
    ("ISSN", r"\d{4}-\d{3}[\dX]"),
)
"""Kinds of identifiers (relatedIdentifierType), and what each looks like; the first that fits wins."""


def kind_of(identifier: str) -> str:
    """Give the kind of an identifier; empty where it has the form of none we know."""
    bare = re.sub(r"^(https?://(dx\.)?doi\.org/|doi:)", "", identifier)
    return next((kind for kind, form in _KINDS if re.fullmatch(form, bare, re.IGNORECASE)), "")


def relations(work: Work) -> Iterator[tuple[str, str, Related]]:
    """Yield kind of identifier, bare identifier and relation of each thing whose identifier a machine can follow."""
    for related in (*_implied(work), *work.related):
        kind = kind_of(related.identifier)
        bare = re.sub(r"^(https?://(dx\.)?doi\.org/|doi:)", "", related.identifier)
        if kind and related.relation in RELATIONS:
            yield kind, bare, related


def _implied(work: Work) -> Iterator[Related]:
    """Yield what the model says without a word of the editor's: all versions, the edition, the digital source."""
    if work.concept_doi:
        yield Related(work.concept_doi, "IsVersionOf")
    if work.part_of and (work.part_of.doi or work.part_of.url):
        yield Related(work.part_of.doi or work.part_of.url, "IsPartOf", work.part_of.title)
    if work.digital_source:
        yield Related(work.digital_source, "IsDerivedFrom")
