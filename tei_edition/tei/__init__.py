"""The XML layer: bytes → safe trees → bytes, and walks over mixed content.

The only folder that touches lxml's `text` and `tail`.
"""

from tei_edition.tei.brackets import note_brackets
from tei_edition.tei.names import NS, XML, local, q
from tei_edition.tei.parse import parse_bytes, parse_file
from tei_edition.tei.places import Place, insert_after, insert_at, insert_first, places
from tei_edition.tei.serialise import indent, serialise
from tei_edition.tei.walk import (
    append_child,
    append_comment,
    append_element,
    append_text,
    copy_of,
    inner_text,
    new_document,
    new_element,
    path_of,
    unwrap,
    walk,
    xml_id,
)

__all__ = [
    "NS",
    "XML",
    "Place",
    "append_child",
    "append_comment",
    "append_element",
    "append_text",
    "copy_of",
    "indent",
    "inner_text",
    "insert_after",
    "insert_at",
    "insert_first",
    "local",
    "new_document",
    "new_element",
    "note_brackets",
    "parse_bytes",
    "parse_file",
    "path_of",
    "places",
    "q",
    "serialise",
    "unwrap",
    "walk",
    "xml_id",
]
