"""An edition's folder → its pages at an address of this machine, made anew when a file of the folder changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from pathlib import Path, PurePosixPath
from threading import Thread
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

from tei_edition.answering import Api
from tei_edition.articles import Made, make_article
from tei_edition.diagnostics import Diagnostic
from tei_edition.edition import ArticleConfig, load_edition
from tei_edition.errors import TeiEditionError, UsageError
from tei_edition.outcome import as_finding
from tei_edition.pipeline import preview
from tei_edition.report import as_text

if TYPE_CHECKING:
    from wsgiref.types import StartResponse

    from tei_edition.encode.article import Setting

HOST = "127.0.0.1"
"""Where the pages are served: to this machine only."""

STATE = "/.state"
"""The path that tells how often the edition was made."""

KINDS = {
    ".html": "text/html", ".css": "text/css", ".txt": "text/plain", ".xml": "application/xml",
    ".json": "application/json", ".rng": "application/xml", ".sch": "application/xml", ".rnc": "text/plain",
    ".bib": "text/plain", ".ris": "text/plain", ".jsonld": "application/ld+json",
}  # fmt: skip
"""Media types by the files' endings."""

RELOAD = """<script>
setInterval(async () => {
  try { if (await (await fetch("%s")).text() !== "%d") location.reload(); } catch {}
}, 1000);
</script>
"""
"""What a served page does that one on disk does not: it is loaded anew when it has been made anew."""

FINDINGS = """<aside role="status" style="border-block-end: 3px solid; padding: 1em; overflow: auto">
<pre style="margin: 0; white-space: pre-wrap">%s</pre>
</aside>
"""
"""What is wrong with the edition, above the page."""

NO_PAGE = "<!DOCTYPE html>\n<html lang='en'><head><title>%s</title></head><body>\n<p>%s</p>\n</body></html>\n"
"""A page that is not the edition's."""


class Preview:
    """A WSGI application (PEP 3333) that answers with an edition's files, as they would be built now.

    Nothing is written. Where the edition cannot be made, the pages of the last time are shown with what is wrong.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made = 0
        self.files: Mapping[str, bytes] = {}
        self.findings: Sequence[Diagnostic] = ()
        self._seen: dict[Path, tuple[int, int]] = {}
        self._articles: dict[str, tuple[object, Made]] = {}

    def __call__(self, request: dict[str, Any], respond: StartResponse) -> Iterable[bytes]:
        """Answer a request for a file; only this machine's own names of itself are listened to."""
        if request.get("HTTP_HOST", HOST).partition(":")[0] not in (HOST, "localhost"):
            return _answer(respond, "403 Forbidden", ".txt", b"not this machine's name\n")
        self.refresh()
        path = request.get("PATH_INFO", "/").encode("latin-1").decode("utf-8", "replace")
        if path == STATE:
            return _answer(respond, "200 OK", ".txt", str(self.made).encode())
        name = path.removeprefix("/")
        if name in ("", "html", "html/"):
            respond("302 Found", [("Location", "/html/index.html"), ("Content-Length", "0")])
            return []
        suffix = PurePosixPath(name).suffix
        if name in self.files and suffix != ".html":
            return _answer(respond, "200 OK", suffix, self.files[name])
        if name in self.files:
            return _answer(respond, "200 OK", suffix, self._page(self.files[name].decode()))
        told = "The edition cannot be made." if self.findings else f"There is no {escape(name)}."
        return _answer(respond, "404 Not Found", ".html", self._page(NO_PAGE % ("No page", told)))

    def refresh(self) -> None:
        """Make the edition anew if a file has changed since it was made last."""
        seen = {
            path: (stat.st_mtime_ns, stat.st_size)
            for path in sorted(self.folder.rglob("*"))
            if not path.name.startswith(".") and path.is_file() and (stat := path.stat())
        }
        if seen == self._seen:
            return
        self._seen = seen
        self.made += 1
        try:
            result = preview(self.folder, self._article)
        except TeiEditionError as error:
            self.findings = [as_finding(error, self.folder)]
        else:
            self.files, self.findings = result.files, result.diagnostics

    def _article(self, config: ArticleConfig, setting: Setting) -> Made:
        """Make an article, unless it and all around it are as they were."""
        around = [self.folder / "edition.toml", setting.edition and setting.edition.register]
        parts = [config.path, config.draft and config.draft.path, *around]
        key = (config, *(part.read_bytes() if part else b"" for part in parts))
        known = self._articles.get(config.slug)
        if known is None or known[0] != key:
            known = self._articles[config.slug] = (key, make_article(config, setting))
        return known[1]

    def _page(self, html: str) -> bytes:
        """Put what is wrong above a page, and what loads it anew below."""
        told = FINDINGS % escape(as_text(self.findings)) if self.findings else ""
        head, body, rest = html.partition("<body")
        tag, end, rest = rest.partition(">")
        html = f"{head}{body}{tag}{end}\n{told}{rest}"
        before, close, after = html.rpartition("</body>")
        return f"{before}{RELOAD % (STATE, self.made)}{close}{after}".encode()


class WithApi:
    """A WSGI application: the preview, and what answers programs from the last build."""

    def __init__(self, folder: Path) -> None:
        self.preview = Preview(folder)
        self.api = Api(folder)

    def __call__(self, request: dict[str, Any], respond: StartResponse) -> Iterable[bytes]:
        """Answer a request, for a program or for a reader."""
        programs = self.api.answers(request.get("PATH_INFO", ""))
        return (self.api if programs else self.preview)(request, respond)


def serve(
    folder: Path | str = ".",
    port: int = 8000,
    started: Callable[[str], None] = lambda _address: None,
    *,
    api: bool = False,
) -> None:
    """Serve the edition in the folder to this machine, until interrupted; `started` is told the address.

    Nothing is written. Port 0 takes a free one. With `api` programs are answered as well, from the last build.
    Raises ConfigError when the folder holds no edition, UsageError when the port is taken, or when the edition has
    not been built and programs are to be answered.
    """
    load_edition(Path(folder))
    application = WithApi(Path(folder)) if api else Preview(Path(folder))
    try:
        server = make_server(HOST, port, application, handler_class=_Quiet)
    except OSError as error:
        told = f"port {port} of this machine cannot be used: {error.strerror}"
        raise UsageError(told, hint="take another one: --port 8001") from error
    thread = Thread(target=server.serve_forever, daemon=True)  # in this one an interrupt could be swallowed
    with server:
        thread.start()
        started(f"http://{HOST}:{server.server_port}/")
        try:
            while thread.is_alive():
                thread.join(1)
        finally:
            server.shutdown()


class _Quiet(WSGIRequestHandler):
    """Answers requests and says nothing of them."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def _answer(respond: StartResponse, status: str, suffix: str, data: bytes) -> list[bytes]:
    """Answer with data of the kind that a file's ending names."""
    kind = KINDS.get(suffix, "application/octet-stream")
    text = "" if kind == "application/octet-stream" else "; charset=utf-8"
    headers = [
        ("Content-Type", kind + text),
        ("Content-Length", str(len(data))),
        ("Cache-Control", "no-store"),
    ]
    respond(status, headers)
    return [data]
