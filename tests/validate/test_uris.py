"""What is no URI leads nowhere: not a schema's address, not a pointer, not what a schema includes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tei_edition.errors import ReadError
from tei_edition.validate import validate_file
from tei_edition.validate.uris import joined, parts_of

NONE = "http://[x/y.rng"


def test_parts_and_joining() -> None:
    assert parts_of(NONE).scheme not in ("", "file", "http")
    assert parts_of("file:///a#b").fragment == "b"
    assert joined("file:///a/b", "c") == "file:///a/c" and joined(NONE, "c") == "c"


@pytest.mark.parametrize("extra", [f'ref="{NONE}"', f'ref="{NONE}#a"', f'xml:base="{NONE}" ref="a.xml#b"'])
def test_documents(tmp_path: Path, extra: str) -> None:
    text = (Path(__file__).parent / "sample.xml").read_text("utf-8")
    text = text.replace("<docAuthor ref=", f"<docAuthor {extra} n=").replace(
        "../../schema/tei_edition.rng", NONE
    )
    (tmp_path / "a.xml").write_text(text, "utf-8")
    assert validate_file(tmp_path / "a.xml")[0].code == "schema-missing"


@pytest.mark.parametrize(
    "name, text",
    [
        ("a.rnc", f'include "{NONE}"'),
        ("a.rng", f'<externalRef xmlns="http://relaxng.org/ns/structure/1.0" href="{NONE}"/>'),
        ("a.rng", f'<text xmlns="http://relaxng.org/ns/structure/1.0" xml:base="{NONE}"/>'),
        ("a.rng", f'<text xmlns="http://relaxng.org/ns/structure/1.0" datatypeLibrary="{NONE}"/>'),
        ("a.sch", f'<schema xmlns="http://purl.oclc.org/dsdl/schematron"><include href="{NONE}"/></schema>'),
    ],
)
def test_schemas(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / "a.xml").write_text("<a/>")
    (tmp_path / name).write_text(text)
    try:
        validate_file(tmp_path / "a.xml", [tmp_path / name])
    except ReadError as error:
        assert error.code == "schema-invalid"
