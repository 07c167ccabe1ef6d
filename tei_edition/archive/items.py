"""A file that is to go into a package: where its bytes are, and what a catalogue says of it."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from tei_edition.errors import ReadError, WriteError

__all__ = ["BLOCK", "MEDIA_TYPES", "Digested", "Item", "blocks", "digest_of", "digested", "media_type"]

BLOCK = 1 << 20
"""How many bytes are held at a time."""

MEDIA_TYPES: Mapping[str, str] = {
    ".xml": "application/xml", ".rng": "application/xml", ".sch": "application/xml", ".odd": "application/xml",
    ".rnc": "application/relax-ng-compact-syntax", ".html": "text/html", ".css": "text/css", ".txt": "text/plain",
    ".md": "text/markdown", ".toml": "application/toml", ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".bib": "application/x-bibtex", ".ris": "application/x-research-info-systems", ".cff": "application/yaml",
    ".epub": "application/epub+zip", ".pdf": "application/pdf", ".js": "text/javascript", ".svg": "image/svg+xml",
    ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp",
    ".tif": "image/tiff", ".tiff": "image/tiff", ".csv": "text/csv", ".ttl": "text/turtle",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip
"""Endings and their media types."""


Data = bytes | Path | Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Item:
    """A file to be packaged."""

    name: str
    """Its path in the package, `/` between steps."""
    data: Data
    """Its bytes, or the file that has them, or what makes them."""
    title: str
    """What it is, in a few words."""
    covers: str = "encoding"
    """The kind of content, by which its licence is told."""
    kind: str = ""
    """Its media type; empty: as its ending tells."""


@dataclass(frozen=True, slots=True)
class Digested:
    """A file that was read whole: what a manifest says of it. There may be very many, so it is kept small."""

    item: Item
    """The file."""
    size: int
    """How many bytes it has."""
    algorithms: tuple[str, ...]
    """The algorithms of its digests."""
    raw: bytes
    """The digests themselves, one after the other."""

    @property
    def digests(self) -> dict[str, str]:
        """Its digests in hexadecimal, by algorithm."""
        found, rest = {}, self.raw.hex()
        for name in self.algorithms:
            found[name], rest = rest[: _DIGITS[name]], rest[_DIGITS[name] :]
        return found


_DIGITS = {"md5": 32, "sha1": 40, "sha256": 64, "sha512": 128}
"""How many hexadecimal digits a digest has."""


def media_type(item: Item) -> str:
    """Give the media type; TEI has its own."""
    if item.kind:
        return item.kind
    ending = "." + item.name.rpartition(".")[2].lower()
    return MEDIA_TYPES.get(ending, "application/octet-stream")


def blocks(data: Data) -> Iterator[bytes]:
    """Yield the bytes in blocks. Raises ReadError."""
    if callable(data):
        data = data()
    if isinstance(data, bytes):
        yield data
        return
    try:
        with data.open("rb") as file:
            yield from read_blocks(file)
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror or error}", file=str(data)) from error


def read_blocks(file: BinaryIO) -> Iterator[bytes]:
    """Yield what an open file holds, in blocks."""
    while block := file.read(BLOCK):
        yield block


def digest_of(parts: Iterable[bytes], algorithms: Iterable[str]) -> tuple[int, dict[str, str]]:
    """Give size and digests of what the blocks hold together."""
    hashes = {name: hashlib.new(name, usedforsecurity=False) for name in algorithms}
    size = 0
    for part in parts:
        size += len(part)
        for one in hashes.values():
            one.update(part)
    return size, {name: one.hexdigest() for name, one in hashes.items()}


def digested(items: Iterable[Item], algorithms: Iterable[str]) -> Iterator[Digested]:
    """Read each file once."""
    wanted = tuple(algorithms)
    for item in items:
        size, found = digest_of(blocks(item.data), wanted)
        yield Digested(item, size, wanted, b"".join(bytes.fromhex(found[name]) for name in wanted))


def spooled(folder: Path, parts: Iterable[bytes]) -> Path:
    """Write what is too much to be held into a file of that folder. Raises WriteError."""
    try:
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
            file.writelines(parts)
    except OSError as error:
        raise WriteError(f"cannot be written: {error.strerror or error}", file=str(folder)) from error
    return Path(file.name)


def checked_blocks(one: Digested) -> Iterator[bytes]:
    """Yield the bytes of a file that was read before. Raises WriteError where they are others by now."""
    name, digest = next(iter(one.digests.items()))
    hashed, size = hashlib.new(name, usedforsecurity=False), 0
    changed = WriteError("was changed while it was being packaged", file=str(one.item.name), hint="try again")
    for block in blocks(one.item.data):
        hashed.update(block)
        size += len(block)
        if size > one.size:
            raise changed
        yield block
    if hashed.hexdigest() != digest:
        raise changed
