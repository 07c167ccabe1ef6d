"""An edition's own ODD: what editors write for a server is honoured here, and the ledger judges by it."""

from pathlib import Path

import pytest

from tei_edition.ledger import Account
from tei_edition.ledger.own import by_own_model, words_of_page
from tei_edition.render import HtmlOptions, load_odd, render_html, render_text
from tei_edition.rendering import render
from tei_edition.tei import serialise
from tests.render.samples import SAMPLE, document, region

HERE = Path(__file__).parent
OUTPUTS = ("html", "text", "markdown", "epub")


def odd(folder: Path, specs: str, header: str = "") -> Path:
    path = folder / "own.odd"
    path.write_text(
        f"""<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:pb="http://teipublisher.com/1.0"><teiHeader><encodingDesc>
        <tagsDecl>{header}</tagsDecl></encodingDesc></teiHeader><text><body>
        <schemaSpec ident="own">{specs}</schemaSpec></body></text></TEI>""",
        encoding="utf-8",
    )
    return path


def shown(folder: Path, specs: str, body: str, header: str = "") -> str:
    options = HtmlOptions(model=load_odd(odd(folder, specs, header)))
    html = render_html(document(body), options).html
    return " ".join(region(html).text_content().split())


def test_a_template_shows_parameters_between_words_of_its_own(tmp_path: Path) -> None:
    specs = """<elementSpec ident="rs" mode="change"><model behaviour="inline"><param name="key" value="@key"/>
      <pb:template xmlns=""><b data-key="[[key]]">see [[key]]: </b>[[content]]</pb:template></model></elementSpec>"""
    assert shown(tmp_path, specs, '<p>A <rs key="k1">ship</rs>.</p>') == "1 A see k1: ship."


def test_a_behaviour_that_the_odd_declares_is_known(tmp_path: Path) -> None:
    header = """<pb:behaviour ident="marked"><pb:param name="kind" value="@type"/>
      <pb:template xmlns=""><i>([[kind]]) [[content]]</i></pb:template></pb:behaviour>"""
    specs = '<elementSpec ident="seg" mode="change"><model behaviour="marked"/></elementSpec>'
    assert load_odd(odd(tmp_path, specs, header)).diagnostics == ()
    assert shown(tmp_path, specs, '<p><seg type="x">words</seg></p>', header) == "1 (x) words"


def test_classes_in_braces_are_the_elements_own(tmp_path: Path) -> None:
    specs = '<elementSpec ident="seg" mode="change"><model behaviour="inline" cssClass="part {@type}"/></elementSpec>'
    options = HtmlOptions(model=load_odd(odd(tmp_path, specs)))
    assert 'class="part warm"' in render_html(document('<p><seg type="warm">a</seg></p>'), options).html


def test_models_for_outputs_that_are_not_ours_are_passed_over(tmp_path: Path) -> None:
    specs = """<elementSpec ident="seg" mode="change"><model output="latex" behaviour="glossary"/>
      <model output="web" behaviour="omit"/></elementSpec>"""
    model = load_odd(odd(tmp_path, specs))
    tree = document("<p>Some <seg>words</seg></p>")
    assert model.diagnostics == ()
    assert "words" in render_text(tree, "reading", model=model).text
    assert "words" not in region(render_html(tree, HtmlOptions(model=model)).html).text_content()


def test_expressions_written_for_a_server_find_what_they_mean(tmp_path: Path) -> None:
    specs = """<elementSpec ident="name" mode="change"><model behaviour="inline">
      <param name="content" value="$get(.), id(substring-after(@ref, '#'), root($parameters?root))/note"/></model>
      </elementSpec>"""
    body = '<p><name ref="#x">Ann</name></p><list><item xml:id="x">b<note>queen</note></item></list>'
    assert shown(tmp_path, specs, body).startswith("1 Ann")


@pytest.mark.parametrize("output", OUTPUTS)
def test_the_ledger_judges_by_the_odd(tmp_path: Path, output: str) -> None:
    made = render([SAMPLE], output, odd=HERE / "publisher.odd")
    assert [finding.message for finding in made.diagnostics if finding.severity == "error"] == []


@pytest.mark.parametrize("output", OUTPUTS)
def test_what_an_odd_turns_round_is_no_loss(tmp_path: Path, output: str) -> None:
    specs = """<elementSpec ident="choice" mode="change"><model behaviour="inline"><param name="content" value="sic"/>
      </model></elementSpec><elementSpec ident="note" mode="change"><model behaviour="inline"/></elementSpec>
      <elementSpec ident="p" mode="change"><model behaviour="block"/></elementSpec>"""
    body = "<p>The <choice><sic>cone</sic><corr>code</corr></choice><note>A note.</note></p>"
    (tmp_path / "a.xml").write_bytes(serialise(document(body)))
    made = render([tmp_path / "a.xml"], output, odd=odd(tmp_path, specs))
    assert [finding.message for finding in made.diagnostics] == []


def test_what_is_lost_against_the_odd_is_told(tmp_path: Path) -> None:
    from tei_edition.diagnostics import make

    strict = Account("a: TEI → HTML", 20, 20, unexplained=(make("words-lost", "x", file="a.html"),))
    (lost,) = by_own_model(strict, "some words here", "some here", exact=True).unexplained
    assert lost.message == "a: TEI → HTML, by the models of the ODD: lost “words”"
    (added,) = by_own_model(strict, "some here", "some words here", exact=True).unexplained
    assert added.code == "words-added"
    assert by_own_model(strict, "some here", "some words here", exact=False).unexplained == ()
    assert words_of_page(
        '<div data-ledger="text"><p>a <b data-generated>1</b>b</p></div>', "reading"
    ).split() == [
        "a",
        "b",
    ]


def test_a_site_is_judged_by_its_odd(tmp_path: Path) -> None:
    specs = """<elementSpec ident="persName" mode="change"><model behaviour="inline"/></elementSpec>
      <elementSpec ident="p" mode="change"><model behaviour="block"/></elementSpec>"""
    listed = '<listPerson><person xml:id="a"><persName>Ann</persName></person></listPerson>'
    body = f'<p>By <persName ref="#a">Ann</persName>.</p>{listed}'
    (tmp_path / "a.xml").write_bytes(serialise(document(body)))
    made = render([tmp_path / "a.xml"], "site", odd=odd(tmp_path, specs))
    assert [finding.message for finding in made.diagnostics] == []
