"""Each of the 44 points is passed by an edition that does it, and fails, with its place, by one that does not."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from tei_edition import audit, build
from tei_edition.audit import (
    CHECKS,
    FAILED,
    GROUPS,
    NOT_APPLICABLE,
    PASSED,
    POINTS,
    Built,
    Verdict,
    no,
    verdict,
)
from tei_edition.built import last_files
from tei_edition.cli import main
from tei_edition.edition import load_edition
from tei_edition.errors import UsageError
from tei_edition.record import Record
from tei_edition.statements import Release
from tests.metadata.test_reading import EDITION, REGISTER

SAID = """permanence = "The Press keeps it until 2046."
proofreading = "Read twice against the print."
collation = "There is one witness."
"""
DATA = """[[licence]]
covers = "data"
target = "https://creativecommons.org/publicdomain/zero/1.0/"
"""
TEXT = """A Letter

By Jane Doe

It rains, and the rooff leaks, said Jane Doe.

Nobody comes.[1]

Notes

1. Nobody came.
"""
TOML = """[source]
journal = "The Post"
volume = 3
[[correction]]
text = "the rooff"
sic = "rooff"
corr = "roof"
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("audited")
    (made / "edition.toml").write_text(f"{SAID}{EDITION}{DATA}", "utf-8")
    (made / "register.xml").write_text(REGISTER, "utf-8")
    (made / "first.txt").write_text(TEXT, "utf-8")
    (made / "first.toml").write_text(TOML, "utf-8")
    assert build(made).ok
    return made


@pytest.fixture
def built(folder: Path, tmp_path: Path) -> Built:
    """A copy of what was built, which may be spoilt."""
    edition = load_edition(folder)
    shutil.copytree(edition.output, tmp_path / "out")
    edition = replace(edition, output=tmp_path / "out")
    return Built(edition, tuple(last_files(edition.output)), {"valid": (), "package": (), "same": ()})


def judged(built: Built, number: int) -> Verdict:
    return verdict(number, CHECKS[number](built))


def test_every_point_is_in_a_group_and_has_a_check() -> None:
    assert (
        list(POINTS)
        == list(CHECKS)
        == [number for group in GROUPS.values() for number in group]
        == list(range(1, 45))
    )


def test_an_edition_that_says_all_it_can_passes_all(folder: Path) -> None:
    done = audit(folder)
    assert {one.number: one.status for one in done.verdicts if one.status != PASSED} == {10: NOT_APPLICABLE}
    assert done.ok


