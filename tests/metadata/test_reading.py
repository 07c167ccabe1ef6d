"""What edition.toml, the articles' toml and the headers say comes together in one model; nothing else does."""

from dataclasses import replace
from pathlib import Path

import pytest

from tei_edition.edition import load_edition
from tei_edition.errors import ConfigError
from tei_edition.metadata import Metadata, read_header, read_metadata
from tei_edition.metadata.reading import article_of_header, name_of
from tei_edition.metadata.vocabularies import datacite_type, language, relator, rights
from tei_edition.pipeline import build
from tei_edition.statements import Licence
from tei_edition.tei import parse_bytes, parse_file

EDITION = """title = "Two Letters"
subtitle = "An Edition"
description = "Two letters, edited."
publisher = "A Press"
version = "1.2.0"
date = 2026-11-23
base_url = "https://example.org/letters"
rights = "The letters are in the public domain."
rights_holder = "Anna Writer"
doi = "10.5281/zenodo.1234567"
concept_doi = "10.5281/zenodo.1234566"
[[licence]]
target = "https://creativecommons.org/licenses/by/4.0/"
text = "It covers the encoding."
[[licence]]
covers = "text"
target = "https://creativecommons.org/publicdomain/mark/1.0/"
[contact]
name = "Anna Writer"
email = "anna@example.org"
[[editor]]
id = "aw"
name = "Anna Maria Writer"
orcid = "0000-0002-1825-0097"
affiliation = "A University"
[[editor]]
id = "tr"
name = "Jan van Dam"
sorted = "Dam, Jan van"
role = "trl"
resp = "translation"
[[funder]]
name = "A Foundation"
award = "12/3"
[[related]]
identifier = "10.1000/182"
relation = "IsSupplementTo"
"""
REGISTER = """<standOff xmlns="http://www.tei-c.org/ns/1.0"><listPerson><person xml:id="pers-doe">
<persName>Doe, Jane</persName><persName>Jane Doe</persName><idno type="gnd">118642499</idno></person>
</listPerson></standOff>"""


@pytest.fixture(scope="session")
def metadata(tmp_path_factory: pytest.TempPathFactory) -> Metadata:
    folder = tmp_path_factory.mktemp("edition")
    (folder / "edition.toml").write_text(EDITION, "utf-8")
    (folder / "register.xml").write_text(REGISTER, "utf-8")
    (folder / "first.txt").write_text("A Letter\n\nBy Jane Doe\n\nDear John, it rains.\n", "utf-8")
    (folder / "first.toml").write_text(
        'authors = ["pers-doe"]\nabstract = "On rain."\nkeywords = ["rain", "letters"]\n'
        '[source]\njournal = "The Post"\nvolume = 3\ndate = 1901-06-29\n'
        'repository = "City Library"\nshelfmark = "Ms 7"\n',
        "utf-8",
    )
    (folder / "second.txt").write_text("An Answer\n\nBy John Roe\n\nDear Jane, it does.\n", "utf-8")
    assert build(folder).ok
    edition = load_edition(folder)
    return read_metadata(
        edition, {slug: parse_file(folder / f"build/tei/{slug}.xml") for slug in ("first", "second")}
    )


def test_the_edition(metadata: Metadata) -> None:
    work = metadata.edition
    assert (work.id, work.full_title) == ("two-letters", "Two Letters: An Edition")
    anna, jan = work.creators
    assert (anna.family, anna.given, anna.orcid) == ("Writer", "Anna Maria", "0000-0002-1825-0097")
    assert (jan.sorted, jan.role) == ("Dam, Jan van", "trl") and work.contributors == ()
    assert [(item.covers, item.spdx, item.name) for item in work.rights] == [
        ("encoding", "CC-BY-4.0", "CC BY 4.0"),
        ("text", "", "Public Domain Mark 1.0"),
    ]
    assert work.languages[0].long == "eng" and work.subjects == ("rain", "letters")
    assert (work.url, work.identifier) == (
        "https://example.org/letters/",
        "https://doi.org/10.5281/zenodo.1234567",
    )
    assert work.contact.email == "anna@example.org" and work.funders[0].award == "12/3"
    assert work.related[0].relation == "IsSupplementTo"


