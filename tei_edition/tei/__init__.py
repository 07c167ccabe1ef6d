"""The XML layer: bytes → safe trees → bytes, and walks over mixed content.

The only folder that touches lxml's `text` and `tail`.
"""

from tei_edition.tei.names import NS, XML, local, q
from tei_edition.tei.parse import parse_bytes, parse_file
from tei_edition.tei.serialise import serialise
from tei_edition.tei.walk import append_element, append_text, inner_text, path_of, walk

__all__ = [
    "NS",
    "XML",
    "append_element",
    "append_text",
    "inner_text",
    "local",
    "parse_bytes",
    "parse_file",
    "path_of",
    "q",
    "serialise",
    "walk",
]
