"""A work → `CITATION.cff` (Citation File Format 1.2.0), which GitHub, Zenodo and Zotero read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tei_edition.metadata.model import ORCID_ADDRESS, Agent, Work

__all__ = ["cff_data", "citation_cff"]


def citation_cff(work: Work) -> str:
    """Give the file: YAML whose strings are all in quotation marks, so that none is taken for a date or number."""
    return "".join(_yaml(cff_data(work), ""))


def cff_data(work: Work) -> dict[str, Any]:
    """Give what the file says; what is not known is left out, mandatory or not."""
    licences = list(dict.fromkeys(rights.spdx for rights in work.rights if rights.spdx))
    people = [_person(agent) for agent in work.creators]
    data = {
        "cff-version": "1.2.0",
        "message": "If you use this edition, please cite it as below.",
        "type": "dataset",
        "title": work.full_title,
        "abstract": work.abstract,
        "authors": people,
        "contact": [_contact(work)] if work.contact.name or work.contact.email else [],
        "version": work.version,
        "date-released": work.date if len(work.date) == 10 else "",
        "doi": work.doi,
        "identifiers": [
            {"type": "doi", "value": work.concept_doi, "description": "all versions of this edition"}
        ]
        if work.concept_doi
        else [],
        "url": work.url,
        "license": licences[0] if len(licences) == 1 else licences,
        "keywords": list(dict.fromkeys(work.subjects)),
        "preferred-citation": _preferred(work, people) if people else {},
    }
    return {key: value for key, value in data.items() if value}


def _preferred(work: Work, people: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    """Give the reference as that of a book."""
    data = {
        "type": "book",
        "title": work.full_title,
        "authors": people,
        "editors": [_person(agent) for agent in work.editors],
        "publisher": {"name": work.publisher} if work.publisher else {},
        "year": int(work.year) if work.year.isdigit() else 0,
        "version": work.version,
        "doi": work.doi,
        "url": work.url,
        "languages": list(
            dict.fromkeys(one.short or one.long for one in work.languages if one.long != "und")
        ),
    }
    return {key: value for key, value in data.items() if value}


def _person(agent: Agent) -> dict[str, str]:
    """Describe somebody."""
    if agent.kind == "org":
        return {"name": agent.name}
    facts = {
        "family-names": agent.family or agent.name,
        "given-names": agent.given,
        "affiliation": agent.affiliation,
        "orcid": f"{ORCID_ADDRESS}{agent.orcid}" if agent.orcid else "",
    }
    return {key: value for key, value in facts.items() if value}


def _contact(work: Work) -> dict[str, str]:
    """Describe the contact: as the person of that name, else as an entity."""
    known = next((one for one in (*work.creators, *work.contributors) if one.name == work.contact.name), None)
    described = _person(known) if known else {"name": work.contact.name or work.contact.email}
    return {**described, "email": work.contact.email} if work.contact.email else described


def _yaml(value: Any, indent: str) -> Iterator[str]:
    """Yield the lines of a mapping."""
    for key, item in value.items():
        if isinstance(item, dict):
            yield f"{indent}{key}:\n"
            yield from _yaml(item, f"{indent}  ")
        elif isinstance(item, list):
            yield f"{indent}{key}:\n"
            for one in item:
                lines = list(_yaml(one, f"{indent}    ")) if isinstance(one, dict) else [f"{_scalar(one)}\n"]
                yield f"{indent}  - {lines[0].lstrip()}"
                yield from lines[1:]
        else:
            yield f"{indent}{key}: {_scalar(item)}\n"


def _scalar(value: object) -> str:
    """Give a string in quotation marks (a JSON string is one of YAML, too), a number as it is."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f").replace("\x85", "\\u0085")
