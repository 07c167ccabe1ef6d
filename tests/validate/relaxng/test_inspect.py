"""Mistakes in documents: each told once, in its place, and the rest still judged."""

from __future__ import annotations

import pytest

from tei_edition.validate.relaxng.inspect import inspect
from tei_edition.validate.wording import meant_of
from tests.validate.relaxng.schemas import schema

PARTS = "".join(f'<element name="{n}"><text/></element>' for n in ("title", "place", "date"))
P = (
    '<element name="p"><attribute name="n"><data type="integer"/></attribute>'
    '<optional><attribute name="rend"><choice><value>bold</value><value>italic</value></choice></attribute>'
    "</optional>"
    '<mixed><zeroOrMore><element name="persName"><text/></element></zeroOrMore></mixed></element>'
)
BOOK = schema(f'<element name="book">{PARTS}<zeroOrMore>{P}</zeroOrMore></element>')
FULL = "<title/><place/><date/>"


@pytest.mark.parametrize(
    "inside, kinds",
    [
        (FULL, []),
        (FULL + "<p n='1'><persname>x</persname></p>", ["unknown"]),
        (FULL + "<p n='1'><nonsense><other/></nonsense></p>", ["unknown"]),
        (FULL + "<p n='1'><title/></p>", ["misplaced"]),
        ("<title/><date/>", ["missing-before"]),
        ("<title/><date/><place/>", ["order"]),
        ("<title/><place/>", ["incomplete"]),
        ("<title/><nonsense/><date/>", ["unknown"]),
        (FULL + "<p/>", ["attribute-missing"]),
        (FULL + "<p n='x'/>", ["value"]),
        (FULL + "<p n='1' rend='red'/>", ["value"]),
        (FULL + "<p n='1' id='x'/>", ["attribute"]),
        (FULL + "stray <p n='1'>x</p> stray", ["text", "text"]),
        (FULL + "stray <persName>x</persName> stray", ["text"]),
        (FULL + "<persName>x</persName> stray", ["misplaced"]),
        (FULL + "<title/><p n='1'/>", ["misplaced"]),
        (FULL + "<emph><persName>x</persName><place/></emph>", ["unknown"]),
        (FULL + "<p/>" * 10, ["attribute-missing"] * 10),
        ("<title/><date/><p n='x' m=''><persname/><title/></p>x",
         ["missing-before", "value", "attribute", "unknown", "misplaced", "text"]),
    ],
)  # fmt: skip
def test_kinds(inside: str, kinds: list[str]) -> None:
    faults = inspect(BOOK, [f"<book>{inside}</book>".encode()], meant_of)
    assert [fault.kind for fault in faults] == kinds


def test_a_wrong_namespace_is_told_once() -> None:
    faults = inspect(BOOK, [f"<book xmlns='u'>{FULL}<p n='x'/></book>".encode()], meant_of)
    assert [fault.kind for fault in faults] == ["unknown", "value"]


def test_places() -> None:
    document = "<book>\n  é <title/><place/>\n  <date/>\n</book>"
    (fault,) = inspect(BOOK, [document.encode()], meant_of)
    assert (fault.line, fault.column, fault.text, fault.ordinal) == (2, 5, "é", 0)


def test_an_id_given_twice_knows_the_first() -> None:
    ids = schema(
        '<element name="a"><oneOrMore><element name="b"><attribute name="i"><data type="ID"/>'
        "</attribute></element></oneOrMore></element>"
    )
    (fault,) = inspect(ids, [b"<a>\n<b i='x'/>\n<b i='x'/></a>"], meant_of)
    assert (fault.kind, fault.line, fault.first) == ("id-twice", 3, 2)
