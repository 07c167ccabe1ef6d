"""A request to an endpoint of DTS 1.0, Level 1 → the answer; what the specification forbids is refused as it says."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from tei_edition.archive.answer import Answer
from tei_edition.archive.dts.addresses import Addresses
from tei_edition.archive.dts.library import Library, Text
from tei_edition.archive.dts.objects import (
    TEI_TYPE,
    collection_object,
    entry_object,
    resource_object,
    top_level,
    unit_object,
)
from tei_edition.archive.dts.passages import document_bytes, passage
from tei_edition.archive.dts.units import Unit, Units

__all__ = ["JSON_LD", "answer", "members_of", "navigated"]

JSON_LD = "application/ld+json"
MEMBERS = 100
"""How many members a page of a collection has."""
UNITS = 1_000
"""How many units a page of a navigation has."""

Member = TypeVar("Member")
Asked = Mapping[str, str]
Json = dict[str, Any]


class Refused(Exception):
    """A request that cannot be answered: its status, and why."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


def answer(library: Library, addresses: Addresses, path: str, query: str) -> Answer:
    """Answer a request: `path` is what follows the address of the entry point, `query` what follows the `?`."""
    asked = dict(reversed([pair for pair in parse_qsl(query, errors="replace") if pair[1]]))
    endpoint = path.strip("/")
    try:
        if not endpoint:
            return _json(entry_object(addresses))
        if endpoint not in _ENDPOINTS:
            raise Refused(404, f"there is no endpoint “{endpoint}”")
        return _ENDPOINTS[endpoint](library, addresses, asked)
    except Refused as refused:
        told = {"status": refused.status, "title": _TITLES[refused.status], "description": str(refused)}
        return _json(told, refused.status, "application/json")


def members_of(library: Library, name: str, nav: str = "children") -> list[str]:
    """Give the identifiers of what is in a collection, or of the collections something is in."""
    if nav == "parents":
        return [] if name == library.root else [library.root if name == library.edition else library.edition]
    if name in library.works:
        return []
    return [library.edition] if name == library.root else list(library.works)


def described(library: Library, addresses: Addresses, name: str, trees: bool = False) -> Json:
    """Give a collection or a resource by its identifier."""
    if name in library.works:
        return resource_object(library, addresses, name, trees)
    return collection_object(library, addresses, name)


def navigated(text: Text, asked: Asked) -> tuple[Json, list[Unit] | None]:
    """Give what a navigation is about, and its members if it has any ("Usage of down, ref, start and end")."""
    if not text.trees:
        return {}, []
    units, ref, start, end = _places(text, asked)
    down = _number(asked, "down", None)
    if down is None and not (ref or start):
        raise Refused(400, "one of ref, start and end, or down is needed")
    if down is not None and (down < -1 or (down == 0 and not ref)):
        raise Refused(400, f"down={down} says nothing here")
    about = {name: unit_object(unit) for name, unit in (("ref", ref), ("start", start), ("end", end)) if unit}
    return about, None if down is None else _members(units, ref, start, end, down)


def _members(units: Units, ref: Unit | None, start: Unit | None, end: Unit | None, down: int) -> list[Unit]:
    """Give the units asked for, in the order of the text."""
    if ref and down == 0:
        return units.siblings(ref)
    first, last = ref or start, ref or end
    if first is None or last is None:
        found: Sequence[Unit] = units.all
        level = 0
    else:
        found = units.all[units.index(first) : max(units.behind(first), units.behind(last))]
        level = max(first.level, last.level)
    return [unit for unit in found if down == -1 or unit.level <= level + down]


def _collection(library: Library, addresses: Addresses, asked: Asked) -> Answer:
    name, nav = asked.get("id", library.root), asked.get("nav", "children")
    if name not in (library.root, library.edition, *library.works):
        raise Refused(404, f"there is no collection or resource “{name}”")
    if nav not in ("children", "parents"):
        raise Refused(400, "nav is children or parents")
    body = described(library, addresses, name, trees=True)
    members = members_of(library, name, nav)
    if name in library.works and nav == "children":
        return _json(top_level(body))
    shown, view = _page(members, MEMBERS, addresses, "collection", asked)
    body["member"] = [described(library, addresses, one) for one in shown]
    return _json(top_level(body | view))


