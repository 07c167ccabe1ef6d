"""An edition → files that answer as DTS 1.0, Level 0, from any place that serves files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from tei_edition.archive.dts.endpoints import members_of, navigated
from tei_edition.archive.dts.library import Library, Text
from tei_edition.archive.dts.objects import (
    collection_object,
    entry_object,
    resource_object,
    top_level,
    unit_object,
)
from tei_edition.archive.dts.passages import document_bytes, passage

__all__ = ["LIMIT", "Static", "static_files"]

LIMIT = 2_000
"""So many citable units an edition may have for each to have files of its own."""

_SAFE = re.compile(r"[a-z0-9_][a-z0-9_.-]{0,100}")
"""References that can be the name of a file anywhere: on every disk, in every archive."""

_TEMPLATES: Mapping[str, tuple[str, str]] = {
    "collection": ("collection{/id,nav}.jsonld", "collection/%s{/nav}.jsonld"),
    "navigation": ("navigation{/resource,tree,down}.jsonld", "navigation/%s{/tree,down}.jsonld"),
    "document": ("document{/resource,tree,ref}.xml", "document/%s{/tree,ref}.xml"),
}
"""The endpoints' URI templates: for all resources, and for one."""

_ORDER: Mapping[str, tuple[str, ...]] = {
    "collection": ("id", "nav"),
    "navigation": ("resource", "tree", "down"),
    "document": ("resource", "tree", "ref"),
}


@dataclass(frozen=True)
class Static:
    """Addresses of files: no query is read, so what is asked stands in the path (RFC 6570, section 3.2.6)."""

    base: str = ""
    """The address of the folder, with a slash at its end; empty where it is not known: then they are relative."""

    @property
    def entry(self) -> str:
        """The address of the entry point."""
        return f"{self.base}index.jsonld"

    def template(self, endpoint: str, name: str = "") -> str:
        """Give the template of an endpoint, for all resources or for the one named."""
        whole, one = _TEMPLATES[endpoint]
        return self.base + (one % quote(name, safe="") if name else whole)

    def expanded(self, endpoint: str, given: Mapping[str, str]) -> str:
        """Give the address of an answer."""
        return self.base + quote(file_name(endpoint, given))


def file_name(endpoint: str, given: Mapping[str, str]) -> str:
    """Give the name of the file that answers."""
    steps = [endpoint, *(given[name] for name in _ORDER[endpoint] if given.get(name))]
    return "/".join(steps) + (".xml" if endpoint == "document" else ".jsonld")


def static_files(library: Library, base: str = "") -> Iterator[tuple[str, bytes]]:
    """Yield names and contents of the files, relative to their folder, whose address is `base`.

    A navigation is of a whole tree, down to a level; what it says of each unit need not be said again. Passages have
    files of their own in an edition of not too many units, where their references can be names of files.
    """
    taken: set[str] = set()
    for name, data in _all_files(library, Static(base)):
        if name.lower() not in taken:  # some disks tell no small letters from capitals
            taken.add(name.lower())
            yield name, data


def _all_files(library: Library, addresses: Static) -> Iterator[tuple[str, bytes]]:
    """Yield the files; two may have one name."""
    yield "index.jsonld", _json(entry_object(addresses))
    for name in ("", library.root, library.edition):
        yield file_name("collection", {"id": name}), _collection(library, addresses, name or library.root)
    for name in (library.root, library.edition, *library.works):
        parents = _collection(library, addresses, name, "parents")
        yield file_name("collection", {"id": name, "nav": "parents"}), parents
    each = _few(library)
    for slug in library.works:
        yield from _text_files(library, addresses, slug, each)


def _few(library: Library) -> bool:
    """Tell whether the edition has few enough units."""
    count = 0
    for slug in library.works:
        text = library.text(slug)
        count += sum(len(units.all) for tree in text.trees if (units := text.units(tree.name)))
        if count > LIMIT:
            return False
    return True


def _text_files(library: Library, addresses: Static, slug: str, each: bool) -> Iterator[tuple[str, bytes]]:
    """Yield what is said of a text, its citation trees, and itself."""
    text = library.text(slug)
    resource = resource_object(library, addresses, slug)
    yield file_name("collection", {"id": slug}), _json(top_level(resource))
    yield file_name("document", {"resource": slug}), document_bytes(text.root)
    names = {tree.name for tree in text.trees}
    for tree in text.trees:
        units = text.units(tree.name)
        if units is None or not _SAFE.fullmatch(tree.name or "x"):
            continue
        asked = {"resource": slug, **({"tree": tree.name} if tree.name else {})}
        for down in (*range(1, tree.depth + 1), -1):
            yield _navigation(text, addresses, resource, {**asked, "down": str(down)})
        for unit in units.all if each else ():
            if _SAFE.fullmatch(unit.identifier) and unit.identifier not in names:
                name = file_name("document", {**asked, "ref": unit.identifier})
                yield name, document_bytes(passage(units, unit, unit))


def _navigation(
    text: Text, addresses: Static, resource: dict[str, Any], asked: dict[str, str]
) -> tuple[str, bytes]:
    """Give the file of a navigation."""
    about, members = navigated(text, asked)
    body = {
        "@id": addresses.expanded("navigation", asked),
        "@type": "Navigation",
        "resource": resource,
        **about,
    }
    if members is not None:
        body["member"] = [unit_object(unit) for unit in members]
    return file_name("navigation", asked), _json(top_level(body))


def _collection(library: Library, addresses: Static, name: str, nav: str = "children") -> bytes:
    """Give the file of a collection, or of the collections something is in."""
    work = name in library.works
    body = (resource_object if work else collection_object)(library, addresses, name)
    members = []
    for one in members_of(library, name, nav):
        if one in library.works:
            members.append(resource_object(library, addresses, one, trees=False))
        else:
            members.append(collection_object(library, addresses, one))
    return _json(top_level({**body, "member": members}))


def _json(body: dict[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
