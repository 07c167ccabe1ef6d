import pytest

from tei_edition.render import safe


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("https://example.org/a b?x=ü&y=1#z", "https://example.org/a%20b?x=%C3%BC&y=1#z"),
        ("my picture.jpg", "my%20picture.jpg"),
        ("https://münchen.example/", "https://xn--mnchen-3ya.example/"),
        ("https://example.org:8080/", "https://example.org:8080/"),
        ("https://192.0.2.1/", "https://192.0.2.1/"),
        ("java script:alert(1)", ""),
        ("https://user:password@example.org/", ""),
        ("https://example.org:99999/", ""),
        ("https://1.2.3.4.5/", ""),
        ("https://256.1.1.1/", ""),
        ("https://a..b/", ""),
        ("https:///x", ""),
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
