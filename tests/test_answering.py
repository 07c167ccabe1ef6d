"""The interfaces for programs: mounted in any server, they answer from the last build and follow the next."""

import io
import json
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

import pytest

from tei_edition import api, build
from tei_edition.answering import Api
from tei_edition.errors import UsageError
from tei_edition.serving import WithApi
from tests.support import make_edition


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = make_edition(tmp_path)
    assert build(made).ok
    return made


def get(application: Api, path: str, query: str = "", **more: str) -> tuple[str, dict[str, str], bytes]:
    """Ask as a server does that follows the rules."""
    request: dict[str, Any] = {
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SCRIPT_NAME": "",
        "HTTP_HOST": "example.org:8080",
        **more,
    }
    setup_testing_defaults(request)
    told: list[Any] = []
    parts = validator(application)(request, lambda status, headers, *_: told.extend((status, dict(headers))))
    body = b"".join(parts)
    parts.close()  # type: ignore[attr-defined]
    return told[0], told[1], body


def test_every_address_leads_on(folder: Path) -> None:
    application = api(folder)
    status, headers, body = get(application, "/dts", SCRIPT_NAME="/edition")
    assert status == "200 OK" and headers["Content-Type"] == "application/ld+json"
    assert headers["Access-Control-Allow-Origin"] == "*"
    entry = json.loads(body)
    assert entry["@id"] == "http://example.org:8080/edition/dts"
    assert entry["document"].startswith("http://example.org:8080/edition/dts/document{?")
    assert json.loads(get(api(folder, "https://e.org/x/"), "/dts/")[2])["@id"] == "https://e.org/x/dts"


def test_passages_of_the_last_build(folder: Path) -> None:
    application = api(folder)
    status, headers, body = get(application, "/dts/document", "resource=a&tree=address&ref=p2")
    assert status == "200 OK" and b"for some time" in body
    assert headers["Link"] == '<http://example.org:8080/dts/collection?id=a>; rel="collection"'
    assert int(headers["Content-Length"]) == len(body)
    path = folder / "a.txt"
    path.write_text(path.read_text().replace("for some time", "for a long time"))
    assert get(application, "/dts/document", "resource=a&tree=address&ref=p2")[2] == body
    assert build(folder).ok
    assert b"for a long time" in get(application, "/dts/document", "resource=a&tree=address&ref=p2")[2]


def test_passages_to_read(folder: Path) -> None:
    application = api(folder)
    page = get(application, "/dts/document", "resource=a&tree=address&ref=p2&mediaType=text/html")
    assert page[1]["Content-Type"] == "text/html; charset=utf-8"
    assert b"<title>The Title of It" in page[2] and b"It goes on for some time." in page[2]
    assert b"words are lost" not in page[2]
    text = get(application, "/dts/document", "resource=a&tree=address&start=p2&end=i1&mediaType=text/plain")[
        2
    ].decode()
    assert text.splitlines() == [
        "It goes on for some time.",
        "A section",
        "1. The first thing that is to be said.",
    ]
    whole = get(application, "/dts/document", "resource=a&mediaType=text/plain")[2]
    assert whole == (folder / "build/text/a.plain.txt").read_bytes()


def test_what_it_does_not_answer(folder: Path) -> None:
    application = api(folder)
    assert get(application, "/")[0] == get(application, "/dtsx")[0] == "404 Not Found"
    assert get(application, "/dts", REQUEST_METHOD="POST")[:2][0] == "405 Method Not Allowed"
    assert get(application, "/dts/navigation")[0] == "400 Bad Request"
    assert get(application, "/dts", REQUEST_METHOD="HEAD")[2] == b""
    odd = json.loads(get(application, "/dts", HTTP_HOST='e"><x', SERVER_NAME="e.org", SERVER_PORT="80")[2])
    assert odd["@id"] == "http://e.org:80/dts"
    (folder / "build/tei/a.xml").unlink()
    assert get(application, "/dts/document", "resource=a")[0] == "503 Service Unavailable"


def test_an_edition_must_have_been_built(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="has not been built"):
        api(make_edition(tmp_path))


