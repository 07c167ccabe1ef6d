from urllib.parse import urldefrag

from tei_edition.render import SiteOptions, render_site
from tei_edition.render.occurrences import occurrences
from tests.render.samples import INFO, page, sample


def site():
    return render_site({"one": sample(), "two": sample()}, INFO, sample(), SiteOptions(tei="", text="")).files


def test_files():
    assert sorted(site()) == sorted(
        [
            "assets/edition.css",
            "index.html",
            "one.html",
            "organisations.html",
            "persons.html",
            "places.html",
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
                "//script | //iframe | //@onclick | //img | //link[@rel='stylesheet'][contains(@href, ':')]"
            )


def test_same_input_same_bytes():
    assert site() == site()
