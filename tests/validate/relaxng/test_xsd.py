"""Values of XML Schema's datatypes, as Jing judges them."""

from __future__ import annotations

import pytest

from tei_edition.validate.relaxng.datatypes import XSD, DatatypeError, datatype

CASES = {
    "date": (
        "1953-06-29 2000-02-29 -0001-01-01 1999-01-01+14:00",
        "1999-02-29 0000-01-01 1999-1-1 1999-01-01+15:00",
    ),
    "gYear": ("1953 -1953 1953Z 19530", "53 019530"),
    "gMonthDay": ("--02-29 --12-31", "--02-30 --13-01"),
    "time": ("12:00:00 12:00:00.5", "12:00 24:00:00 12:60:00"),
    "duration": ("P1Y PT1.5S -P1D P1Y2M3DT4H5M6S", "P PT P1YT P1S P1M1Y"),
    "decimal": ("1 -1.5 .5 1.", "1e3 INF . 1,5"),
    "double": ("1e3 INF NaN -.5", "+INF 0x1F"),
    "nonNegativeInteger": ("0 01 +1", "-1 1.0"),
    "unsignedByte": ("255", "256"),
    "boolean": ("true 0", "TRUE yes"),
    "NCName": ("a é a-b a·", "1a a:b -a \u0e35"),
    "anyURI": ("http://x/ #a ../a é a%20", "%zz #a#b 1a:b"),
    "hexBinary": ("0F", "0"),
    "base64Binary": ("AAAA AA==", "A=== AAA"),
    "language": ("en en-US x-a", "en_US abcdefghi"),
}


@pytest.mark.parametrize("name", CASES)
def test_values(name: str) -> None:
    kind = datatype(XSD, name, ())
    right, wrong = CASES[name]
    assert [value for value in right.split() if not kind.allows(value, {})] == []
    assert [value for value in wrong.split() if kind.allows(value, {})] == []


@pytest.mark.parametrize(
    "name, facet, limit, right, wrong",
    [
        ("token", "pattern", r"[^\p{C}\p{Z}]+", "aé日𐀀", "a\u00a0b"),
        ("token", "pattern", r"\i\c*", "p1", "1p"),
        ("token", "pattern", r"[a-z-[b]]+", "ac", "abc"),
        ("token", "pattern", r"(\-?[\d]+/\-?[\d]+)", "-1/2", "1/"),
        ("token", "pattern", r"\p{IsBasicLatin}*", "a", "é"),
        ("decimal", "totalDigits", "2", "1.50", "1.55"),
        ("decimal", "fractionDigits", "1", "1.50", "1.55"),
        ("date", "minInclusive", "1999-01-01", "1999-01-01", "1998-12-31"),
        ("date", "maxExclusive", "1999-01-01Z", "1998-12-30", "1999-01-01"),
        ("NMTOKENS", "length", "2", "a b", "a"),
        ("double", "maxInclusive", "1", "1.0", "NaN"),
    ],
)
def test_facets(name: str, facet: str, limit: str, right: str, wrong: str) -> None:
    kind = datatype(XSD, name, [(facet, limit)])
    assert kind.allows(right, {}) and not kind.allows(wrong, {})


def test_equal_values_are_written_in_many_ways() -> None:
    kind = datatype(XSD, "decimal", ())
    assert kind.same(" 1.50 ", {}, kind.value("1.5", {}))


@pytest.mark.parametrize(
    "name, params", [("nonsense", []), ("date", [("length", "1")]), ("token", [("pattern", "[")])]
)
def test_wrong_types(name: str, params: list[tuple[str, str]]) -> None:
    with pytest.raises(DatatypeError):
        datatype(XSD, name, params)
