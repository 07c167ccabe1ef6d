"""Spans that cross are split and linked; whatever the spans, the text and the extent of each is kept."""

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from tei_edition.encode.overlap import Arrangement, Node, arrange
from tei_edition.encode.tree import build_text
from tei_edition.model import Article, Span
from tei_edition.tei import inner_text, local, serialise
from tests.support import article_of

ID = "{http://www.w3.org/XML/1998/namespace}id"
TAGS = ("quote", "q", "persName", "hi", "title", "choice", "cit", "bibl")


def nodes(arrangement: Arrangement) -> list[Node]:
    found: list[Node] = []
    queue = [node for block in arrangement.inside for node in block]
    while queue:
        node = queue.pop()
        found.append(node)
        queue += node.children
    return found


def markup(article: Article, *spans: Span) -> str:
    """The `body` as XML without namespace and numbering."""
    text = build_text(article, arrange(article, spans))
    xml = serialise(text.getroottree()).decode().partition("<body>")[2].partition("</body>")[0]
    for number in range(1, 9):
        xml = xml.replace(f' xml:id="p{number}" n="{number}"', "")
    return xml


def test_inner_span_nests() -> None:
    assert (
        markup(article_of("He met Leon Trotsky."), Span(0, 20, "q"), Span(7, 19, "persName"))
        == "<p><q>He met <persName>Leon Trotsky</persName>.</q></p>"
    )


def test_of_equal_extent_the_quotation_is_outside() -> None:
    assert (
        markup(article_of("x Lenin"), Span(2, 7, "persName"), Span(2, 7, "q"))
        == "<p>x <q><persName>Lenin</persName></q></p>"
    )


def test_crossing_spans_are_split_and_linked() -> None:
    assert markup(article_of("abcdef"), Span(0, 4, "hi"), Span(2, 6, "q")) == (
        '<p><hi>ab<q xml:id="part1" next="#part2">cd</q></hi><q xml:id="part2" prev="#part1">ef</q></p>'
    )


def test_what_is_split_twice_is_linked_from_part_to_part() -> None:
    article = article_of("abcd", "efghij")
    spans = Span(1, 11, "q"), Span(0, 3, "hi"), Span(6, 8, "bibl")
    parts = ElementTree.fromstring(f"<body>{markup(article, *spans)}</body>").iter("q")
    names = [(part.get("prev"), part.get(ID), part.get("next")) for part in parts]
    assert names == [(None, "part1", "#part2"), ("#part1", "part2", "#part3"), ("#part2", "part3", None)]


def test_a_cit_that_would_be_split_is_not_written_and_what_it_holds_is() -> None:
    article = article_of("abcdef")
    spans = Span(0, 3, "hi"), Span(2, 6, "cit"), Span(2, 4, "quote"), Span(4, 6, "bibl")
    parts = '<hi>ab<quote xml:id="part1" next="#part2">c</quote></hi><quote xml:id="part2" prev="#part1">d</quote>'
    assert markup(article, *spans) == f"<p>{parts}<bibl>ef</bibl></p>"


def test_a_choice_is_never_split() -> None:
    assert markup(
        article_of("abcdef"), Span(1, 4, "choice", {"resp": "#ed"}, content="X"), Span(2, 6, "q")
    ) == (
        '<p>a<choice><sic>b<q xml:id="part1" next="#part2">cd</q></sic><corr resp="#ed">X</corr></choice>'
        '<q xml:id="part2" prev="#part1">ef</q></p>'
    )


def test_two_passes_that_agree_make_one_element() -> None:
    spans = (Span(0, 5, "title", {"level": "j"}), Span(0, 5, "title", {"ref": "#wk"}))
    assert markup(article_of("abcde"), *spans) == '<p><title ref="#wk" level="j">abcde</title></p>'


def test_a_quotation_of_several_paragraphs_holds_them() -> None:
    article = article_of("“One", "“two.”", "After.")
    assert markup(article, Span(0, 11, "quote")) == "<quote><p>“One</p><p>“two.”</p></quote><p>After.</p>"


def test_a_paragraph_that_is_a_quotation_is_held_by_it_and_a_q_is_not() -> None:
    assert markup(article_of("“One.”"), Span(0, 6, "quote")) == "<quote><p>“One.”</p></quote>"
    assert markup(article_of("“One.”"), Span(0, 6, "q")) == "<p><q>“One.”</q></p>"