PAGE, INDEX, ABOUT, TEI = "html/first.html", "html/index.html", "html/about.html", "tei/first.xml"
SPOILT = [
    (1, INDEX, "A Press", "Another", INDEX),
    (2, "html/words.html", "10.5281/zenodo.1234567", "10.5281/zenodo.999", "html/words.html"),
    (2, TEI, '"version">10.5281/zenodo.1234567', '"version">10.5281/zenodo.999', TEI),
    (3, TEI, "10.5281/zenodo.1234566", "10.5281/zenodo.999", TEI),
    (4, "html/contents.html", "version 1.2.0", "version 1.2.01", "html/contents.html"),
    (4, PAGE, ", 2026-11-23.", ".", PAGE),
    (5, "html/cite/first.json", "version 1.2.0", "", "html/cite/first.json"),
    (6, ABOUT, "<dt>MLA</dt>", "", ABOUT),
    (6, "html/cite/edition.ris", "TY  - ", "TX  - ", "html/cite/edition.ris"),
    (7, PAGE, 'class="pn"', "", PAGE),
    (8, PAGE, 'id="p2"', 'id="x2"', TEI),
    (9, PAGE, 'id="p2"', 'id="x2"', PAGE),
    (11, PAGE, 'id="p2"', 'id="p1"', PAGE),
    (11, TEI, "refsDecl", "projectDesc", TEI),
    (12, PAGE, 'id="fn1"', "", TEI),
    (13, PAGE, "Jan van Dam", "J. D.", PAGE),
    (14, ABOUT, 'id="permanence"', "", ABOUT),
    (15, INDEX, 'content="book"', 'content="page"', INDEX),
    (15, PAGE, "citation_title", "title", PAGE),
    (16, TEI, "editorialDecl", "samplingDecl", TEI),
    (17, PAGE, "Spelling, capitals", "Capitals", PAGE),
    (18, TEI, "biblStruct", "p", TEI),
    (19, TEI, "<p>There is one witness.</p>", "", TEI),
    (20, PAGE, '<section class="corrections">', "<section>", PAGE),
    (21, PAGE, "Read twice", "Read", PAGE),
    (22, ABOUT, "Anna Maria Writer", "A. W.", ABOUT),
    (23, TEI, "revisionDesc", "xenoData", TEI),
    (23, ABOUT, "version 1.2.0 of", "version of", ABOUT),
    (25, ABOUT, 'id="technology"', "", ABOUT),
    (26, ABOUT, "CC-BY-4.0", "", ABOUT),
    (27, ABOUT, "Rights holder: Anna Writer", "", ABOUT),
    (28, PAGE, "../tei/first.xml", "../tei/second.xml", PAGE),
    (30, "text/first.txt", "zenodo.1234567", "zenodo.1", "text/first.txt"),
    (31, PAGE, "application/ld+json", "text/plain", PAGE),
    (32, "html/cite/edition.json", '"1.2.0"', '"1.3.0"', "html/cite/edition.json"),
    (32, TEI, 'edition n="1.2.0"', 'edition n="1.3.0"', TEI),
    (33, "html/dts/index.jsonld", "@context", "context", "html/dts/index.jsonld"),
    (33, "html/oai/listrecords-oai_dc.xml", "<record>", "<rekord>", "html/oai/listrecords-oai_dc.xml"),
    (35, "text/first.txt", "A Letter", "\ufeffA Letter", "text/first.txt"),
    (36, PAGE, 'href="contents.html"', 'href="/contents.html"', PAGE),
    (36, PAGE, "</main>", '<form action="search.php"></form></main>', PAGE),
    (37, PAGE, "</main>", '<img alt="" src="https://elsewhere.example/a.png"></main>', PAGE),
    (37, "html/assets/edition.css", ":root", "@import '//x.example/a.css'; :root", "html/assets/edition.css"),
    (38, "ledger.json", '"unexplained": []', '"unexplained": ["rain"]', "ledger.json"),
    (39, PAGE, 'href="contents.html"', 'href="contents.html?a=b"', PAGE),
    (40, PAGE, 'href="contents.html"', 'href="content.html"', PAGE),
    (40, PAGE, 'href="#fn1"', 'href="#fn9"', PAGE),
    (41, INDEX, "https://creativecommons.org/licenses/by/4.0/", "https://x.example/", INDEX),
    (43, "ledger.json", '"unexplained": []', '"unexplained": ["rain"]', "ledger.json"),
    (44, PAGE, '<html lang="en">', "<html>", PAGE),
    (44, PAGE, "<h1", "<h2", PAGE),
]  # fmt: skip


@pytest.mark.parametrize(("number", "file", "old", "new", "told"), SPOILT)
def test_what_was_spoilt_is_found_and_named(
    built: Built, number: int, file: str, old: str, new: str, told: str
) -> None:
    path = built.edition.output / file
    text = path.read_text("utf-8")
    assert old in text
    assert judged(built, number).status == PASSED
    path.write_text(text.replace(old, new), "utf-8")
    found = judged(Built(built.edition, built.names, built.wrong), number)
    assert found.status == FAILED
    assert told in {one.file for one in found.evidence if one.good is False}


@pytest.mark.parametrize(
    ("number", "change"),
    [
        (1, {"publisher": ""}),
        (1, {"editors": ()}),
        (2, {"doi": ""}),
        (3, {"concept_doi": ""}),
        (4, {"date": ""}),
        (13, {"editors": ()}),
        (21, {"proofreading": ""}),
        (26, {"licences": ()}),
        (27, {"rights_holder": ""}),
    ],
)
def test_what_the_edition_does_not_say_is_told_with_its_cure(
    built: Built, number: int, change: dict[str, object]
) -> None:
    found = judged(replace(built, edition=replace(built.edition, **change)), number)
    assert found.status == FAILED
    assert any(one.cure for one in found.evidence if one.good is False)


