"""The package is whole, the same wherever it is made, valid by others' judges; nothing done to it goes unseen."""

import hashlib
import json
import shutil
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from tei_edition import deposit, verify
from tei_edition.archive.bag import write_bag
from tei_edition.archive.containers import written
from tei_edition.archive.items import Item, digested
from tei_edition.cli import main
from tei_edition.errors import ReadError, UsageError, WriteError
from tests.metadata.test_mappings import judged_by


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def told(path: Path, **options: str) -> list[str]:
    return [
        f"{finding.code}: {finding.file}: {finding.message}"
        for finding in verify(path, **options).diagnostics
    ]


def test_it_is_whole(bag: Path, folder: Path) -> None:
    made = files(bag)
    assert made["bagit.txt"] == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    for name in (
        "tei/first.xml",
        "html/index.html",
        "text/first.txt",
        "source/first.toml",
        "ro-crate-metadata.json",
    ):
        digest = hashlib.sha256(made[f"data/{name}"]).hexdigest()
        assert f"{digest}  data/{name}\n".encode() in made["manifest-sha256.txt"]
    for name in ("datacite.xml", "inveniordm.json", "mets.xml", "premis.xml", "mods.xml"):
        assert f"data/metadata/{name}" in made
    assert told(bag) == []
    assert str(folder).encode() not in b"".join(made.values())


def test_it_has_citations_of_the_whole_and_of_each_unit(bag: Path) -> None:
    place = bag / "data/citations"
    for ending in ("bib", "ris", "csl.json", "txt"):
        assert (place / f"two-letters.{ending}").stat().st_size > 0
    items = json.loads((place / "first.csl.json").read_text("utf-8"))
    assert items[0]["id"] == "first" and len(items) > 2
    assert items[-1]["id"].startswith("first-") and "/first.html#" in items[-1]["URL"]
    assert "paragraph 1" in (place / "first.txt").read_text("utf-8")


def test_it_reports_on_its_build_and_documents_its_schema(bag: Path) -> None:
    report = json.loads((bag / "data/validation/report.json").read_text("utf-8"))
    assert (report["version"], report["texts"], report["built"]) == ("1.2.0", 1, "for this package")
    page = (bag / "data/validation/report.html").read_text("utf-8")
    assert all(f"<li>{check['words']}</li>" in page for check in report["checks"])
    schema = (bag / "data/schema/documentation.html").read_text("utf-8")
    assert (
        '<section id="persName">' in schema and "<code>@cert</code>" in schema and "<h2>Rules</h2>" in schema
    )


def test_names_are_legal_everywhere(bag: Path) -> None:
    for name in files(bag / "data"):
        assert set(name.lower()) <= set("abcdefghijklmnopqrstuvwxyz0123456789._-/"), name
        assert max(map(len, name.split("/"))) < 100 and (name == name.lower() or "/" not in name)


def test_the_crate_says_what_is_recommended(bag: Path) -> None:
    graph = json.loads((bag / "data/ro-crate-metadata.json").read_text("utf-8"))["@graph"]
    found = {entity["@id"]: entity for entity in graph}
    assert len(found) == len(graph)
    assert not any(
        isinstance(value, list) and len(value) == 1 for entity in graph for value in entity.values()
    )
    assert found["./"]["mentions"] == {"@id": "#build"} and found["./"]["identifier"][0]["@id"].startswith(
        "https://doi"
    )
    assert len(found["./"]["hasPart"]) == len(files(bag / "data")) - 1
    for one in found["./"]["hasPart"]:
        assert {"name", "description", "encodingFormat", "contentSize", "license"} <= found[one["@id"]].keys()


