"""Markdown that a Markdown reader shows as the words of the TEI, whatever characters these are."""

from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from tei_edition.render import render_markdown
from tests.render.samples import document

markdown_it = pytest.importorskip("markdown_it", reason="markdown-it-py is not installed")
footnote = pytest.importorskip("mdit_py_plugins.footnote", reason="mdit-py-plugins is not installed")

CASES = [
    ("<p>One</p><p>two.</p>", "One\n\ntwo."),
    ("<p>a <hi rend='italic'>b</hi> c</p>", "a *b* c"),
    ("<p>a <hi rend='bold'>b</hi> c</p>", "a **b** c"),
    ("<p>a<hi rend='italic'>“b”</hi>c</p>", "a<em>“b”</em>c"),
    ("<p><title level='m'>Book</title> and <title level='a'>“Essay”</title></p>", "*Book* and “Essay”"),
    ("<p>see <ref target='https://example.org/a b'>there</ref></p>", "see [there](<https://example.org/a%20b>)"),
    ("<div><head>Head</head><p>x</p></div>", "## Head\n\nx"),
    ("<quote><p>one</p><p>two</p></quote>", "> one\n>\n> two"),
    ("<lg><l>first</l><l>second</l></lg>", "first\\\nsecond"),
    ("<list rend='numbered'><item n='1'>a</item><item n='2'>b</item></list>", "1. a\n2. b"),
    ("<list><item><p>a</p><p>b</p></item><item>c</item></list>", "- a\n\n  b\n- c"),
    ("<p>1. not a list</p><p># no heading</p><p>- no item</p>", "1\\. not a list\n\n\\# no heading\n\n\\- no item"),
    ("<p>*no* _emphasis_ [1]</p>", "\\*no\\* \\_emphasis\\_ \\[1\\]"),
    ("<p>a<note>one <note>two</note></note></p>", "a[^1]\n\n[^1]: one [^2]\n\n[^2]: two"),
    ("<p>a<note><p>one</p><p>two</p></note></p>", "a[^1]\n\n[^1]: one\n\n    two"),
    ("<table><row><cell>a</cell><cell>b|c</cell></row><row><cell>d</cell></row></table>",
     "| a | b\\|c |\n| --- | --- |\n| d |   |"),
    ("<p>a</p><milestone unit='section'/><p>b</p>", "a\n\n***\n\nb"),
]  # fmt: skip


def text_of(body: str, view: str = "reading") -> str:
    """The Markdown of a body, without the head and the title."""
    return render_markdown(document(body), view).text.partition("# A title\n\n")[2].rstrip("\n")


@pytest.mark.parametrize(("body", "wanted"), CASES)
def test_each_construct_has_its_marks(body, wanted):
    assert text_of(body) == wanted


@pytest.mark.parametrize(("view", "wanted"), [("reading", "the\n\n## Corrections"), ("source", "teh")])
def test_a_view_has_its_own_reading(view, wanted):
    assert text_of("<p><choice><sic>teh</sic><corr>the</corr></choice></p>", view).startswith(wanted)


def shown(markdown: str) -> str:
    """What a Markdown reader shows."""
    reader = markdown_it.MarkdownIt("commonmark").enable("table").use(footnote.footnote_plugin)
    return "".join(lxml_html.fromstring(f"<div>{reader.render(markdown)}</div>").itertext())


RISKY = st.text(st.sampled_from("ab1 .*_`[]()<>#+-=!|~\\&;:^\"'“\n\té"), min_size=1, max_size=20)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["", "i", "b"]), RISKY), min_size=1, max_size=5))
def test_a_reader_shows_the_characters_of_the_text(runs):
    marked = "".join(
        f"<hi rend='{ {'i': 'italic', 'b': 'bold'}[how] }'>{escape(text)}</hi>" if how else escape(text)
        for how, text in runs
    )
    wanted = "".join(text for _, text in runs)
    assert "".join(shown(text_of(f"<p>x{marked}</p>")).split()) == "".join(f"x{wanted}".split())


@settings(max_examples=300, deadline=None)
@given(RISKY)
def test_no_beginning_of_a_block_is_taken_for_a_mark(text):
    assert "".join(shown(text_of(f"<p>{escape(text)}</p>")).split()) == "".join(text.split())
