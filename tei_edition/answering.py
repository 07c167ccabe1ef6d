"""An edition's last build → a WSGI application (PEP 3333) that answers programs at `/dts` and `/oai`.

Any server can mount it: `application = tei_edition.api("my-edition")`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import etree

from tei_edition.archive import oai
from tei_edition.archive.answer import Answer
from tei_edition.archive.dts.addresses import Live
from tei_edition.archive.dts.endpoints import answer as answer_dts
from tei_edition.archive.dts.library import Format, Library
from tei_edition.archive.dts.passages import DTS
from tei_edition.built import LEDGER
from tei_edition.edition import load_edition
from tei_edition.errors import TeiEditionError, UsageError
from tei_edition.metadata import Metadata, read_metadata
from tei_edition.render import render_html, render_text
from tei_edition.tei import copy_of, parse_file, q, unwrap

if TYPE_CHECKING:
    from wsgiref.types import StartResponse

__all__ = ["Api", "Built", "Request", "api"]


@dataclass(frozen=True)
class Request:
    """What is asked."""

    path: str
    """The path behind that of the interface."""
    query: str
    """What follows the `?`, or the body of a POST."""
    base: str
    """The address of the interface, without a slash at the end."""
    moment: str
    """When it is asked (`2026-11-23T12:00:00Z`)."""


class Built:
    """An edition as it was built last: read when it is needed, and anew when it has been built again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.edition = load_edition(folder)
        self._seen = 0
        self.refresh()

    def refresh(self) -> None:
        """Read the edition anew if it has been built again. Raises UsageError where it has not been built."""
        ledger = self.edition.output / LEDGER
        if not ledger.is_file():
            raise UsageError(
                "the edition has not been built", file=str(self.folder), hint="tei-edition build"
            )
        if (seen := ledger.stat().st_mtime_ns) == self._seen:
            return
        self._seen = seen
        self.edition = load_edition(self.folder)
        files = json.loads(ledger.read_text("utf-8"))["files"]
        slugs = [one.slug for one in self.edition.articles if f"tei/{one.slug}.xml" in files]
        self.metadata: Metadata = read_metadata(self.edition, _Trees(slugs, self.read))
        self.library = Library(self.metadata, self.read, FORMATS)
        self.repository = oai.repository_of(self.metadata, self.read, self.edition.withdrawn)

    def read(self, slug: str) -> etree._ElementTree:
        """Give an article's TEI."""
        return parse_file(self.edition.output / f"tei/{slug}.xml")


class _Trees(Mapping[str, etree._ElementTree]):
    """Documents by their slugs, each read when it is asked for and not kept."""

    def __init__(self, slugs: Iterable[str], read: Callable[[str], etree._ElementTree]) -> None:
        self.slugs, self.read = dict.fromkeys(slugs), read

    def __getitem__(self, slug: str) -> etree._ElementTree:
        return self.read(slug)

    def __iter__(self) -> Iterator[str]:
        return iter(self.slugs)

    def __len__(self) -> int:
        return len(self.slugs)


def _html(passage: etree._Element, whole: etree._Element) -> bytes:
    """Give a passage as a page, with the header and the register of the document it is from."""
    return render_html(_readable(passage, whole)).html.encode()


def _text(passage: etree._Element, whole: etree._Element) -> bytes:
    """Give a passage as text, a paragraph a line."""
    return render_text(_readable(passage, whole), plain=True).text.encode()


def _readable(passage: etree._Element, whole: etree._Element) -> etree._ElementTree:
    """Give a document that can be read: without wrapper, with all that stands before the text."""
    made = copy_of(passage)
    wrappers = list(made.iter(f"{{{DTS}}}wrapper"))
    unwrap(made, wrappers)
    before = [copy_of(one) for one in whole.iterchildren(q("teiHeader"), q("standOff"))] if wrappers else []
    for number, one in enumerate(before):
        made.insert(number, one)
    return made.getroottree()


FORMATS: Mapping[str, Format] = {"text/html": _html, "text/plain": _text}
"""Media types in which passages can be had besides TEI."""


def _dts(built: Built, request: Request) -> Answer:
    return answer_dts(built.library, Live(request.base), request.path, request.query)


