from dataclasses import replace
from urllib.parse import urldefrag

import pytest
from lxml import etree

from tei_edition.render import Person, SiteInfo, SiteOptions, render_site
from tei_edition.render.occurrences import occurrences
from tei_edition.tei import parse_bytes
from tests.render.samples import INFO, page, sample


def site():
    return render_site({"one": sample(), "two": sample()}, INFO, sample(), SiteOptions(tei="", text="")).files


def test_files():
    assert sorted(site()) == sorted(
        [
            "about.html",
            "assets/edition.css",
            "bibliography.html",
            "contents.html",
            "map.html",
            *(f"references.{suffix}" for suffix in ("bib", "json", "ris")),
            "words.html",
            *(
                f"cite/{slug}.{suffix}"
                for slug in ("edition", "one", "two")
                for suffix in ("bib", "json", "ris")
            ),
            "index.html",
            "linkset.json",
            "one.html",
            "organisations.html",
            "persons.html",
            "places.html",
            "sitemap.xml",
            "two.html",
            "works.html",
        ]
    )


def test_every_relative_link_leads_to_a_file_and_a_place_of_the_site():
    files = site()
    pages = {name: page(text) for name, text in files.items() if name.endswith(".html")}
    for name, root in pages.items():
        for href in root.xpath("//a/@href | //link[@rel='stylesheet']/@href"):
            path, fragment = urldefrag(href)
            if ":" in path:
                continue
            assert (path or name) in files, (name, href)
            if fragment:
                assert pages[path or name].xpath("//*[@id=$id]", id=fragment), (name, href)


def test_names_lead_to_their_entry_and_say_what_it_is():
    (name, *_) = page(site()["one.html"]).xpath('//p[@id="p1"]/a[contains(@class, "persName")]')
    assert name.get("href") == "persons.html#pers-olsen"
    assert name.get("data-about") == "Olsen, Per: Invented harbour master of Skagvik."


def test_every_occurrence_is_listed_with_its_context():
    found = list(occurrences(sample().getroot()))
    assert [(item.place, item.words) for item in found if item.id == "pers-olsen"] == [
        ("¶ 1", "Per Olsen"),
        ("note 2", "Olsen"),
        ("¶ 11", "Olsen"),
    ]
    assert (found[2].before, found[2].after) == (
        "When the strike reached ",
        ", the harbour master Per Olsen did what …",
    )


def test_entries_link_their_authorities():
    (link,) = page(site()["persons.html"]).xpath('//a[text()="Q0"]')
    assert link.get("href") == "https://www.wikidata.org/wiki/Q0"


def test_no_script_and_nothing_from_elsewhere():
    for name, text in site().items():
        if name.endswith(".html"):
            assert not page(text).xpath(
                "//script[not(@type='application/ld+json')] | //iframe"
                " | //@onclick | //img | //link[@rel='stylesheet'][contains(@href, ':')]"
            )


def test_the_sitemap_names_the_pages():
    addresses = etree.fromstring(site()["sitemap.xml"].encode()).xpath("//*[local-name() = 'loc']/text()")
    pages = [name for name in site() if name.endswith(".html")]
    assert sorted(addresses) == sorted(f"https://example.org/edition/{name}" for name in pages)
    assert "sitemap.xml" not in render_site({"one": sample()}, replace(INFO, base_url="")).files


def test_same_input_same_bytes():
    assert site() == site()


ODD_SLUG = "a b#c?d%20é"


def test_a_slug_of_any_characters_is_linked():
    files = render_site({ODD_SLUG: sample(), "two": sample()}, INFO, sample()).files
    quoted = "a%20b%23c%3Fd%2520%C3%A9"
    assert f"{ODD_SLUG}.html" in files
    for name in ("index.html", "two.html", "persons.html"):
        assert any(href.startswith(f"{quoted}.html") for href in page(files[name]).xpath("//a/@href"))
    own = page(files[f"{ODD_SLUG}.html"])
    assert own.xpath("//link[@rel='canonical']/@href") == [f"https://example.org/edition/{quoted}.html"]
    assert f"../tei/{quoted}.xml" in own.xpath("//a/@href")


@pytest.mark.parametrize("address", ["javascript:alert(1)//", "data:text/html,x", "//evil.example"])
def test_an_address_that_is_none_of_the_web_is_no_public_address(address):
    files = render_site({"one": sample()}, replace(INFO, base_url=address), sample()).files
    assert all("canonical" not in text and "alert(1)" not in text for text in files.values())


def test_an_edition_without_title_editors_or_articles_says_so_plainly():
    index = render_site({}, SiteInfo(title="", editors=(Person(""),))).files["index.html"]
    assert page(index).xpath("string(//h1)") == "Digital Edition"
    assert "Edited by" not in index
    assert "The edition has no articles yet." in index
    assert not page(index).xpath("//ol")


def test_titles_and_contexts_say_their_language_where_it_is_not_the_edition_s():
    files = render_site({"one": sample()}, replace(INFO, language="de"), sample()).files
    assert page(files["index.html"]).xpath("//section[@class='articles']//h3/@lang") == ["en"]
    assert set(page(files["persons.html"]).xpath("//*[@class='context']/@lang")) == {"en"}
    assert not page(site()["index.html"]).xpath("//h3/@lang")


def test_names_in_any_element_are_listed() -> None:
    text = (
        '<div xml:id="d1"><opener><dateline><placeName ref="#pl">Leeds</placeName>, May</dateline></opener>'
        '<stage>In <placeName ref="#pl">Leeds</placeName></stage><p xml:id="p1" n="1">At <placeName ref="#pl">'
        'Leeds</placeName></p><closer><salute>Yours</salute><dateline><placeName ref="#pl">Leeds</placeName>'
        "</dateline></closer></div>"
    )
    xml = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>{text}</body></text></TEI>'
    found = list(occurrences(parse_bytes(xml.encode(), "a.xml").getroot()))
    assert [(item.place, item.anchor, item.words) for item in found] == [
        ("opening", "d1", "Leeds"),
        ("section", "d1", "Leeds"),
        ("¶ 1", "p1", "Leeds"),
        ("close", "d1", "Leeds"),
    ]
