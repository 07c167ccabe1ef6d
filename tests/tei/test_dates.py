"""Dates of lists in their ISO form; what is no exact date is none."""

import pytest

from tei_edition.tei.dates import iso_date


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("1879", "1879"),
        ("1879-12", "1879-12"),
        ("1879-12-21", "1879-12-21"),
        ("1879-12-21T00:00:00Z", "1879-12-21"),
        ("21. 12. 1879", "1879-12-21"),
        ("1.2.1879", "1879-02-01"),
        ("-0044-03-15", "-0044-03-15"),
        ("1879-00-00", "1879"),
        ("1879-13-01", ""),
        ("1965-79", ""),
        ("31.2.1900", ""),
        ("ca. 1850", ""),
        ("12/21/1879", ""),
        ("", ""),
    ],
)
def test_iso(text: str, iso: str) -> None:
    assert iso_date(text) == iso
