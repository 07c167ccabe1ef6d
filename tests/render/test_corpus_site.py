"""Folders of TEI by anybody become a site: what is split, joined, filed and drawn; the ledger sees it all."""

from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

from tei_edition.errors import UsageError
from tei_edition.ledger import accounts_of_site
from tei_edition.render import SiteInfo, SiteOptions, can_search, connect, render_site
from tei_edition.render.atlas import WIDTH, draw
from tei_edition.render.parting import PAGE, parted
from tei_edition.render.register import Entry, entries
from tei_edition.render.words import folded, index
from tei_edition.rendering import render
from tests.render.samples import document, page

CHAPTERS = """<head>All of it</head><div><head>One</head><p xml:id="a">First. See <ref target="#b">below</ref>.
<note>A note on <ref target="#b">that</ref>.</note></p></div>
<div><head>Two</head><p xml:id="b">Second, see <ref target="#a">above</ref>.<note>Another.</note></p>
<div><head>Two and a half</head><p>More.</p></div></div>"""
PLACES = """<standOff xmlns="http://www.tei-c.org/ns/1.0"><listPlace>
<place xml:id="x"><placeName>Wien</placeName><location><geo>48,208333 16,373056</geo></location></place>
<place xml:id="y"><placeName>Rome</placeName><location><geo>41.9, 12.5</geo></location></place>
</listPlace><listPerson><person xml:id="p"><persName>Jane Doe</persName></person></listPerson></standOff>"""
HEAD = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>{}</title></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>
<text><body>{}</body></text></TEI>"""


def write(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        path = folder / f"{name.replace('__', '/')}.xml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text if text.startswith(("<TEI", "<standOff")) else HEAD.format(name, text), "utf-8")
    return folder


def pages_of(files):
    return {
        name: page(data.decode() if isinstance(data, bytes) else data)
        for name, data in files.items()
        if name.endswith(".html")
    }


def assert_links_lead_somewhere(files):
    pages = pages_of(files)
    for name, root in pages.items():
        for href in root.xpath("//a/@href"):
            path, fragment = urldefrag(href)
            if ":" in path:
                continue
            assert unquote(path or name) in files, (name, href)
            if fragment:
                target = pages[unquote(path or name)]
                assert target.xpath("//*[@id=$id]", id=unquote(fragment)), (name, href)


@pytest.mark.parametrize(("level", "count"), [(0, 1), (1, 2), (2, 3), (9, 3)])
def test_a_text_is_parted_at_divisions_and_its_links_follow(tmp_path, level, count):
    write(tmp_path, book=CHAPTERS, other='<p>See <ref target="book.xml#b">there</ref>.</p>')
    result = render([tmp_path], "site", split=level)
    assert result.ok, result.diagnostics
    assert len([name for name in result.files if name.startswith("book")]) == count
    assert_links_lead_somewhere(result.files)


def test_a_long_text_is_parted_of_itself():
    text = "".join(f"<p>{'word ' * 2000}</p>" for _ in range(100))
    made = parted(text, None)
    assert len(made) == 3
    assert max(map(len, made)) <= PAGE
    assert parted("<p>short</p>", None) == ["<p>short</p>"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.replace("Second", ""),
        lambda text: text.replace("</article>", '<div data-ledger="text"><p>First.</p></div></article>'),
        lambda text: text.replace('href="book.html#a"', 'href="#a"'),
        lambda text: text.replace('href="book.html#a"', 'href="book.html#none"'),
    ],
    ids=["lost", "doubled", "left behind", "astray"],
)
def test_the_ledger_sees_what_parting_spoils(spoil):
    trees = {"book": document(CHAPTERS)}
    site = render_site(trees, SiteInfo("T"), options=SiteOptions("", "", level=1))
    files = dict(site.files)
    assert not accounts_of_site(trees, trees, None, files, site.parts)[0].unexplained
    files["book.p2.html"] = spoil(files["book.p2.html"])
    assert files["book.p2.html"] != site.files["book.p2.html"]
    assert accounts_of_site(trees, trees, None, files, site.parts)[0].unexplained


def test_entries_come_from_anywhere_and_occurrences_lead_to_paragraphs_without_ids(tmp_path):
    write(
        tmp_path,
        lists=PLACES,
        letter='<opener><salute>Dear <persName ref="lists.xml#p">Jane</persName></salute></opener>'
        '<p>In <placeName ref="lists.xml#x">Vienna</placeName>.</p>',
        sub__note='<p><persName ref="https://d-nb.info/gnd/1">A. Nobody</persName> and '
        '<rs type="place" key="x">W.</rs></p>',
    )
    result = render([tmp_path], "site", title="Letters")
    assert result.ok, result.diagnostics
    pages = pages_of(result.files)
    assert "lists.html" not in pages
    assert pages["index.html"].xpath("string(//h1)") == "Letters"
    assert pages["persons.html"].xpath("//section/h2/text()") == ["A. Nobody", "Jane Doe"]
    assert pages["places.html"].xpath("//section[@id='x']//a[@class='place']/@href") == [
        "letter.html#p1",
        "note.html#p1",
    ]
    assert "latitude 48.208333, longitude 16.373056" in result.files["places.html"].decode()
    assert_links_lead_somewhere(result.files)


def test_entries_that_documents_repeat_are_one_and_others_of_one_id_are_two():
    def with_person(name):
        return document(
            f'<listPerson><person xml:id="p"><persName>{name}</persName></person></listPerson>'
            '<p><persName ref="#p">She</persName></p>'
        )

    same = connect({"a": with_person("Jane"), "b": with_person("Jane")}, {"a": "a.xml", "b": "b.xml"})
    assert [entry.id for entry in entries(same.register.getroot())] == ["p"]
    two = connect({"a": with_person("Jane"), "b": with_person("Joan")}, {"a": "a.xml", "b": "b.xml"})
    assert [entry.id for entry in entries(two.register.getroot())] == ["a-p", "b-p"]


def test_what_cannot_be_read_is_a_finding_and_the_rest_is_rendered(tmp_path):
    write(tmp_path, good="<p>Words.</p>")
    (tmp_path / "bad.xml").write_text("<TEI>", "utf-8")
    (tmp_path / "other.xml").write_text("<html/>", "utf-8")
    result = render([tmp_path], "site")
    assert sorted(Path(found.file).name for found in result.diagnostics) == ["bad.xml", "other.xml"]
    assert "good.html" in result.files
    (tmp_path / "none").mkdir()
    with pytest.raises(UsageError):
        render([tmp_path / "none"], "site")


def test_names_of_files_do_not_collide_with_each_other_or_with_our_pages(tmp_path):
    write(tmp_path, index="<p>One.</p>", a__x="<p>Two.</p>", b__x="<p>Three.</p>", words="<p>Four.</p>")
    result = render([tmp_path], "site")
    assert result.ok, result.diagnostics
    texts = {
        name: root.xpath("string(//*[@data-ledger])").strip() for name, root in pages_of(result.files).items()
    }
    assert sorted(filter(None, texts.values())) == ["1 Four.", "1 One.", "1 Three.", "1 Two."]


def test_pictures_are_taken_along_from_where_they_lie(tmp_path):
    write(tmp_path, a__x='<figure><graphic url="img/x.png"/></figure>', y="<p>Y.</p>")
    (tmp_path / "a" / "img").mkdir()
    (tmp_path / "a" / "img" / "x.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    files = render([tmp_path], "site").files
    assert "a/img/x.png" in files
    assert pages_of(files)["x.html"].xpath("//img/@src") == ["a/img/x.png"]


def test_words_are_filed_without_capitals_and_accents():
    found = {
        word.key: word for word in index({"a": '<p id="p1">Élan, <i>el</i>an\u0301; don’t</p><p>élan</p>'})
    }
    assert found["elan"].count == 3
    assert found["elan"].places == {"a": ("p1", "")}
    assert "don’t" in found
    assert folded("Łódź") == "lodz"
    assert folded("כָּל") == "כל"


def test_words_that_are_put_in_or_of_the_source_view_are_not_filed():
    html = (
        '<p>one<span data-generated>2x</span> <span class="sic v-source">tow</span> 人人人 <b>in</b>side</p>'
    )
    assert [word.key for word in index({"a": html})] == ["inside", "one"]


def test_the_map_shows_each_place_within_it_and_labels_do_not_overlap():
    found = [
        Entry("a", "places", "Aa", point=(48.2, 16.4)),
        Entry("b", "places", "Bb", point=(48.2, 16.4)),
        Entry("c", "places", "Cc", point=(-33.9, 151.2)),
        Entry("d", "places", "Dd"),
    ]
    drawn = draw(found)
    assert drawn is not None
    assert [point.entry.id for point in drawn.points] == ["a", "b", "c"]
    assert all(0 <= point.x <= WIDTH and 0 <= point.y <= drawn.height for point in drawn.points)
    assert drawn.points[0].side != drawn.points[1].side
    assert any("°" in line.label for line in (*drawn.meridians, *drawn.parallels))
    assert draw(found[3:]) is None
    assert draw([Entry("p", "places", "Pole", point=(90.0, 180.0))]) is not None


@pytest.mark.skipif(not can_search(), reason="pagefind is not installed")
def test_the_search_finds_pages_of_every_language(tmp_path, monkeypatch):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    write(tmp_path, one="<p>Words.</p>", two='<div xml:lang="de"><p>Wörter.</p></div>')
    files = render([tmp_path], "site").files
    assert {"search.html", "pagefind/pagefind.js", "pagefind/pagefind-ui.js"} <= set(files)
    assert sum(name.endswith(".pf_fragment") for name in files) == 2
    assert sum(name.endswith(".pf_meta") for name in files) == 1
    assert not list(elsewhere.iterdir())
    assert ("Search", "search.html") in [
        (link.text, link.get("href")) for link in pages_of(files)["one.html"].xpath("//header//a")
    ]


def test_without_pagefind_there_is_no_page_to_search_in(tmp_path, monkeypatch):
    monkeypatch.setattr("tei_edition.sites.can_search", lambda: False)
    write(tmp_path, one="<p>Words.</p>")
    files = render([tmp_path], "site").files
    assert "search.html" not in files
    assert b"search.html" not in files["index.html"]
    assert not any(b"<script src" in data for name, data in files.items() if name.endswith(".html"))


def test_a_page_within_a_chapter_says_in_which():
    trees = {"book": document(CHAPTERS)}
    site = render_site(trees, SiteInfo("T"), options=SiteOptions("", "", level=2))
    last = page(site.files["book.p3.html"])
    assert [(it.tag, it.text) for it in last.xpath("//*[@class='part']")] == [
        ("h1", "A title, 3"),
        ("h2", "All of it"),
        ("h3", "Two"),
    ]
