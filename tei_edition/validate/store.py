"""Name or address of a schema → its file on this disk: what was stored, what the extra `schemas` brings, ours.

Nothing is fetched here. What `tei-edition schema add` stores (see `fetch`) lies in one folder with an OASIS catalog,
so that other programs can use it, too.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from tei_edition.errors import UsageError
from tei_edition.resources import SCHEMA_FILES, schema_path
from tei_edition.validate import catalog
from tei_edition.validate.uris import parts_of

FOLDER = "TEI_EDITION_SCHEMAS"
"""The environment variable that names the store's folder."""

CACHE = "TEI_EDITION_CACHE"
"""The environment variable that names the folder of grammars kept between runs; none are kept when it is empty."""

INDEX = "catalog.xml"
"""The store's catalog, in its folder."""

EXTRA = "gams_xml_catalog"
"""The package of the extra `schemas`, with TEI's own schemas."""

TEI = "tei-c.org/release/xml/tei/custom/schema/relaxng/"
"""Where TEI's own schemas are published."""

SAME: tuple[tuple[str, str], ...] = (("tei-c.org/Vault/P5/current/xml/tei/custom/schema/relaxng/", TEI),)
"""Beginnings of addresses under which the same files are published."""

SUFFIXES = (".rng", ".rnc", ".sch", ".odd")
"""Endings of schema files; of files that differ only in them, the first is taken."""


@dataclass(frozen=True)
class Stored:
    """A schema that is at hand."""

    name: str
    """What `--schema` may call it: the file's name without its ending."""
    path: Path
    """Where it is."""
    address: str
    """The address it stands for; empty when it has none."""
    origin: str
    """Who brought it: `stored`, `extra` or `tei_edition`."""


def store_folder() -> Path:
    """Give the store's folder: the environment variable's, else the one for user data (XDG Base Directory)."""
    named = os.environ.get(FOLDER)
    if named:
        return Path(named)
    data = os.environ.get("XDG_DATA_HOME", "")
    base = Path(data) if data.startswith("/") else Path("~/.local/share").expanduser()
    return base / "tei_edition" / "schemas"


def cache_folder() -> Path | None:
    """Give the folder of grammars kept between runs: the environment variable's, else one of the user's cache."""
    named = os.environ.get(CACHE)
    if named is not None:
        return Path(named) if named else None
    base = os.environ.get("XDG_CACHE_HOME", "")
    return (
        (Path(base) if base.startswith("/") else Path("~/.cache").expanduser()) / "tei_edition" / "grammars"
    )


def extra_folder() -> Path | None:
    """Give the folder of the extra's catalog; None when it is not installed."""
    spec = find_spec(EXTRA)
    folder = Path(spec.origin).parent / "catalog" if spec is not None and spec.origin else None
    return folder if folder is not None and folder.is_dir() else None


def listed(folder: Path | None = None) -> list[Stored]:
    """Give all schemas at hand: stored ones, the extra's, ours, each in the order of their names."""
    return [*_stored(folder or store_folder()), *_extra(), *_ours()]


def at(address: str, folder: Path | None = None) -> Path | None:
    """Give the file that is stored for an address; None when there is none."""
    for beginning, published in SAME:
        address = address.replace(beginning, published)
    known = list(catalog.rows((folder or store_folder()) / INDEX))
    return catalog.resolve(known, address) or catalog.resolve(_extra_rows(), address)


def named(name: str) -> Path:
    """Give the file of a schema named on the command line: a path, an address or a name.

    Raises UsageError, with the cure, when there is none.
    """
    if Path(name).is_file():
        return Path(name)
    if parts_of(name).scheme in ("http", "https"):
        found = at(name)
        if found is None:
            raise UsageError("is not stored, and nothing is fetched unasked", file=name, hint=cure(name))
        return found
    for schema in listed():
        if name in (schema.name, schema.path.name, schema.address):
            return schema.path
    raise UsageError("there is no such schema", file=name, hint=_cure_of_name(name))


def cure(address: str) -> str:
    """Say the command that makes the schema of an address available."""
    command = f"tei-edition schema add {address}"
    if TEI in catalog.normal(address) and extra_folder() is None:
        return f"{command}  (or: pip install 'tei_edition[schemas]')"
    return command


def _cure_of_name(name: str) -> str:
    if name.startswith("tei_") and not Path(name).suffix and extra_folder() is None:
        return "TEI's own schemas come with: pip install 'tei_edition[schemas]'"
    return "give a file, or a name that `tei-edition schema list` knows"


def _stored(folder: Path) -> Iterator[Stored]:
    for address, uri, beginning in sorted(catalog.rows(folder / INDEX)):
        path = catalog.file_of(uri)
        if not beginning and path is not None and path.is_file():
            yield Stored(path.stem, path, address, "stored")


def _extra() -> Iterator[Stored]:
    """Give the extra's schemas for TEI, of those in several syntaxes the first."""
    folder = extra_folder()
    if folder is None:
        return
    found: dict[str, Path] = {}
    for suffix in SUFFIXES:
        for path in sorted((folder / "tei").rglob(f"*{suffix}")):
            found.setdefault(path.stem, path)
    for name, path in sorted(found.items()):
        yield Stored(
            name, path, f"http://www.{TEI}{path.name}" if path.parent.name == "relaxng" else "", "extra"
        )


def _ours() -> Iterator[Stored]:
    for name in SCHEMA_FILES:
        path = schema_path(name)
        yield Stored(path.stem, path, "", "tei_edition")


@lru_cache(maxsize=1)
def _extra_rows() -> list[catalog.Row]:
    """Give what the extra's catalog says, read once."""
    folder = extra_folder()
    return list(catalog.rows(folder / INDEX)) if folder is not None else []
