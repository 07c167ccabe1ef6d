"""James Clark's test suite for RELAX NG, where it is at hand: each schema taken or refused, each document judged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from tei_edition.errors import ReadError
from tei_edition.validate.document import Document
from tei_edition.validate.explain import explain
from tei_edition.validate.facts import Facts
from tei_edition.validate.relaxng.grammar import Schema, schema_of
from tei_edition.validate.relaxng.judge import is_valid

SUITE = Path(__file__).parents[4] / "shared" / "relaxng" / "spectest.xml"
pytestmark = pytest.mark.skipif(not SUITE.is_file(), reason="needs ../shared/relaxng/spectest.xml")


def data_of(holder: etree._Element) -> bytes:
    return etree.tostring(holder[0], encoding="utf-8", with_tail=False) if len(holder) else b""


def resources(folder: etree._Element, base: str) -> Iterator[tuple[str, bytes]]:
    for child in folder:
        if child.tag == "resource":
            yield base + child.get("name", ""), data_of(child)
        elif child.tag == "dir":
            yield from resources(child, f"{base}{child.get('name')}/")


def load(case: etree._Element, holder: etree._Element) -> Schema:
    files = dict(resources(case, "file:///t/"))

    def fetch(uri: str) -> bytes:
        if uri not in files:
            raise OSError("there is none")
        return files[uri]

    return schema_of(data_of(holder), "file:///t/schema.rng", fetch, identities=False)


def cases() -> list[etree._Element]:
    return list(etree.parse(str(SUITE)).iter("testCase")) if SUITE.is_file() else []


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"line-{case.sourceline}")
def test_case(case: etree._Element) -> None:
    for wrong in case.findall("incorrect"):
        with pytest.raises(ReadError):
            load(case, wrong)
    for right in case.findall("correct"):
        schema = load(case, right)
        for document in case.findall("valid") + case.findall("invalid"):
            wanted = document.tag == "valid"
            assert is_valid(schema, [data_of(document)]) == wanted, document.sourceline
            if not wanted:
                told = explain(Facts(schema), Document("a.xml", data_of(document)))
                assert told and "was not found" not in told[0].message, document.sourceline
