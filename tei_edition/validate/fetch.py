"""Schema file or address → the same in the local store, with all it includes; only because a user asks for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote, urljoin, urlsplit

from lxml import etree

from tei_edition.errors import ReadError, UsageError
from tei_edition.files import write_files
from tei_edition.tei import parse_bytes
from tei_edition.validate import catalog
from tei_edition.validate.store import INDEX, Stored, store_folder

MOST_FILES, MOST_BYTES, SECONDS = 200, 64_000_000, 30
"""How many files a schema may be made of, how large one may be, and how long a server may take."""

KINDS = (
    "{http://relaxng.org/ns/structure/1.0}",
    "{http://purl.oclc.org/dsdl/schematron}",
    "{http://www.ascc.net/xml/schematron}",
    "{http://www.tei-c.org/ns/1.0}",
)
"""Namespaces of a schema's root."""

INCLUDING = ("include", "externalRef", "extends")
"""Elements whose `@href` names another file of the schema."""

COMPACT = re.compile(r"\b(?:include|external)\s+(?:\"([^\"]*)\"|'([^']*)')")
"""What includes another file in RELAX NG's compact syntax."""


def add(source: str, address: str | None = None, folder: Path | None = None) -> Stored:
    """Store a schema (a file or an http address) and what it includes; it will stand for `address`, else for itself.

    Raises ReadError when it cannot be had, UsageError when it is no schema, WriteError.
    """
    store = folder or store_folder()
    start = source if _on_web(source) else Path(source).resolve().as_uri()
    stands_for = address or start
    files = {_place(stands_for): _checked(source, _get(start, source))}
    waiting = [(start, stands_for, files[_place(stands_for)])]
    while waiting:
        here, as_if, data = waiting.pop()
        for href in _included(data, here):
            there, name = urljoin(here, href), _place(urljoin(as_if, href))
            if name not in files:
                if len(files) >= MOST_FILES:
                    raise UsageError(f"the schema is made of more than {MOST_FILES} files", file=source)
                if _on_web(here) and not _on_web(there):
                    raise UsageError(f"it includes {href}, which is not on the web", file=source)
                files[name] = _get(there, href)
                waiting.append((there, urljoin(as_if, href), files[name]))
    write_files(store, {**files, INDEX: _index(store, stands_for)})
    path = store / _place(stands_for)
    return Stored(path.stem, path, stands_for, "stored")


def _on_web(source: str) -> bool:
    return urlsplit(source).scheme in ("http", "https")


def _get(uri: str, name: str) -> bytes:
    """Read a file, or fetch it."""
    if _on_web(uri):
        return _fetched(uri)
    path = catalog.file_of(uri)
    try:
        return path.read_bytes() if path is not None else b""
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror or error}", file=name) from error


def _fetched(address: str) -> bytes:
    """Fetch over http or https, and over nothing else wherever it redirects to."""
    from urllib import request

    opener = request.OpenerDirector()
    for handler in (
        request.ProxyHandler,
        request.HTTPHandler,
        request.HTTPSHandler,
        request.HTTPDefaultErrorHandler,
        request.HTTPRedirectHandler,
        request.HTTPErrorProcessor,
        request.UnknownHandler,
    ):
        opener.add_handler(handler())
    try:
        with opener.open(request.Request(address), timeout=SECONDS) as answer:
            data: bytes = answer.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise ReadError(f"cannot be fetched: {reason}", file=address) from error
    if len(data) > MOST_BYTES:
        raise ReadError(f"is larger than {MOST_BYTES} bytes", file=address)
    return data


def _checked(source: str, data: bytes) -> bytes:
    """Give the data when they are a schema: a web server may answer with a page that says it has none."""
    if PurePosixPath(urlsplit(source).path).suffix.lower() == ".rnc":
        return data
    root = parse_bytes(data, source).getroot()
    if not str(root.tag).startswith(KINDS):
        raise UsageError(
            "is neither RELAX NG, Schematron nor ODD",
            file=source,
            hint="is this the address of the schema itself?",
        )
    return data


def _included(data: bytes, name: str) -> Iterator[str]:
    """Give the relative addresses of what a schema includes."""
    if urlsplit(name).path.lower().endswith(".rnc"):
        found = [a or b for a, b in COMPACT.findall(data.decode("utf-8", "replace"))]
    else:
        root = parse_bytes(data, name).getroot()
        elements = root.iter(*(kind + tag for kind in KINDS[:3] for tag in INCLUDING))
        found = [element.get("href", "") for element in elements]
    yield from (href.partition("#")[0] for href in found if href.partition("#")[0])


def _place(address: str) -> str:
    """Give the name of an address's file in the store: `files/host/path`."""
    parts = urlsplit(address)
    steps = [quote(unquote(step), safe=" ()+,;=@~") for step in parts.path.split("/")]
    steps = [step for step in steps if step not in ("", ".", "..")] or ["schema"]
    host = re.sub(r"[^\w.-]", "_", parts.netloc).strip(".") or "local"
    query = "_" + quote(parts.query, safe="") if parts.query else ""
    return "/".join(["files", host, *steps]) + query


def _index(store: Path, address: str) -> bytes:
    """Write the store's catalog with one address more."""
    uris = {name: _relative(store, uri) for name, uri, _ in catalog.rows(store / INDEX)}
    uris[address] = quote(_place(address))
    root = etree.Element(catalog.NS + "catalog", nsmap={None: catalog.NS[1:-1]})  # type: ignore[dict-item]
    for name, uri in sorted(uris.items()):
        etree.SubElement(root, catalog.NS + "uri", name=name, uri=uri)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)


def _relative(store: Path, uri: str) -> str:
    path = catalog.file_of(uri)
    inside = path is not None and path.is_relative_to(store.resolve())
    return quote(path.relative_to(store.resolve()).as_posix()) if inside and path is not None else uri
