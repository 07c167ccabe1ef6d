"""An OCFL object (1.0, 1.1), ours or anybody's → what is wrong with it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tei_edition.archive.containers import Container
from tei_edition.archive.items import digest_of
from tei_edition.archive.ocfl import INVENTORY
from tei_edition.diagnostics import Diagnostic, make

__all__ = ["is_object", "judge_object"]

_DECLARED = re.compile(r"0=ocfl_object_(1\.[01])")
_VERSION = re.compile(r"v(0*[1-9]\d*)")
_SIDECAR = re.compile(r"([0-9A-Fa-f]+)[ \t]+inventory\.json\n?")
_CREATED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
_TYPES = {f"https://ocfl.io/1.{number}/spec/#inventory" for number in (0, 1)}
_DIGESTS = ("sha512", "sha256")

Told = Callable[[int, int], None]
Json = Mapping[str, Any]


def is_object(package: Container) -> bool:
    """Tell whether it is, or claims to be, an OCFL object."""
    return INVENTORY in package or any(name.startswith("0=ocfl_object") for name in package.names)


def judge_object(package: Container, told: Told | None = None) -> Iterator[Diagnostic]:
    """Yield what is wrong: declaration, sidecars, inventories of every version, each file and digest (section 3)."""
    declared = [name for name in package.names if "/" not in name and name.startswith("0=")]
    if len(declared) != 1 or not _DECLARED.fullmatch(declared[0]):
        yield _wrong(package, "package-incomplete", "there must be one declaration: 0=ocfl_object_1.1 (3.3)")
    elif package.read(declared[0]) != f"{declared[0][2:]}\n".encode():
        yield _wrong(package, "package-changed", f"{declared[0]} does not hold its own name (3.3)")
    for name in package.unsafe:
        yield _wrong(
            package, "package-unsafe", f"{name} is a link, stands twice, or leads out of the package"
        )
    inventory = None
    for finding in _inventory(package, INVENTORY):
        if isinstance(finding, Diagnostic):
            yield finding
        else:
            inventory = finding
    if inventory is None:
        return
    yield from _versions(package, inventory)
    yield from _files(package, inventory, told)


def _inventory(package: Container, name: str) -> Iterator[Diagnostic | Json]:
    """Yield the inventory, or what keeps it from being understood (3.5, 3.7)."""
    if name not in package:
        yield _wrong(package, "package-missing", f"{name} is missing (3.5)")
        return
    data = package.read(name)
    try:
        told = json.loads(data)
    except ValueError:
        yield _wrong(package, "package-malformed", "is not JSON (3.5)", name)
        return
    algorithm = told.get("digestAlgorithm") if isinstance(told, dict) else None
    if algorithm not in _DIGESTS:
        yield _wrong(package, "package-malformed", "digestAlgorithm is sha512 or sha256 (3.5.1)", name)
        return
    sidecar = f"{name}.{algorithm}"
    line = (
        _SIDECAR.fullmatch(package.read(sidecar).decode("utf-8", "replace")) if sidecar in package else None
    )
    if sidecar not in package:
        yield _wrong(package, "package-missing", f"{sidecar} is missing (3.7)")
    elif line is None:
        yield _wrong(package, "package-malformed", "is not a digest and the inventory's name (3.7)", sidecar)
    elif line[1].lower() != digest_of([data], [algorithm])[1][algorithm]:
        yield _wrong(
            package, "package-changed", f"is not the inventory whose digest {sidecar} has (3.7)", name
        )
    wrong = [*_shape(told)]
    yield from (_wrong(package, "package-malformed", words, name) for words in wrong)
    if not wrong:
        yield told


def _shape(told: Json) -> Iterator[str]:
    """Yield what is not as an inventory must be (3.5.1 to 3.5.3)."""
    if not told.get("id") or not isinstance(told["id"], str):
        yield "it has no id (3.5.1)"
    if told.get("type") not in _TYPES:
        yield "its type is none of OCFL 1.0 or 1.1 (3.5.1)"
    versions, manifest = told.get("versions"), told.get("manifest")
    if not isinstance(manifest, dict) or not _is_digests(manifest):
        yield "manifest is not digests with their files (3.5.2)"
        return
    if not isinstance(versions, dict) or not versions or not all(map(_VERSION.fullmatch, versions)):
        yield "versions are v1, v2, … (3.5.3)"
        return
    numbers = sorted(int(name[1:]) for name in versions)
    if numbers != list(range(1, len(numbers) + 1)):
        yield "the versions do not count on from 1 (3.5.3)"
    if told.get("head") not in versions or int(told["head"][1:]) != numbers[-1]:
        yield "head is not the newest version (3.5.1)"
    for name, version in versions.items():
        if not isinstance(version, dict) or not _is_digests(version.get("state")):
            yield f"{name} has no state (3.5.3)"
            continue
        if not _CREATED.fullmatch(str(version.get("created", ""))):
            yield f"{name} has no time it was created at (3.5.3)"
        lost = [
            digest for digest in version["state"] if digest.lower() not in {one.lower() for one in manifest}
        ]
        yield from (
            f"{name} has a file whose digest is not in the manifest: {digest[:12]}…" for digest in lost
        )
        times = Counter(one for names in version["state"].values() for one in names)
        yield from (f"{name} has {one} twice (3.5.3)" for one, count in times.items() if count > 1)


def _is_digests(told: object) -> bool:
    return isinstance(told, dict) and all(
        isinstance(names, list) and names and all(isinstance(name, str) for name in names)
        for names in told.values()
    )


def _versions(package: Container, inventory: Json) -> Iterator[Diagnostic]:
    """Judge the folders of the versions and their own inventories (3.5.4, 3.6)."""
    folders = {name.partition("/")[0] for name in package.names if "/" in name}
    for version, told in inventory["versions"].items():
        own = f"{version}/{INVENTORY}"
        if version == inventory["head"] or own in package:
            for finding in _inventory(package, own):
                if isinstance(finding, Diagnostic):
                    yield finding
                elif version == inventory["head"]:
                    if finding != inventory:
                        yield _wrong(
                            package,
                            "package-changed",
                            f"is another than that of {version} (3.5.4)",
                            INVENTORY,
                        )
                elif finding["versions"].get(version, {}).get("state") != told["state"]:
                    yield _wrong(
                        package, "package-changed", f"{version} is told otherwise in {INVENTORY}", own
                    )
    for folder in sorted(folders - {*inventory["versions"], "logs", "extensions"}):
        yield _wrong(package, "package-unlisted", f"{folder}/ belongs to no version (3.1)")


def _files(package: Container, inventory: Json, told: Told | None) -> Iterator[Diagnostic]:
    """Judge every file: it is listed, it is there, it is the one it was."""
    algorithm = inventory["digestAlgorithm"]
    listed = {path: digest for digest, paths in inventory["manifest"].items() for path in paths}
    used = {digest.lower() for version in inventory["versions"].values() for digest in version["state"]}
    for path in sorted(listed):
        if path not in package:
            yield _wrong(package, "package-missing", f"{path} is missing")
        if listed[path].lower() not in used:
            yield _wrong(package, "package-unlisted", f"{path} belongs to no version (3.5.2)")
    content = inventory.get("contentDirectory", "content")
    present = [name for name in package.names if not name.startswith(("logs/", "extensions/"))]
    for number, name in enumerate(present, 1):
        if told:
            told(number, len(present))
        if name in listed:
            found = digest_of(package.blocks(name), [algorithm])[1][algorithm]
            if found != listed[name].lower():
                yield _wrong(package, "package-changed", f"{name} is not the one that was stored")
        elif not _is_tag(name, inventory["versions"], content):
            yield _wrong(package, "package-unlisted", f"{name} is in no manifest (3.5.2)")


def _is_tag(name: str, versions: Json, content: str) -> bool:
    """Tell whether it is a file that an object may have beside its content."""
    folder, _, rest = name.rpartition("/")
    known = not folder or folder in versions
    return known and (rest.partition(".sha")[0] == INVENTORY or (not folder and name.startswith("0=")))


def _wrong(package: Container, code: str, message: str, file: str = "") -> Diagnostic:
    return make(code, message, file=f"{package.path}/{file}" if file else str(package.path))
