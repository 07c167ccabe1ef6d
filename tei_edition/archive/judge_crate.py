"""An RO-Crate (1.1 to 1.3), ours or anybody's → what is wrong with its description and the files it describes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from tei_edition.archive.containers import Container
from tei_edition.archive.items import digest_of
from tei_edition.diagnostics import Diagnostic, make

__all__ = ["CRATE", "judge_crate"]

CRATE = "ro-crate-metadata.json"
Entity = Mapping[str, Any]


def judge_crate(crate: Container, told: Callable[[int, int], None] | None = None) -> Iterator[Diagnostic]:
    """Yield what is wrong with a folder that has a `ro-crate-metadata.json`."""

    def wrong(code: str, message: str) -> Diagnostic:
        return make(code, message, file=f"{crate.path}/{CRATE}")

    try:
        data = json.loads(crate.read(CRATE), object_hook=_kept)
        graph = [entity for entity in data["@graph"] if isinstance(entity, dict)]
    except (ValueError, KeyError, TypeError) as error:
        yield wrong("package-malformed", f"is no JSON-LD with a @graph: {error}")
        return
    if "ro/crate" not in json.dumps(data.get("@context", "")):
        yield wrong("package-malformed", "its @context is not that of RO-Crate")
    found: dict[str, Entity] = {}
    for entity in graph:
        name = entity.get("@id")
        if not isinstance(name, str) or "@type" not in entity:
            yield wrong("package-malformed", f"an entity has no @id or no @type: {json.dumps(entity)[:80]}")
        elif name in found:
            yield wrong("package-malformed", f"the entity {name} is described twice")
        else:
            found[name] = entity
    yield from (wrong(*problem) for problem in _described(found))
    yield from (wrong(*problem) for problem in _files(crate, found, told))


def _kept(entity: dict[str, Any]) -> dict[str, Any]:
    """Leave out of a file's entity what is not judged: there may be very many."""
    if entity.get("@type") not in ("File", "MediaObject"):
        return entity
    return {key: value for key, value in entity.items() if key in _OF_FILE}


_OF_FILE = ("@id", "@type", "contentSize", "sha256", "sha512", "sha1", "md5")


def _described(found: Mapping[str, Entity]) -> Iterator[tuple[str, str]]:
    """Judge the descriptor and the root (RO-Crate 1.2, Root Data Entity)."""
    descriptor = found.get(CRATE, {})
    conforms = [
        item.get("@id", "") for item in _listed(descriptor.get("conformsTo")) if isinstance(item, dict)
    ]
    if not any(re.match(r"https://w3id\.org/ro/crate/1\.\d", address) for address in conforms):
        yield "package-malformed", f"the entity {CRATE} does not say to which RO-Crate it conforms"
    about = descriptor.get("about")
    root = found.get(str(about.get("@id", "")) if isinstance(about, dict) else "", {})
    if "Dataset" not in _listed(root.get("@type")):
        yield "package-incomplete", "there is no root data set that it is about"
        return
    for key in ("name", "description", "datePublished", "license"):
        if not root.get(key):
            yield "package-incomplete", f"the root data set has no {key}"
    for key, values in root.items():
        for value in _listed(values):
            target = value.get("@id", "") if isinstance(value, dict) else ""
            if target.startswith("#") and target not in found:
                yield "package-malformed", f"{key} of the root names {target}, which is not described"


def _files(
    crate: Container, found: Mapping[str, Entity], told: Callable[[int, int], None] | None
) -> Iterator[tuple[str, str]]:
    """Judge that every file described is there and is what it is said to be, and that every file is described."""
    described = {
        _name(key): entity
        for key, entity in found.items()
        if {"File", "MediaObject"} & set(_listed(entity.get("@type"))) and not re.match(r"[a-z]+:|#", key)
    }
    folders = tuple(
        _name(key)
        for key, entity in found.items()
        if "Dataset" in _listed(entity.get("@type")) and key.endswith("/") and key != "./" and ":" not in key
    )
    for number, name in enumerate(sorted(described), 1):
        if name not in crate:
            yield "package-missing", f"{name} is described, and is not there"
            continue
        yield from _judge_file(crate, name, described[name])
        if told:
            told(number, len(described))
    for name in crate.names:
        page = name in (CRATE, "ro-crate-preview.html") or name.startswith("ro-crate-preview_files/")
        if not page and name not in described and not name.startswith(folders or ("\n",)):
            yield "package-unlisted", f"{name} is in the crate, and is not described"


def _judge_file(crate: Container, name: str, entity: Entity) -> Iterator[tuple[str, str]]:
    """Compare size and digests with what is said of them."""
    size = str(entity.get("contentSize", ""))
    if size.isdigit() and int(size) != crate.sizes[name]:
        yield "package-changed", f"{name} has {crate.sizes[name]} bytes, and {size} are told"
        return
    said = {key: str(entity[key]).lower() for key in ("sha256", "sha512", "sha1", "md5") if key in entity}
    got = digest_of(crate.blocks(name), said)[1] if said else {}
    if any(got[key] != digest for key, digest in said.items()):
        yield "package-changed", f"{name} is not the file that is described"


def _name(key: str) -> str:
    return unquote(key).removeprefix("./")


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
