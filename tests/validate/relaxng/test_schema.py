"""Schemas that break RELAX NG's rules are refused, saying where and why."""

from __future__ import annotations

import pytest

from tei_edition.errors import ReadError
from tests.validate.relaxng.schemas import schema, valid

E = '<element name="e"><empty/></element>'


def attribute(name: str) -> str:
    return f'<attribute name="{name}"/>'


@pytest.mark.parametrize(
    "body, why",
    [
        ("<grammar/>", "needs a `start`"),
        ('<grammar><start><ref name="x"/></start></grammar>', "x is not defined"),
        (('<grammar><start><ref name="x"/></start><define name="x"><ref name="x"/></define>'
'</grammar>'), "holds itself"),
        (f"<grammar><start>{E}</start><start>{E}</start></grammar>", "more than once"),
        ('<element name="a"/>', "something must stand in it"),
        ('<element name="a"><nonsense/></element>', "no such element"),
        ('<element name="a" nonsense=""><empty/></element>', "no attribute nonsense"),
        ('<element name="a">words<empty/></element>', "text may not stand in it"),
        ('<element name="p:a"><empty/></element>', "prefix p"),
        ('<element name="a"><data type="nonsense"/></element>', "no datatype nonsense"),
        ('<element name="a"><data type="date"><param name="length">1</param></data></element>', "no parameter"),
        ('<element name="a"><data type="token"><param name="pattern">(</param></data></element>', "expression"),
        ('<element name="a"><value type="integer">x</value></element>', "no value of the type"),
        (f'<element name="a">{attribute("x")}{attribute("x")}</element>', "asked for twice"),
        ((f'<element name="a"><oneOrMore><group>{attribute("x")}<text/></group></oneOrMore>'
'</element>'), "7.1.2"),
        ('<element name="a"><attribute><anyName/></attribute></element>', "open must repeat"),
        (f'<element name="a">{attribute("xmlns")}</element>', "xmlns"),
        ('<element name="a"><group><data type="token"/><text/></group></element>', "7.2"),
        (f'<element name="a"><interleave>{E}{E}</interleave></element>', "7.4"),
        ('<element name="a"><interleave><text/><text/></interleave></element>', "7.4"),
        (f'<element name="a"><list>{E}</list></element>', "may not stand in `list`"),
        ("<text/>", "may not stand in `start`"),
        ('<externalRef href="none.rng"/>', "cannot be read"),
    ],
)  # fmt: skip
def test_refused(body: str, why: str) -> None:
    with pytest.raises(ReadError, match="schema cannot be used") as refused:
        schema(body)
    assert why in refused.value.message
    assert refused.value.line == 1 and refused.value.column


def test_an_include_is_overridden() -> None:
    base = f'<grammar><start><ref name="a"/></start><define name="a">{E}</define></grammar>'
    over = (
        '<grammar><include href="base.rng"><define name="a"><element name="o"><empty/></element>'
        "</define></include></grammar>"
    )
    made = schema(over, {"base.rng": base})
    assert valid(made, "<o/>") and not valid(made, "<e/>")


def test_an_include_that_includes_itself_is_refused() -> None:
    with pytest.raises(ReadError, match="includes itself"):
        schema('<grammar><include href="schema.rng"/></grammar>', {"schema.rng": "<grammar/>"})


def test_conflicting_identities_are_refused() -> None:
    one, other = '<attribute name="i"><data type="ID"/></attribute>', attribute("i")
    body = (
        f'<choice><element name="a">{one}</element><element name="b">'
        f'<element name="a">{other}</element></element></choice>'
    )
    with pytest.raises(ReadError, match="of type ID elsewhere"):
        schema(body)


def test_definitions_without_end_are_refused_not_crashed_on() -> None:
    chain = "".join(f'<define name="d{i}"><ref name="d{i + 1}"/></define>' for i in range(5000))
    with pytest.raises(ReadError, match="too deep"):
        schema(f'<grammar><start><ref name="d0"/></start>{chain}<define name="d5000">{E}</define></grammar>')
