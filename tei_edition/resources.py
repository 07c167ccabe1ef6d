"""Name of a file we bring along → its place on disk: in the installed package, or in a source checkout."""

from __future__ import annotations

from pathlib import Path

__all__ = ["SCHEMA_FILES", "schema_path"]

SCHEMA_FILES = ("tei_edition.rnc", "tei_edition.rng", "tei_edition.sch")
"""Our own schema: the grammar as we write it, the same as other programs want it, and the rules."""


def schema_path(name: str) -> Path:
    """Give the path of one of `SCHEMA_FILES`; FileNotFoundError for a name we do not bring along."""
    package = Path(__file__).parent
    for folder in (package / "schema", package.parent / "schema"):
        path = folder / name
        if name in SCHEMA_FILES and path.is_file():
            return path
    raise FileNotFoundError(f"tei_edition has no schema named {name}")
