"""References as data: BibTeX, RIS, CSL-JSON and schema.org say what the header says, and no more."""

import json
from dataclasses import replace

import pytest
from lxml import html

from tei_edition.metadata.header import Header, Person, Source, read_header
from tei_edition.metadata.references import bibtex, csl_json, ris
from tei_edition.metadata.references import csl_item as item_of
from tei_edition.metadata.schemaorg import json_ld as json_ld_of
from tei_edition.render.siteinfo import work_of
from tei_edition.tei import parse_bytes
from tests.render.samples import INFO

SOURCE = Source(
    title="The Voice", level="j", volume="3", issue="7/8", pages="12–14", date="May 1921", when="1921-05"
)
HEADER = Header(
    title="On {Braces} & 5%",
    authors=(Person("Jane Q. Doe", sorted="Doe, Jane Q."), Person("A Committee")),
    language="en",
    source=SOURCE,
    keywords=("strikes", "coal"),
)


def csl_item(slug, header, info, address):
    return item_of(work_of(header, info, address, slug))


def json_ld(header, info, address):
    return json_ld_of(work_of(header, info, address))


ITEM = csl_item("doe-1921", HEADER, INFO, "https://example.org/doe-1921.html")


def test_csl() -> None:
    (item,) = json.loads(csl_json([ITEM]))
    assert item["type"] == "article-journal"
    assert item["author"] == [{"family": "Doe", "given": "Jane Q."}, {"literal": "A Committee"}]
    assert item["issued"] == {"date-parts": [[1921, 5]]}
    assert (item["volume"], item["issue"], item["page"]) == ("3", "7/8", "12–14")
    assert "The Sample Papers" in item["note"] and "publisher" not in item


def test_bibtex() -> None:
    assert bibtex([ITEM]) == (
        "@article{doe-1921,\n"
        "  author = {Doe, Jane Q. and {A Committee}},\n"
        "  title = {{On \\{Braces\\} \\& 5\\%}},\n"
        "  journal = {The Voice},\n"
        "  volume = {3},\n"
        "  number = {7/8},\n"
        "  pages = {12--14},\n"
        "  url = {https://example.org/doe-1921.html},\n"
        "  language = {en},\n"
        "  keywords = {strikes, coal},\n"
        f"  note = {{{ITEM['note']}}},\n"
        "  year = {1921},\n"
        "  month = {5}\n"
        "}\n"
    )


def test_ris() -> None:
    lines = ris([ITEM]).split("\r\n")
    assert lines[0] == "TY  - JOUR" and lines[-2:] == ["ER  - ", ""]
    for line in (
        "AU  - Doe, Jane Q.",
        "AU  - A Committee",
        "JO  - The Voice",
        "SP  - 12",
        "EP  - 14",
        "PY  - 1921",
    ):
        assert line in lines
    assert "DA  - 1921/05/" in lines and lines.count("KW  - coal") == 1


def test_a_chapter_and_a_text_without_a_source() -> None:
    chapter = csl_item("a", replace(HEADER, source=Source(title="A Book", level="m", when="1900")), None, "")
    assert chapter["type"] == "chapter" and "booktitle = {A Book}" in bibtex([chapter])
    assert "BT  - A Book\r\n" in ris([chapter])
    born_digital = csl_item(
        "a", replace(HEADER, source=Source(), publisher="P.", date="2026-11-23"), None, ""
    )
    assert (born_digital["type"], born_digital["publisher"]) == ("document", "P.")
    assert born_digital["issued"] == {"date-parts": [[2026, 11, 23]]}
    assert "container-title" not in born_digital and "note" not in born_digital


def test_a_header_that_says_nothing_gives_a_reference_all_the_same() -> None:
    item = csl_item("a", Header(title="T"), None, "")
    assert item == {"id": "a", "type": "document", "title": "T", "language": "en"}
    assert bibtex([item]).startswith("@misc{a,") and ris([item]).startswith("TY  - GEN")


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ('<persName ref="#d">J. Doe</persName>', "Doe, J."),
        ('<persName ref="#d">The Colonel</persName>', ""),
        ("<persName><forename>J.</forename> <surname>van Doe</surname></persName>", "van Doe, J."),
        ("J. Doe", ""),
    ],
)
def test_a_name_is_parted_as_the_document_parts_it(author: str, name: str) -> None:
    tei = f"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title>
    <author>{author}</author></titleStmt></fileDesc></teiHeader>
    <standOff><listPerson><person xml:id="d"><persName>Doe, Jane (Jane Roe)</persName></person></listPerson>
    </standOff></TEI>"""
    (person,) = read_header(parse_bytes(tei.encode(), "a.xml").getroot()).authors
    assert person.sorted == name


def test_json_ld_cannot_end_the_script_it_stands_in() -> None:
    data = json_ld(replace(HEADER, title="</script><b>x"), INFO, "")
    assert "<" not in data
    said = json.loads(html.document_fromstring(f"<script>{data}</script>").findtext(".//script"))
    assert said["name"] == "</script><b>x" and said["author"][1]["name"] == "A Committee"
    assert said["isBasedOn"][0]["isPartOf"]["isPartOf"]["isPartOf"] == {
        "@type": "Periodical",
        "name": "The Voice",
    }
