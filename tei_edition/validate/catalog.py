"""OASIS XML Catalog → the file on disk that stands for an address (XML Catalogs 1.1, sections 6.5 and 7)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from tei_edition.errors import TeiEditionError
from tei_edition.tei import local, parse_file
from tei_edition.validate.uris import joined, parts_of

NS = "{urn:oasis:names:tc:entity:xmlns:xml:catalog}"

BASE = "{http://www.w3.org/XML/1998/namespace}base"

DEEPEST = 8
"""How many catalogs may lead from one to the next."""

Row = tuple[str, str, bool]
"""An address, the URI that stands for it, and whether they are beginnings of addresses rather than whole ones."""


def rows(path: Path, depth: int = 0) -> Iterator[Row]:
    """Give what a catalog and those it goes on to say; nothing where one cannot be read."""
    try:
        root = parse_file(path).getroot()
    except TeiEditionError:
        return
    for entry in root.iter(f"{NS}*"):
        base = _base(entry, path)
        kind = local(entry)
        if kind in ("uri", "system"):
            yield entry.get("name", entry.get("systemId", "")), joined(base, entry.get("uri", "")), False
        elif kind in ("rewriteURI", "rewriteSystem"):
            start = entry.get("uriStartString", entry.get("systemIdStartString", ""))
            yield start, joined(base, entry.get("rewritePrefix", "")), True
        elif kind == "nextCatalog" and depth < DEEPEST:
            following = file_of(joined(base, entry.get("catalog", "")))
            if following is not None:
                yield from rows(following, depth + 1)


def resolve(known: list[Row], address: str) -> Path | None:
    """Give the file that stands for an address: by the whole of it, else by its longest beginning."""
    wanted = normal(address)
    for name, uri, beginning in sorted(known, key=lambda row: (row[2], -len(row[0]))):
        start = normal(name)
        if start and (wanted.startswith(start) if beginning else wanted == start):
            path = file_of(uri + wanted[len(start) :] if beginning else uri)
            if path is not None and path.is_file():
                return path
    return None


def normal(address: str) -> str:
    """Give an address as it is compared: http and https, with `www.` and without, are one."""
    parts = parts_of(address.strip())
    if parts.scheme not in ("http", "https"):
        return address.strip()
    query = f"?{parts.query}" if parts.query else ""
    return f"//{parts.netloc.lower().removeprefix('www.')}{parts.path}{query}"


def file_of(uri: str) -> Path | None:
    """Give the path of a `file:` URI; None for all others."""
    parts = parts_of(uri)
    return Path(unquote(parts.path)) if parts.scheme == "file" else None


def _base(entry: etree._Element, path: Path) -> str:
    """Give the address to which an entry's are relative."""
    base = path.resolve().as_uri()
    for above in reversed([entry, *entry.iterancestors()]):
        base = joined(base, above.get(BASE, ""))
    return base
