"""Schemas are found by name or address where they were stored, or where the extra has them; nothing is fetched."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from tei_edition import add_schema, list_schemas, validate
from tei_edition.cli import main
from tei_edition.errors import ReadError, UsageError
from tei_edition.validate import store

ANY = '<element name="TEI" ns="http://www.tei-c.org/ns/1.0" xmlns="http://relaxng.org/ns/structure/1.0">{}</element>'
OUTER = '<grammar xmlns="http://relaxng.org/ns/structure/1.0"><include href="parts/inner.rng"/></grammar>'
INNER = (
    f'<grammar xmlns="http://relaxng.org/ns/structure/1.0"><start>{ANY.format("<text/>")}</start></grammar>'
)
MODEL = '<?xml-model href="{}" schematypens="http://relaxng.org/ns/structure/1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0">{}</TEI>'
HREF = "https://example.org/schemas/ours.rng"
TEI_ALL = "http://www.tei-c.org/release/xml/tei/custom/schema/relaxng/tei_all.rng"


@pytest.fixture(autouse=True)
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(store.FOLDER, str(tmp_path / "store"))
    return tmp_path / "store"


@pytest.fixture
def schema(tmp_path: Path) -> Path:
    """A schema of two files."""
    (tmp_path / "web" / "parts").mkdir(parents=True)
    (tmp_path / "web" / "outer.rng").write_text(OUTER)
    (tmp_path / "web" / "parts" / "inner.rng").write_text(INNER)
    return tmp_path / "web" / "outer.rng"


@pytest.fixture
def server(schema: Path) -> Iterator[str]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

    handler = functools.partial(Quiet, directory=str(schema.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_address[1]}/"
        running.shutdown()


def document(tmp_path: Path, href: str, content: str = "") -> Path:
    path = tmp_path / "a.xml"
    path.write_text(MODEL.format(href, content))
    return path


def codes(path: Path, *schemas: str) -> list[str]:
    return [finding.code for finding in validate([path], schemas).diagnostics]


def test_the_finding_says_the_command_that_stores_the_schema(tmp_path: Path) -> None:
    (finding,) = validate([document(tmp_path, HREF)]).diagnostics
    assert (finding.code, finding.hint) == ("schema-missing", f"tei-edition schema add {HREF}")


def test_a_stored_file_stands_for_an_address(tmp_path: Path, schema: Path) -> None:
    add_schema(schema, HREF)
    assert codes(document(tmp_path, HREF)) == []
    assert codes(document(tmp_path, HREF, "<p/>")) == ["element-unknown"]


def test_http_and_https_and_www_are_one(tmp_path: Path, schema: Path) -> None:
    add_schema(schema, HREF)
    assert codes(document(tmp_path, "http://www.example.org/schemas/ours.rng")) == []


def test_a_stored_file_is_named_by_its_stem(tmp_path: Path, schema: Path) -> None:
    add_schema(schema)
    assert codes(document(tmp_path, "x", "<p/>"), "outer") == ["element-unknown"]


def test_what_was_stored_stays_when_another_is(tmp_path: Path, schema: Path) -> None:
    for href in (HREF, "http://example.org/b.rng", HREF):
        add_schema(schema, href)
    stored = [item for item in list_schemas() if item.origin == "stored"]
    assert [item.address for item in stored] == ["http://example.org/b.rng", HREF]
    assert [item.name for item in stored] == ["b", "ours"]


def test_an_address_is_fetched_with_what_it_includes(tmp_path: Path, server: str) -> None:
    stored = add_schema(server + "outer.rng")
    assert stored.address == server + "outer.rng"
    assert (stored.path.parent / "parts" / "inner.rng").read_text() == INNER
    assert codes(document(tmp_path, server + "outer.rng", "<p/>")) == ["element-unknown"]


def test_what_cannot_be_had_is_an_error(server: str, tmp_path: Path) -> None:
    (tmp_path / "page.rng").write_text("<html/>")
    for source in (server + "none.rng", str(tmp_path / "none.rng"), "http://127.0.0.1:9/x.rng"):
        with pytest.raises(ReadError, match="cannot be"):
            add_schema(source)
    with pytest.raises(UsageError, match="neither RELAX NG"):
        add_schema(tmp_path / "page.rng")


def test_a_schema_from_the_web_cannot_take_files_from_here(tmp_path: Path, server: str) -> None:
    secret = (tmp_path / "secret.rng").as_uri()
    (tmp_path / "web" / "bad.rng").write_text(OUTER.replace("parts/inner.rng", secret))
    with pytest.raises(UsageError, match="not on the web"):
        add_schema(server + "bad.rng")


@pytest.mark.parametrize("href", ["https://example.org/../../../x.rng", "https://../..%2f..%2fx.rng?a=../b"])
def test_addresses_do_not_lead_out_of_the_store(schema: Path, own_store: Path, href: str) -> None:
    assert add_schema(schema, href).path.resolve().is_relative_to(own_store.resolve() / "files")


def test_the_store_is_in_the_users_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(store.FOLDER)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert store.store_folder() == tmp_path / "tei_edition" / "schemas"
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    assert store.store_folder() == Path.home() / ".local" / "share" / "tei_edition" / "schemas"


def test_a_broken_catalog_is_an_empty_one(own_store: Path, schema: Path) -> None:
    own_store.mkdir()
    (own_store / store.INDEX).write_text("<")
    assert store.at(HREF) is None
    add_schema(schema, HREF)
    assert store.at(HREF) is not None


def test_the_extra_brings_teis_schemas(tmp_path: Path) -> None:
    pytest.importorskip("gams_xml_catalog")
    assert {"tei_all", "tei_lite"} <= {item.name for item in list_schemas() if item.origin == "extra"}
    assert store.named("tei_all").name == "tei_all.rng"
    for href in (TEI_ALL, "https://tei-c.org/Vault/P5/current/xml/tei/custom/schema/relaxng/tei_all.rng"):
        assert store.at(href) == store.named("tei_all")


def test_without_the_extra_its_name_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "extra_folder", lambda: None)
    monkeypatch.setattr(store, "_extra_rows", list)
    done = CliRunner().invoke(main, ["validate", "--schema", "tei_all", str(document(tmp_path, TEI_ALL))])
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 2 and "pip install 'tei_edition[schemas]'" in done.stderr
    (finding,) = validate([tmp_path / "a.xml"]).diagnostics
    assert f"schema add {TEI_ALL}" in str(finding.hint) and "tei_edition[schemas]" in str(finding.hint)


def test_an_address_that_is_not_stored_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not stored"):
        validate([document(tmp_path, HREF)], [HREF])


def test_the_commands(schema: Path, own_store: Path) -> None:
    added = CliRunner().invoke(main, ["schema", "add", str(schema), "--as", HREF])
    assert added.exit_code == 0 and HREF in added.stdout and str(own_store) in added.stdout
    shown = CliRunner().invoke(main, ["schema", "list"])
    assert shown.stdout.startswith(f"ours\t{HREF}\t")
    assert CliRunner().invoke(main, ["schema", "add", "none.rng"]).exit_code == 2
