"""What a document says of how it is cited → its units: references, levels, order; hostile declarations do no harm."""

from pathlib import Path

import pytest

from tei_edition import encode
from tei_edition.archive.dts.units import Units, citation_trees, data_of, find_units
from tei_edition.encode.references import declare_references
from tei_edition.tei import parse_bytes
from tests.archive.dts.documents import CORPUS, document


def units(declared: str, body: str = "", name: str = "") -> Units:
    root = document(declared, body) if body else document(declared)
    tree = next(tree for tree in citation_trees(root) if tree.name == name)
    return find_units(tree, root)


def refs(found: Units) -> list[str]:
    return [unit.identifier for unit in found.all]


def declared(match: str, use: str, below: str = "") -> str:
    return f'<refsDecl><citeStructure unit="u" match="{match}" use="{use}">{below}</citeStructure></refsDecl>'


def test_the_default_tree_comes_first_and_has_no_name() -> None:
    trees = citation_trees(document())
    assert [tree.name for tree in trees] == ["", "verses", "page"]
    assert [tree.depth for tree in trees] == [3, 1, 1]


def test_units_are_named_by_their_levels_in_the_order_of_the_text() -> None:
    root = document()
    found = find_units(citation_trees(root)[0], root)
    assert refs(found) == [
        "Luke", "Luke 1", "Luke 1:1", "Luke 1:2", "Luke 1:3", "Luke 2", "Luke 2:1", "Mark", "Mark 1", "Mark 1:1",
    ]  # fmt: skip
    unit = found.get("Luke 1:3")
    assert unit and (unit.level, unit.structure.unit) == (3, "verse")
    assert unit.parent and unit.parent.identifier == "Luke 1"
    assert [one.identifier for one in found.siblings(unit)] == ["Luke 1:1", "Luke 1:2", "Luke 1:3"]
    assert [one.identifier for one in found.leaves()][-1] == "Mark 1:1" and found.get("Luke 3") is None


def test_kinds_at_one_level_are_told_in_the_order_of_the_text() -> None:
    text = "<p n='a'/><div n='b'/><p n='c'/>"
    two = '<citeStructure match="//div" use="@n"/><citeStructure match="//p" use="@n"/>'
    assert refs(units(f"<refsDecl>{two}</refsDecl>", text))[-3:] == ["a", "b", "c"]


def test_what_is_known_of_a_unit() -> None:
    root = document()
    unit = find_units(citation_trees(root)[0], root).all[0]
    assert list(data_of(unit)) == [
        ("http://purl.org/dc/terms/title", "The Gospel of Luke"),
        ("https://example.org/words", "4"),
    ]


@pytest.mark.parametrize(
    ("use", "expected"),
    [
        ("position()", ["1", "2"]),
        ("concat('p', position(), '/', last())", ["p1/2", "p2/2"]),
        ("*[position() = 1]", ["x", "z"]),
        ("if (@n) then string(@n) else 'no'", ["7", "no"]),
        ("@n", ["7"]),
        ("upper-case(normalize-space(.))", ["X Y", "Z W"]),
    ],
)
def test_names_of_units(use: str, expected: list[str]) -> None:
    text = "<p n='7'><hi>x</hi> <hi>y</hi></p><p><hi>z</hi> <hi>w</hi></p>"
    assert refs(units(declared("//body/p", use), text)) == expected


def test_a_reference_has_one_unit_even_where_the_text_repeats_a_number() -> None:
    text = "<p n='1'/><p n='1'/><p n='1[2]'/><p n='1'/>"
    assert refs(units(declared("//body/p", "@n"), text)) == ["1", "1[2]", "1[2][2]", "1[3]"]


@pytest.mark.parametrize("match", ["//p[", "doc('/etc/passwd')//p", "unparsed-text('/etc/passwd')", "", "//"])
def test_a_tree_that_cannot_be_read_gives_way_to_ours(match: str) -> None:
    root = document(declared(match, "@n"), "<div><p>A</p></div>")
    (tree,) = citation_trees(root)
    assert refs(find_units(tree, root)) == ["div1", "div1.p1"]


@pytest.mark.parametrize("match", ["//@n", "count(//p)", "//text()", "/comment()", "//teiHeader/nothing"])
def test_what_is_no_element_is_no_unit(match: str) -> None:
    assert refs(units(declared(match, "'x'"), "<p n='1'>A<!-- b --></p>")) == []


def test_declarations_nested_without_end_are_cut_short() -> None:
    deep = '<citeStructure match="p" use="1" delim=".">' * 500 + "</citeStructure>" * 500
    (tree,) = citation_trees(document(declared("//body", "'a'", deep), "<p/>"))
    assert tree.depth == 30


def test_a_text_that_says_nothing_is_cited_by_its_divisions_and_blocks() -> None:
    text = """<head>T</head><pb n="1"/><div xml:id="one"><head>A</head><p>B</p><p xml:id="x">C</p>
        <div1><lg><l>D</l></lg><pb/></div1></div><div/>"""
    assert refs(units("", text)) == [
        "head1", "one", "one.head1", "one.p1", "one.x", "one.div1", "one.div1.lg1", "div2",
    ]  # fmt: skip


def test_a_document_without_text_has_no_trees() -> None:
    bare = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body/></text></TEI>'
    assert citation_trees(parse_bytes(bare.encode(), "a.xml").getroot()) == ()


def test_what_we_encode_says_how_it_is_cited(tmp_path: Path) -> None:
    said = "It was a long winter, and the snow lay on the hills until the end of March, so nobody came."
    text = f"A Title\n\n{said}\n\nThe Spring\n\n{said} Two.\n\n{said}\n\n1. {said}\n\n2. {said}\n"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    (tmp_path / "a.toml").write_text('[[note]]\ntext = "Two"\nnote = "Or more."\n', "utf-8")
    result = encode([tmp_path / "a.txt"], tmp_path / "out")
    root = parse_bytes(result.files["a.xml"], "a.xml").getroot()
    trees = {tree.name: refs(find_units(tree, root)) for tree in citation_trees(root)}
    assert trees == {
        "": ["p1", "d1", "d1.p2", "d1.p3", "d1.i1", "d1.i2"],
        "address": ["p1", "p2", "p3", "i1", "i2"],
        "note": ["n1"],
    }


def test_sections_in_sections_have_their_own_paragraphs() -> None:
    text = """<p xml:id="p1"/><div xml:id="d1"><p xml:id="p2"/><div xml:id="d2"><quote><p xml:id="p3"/></quote>
        <list><item xml:id="i1"><p/><list><item xml:id="i2"/></list></item></list></div><p xml:id="p4"/></div>"""
    root = document("<p/>", text)
    header, body = root.find("{*}teiHeader"), root.find("{*}text")
    assert header is not None and body is not None
    declare_references(header, body)
    trees = {tree.name: refs(find_units(tree, root)) for tree in citation_trees(root)}
    assert trees == {
        "": ["p1", "d1", "d1.p2", "d1.d2", "d1.d2.p3", "d1.d2.i1", "d1.p4"],
        "address": ["p1", "p2", "p3", "i1", "p4"],
    }


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real documents is not here")
def test_the_bellum_alexandrinum_is_cited_as_its_editors_want() -> None:
    root = parse_bytes((CORPUS / "caesar-balex/ldlt-balex.xml").read_bytes(), "balex").getroot()
    (tree,) = citation_trees(root)
    found = find_units(tree, root)
    assert refs(found)[:2] == ["Preface", "Preface, Why a new edition of the Bellum Alexandrinum?"]
    assert dict(data_of(found.all[0]))["http://purl.org/dc/terms/identifier"] == "preface"
