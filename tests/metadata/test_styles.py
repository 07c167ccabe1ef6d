import pytest

from tei_edition.metadata.styles import styled

ARTICLE = {
    "type": "article-journal",
    "title": "Why not?",
    "author": [{"family": "Doe", "given": "Jane Ann"}, {"literal": "The Desk"}],
    "container-title": "The Paper",
    "volume": "7",
    "issue": "2",
    "page": "4–5",
    "issued": {"date-parts": [[1953, 6, 29]]},
    "URL": "https://example.org/a.html",
}
TEXT = {"title": "A Play", "publisher": "A Press", "issued": {"date-parts": [[1660]]}}


def words(item):
    return {name: "".join(text for text, _ in runs) for name, runs in styled(item)}


def test_an_article():
    assert words(ARTICLE) == {
        "Chicago": "Doe, Jane Ann, and The Desk. “Why not?” The Paper 7, no. 2 (29 June 1953): 4–5. "
        "https://example.org/a.html",
        "MLA": "Doe, Jane Ann, and The Desk. “Why not?” The Paper, vol. 7, no. 2, 29 June 1953, pp. 4–5. "
        "https://example.org/a.html",
        "APA": "Doe, J. A., & The Desk. (1953, June 29). Why not? The Paper, 7(2), 4–5. https://example.org/a.html",
    }


def test_a_text_without_author():
    assert words(TEXT) == {
        "Chicago": "A Play. A Press, 1660.",
        "MLA": "A Play. A Press, 1660.",
        "APA": "A Play (1660). A Press.",
    }


@pytest.mark.parametrize("left", list(ARTICLE)[3:])
def test_what_is_not_known_is_left_out(left):
    item = {key: value for key, value in ARTICLE.items() if key not in (left, "type")}
    for said in words(item).values():
        assert "  " not in said
        assert ",," not in said
        assert ".." not in said
        assert "()" not in said
