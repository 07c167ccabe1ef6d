"""The Schematron engine does what ISO Schematron says, and our rules are each broken by a document under invalid/."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree, isoschematron

from tei_edition.diagnostics import Diagnostic
from tei_edition.errors import ReadError, XmlError
from tei_edition.resources import schema_path
from tei_edition.tei import parse_bytes, parse_file
from tei_edition.validate.document import document_of
from tei_edition.validate.query import split_union
from tei_edition.validate.schema import load_rules
from tei_edition.validate.schematron import check_rules

CASES = sorted((Path(__file__).parent / "invalid").glob("*.xml"))
SVRL = "{http://purl.oclc.org/dsdl/svrl}"


def judge(
    tmp_path: Path, rules: str, document: str = "<a><b n='1'/><b n='2'/><c/></a>", **attributes: str
) -> list[Diagnostic]:
    """Judge a document by rules."""
    path = tmp_path / "rules.sch"
    more = "".join(f' {name}="{value}"' for name, value in attributes.items())
    path.write_text(f'<schema xmlns="http://purl.oclc.org/dsdl/schematron"{more}>{rules}</schema>', "utf-8")
    return check_rules(document_of(parse_bytes(document.encode(), "a.xml"), "a.xml"), load_rules(path))


def messages(findings: list[Diagnostic]) -> list[str]:
    return [finding.message for finding in findings]


def trees() -> list[etree._ElementTree]:
    """Parse every document under invalid/ that is well-formed."""
    found = []
    for case in CASES:
        try:
            found.append(parse_file(case))
        except XmlError:
            continue
    return found


def test_each_of_our_assertions_is_broken_by_a_document() -> None:
    rules = load_rules(schema_path("tei_edition.sch"))
    said = " ".join(f.message for tree in trees() for f in check_rules(document_of(tree, "x"), rules))
    for pattern in rules.patterns:
        for rule in pattern.rules:
            for assertion in rule.assertions:
                literal = [str(text).strip() for text in assertion.message.xpath("text()")]  # type: ignore[union-attr]
                assert max(literal, key=len) in said, pattern.id


@pytest.mark.filterwarnings("ignore")
def test_our_rules_say_the_same_in_another_processor() -> None:
    other = isoschematron.Schematron(etree.parse(str(schema_path("tei_edition.sch"))), store_report=True)
    rules = load_rules(schema_path("tei_edition.sch"))
    for tree in trees():
        other.validate(tree)
        theirs = [
            " ".join("".join(e.itertext()).split())
            for e in other.validation_report.iter(SVRL + "failed-assert")
        ]
        assert sorted(messages(check_rules(document_of(tree, "x"), rules))) == sorted(theirs)


def test_the_first_rule_that_matches_applies(tmp_path: Path) -> None:
    rules = (
        '<pattern><rule context="b[@n=1]"><assert test="false()">one</assert></rule>'
        '<rule context="b"><assert test="false()">b</assert></rule></pattern>'
    )
    assert messages(judge(tmp_path, rules)) == ["one", "b"]


def test_every_pattern_is_applied(tmp_path: Path) -> None:
    rule = '<pattern><rule context="c"><assert test="false()">{}</assert></rule></pattern>'
    assert messages(judge(tmp_path, rule.format("x") + rule.format("y"))) == ["x", "y"]


def test_a_report_fails_when_true(tmp_path: Path) -> None:
    rules = (
        '<pattern><rule context="a"><report test="c">c</report><report test="d">d</report></rule></pattern>'
    )
    assert messages(judge(tmp_path, rules)) == ["c"]


def test_messages_have_values_and_names(tmp_path: Path) -> None:
    rules = (
        '<let name="all" value="count(//b)"/><pattern><let name="first" value="//b/@n"/><rule context="c">'
        '<let name="sum" value="$all + 1"/><assert test="false()"><name/> in <name path=".."/>: '
        '<value-of select="$sum"/> <emph><value-of select="$first"/></emph></assert></rule></pattern>'
    )
    assert messages(judge(tmp_path, rules)) == ["c in a: 3 1"]


def test_abstract_patterns_and_rules(tmp_path: Path) -> None:
    rules = (
        '<pattern abstract="true" id="p"><rule context="$what"><extends rule="r"/>'
        '<assert test="$test">own</assert></rule>'
        '<rule abstract="true" id="r"><assert test="false()">inherited</assert></rule></pattern>'
        '<pattern is-a="p"><param name="what" value="c"/><param name="test" value="@x"/></pattern>'
    )
    assert messages(judge(tmp_path, rules)) == ["inherited", "own"]


def test_roles_and_diagnostics(tmp_path: Path) -> None:
    rules = (
        '<pattern><rule context="c"><assert test="false()" role="warning" diagnostics="d">w</assert>'
        '<assert test="false()" role="information">i</assert></rule></pattern>'
        '<diagnostics><diagnostic id="d">do this to <name/></diagnostic></diagnostics>'
    )
    first, second = judge(tmp_path, rules)
    assert (first.code, first.severity, first.hint) == ("rule-warning", "warning", "do this to c")
    assert second.severity == "info"


def test_the_default_phase(tmp_path: Path) -> None:
    rules = (
        '<phase id="f"><active pattern="q"/></phase><pattern id="p"><rule context="c">'
        '<assert test="false()">p</assert>'
        '</rule></pattern><pattern id="q"><rule context="c"><assert test="false()">q</assert></rule></pattern>'
    )
    assert messages(judge(tmp_path, rules, defaultPhase="f")) == ["q"]
    assert messages(judge(tmp_path, rules)) == ["p", "q"]


@pytest.mark.parametrize("binding", ["xslt2", "xslt3", "xpath2", "xpath31"])
def test_xpath_2(tmp_path: Path, binding: str) -> None:
    rules = (
        '<let name="numbers" value="for $b in //b return xs:integer($b/@n)"/><pattern><rule context="b | c">'
        "<assert test=\"every $x in tokenize(@n, '\\s') satisfies $x = ('1', '3')\">"
        '<name/> <value-of select="@n"/> of '
        "<value-of select=\"string-join($numbers ! string(.), ',')\"/></assert></rule></pattern>"
    )
    assert messages(judge(tmp_path, rules, queryBinding=binding)) == ["b 2 of 1,2"]


def test_attributes_as_contexts(tmp_path: Path) -> None:
    rules = '<pattern><rule context="@n"><assert test=". = 1">n is <value-of select="."/></assert></rule></pattern>'
    (finding,) = judge(tmp_path, rules, queryBinding="xslt2")
    assert (finding.message, finding.path) == ("n is 2", "/a/b[2]")
    assert messages(judge(tmp_path, rules)) == ["n is 2"]


@pytest.mark.parametrize("binding", ["xslt", "xslt2"])
def test_current_is_the_node_of_the_rule(tmp_path: Path, binding: str) -> None:
    rules = (
        '<pattern><rule context="b"><assert test="//b[@n = current()/@n + 1]"><value-of select="@n"/>'
        "</assert></rule></pattern>"
    )
    assert messages(judge(tmp_path, rules, queryBinding=binding)) == ["2"]


def test_keys(tmp_path: Path) -> None:
    rules = (
        '<key xmlns="http://www.w3.org/1999/XSL/Transform" name="k" match="b" use="@n"/><pattern><rule context="c">'
        "<assert test=\"key('k', '1') and key('k', 7)\">"
        "<value-of select=\"count(key('k', //b/@n))\"/></assert></rule></pattern>"
    )
    assert messages(judge(tmp_path, rules)) == ["2"]


@pytest.mark.parametrize(
    "rules",
    [
        '<pattern><rule context="c"><assert test="nonsense()">x</assert></rule></pattern>',
        '<pattern><rule context="c["><assert test="true()">x</assert></rule></pattern>',
        '<pattern><rule context="c"><let name="x" value="$y"/><assert test="true()">x</assert></rule></pattern>',
        '<pattern><let name="x" value="$y"/><rule context="c"><assert test="true()">x</assert></rule></pattern>',
        '<let name="x" value="$y"/><pattern><rule context="c"><assert test="true()">x</assert></rule></pattern>',
    ],
)
@pytest.mark.parametrize("binding", ["xslt", "xslt2"])
def test_what_cannot_be_evaluated_is_told_once(tmp_path: Path, rules: str, binding: str) -> None:
    (finding,) = judge(tmp_path, rules, "<a><c/><c/></a>", queryBinding=binding)
    assert finding.code == "not-checked"


def test_an_unknown_query_language_is_told(tmp_path: Path) -> None:
    (finding,) = judge(tmp_path, "", queryBinding="xquery")
    assert finding.code == "not-checked"


@pytest.mark.parametrize(
    "rules",
    [
        '<pattern is-a="none"/>',
        '<include href="none.sch"/>',
        "<include/>",
        '<pattern><rule context="c"><extends rule="none"/></rule></pattern>',
        '<pattern><rule context="c" id="r"><extends rule="r"/></rule></pattern>',
    ],
)
def test_a_broken_schema_is_an_error(tmp_path: Path, rules: str) -> None:
    with pytest.raises(ReadError):
        judge(tmp_path, rules)


def test_rules_inside_a_grammar(tmp_path: Path) -> None:
    path = tmp_path / "g.rng"
    path.write_text(
        '<grammar xmlns="http://relaxng.org/ns/structure/1.0" xmlns:s="http://purl.oclc.org/dsdl/schematron"><start>'
        '<element name="a"><s:pattern><s:rule context="c"><s:assert test="false()">c</s:assert></s:rule></s:pattern>'
        "<text/></element></start></grammar>"
    )
    assert messages(check_rules(document_of(parse_bytes(b"<a><c/></a>", "a"), "a"), load_rules(path))) == [
        "c"
    ]


def test_unions_are_split_outside_brackets() -> None:
    assert split_union("a[b | c] | d['|'] | e") == ["a[b | c]", "d['|']", "e"]


@pytest.mark.parametrize("binding", ["xslt", "xslt2"])
@pytest.mark.parametrize(
    "test",
    [
        "(" * 5000 + "1" + ")" * 5000,
        "1" * 100_000,
        "*" + "[*" * 3000 + "]" * 3000,
        "$",
        "1 +",
        "count(1 to 9999999999)",
    ],
    ids=["brackets", "length", "predicates", "variable", "end", "range"],
)
def test_a_hostile_test_is_told_and_not_run_for_ever(tmp_path: Path, binding: str, test: str) -> None:
    rules = f'<pattern><rule context="c"><assert test="{test}">x</assert></rule></pattern>'
    (finding,) = judge(tmp_path, rules, queryBinding=binding)
    assert finding.code == "not-checked"


def test_a_schema_that_includes_itself_by_another_is_an_error(tmp_path: Path) -> None:
    text = '<schema xmlns="http://purl.oclc.org/dsdl/schematron"><include href="rules.sch"/></schema>'
    (tmp_path / "other.sch").write_text(text)
    with pytest.raises(ReadError, match="includes itself"):
        judge(tmp_path, '<include href="other.sch"/>')


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('<!DOCTYPE s [<!ENTITY a "a"><!ENTITY b "&a;&a;">]><schema {}/>', None),
        (
            '<!DOCTYPE s [<!ENTITY a SYSTEM "file:///etc/hosts">]><schema {}>&a;</schema>',
            "line 1 of rules.sch",
        ),
        ("<schema {}>\n<pattern></schema>", "line 2 of rules.sch"),
        ("<schema {}>" + "<p>" * 10_000 + "</p>" * 10_000 + "</schema>", "depth|deeper"),
        ("", "line 1 of rules.sch: the file is empty"),
        (
            '<schema {}>\n<pattern><rule id="a" abstract="true">\n<extends rule="a"/></rule>'
            '<rule context="b"><extends rule="a"/></rule></pattern></schema>',
            "the rule in line 2 of rules.sch extends itself",
        ),
    ],
)
def test_a_hostile_schema_is_refused_by_its_line(tmp_path: Path, text: str, said: str | None) -> None:
    path = tmp_path / "rules.sch"
    path.write_text(text.replace("{}", 'xmlns="http://purl.oclc.org/dsdl/schematron"'), "utf-8")
    if said is None:
        load_rules(path)
        return
    with pytest.raises(ReadError, match=said):
        load_rules(path)


def test_a_key_that_asks_for_itself_is_told(tmp_path: Path) -> None:
    rules = (
        '<key xmlns="http://www.w3.org/1999/XSL/Transform" name="k" match="b" use="key(\'k\', @n)"/>'
        "<pattern><rule context=\"c\"><assert test=\"key('k', '1')\">x</assert></rule></pattern>"
    )
    (finding,) = judge(tmp_path, rules, queryBinding="xslt2")
    assert finding.code == "not-checked" and "asks for itself" in finding.message


def test_a_pattern_that_is_abstract_and_made_of_another_is_told(tmp_path: Path) -> None:
    rules = '<pattern abstract="true" id="a" is-a="b"/><pattern abstract="true" id="b"/><pattern is-a="a"/>'
    (finding,) = judge(tmp_path, rules)
    assert finding.code == "not-checked" and "abstract itself" in finding.message
