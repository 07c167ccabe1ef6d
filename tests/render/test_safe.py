import pytest

from tei_edition.render import safe


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("https://example.org/a b?x=ü&y=1#z", "https://example.org/ab?x=%C3%BC&y=1#z"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("other.html#p1", "other.html#p1"),
        ("#p1", "#p1"),
        ("100%25/50%", "100%25/50%25"),
        ("javascript:alert(1)", ""),
        ("java\tscript:alert(1)", ""),
        ("//example.org", ""),
        ("", ""),
    ],
)
def test_href(given, expected):
    assert safe.href(given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("en", "en"),
        ("eng", "en"),
        ("FR", "fr"),
        ("de-AT", "de-AT"),
        ("sa-Latn-x-iast", "sa-Latn"),
        ("grc", "grc"),
        ("cz", ""),
        ("", ""),
    ],
)
def test_language(given, expected):
    assert safe.language(given) == expected


@pytest.mark.parametrize(
    ("tag", "expected"), [("ar", "rtl"), ("ar-Latn", "ltr"), ("en", "ltr"), ("ku-Arab", "rtl")]
)
def test_direction(tag, expected):
    assert safe.direction(tag) == expected


def test_control_characters_do_not_reach_the_page():
    assert safe.text("a\x85b<") == "ab&lt;"
