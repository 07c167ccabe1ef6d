"""Every character of a file is told with the bytes it stands for, and what is put in changes no other byte."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei_edition.errors import XmlError
from tei_edition.tei import NS, inner_text, parse_bytes
from tei_edition.tei.patch import Insertion, patched, scan

TEI = f'<TEI xmlns="{NS}">'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "iso-8859-1"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_characters_stand_where_the_file_has_them(encoding: str, end: str) -> None:
    told = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig").removesuffix("-le").removesuffix("-be")}"?>'
    inside = f"<p>Café{end}&amp; <hi>œ</hi>&#x153;<![CDATA[<]]><lb/>!</p>".replace("œ", "&#339;")
    data = f"{told}{end}{TEI}{inside}</TEI>".encode(encoding)
    nodes, chars, name = scan(data, "a.xml")
    assert "".join(char.text for char in chars) == "Café\n& œœ<!"
    assert "".join(char.text for char in chars) == inner_text(parse_bytes(data, "a.xml").getroot())
    written = [data[char.start : char.end].decode(name) for char in chars]
    assert written == ["C", "a", "f", "é", end, "&amp;", " ", "&#339;", "&#x153;", "<", "!"]
    assert [char.text for char in chars if char.fixed] == ["<"]
    assert [data[node.start : node.end].decode(name) for node in nodes[1:]] == [
        inside,
        "<hi>&#339;</hi>",
        "<lb/>",
    ]
    assert [data[node.close : node.end].decode(name) for node in nodes[:3]] == ["</TEI>", "</p>", "</hi>"]


def test_elements_know_what_is_around_them_and_whose_they_are() -> None:
    data = f'<t:TEI xmlns:t="{NS}"><x><t:p n=\'1\'><y xmlns="{NS}"/></t:p></x></t:TEI>'.encode()
    nodes, _, _ = scan(data, "a.xml")
    assert [(node.name, node.prefix) for node in nodes] == [("TEI", "t:"), ("", ""), ("p", "t:"), ("y", "")]
    assert [node.qname for node in nodes[3].path] == ["t:TEI", "x", "t:p", "y"]
    assert nodes[2].attributes == {"n": "1"}


def test_an_empty_tag_ends_where_it_closes() -> None:
    data = f'{TEI}<pb n="a>b" /><lb></lb></TEI>'.encode()
    nodes, _, _ = scan(data, "a.xml")
    assert [data[node.start : node.end] for node in nodes[1:]] == [b'<pb n="a>b" />', b"<lb></lb>"]
    assert nodes[1].close == nodes[1].start


@pytest.mark.parametrize("encoding", ["utf-7", "euc-jp", "no-such"])
def test_an_encoding_whose_places_cannot_be_told_is_refused(encoding: str) -> None:
    with pytest.raises(XmlError, match="places"):
        scan(f'<?xml version="1.0" encoding="{encoding}"?>{TEI}é</TEI>'.encode("latin-1"), "a.xml")


def test_of_several_insertions_at_one_place_the_rank_decides() -> None:
    items = [
        Insertion(1, (1, 0), "c"),
        Insertion(1, (0, 2), "b"),
        Insertion(1, (0, 1), "a"),
        Insertion(0, (9, 9), "é"),
    ]
    assert patched(b"xy", items, "ascii") == b"&#233;xabcy"


@given(
    st.text(alphabet="a\n &<>é€𝔸\u0301“", max_size=30), st.lists(st.integers(0, 30), max_size=5), st.data()
)
def test_what_is_put_in_leaves_the_text_as_it_is(text: str, at: list[int], draw: st.DataObject) -> None:
    encoding = draw.draw(st.sampled_from(["utf-8", "utf-16-le", "utf-16-be"]))
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    told = f'<?xml version="1.0" encoding="{encoding[:6].rstrip("-")}"?>' if encoding == "utf-8" else ""
    data = f"{told}{TEI}{escaped}.</TEI>".encode(encoding)
    _, chars, name = scan(data, "a.xml")
    places = [chars[min(place, len(chars) - 1)].start for place in at]
    result = patched(data, [Insertion(place, (0, 0), "<lb/>") for place in places], name)
    assert "".join(char.text for char in scan(result, "a.xml")[1]) == text + "."
    assert result.decode(name).replace("<lb/>", "") == data.decode(name)