@pytest.mark.parametrize("form", ["folder", "zip", "tar"])
def test_it_is_the_same_wherever_it_is_made(folder: Path, tmp_path: Path, form: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(folder, elsewhere, ignore=shutil.ignore_patterns("build"))
    made = []
    for number, source in enumerate((folder, elsewhere)):
        target = tmp_path / str(number) / ("letters" if form == "folder" else f"letters.{form}")
        assert deposit(source, target, form=form).ok
        made.append(files(target) if form == "folder" else {"": target.read_bytes()})
        assert told(target) == []
    assert made[0] == made[1]


def test_a_zip_and_a_tar_hold_the_folder(bag: Path, folder: Path, tmp_path: Path) -> None:
    deposit(folder, tmp_path / "x.zip", form="zip")
    deposit(folder, tmp_path / "x.tar", form="tar")
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        assert {name.removeprefix("x/"): archive.read(name) for name in archive.namelist()} == files(bag)
    with tarfile.open(tmp_path / "x.tar") as tar:
        tar.extractall(tmp_path / "out", filter="data")
    assert files(tmp_path / "out/x") == files(bag)


# --- tampering --------------------------------------------------------------------------------------------


def test_a_change_of_any_file_is_found_and_named(bag: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(bag, copy)
    for name, data in files(bag).items():
        target = copy / name
        for change in (data + b"x", data[:-1] + bytes([data[-1] ^ 1])):
            target.write_bytes(change)
            assert any(name in line for line in told(copy)), f"{name} was changed unseen"
        target.unlink()
        assert any(name in line for line in told(copy)), f"{name} was removed unseen"
        (copy / f"{name}.old").write_bytes(data)
        assert any(f"{name}.old" in line for line in told(copy)), f"{name} was renamed unseen"
        (copy / f"{name}.old").unlink()
        target.write_bytes(data)
    for name in ("data/new.txt", "data/tei/new.xml", "new.txt"):
        (copy / name).write_bytes(b"")
        assert any(name in line for line in told(copy)), f"{name} was added unseen"
        (copy / name).unlink()
    assert told(copy) == []


def manifest_changes(lines: list[bytes]) -> Iterator[list[bytes]]:
    for at, line in enumerate(lines):
        digest, name = line.split(b"  ")
        other = b"0" if digest[:1] != b"0" else b"1"
        yield [*lines[:at], *lines[at + 1 :]]
        yield [*lines[:at], other + digest[1:] + b"  " + name, *lines[at + 1 :]]
        yield [*lines[:at], digest + b"  " + name + b"x", *lines[at + 1 :]]
        yield [*lines[:at], line, line, *lines[at + 1 :]]


@pytest.mark.parametrize("manifest", ["manifest-sha512.txt", "tagmanifest-sha256.txt"])
def test_a_change_of_any_line_of_a_manifest_is_found(bag: Path, tmp_path: Path, manifest: str) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(bag, copy)
    lines = (bag / manifest).read_bytes().splitlines()
    for changed in list(manifest_changes(lines))[:40]:
        (copy / manifest).write_bytes(b"\n".join(changed) + b"\n")
        assert any(manifest in line or "is not what" in line for line in told(copy))


def test_a_crate_alone_is_judged(bag: Path, tmp_path: Path) -> None:
    crate = tmp_path / "crate"
    shutil.copytree(bag / "data", crate)
    assert told(crate) == []
    (crate / "tei/first.xml").write_bytes(b"x" * (crate / "tei/first.xml").stat().st_size)
    (crate / "text/first.txt").unlink()
    (crate / "text/other.txt").touch()
    assert [line.split(":")[0] for line in told(crate)] == [
        "package-changed",
        "package-missing",
        "package-unlisted",
    ]
    (crate / "ro-crate-metadata.json").write_text("{}")
    assert "package-malformed" in told(crate)[0]


# --- other people's packages -----------------------------------------------------------------------------


def small_bag(
    target: Path, form: str = "folder", algorithms: tuple[str, ...] = ("sha256",), **info: str
) -> Path:
    payload = list(digested([Item("a.txt", b"a", "a")], algorithms))
    with written(target, form) as sink:
        write_bag(sink, payload, info, algorithms)
    return target


def test_a_manifest_that_lists_less_than_another(tmp_path: Path) -> None:
    bag = small_bag(tmp_path / "b", algorithms=("md5", "sha256"))
    (bag / "data/b.txt").write_bytes(b"b")
    with (bag / "manifest-md5.txt").open("a") as file:
        file.write(f"{hashlib.md5(b'b').hexdigest()}  data/b.txt\n")
    assert any("manifest-sha256.txt does not list it" in line for line in told(bag))


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("bagit.txt", "BagIt-Version: 1.0\n", "two lines"),
        ("manifest-sha256.txt", "no digest\n", "no digest and name"),
        ("manifest-sha256.txt", f"{'0' * 64}  ../a\n", "leads out"),
        ("manifest-foo.txt", "00  data/a.txt\n", "nobody knows"),
        ("bag-info.txt", "Payload-Oxum: 7.7\n", "Payload-Oxum says 7.7"),
        ("fetch.txt", "https://example.org/b 1 data/b.txt\n", "fetch.txt"),
    ],
)
def test_what_is_malformed_is_told(tmp_path: Path, name: str, text: str, words: str) -> None:
    bag = small_bag(tmp_path / "b")
    (bag / name).write_text(text)
    assert any(words in line for line in told(bag))


