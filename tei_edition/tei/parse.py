"""Bytes of XML → tree, with nothing fetched and nothing expanded (XML from outside is hostile)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from lxml import etree

from tei_edition.errors import ReadError, XmlError

MAX_DEPTH = 1000
"""Elements nested deeper than this are refused: no document needs it, and a tree walk must not overflow."""

_DECLARES_ENTITIES = re.compile(rb"<!ENTITY|<\x00!\x00E\x00N|\x00<\x00!\x00E")
"""An entity declaration, in UTF-8 or UTF-16."""

_DECLARES_PARTS = re.compile(rb"<!ENTITY\s+%")
"""A parameter entity: libxml2 refuses one of another file where it expands the document's own entities."""

_DOCTYPES = (b"<!DOCTYPE", b"<\x00!\x00D\x00", b"\x00<\x00!\x00D")
"""A document type declaration, in UTF-8 or UTF-16."""

_ABOUT_IDS = frozenset((etree.ErrorTypes.DTD_ID_REDEFINED, etree.ErrorTypes.DTD_XMLID_VALUE))
"""Errors of libxml2 about values of `xml:id`, doubled or ill-formed."""


def parse_file(path: Path) -> etree._ElementTree:
    """Parse the file; ReadError when it cannot be read, XmlError when it is not well-formed or not safe."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror or error}", file=str(path)) from error
    return parse_bytes(data, str(path))


def parse_bytes(data: bytes, name: str, entities: bool = False) -> etree._ElementTree:
    """Parse XML given as bytes in any encoding XML allows.

    No DTD is loaded, no network touched, no entity but XML's own five expanded; with `entities` also those that the
    document itself defines. Raises XmlError, with line and column, when the data are not well-formed, use other
    entities, or nest deeper than `MAX_DEPTH`. Doubled or ill-formed values of `xml:id` are not refused here: the
    validator tells them.
    """
    if not data.strip():
        raise XmlError("the file is empty", file=name, line=1, column=1, hint="expected a TEI document")
    try:
        root = _root(data, entities)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise XmlError(error.msg or "not well-formed", file=name, line=line, column=max(column, 1)) from error
    tree = root.getroottree()
    _refuse_entities(tree, name)
    _refuse_depth(root, name)
    return tree


def _root(data: bytes, entities: bool) -> etree._Element:
    """Parse; when all that libxml2 objects to are IDs, which it looks at where there is a DTD, parse all the same."""
    parser = _parser(data, entities)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        log: Iterable[etree._LogEntry] = parser.error_log
        if not _ABOUT_IDS.issuperset(entry.type for entry in log):
            raise
        return etree.fromstring(data, _parser(data, entities, recover=True))


def _parser(data: bytes, entities: bool, recover: bool = False) -> etree.XMLParser:
    """Make a parser that fetches nothing."""
    typed = any(mark in data for mark in _DOCTYPES)
    return etree.XMLParser(
        resolve_entities="internal" if entities and not (typed and _DECLARES_PARTS.search(data)) else False,  # type: ignore[arg-type]
        load_dtd=False,
        no_network=True,
        huge_tree=not (
            typed and _DECLARES_ENTITIES.search(data)
        ),  # then libxml2 bounds what entities may expand to
        # without, libxml2 reads the external DTD, if only for its IDs
        collect_ids=typed,
        recover=recover,
    )


def _refuse_entities(tree: etree._ElementTree, name: str) -> None:
    """Raise XmlError when the document refers to an entity that only a DTD could define."""
    for entity in tree.iter(etree.Entity):
        parent = entity.getparent()
        raise XmlError(
            f"the entity {entity.text} is not expanded",
            file=name,
            line=parent.sourceline if isinstance(parent, etree._Element) else None,  # type: ignore[arg-type]
            hint="write the character itself or a numeric reference such as &#8212;",
        )


def _refuse_depth(root: etree._Element, name: str) -> None:
    """Raise XmlError when elements nest deeper than `MAX_DEPTH`."""
    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            raise XmlError(
                f"elements nest deeper than {MAX_DEPTH} levels", file=name, line=element.sourceline
            )
