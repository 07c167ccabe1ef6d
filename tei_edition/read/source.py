"""A file → `Source`: its bytes decoded, or a `ReadError` that says where and why they are no text."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from tei_edition.errors import ReadError
from tei_edition.model import Source

__all__ = ["MAX_BYTES", "decode", "read_bytes", "read_source"]

MAX_BYTES = 32 * 1024 * 1024
"""The largest file we read: an article is a hundredth of this, a library's dump is not an article."""

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks; those of UTF-32 first, for that of UTF-16 is their beginning."""

_FORMATS = (
    (b"\x89PNG", "a PNG image"),
    (b"GIF8", "a GIF image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive (as .docx, .odt and .epub are)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "a file of an old word processor"),
    (b"{\\rtf", "an RTF file"),
)
"""How files that are no text begin."""

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""Characters that XML 1.0 (section 2.2) has no place for; a form feed is read as the end of a line."""

_LINE_END = re.compile("\r\n|[\n\r\x0c\x85\u2028\u2029]")


def read_source(path: Path | str) -> Source:
    """Read and decode a file. Raises ReadError."""
    name = str(path)
    data = read_bytes(Path(path), name)
    text, encoding = decode(data, name)
    if not text.strip("\ufeff") or text.isspace():
        raise ReadError("the file has no text", code="empty", file=name)
    _refuse_illegal(text, name)
    return Source(name, text, encoding)


def read_bytes(path: Path, name: str) -> bytes:
    """Give the file's bytes, unless it is none, or too large, or may not be read."""
    try:
        if path.is_dir():
            raise ReadError("this is a folder, not a file", file=name)
        if path.exists() and not path.is_file():
            raise ReadError("this is not a regular file", file=name)
        if (size := path.stat().st_size) > MAX_BYTES:
            message = f"the file has {size / 2**20:.0f} MiB, more than the {MAX_BYTES // 2**20} MiB we read"
            raise ReadError(message, file=name, hint="split it into articles")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ReadError(f"the file cannot be read: {reason}", file=name) from error


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Give the text and the encoding it is in: by byte order mark, as UTF-8, as UTF-16, else as cp1252."""
    if kind := next((kind for magic, kind in _FORMATS if data.startswith(magic)), ""):
        raise ReadError(f"the file is not text: it is {kind}", file=name, hint="export its text")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data, encoding, name, len(mark)), encoding
    encoding = _without_mark(data, name)
    return _strict(data, encoding, name, 0), encoding


def _strict(data: bytes, encoding: str, name: str, skip: int) -> str:
    """Decode what follows the first `skip` bytes; an undecodable byte is an error with its place."""
    try:
        return data[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        offset = skip + error.start
        before = data[skip:offset].decode(encoding, "replace")
        raise ReadError(
            f"byte {offset} (0x{data[offset]:02X}) is no text in {encoding}",
            code="undecodable",
            file=name,
            line=len(_LINE_END.findall(before)) + 1,
            hint="save the file as UTF-8",
        ) from error


_UNDEFINED_IN_CP1252 = b"\x81\x8d\x8f\x90\x9d"


def _without_mark(data: bytes, name: str) -> str:
    """Guess the encoding of a file without byte order mark."""
    if b"\0" in data:
        return _utf16_by_zeros(data, name)
    valid, broken = _utf8_score(data)
    if not broken or (valid and valid >= broken):
        return "utf-8"
    undefined = valid and any(byte in data for byte in _UNDEFINED_IN_CP1252)
    return "utf-8" if undefined else "cp1252"  # if it can be neither, the place to mend is where UTF-8 breaks


def _utf16_by_zeros(data: bytes, name: str) -> str:
    """Tell UTF-16 by where its zero bytes stand: most characters of a western text have one, on one side."""
    head = data[:8192]
    pairs = max(len(head) // 2, 1)
    even, odd = head[::2].count(0) / pairs, head[1::2].count(0) / pairs
    if odd > 0.4 and even < 0.05:
        return "utf-16-le"
    if even > 0.4 and odd < 0.05:
        return "utf-16-be"
    raise ReadError("the file is not text: it has zero bytes", file=name, hint="export its text")


def _utf8_score(data: bytes) -> tuple[int, int]:
    """Count the well-formed characters of several bytes, and the bytes that belong to none."""
    text = data.decode("utf-8", "surrogateescape")
    broken = len(re.findall("[\udc80-\udcff]", text))
    return len(re.findall("[^\x00-\x7f]", text)) - broken, broken


def _refuse_illegal(text: str, name: str) -> None:
    """Raise ReadError for the first character that no XML document can hold."""
    found = _ILLEGAL.search(text)
    if not found:
        return
    if text.count("\0") or len(_ILLEGAL.findall(text)) * 100 > len(text) + 300:
        raise ReadError("the file is not text: it is full of control characters", file=name)
    ends = list(_LINE_END.finditer(text, 0, found.start()))
    raise ReadError(
        f"the character U+{ord(found[0]):04X} cannot stand in XML",
        file=name,
        line=len(ends) + 1,
        column=found.start() - (ends[-1].end() if ends else 0) + 1,
        hint="delete it, or put in its place the character that was meant",
    )
