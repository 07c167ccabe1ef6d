"""A .docx file → the parts of the document in it; what is broken, encrypted, or made to burst is refused.

A document is a zip archive of XML parts (ECMA-376, part 2).
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from tei_edition.errors import ReadError, XmlError
from tei_edition.tei import local, parse_bytes

__all__ = ["Package", "open_package", "value_of"]

_MOST_PARTS = 5_000
_LARGEST = 64 * 1024 * 1024
"""No part of a document that anybody wrote is larger when unpacked."""
_ALL = 256 * 1024 * 1024
_RATIO = 1_000
"""Text shrinks to a tenth; a part that has shrunk to so small a part of itself is made to burst."""
_MAIN = "officeDocument"
_WORD = "wordprocessingml"


@dataclass(frozen=True)
class Package:
    """A document's parts."""

    file: str
    """The file's name, for messages."""
    archive: zipfile.ZipFile
    """The archive."""
    main: str
    """The name of the part with the text."""
    relations: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """What the text refers to, by id: kind (`hyperlink`, `image`, `footnotes`, …) and target."""

    def part(self, kind: str) -> etree._Element | None:
        """Give the part of that kind that the text refers to; `None` where there is none."""
        names = [target for of, target in self.relations.values() if of == kind]
        return self.parse(names[0]) if names and names[0] in self.archive.namelist() else None

    def parts(self, kind: str) -> list[etree._Element]:
        """Give all parts of that kind, sorted by name."""
        names = sorted({target for of, target in self.relations.values() if of == kind})
        return [self.parse(name) for name in names if name in self.archive.namelist()]

    def parse(self, name: str) -> etree._Element:
        """Parse a part. Raises ReadError where it is broken."""
        return _parsed(self.archive, name, self.file)

    def picture(self, relation: str) -> tuple[str, bytes] | None:
        """Give name and bytes of the picture that the text refers to by that id; `None` where there is none."""
        kind, target = self.relations.get(relation, ("", ""))
        if kind != "image" or target not in self.archive.namelist():
            return None
        return posixpath.basename(target), _part(self.archive, target, self.file)

    @cached_property
    def properties(self) -> etree._Element | None:
        """What the document says of itself (`docProps/core.xml`)."""
        name = "docProps/core.xml"
        return self.parse(name) if name in self.archive.namelist() else None


def open_package(data: bytes, file: str) -> Package:
    """Open a document. Raises ReadError where it is none, broken, encrypted, or would fill the memory."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        message = "the file is an old Word document, or one with a password"
        raise ReadError(
            message, file=file, hint="open it in a word processor and save it as .docx, without password"
        )
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        hint = "open it in a word processor, which may mend it, and save it again"
        raise ReadError(
            "the file is no Word document: its zip archive is broken", file=file, hint=hint
        ) from error
    _refuse_bombs(infos, file)
    names = set(archive.namelist())
    if "_rels/.rels" not in names:
        raise ReadError("the file is a zip archive, and no Word document", file=file, hint="save it as .docx")
    top = _relations(archive, "", file)
    main = next((target for kind, target in top.values() if kind == _MAIN), "")
    types = _part(archive, "[Content_Types].xml", file) if "[Content_Types].xml" in names else b""
    if main not in names or _WORD.encode() not in types:
        raise ReadError(
            "the file is an office document, but none of Word", file=file, hint="save it as .docx"
        )
    return Package(file, archive, main, _relations(archive, main, file))


def _refuse_bombs(infos: list[zipfile.ZipInfo], file: str) -> None:
    """Raise ReadError for an archive that is encrypted or would unpack to more than we hold."""
    if any(info.flag_bits & 1 for info in infos):
        raise ReadError("the document is encrypted", file=file, hint="save it without password")
    large = [info for info in infos if info.file_size > _LARGEST]
    steep = [
        info
        for info in infos
        if info.file_size > 2**20 and info.file_size > _RATIO * max(info.compress_size, 1)
    ]
    whole = sum(info.file_size for info in infos)
    if large or steep or whole > _ALL or len(infos) > _MOST_PARTS:
        raise ReadError(
            f"the document would unpack to {whole / 2**20:.0f} MiB in {len(infos)} parts: it is not opened",
            file=file,
            hint="if it is no trap, save it anew without pictures",
        )


def _part(archive: zipfile.ZipFile, name: str, file: str) -> bytes:
    try:
        with archive.open(name) as part:
            data = part.read(_LARGEST + 1)
    except (
        zipfile.BadZipFile,
        OSError,
        RuntimeError,
        NotImplementedError,
        EOFError,
        ValueError,
        KeyError,
    ) as error:
        raise _broken(name, file) from error
    except Exception as error:  # zlib.error and its like have no common ancestor
        raise _broken(name, file) from error
    return data


def _broken(name: str, file: str) -> ReadError:
    hint = "open the document in a word processor, which may mend it, and save it again"
    return ReadError(f"the document is broken: its part {name} cannot be unpacked", file=file, hint=hint)


def _parsed(archive: zipfile.ZipFile, name: str, file: str) -> etree._Element:
    try:
        return parse_bytes(_part(archive, name, file), name).getroot()
    except XmlError as error:
        raise ReadError(
            f"the document is broken: its part {name} is no XML that we can read ({error.message})",
            file=file,
            hint="open the document in a word processor, which may mend it, and save it again",
        ) from error


def _relations(archive: zipfile.ZipFile, part: str, file: str) -> dict[str, tuple[str, str]]:
    """Give what a part refers to, targets within the archive as names of parts."""
    folder, name = posixpath.split(part)
    where = posixpath.join(folder, "_rels", f"{name}.rels")
    if where not in archive.namelist():
        return {}
    found: dict[str, tuple[str, str]] = {}
    for relation in _parsed(archive, where, file):
        if not isinstance(relation.tag, str):
            continue
        kind, target = relation.get("Type", "").rpartition("/")[2], relation.get("Target", "")
        if relation.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
        found[relation.get("Id", "")] = (kind, target)
    return found


def value_of(element: etree._Element | None, path: str, name: str = "val") -> str | None:
    """Give an attribute of the element found by stepping down local names; `None` where there is no element."""
    for step in path.split("/") if path else ():
        element = (
            next((child for child in element if local(child) == step), None) if element is not None else None
        )
    if element is None:
        return None
    return next(
        (str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), ""
    )
