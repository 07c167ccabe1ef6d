import pytest
from lxml import etree

from tei_edition.errors import ConfigError
from tei_edition.render.engine import Engine
from tei_edition.render.html import HtmlEngine
from tei_edition.render.model import BEHAVIOURS
from tei_edition.render.odd import builtin
from tei_edition.render.predicate import compile_test, compile_value
from tei_edition.render.text import TextEngine
from tei_edition.tei import parse_bytes, q
from tests.render.samples import document


def test_every_behaviour_of_the_table_is_one_of_the_tei():
    assert builtin().behaviours <= set(BEHAVIOURS)


@pytest.mark.parametrize("engine", [HtmlEngine, TextEngine])
@pytest.mark.parametrize("behaviour", BEHAVIOURS)
def test_every_output_implements_every_behaviour(engine, behaviour):
    assert callable(getattr(engine, f"as_{behaviour}"))


def test_an_output_that_lacks_a_behaviour_is_refused_when_it_is_defined():
    with pytest.raises(TypeError, match="Half does not implement: alternate"):
        type("Half", (Engine,), {"output": "half"})


def test_what_is_left_out_says_why():
    rows = [row for rows in builtin().rows.values() for row in rows if row.behaviour in ("omit", "index")]
    assert rows
    assert all(row.reason for row in rows)


PREDICATES = [
    ("parent::div", "p", True),
    ("ancestor::body and not(parent::body)", "p", True),
    ("@type", "p", True),
    ("@type='x'", "p", True),
    ("@type='y' or @n='1'", "p", False),
    ("hi", "p", True),
    ("hi and (lb or note)", "p", False),
    ("preceding-sibling::head", "p", True),
    ("following-sibling::head", "p", False),
    ("count(hi) = 2", "p", True),
    ("parent::div/@n = '3'", "p", True),
    ("@type=('x')", "p", True),
    ("hi[2]", "p", True),
    ("string-length(@type) > 3 or self::p", "p", True),
]


@pytest.mark.parametrize(("predicate", "name", "expected"), PREDICATES)
def test_predicates(predicate, name, expected):
    tree = document('<div n="3"><head/><p type="x"><hi>a</hi><hi>b</hi></p></div>')
    (element,) = [item for item in tree.iter(q(name)) if item.get("type")]
    assert compile_test(predicate)(element) is expected


def test_values():
    tree = parse_bytes(b'<p xmlns="http://www.tei-c.org/ns/1.0" n="7"><hi>a</hi><hi>b</hi></p>', "x")
    root = tree.getroot()
    assert compile_value("'text'")(root) == ["text"]
    assert compile_value("@n")(root) == ["7"]
    assert [etree.QName(node).localname for node in compile_value("*[1]")(root)] == ["hi"]
    assert compile_value("hi[2]")(root) == [root[1]]


def test_a_predicate_that_is_no_xpath_is_told():
    with pytest.raises(ConfigError, match="not an XPath"):
        compile_test("@type = = 'x'")
