"""The preview: pages as they would be built now, findings above them, nothing written, nobody else let in."""

import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from click.testing import CliRunner

from tei_edition import serving
from tei_edition.cli import main
from tei_edition.errors import ConfigError, UsageError
from tei_edition.serving import Preview, serve
from tests.support import make_edition


def get(preview: Preview, path: str, **more: str) -> tuple[str, dict[str, str], str]:
    """Ask for a path: status, headers, body."""
    request: dict[str, Any] = {"PATH_INFO": path, "HTTP_HOST": "localhost:8000", **more}
    setup_testing_defaults(request)
    told: list[Any] = []
    body = b"".join(preview(request, lambda status, headers, *_: told.extend((status, dict(headers)))))  # type: ignore[arg-type,func-returns-value]
    return told[0], told[1], body.decode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_edition(tmp_path)


def test_pages_are_those_that_build_writes_and_nothing_is_written(folder: Path) -> None:
    before = sorted(folder.rglob("*"))
    preview = Preview(folder)
    assert get(preview, "/")[1]["Location"] == "/html/index.html"
    status, headers, page = get(preview, "/html/a.html")
    assert status == "200 OK" and headers["Content-Type"] == "text/html; charset=utf-8"
    assert "words are lost" in page and "/.state" in page
    assert get(preview, "/tei/a.xml")[2].startswith("<?xml")
    assert get(preview, "/html/assets/edition.css")[1]["Content-Type"].startswith("text/css")
    assert get(preview, "/html/none.html")[0] == "404 Not Found"
    assert get(preview, "/../edition.toml")[0] == "404 Not Found"
    assert sorted(folder.rglob("*")) == before


def test_a_change_is_seen_and_only_what_changed_is_encoded(folder: Path) -> None:
    (folder / "b.txt").write_text("Another Title\n\nAnother paragraph, of the second article.\n")
    preview = Preview(folder)
    assert get(preview, "/.state")[2] == get(preview, "/.state")[2] == "1"
    first, second = (preview._articles[slug][1] for slug in "ab")
    path = folder / "a.txt"
    path.write_text(path.read_text().replace("for some time", "for a long time"))
    assert get(preview, "/.state")[2] == "2"
    assert "for a long time" in get(preview, "/html/a.html")[2]
    assert preview._articles["a"][1] is not first and preview._articles["b"][1] is second


def test_what_is_wrong_stands_above_the_page_as_it_was_last(folder: Path) -> None:
    preview = Preview(folder)
    get(preview, "/")
    (folder / "a.toml").write_text('[[note]]\ntext = "<nowhere>"\nnote = "N."\n')
    page = get(preview, "/html/a.html")[2]
    assert "&lt;nowhere&gt;” stands nowhere" in page and "words are lost" in page
    (folder / "edition.toml").write_text("title = ")
    page = get(preview, "/html/a.html")[2]
    assert "not TOML" in page and "words are lost" in page


def test_an_edition_that_cannot_be_made_at_all_says_why(folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"\xff\xfe\x00")
    status, _, page = get(Preview(folder), "/html/index.html")
    assert status == "404 Not Found" and "cannot be made" in page and "a.txt" in page


def test_a_page_of_elsewhere_is_not_answered(folder: Path) -> None:
    assert get(Preview(folder), "/html/index.html", HTTP_HOST="evil.example")[0] == "403 Forbidden"


def test_no_edition_no_port(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(ConfigError, match="no edition"):
        serve(tmp_path / "none")


def test_the_command_serves(folder: Path) -> None:
    command = [sys.executable, "-m", "tei_edition", "serve", str(folder), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            address = process.stderr.readline().split()[0]
            with urllib.request.urlopen(address, timeout=60) as answer:
                assert b"The Title of It" in answer.read()
            with pytest.raises(UsageError, match="cannot be used"):
                serve(folder, int(address.rstrip("/").rpartition(":")[2]))
        finally:
            process.kill()


def test_the_command_ends_when_it_is_interrupted(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(serving, "serve", interrupted)
    done = CliRunner().invoke(main, ["serve", str(folder)])
    assert (done.exit_code, done.output) == (0, "")
