"""What documents of others hold in unlikely places is in every output, and the ledger says so."""

from pathlib import Path

import pytest

from tei_edition.rendering import render
from tei_edition.tei import serialise
from tests.render.samples import document

OUTPUTS = ("html", "text", "markdown", "epub")
CASES = {
    "a correction of a spelling": ("<choice><sic>negociation</sic><reg>negotiation</reg></choice>", "negotiation"),
    "an abbreviation made regular": ("<choice><abbr>Morng</abbr><reg>Morning</reg></choice>", "Morning"),
    "a span that holds words": ('<span type="ruby"><span type="rb">cedar</span></span>', "cedar"),
    "a link without words": ('<ref target="https://example.org/a"/>', "https://example.org/a"),
    "nothing but what was struck out": ("<del>struck <gap/></del>", ""),
    "a row without a table": ("<row><cell>one</cell><cell role='label'>two</cell></row>", "two"),
    "numbers that are not in a row": (
        '<list><item n="1">one</item><item n="2">two</item><item n="42">far</item><item n="43">next</item></list>',
        "42",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("output", OUTPUTS)
def test_it_is_shown_and_accounted_for(tmp_path: Path, name: str, output: str) -> None:
    inner, word = CASES[name]
    (tmp_path / "a.xml").write_bytes(serialise(document(f"<p>{inner}</p>")))
    made = render([tmp_path / "a.xml"], output)
    assert [finding.message for finding in made.diagnostics] == []
    if output != "epub":
        assert word in next(iter(made.files.values())).decode()


def test_a_span_about_other_words_is_none_of_the_text(tmp_path: Path) -> None:
    inner = '<p><seg xml:id="a">Once</seg>.</p><spanGrp><span target="#a">a beginning</span></spanGrp>'
    (tmp_path / "a.xml").write_bytes(serialise(document(inner)))
    made = render([tmp_path / "a.xml"], "text")
    assert made.diagnostics == ()
    assert "beginning" not in next(iter(made.files.values())).decode()


def test_an_item_out_of_turn_keeps_its_number_where_markdown_would_count() -> None:
    from tei_edition.render import render_markdown

    tree = document('<list><item n="1">a</item><item n="2">b</item><item n="42">c</item></list>')
    assert render_markdown(tree).text.endswith("1. a\n2. b\n- 42\\. c\n")
