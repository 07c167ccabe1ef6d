"""Files, each digested, and an edition's metadata → PREMIS 3 and METS, entity by entity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import Any, BinaryIO, cast

from lxml import etree

from tei_edition.archive.items import Digested, media_type
from tei_edition.metadata import Work
from tei_edition.metadata.markup import XSI, Node, as_element
from tei_edition.metadata.mods import MODS, XLINK, mods_node

__all__ = ["mets", "premis"]

PREMIS = "http://www.loc.gov/premis/v3"
METS = "http://www.loc.gov/METS/"

_NAMES = {"sha256": "SHA-256", "sha512": "SHA-512", "md5": "MD5", "sha1": "SHA-1"}
"""What METS and PREMIS call the algorithms."""


def premis(work: Work, files: Sequence[Digested]) -> Iterator[bytes]:
    """Yield, bit by bit, size, format and digest of each file, what made them, and who did it (PREMIS 3.0)."""
    namespaces = {"premis": PREMIS, "xsi": XSI}
    schema = f"{PREMIS} http://www.loc.gov/standards/premis/v3/premis-v3-0.xsd"
    root = {"version": "3.0", "xsi:schemaLocation": schema}
    return _streamed(("premis:premis", root, _premis(work, files)), namespaces)


def _premis(work: Work, files: Iterable[Digested]) -> Iterator[Node]:
    known = (
        ("local", work.id),
        ("DOI", work.doi),
        ("DOI of all versions", work.concept_doi),
        ("URI", work.url),
    )
    names = [_identified("object", kind, value) for kind, value in known if value]
    yield (
        "premis:object",
        {"xsi:type": "premis:intellectualEntity"},
        [
            *names,
            ("premis:originalName", {}, work.full_title),
        ],
    )
    for one in files:
        fixity: list[Node] = [
            ("premis:fixity", {}, [
                ("premis:messageDigestAlgorithm", {}, _NAMES[name]),
                ("premis:messageDigest", {}, one.digests[name]),
            ])
            for name in sorted(one.digests)
        ]  # fmt: skip
        form: Node = ("premis:formatDesignation", {}, [("premis:formatName", {}, media_type(one.item))])
        yield (
            "premis:object",
            {"xsi:type": "premis:file"},
            [
                _identified("object", "path", one.item.name),
                (
                    "premis:objectCharacteristics",
                    {},
                    [*fixity, ("premis:size", {}, str(one.size)), ("premis:format", {}, [form])],
                ),
                ("premis:originalName", {}, one.item.name),
            ],
        )
    yield (
        "premis:event",
        {},
        [
            _identified("event", "local", f"{work.id}-{work.version}-packaged"),
            ("premis:eventType", {}, "information package creation"),
            ("premis:eventDateTime", {}, work.date or "unknown"),
            (
                "premis:linkingAgentIdentifier",
                {},
                [
                    ("premis:linkingAgentIdentifierType", {}, "local"),
                    ("premis:linkingAgentIdentifierValue", {}, "software"),
                ],
            ),
        ],
    )
    yield (
        "premis:agent",
        {},
        [
            _identified("agent", "local", "software"),
            ("premis:agentName", {}, work.software),
            ("premis:agentType", {}, "software"),
        ],
    )


def _identified(what: str, kind: str, value: str) -> Node:
    start = f"premis:{what}Identifier"
    return start, {}, [(f"{start}Type", {}, kind), (f"{start}Value", {}, value)]


def mets(work: Work, files: Sequence[Digested]) -> Iterator[bytes]:
    """Yield, bit by bit, the catalogue entry, all files with digests, and how they hang together (METS 1.12)."""
    namespaces = {"mets": METS, "mods": MODS, "xlink": XLINK, "xsi": XSI}
    schema = f"{METS} http://www.loc.gov/standards/mets/mets.xsd"
    root = {"OBJID": work.identifier, "LABEL": work.full_title, "xsi:schemaLocation": schema}
    return _streamed(("mets:mets", root, _mets(work, files)), namespaces)


def _mets(work: Work, files: Sequence[Digested]) -> Iterator[Node]:
    created = {"CREATEDATE": f"{work.date}T00:00:00Z"} if len(work.date) == 10 else {}
    agent = {"ROLE": "CREATOR", "TYPE": "OTHER", "OTHERTYPE": "SOFTWARE"}
    yield "mets:metsHdr", created, [("mets:agent", agent, [("mets:name", {}, work.software)])]
    catalogue: Node = ("mets:xmlData", {}, [mods_node(work, "mods:")])
    yield "mets:dmdSec", {"ID": "dmd"}, [("mets:mdWrap", {"MDTYPE": "MODS"}, [catalogue])]
    folders = list(dict.fromkeys(map(_folder, files)))
    yield "mets:fileSec", {}, (("mets:fileGrp", {"USE": use}, _group(files, use)) for use in folders)
    parts = (("mets:div", {"TYPE": "folder", "LABEL": use}, _pointers(files, use)) for use in folders)
    whole = {"TYPE": "edition", "LABEL": work.full_title, "DMDID": "dmd"}
    yield "mets:structMap", {"TYPE": "physical"}, iter([("mets:div", whole, parts)])


def _folder(one: Digested) -> str:
    return one.item.name.partition("/")[0] if "/" in one.item.name else "package"


def _group(files: Sequence[Digested], use: str) -> Iterator[Node]:
    """Yield the files of a folder."""
    for number, one in enumerate(files, 1):
        if _folder(one) == use:
            yield _mets_file(number, one)


def _pointers(files: Sequence[Digested], use: str) -> Iterator[Node]:
    """Yield pointers to them."""
    for number, one in enumerate(files, 1):
        if _folder(one) == use:
            yield "mets:fptr", {"FILEID": f"f{number}"}, ""


def _mets_file(number: int, one: Digested) -> Node:
    facts = {
        "ID": f"f{number}",
        "MIMETYPE": media_type(one.item),
        "SIZE": str(one.size),
        "CHECKSUM": one.digests["sha256"],
        "CHECKSUMTYPE": _NAMES["sha256"],
    }
    place = {"LOCTYPE": "URL", "xlink:type": "simple", "xlink:href": f"../{one.item.name}"}
    return "mets:file", facts, [("mets:FLocat", place, "")]


def _streamed(root: Node, namespaces: dict[str, str]) -> Iterator[bytes]:
    """Yield a document; what the content of an element is an iterator of is written child by child."""
    out = BytesIO()
    with etree.xmlfile(cast(BinaryIO, out), encoding="UTF-8") as file:
        file.write_declaration()
        for _ in _written(file, root, namespaces):
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue() + b"\n"


def _written(file: Any, node: Node, namespaces: dict[str, str]) -> Iterator[None]:
    """Write an element; stop wherever what was written may be taken away."""
    name, attributes, content = node
    if not isinstance(content, Iterator):
        file.write(as_element(node, namespaces))
        return
    empty = as_element((name, attributes, []), namespaces)
    with file.element(empty.tag, attrib=dict(empty.attrib.items()), nsmap=empty.nsmap):
        for child in content:
            file.write("\n")
            yield from _written(file, child, namespaces)
            file.flush()
            yield
        file.write("\n")