def test_an_article(metadata: Metadata) -> None:
    first = metadata.articles["first"]
    (author,) = first.creators
    assert (author.name, author.sorted, author.role) == ("Jane Doe", "Doe, Jane", "aut")
    assert author.ids == (("gnd", "118642499"),)
    assert [(agent.name, agent.role) for agent in first.contributors] == [
        ("Anna Maria Writer", "edt"),
        ("Jan van Dam", "trl"),
    ]
    assert (first.source.title, first.source.volume, first.created) == ("The Post", "3", "1901-06-29")
    assert (first.repository, first.shelfmark, first.abstract) == ("City Library", "Ms 7", "On rain.")
    assert (first.version, first.date, first.doi) == ("1.2.0", "2026-11-23", "")
    assert first.part_of == metadata.edition and first.url == "https://example.org/letters/first.html"


def test_the_authors_all_texts_share_are_the_editions() -> None:
    from tei_edition.metadata.reading import _shared

    (author,) = article_of_header(
        "a", read_header(parse_bytes(_tei("<author>Jane Doe</author>"), "x.xml").getroot())
    ).creators
    other = replace(author, name="Other")
    assert _shared([(author,), (author,)]) == (author,)
    assert _shared([(author,), (other,)]) == () == _shared([(), ()])


def _tei(statement: str) -> bytes:
    return f"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title>{statement}
    </titleStmt><publicationStmt><publisher>P</publisher><idno type="DOI">https://doi.org/10.1234/ab</idno>
    <availability><licence target="https://creativecommons.org/licenses/by-sa/3.0/de/">x</licence></availability>
    </publicationStmt><sourceDesc>
    <msDesc><msIdentifier><repository>R</repository><idno>S 1</idno></msIdentifier></msDesc>
    </sourceDesc></fileDesc></teiHeader><text xml:lang="de"><body><p/></body></text></TEI>""".encode()


def test_a_header_alone() -> None:
    tei = _tei("<respStmt><resp>Transcribed by</resp><persName>A. B. Cee</persName></respStmt>")
    work = article_of_header("x", read_header(parse_bytes(tei, "x.xml").getroot()))
    assert (work.creators[0].role, work.creators[0].sorted) == ("trc", "A. B. Cee")
    assert (work.doi, work.repository, work.shelfmark) == ("10.1234/ab", "R", "S 1")
    assert work.rights[0].spdx == "CC-BY-SA-3.0-DE" and work.languages[0].name == "German"


@pytest.mark.parametrize(
    ("tag", "codes"),
    [("en-GB", ("en", "eng")), ("deu", ("de", "deu")), ("grc", ("", "grc")), ("x-mine", ("", "und"))],
)
def test_languages(tag: str, codes: tuple[str, str]) -> None:
    assert (language(tag).short, language(tag).long) == codes


def test_words_for_roles() -> None:
    said = (
        "Edited by",
        "encoding and editorial notes",
        "Übersetzung",
        "trl",
        "http://id.loc.gov/vocabulary/relators/fmo",
    )
    assert [relator(words) for words in said] == ["edt", "edt", "trl", "trl", "fmo"]
    assert (relator("tea"), datacite_type("trl"), datacite_type("xyz")) == ("ctb", "Translator", "Other")


def test_licences() -> None:
    assert rights(Licence("https://www.apache.org/licenses/LICENSE-2.0")).spdx == "Apache-2.0"
    assert rights(Licence("https://example.org/mine", "Mine")).spdx == ""


@pytest.mark.parametrize(
    ("title", "name"), [("Après «Staline»", "apres-staline"), ("1984", "e-1984"), ("日本", "edition")]
)
def test_names_for_files(title: str, name: str) -> None:
    assert name_of(title) == name


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('doi = "https://doi.org/10.1/x"', "is no DOI"),
        ('access = "opne"', "did you mean 'open'"),
        ('[[editor]]\nid = "a"\nname = "A"\norcid = "0000-0002-1825-0098"', "check digit"),
        ('[[licence]]\ncovers = "sounds"', "covers = 'sounds'"),
        ("[[funder]]\naward = 3", "lacks name"),
    ],
)
def test_what_cannot_be_meant_is_told(tmp_path: Path, line: str, words: str) -> None:
    (tmp_path / "a.txt").write_text("Text.", "utf-8")
    (tmp_path / "edition.toml").write_text(f'title = "T"\n{line}\n', "utf-8")
    with pytest.raises(ConfigError, match=words):
        load_edition(tmp_path)