@pytest.mark.parametrize(("number", "judge"), [(24, "valid"), (29, "package"), (42, "same")])
def test_what_other_judges_say_counts(built: Built, number: int, judge: str) -> None:
    assert judged(built, number).status == PASSED
    against = {**built.wrong, judge: (no("is wrong", "x.xml", 3),)}
    found = judged(replace(built, wrong=against), number)
    assert (found.status, found.evidence[0].file, found.evidence[0].line) == (FAILED, "x.xml", 3)


def test_addresses_once_given_lead_somewhere(built: Built) -> None:
    record = built.edition.articles[0].record

    def change(new: Record) -> Built:
        articles = (replace(built.edition.articles[0], record=new),)
        return replace(built, edition=replace(built.edition, articles=articles))

    lost = change(replace(record, texts={**record.texts, "p77": "Gone."}))
    assert judged(lost, 9).status == FAILED
    told = change(replace(record, texts={**record.texts, "p77": "Gone."}, removed={"p77": "1.2.0"}))
    assert judged(told, 9).status == PASSED
    assert judged(change(Record()), 9).status == NOT_APPLICABLE


def test_older_versions_must_be_there_and_say_so(built: Built) -> None:
    releases = (Release("1.0", "2025-01-01"), Release("1.2.0", "2026-11-23"))
    made = replace(built, edition=replace(built.edition, releases=releases))
    assert judged(made, 10).status == FAILED
    page = built.edition.output / "html/1.0/index.html"
    page.parent.mkdir()
    page.write_text("<html><body><p>Old.</p></body></html>")
    assert judged(made, 10).status == FAILED
    page.write_text('<html><body><p class="superseded">Version 1.2.0 is newer.</p></body></html>')
    assert judged(made, 10).status == PASSED


def test_a_register_without_authorities_fails(built: Built, tmp_path: Path) -> None:
    register = tmp_path / "register.xml"
    register.write_text(REGISTER.replace("<idno", "<note").replace("</idno>", "</note>"))
    made = replace(built, edition=replace(built.edition, register=register))
    assert judged(built, 34).status == PASSED
    assert judged(made, 34).status == FAILED
    assert judged(replace(built, edition=replace(built.edition, register=None)), 34).status == NOT_APPLICABLE


def test_a_page_nothing_leads_to_is_found(built: Built) -> None:
    (built.edition.output / "html/alone.html").write_text("<html><body><p>Alone.</p></body></html>")
    found = judged(replace(built, names=(*built.names, "html/alone.html")), 41)
    assert found.status == FAILED
    assert found.evidence[0].file == "html/alone.html"


def test_the_command_tells_prints_and_writes_a_page_that_the_next_build_takes_away(folder: Path) -> None:
    run = CliRunner().invoke(main, ["audit", str(folder), "--page"])
    assert run.exit_code == 0
    assert "43 passed, 1 not applicable" in run.output
    page = load_edition(folder).output / "html/audit.html"
    assert 'id="point-44"' in page.read_text("utf-8")
    assert "43 passed, 1 not applicable" in page.read_text("utf-8")
    points = json.loads(CliRunner().invoke(main, ["audit", str(folder), "--format", "json"]).output)
    assert [one["point"] for one in points] == list(range(1, 45))
    assert points[0]["evidence"][0]["file"] == "html/index.html"
    build(folder)
    assert not page.exists()


def test_what_was_not_built_cannot_be_audited(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Text.")
    (tmp_path / "edition.toml").write_text('title = "T"\n')
    with pytest.raises(UsageError, match="has not been built"):
        audit(tmp_path)
    build(tmp_path)
    done = audit(tmp_path)
    assert not done.ok
    assert "→ tei-edition identify --doi" in done.as_text() or "identify --doi" in done.as_text()
