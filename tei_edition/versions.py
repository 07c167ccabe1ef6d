"""An edition's archive → the versions it keeps, their numbers, and their documents."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath

from tei_edition.archive.ocfl import INVENTORY, Stored, read_object
from tei_edition.edition import Edition
from tei_edition.files import TEI_SUFFIXES

__all__ = ["document_of", "kept_objects", "label_of", "released", "tei_of"]

TEI = "tei"
"""The folder of the documents."""


def released(edition: Edition, name: str) -> Stored | None:
    """Give the object that holds the edition's versions; None where nothing was released. Raises ReadError."""
    return read_object(edition.output / "archive" / name)


def kept_objects(edition: Edition) -> list[Stored]:
    """Give the objects in the edition's archive; more than one where it had another name before. Raises ReadError."""
    archive = edition.output / "archive"
    found = (read_object(path.parent) for path in sorted(archive.glob(f"*/{INVENTORY}")))
    return [one for one in found if one]


def tei_of(stored: Stored, version: str) -> dict[str, Path]:
    """Give the documents of a version, by their names."""
    return {name: path for key, path in stored.files(version).items() if (name := document_of(key))}


def label_of(stored: Stored, version: str) -> str:
    """Give the number the edition itself gave to a version of its object."""
    described = stored.files(version).get("metadata/datacite.json")
    told = json.loads(described.read_bytes()) if described else {}
    return str(told.get("version") or version)


def document_of(name: str) -> str:
    """Give the name of the document that a file is; empty where it is none."""
    path = PurePosixPath(name)
    return path.stem if path.parts[:-1] == (TEI,) and path.suffix in TEI_SUFFIXES else ""
