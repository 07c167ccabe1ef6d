"""Versions kept in an OCFL object, and what is told of one that was tampered with."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tei_edition import deposit, verify
from tei_edition.archive.items import Item, digested
from tei_edition.archive.ocfl import ALGORITHM, Made, add_version, read_object
from tei_edition.errors import UsageError, WriteError

MADE = Made("2026-11-23T00:00:00Z", "First.", "A Press", "mailto:press@example.org")


def store(folder: Path, *versions: dict[str, bytes]) -> list[str]:
    return [
        add_version(
            folder,
            "https://edition.example/",
            digested([Item(name, data, "") for name, data in files.items()], [ALGORITHM]),
            MADE,
        )
        for files in versions
    ]


FIRST = {"tei/a.xml": b"<TEI/>", "html/a.html": b"<p>a", "html/copy.html": b"<p>a"}
SECOND = {"tei/a.xml": b"<TEI>new</TEI>", "html/a.html": b"<p>a", "tei/b.xml": b"<TEI/>"}


@pytest.fixture
def object_(tmp_path: Path) -> Path:
    assert store(tmp_path / "object", FIRST, SECOND) == ["v1", "v2"]
    return tmp_path / "object"


def test_each_file_is_kept_once_and_every_version_is_whole(object_: Path) -> None:
    stored = read_object(object_)
    assert stored
    assert list(stored.versions) == ["v1", "v2"]
    for version, files in (("v1", FIRST), ("v2", SECOND)):
        assert {name: path.read_bytes() for name, path in stored.files(version).items()} == files
    kept = [path for path in object_.rglob("content/**/*") if path.is_file()]
    assert len(kept) == len({path.read_bytes() for path in kept}) == 3


def test_what_did_not_change_is_no_version(object_: Path) -> None:
    before = (object_ / "inventory.json").read_bytes()
    assert store(object_, SECOND) == [""]
    assert (object_ / "inventory.json").read_bytes() == before


def test_the_same_versions_are_the_same_bytes(tmp_path: Path, object_: Path) -> None:
    store(tmp_path / "again", FIRST, dict(reversed(SECOND.items())))
    for path in object_.rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (tmp_path / "again" / path.relative_to(object_)).read_bytes()


def test_a_good_object_has_nothing_wrong(object_: Path) -> None:
    assert not verify(object_).diagnostics


def test_another_validator_agrees(object_: Path) -> None:
    pytest.importorskip("ocfl", reason="ocfl-py is not installed")
    code = "import sys, ocfl; sys.exit(not ocfl.Object(path=sys.argv[1]).validate(sys.argv[1])[0])"
    assert subprocess.run([sys.executable, "-c", code, str(object_)], check=False).returncode == 0


FILES = (
    "0=ocfl_object_1.1", "inventory.json", "inventory.json.sha512", "v1/inventory.json", "v1/inventory.json.sha512",
    "v1/content/tei/a.xml", "v1/content/html/a.html", "v2/inventory.json", "v2/content/tei/a.xml",
)  # fmt: skip


@pytest.mark.parametrize("how", ["changed", "removed", "renamed"])
@pytest.mark.parametrize("name", FILES)
def test_every_tampered_file_is_found_and_named(object_: Path, name: str, how: str) -> None:
    path = object_ / name
    if how == "changed":
        path.write_bytes(path.read_bytes() + b" ")
    elif how == "removed":
        path.unlink()
    else:
        path.rename(path.with_name(f"{path.name}.old"))
    found = verify(object_)
    if name == "v1/inventory.json" and how == "removed":  # an old version need not keep its own (3.5.4)
        assert not found.ok or not found.diagnostics
        return
    assert not found.ok
    told = " ".join(f"{one.file} {one.message}" for one in found.diagnostics)
    assert name.rpartition("/")[2].removeprefix("0=").split(".")[0].split("_")[0] in told


def test_a_file_more_is_found(object_: Path) -> None:
    for name in ("more.txt", "v1/content/more.txt", "v3/content/x", "v1/more"):
        shutil.copytree(object_, copy := object_.with_name(f"with-{name.replace('/', '-')}"))
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_text("x")
        assert not verify(copy).ok, name


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_every_changed_line_of_an_inventory_is_found(object_: Path, data: st.DataObject) -> None:
    path = object_ / data.draw(st.sampled_from(["inventory.json", "v1/inventory.json", "v2/inventory.json"]))
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda byte: byte != whole[at]))
    path.write_bytes(whole[:at] + bytes([byte]) + whole[at + 1 :])
    try:
        assert not verify(object_).ok
    finally:
        path.write_bytes(whole)


@pytest.mark.parametrize(
    "change",
    [
        {"head": "v1"},
        {"head": "v9"},
        {"id": ""},
        {"type": "https://example.org/"},
        {"digestAlgorithm": "md5"},
        {"versions": {}},
        {"versions": []},
        {"manifest": None},
        {"manifest": {}},
    ],
    ids=str,
)
def test_an_inventory_that_is_none_is_told(object_: Path, change: dict[str, object]) -> None:
    path = object_ / "inventory.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    assert not verify(object_).ok


def test_an_edition_is_deposited_as_an_object_and_again_as_its_next_version(
    folder: Path, bag: Path, tmp_path: Path
) -> None:
    place = tmp_path / "object"
    for _ in range(2):  # the same files are no new version
        assert deposit(folder, place, to="ocfl", rebuild=False).diagnostics == ()
    stored = read_object(place)
    assert stored
    assert list(stored.versions) == ["v1"]
    assert "ro-crate-metadata.json" in stored.files("v1")
    assert verify(place).ok
    with pytest.raises(UsageError, match="is a folder"):
        deposit(folder, tmp_path / "x.zip", form="zip", to="ocfl", rebuild=False)


def test_a_folder_that_is_no_object_is_left_alone(folder: Path, bag: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(WriteError, match="no OCFL object"):
        deposit(folder, tmp_path, to="ocfl", rebuild=False)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