def test_serve_answers_readers_and_programs(folder: Path) -> None:
    quiet = type("Quiet", (WSGIRequestHandler,), {"log_message": lambda *_: None})
    with make_server("127.0.0.1", 0, WithApi(folder), handler_class=quiet) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            address = f"http://127.0.0.1:{server.server_port}"
            with urllib.request.urlopen(f"{address}/dts/collection") as found:
                assert json.load(found)["member"][0]["collection"].startswith(f"{address}/dts/collection?id=")
            with urllib.request.urlopen(f"{address}/html/dts/index.jsonld") as found:
                assert found.headers["Content-Type"].startswith("application/ld+json")
        finally:
            server.shutdown()


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    """The address of a server of an edition, one of whose articles was withdrawn."""
    toml = folder / "edition.toml"
    toml.write_text(f'withdrawn = ["lost"]\n{toml.read_text("utf-8")}', "utf-8")
    (folder / "lost.ids.toml").write_text("", "utf-8")
    assert build(folder).ok
    server = make_server("127.0.0.1", 0, validator(api(folder)), handler_class=_Silent)
    thread = Thread(target=server.serve_forever, daemon=True)
    with server:
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_post_is_answered_as_a_get(folder: Path) -> None:
    application = api(folder, now=lambda: datetime(2026, 11, 23, 12, tzinfo=UTC))
    got = get(application, "/oai", "verb=Identify")
    assert b"<responseDate>2026-11-23T12:00:00Z<" in got[2]
    body = io.BytesIO(b"verb=Identify")
    told: list[str] = []
    request = {
        "PATH_INFO": "/oai",
        "REQUEST_METHOD": "POST",
        "HTTP_HOST": "example.org:8080",
        "CONTENT_LENGTH": "13",
        "wsgi.input": body,
    }
    setup_testing_defaults(request)
    assert b"".join(application(request, lambda status, headers, *_: told.append(status))) == got[2]  # type: ignore[arg-type,func-returns-value]
    assert get(application, "/oai/more")[0].startswith("404")
    assert get(application, "/oai", REQUEST_METHOD="DELETE")[0].startswith("405")


def test_sickle_harvests_it(address: str) -> None:
    sickle = pytest.importorskip("sickle", reason="sickle is not installed")
    harvester = sickle.Sickle(f"{address}/oai")
    assert harvester.Identify().granularity == "YYYY-MM-DD"
    records = list(harvester.ListRecords(metadataPrefix="oai_dc"))
    assert [record.deleted for record in records] == [False, False, True]
    assert records[1].metadata["title"]
    assert len(list(harvester.ListSets())) == 3
    assert len(list(harvester.ListRecords(metadataPrefix="tei", ignore_deleted=True))) == 1


def test_scythe_harvests_it(address: str) -> None:
    scythe = pytest.importorskip("oaipmh_scythe", reason="oaipmh-scythe is not installed")
    with scythe.Scythe(f"{address}/oai") as harvester:
        assert len(list(harvester.list_records(metadata_prefix="mods"))) == 3
        assert len(list(harvester.list_identifiers(metadata_prefix="oai_datacite", set_="texts"))) == 2
        assert harvester.identify()


@pytest.fixture
def files(folder: Path) -> Iterator[str]:
    """The address of the edition's files, as any server gives them."""

    class Silent(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    handler = partial(Silent, directory=str(folder / "build/html"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_sickle_harvests_the_files(files: str) -> None:
    sickle = pytest.importorskip("sickle", reason="sickle is not installed")
    assert sickle.Sickle(f"{files}/oai/identify.xml").Identify().protocolVersion == "2.0"
    assert len(list(sickle.Sickle(f"{files}/oai/listsets.xml").ListSets())) == 3
    for prefix in ("oai_dc", "mods", "oai_datacite"):
        harvester = sickle.Sickle(f"{files}/oai/listrecords-{prefix}.xml")
        assert len(list(harvester.ListRecords(metadataPrefix=prefix))) == 2


def test_scythe_harvests_the_files(files: str) -> None:
    scythe = pytest.importorskip("oaipmh_scythe", reason="oaipmh-scythe is not installed")
    with scythe.Scythe(f"{files}/oai/listidentifiers-oai_dc.xml") as harvester:
        assert len(list(harvester.list_identifiers(metadata_prefix="oai_dc"))) == 2
    with scythe.Scythe(f"{files}/oai/listmetadataformats.xml") as harvester:
        assert len(list(harvester.list_metadata_formats())) == 4