def test_a_reference_stands_in_the_cit_behind_the_paragraphs() -> None:
    article = article_of("“One", "“two.” (Marx.)", "After.")
    spans = (Span(0, 19, "cit"), Span(0, 11, "quote"), Span(12, 19, "bibl"), Span(13, 17, "persName"))
    assert markup(article, *spans) == (
        "<cit><quote><p>“One</p><p>“two.”</p></quote> <bibl>(<persName>Marx</persName>.)</bibl></cit><p>After.</p>"
    )


def test_a_quotation_that_begins_inside_a_paragraph_is_split_at_its_end() -> None:
    article = article_of("He said: “One", "“two.”")
    assert markup(article, Span(9, 20, "quote")) == (
        '<p>He said: <quote xml:id="part1" next="#part2">“One</quote></p>'
        '<quote xml:id="part2" prev="#part1"><p>“two.”</p></quote>'
    )


def test_a_cit_with_words_of_its_own_is_not_written() -> None:
    spans = (Span(0, 3, "quote"), Span(0, 13, "cit"), Span(8, 13, "bibl"))
    assert markup(article_of("“a” see (p.1) b"), *spans) == (
        "<p><quote>“a”</quote> see <bibl>(p.1)</bibl> b</p>"
    )


def test_only_the_quotation_that_ends_with_the_reference_is_the_one_in_the_cit() -> None:
    article = article_of("“a”", "“b” (X.)")
    spans = (Span(0, 12, "cit"), Span(0, 7, "quote"), Span(0, 3, "quote"), Span(8, 12, "bibl"))
    assert markup(article, *spans) == (
        "<cit><quote><quote><p>“a”</p></quote><p>“b”</p></quote> <bibl>(X.)</bibl></cit>"
    )


def test_spans_over_lines_of_verse_are_split_at_their_ends() -> None:
    article = article_of(("verse", "one two three"))
    block = article.blocks[0]
    object.__setattr__(block, "lines", (8,))
    assert markup(article, Span(4, 13, "q")) == (
        '<lg><l>one <q xml:id="part1" next="#part2">two</q></l>'
        '<l><q xml:id="part2" prev="#part1">three</q></l></lg>'
    )


@st.composite
def articles_with_spans(draw: st.DrawFn) -> tuple[Article, list[Span]]:
    texts = draw(
        st.lists(
            st.text("ab “”", min_size=1, max_size=12).map(str.strip).filter(bool), min_size=1, max_size=4
        )
    )
    article = article_of(*texts)
    spans = []
    for _ in range(draw(st.integers(0, 8))):
        start = draw(st.integers(0, len(article.text) - 1))
        end = draw(st.integers(start + 1, len(article.text)))
        if article.text[start:end].strip("\n"):
            spans.append(Span(start, end, draw(st.sampled_from(TAGS)), {"n": str(len(spans))}, content="X"))
    atoms = [s for s in spans if s.tag in ("choice", "bibl")]
    kept = atoms[:1]
    return article, kept + [s for s in spans if s not in atoms]


@given(articles_with_spans())
def test_no_character_is_lost_doubled_or_moved(given_: tuple[Article, list[Span]]) -> None:
    article, spans = given_
    text = build_text(article, arrange(article, spans))
    for corr in list(text.iter("{*}corr")):
        corr.text = None
    assert inner_text(text) == article.text.replace("\n", "")


@given(articles_with_spans())
def test_the_parts_of_a_span_cover_what_it_covered(given_: tuple[Article, list[Span]]) -> None:
    article, spans = given_
    arrangement = arrange(article, spans)
    covered: dict[str, set[int]] = {}
    for span in [*(node.span for node in nodes(arrangement)), *(frame.span for frame in arrangement.frames)]:
        covered.setdefault(span.attributes["n"], set()).update(range(span.start, span.end))
    for span in spans:
        if span.tag == "cit" or span.attributes["n"] not in covered:
            continue
        breaks = {i for i in range(span.start, span.end) if article.text[i] == "\n"}
        assert covered[span.attributes["n"]] | breaks == set(range(span.start, span.end)) | breaks


def test_local_names() -> None:
    assert local(build_text(article_of("a"), arrange(article_of("a"), []))) == "text"
