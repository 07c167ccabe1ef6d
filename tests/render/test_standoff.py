"""Notes that stand in `standOff`, or elsewhere, are shown, and lead to what they are about and back."""

from pathlib import Path

import pytest

from tei_edition import build, render
from tei_edition.ledger import account_of_html
from tei_edition.render import render_html, with_standoff_notes
from tei_edition.tei import parse_bytes
from tests.render.samples import page, region

FULL = "<publicationStmt><p>x</p></publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc>"
HEADER = "<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt></fileDesc></teiHeader>"
TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0">%s<standOff><listAnnotation>
<note xml:id="a1" target="#p1">On the first.</note>
<annotation target="#w2"><note>On a word.</note></annotation></listAnnotation>
<note xml:id="a2" target="#w1 #p2">On two.</note>
<listPerson><person xml:id="doe">
<persName>Doe</persName><note>No note on the text.</note></person></listPerson></standOff>
<text><body><p xml:id="p1">The <seg xml:id="w1">first</seg>.</p>
<p xml:id="p2">The <seg xml:id="w2">second</seg> one.</p>
<p xml:id="p3">Third.</p></body><back><div><note xml:id="b1" target="#w2">From the back.</note>
<note target="#gone">To nothing.</note>
<note xml:id="b2" target="#range(p1,p3)">On a range.</note></div></back></text></TEI>"""


def made() -> str:
    return render_html(with_standoff_notes(parse_bytes((TEI % HEADER).encode(), "t.xml"))).html


def test_each_has_its_marker_where_its_target_ends_and_leads_back() -> None:
    root = region(made())
    markers = [(link.text, link.getparent().getparent().get("id")) for link in root.iterfind(".//sup/a")]
    assert markers == [("a", "p1"), ("b", "w2"), ("c", "w2"), ("d", "p2"), ("e", "p3")]
    for link in root.iterfind(".//sup/a"):
        note = root.xpath("//*[@id=$key]", key=link.get("href")[1:])[0]
        assert note[0].get("href") == f"#{link.get('id')}"
    words = root.text_content()
    for said in ("On the first.", "On a word.", "On two.", "From the back.", "To nothing.", "On a range."):
        assert words.count(said) == 1
    assert "No note on the text" not in words


def test_the_ledger_sees_a_marker_that_leads_elsewhere() -> None:
    tree = with_standoff_notes(parse_bytes((TEI % HEADER).encode(), "t.xml"))
    html = made()
    assert account_of_html("t", tree, html).unexplained == ()
    for wrong in ('href="#a1"', 'href="#te-ref-a1"', ">a</a></sup>"):
        spoilt = html.replace(wrong, wrong.replace("a1", "a2") if "a1" in wrong else ">z</a></sup>")
        assert account_of_html("t", tree, spoilt).unexplained


@pytest.mark.parametrize("output", ["html", "text", "markdown", "epub", "site"])
def test_every_output_has_them_and_loses_nothing(tmp_path: Path, output: str) -> None:
    (tmp_path / "t.xml").write_text(TEI % HEADER, "utf-8")
    result = render([tmp_path / "t.xml"], output, tmp_path / "out")
    assert not [one for one in result.diagnostics if one.severity == "error"]


def test_an_edition_of_such_a_document_shows_them_and_leaves_its_tei_alone(tmp_path: Path) -> None:
    (tmp_path / "edition.toml").write_text('title = "E"\ndate = 2026-01-02\n')
    text = TEI.replace("%s", HEADER.replace("</fileDesc>", FULL)).replace(
        "<TEI ", '<TEI xml:id="t" xml:lang="en" '
    )
    (tmp_path / "t.xml").write_text(text, "utf-8")
    result = build(tmp_path)
    assert not [one for one in result.diagnostics if one.code.startswith("words-")]
    page = result.files["html/t.html"].decode()
    assert 'href="#a1" role="doc-noteref"' in page
    assert b"<listAnnotation>" in result.files["tei/t.xml"]


def test_a_document_without_such_notes_stays_as_it_is() -> None:
    tree = parse_bytes((TEI % HEADER).replace("target=", "corresp=").encode(), "t.xml")
    with_standoff_notes(tree)
    assert tree.getroot().find(".//{*}standOff//{*}note") is not None
    assert page(render_html(tree).html).find(".//sup") is None
