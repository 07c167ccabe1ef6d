"""A file that is no well-formed XML, or dangerous, gives one finding that says what to mend, in its place."""

from __future__ import annotations

import pytest

from tei_edition.diagnostics import Diagnostic
from tei_edition.tei import parse
from tei_edition.validate import _judge
from tei_edition.validate.document import Document
from tei_edition.validate.relaxng import reader

BEFORE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0">\n<text><body>\n<div>\n'
)
AFTER = "\n</div></body></text></TEI>\n"
BOMB = (
    "<!DOCTYPE a [<!ENTITY e0 'laughter'>"
    + "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 10))
    + "]><a>&e9;</a>"
)


def judged(data: bytes) -> Diagnostic:
    (finding,) = _judge(Document("a.xml", data), None)
    return finding


@pytest.mark.parametrize(
    "inside, code, words, hint",
    [
        ("<p>a <hi>b</p>", "not-well-formed", "`<hi>` opened at line 5 is still open when `</p>`", "`</hi>`"),
        ("<p>open", "not-well-formed", "`<p>` opened at line 5 is still open when `</div>`", "`</p>`"),
        ("<persName>x</persname>", "not-well-formed", "`<persName>` opened at line 5 is closed as", "`</persName>`"),
        ("<p>a</p></i>", "not-well-formed", "`</i>` closes nothing", "`div`, from line 4"),
        ("<p>Marx & Engels</p>", "not-well-formed", "bare `&`", "&amp;"),
        ("<p>3 < 4</p>", "not-well-formed", "bare `<`", "&lt;"),
        ("<p>a &nbsp; b</p>", "entity", "`&nbsp;` is not defined", "&#160;"),
        ("<p>a &mdash; b</p>", "entity", "`&mdash;` is not defined", "`—`"),
        ("<p>AT&T;</p>", "entity", "`&T;` is not defined", "&amp;T;"),
        ("<p n=1>x</p>", "not-well-formed", "quotation marks", '="1"'),
        ("<p n=“1”>x</p>", "not-well-formed", "Typographic", "straight"),
        ('<p n="1"rend="x">x</p>', "not-well-formed", "space", "here"),
        ('<p n="1" n="2">x</p>', "not-well-formed", "`n` is given twice", "one"),
        ("<p n>x</p>", "not-well-formed", "`n` has no value", 'n="…"'),
        ('<p n="1>x</p>', "not-well-formed", "value of `n` is not closed", "closing quotation mark"),
        ("<!-- a -- b -->", "not-well-formed", "`--`", "hyphens"),
        ("<!-- a", "not-well-formed", "comment", "-->"),
        ("<p>\x01</p>", "not-well-formed", "U+0001", "delete"),
        ("<p>&#0;</p>", "not-well-formed", "`&#0;`", "take it away"),
        ("<p>]]></p>", "not-well-formed", "`]]>`", "]]&gt;"),
        ("<p>x</ p>", "not-well-formed", "space", "take it away"),
        ("<p", "not-well-formed", "not finished", "`>`"),
        ("<xi:include href='x'/>", "not-well-formed", "`xi:` is not declared", "http://www.w3.org/2001/XInclude"),
        ("<?xml version='1.0'?>", "not-well-formed", "very first", "delete"),
    ],
)  # fmt: skip
def test_what_is_wrong_and_how_to_mend_it(inside: str, code: str, words: str, hint: str) -> None:
    finding = judged((BEFORE + inside + AFTER).encode())
    assert finding.code == code and words in finding.message and hint in str(finding.hint), finding
    assert finding.line in (5, 6) and finding.column and "^" in str(finding.excerpt)


@pytest.mark.parametrize(
    "data, code, words",
    [
        (b"", "not-well-formed", "empty"),
        (b"hello", "not-well-formed", "“hello”"),
        (b"%PDF-1.4", "not-well-formed", "a PDF"),
        (b"PK\x03\x04", "not-well-formed", "zip"),
        (b"<a/><b/>", "not-well-formed", "`<b>` stands after the end"),
        (BEFORE.encode(), "not-well-formed", "`<div>` opened at line 4 is still open when the file ends"),
        ((BEFORE + "<p>café</p>" + AFTER).encode("latin-1"), "encoding", "byte E9"),
        (b"<?xml version='1.0' encoding='klingon'?><a/>", "encoding", "klingon"),
        (b"<?xml version='1.0' encoding='hex'?><a/>", "encoding", "hex"),
        (b"<?xml version='1.0' encoding='utf-16'?><a/>", "encoding", "incorrect"),
        (b"<?xml version='1.0' encoding='euc-jp'?><a>\xff\xff</a>", "encoding", "euc-jp"),
        (BOMB.encode(), "refused", "beyond measure"),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "refused", "not fetched"),
        (b'<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><a>&x;</a>', "entity", "`&x;`"),
        (b"<a>" * 10_000 + b"</a>" * 10_000, "refused", "1000 levels"),
    ],
)
def test_hostile_and_foreign_files(data: bytes, code: str, words: str) -> None:
    finding = judged(data)
    assert finding.code == code and words in finding.message and finding.hint, finding


def test_entities_that_a_document_defines_are_expanded() -> None:
    data = f'<!DOCTYPE TEI [<!ENTITY who "Marx">]>{BEFORE.split("?>")[1]}<p>&who;</p>{AFTER}'.encode()
    assert "Marx" in "".join(Document("a.xml", data).tree.getroot().itertext())
    assert {finding.code for finding in _judge(Document("a.xml", data), None)} <= {
        "element-missing",
        "rule",
        "rule-warning",
    }


def test_trees_and_readers_refuse_the_same_depth() -> None:
    assert reader.MAX_DEPTH == parse.MAX_DEPTH
