"""Mistakes planted in the sample: one gives one finding, of its kind and in its line; ten give ten."""

from __future__ import annotations

from pathlib import Path

import pytest

from tei_edition.resources import schema_path
from tei_edition.validate import validate_file
from tei_edition.validate.document import Document
from tei_edition.validate.grammar import load_grammar

SAMPLE = (Path(__file__).parent / "sample.xml").read_text("utf-8")
MISTAKES = [
    ("<funder>A Foundation</funder>", "<fundr>A Foundation</fundr>", "element-unknown"),
    ("<pubPlace>Vienna</pubPlace>", "<pubplace>Vienna</pubplace>", "element-unknown"),
    ("<publisher>A Publisher</publisher>", "<p>A Publisher</p>", "element-misplaced"),
    ('when="2026"', 'when="in 2026"', "attribute-value"),
    ('status="unknown"', 'status="doubtful"', "attribute-value"),
    ("<projectDesc>", "<projectDesc>stray", "text-misplaced"),
    ('<prefixDef ident="wikidata"', "<prefixDef", "attribute-missing"),
    ("<profileDesc>", '<profileDesc class="x">', "attribute-unknown"),
    ("<birth when=", "<birth whn=", "attribute-unknown"),
    ("<docDate>", '<docDate xml:id="1 a">', "id-malformed"),
    ("<epigraph><quote>", "<epigraph><blockquote/><quote>", "element-unknown"),
    ('<p xml:id="a1">In short.</p>', '<h2>In short.</h2><p xml:id="a1"/>', "element-unknown"),
    ("<titleStmt>", "<titleStmt><head>x</head>", "element-misplaced"),
    ("<seriesStmt>", "<seriesStmt><seriesStmt/>", "element-misplaced"),
    ("<change ", '<change xmlns="http://www.w3.org/1999/xhtml" ', "namespace"),
    ("<extent>", "<sourceDesc><p>x</p></sourceDesc><extent>", "element-order"),
    ("<head>Deeper</head>", "<div>Deeper</div>", "text-misplaced"),
    ("<head>Sees tug of war</head>", "<trailr2>Sees tug of war</trailr2>", "element-unknown"),
    ("<p>A sample.</p>", "A <q>sample</q> of text", "text-misplaced"),
    ("<geo>55.75 37.62</geo>", "<geo>55.75 <lb/>37.62</geo>", "element-misplaced"),
    ("<docDate>", '<docDate url="a.png" mimeType="image/png">', "attribute-unknown"),
    ("<catDesc>article</catDesc>", "<div><catDesc>article</catDesc></div>", "element-misplaced"),
]
TEN = (0, 1, 3, 4, 5, 6, 7, 8, 9, 10)


def found(text: str) -> list[tuple[str, int | None]]:
    grammar = load_grammar(schema_path("tei_edition.rng"))
    return [(one.code, one.line) for one in grammar.check(Document("a.xml", text.encode()))]


def planted(text: str, number: int) -> str:
    before, after, _ = MISTAKES[number]
    assert before in text
    return text.replace(before, after, 1)


@pytest.mark.parametrize("number", range(len(MISTAKES)), ids=lambda number: MISTAKES[number][1])
def test_one_mistake_gives_one_finding(number: int) -> None:
    before, _, code = MISTAKES[number]
    line = SAMPLE[: SAMPLE.index(before)].count("\n") + 1
    ((told, where),) = found(planted(SAMPLE, number))
    assert told == code and where is not None and 0 <= where - line <= 1


def test_ten_mistakes_give_ten_findings() -> None:
    text = SAMPLE
    for number in TEN:
        text = planted(text, number)
    assert sorted(code for code, _ in found(text)) == sorted(MISTAKES[number][2] for number in TEN)


def test_what_is_missing_here_and_misplaced_there_is_one_mistake_told_with_its_way_back() -> None:
    part = SAMPLE[SAMPLE.index("      <sourceDesc>") : SAMPLE.index("    </fileDesc>")]
    text = SAMPLE.replace(part, "").replace("    <encodingDesc>\n", f"    <encodingDesc>\n{part}")
    (finding,) = load_grammar(schema_path("tei_edition.rng")).check(Document("a.xml", text.encode()))
    assert finding.code == "element-missing" and finding.hint is not None
    assert finding.hint.startswith("move the `sourceDesc` of line ")


@pytest.mark.parametrize("name", ["fooo", "para"])
def test_the_same_mistake_in_several_places_is_told_in_each(name: str) -> None:
    text = SAMPLE.replace("<byline>", f"<{name}/><byline>").replace("<docDate>", f"<{name}/><docDate>")
    assert [code for code, _ in found(text)] == ["element-unknown"] * 2


def test_how_many_mistakes_are_not_told_one_by_one_is_told() -> None:
    text = SAMPLE.replace("<p>A sample.</p>", '<p ofo="">x</p>' * 1200)
    findings = load_grammar(schema_path("tei_edition.rng")).check(Document("a.xml", text.encode()))
    assert len(findings) == 1001 and findings[-1].code == "not-checked"
    assert "200 more mistakes" in findings[-1].message


WITHIN = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>x</title></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body>
{}
</body></text></TEI>"""


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        ('<p class="intro"><i>one</i></p>', ["attribute-unknown", "element-unknown"]),
        ('<p when="1900-01-01"><persname>two</persname></p>', ["attribute-unknown", "element-unknown"]),
        ("<div><p/></div><p>a <persname>x</persname></p>", ["element-order", "element-unknown"]),
        ("<div><p/></div><list><itm>x</itm></list>", ["element-order", "element-unknown"]),
        ('<p><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="a.xml"/></p>', ["element-unknown"]),
    ],
)
def test_two_mistakes_one_in_the_other_are_two_findings(tmp_path: Path, body: str, codes: list[str]) -> None:
    path = tmp_path / "a.xml"
    path.write_text(WITHIN.format(body))
    assert [one.code for one in validate_file(path) if one.severity == "error"] == codes


def test_what_stands_in_a_dtd_is_said_not_to_be_known(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text('<!DOCTYPE TEI SYSTEM "tei.dtd">' + WITHIN.format("<p/>"))
    assert [one.code for one in validate_file(path) if "tei.dtd" in one.message] == ["not-checked"]


def test_an_encoding_that_cannot_replace_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(b'<?xml version="1.0" encoding="idna"?><TEI/>')
    assert validate_file(path)


def test_an_attribute_of_any_name_may_be_missing(tmp_path: Path) -> None:
    schema, path = tmp_path / "s.rng", tmp_path / "a.xml"
    schema.write_text(
        '<element name="foo" xmlns="http://relaxng.org/ns/structure/1.0"><oneOrMore><attribute><nsName ns=""/>'
        "</attribute></oneOrMore></element>"
    )
    path.write_text("<foo/>")
    assert [finding.code for finding in validate_file(path, [schema])] == ["attribute-missing"]
