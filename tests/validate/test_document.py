"""Findings show their place, whatever the lines look like; no bytes make the judge stumble."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tei_edition.diagnostics import CATALOGUE
from tei_edition.validate import validate_file
from tei_edition.validate.document import Document, attributes_at, excerpt, lines_of

SAMPLE = Path(__file__).parent / "sample.xml"


def test_the_caret_follows_the_column() -> None:
    assert excerpt(["", "  <p>x <b/></p>"], 2, 8) == "<p>x <b/></p>\n     ^"


def test_a_long_line_is_cut_around_the_column() -> None:
    shown = excerpt(["x" * 500 + "<b/>" + "y" * 500], 1, 501)
    line, caret = str(shown).split("\n")
    assert line[caret.index("^") :].startswith("<b/>")
    assert len(line) < 110 and line.startswith("…") and line.endswith("…")


def test_attributes_are_found_in_their_tag() -> None:
    lines = ["x <p n='a type=\"b\"'", '  type="c" xml:id="d"', 'id = "e"><date when="1"/>']
    assert attributes_at(lines, 1, 3) == {
        ("n", False): (1, 6),
        ("type", False): (2, 3),
        ("id", True): (2, 12),
        ("id", False): (3, 1),
    }
    assert attributes_at(lines, 1, 1) == attributes_at(lines, 4, 1) == attributes_at([], 1, 1) == {}


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
