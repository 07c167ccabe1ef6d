"""A grammar that was kept is the one that was made; what does not hold any more, or is damaged, is made anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from tei_edition.resources import schema_path
from tei_edition.validate import validate_file
from tei_edition.validate.relaxng import grammar
from tei_edition.validate.relaxng.grammar import load_schema
from tei_edition.validate.relaxng.judge import is_valid
from tei_edition.validate.store import cache_folder

HERE = Path(__file__).parents[1]
CASES = [*sorted((HERE / "findings").glob("*/*.xml")), HERE / "sample.xml"]
EVERYTHING = """
default namespace = "urn:x"
namespace o = "urn:other"
datatypes xsd = "http://www.w3.org/2001/XMLSchema-datatypes"
start = element a {
  attribute when { xsd:date }?, attribute n { xsd:string { maxLength = "2" } - "no" }?,
  attribute * - (n | when | k | o:*) { text }*, attribute k { list { ("x" | xsd:integer)+ } }?,
  (element b { empty } & element o:* - o:c { mixed { element * { notAllowed }* } }*)
}
"""
JUDGED = {
    "<a xmlns='urn:x'><b/></a>": True,
    "<a xmlns='urn:x' when='1953-06-29' n='ab' z='1' k='x'><b/></a>": True,
    "<a xmlns='urn:x' when='1953-06-31'><b/></a>": False,
    "<a xmlns='urn:x' n='no'><b/></a>": False,
    "<a xmlns='urn:x' n='abc'><b/></a>": False,
    "<a xmlns='urn:x'><o xmlns='urn:other'>text</o><b/></a>": True,
    "<a xmlns='urn:x'><c xmlns='urn:other'/><b/></a>": False,
    "<a xmlns='urn:x'/>": False,
}


def forbid_making(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("the schema is made anew")

    monkeypatch.setattr(grammar, "schema_of", fail)


def test_every_kind_of_pattern_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    schema = tmp_path / "a.rnc"
    schema.write_text(EVERYTHING)
    load_schema(schema, tmp_path / "cache")
    forbid_making(monkeypatch)
    again = load_schema(schema, tmp_path / "cache")
    assert {text: is_valid(again, [text.encode()]) for text in JUDGED} == JUDGED


def test_findings_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    schema = schema_path("tei_edition.rng")
    fresh = [validate_file(case, [schema]) for case in CASES]
    load_schema(schema, tmp_path)
    forbid_making(monkeypatch)
    assert [validate_file(case, [schema], cache=tmp_path) for case in CASES] == fresh


def test_a_schema_or_what_it_includes_is_read_again_when_it_has_changed(tmp_path: Path) -> None:
    part, schema, cache = tmp_path / "part.rnc", tmp_path / "a.rnc", tmp_path / "cache"
    part.write_text("b = element b { empty }")
    schema.write_text('include "part.rnc"\nstart = element a { b }')
    assert is_valid(load_schema(schema, cache), [b"<a><b/></a>"])
    part.write_text("b = element c { empty }")
    assert is_valid(load_schema(schema, cache), [b"<a><c/></a>"])
    schema.write_text('include "part.rnc"\nstart = element d { b }')
    assert is_valid(load_schema(schema, cache), [b"<d><c/></d>"])


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b"\xff", b'{"rows":[["Group",7]],"start":0}', b"[" * 9999]
)
def test_a_damaged_file_does_no_harm(tmp_path: Path, content: bytes) -> None:
    schema, cache = tmp_path / "a.rnc", tmp_path / "cache"
    schema.write_text("element a { empty }")
    load_schema(schema, cache)
    (kept,) = cache.iterdir()
    kept.write_bytes(content)
    assert is_valid(load_schema(schema, cache), [b"<a/>"])


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    schema = tmp_path / "a.rnc"
    schema.write_text("element a { empty }")
    assert is_valid(load_schema(schema, schema / "no folder"), [b"<a/>"])


def test_values_that_are_names_with_prefixes_are_not_kept(tmp_path: Path) -> None:
    schema, cache = tmp_path / "a.rng", tmp_path / "cache"
    schema.write_text(
        '<element name="a" xmlns="http://relaxng.org/ns/structure/1.0" xmlns:p="urn:p"'
        ' datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"><value type="QName">p:x</value></element>'
    )
    for _ in range(2):
        assert is_valid(load_schema(schema, cache), [b'<a xmlns:q="urn:p">q:x</a>'])
    assert not cache.exists()


def test_only_so_many_are_kept(tmp_path: Path) -> None:
    for number in range(40):
        schema = tmp_path / "a.rnc"
        schema.write_text(f"element a{number} {{ empty }}")
        load_schema(schema, tmp_path / "cache")
    assert len(list((tmp_path / "cache").iterdir())) == 32


def test_where_they_are_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert cache_folder() is None
    monkeypatch.setenv("TEI_EDITION_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
    monkeypatch.delenv("TEI_EDITION_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "tei_edition" / "grammars"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert str(cache_folder()).endswith("/.cache/tei_edition/grammars")
