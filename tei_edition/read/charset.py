"""The bytes of a web page → its characters, in the encoding it says or must be in."""

from __future__ import annotations

import codecs
import re

from tei_edition.errors import ReadError
from tei_edition.read.source import decode

__all__ = ["decode_page"]

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_HEAD = 4096
"""So far into a page its encoding is declared (the standard looks at 1024 bytes; comments of archives are longer)."""
_MEANT = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
"""What browsers take these names for (WHATWG Encoding Standard, section 4.2)."""


def decode_page(data: bytes, name: str) -> tuple[str, str]:
    """Give a page's text and encoding: by byte order mark, else as UTF-8 where it is, else as it declares.

    Raises ReadError for what is no text in its encoding, or no text at all.
    """
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in data[:_HEAD]:
        return decode(data, name)
    declared = _declared(data)
    if not declared or declared == "utf-8" or _is_utf8(data):
        return decode(data, name)
    try:
        return data.decode(declared), declared
    except UnicodeDecodeError as error:
        if declared == "cp1252":  # five bytes have no meaning there, and browsers show nothing for them
            return data.decode("latin-1").translate(_CP1252), declared
        raise ReadError(
            f"byte {error.start} (0x{data[error.start]:02X}) is no text in {declared}, which the page says it is in",
            code="undecodable",
            file=name,
            line=data.count(b"\n", 0, error.start) + 1,
            hint="save the page as UTF-8",
        ) from error


_CP1252 = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xA0)}
"""Windows' characters in the place of control codes."""


def _declared(data: bytes) -> str:
    """Give Python's name of the encoding a page says it is in; empty where it says none we know."""
    for found in _DECLARED.finditer(data[:_HEAD]):
        try:
            known = codecs.lookup(found[1].decode("ascii", "ignore")).name
        except LookupError:
            continue
        if known.startswith(("utf-16", "utf-32")):  # a page whose ASCII can be read is in neither
            return "utf-8"
        return _MEANT.get(known, known)
    return ""


def _is_utf8(data: bytes) -> bool:
    """Say whether the page is UTF-8 whatever it says: it has such characters, and nothing that is none."""
    try:
        return not data.decode("utf-8").isascii()
    except UnicodeDecodeError:
        return False
