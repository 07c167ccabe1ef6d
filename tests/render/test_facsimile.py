"""Pictures of pages: found by `@facs`, shown without a script, with the places of which the text speaks."""

from pathlib import Path

import pytest

from tei_edition.ledger import account_of_html
from tei_edition.render import HtmlOptions, render_html
from tei_edition.render.facsimile import facsimiles
from tei_edition.rendering import render
from tei_edition.tei import append_child, parse_bytes, serialise
from tests.render.samples import document, page

IIIF = "https://example.org/iiif/p1/full/max/0/default.jpg"
FACSIMILE = f"""<facsimile xmlns="http://www.tei-c.org/ns/1.0">
  <surface xml:id="s1" ulx="0" uly="0" lrx="200" lry="300"><graphic url="lost.tif"/><graphic url="{IIIF}"/>
    <zone xml:id="z1" ulx="10" uly="20" lrx="110" lry="70"/><zone xml:id="z2" ulx="0"/></surface>
  <surface xml:id="s2"><graphic url="img/p2.png"/></surface></facsimile>"""


def pictured(body: str):  # type: ignore[no-untyped-def]
    tree = document(body)
    append_child(tree.getroot(), parse_bytes(FACSIMILE.encode(), "f").getroot())
    return tree


@pytest.mark.parametrize(
    ("facs", "source", "full"),
    [
        ("#s1", "https://example.org/iiif/p1/full/!1400,1400/0/default.jpg", IIIF),
        ("#z1", "https://example.org/iiif/p1/full/!1400,1400/0/default.jpg", IIIF),
        ("https://example.org/a.jpg", "https://example.org/a.jpg", "https://example.org/a.jpg"),
        (
            "https://example.org/iiif/p3/info.json",
            "https://example.org/iiif/p3/full/!1400,1400/0/default.jpg",
            "https://example.org/iiif/p3/full/max/0/default.jpg",
        ),
        ("img/p2.png", "img/p2.png", "img/p2.png"),
        ("#s2", "img/p2.png", "img/p2.png"),
    ],
)
def test_where_the_picture_is(facs: str, source: str, full: str) -> None:
    (found,) = facsimiles(
        pictured(f'<p><pb n="1" facs="{facs}"/>Text</p>').getroot(), {"img/p2.png"}
    ).values()
    assert (found.source, found.full, found.label) == (source, full, "1")


@pytest.mark.parametrize(
    "facs", ["javascript:alert(1)", "#gone", "gone.jpg", "https://example.org/page", "#s2", " "]
)
def test_what_has_no_picture(facs: str) -> None:
    assert facsimiles(pictured(f'<p><pb n="1" facs="{facs}"/>Text</p>').getroot(), ()) == {}


def test_the_number_of_a_page_leads_to_its_picture_and_back() -> None:
    tree = pictured('<p xml:id="p1" facs="#z1">One <pb n="7" facs="#s1"/>two <pb facs="#s1"/>three</p>')
    html = render_html(tree).html
    root = page(html)
    assert root.xpath("//*[@role='doc-pagebreak']/a/@href") == ["#te-facs-1"]
    assert root.xpath("//*[@class='facs']/a/@href") == ["#te-facs-2"]
    assert root.xpath("//li[@id='te-facs-1']/p/a[1]/@href") == ["#te-pb-1"]
    assert len(root.xpath("//*[@id='te-pb-1']")) == 1
    assert root.xpath("//li[@id='te-facs-1']//svg/a/@href") == ["#p1"]
    assert account_of_html("a", tree, html).unexplained == ()


def test_files_of_pages_come_along(tmp_path: Path) -> None:
    (tmp_path / "in" / "img").mkdir(parents=True)
    (tmp_path / "in" / "img" / "p2.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "in" / "a.xml").write_bytes(serialise(pictured('<p><pb n="2" facs="#s2"/>Text</p>')))
    made = render([tmp_path / "in" / "a.xml"], "html", tmp_path / "out" / "a.html")
    assert made.diagnostics == ()
    assert (tmp_path / "out" / "img" / "p2.png").is_file()
    assert page((tmp_path / "out" / "a.html").read_text("utf-8")).xpath("//figure//img/@src") == [
        "img/p2.png"
    ]


def test_a_site_shows_pictures_of_documents_in_folders(tmp_path: Path) -> None:
    (tmp_path / "in" / "deep" / "img").mkdir(parents=True)
    (tmp_path / "in" / "deep" / "img" / "p2.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    for name, folder in (("a", "in"), ("b", "in/deep")):
        (tmp_path / folder / f"{name}.xml").write_bytes(
            serialise(pictured('<p><pb n="2" facs="#s2"/>Text</p>'))
        )
    made = render([tmp_path / "in"], "site", tmp_path / "out")
    assert [finding.message for finding in made.diagnostics] == []
    assert page((tmp_path / "out" / "b.html").read_text("utf-8")).xpath("//figure//img/@src") == [
        "deep/img/p2.png"
    ]
    assert page((tmp_path / "out" / "a.html").read_text("utf-8")).xpath("//figure//img/@src") == []


def test_hostile_pictures_are_inert() -> None:
    tree = pictured("""<p><pb n='"&gt;&lt;b&gt;' facs="https://example.org/&quot;onerror=x.jpg"/>Text</p>""")
    root = page(render_html(tree, HtmlOptions()).html)
    assert root.xpath("//@onerror | //b") == []