def test_hostile_containers(tmp_path: Path) -> None:
    bag = small_bag(tmp_path / "b")
    (bag / "data/link").symlink_to("/etc/passwd")
    assert any("package-unsafe" in line and "data/link" in line for line in told(bag))
    with zipfile.ZipFile(small_bag(tmp_path / "b.zip", "zip"), "a") as archive:
        archive.writestr("../evil", b"")
    assert any("package-unsafe" in line and "../evil" in line for line in told(tmp_path / "b.zip"))
    (tmp_path / "c.zip").write_bytes((tmp_path / "b.zip").read_bytes()[:100])
    for wrong in (tmp_path / "c.zip", tmp_path):
        with pytest.raises(UsageError):
            verify(wrong)
    with pytest.raises(ReadError):
        verify(tmp_path / "none")


@pytest.mark.parametrize(
    ("profile", "form", "words"),
    [
        ("metaarchive", "folder", ["Contact-Phone", "manifest-sha1", "must be one file"]),
        ("aptrust", "zip", ["aptrust-info.txt", "manifest-md5", "must not be a zip"]),
        ("tei-edition", "folder", ["External-Description", "BagIt-Profile-Identifier"]),
    ],
)
def test_profiles(tmp_path: Path, profile: str, form: str, words: list[str]) -> None:
    bag = small_bag(tmp_path / ("b" if form == "folder" else f"b.{form}"), form)
    found = told(bag, profile=profile)
    for word in words:
        assert any(word in line for line in found)


def test_a_profile_is_done(folder: Path, tmp_path: Path) -> None:
    for profile, form in (("btr", "folder"), ("aptrust", "tar"), ("gams", "zip")):
        target = tmp_path / f"{profile}.{form}"
        assert deposit(folder, target, form=form, profile=profile).ok
        assert told(target, profile=profile) == []
    with pytest.raises(UsageError, match="btr"):
        deposit(folder, tmp_path / "x", profile="bt")


# --- writing ----------------------------------------------------------------------------------------------


def test_nothing_of_the_editors_is_replaced(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/letter.txt").touch()
    with pytest.raises(UsageError, match="no package"):
        deposit(folder, tmp_path / "mine")
    assert [path.name for path in tmp_path.rglob("*")] == ["mine", "letter.txt"]


def test_nothing_is_left_half_written(tmp_path: Path) -> None:
    small_bag(tmp_path / "b")
    before = files(tmp_path)
    source = tmp_path.parent / f"{tmp_path.name}-source"
    source.write_bytes(b"one")
    payload = list(digested([Item("a", source, "a")], ["sha256"]))
    source.write_bytes(b"longer")
    for form in ("folder", "zip", "tar"):
        with pytest.raises(WriteError, match="changed while"), written(tmp_path / "b", form) as sink:
            write_bag(sink, payload, {}, ["sha256"])
        if form == "folder":
            assert files(tmp_path) == before
        shutil.rmtree(tmp_path / "b", ignore_errors=True)
        assert list(tmp_path.iterdir()) == []


def test_the_command(folder: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["deposit", str(folder), "-o", str(tmp_path / "b.zip"), "--as", "zip"])
    assert (done.exit_code, "files" in done.stdout) == (0, True)
    assert CliRunner().invoke(main, ["deposit", "--verify", str(tmp_path / "b.zip")]).exit_code == 0
    data = bytearray((tmp_path / "b.zip").read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / "b.zip").write_bytes(data)
    done = CliRunner().invoke(main, ["deposit", "--verify", str(tmp_path / "b.zip"), "--format", "json"])
    assert (done.exit_code, "package-" in done.stdout) == (1, True)


# --- other people's judges --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["mets", "premis", "datacite", "mods"])
def test_valid_by_the_schema(bag: Path, name: str) -> None:
    gams = pytest.importorskip("gams_xml_catalog", reason="the extra [schemas] is not installed")
    known: dict[str, Callable[[], str]] = {
        "mets": lambda: "http://www.loc.gov/standards/mets/mets.xsd",
        "premis": lambda: str(next(Path(next(iter(gams.__path__))).rglob("premis-v3-0.xsd"))),
        "datacite": lambda: "https://schema.datacite.org/meta/kernel-4/metadata.xsd",
        "mods": lambda: "http://www.loc.gov/standards/mods/v3/mods-3-8.xsd",
    }
    assert judged_by(known[name](), [bag / f"data/metadata/{name}.xml"]) == ""


def test_bagit_finds_it_valid(bag: Path) -> None:
    bagit = pytest.importorskip("bagit", reason="bagit is not installed")
    assert bagit.Bag(str(bag)).validate()
