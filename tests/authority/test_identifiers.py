"""Identifiers are recognised in addresses, brought to one form, and judged by form and check digit."""

import pytest

from tei_edition.authority.identifiers import read_identifier
from tei_edition.authority.record import Idno


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("https://www.wikidata.org/wiki/Q855", "", ("wikidata", "Q855")),
        ("http://www.wikidata.org/entity/Q855#top", "", ("wikidata", "Q855")),
        ("q855", "Wikidata ID", ("wikidata", "Q855")),
        ("Q855", "", ("wikidata", "Q855")),
        ("https://viaf.org/viaf/101774645/", "URL", ("viaf", "101774645")),
        ("https://d-nb.info/gnd/118642499", "", ("gnd", "118642499")),
        ("118578537", "PND", ("gnd", "118578537")),
        ("GND: 4011882-4", "", ("gnd", "4011882-4")),
        ("https://www.geonames.org/2950159/berlin.html", "", ("geonames", "2950159")),
        ("https://sws.geonames.org/2950159/", "", ("geonames", "2950159")),
        ("https://id.loc.gov/authorities/names/n79018738.html", "", ("lccn", "n79018738")),
        ("n 79-018738", "lccn", ("lccn", "n79018738")),
        ("https://isni.org/isni/0000000121032683", "", ("isni", "0000000121032683")),
        ("0000 0001 2103 2683", "isni", ("isni", "0000000121032683")),
        ("https://orcid.org/0000-0002-1825-0097", "", ("orcid", "0000-0002-1825-0097")),
        ("0000000218250097", "orcid", ("orcid", "0000-0002-1825-0097")),
        ("https://example.org/people/1", "URL", ("URI", "https://example.org/people/1")),
        ("pmb2121", "pmb", ("pmb", "pmb2121")),
    ],
)
def test_what_is_meant(text: str, kind: str, found: tuple[str, str]) -> None:
    assert read_identifier(text, kind) == (Idno(*found), "")


@pytest.mark.parametrize(
    ("text", "kind", "problem"),
    [
        ("118642498", "gnd", "check digit"),
        ("4011882-5", "gnd", "check digit"),
        ("https://orcid.org/0000-0002-1825-0098", "", "check digit"),
        ("0000000121032684", "isni", "check digit"),
        ("855", "wikidata", "has not the form"),
        ("https://viaf.org/viaf/search", "", "has not the form"),
        ("Berlin", "geonames", "has not the form"),
        ("12345", "", "nothing says whose"),
    ],
)
def test_what_is_wrong(text: str, kind: str, problem: str) -> None:
    found, told = read_identifier(text, kind)
    assert found is None and problem in told


def test_nothing_is_nothing() -> None:
    assert read_identifier("  ", "gnd")[0] is None
    assert read_identifier("", "") == (None, "")
