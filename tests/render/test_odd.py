"""An edition's own ODD: models changed, added, taken away; what cannot be honoured is told and loses no words."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

import tei_edition
from tei_edition.cli import main
from tei_edition.errors import ConfigError
from tei_edition.render import HtmlOptions, load_odd, render_epub, render_html, render_markdown, render_text
from tei_edition.render.odd import builtin
from tei_edition.tei import q
from tests.render.samples import document, region, sample

SUBSET = Path(__file__).parents[3] / "shared" / "tei" / "p5subset.xml"
TEI = 'xmlns="http://www.tei-c.org/ns/1.0"'


def odd(folder, specs, name="own.odd", attributes=""):
    path = folder / name
    path.write_text(
        f'<TEI {TEI}><text><body><schemaSpec ident="own" {attributes}>{specs}</schemaSpec></body></text></TEI>'
    )
    return path


def spec(ident, models, mode="change"):
    return f'<elementSpec ident="{ident}" mode="{mode}">{models}</elementSpec>'


@pytest.fixture
def show(tmp_path):
    def make(specs, body):
        model = load_odd(odd(tmp_path, specs))
        return region(render_html(document(body), HtmlOptions(model=model)).html)

    return make


@pytest.fixture
def say(tmp_path):
    def make(specs, body, view="reading"):
        return render_text(document(body), view, plain=False, model=load_odd(odd(tmp_path, specs))).text

    return make


@pytest.mark.skipif(not SUBSET.is_file(), reason="TEI's own specification is not beside the project")
def test_every_element_of_the_tei_has_a_row():
    specified = {q(item.get("ident")) for item in etree.parse(SUBSET).iter(q("elementSpec"))}
    assert specified == set(builtin().rows)


def test_the_built_in_model_is_honoured_whole():
    assert builtin().diagnostics == ()


def test_a_model_takes_the_place_of_ours(show):
    made = show(spec("hi", '<model behaviour="omit"><desc>x</desc></model>'), "<p>a<hi>b</hi>c</p>")
    assert "".join(made.itertext()).split() == ["1", "ac"]


def test_what_has_no_models_stays_and_what_is_deleted_goes_to_the_default(tmp_path):
    model = load_odd(odd(tmp_path, spec("p", "<gloss/>") + spec("hi", "", "delete")))
    made = render_html(document("<p>a<hi>b</hi></p>"), HtmlOptions(model=model))
    assert [item.code for item in made.diagnostics] == ["default-behaviour"]
    assert region(made.html).xpath("//p[contains(., 'ab')]")


def test_an_odd_builds_on_another(tmp_path):
    odd(
        tmp_path,
        spec("hi", '<model behaviour="omit"/>') + spec("emph", '<model behaviour="omit"/>'),
        "base.odd",
    )
    own = odd(tmp_path, spec("emph", '<model behaviour="inline"/>'), attributes='source="base.odd"')
    told = render_text(document("<p>a<hi>b</hi><emph>c</emph></p>"), plain=True, model=load_odd(own))
    assert told.text == "ac\n"


def test_two_odds_that_build_on_each_other_are_no_matter(tmp_path):
    odd(tmp_path, spec("hi", '<model behaviour="omit"/>'), "base.odd", 'source="own.odd"')
    assert load_odd(odd(tmp_path, "", attributes='source="base.odd"')).rows[q("hi")][0].behaviour == "omit"


def test_predicates_in_order(say):
    models = '<model predicate="@rend=(\'b\',\'c\')" behaviour="omit"/><model behaviour="inline"/>'
    assert "ad" in say(
        spec("hi", models), '<p>a<hi rend="b">b</hi><hi rend="c">c</hi><hi rend="d">d</hi></p>'
    )


def test_a_sequence_shows_an_element_as_each_of_its_models(say):
    models = """<modelSequence><model behaviour="inline"/><model predicate="@n" behaviour="text"><param name="content"
        value="concat(' (', @n, ')')"/></model></modelSequence>"""
    assert "one (1) two." in say(spec("hi", models), '<p><hi n="1">one</hi> <hi>two</hi>.</p>')


def test_sequences_in_sequences(say):
    inner = '<model behaviour="text"><param name="content" value="@n"/></model>'
    dash = '<model behaviour="text"><param name="content" value="\'-\'"/></model>'
    models = f'<modelSequence><modelSequence predicate="@n">{inner}</modelSequence>{dash}</modelSequence>'
    assert "7-" in say(spec("hi", models), '<p><hi n="7">one</hi></p>')


def test_a_group_shares_its_output(tmp_path):
    models = '<modelGrp output="plain"><model behaviour="omit"/></modelGrp><model behaviour="inline"/>'
    model = load_odd(odd(tmp_path, spec("hi", models)))
    tree = document("<p>a<hi>b</hi></p>")
    assert render_text(tree, plain=True, model=model).text == "a\n"
    assert "ab" in "".join(region(render_html(tree, HtmlOptions(model=model)).html).itertext()).replace(
        "1 ", ""
    )


def test_content_is_what_the_parameter_names(say):
    models = '<model behaviour="block"><param name="content" value="(emph, subsequence(hi, 2))"/></model>'
    told = say(
        spec("ab", models),
        "<ab><hi>x</hi> <hi>y</hi> <emph>z</emph></ab>",
    )
    assert "zy" in told
    assert "x" not in told


def test_words_that_the_model_puts_in_are_marked_and_the_texts_own_are_not(show):
    models = '<model behaviour="inline"><param name="content" value="(\'[\', text(), \']\')"/></model>'
    made = show(spec("hi", models), "<p><hi>word</hi></p>")
    assert "[word]" in "".join(made.itertext())
    own = '<model behaviour="inline"><param name="content" value="text()"/></model>'
    assert show(spec("hi", own), "<p><hi>word</hi></p>").xpath("//*[@data-generated][.='word']") == []


def test_an_alternate_of_computed_readings(show):
    models = """<model behaviour="alternate"><param name="default" value="."/><param name="alternate"
        value="string(@when)"/></model>"""
    (date,) = show(spec("date", models), '<p><date when="1953">this year</date></p>').xpath("//*[@title]")
    assert (date.text, date.get("title")) == ("this year", "1953")


def test_an_alternate_of_children_keeps_both_views(say):
    models = """<model behaviour="alternate"><param name="default" value="orig[1]"/><param name="alternate"
        value="reg[1]"/></model>"""
    body = "<p><choice><orig>olde</orig><reg>old</reg></choice></p>"
    assert "olde" in say(spec("choice", models), body)
    assert "olde" not in say(spec("choice", models), body, "source")


def test_parameters_of_headings_lists_items_and_links(show):
    specs = spec("head", '<model behaviour="heading"><param name="level" value="3"/></model>')
    specs += spec("list", '<model behaviour="list"><param name="type" value="\'ordered\'"/></model>')
    specs += spec("item", '<model behaviour="listItem"><param name="n" value="\'z\'"/></model>')
    specs += spec(
        "rs",
        '<model behaviour="link"><param name="uri" value="concat(\'https://example.org/\', @key)"/></model>',
    )
    made = show(specs, '<div><head>H</head><p><rs key="k">x</rs></p><list><item>i</item></list></div>')
    assert made.xpath("string(.//h4)") == "H"
    assert made.xpath(".//a/@href")[-1] == "https://example.org/k"
    assert made.xpath("string(.//ol/li)") == "z. i"


def test_looks_go_into_the_style_sheet_without_anything_that_is_fetched(tmp_path):
    styles = """<outputRendition>color: red; background: url(http://evil/x); content: '};x'</outputRendition>
        <outputRendition scope="before">content: 'By; ';</outputRendition>"""
    model = load_odd(odd(tmp_path, spec("hi", f'<model behaviour="inline" cssClass="own">{styles}</model>')))
    assert model.styles.splitlines()[0].endswith("{ color: red }")
    assert "::before { content: 'By; ' }" in model.styles
    page = render_html(document("<p><hi>x</hi></p>"), HtmlOptions(model=model)).html
    assert "color: red" in page
    assert region(page).xpath('.//*[contains(@class, "own odd-hi-1")]')


UNHONOURED = [
    ('<model behaviour="dance"/>', "odd-behaviour"),
    ('<model predicate="@a = = 1" behaviour="omit"/><model behaviour="inline"/>', "odd-expression"),
    ('<model behaviour="inline"><param name="content" value="nav:x(."/></model>', "odd-expression"),
    ('<model behaviour="inline"><param name="colour" value="1"/></model>', "odd-parameter"),
]


@pytest.mark.parametrize(("models", "code"), UNHONOURED)
def test_what_cannot_be_honoured_is_told_with_its_line_and_loses_no_words(tmp_path, models, code):
    path = odd(tmp_path, spec("hi", models))
    model = load_odd(path)
    assert [(item.code, item.file, item.line) for item in model.diagnostics] == [(code, str(path), 1)]
    assert render_text(document("<p>a<hi>b</hi></p>"), plain=True, model=model).text == "ab\n"


@pytest.mark.parametrize("value", ["ancestor::div", "//hi", "..", ".", "(., .)"])
def test_nothing_is_shown_inside_itself_without_end(tmp_path, value):
    models = f'<model behaviour="inline"><param name="content" value="{value}"/></model>'
    model = load_odd(odd(tmp_path, spec("hi", models)))
    body = "<div><p>" + "<hi>x</hi>" * 30 + "</p></div>"
    assert len(render_html(document(body), HtmlOptions(model=model)).html) < 3_000_000


def test_deep_sequences_are_no_matter(tmp_path):
    models = '<modelSequence><model behaviour="inline"/></modelSequence>'
    model = load_odd(odd(tmp_path, spec("hi", models)))
    made = render_text(document("<p>" + "<hi>" * 400 + "x" + "</hi>" * 400 + "</p>"), plain=True, model=model)
    assert made.text == "x\n"


def test_an_odd_without_models_is_told(tmp_path):
    with pytest.raises(ConfigError, match="no <model>"):
        load_odd(odd(tmp_path, spec("hi", "")))


def test_every_output_heeds_it(tmp_path):
    model = load_odd(odd(tmp_path, spec("hi", '<model behaviour="omit"/>')))
    tree = document("<p>a<hi>bbb</hi></p>")
    assert "bbb" not in render_markdown(tree, model=model).text
    assert all("bbb" not in text for text in render_epub(tree, model=model).texts)


def test_the_commands_take_an_odd(tmp_path):
    (tmp_path / "a.xml").write_bytes(etree.tostring(document("<p>a<hi>b</hi></p>")))
    path = odd(tmp_path, spec("hi", '<model behaviour="omit"/>'))
    run = CliRunner().invoke(
        main, ["render", str(tmp_path / "a.xml"), "--to", "text", "--plain", "--odd", str(path)]
    )
    assert (run.exit_code, run.stdout) == (0, "a\n")


def test_an_edition_names_its_odd(tmp_path):
    odd(tmp_path, spec("title", '<model behaviour="omit"/>'))
    (tmp_path / "a.txt").write_text("A title\n\nShe read “The Book of Hours” twice, and the town slept.\n")
    (tmp_path / "edition.toml").write_text('title = "T"\ndate = 2026-11-23\nodd = "own.odd"\n')
    result = tei_edition.build(tmp_path)
    assert result.ok, result.diagnostics


def test_models_as_editors_write_them_for_a_server():
    """All but one are honoured: an expression that calls the server's own function is told, and loses no words."""
    path = Path(__file__).with_name("publisher.odd")
    model = load_odd(path)
    told = {(item.code, item.line) for item in model.diagnostics if item.severity != "info"}
    assert [code for code, _ in told] == ["odd-expression"]
    assert sum(1 for _ in etree.parse(path).iter(q("model"))) == 69
    for made in (render_html(sample(), HtmlOptions(model=model)), render_text(sample(), model=model)):
        assert made.diagnostics == ()
