"""An apparatus in its three forms: readings side by side, entries that name a place, entries between two points."""

import pytest

import tei_edition
from tei_edition.errors import UsageError
from tei_edition.ledger import account_of_html, account_of_text
from tei_edition.render import render_html, render_text
from tei_edition.render.witness import sigla, text_of
from tests.render.samples import characters, document, region, tei_characters

PARALLEL = """<p>The <app><lem wit="#A #B">quick</lem><rdg wit="#C">slow</rdg></app> <app><rdg wit="#A">fox</rdg>
    <rdgGrp wit="#B"><rdg>dog</rdg></rdgGrp></app> <app><lem>ran</lem><rdg wit="#B">sat
    <app><lem wit="#A">up</lem><rdg wit="#B">down</rdg></app></rdg></app>.</p>"""
READ = {"A": "The quick fox ran.", "B": "The quick dog sat down.", "C": "The slow ran."}


@pytest.mark.parametrize(("siglum", "words"), READ.items())
def test_the_text_of_each_witness(siglum, words):
    assert render_text(text_of(document(PARALLEL), siglum), plain=True).text == words + "\n"


def test_the_witnesses_are_named_in_the_order_of_the_text():
    assert sigla(document(PARALLEL).getroot()) == ["A", "B", "C"]


def test_a_witness_that_there_is_not_is_told_with_those_there_are():
    with pytest.raises(UsageError, match="no witness is called 'X'") as told:
        text_of(document(PARALLEL), "X")
    assert "A, B, C" in str(told.value.hint)


@pytest.mark.parametrize("target", ["html", "text", "markdown", "epub"])
def test_every_output_shows_a_witness(tmp_path, target):
    path = tmp_path / "a.xml"
    document(PARALLEL).write(str(path))
    result = tei_edition.render([path], target, view="witness:B")
    assert result.ok
    if target in ("text", "markdown"):
        assert "The quick dog sat down" in next(iter(result.files.values())).decode()


def test_a_view_that_there_is_not_is_told(tmp_path):
    with pytest.raises(UsageError, match="no view is called witness"):
        tei_edition.render([], "text", view="witness:")


APART = {
    "in the text": """<p>The <anchor xml:id="w1"/>quick fox<app from="#w1"><lem>quick fox</lem> <rdg wit="#B">slow
        dog</rdg></app> ran.</p>""",
    "in a list": """<p xml:id="p1">The quick fox ran.</p><listApp><app from="#p1"><lem>quick</lem> <rdg
        wit="#B">slow</rdg></app><app loc="1"><rdg wit="#C">dog</rdg><note>sic</note></app></listApp>""",
    "in a division": """<p>The quick fox ran.</p><div type="apparatus"><app loc="1"><lem>quick</lem> <rdg
        wit="#B">slow</rdg></app></div>""",
}


@pytest.mark.parametrize("body", APART.values(), ids=APART)
def test_entries_that_say_where_they_belong_double_no_words_of_the_text(body):
    tree = document(body)
    assert render_text(tree, plain=True).text.startswith("The quick fox ran.\n")
    made = render_html(tree).html
    assert characters(made) == tei_characters(tree.getroot())
    assert "The quick fox" in " ".join(region(made).xpath("string(.//p)").split())
    assert account_of_html("a", tree, made).unexplained == ()
    for view in ("reading", "source"):
        text = render_text(tree, view)
        assert account_of_text("a", tree, text.text, view, False).unexplained == ()


def test_entries_apart_name_their_witnesses_in_the_page():
    made = region(render_html(document(APART["in a list"])).html)
    assert made.xpath(".//@data-wit") == ["B", "C"]
