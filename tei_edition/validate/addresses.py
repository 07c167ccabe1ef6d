"""An address in a rule → the file it leads to; nothing is fetched."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

from tei_edition.validate.query import QueryError
from tei_edition.validate.uris import joined, parts_of


class NoFile(QueryError, FileNotFoundError):
    """An address leads to no file, which `doc-available` asks for."""


def file_at(start: Path | None, uri: str) -> tuple[Path, str]:
    """Give the file that an address leads to and its fragment; QueryError when it is not on this disk."""
    address, _, fragment = joined(start.resolve().as_uri() if start else "", uri).partition("#")
    parts = parts_of(address)
    if parts.scheme != "file":
        raise QueryError(f"{uri} is not on this disk, and nothing is fetched")
    path = Path(unquote(parts.path))
    if not path.is_file():
        raise NoFile(f"there is no file {uri}")
    return path, fragment
