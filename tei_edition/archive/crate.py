"""Files, each digested, and an edition's metadata → `ro-crate-metadata.json` (RO-Crate 1.2)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from tei_edition.archive.crate_agents import agent_id, agents, contact_id, funder_id, publisher_id
from tei_edition.archive.items import Digested, media_type
from tei_edition.metadata import Metadata, Work
from tei_edition.metadata.model import DOI_ADDRESS

__all__ = ["CRATE", "crate_json"]

CRATE = "ro-crate-metadata.json"
"""The file's name."""

VERSION = "1.2"
"""The version of RO-Crate that is written."""


def crate_json(metadata: Metadata, files: Sequence[Digested]) -> Iterator[bytes]:
    """Yield the file, entity by entity, so that a large edition's is never held whole.

    `files` are all files of the crate but this one; each must have a SHA-256.
    """
    names = sorted(files, key=lambda one: one.item.name)
    context = f"https://w3id.org/ro/crate/{VERSION}/context"
    yield f'{{\n "@context": [{json.dumps(context)}, {json.dumps(_TERMS)}],\n "@graph": [\n'.encode()
    for entity in _entities(metadata):
        yield _dumped(entity) + b",\n"
    yield _dumped(_root(metadata.edition)).removesuffix(b"}") + b', "hasPart": [\n'
    for number, one in enumerate(names):
        yield (b",\n" if number else b"") + _dumped({"@id": one.item.name})
    yield b"\n]}"
    for one in names:
        yield b",\n" + _dumped(_file(metadata.edition, one))
    yield b"\n ]\n}\n"


def _dumped(entity: dict[str, Any]) -> bytes:
    """Give an entity; what there is one of stands alone, not in a list (RO-Crate 1.2, appendix on JSON-LD)."""
    said = {
        key: value[0] if isinstance(value, list) and len(value) == 1 else value
        for key, value in entity.items()
    }
    return json.dumps(said, ensure_ascii=False, separators=(", ", ": ")).encode()


_TERMS = {"sha256": "https://schema.org/sha256"}
"""Terms that the context of 1.2 lacks."""


def _entities(metadata: Metadata) -> Iterator[dict[str, Any]]:
    """Yield the descriptor, everybody and everything the crate names."""
    work = metadata.edition
    yield {
        "@id": CRATE,
        "@type": "CreativeWork",
        "conformsTo": {"@id": f"https://w3id.org/ro/crate/{VERSION}"},
        "about": {"@id": "./"},
    }
    yield from agents(work)
    yield from _identifiers(work)
    yield from _licences(work)
    yield from _instruments(work)


def _root(work: Work) -> dict[str, Any]:
    """Describe the crate, which is the edition, but for its parts."""
    said = {
        "@id": "./",
        "@type": "Dataset",
        "name": work.full_title,
        "description": work.abstract or work.full_title,
        "datePublished": work.date,
        "license": [{"@id": _licence_id(work, number)} for number in range(len(work.rights))]
        or [{"@id": "#no-licence"}],
        "author": [{"@id": agent_id(agent)} for agent in work.authors],
        "editor": [{"@id": agent_id(agent)} for agent in work.editors],
        "contributor": [
            {"@id": agent_id(agent)}
            for agent in (*work.creators, *work.contributors)
            if agent.role not in ("aut", "edt")
        ],
        "creator": [{"@id": agent_id(agent)} for agent in work.creators],
        "publisher": {"@id": publisher_id(work)} if work.publisher else None,
        "contactPoint": {"@id": contact_id(work)} if contact_id(work) else None,
        "identifier": [{"@id": name} for name, _, _ in _named(work)],
        "version": work.version,
        "inLanguage": [language.tag for language in work.languages],
        "keywords": list(work.subjects),
        "funder": [{"@id": funder_id(work, number)} for number in range(len(work.funders))],
        "url": work.url,
        "conditionsOfAccess": work.access_right[1],
        "copyrightNotice": work.rights_statement,
        "mentions": {"@id": "#build"},
    }
    return {key: value for key, value in said.items() if value}


def _named(work: Work) -> Iterator[tuple[str, str, str]]:
    """Yield `@id`, kind and value of what names the edition."""
    if work.doi:
        yield f"{DOI_ADDRESS}{work.doi}", "https://registry.identifiers.org/registry/doi", f"doi:{work.doi}"
    yield "#local-name", "local name", f"{work.id}-{work.version}"


def _identifiers(work: Work) -> Iterator[dict[str, Any]]:
    for name, kind, value in _named(work):
        address = {"url": name} if name.startswith("http") else {}
        yield {
            "@id": name,
            "@type": "PropertyValue",
            "propertyID": kind,
            "name": value,
            "value": value,
            **address,
        }


def _licence_id(work: Work, number: int) -> str:
    """Give a licence's address, or one within the crate where it has none."""
    return work.rights[number].url or f"#licence-{number + 1}"


def _licences(work: Work) -> Iterator[dict[str, Any]]:
    """Yield every licence once."""
    seen: set[str] = set()
    for number, rights in enumerate(work.rights):
        name = _licence_id(work, number)
        if name not in seen:
            seen.add(name)
            identifier = {"identifier": rights.spdx} if rights.spdx else {}
            words = ". ".join(filter(None, (rights.name, rights.text))) or rights.covers
            yield {
                "@id": name,
                "@type": "CreativeWork",
                "name": rights.name or rights.url,
                "description": words,
                **identifier,
            }
    if not work.rights:
        told = work.rights_statement or "No licence has been given."
        yield {"@id": "#no-licence", "@type": "CreativeWork", "name": "No licence", "description": told}


def _instruments(work: Work) -> Iterator[dict[str, Any]]:
    """Yield the software and the act that made the files."""
    name, _, version = work.software.partition(" ")
    software = {"@id": "#software", "@type": "SoftwareApplication", "name": name, "version": version}
    yield {**software, "url": "https://pypi.org/project/tei-edition/"}
    made = {"@id": "#build", "@type": "CreateAction", "name": f"Build of version {work.version}"}
    agents = [{"@id": agent_id(agent)} for agent in work.creators[:1]]
    ended = {"endTime": work.date} if work.date else {}
    yield {**made, "instrument": {"@id": "#software"}, "agent": agents, "result": {"@id": "./"}, **ended}


def _file(work: Work, one: Digested) -> dict[str, Any]:
    """Describe a file."""
    kind = media_type(one.item)
    fitting = [number for number, rights in enumerate(work.rights) if rights.covers == one.item.covers]
    number = next(iter(fitting), 0)
    return {
        "@id": one.item.name,
        "@type": "File",
        "name": one.item.title,
        "description": f"{one.item.title} ({kind})",
        "encodingFormat": kind,
        "contentSize": str(one.size),
        "sha256": one.digests["sha256"],
        "license": {"@id": _licence_id(work, number) if work.rights else "#no-licence"},
    }
