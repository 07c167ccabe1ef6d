"""Small schemas and documents: what is valid, and what is not."""

from __future__ import annotations

import pytest

from tei_edition.errors import XmlError
from tei_edition.validate.relaxng.judge import is_valid
from tests.validate.relaxng.schemas import schema, valid

GROUP = (
    '<element name="a"><element name="b"><empty/></element><optional><element name="c">'
    "<text/></element></optional></element>"
)
INTERLEAVE = (
    '<element name="a"><interleave><element name="b"><empty/></element><zeroOrMore>'
    '<element name="c"><empty/></element></zeroOrMore></interleave></element>'
)
AMBIGUOUS = (
    '<element name="a"><choice><group><element name="b"><attribute name="x"/></element>'
    '<element name="c"><empty/></element></group><group><element name="b"><empty/></element>'
    '<element name="d"><empty/></element></group></choice></element>'
)
MIXED = (
    '<element name="a"><mixed><zeroOrMore><element name="b"><empty/></element></zeroOrMore></mixed></element>'
)
LIST = (
    '<element name="a"><list><oneOrMore><data type="integer"/></oneOrMore><value>end</value></list></element>'
)
EXCEPT = "<element><anyName><except><name>b</name></except></anyName><text/></element>"
EITHER = (
    '<element name="a"><choice><data type="integer"/><element name="b"><empty/></element></choice></element>'
)
QNAME = '<element name="a"><data type="QName"/></element>'


BOMB = (
    "<!DOCTYPE a [<!ENTITY e0 'laughter'>"
    + "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 10))
    + "]><a>&e9;</a>"
)


@pytest.mark.parametrize(
    "body, document, verdict",
    [
        (GROUP, "<a><b/><c>x</c></a>", True),
        (GROUP, "<a> <b/> </a>", True),
        (GROUP, "<a><c/><b/></a>", False),
        (GROUP, "<a><b/>x</a>", False),
        (INTERLEAVE, "<a><c/><b/><c/></a>", True),
        (INTERLEAVE, "<a><c/><c/></a>", False),
        (AMBIGUOUS, "<a><b x='1'/><c/></a>", True),
        (AMBIGUOUS, "<a><b/><d/></a>", True),
        (AMBIGUOUS, "<a><b/><c/></a>", False),
        (MIXED, "<a>x<b/>y<!-- z --><b/></a>", True),
        (LIST, "<a> 1 2\n end</a>", True),
        (LIST, "<a>1<!-- -->2 end</a>", True),
        (LIST, "<a>end</a>", False),
        (EXCEPT, "<c/>", True),
        (EXCEPT, "<b/>", False),
        (EITHER, "<a> 12 </a>", True),
        (EITHER, "<a> <b/> </a>", True),
        (EITHER, "<a>12<b/></a>", False),
        (QNAME, "<a xmlns:p='u'>p:x</a>", True),
        (QNAME, "<a>p:x</a>", False),
    ],
)
def test_verdicts(body: str, document: str, verdict: bool) -> None:
    assert valid(body, document) is verdict


IDS = (
    '<element name="a"><zeroOrMore><element name="b"><optional><attribute name="id">'
    '<data type="ID"/></attribute></optional><optional><attribute name="to">'
    '<data type="IDREFS"/></attribute></optional></element></zeroOrMore></element>'
)


@pytest.mark.parametrize(
    "inside, verdict",
    [
        ("<b id='x'/><b to='x'/>", True),
        ("<b to='y x'/><b id='x'/><b id='y'/>", True),
        ("<b id='x'/><b id='x'/>", False),
        ("<b to='x'/>", False),
        ("<b id='1'/>", False),
    ],
)
def test_identities(inside: str, verdict: bool) -> None:
    assert valid(IDS, f"<a>{inside}</a>") is verdict


def test_a_document_in_pieces_is_judged_as_in_one() -> None:
    document = b"<a>1 2 3 end</a>"
    assert is_valid(schema(LIST), [document[i : i + 1] for i in range(len(document))])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "shift_jis", "cp1252"])
def test_encodings(encoding: str) -> None:
    text = f"<?xml version='1.0' encoding='{encoding}'?><a>x</a>"
    assert is_valid(schema('<element name="a"><text/></element>'), [text.encode(encoding)])


@pytest.mark.parametrize(
    "document",
    [
        "<a>",
        "",
        "<a></b>",
        "<p:a/>",
        "<?xml version='1.0' encoding='klingon'?><a/>",
        BOMB,
        "<a>" * 5000,
    ],
)
def test_hostile_or_broken(document: str) -> None:
    any_depth = (
        '<grammar><start><ref name="a"/></start><define name="a"><element name="a"><mixed>'
        '<zeroOrMore><ref name="a"/></zeroOrMore></mixed></element></define></grammar>'
    )
    with pytest.raises(XmlError):
        valid(any_depth, document)


def test_the_automaton_grows_with_the_grammar_not_with_the_document() -> None:
    made = schema(INTERLEAVE)
    assert valid(made, "<a><b/>" + "<c/>" * 10 + "</a>")
    before = len(made.start.book._kept)
    assert valid(made, "<a><b/>" + "<c/>" * 10_000 + "</a>")
    assert len(made.start.book._kept) == before
