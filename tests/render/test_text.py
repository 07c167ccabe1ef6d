import re

import pytest

from tei_edition.errors import UsageError
from tei_edition.render import render_text
from tests.render.samples import document, sample


def text_of(body: str, **options) -> str:
    """The text below the title block."""
    return render_text(document(body), **options).text.partition("=" * 72)[2].strip("\n")


def test_no_line_is_wider_than_asked_for():
    made = render_text(sample(), width=50).text
    assert max(map(len, made.splitlines())) <= 50


def test_no_word_is_broken():
    assert "well-known–and" in text_of("<p>" + "x" * 65 + " well-known–and so on</p>")


@pytest.mark.parametrize(("view", "word"), [("reading", "code"), ("source", "cone")])
def test_a_view_shows_its_own_reading(view, word):
    made = text_of("<p>the penal <choice><sic>cone</sic><corr>code</corr></choice>.</p>", view=view)
    assert made.startswith(f"the penal {word}.")


def test_the_reading_view_lists_what_it_corrected():
    made = text_of('<p xml:id="p2" n="2"><choice><sic>cone</sic><corr>code</corr></choice></p>')
    assert made.endswith('Corrections\n-----------\n\n¶ 2: "cone" → "code"')


def test_the_source_view_has_no_editorial_notes_and_keeps_the_numbers_of_the_others():
    body = '<p>a<note type="editorial">x</note> b<note type="authorial">y</note></p>'
    assert text_of(body, view="source") == "a b[2]\n\n\nNotes\n-----\n\n[2] y"


def test_a_note_hangs_from_its_word():
    assert (
        text_of("<p>word<note>It says\n so.</note>.</p>") == "word[1].\n\n\nNotes\n-----\n\n[1] It says so."
    )


def test_quoted_blocks_and_items_are_set_off():
    body = '<quote><p>“a”</p></quote><list rend="numbered"><item n="1">x</item><item n="(b)">y</item></list>'
    assert text_of(body) == "    “a”\n\n1. x\n\n(b) y"


def test_separator():
    assert text_of('<p>a</p><milestone unit="section" rend="***"/><p>b</p>').split() == ["a", "***", "b"]


def test_plain_is_a_block_a_line_and_nothing_else():
    body = '<head>A title</head><p>one\n two<note>x</note></p><milestone unit="section" rend="***"/>'
    body += '<list><item n="1">y</item></list>'
    assert render_text(document(body), plain=True).text == "A title\none two\n1. y\n"


def test_words_next_to_one_another_stay_so():
    assert text_of("<p>un<hi>believ</hi>able no\u00a0break</p>") == "unbelievable no\u00a0break"


def test_an_unknown_view_is_refused():
    with pytest.raises(UsageError, match="no view is called x"):
        render_text(sample(), view="x")


def test_plain_has_the_words_of_the_reading_view():
    reading = render_text(sample()).text.partition("\n\n\nNotes\n")[0]
    words = re.findall(r"\w+", re.sub(r"\{\d\}", "", reading))
    assert words == re.findall(r"\w+", render_text(sample(), plain=True).text)
