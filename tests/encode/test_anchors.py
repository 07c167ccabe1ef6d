"""Words quoted name one place; a place is quoted so that it is found again."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tei_edition.diagnostics import Diagnostic
from tei_edition.encode.anchors import anchor_of, line_of, locate, locate_all
from tei_edition.model import Anchor, Article
from tests.support import article_of

TWICE = article_of("It was so, and so it was. So said he.", "And so it was again, he said, and so was it.")
WORDS = st.lists(st.sampled_from(["so", "it", "was", "“so”", "and,"]), min_size=1, max_size=8).map(" ".join)


def words_at(article: Article, place: tuple[int, int] | Diagnostic) -> str:
    assert isinstance(place, tuple), place
    return article.text[slice(*place)]


def test_a_passage_is_named_by_its_beginning_and_its_end() -> None:
    found = locate(Anchor("so it was.", to="again, he"), TWICE)
    assert words_at(TWICE, found) == "so it was. So said he.\nAnd so it was again, he"
    assert words_at(TWICE, locate(Anchor("It was", to="so"), TWICE)) == "It was so"
    assert words_at(TWICE, locate(Anchor("It was", to="said", after="he."), TWICE)).endswith("So said")
    missing = locate(Anchor("It was", to="nowhere"), TWICE)
    assert isinstance(missing, Diagnostic) and "“It was” … “nowhere” stands nowhere" in missing.message


def test_every_place_is_where_the_words_stand_by_themselves() -> None:
    found = locate_all(Anchor("so"), TWICE)
    assert not isinstance(found, Diagnostic) and len(found) == 4
    assert isinstance(locate_all(Anchor("s"), TWICE), Diagnostic)


def test_a_line_is_that_of_the_character() -> None:
    article = article_of("One", "Two\x85still two", "Three")
    assert [line_of(article, article.text.index(word)) for word in ("One", "Two", "still", "Three")] == [
        1,
        3,
        4,
        6,
    ]
    assert line_of(article, len(article.text)) == 6


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=4), st.data())
def test_what_is_quoted_is_found_again(paragraphs: list[str], data: st.DataObject) -> None:
    article = article_of(*paragraphs)
    bounds = [
        at
        for at in range(len(article.text) + 1)
        if at in (0, len(article.text)) or article.text[at - 1] in " \n"
    ]
    start = data.draw(st.sampled_from(bounds[:-1] or [0]))
    end = start + len(
        article.text[start : data.draw(st.sampled_from([at for at in bounds if at > start]))].rstrip()
    )
    anchor = anchor_of(article, start, end)
    if anchor is not None:
        assert locate(anchor, article) == (start, end)


def test_long_passages_are_quoted_by_their_ends() -> None:
    article = article_of("A " + "word and " * 60 + "an end.", "Another " + "word and " * 60 + "an end.")
    assert anchor_of(article, 0, len(article.text)) is None  # its last words end the first paragraph, too
    one = anchor_of(article, *article.extent(0))
    assert one and len(one.text) < 60 and locate(one, article) == article.extent(0)
