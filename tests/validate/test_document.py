"""Findings show their place, whatever the lines look like; no bytes make the judge stumble."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tei_edition.diagnostics import CATALOGUE
from tei_edition.validate import validate_file
from tei_edition.validate.document import Document, attribute_in, excerpt, lines_of

SAMPLE = Path(__file__).parent / "sample.xml"


def test_the_caret_follows_the_column() -> None:
    assert excerpt(["", "  <p>x <b/></p>"], 2, 8) == "<p>x <b/></p>\n     ^"


def test_a_long_line_is_cut_around_the_column() -> None:
    shown = excerpt(["x" * 500 + "<b/>" + "y" * 500], 1, 501)
    line, caret = str(shown).split("\n")
    assert line[caret.index("^") :].startswith("<b/>")
    assert len(line) < 110 and line.startswith("…") and line.endswith("…")


@pytest.mark.parametrize(
    "name, place",
    [
        ("n", (1, 6)),
        ("type", (2, 3)),
        ("{http://www.w3.org/XML/1998/namespace}id", (2, 12)),
        ("http://www.w3.org/XML/1998/namespace id", (2, 12)),
        ("id", (3, 1)),
        ("when", None),
    ],
)
def test_an_attribute_is_found_in_its_tag(name: str, place: tuple[int, int] | None) -> None:
    lines = ["x <p n='a type=\"b\"'", '  type="c" xml:id="d"', 'id = "e"><date when="1"/>']
    assert attribute_in(lines, 1, 3, name) == place


@pytest.mark.parametrize("line", [None, 0, 3])
def test_no_line_no_excerpt(line: int | None) -> None:
    assert excerpt(["a", "b"], line, 1) is None


def test_lines_end_as_in_xml() -> None:
    assert lines_of(b"a\r\nb\rc\nd\x0ce") == ["a", "b", "c", "d\x0ce"]


def test_the_column_is_where_the_tag_begins() -> None:
    data = "<a>\n  é <b\n x='1'/></a>".encode()
    document = Document("a.xml", data)
    assert document.place(document.tree.getroot()[0]) == (2, 5)


def test_any_encoding_has_an_excerpt() -> None:
    data = "<?xml version='1.0' encoding='iso-8859-2'?><a>ł<b/></a>".encode("iso-8859-2")
    document = Document("a.xml", data)
    assert "ł<b/>" in str(document.finding("rule", "m", document.tree.getroot()[0]).excerpt)


@pytest.mark.parametrize("seed", range(60))
def test_no_bytes_make_it_stumble(tmp_path: Path, seed: int) -> None:
    data, dice = bytearray(SAMPLE.read_bytes()), random.Random(seed)
    for _ in range(dice.choice([1, 3, 30])):
        at = dice.randrange(len(data))
        data[at : at + dice.choice([0, 1, 5])] = dice.choice(
            [b"<", b">", b"&", b"\x00", b"\xff", b"<p>", b"</p>", b'"', b"x"]
        )
    (tmp_path / "a.xml").write_bytes(data)
    for finding in validate_file(tmp_path / "a.xml"):
        assert finding.code in CATALOGUE
