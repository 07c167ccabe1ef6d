"""`tei-edition diff`: versions that were released, folders, files; as text, as JSON, as a page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tei_edition import build, diff, release
from tei_edition.cli import main
from tei_edition.errors import UsageError
from tests.support import make_edition
from tests.test_releasing import numbered


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["diff", *map(str, arguments)])


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition with two releases, and a build that is newer than both."""
    folder = make_edition(tmp_path_factory.mktemp("edition"))
    numbered(folder, "1.0", "2026-11-23")
    release(folder, "One.")
    for version, old, new in (("1.1", "for some time", "for a long time"), ("1.2", "that is to be", "to be")):
        path = folder / "a.txt"
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
        numbered(folder, version, "2026-12-01")
        if version == "1.1":
            release(folder, "Two.")
    assert build(folder).ok
    return folder


def test_two_versions(edition: Path) -> None:
    told = run("1.0", "1.1", edition)
    assert told.exit_code == 0
    assert "goes on for [-some-]{+a long+} time" in told.stdout
    assert "to be" not in told.stdout
    assert told.stdout.startswith("version 1.0 → version 1.1: ")


def test_a_version_and_the_present_build(edition: Path) -> None:
    assert "[-that is -]" in run("1.1", edition).stdout
    assert diff("1.1", edition=edition).new == "the present build"
    assert diff("v2", edition=edition).documents == diff("1.1", edition=edition).documents
    assert not diff("1.1", "1.1", edition).documents


def test_a_version_that_was_not_released(edition: Path) -> None:
    with pytest.raises(UsageError, match="no version") as error:
        diff("3.0", edition=edition)
    assert error.value.hint == "versions: 1.0, 1.1"


def test_json_and_page(edition: Path, tmp_path: Path) -> None:
    told = json.loads(run("1.0", "1.1", edition, "--format", "json").stdout)
    assert told["documents"][0]["name"] == "a"
    page = tmp_path / "what.html"
    assert run("1.0", "1.1", edition, "-o", page).exit_code == 0
    text = page.read_text("utf-8")
    assert '<del><span class="away">[removed: </span>some<span class="away">] </span></del>' in text
    assert "<script" not in text
    assert run("1.0", "1.1", edition, "--to", "html").stdout == text


def test_articles_that_came_went_or_have_another_name(tmp_path: Path) -> None:
    tei = '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{}"><text><body><p>{}</p></body></text></TEI>'
    for folder, name, key in (("a", "same", "s"), ("a", "old", "o"), ("a", "was", "k"), ("b", "same", "s")):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / f"{name}.xml").write_text(tei.format(key, "One."), "utf-8")
    (tmp_path / "b" / "new.xml").write_text(tei.format("n", "One."), "utf-8")
    (tmp_path / "b" / "is.xml").write_text(tei.format("k", "Two."), "utf-8")
    found = diff(tmp_path / "a", tmp_path / "b")
    assert {(one.name, one.what) for one in found.documents} == {
        ("old", "removed"),
        ("new", "added"),
        ("is", "changed"),
    }
    assert found.same == 1


def test_a_file_and_a_folder_are_not_compared(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<TEI xmlns='http://www.tei-c.org/ns/1.0'/>", "utf-8")
    assert run(tmp_path / "a.xml", tmp_path).exit_code == 2
