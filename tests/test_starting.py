"""A new edition builds without a finding, teaches what its files are for, and never mixes with anything."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from tei_edition import build, check, new
from tei_edition.cli import main
from tei_edition.errors import UsageError, WriteError


def test_a_new_edition_builds_without_findings(tmp_path: Path) -> None:
    made = new(tmp_path / "mine")
    assert sorted(made.files) == ["edition.toml", "ferry-1911.toml", "ferry-1911.txt", "register.xml"]
    built = build(tmp_path / "mine")
    assert built.diagnostics == () and check(tmp_path / "mine").diagnostics == ()
    tei = (tmp_path / "mine/build/tei/ferry-1911.xml").read_text("utf-8")
    for shown in ("<quote ", "<soCalled>", "<mentioned>", "<sic>", 'type="editorial"', 'type="authorial"'):
        assert shown in tei
    assert {f'ref="#{kind}-' in tei for kind in ("pers", "pl", "org", "wk")} == {True}


def test_every_entry_of_its_register_is_used(tmp_path: Path) -> None:
    new(tmp_path / "mine")
    build(tmp_path / "mine")
    pages = [
        tmp_path / f"mine/build/html/{name}.html" for name in ("persons", "places", "organisations", "works")
    ]
    assert not any("Not named" in page.read_text("utf-8") for page in pages)


def test_the_command_says_what_to_do_next(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["new", str(tmp_path / "my edition")])
    assert done.exit_code == 0 and done.stdout.endswith(f"tei-edition build '{tmp_path / 'my edition'}'\n")


def test_an_empty_folder_is_used_and_any_other_refused(tmp_path: Path) -> None:
    new(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(UsageError, match="not empty"):
        new(tmp_path)
    with pytest.raises(UsageError, match="is a file"):
        new(tmp_path / "edition.toml")
    assert before == {path: path.read_bytes() for path in tmp_path.iterdir()}


def test_nothing_is_left_of_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fdopen", full)
    with pytest.raises(WriteError, match="No space left"):
        new(tmp_path / "mine")
    assert list(tmp_path.iterdir()) == []