def _oai(built: Built, request: Request) -> Answer:
    if request.path.strip("/"):
        return _plain(404, "the address of the repository ends before that")
    return oai.answer(built.repository, request.base, request.query, request.moment)


INTERFACES: Mapping[str, Callable[[Built, Request], Answer]] = {"/dts": _dts, "/oai": _oai}
"""Paths, and what answers there."""
METHODS: Mapping[str, tuple[str, ...]] = {"/dts": ("GET", "HEAD"), "/oai": ("GET", "HEAD", "POST")}
"""How each may be asked."""
LONGEST = 100_000
"""The body of a request has no more bytes."""


def utc() -> datetime:
    """Tell the time: an answer of OAI-PMH says when it was given."""
    return datetime.now(UTC)


class Api:
    """A WSGI application that answers under the paths of the interfaces."""

    def __init__(self, folder: Path, address: str = "", now: Callable[[], datetime] = utc) -> None:
        self.built = Built(folder)
        self.now = now
        self.address = address.rstrip("/")

    def answers(self, path: str) -> bool:
        """Tell whether there is an interface at that path."""
        return _interface(path) is not None

    def __call__(self, environ: dict[str, Any], respond: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        found = self._answer(environ)
        headers = [
            *found.headers,
            ("Content-Length", str(len(found.body))),
            ("Access-Control-Allow-Origin", "*"),
        ]
        respond(f"{found.status} {HTTPStatus(found.status).phrase}", headers)
        return [] if environ.get("REQUEST_METHOD") == "HEAD" else [found.body]

    def _answer(self, environ: Mapping[str, Any]) -> Answer:
        path = environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8", "replace")
        prefix = _interface(path)
        if prefix is None:
            return _plain(404, f"here are {', '.join(INTERFACES)}")
        if environ.get("REQUEST_METHOD", "GET") not in METHODS[prefix]:
            return _plain(405, f"only {', '.join(METHODS[prefix])}", ("Allow", ", ".join(METHODS[prefix])))
        base = (self.address or _address(environ)) + prefix
        try:
            self.built.refresh()
            moment = self.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            asked = Request(path.removeprefix(prefix), _query(environ), base, moment)
            return INTERFACES[prefix](self.built, asked)
        except TeiEditionError as error:
            return _plain(503, f"the edition cannot be read: {error.message}")


def api(folder: Path | str = ".", address: str = "", now: Callable[[], datetime] = utc) -> Api:
    """Give a WSGI application that answers programs about the edition in the folder, as it was built last.

    `address` is the one it is known by, where that cannot be told from a request, as behind a proxy; `now` tells the
    time. Raises    ConfigError when the folder holds no edition, UsageError when it has not been built.
    """
    return Api(Path(folder), address, now)


def _query(environ: Mapping[str, Any]) -> str:
    """Give what is asked: what follows the `?`, or the body of a POST."""
    if environ.get("REQUEST_METHOD") != "POST":
        return str(environ.get("QUERY_STRING", ""))
    size = str(environ.get("CONTENT_LENGTH") or "0")
    data = environ["wsgi.input"].read(min(int(size), LONGEST) if size.isdecimal() else 0)
    return str(data.decode("utf-8", "replace"))


def _interface(path: str) -> str | None:
    """Give the path of the interface that a path leads to."""
    return next((one for one in INTERFACES if path == one or path.startswith(f"{one}/")), None)


def _address(environ: Mapping[str, Any]) -> str:
    """Give the address of the application, as the client knows it."""
    host = environ.get("HTTP_HOST", "")
    if not re.fullmatch(r"(?:[\w.-]+|\[[0-9A-Fa-f:.]+\])(?::\d+)?", host, re.ASCII):
        host = f"{environ.get('SERVER_NAME', 'localhost')}:{environ.get('SERVER_PORT', '80')}"
    return f"{environ.get('wsgi.url_scheme', 'http')}://{host}{environ.get('SCRIPT_NAME', '').rstrip('/')}"


def _plain(status: int, words: str, *headers: tuple[str, str]) -> Answer:
    return Answer(status, (("Content-Type", "text/plain; charset=utf-8"), *headers), f"{words}\n".encode())