def _navigation(library: Library, addresses: Addresses, asked: Asked) -> Answer:
    slug = _resource(library, asked)
    about, members = navigated(library.text(slug), asked)
    body: Json = {
        "@id": addresses.expanded("navigation", asked),
        "@type": "Navigation",
        "resource": resource_object(library, addresses, slug),
        **about,
    }
    if members is not None:
        shown, view = _page(members, UNITS, addresses, "navigation", asked)
        body |= {"member": [unit_object(unit) for unit in shown], **view}
    return _json(top_level(body))


def _document(library: Library, addresses: Addresses, asked: Asked) -> Answer:
    slug = _resource(library, asked)
    text = library.text(slug)
    kind = asked.get("mediaType", TEI_TYPE)
    if kind != TEI_TYPE and kind not in library.formats:
        raise Refused(404, f"“{slug}” cannot be had as {kind}")
    made = text.root
    if asked.keys() & {"ref", "start", "end"}:
        units, ref, start, end = _places(text, asked)
        first, last = ref or start, ref or end
        made = passage(units, first, last) if first and last else made
    data = library.formats[kind](made, text.root) if kind != TEI_TYPE else document_bytes(made)
    link = f'<{addresses.expanded("collection", {"id": slug})}>; rel="collection"'
    charset = "; charset=utf-8" if kind.startswith("text/") else ""
    return Answer(200, (("Content-Type", kind + charset), ("Link", link)), data)


_ENDPOINTS: Mapping[str, Callable[[Library, Addresses, Asked], Answer]] = {
    "collection": _collection,
    "navigation": _navigation,
    "document": _document,
}
_TITLES = {400: "Bad Request", 404: "Not Found"}


def _resource(library: Library, asked: Asked) -> str:
    """Give the text a request is about."""
    if "resource" not in asked:
        raise Refused(400, "no resource is named")
    if asked["resource"] not in library.works:
        raise Refused(404, f"there is no resource “{asked['resource']}”")
    return asked["resource"]


def _places(text: Text, asked: Asked) -> tuple[Units, Unit | None, Unit | None, Unit | None]:
    """Give the units of the tree that is asked for, and those that `ref`, `start` and `end` name."""
    if "ref" in asked and ("start" in asked or "end" in asked):
        raise Refused(400, "ref goes neither with start nor with end")
    if ("start" in asked) != ("end" in asked):
        raise Refused(400, "start and end go together")
    tree = asked.get("tree", "")
    units = text.units(tree)
    if units is None:
        raise Refused(404, f"there is no citation tree “{tree}”")
    ref, start, end = (_unit(units, asked.get(name)) for name in ("ref", "start", "end"))
    if start and end and units.index(start) > units.index(end):
        raise Refused(404, f"“{end.identifier}” comes before “{start.identifier}”")
    return units, ref, start, end


def _unit(units: Units, identifier: str | None) -> Unit | None:
    """Give the unit of a reference."""
    if identifier is None:
        return None
    unit = units.get(identifier)
    if unit is None:
        raise Refused(404, f"there is no “{identifier}” in this citation tree")
    return unit


def _number(asked: Asked, name: str, otherwise: int | None) -> int | None:
    """Give a number that is asked for."""
    if name not in asked:
        return otherwise
    digits = asked[name].removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        raise Refused(400, f"{name} is a whole number")
    return int(asked[name])


def _page(
    members: Sequence[Member], size: int, addresses: Addresses, endpoint: str, asked: Asked
) -> tuple[Sequence[Member], Json]:
    """Give the members of the page that is asked for, and where its neighbours are ("Pagination")."""
    page, last = _number(asked, "page", 1) or 0, max(1, -(-len(members) // size))
    if page < 1:
        raise Refused(400, "pages are counted from 1")
    if page > last:
        raise Refused(404, f"there are {last} pages")
    if last == 1:
        return members, {}

    def at(number: int) -> str | None:
        known = 1 <= number <= last
        return addresses.expanded(endpoint, {**asked, "page": str(number)}) if known else None

    view = {
        "@id": at(page),
        "@type": "Pagination",
        "first": at(1),
        "previous": at(page - 1),
        "next": at(page + 1),
        "last": at(last),
    }
    return members[(page - 1) * size : page * size], {"view": view}


def _json(body: Json, status: int = 200, kind: str = JSON_LD) -> Answer:
    data = json.dumps(body, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"
    return Answer(status, (("Content-Type", kind),), data)
