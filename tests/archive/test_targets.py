"""What each archive takes is whole, demands nothing that is not told, and lets no change pass unseen."""

import json
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from tei_edition import deposit, verify
from tei_edition.archive.targets import TARGETS
from tei_edition.archive.targets.arche import legal
from tei_edition.archive.targets.given import flat, named_apart
from tei_edition.cli import main
from tei_edition.errors import UsageError
from tests.archive.test_deposit import files, told


@pytest.fixture(scope="session")
def made(folder: Path, bag: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each target's package, of the build that the bag was made of."""
    place = tmp_path_factory.mktemp("targets")
    for name in TARGETS:
        result = deposit(folder, place / name, to=name, rebuild=False)
        assert [finding.message for finding in result.diagnostics] == []
    return {name: place / name for name in TARGETS}


@pytest.mark.parametrize("target", TARGETS)
def test_it_is_sound(made: dict[str, Path], folder: Path, target: str) -> None:
    assert told(made[target]) == []
    assert str(folder).encode() not in b"".join(files(made[target]).values())


@pytest.mark.parametrize(
    ("target", "names"),
    [
        ("zenodo", ["inveniordm.json", "files/README.md", "files/two-letters-1-2-0.zip"]),
        ("saf", ["item_000/dublin_core.xml", "item_001/contents", "item_001/first.xml"]),
        ("gams", ["data/content/DC.xml", "data/content/tei-first.xml", "data/meta/sip.json"]),
        ("textgrid", ["two-letters.collection", "first/first.edition.meta", "first/first.xml"]),
        ("arche", ["data/arche.ttl", "data/tei/first.xml", "data/citations/two-letters_csl.json"]),
        ("hal", ["hal.xml", "two-letters-1-2-0.zip"]),
        ("internetarchive", ["upload.csv", "two-letters-1-2-0/two-letters-1-2-0_meta.xml"]),
    ],
)
def test_it_has_what_the_archive_looks_for(made: dict[str, Path], target: str, names: list[str]) -> None:
    assert {name for name in names if not (made[target] / name).is_file()} == set()


@pytest.mark.parametrize("target", TARGETS)
def test_what_it_demands_is_told_with_the_key(tmp_path: Path, target: str) -> None:
    (tmp_path / "edition.toml").write_text('title = "Letters"\n')
    (tmp_path / "a.txt").write_text("A Letter\n\nIt rains.\n")
    result = deposit(tmp_path, tmp_path / "x", to=target)
    found = [finding for finding in result.diagnostics if finding.code == "metadata-missing"]
    assert found and all(target in finding.message and "= " in (finding.hint or "") for finding in found)


# --- tampering --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("target", TARGETS)
def test_a_change_of_any_file_is_found_and_named(made: dict[str, Path], tmp_path: Path, target: str) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(made[target], copy)
    content = files(copy)
    for name, data in list(content.items())[:: 1 + len(content) // 25]:
        place = copy / name
        place.write_bytes(data[:-1] + bytes([data[-1] ^ 1]) if data else b"x")
        assert any(name in line for line in told(copy)), f"{name} was changed unseen"
        place.unlink()
        assert any(name in line for line in told(copy)), f"{name} was removed unseen"
        (copy / f"{name}.old").write_bytes(data)
        assert any(name in line for line in told(copy)), f"{name} was renamed unseen"
        (copy / f"{name}.old").unlink()
        place.write_bytes(data)
        (place.parent / "new.txt").touch()
        assert any("new.txt" in line for line in told(copy)), f"something was added beside {name} unseen"
        (place.parent / "new.txt").unlink()
    assert told(copy) == []


def altered(lines: list[bytes]) -> Iterator[list[bytes]]:
    for at, line in enumerate(lines):
        digest, name = line.split(b"  ")
        other = b"0" if digest[:1] != b"0" else b"1"
        for instead in ([], [other + digest[1:] + b"  " + name], [line + b"x"], [line, line], [b"x"]):
            yield [*lines[:at], *instead, *lines[at + 1 :]]


@pytest.mark.parametrize("target", TARGETS)
def test_a_change_of_any_line_of_a_manifest_is_found(
    made: dict[str, Path], tmp_path: Path, target: str
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(made[target], copy)
    for manifest in sorted(path.name for path in copy.glob("*manifest-*.txt")):
        lines = (copy / manifest).read_bytes().splitlines()
        for changed in list(altered(lines))[:: 1 + len(lines) // 8]:
            (copy / manifest).write_bytes(b"\n".join(changed) + b"\n")
            assert any(manifest in line for line in told(copy))
        (copy / manifest).write_bytes(b"\n".join(lines) + b"\n")
    assert told(copy) == []


# --- the same bytes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("target", TARGETS)
def test_it_is_the_same_wherever_and_whenever_it_is_made(
    made: dict[str, Path], folder: Path, tmp_path: Path, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(folder, elsewhere)
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    before = os.umask(0o077)
    try:
        assert deposit(elsewhere, tmp_path / "again", to=target, rebuild=False).ok
    finally:
        os.umask(before)
        monkeypatch.undo()
        time.tzset()
    assert files(tmp_path / "again") == files(made[target])


@pytest.mark.parametrize("form", ["zip", "tar"])
def test_it_may_be_one_file(folder: Path, bag: Path, tmp_path: Path, form: str) -> None:
    for target in ("saf", "gams"):
        place = tmp_path / f"{target}.{form}"
        assert deposit(folder, place, to=target, form=form, rebuild=False).ok
        assert told(place) == []


# --- what is judged ---------------------------------------------------------------------------------------


def reguarded(package: Path) -> None:
    """Bring the list of digests up to date, so that only what the files say is wrong."""
    import hashlib

    lines = [
        f"{hashlib.sha256(data).hexdigest()}  {name}\n"
        for name, data in files(package).items()
        if name != "manifest-sha256.txt"
    ]
    (package / "manifest-sha256.txt").write_text("".join(lines))


@pytest.mark.parametrize(
    ("target", "name", "before", "after", "words"),
    [
        (
            "zenodo",
            "inveniordm.json",
            '"publication_date": "2026-11-23"',
            '"publication_date": "today"',
            "EDTF",
        ),
        ("zenodo", "inveniordm.json", '"family_name"', '"family"', "no type and name"),
        ("zenodo", "inveniordm.json", '"title": "Two Letters"', '"title": ""', "no title"),
        ("zenodo", "inveniordm.json", "{", "[", "no draft"),
        (
            "zenodo",
            "inveniordm.json",
            '"default_preview": "README.md"',
            '"default_preview": "x"',
            "to be shown",
        ),
        ("saf", "item_001/contents", "first.xml\t", "second.xml\t", "second.xml is listed"),
        ("saf", "item_001/contents", "bundle:", "bundel:", "nothing that DSpace knows"),
        ("saf", "item_000/dublin_core.xml", 'qualifier="issued"', 'qualifier="x"', "dc.date.issued"),
        ("textgrid", "first/first.work.meta", "<genre>other", "<genre>novel", "genre must be"),
        ("textgrid", "first/first.edition.meta", "<license", "<x", "no XML"),
        ("textgrid", "first/first.edition", '"first.work"', '"second.work"', "second.work"),
        ("hal", "hal.xml", 'scheme="halDomain"', 'scheme="x"', "no domain"),
        ("hal", "hal.xml", 'target="README.md"', 'target="x.md"', "x.md is named"),
        (
            "internetarchive",
            "two-letters-1-2-0/two-letters-1-2-0_meta.xml",
            "mediatype>",
            "m>",
            "no mediatype",
        ),
    ],
)
def test_what_an_archive_would_refuse_is_told(
    made: dict[str, Path], tmp_path: Path, target: str, name: str, before: str, after: str, words: str
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(made[target], copy)
    text = (copy / name).read_text("utf-8")
    assert before in text
    (copy / name).write_text(text.replace(before, after), "utf-8")
    reguarded(copy)
    assert any(words in line for line in told(copy)), told(copy)


def test_names() -> None:
    assert flat("text/a.plain.txt") == "text-a.plain.txt" and flat("a/-b--c.txt") == "a-b-c.txt"
    assert legal("text/é b.plain.txt") == "text/__b_plain.txt" and legal("a.b/LICENSE") == "a_b/LICENSE"
    assert named_apart({"a": "x.t", "b": "x.t", "c": "x-2.t"}) == {"a": "x.t", "b": "x-2.t", "c": "x-2-2.t"}


def test_what_cannot_be_combined_is_refused(folder: Path, tmp_path: Path) -> None:
    for options in ({"to": "nowhere"}, {"to": "saf", "profile": "btr"}):
        with pytest.raises(UsageError):
            deposit(folder, tmp_path / "x", **options)  # type: ignore[arg-type]
    shown = CliRunner().invoke(main, ["deposit", str(folder), "-o", str(tmp_path / "h"), "--to", "hal"])
    assert (shown.exit_code, "6 files" in shown.stdout or "files" in shown.stdout) == (0, True)
    assert verify(tmp_path / "h").ok


# --- other people's judges --------------------------------------------------------------------------------


def test_gamslib_finds_it_valid(made: dict[str, Path]) -> None:
    validation = pytest.importorskip("gamslib.sip.validation", reason="gamslib is not installed")
    validation.validate_bag(made["gams"])


def test_arche_prefers_or_accepts_most_formats(made: dict[str, Path]) -> None:
    assets = pytest.importorskip("AcdhArcheAssets.file_formats", reason="acdh-arche-assets is not installed")
    endings = {Path(name).suffix[1:] for name in files(made["arche"]) if "." in Path(name).name}
    unknown = {ending for ending in endings if not assets.get_by_extension(ending)}
    assert unknown <= {"cff", "css", "js", "ris", "rnc", "toml", "jsonld", "woff2"}


def test_tgadmin_reads_it(made: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    tgimport = pytest.importorskip("tgadmin.tgimport", reason="tgadmin is not installed")
    monkeypatch.chdir(made["textgrid"])
    one = tgimport.TGimport("", None, tguri_create=False)
    one.collect_filenames_to_imex(["two-letters.collection"])
    assert {str(path) for path in one._new_objects} == {
        name for name in files(made["textgrid"]) if not name.endswith((".meta", ".txt"))
    }


def test_the_internet_archive_takes_the_name(made: dict[str, Path]) -> None:
    utils = pytest.importorskip("internetarchive.utils", reason="internetarchive is not installed")
    assert all(
        utils.validate_s3_identifier(path.name) for path in made["internetarchive"].iterdir() if path.is_dir()
    )


def test_the_draft_says_what_zenodo_demands(made: dict[str, Path]) -> None:
    schemas = pytest.importorskip("invenio_rdm_records.services.schemas.metadata", reason="not installed")
    draft = json.loads((made["zenodo"] / "inveniordm.json").read_text("utf-8"))
    assert schemas.MetadataSchema().load(draft["metadata"])["title"] == "Two Letters"
