"""The XML layer: hostile input is refused with its place, trees come back the same, walks lose nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei_edition.errors import XmlError
from tei_edition.tei import (
    append_element,
    append_text,
    copy_of,
    indent,
    inner_text,
    local,
    new_document,
    new_element,
    parse_bytes,
    path_of,
    q,
    serialise,
    walk,
    xml_id,
)

TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")
)


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b"", 1, "empty"),
        (b"<a>\n<b></a>", 2, "mismatch"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]>\n<a>&x;</a>', 2, "&x;"),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<a>&x;</a>', 2, "&x;"),
        (b"<a>" * 1001 + b"</a>" * 1001, 1, "nest deeper"),
    ],
)
def test_what_cannot_be_parsed_safely_is_refused(data: bytes, line: int, words: str) -> None:
    with pytest.raises(XmlError) as caught:
        parse_bytes(data, "x.xml")
    assert (caught.value.file, caught.value.line) == ("x.xml", line)
    assert words in caught.value.message


@pytest.mark.parametrize("ids", [("p1", "p1"), ("p 1", "p2"), ("p 1", "p 1")])
def test_wrong_ids_are_not_for_the_parser_to_tell_whether_there_is_a_doctype_or_not(
    ids: tuple[str, str],
) -> None:
    document = '<a><b xml:id="{}"/><b xml:id="{}"/></a>'.format(*ids)
    for doctype in ("", "<!DOCTYPE a []>", '<!DOCTYPE a SYSTEM "a.dtd">'):
        assert len(parse_bytes((doctype + document).encode(), "x.xml").getroot()) == 2


def test_an_entity_bomb_is_refused_in_bounded_space() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE a [<!ENTITY e0 "0123456789">{levels}]><a b="&e11;"/>'
    with pytest.raises(XmlError):
        parse_bytes(bomb.encode(), "bomb.xml")


@given(TEXT, TEXT)
def test_a_document_comes_back_the_same(text: str, tail: str) -> None:
    document = new_document("a", "en", "schema/")
    paragraph = append_element(document.getroot(), "p")
    append_text(paragraph, text)
    append_element(paragraph, "hi", {"rend": text}, tail)
    append_text(paragraph, tail)
    data = serialise(document)
    again = parse_bytes(data, "a.xml")
    assert serialise(again) == data
    assert inner_text(again.getroot()) == text + tail + tail


def test_a_walk_gives_what_is_inside_in_order() -> None:
    root = parse_bytes(b"<p>a<!-- c -->b<hi>d</hi>e<?pi x?>f</p>", "x").getroot()
    assert [(event, local(node), text) for event, node, text in walk(root)] == [
        ("start", "p", ""),
        ("text", "p", "a"),
        ("text", "p", "b"),
        ("start", "hi", ""),
        ("text", "hi", "d"),
        ("end", "hi", ""),
        ("text", "p", "e"),
        ("text", "p", "f"),
        ("end", "p", ""),
    ]


def test_white_space_is_put_only_where_it_says_nothing() -> None:
    root = new_element("body")
    append_element(append_element(root, "p", {}, "a "), "hi", {}, "b")
    append_element(root, "list")
    before = inner_text(root)
    indent(root)
    assert inner_text(root).split() == before.split()
    assert inner_text(root[0]) == "a b"
    assert root[0].tail == "\n  "


def test_a_copy_leaves_what_follows_behind() -> None:
    root = parse_bytes(b"<a><b>x</b>tail</a>", "x").getroot()
    assert copy_of(root[0]).tail is None and root[0].tail == "tail"


def test_paths_have_positions_only_where_needed() -> None:
    root = parse_bytes(b"<a><b/><c/><b><d/></b></a>", "x").getroot()
    assert path_of(root[2][0]) == "/a/b[2]/d"


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("breitman-1953", "breitman-1953"),
        ("1953 review", "_1953-review"),
        ("Übersicht", "Ubersicht"),
        ("東京", "article"),
    ],
)
def test_any_name_makes_an_id(name: str, identifier: str) -> None:
    assert xml_id(name) == identifier


def test_names() -> None:
    assert q("p") == "{http://www.tei-c.org/ns/1.0}p"
    assert q("xml:id") == "{http://www.w3.org/XML/1998/namespace}id"


@pytest.mark.parametrize("address", ["http://example.org/tei.dtd", "tei.dtd", "file:///etc/passwd"])
def test_a_dtd_that_a_document_names_is_neither_fetched_nor_missed(address: str) -> None:
    document = f'<!DOCTYPE a SYSTEM "{address}" [<!ENTITY % more SYSTEM "{address}"> %more;]><a b="c"/>'
    for entities in (False, True):
        assert dict(parse_bytes(document.encode(), "a.xml", entities).getroot().attrib) == {"b": "c"}
