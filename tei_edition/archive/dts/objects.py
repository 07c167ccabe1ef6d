"""Editions, texts, citation trees and units → the objects of DTS 1.0 (JSON-LD)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from tei_edition.archive.dts.addresses import Addresses
from tei_edition.archive.dts.declared import DCTERMS, CitationTree, Structure
from tei_edition.archive.dts.library import Library
from tei_edition.archive.dts.units import Unit, data_of
from tei_edition.metadata import Work
from tei_edition.metadata.dublincore import dc_terms
from tei_edition.tei import q

__all__ = ["TEI_TYPE", "collection_object", "entry_object", "resource_object", "top_level", "unit_object"]

CONTEXT = "https://dtsapi.org/context/v1.0.json"
TEI_TYPE = "application/tei+xml"

Json = dict[str, Any]

_PLAIN = frozenset(("language", "issued", "created", "type", "format", "identifier", "hasVersion"))
"""Terms whose values are in no language."""


def top_level(body: Json) -> Json:
    """Give an object as the answer to a request."""
    return {"@context": CONTEXT, "dtsVersion": "1.0", **body}


def entry_object(addresses: Addresses) -> Json:
    """Give the entry point."""
    templates = {name: addresses.template(name) for name in ("collection", "navigation", "document")}
    return top_level({"@id": addresses.entry, "@type": "EntryPoint", **templates})


def collection_object(library: Library, addresses: Addresses, name: str) -> Json:
    """Give a collection without its members: the edition, or that of all editions here."""
    work = library.metadata.edition
    whole = name == library.root
    found: Json = {
        "@id": name,
        "@type": "Collection",
        "title": "Editions" if whole else work.full_title,
        "totalParents": 0 if whole else 1,
        "totalChildren": 1 if whole else len(library.works),
        "collection": addresses.template("collection", name),
    }
    return found if whole else found | _described(work)


def resource_object(library: Library, addresses: Addresses, slug: str, trees: bool = True) -> Json:
    """Give a text as a resource, with its citation trees if they are wanted."""
    work = library.works[slug]
    found: Json = {
        "@id": slug,
        "@type": "Resource",
        "title": work.full_title,
        **_described(work),
        "totalParents": 1,
        "totalChildren": 0,
        **{name: addresses.template(name, slug) for name in ("collection", "navigation", "document")},
        "download": addresses.expanded("document", {"resource": slug}),
        "mediaTypes": [TEI_TYPE, *library.formats],
    }
    if trees:
        found["citationTrees"] = [_tree(tree) for tree in library.text(slug).trees]
    return found


def unit_object(unit: Unit) -> Json:
    """Give a citable unit."""
    found: Json = {
        "identifier": unit.identifier,
        "@type": "CitableUnit",
        "level": unit.level,
        "parent": unit.parent.identifier if unit.parent else None,
        "citeType": unit.structure.unit,
    }
    return found | _known(unit)


def _tree(tree: CitationTree) -> Json:
    found: Json = {"@type": "CitationTree"}
    found |= {"identifier": tree.name} if tree.name else {}
    found |= {"description": tree.description} if tree.description else {}
    return found | {"maxCiteDepth": tree.depth, "citeStructure": _structures(tree.structures)}


def _structures(structures: Iterable[Structure]) -> list[Json]:
    """Give the kinds of units at a level, each once."""
    found: dict[str, Json] = {}
    for one in structures:
        made: Json = {"@type": "CiteStructure", "citeType": one.unit}
        if one.parts:
            made["citeStructure"] = _structures(one.parts)
        if one.unit not in found or one.parts:
            found[one.unit] = made
    return list(found.values())


def _described(work: Work) -> Json:
    """Give the description of a work."""
    language = work.languages[0].tag if work.languages else "und"
    terms: dict[str, list[Any]] = {}
    for name, value in dc_terms(work):
        plain = name in _PLAIN or _is_address(value)
        terms.setdefault(name, []).append(value if plain else {"lang": language, "value": value})
    described = {"description": work.abstract} if work.abstract else {}
    return {**described, "dublinCore": terms}


def _known(unit: Unit) -> Json:
    """Give what the document says of a unit: Dublin Core's terms, and others with a context of their own."""
    terms: dict[str, list[Any]] = {}
    others: Json = {}
    context: dict[str, str] = {}
    language = _language(unit)
    for name, value in data_of(unit):
        said = value if _is_address(value) else {"lang": language, "value": value}
        if name.startswith(DCTERMS):
            terms.setdefault(name.removeprefix(DCTERMS), []).append(said)
        elif _is_address(name) and context.setdefault(short := re.split(r"[/#:]", name)[-1], name) == name:
            others.setdefault(short, []).append(said)
    found: Json = {"dublinCore": terms} if terms else {}
    return found | ({"extensions": {"@context": context, **others}} if others else {})


def _language(unit: Unit) -> str:
    """Give the language of a unit, as it or what is around it says."""
    around = (unit.element, *unit.element.iterancestors())
    return next((found for one in around if (found := one.get(q("xml:lang")))), "und")


def _is_address(value: str) -> bool:
    return bool(re.match(r"(?:https?|urn):\S+$", value))
