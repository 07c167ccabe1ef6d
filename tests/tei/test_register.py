"""Registers, ours and others', → entries; what is wrong with one is told with its line and the cure."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from tei_edition.errors import ConfigError, XmlError
from tei_edition.model import Entry, Register
from tei_edition.tei.register import entry_elements, load_register, parse_register

TEI = '<standOff xmlns="http://www.tei-c.org/ns/1.0">\n{}\n</standOff>'


def read(content: str) -> Register:
    return parse_register(etree.ElementTree(etree.fromstring(TEI.format(content))), "register.xml")


def only(content: str) -> Entry:
    (entry,) = read(content).entries
    return entry


def person(names: str) -> Entry:
    return only(f'<listPerson><person xml:id="p">{names}</person></listPerson>')


def place(names: str) -> Entry:
    return only(f'<listPlace><place xml:id="p">{names}</place></listPlace>')


def work(content: str) -> Entry:
    return only(f"<listBibl>{content}</listBibl>")


def test_explicit_variants_rule() -> None:
    entry = person("<persName>Stalin, Joseph</persName><persName type='variant'>Stalin</persName>")
    assert entry == Entry("p", "person", "Stalin, Joseph", ("Stalin", "Joseph Stalin"))


def test_a_variant_in_parts_implies_forms_too() -> None:
    entry = person(
        "<persName><surname>Lenin</surname>, <forename>Vladimir Ilyich</forename></persName>"
        "<persName type='variant'><surname>Ulyanov</surname>, <forename>Vladimir</forename></persName>"
    )
    assert {"Lenin", "Vladimir Ilyich", "Vladimir Ilyich Lenin", "Ulyanov", "Vladimir Ulyanov"} <= set(
        entry.forms
    )


@pytest.mark.parametrize(
    ("heading", "forms"),
    [
        ("Marx, Karl", ("Karl Marx", "Marx")),
        ("Churchill, Winston Leonard", ("Winston Leonard Churchill", "Winston Churchill", "Churchill")),
        ("Hindenburg, Paul von", ("Paul von Hindenburg", "Hindenburg")),
        ("Trotsky, Leon (Lev Davidovich Bronstein)", ("Leon Trotsky", "Trotsky")),
        ("Mao Zedong", ("Mao Zedong",)),
        ("Chiang Kai-shek (Jiang Jieshi)", ("Chiang Kai-shek",)),
    ],
)
def test_a_heading_alone_implies_forms(heading: str, forms: tuple[str, ...]) -> None:
    assert person(f"<persName>{heading}</persName>").forms == forms


def test_heading_only_is_not_searched() -> None:
    assert person("<persName type='heading-only'>Stein, Morris</persName>").forms == ()
    variant = "<persName type='variant'>Mao</persName>"
    assert person(f"<persName type='heading-only'>Mao Zedong</persName>{variant}").forms == ("Mao",)


def test_names_in_parts() -> None:
    parts = "<forename>Hans</forename> <nameLink>von</nameLink> <surname>Bülow</surname>"
    entry = person(f"<persName>{parts}, <roleName>pianist</roleName></persName>")
    assert entry.name == "Bülow, Hans von"
    assert entry.forms == ("Hans von Bülow", "Bülow")


def test_names_at_birth_are_not_composed() -> None:
    parts = "<surname type='maiden'>Kowalska</surname><surname>Curie</surname><forename>Marie</forename>"
    assert person(f"<persName>{parts}</persName>").forms == ("Marie Curie", "Curie")


def test_a_sort_form_is_no_form_but_tells_the_surname() -> None:
    entry = person("<persName type='full'>Karl Barth</persName><persName type='sort'>Barth, Karl</persName>")
    assert entry.forms == ("Karl Barth", "Barth")


def test_places_without_brackets_and_with_two_names() -> None:
    assert place("<placeName>Kiev (Kyiv)</placeName>").forms == ("Kiev",)
    assert place("<placeName>Danzig / Gdańsk</placeName>").forms == ("Danzig", "Gdańsk")
    assert place("<settlement>Basel</settlement><country>Schweiz</country>").forms == ("Basel",)


def test_white_space_is_one_space() -> None:
    assert place("<placeName>\n  Soviet\n  Union </placeName>").forms == ("Soviet Union",)


def test_works_have_the_level_of_their_first_title() -> None:
    entry = work(
        "<bibl xml:id='w'><title level='m'>Russia: What Next?</title><author>Deutscher</author></bibl>"
    )
    assert entry == Entry("w", "work", "Russia: What Next?", ("Russia: What Next?",), "m")


def test_the_journal_is_no_form_of_the_article() -> None:
    analytic = "<analytic><title level='a'>Behind the Fall</title></analytic>"
    monogr = "<monogr><title level='j'>Fourth International</title><imprint/></monogr>"
    assert work(f"<biblStruct xml:id='w'>{analytic}{monogr}</biblStruct>").forms == ("Behind the Fall",)
    flat = "<title level='a'>Behind the Fall</title> in <title level='j'>Fourth International</title>"
    assert work(f"<bibl xml:id='w'>{flat}</bibl>").forms == ("Behind the Fall",)


def test_a_title_with_brackets_has_a_form_without() -> None:
    forms = work("<bibl xml:id='w'><title>Transitional Program (1938)</title></bibl>").forms
    assert forms == ("Transitional Program (1938)", "Transitional Program")


def test_lists_anywhere_and_nested_in_document_order() -> None:
    inner = "<listOrg><org xml:id='o'><orgName>Comintern</orgName></org></listOrg>"
    nested = (
        "<listPlace><listPlace><place xml:id='l'><placeName>Paris</placeName></place></listPlace></listPlace>"
    )
    register = read(f"{inner}<list><item>{nested}</item></list>")
    assert [(entry.id, entry.kind) for entry in register.entries] == [("o", "org"), ("l", "place")]
    assert register.by_id["l"].forms == ("Paris",)


def test_what_only_looks_like_an_entry_is_passed_over() -> None:
    note = "<note><listBibl><bibl>Who’s Who</bibl></listBibl><placeName>Rome</placeName></note>"
    born = "<birth><place><placeName>Ulm</placeName></place></birth>"
    assert person(f"<persName>Einstein</persName>{born}{note}").forms == ("Einstein",)


def test_two_entries_may_share_a_form() -> None:
    one = "<person xml:id='a'><persName>Marx, Karl</persName></person>"
    two = "<person xml:id='b'><persName>Marx, Jenny</persName></person>"
    entries = read(f"<listPerson>{one}{two}</listPerson>").entries
    assert [entry.forms[-1] for entry in entries] == ["Marx", "Marx"]


def test_elements_by_id() -> None:
    content = "<listPlace><place xml:id='l'><placeName>Paris</placeName></place></listPlace>"
    elements = entry_elements(etree.ElementTree(etree.fromstring(TEI.format(content))))
    assert list(elements) == ["l"]
    assert etree.QName(elements["l"]).localname == "place"


@pytest.mark.parametrize(
    ("content", "message", "line", "hint"),
    [
        (
            "<listPerson>\n<person xml:id='a'><persName>A</persName></person>\n"
            "<person xml:id='a'><persName>B</persName></person></listPerson>",
            "the xml:id `a` is used twice",
            4,
            "another xml:id",
        ),
        ("<listPlace><place><placeName>A</placeName></place></listPlace>", "has no xml:id", 2, "xml:id="),
        (
            "<listOrg>\n<org xml:id='o'><orgName> </orgName></org></listOrg>",
            "`o` has no name",
            3,
            "<orgName>",
        ),
        ("<listBibl><bibl xml:id='w'><author>X</author></bibl></listBibl>", "`w` has no name", 2, "<title>"),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_the_cure(
    content: str, message: str, line: int, hint: str, tmp_path: Path
) -> None:
    path = tmp_path / "register.xml"
    path.write_text(TEI.format(content), encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_register(path)
    assert message in caught.value.message
    assert (caught.value.file, caught.value.line) == (str(path), line)
    assert caught.value.hint and hint in caught.value.hint


def test_other_xml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "register.xml"
    path.write_text("<standOff><listPerson/></standOff>", encoding="utf-8")
    with pytest.raises(ConfigError, match="not a TEI document") as caught:
        load_register(path)
    assert caught.value.hint and "http://www.tei-c.org/ns/1.0" in caught.value.hint


def test_broken_xml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "register.xml"
    path.write_text("<TEI", encoding="utf-8")
    with pytest.raises(XmlError):
        load_register(path)


def test_the_seeds_register() -> None:
    path = Path(__file__).parents[2] / "seeds" / "register.xml"
    if not path.exists():
        pytest.skip("no seeds/register.xml here")
    register = load_register(path)
    assert {entry.kind for entry in register.entries} == {"person", "place", "org", "work"}
    assert "Premier Malenkov" in register.by_id["pers-malenkov"].forms
    assert all(entry.level for entry in register.entries if entry.kind == "work")


@pytest.mark.parametrize("name", ["tei-publisher-demo/places.xml", "parla-clarin/Parla-CLARIN-Exemplar.xml"])
def test_registers_of_other_projects(name: str) -> None:
    path = Path(__file__).parents[3] / "shared" / "corpus" / name
    if not path.exists():
        pytest.skip("the corpus of other projects is not here")
    assert all(entry.name for entry in load_register(path).entries)
