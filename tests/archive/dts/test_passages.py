"""A unit or a range → its TEI: no word more, no word less, and what stands around it without content."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tei_edition.archive.dts.passages import passage
from tei_edition.archive.dts.units import Units, citation_trees, find_units
from tei_edition.tei import inner_text, local, parse_bytes, parse_file
from tests.archive.dts.documents import CORPUS, WRAPPER, document

FILES = sorted(path for path in CORPUS.glob("*/*.xml") if path.stat().st_size < 400_000)


def opened(name: str = "", root: etree._Element | None = None) -> Units:
    root = document() if root is None else root
    return find_units(next(tree for tree in citation_trees(root) if tree.name == name), root)


def wrapper(units: Units, start: str, end: str = "") -> etree._Element:
    first, last = units.get(start), units.get(end or start)
    assert first and last
    made = passage(units, first, last)
    again = parse_bytes(etree.tostring(made), "made.xml").getroot()
    assert again.tag == "{http://www.tei-c.org/ns/1.0}TEI"
    (found,) = again.iter(WRAPPER)
    return found


def words(units: Units, start: str, end: str = "") -> str:
    return " ".join(inner_text(wrapper(units, start, end)).split())


def outline(element: etree._Element) -> str:
    inside = " ".join(outline(child) for child in element if isinstance(child.tag, str))
    return f"{local(element)}({inside})" if inside else local(element)


def test_a_unit_stands_in_the_wrapper_as_it_is_and_what_is_around_it_outside() -> None:
    found = wrapper(opened(), "Luke 1:2")
    assert [local(child) for child in found] == ["seg"] and inner_text(found) == "there was a word."
    assert [local(one) for one in found.iterancestors()] == ["p", "div", "div", "body", "text", "TEI"]
    assert found.getparent().getparent().get("type") == "chapter"
    assert found.getroottree().getroot().attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "en"


def test_a_range_keeps_the_elements_it_goes_through() -> None:
    found = wrapper(opened(), "Luke 1:2", "Luke 2:1")
    assert outline(found) == "wrapper(div(div(p(seg(pb)) p(seg)) div(head p(seg(note)))))"
    assert words(opened(), "Luke 1:2", "Luke 2:1") == "there was a word. And then? Two Nothingor nearly."


def test_a_range_across_books() -> None:
    assert words(opened(), "Luke 2", "Mark 1:1") == "Two Nothingor nearly. Mark Again a word."
    assert words(opened(), "Luke 1:3", "Luke 1:3") == "And then?"
    assert local(wrapper(opened(), "Luke", "Mark").getparent()) == "body"


def test_a_unit_belongs_to_a_range_from_it_to_a_part_of_it() -> None:
    assert words(opened(), "Luke 1", "Luke 1:1") == words(opened(), "Luke 1")


def test_a_page_ends_where_the_next_begins() -> None:
    pages = opened("page")
    assert words(pages, "1") == "The Gospel of Luke One In the beginning, there was"
    assert words(pages, "2") == "a word. And then? Two Nothingor nearly. Mark Again"
    assert words(pages, "3") == "a word."
    assert words(pages, "2", "3").endswith("Again a word.")


def test_a_page_in_a_chapter_ends_with_it() -> None:
    declared = """<refsDecl><citeStructure match="//body/div" use="@n">
        <citeStructure match=".//pb" use="@n" delim="."/></citeStructure></refsDecl>"""
    text = """<div n='a'><p>A<pb n='1'/>B</p><p>C<pb n='2'/>D</p><p>E</p></div><p>F</p>
        <div n='b'><p>G<pb n='1'/>H</p></div>"""
    units = opened(root=document(declared, text))
    assert [words(units, ref) for ref in ("a.1", "a.2", "b.1")] == ["BC", "DE", "H"]


@pytest.mark.parametrize("match", [".//{}", "{}", "following::{}"])
def test_lines_of_columns_of_pages(match: str) -> None:
    column, line = match.format("cb"), match.format("lb")
    declared = f"""<refsDecl><citeStructure unit="page" match="//pb" use="@n">
        <citeStructure unit="column" match="{column}" use="@n" delim=".">
        <citeStructure unit="line" match="{line}" use="@n" delim="."/></citeStructure></citeStructure></refsDecl>"""
    text = """<p><pb n="1"/><cb n="a"/><lb n="1"/>A <lb n="2"/>B <cb n="b"/><lb n="1"/>C</p>
        <p><lb n="2"/>D <pb n="2"/><cb n="a"/><lb n="1"/>E</p>"""
    units = opened(root=document(declared, text))
    assert [unit.identifier for unit in units.leaves()] == ["1.a.1", "1.a.2", "1.b.1", "1.b.2", "2.a.1"]
    assert [words(units, ref) for ref in ("1.a.1", "1.a.2", "1.b.2", "2.a.1", "1.b", "1", "2")] == [
        *"ABDE", "C D", "A B C D", "E",
    ]  # fmt: skip
    assert words(units, "1.a.2", "1.b.1") == "B C"


@given(st.data())
def test_any_range_has_the_words_between_its_ends(data: st.DataObject) -> None:
    units = opened("verses")
    ends = sorted(data.draw(st.lists(st.integers(0, len(units.all) - 1), min_size=2, max_size=2)))
    start, end = (units.all[index] for index in ends)
    made = next(passage(units, start, end).iter(WRAPPER))
    got = list(made.iter("{*}seg"))
    assert [inner_text(one) for one in got] == [
        inner_text(one.element) for one in units.all[ends[0] : ends[1] + 1]
    ]
    assert inner_text(made).strip().startswith(inner_text(start.element).strip())
    assert inner_text(made).strip().endswith(inner_text(end.element).strip())


@pytest.mark.skipif(not FILES, reason="the corpus of real documents is not here")
def test_leaves_of_real_documents_have_all_their_words() -> None:
    unlike = []
    for path in FILES[::3]:
        root = parse_file(path).getroot()
        for tree in citation_trees(root)[:1]:
            units = find_units(tree, root)
            highest = [unit for unit in units.all if unit.level == 1]
            whole = next(passage(units, highest[0], highest[-1]).iter(WRAPPER))
            parts = [next(passage(units, leaf, leaf).iter(WRAPPER)) for leaf in units.leaves()]
            if joined(parts) != joined([whole]) and not loose(root):
                unlike.append(path.name)
    assert unlike == []


def joined(parts: list[etree._Element]) -> str:
    return "".join("".join(map(inner_text, parts)).split())


def loose(root: etree._Element) -> bool:
    """Tell whether words of the document stand outside all blocks."""
    holders = [
        one for one in root.iter() if local(one) in ("front", "body", "back") or local(one).startswith("div")
    ]
    return any((text or "").strip() for one in holders for text in (one.text, *(child.tail for child in one)))
