"""Versions side by side: witnesses where they differ, languages block by block."""

from pathlib import Path

from tei_edition.render.parallel import parallel
from tei_edition.rendering import render
from tei_edition.tei import serialise
from tests.render.samples import document, page

WITNESSES = """<p xml:id="p1">All the same.</p><p xml:id="p2">The <app><lem wit="#A">old</lem>
  <rdg wit="#B">new</rdg></app>
  ship.<note>A note.</note></p>"""
LANGUAGES = """<div xml:lang="en"><p xml:id="e1" n="1">One day.</p><p n="3">Three.</p></div>
  <div xml:lang="ar"><p n="1">يوم</p><p n="2">اثنان</p><p n="3">ثلاثة</p></div>"""


def test_witnesses_stand_side_by_side_where_they_differ() -> None:
    versions = parallel(document(WITNESSES))
    assert versions is not None
    assert versions.columns == (("A", ""), ("B", ""))
    (row,) = versions.rows
    assert row.id == "p2"
    assert row.cells == (
        (("The", False), ("old", True), ("ship.", False)),
        (("The", False), ("new", True), ("ship.", False)),
    )


def test_languages_stand_side_by_side_by_their_numbers() -> None:
    versions = parallel(document(LANGUAGES))
    assert versions is not None
    assert versions.columns == (("en", "en"), ("ar", "ar"))
    assert [[cell[0][0] for cell in row.cells] for row in versions.rows] == [
        ["One day.", "يوم"],
        ["Three.", "ثلاثة"],
    ]


def test_a_text_in_one_version_has_no_such_page() -> None:
    assert parallel(document("<p>Text</p>")) is None
    assert parallel(document('<div xml:lang="en"><p>a</p></div><div xml:lang="en"><p>b</p></div>')) is None


def test_a_site_links_to_the_versions(tmp_path: Path) -> None:
    for name, body in (("a", WITNESSES), ("b", LANGUAGES), ("c", "<p>Text</p>")):
        (tmp_path / f"{name}.xml").write_bytes(serialise(document(body)))
    made = render([tmp_path], "site")
    assert [finding.message for finding in made.diagnostics] == []
    assert {name for name in made.files if "parallel" in name} == {"a.parallel.html", "b.parallel.html"}
    assert page(made.files["a.html"].decode()).xpath("//a[contains(@href, 'parallel')]/@href") == [
        "a.parallel.html"
    ]
    root = page(made.files["a.parallel.html"].decode())
    assert root.xpath("//td/a/@href") == ["a.html#p2"]
    assert [mark.text for mark in root.iter("mark")] == ["old", "new"]
    assert page(made.files["b.parallel.html"].decode()).xpath("//td[2]/@dir") == ["rtl", "rtl"]
