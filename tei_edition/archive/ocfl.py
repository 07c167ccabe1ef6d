"""Versions of a package's files ⇄ an object of the Oxford Common File Layout, OCFL 1.1: each file is kept once."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tei_edition.archive.items import Digested, checked_blocks, digest_of
from tei_edition.errors import ReadError, WriteError
from tei_edition.metadata import Work

__all__ = [
    "ALGORITHM",
    "DECLARATION",
    "INVENTORY",
    "Made",
    "Stored",
    "add_version",
    "identifier_of",
    "made_by",
    "read_object",
]

ALGORITHM = "sha512"
"""What files are known by (section 3.5.1)."""
DECLARATION = "0=ocfl_object_1.1"
"""The file that says what the folder is (section 3.3)."""
INVENTORY = "inventory.json"
TYPE = "https://ocfl.io/1.1/spec/#inventory"


@dataclass(frozen=True)
class Made:
    """Who made a version, when and why (section 3.5.3.1)."""

    created: str
    """When (RFC 3339)."""
    message: str
    """What is new in it."""
    name: str
    """Who made it."""
    address: str = ""
    """An address of theirs, as a URI; may be empty."""


@dataclass(frozen=True)
class Stored:
    """An object as its inventory tells it."""

    folder: Path
    """Where it is."""
    inventory: Mapping[str, Any]
    """The inventory."""

    @property
    def versions(self) -> Mapping[str, Mapping[str, Any]]:
        """Its versions by their numbers (`v1`), the first one first."""
        told = self.inventory["versions"]
        return {name: told[name] for name in sorted(told, key=lambda name: int(name[1:]))}

    @property
    def head(self) -> str:
        """The number of the newest version."""
        return str(self.inventory["head"])

    def files(self, version: str) -> Mapping[str, Path]:
        """Give the files of a version: where each is kept, by its own name."""
        manifest = self.inventory["manifest"]
        state = self.inventory["versions"][version]["state"]
        return {name: self.folder / manifest[digest][0] for digest, names in state.items() for name in names}


def identifier_of(work: Work) -> str:
    """Name all versions together: by their DOI, else their address, else by a name that is nobody else's."""
    if work.concept_doi:
        return f"https://doi.org/{work.concept_doi}"
    return work.url or f"urn:tei-edition:{work.id}"


def made_by(work: Work, message: str = "") -> Made:
    """Say who releases, when and what."""
    name = work.contact.name or work.publisher or next((one.name for one in work.editors), work.title)
    email = f"mailto:{work.contact.email}" if work.contact.email else work.publisher_ror
    day = work.date if len(work.date) == 10 else f"{work.date}-01-01"[:10]
    return Made(f"{day}T00:00:00Z", message or f"Version {work.version}", name, email)


def read_object(folder: Path) -> Stored | None:
    """Read an object's inventory; None where there is none. Raises ReadError where it cannot be understood."""
    path = folder / INVENTORY
    if not path.is_file():
        return None
    try:
        inventory = json.loads(path.read_bytes())
        stored = Stored(folder, inventory)
        stored.files(stored.head)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise ReadError(
            "is no inventory of an OCFL object", file=str(path), hint="tei-edition deposit --verify"
        ) from error
    return stored


def add_version(folder: Path, identifier: str, files: Iterable[Digested], made: Made) -> str:
    """Add a version that has these files, digested by `ALGORITHM`; give its number, or "" where nothing is new.

    Only what no version has yet is stored. An object that is there keeps its identifier. All is written beside it
    first; it takes its place when it is whole. Raises ReadError, WriteError.
    """
    before = read_object(folder)
    if before is None and folder.exists():
        raise WriteError("is there already, and no OCFL object", file=str(folder), hint="name a new folder")
    old: Mapping[str, Any] = (
        before.inventory if before else {"id": identifier, "manifest": {}, "versions": {}}
    )
    number = f"v{len(old['versions']) + 1}"
    manifest = {digest: list(paths) for digest, paths in old["manifest"].items()}
    state: dict[str, list[str]] = {}
    new: list[tuple[str, Digested]] = []
    for one in sorted(files, key=lambda one: one.item.name):
        digest = one.digests[ALGORITHM]
        state.setdefault(digest, []).append(one.item.name)
        if digest not in manifest:
            path = f"{number}/content/{one.item.name}"
            manifest[digest] = [path]
            new.append((path, one))
    if before and before.inventory["versions"][before.head]["state"] == state:
        return ""
    version: dict[str, Any] = {"created": made.created, "message": made.message, "state": state}
    version["user"] = {"name": made.name, **({"address": made.address} if made.address else {})}
    inventory = {
        "id": old["id"],
        "type": TYPE,
        "digestAlgorithm": ALGORITHM,
        "head": number,
        "manifest": dict(sorted(manifest.items(), key=lambda item: item[1])),
        "versions": {**old["versions"], number: version},
    }
    _put(folder, number, new, json.dumps(inventory, ensure_ascii=False, indent=1).encode() + b"\n")
    return number


def _put(folder: Path, number: str, new: Iterable[tuple[str, Digested]], inventory: bytes) -> None:
    """Write a version into a folder of its own, then put it and the inventory in their places."""
    digest = digest_of([inventory], [ALGORITHM])[1][ALGORITHM]
    tags = {INVENTORY: inventory, f"{INVENTORY}.{ALGORITHM}": f"{digest} {INVENTORY}\n".encode()}
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        staging.chmod(0o755)
        try:
            (staging / number).mkdir()
            for path, one in new:
                target = staging / path
                target.parent.mkdir(parents=True, exist_ok=True)
                with target.open("xb") as file:
                    file.writelines(checked_blocks(one))
            for name, data in tags.items():
                (staging / number / name).write_bytes(data)
            if not folder.exists():
                for name, data in {**tags, DECLARATION: f"{DECLARATION[2:]}\n".encode()}.items():
                    (staging / name).write_bytes(data)
                staging.rename(folder)
                return
            (staging / number).rename(folder / number)
            for (
                name,
                data,
            ) in tags.items():  # the inventory of the root last: until then the old version counts
                (staging / name).write_bytes(data)
                (staging / name).replace(folder / name)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    except OSError as error:
        raise WriteError(
            f"cannot be written: {error.strerror or error}", file=str(error.filename or folder)
        ) from error
