"""Tables: columns by the words of the field, in three languages; delimiters; what is not understood is told."""

import pytest

from tei_edition.authority.from_csv import records_of_csv
from tei_edition.authority.record import Fact, Idno, Record


def only(text: str, file: str = "list.csv", kind: str = "") -> Record:
    (record,), findings = records_of_csv(text, file, kind)
    assert findings == []
    return record


def test_a_person_in_parts() -> None:
    one = only(
        "id,Surname,Given name,Variants,Date of birth,died,Wikidata,GND,Gender,Description\n"
        'p1,Bülow,Hans von,"Baron Bülow; Hans Guido",8.1.1830,1894-02-12,Q155712,118517473,M,"Pianist, conductor"\n'
    )
    assert (one.entry.id, one.entry.kind, one.entry.name) == ("p1", "person", "Bülow, Hans von")
    assert one.entry.forms == ("Hans von Bülow", "Bülow", "Baron Bülow", "Hans Guido")
    assert one.facts == (
        Fact("birth", "1830-01-08"),
        Fact("death", "1894-02-12"),
        Fact("sex", "M"),
        Fact("note", "Pianist, conductor"),
    )
    assert one.idnos == (Idno("wikidata", "Q155712"), Idno("gnd", "118517473")) and one.line == 2


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_what_parts_the_values_is_found(delimiter: str) -> None:
    rows = (("Name", "Land", "Breitengrad", "Längengrad"), ("Wien", "Österreich", "48.2083", "16.3731"))
    one = only("".join(delimiter.join(row) + "\r\n" for row in rows))
    assert (one.entry.kind, one.entry.forms) == ("place", ("Wien",))
    assert one.facts == (Fact("geo", "48.2083 16.3731"), Fact("country", "Österreich"))


def test_works_have_their_level_and_author() -> None:
    one = only("titre;auteur;année;level\nGerminal;Émile Zola;1885;m\n")
    assert (one.entry.kind, one.entry.name, one.entry.level) == ("work", "Germinal", "m")
    assert one.facts == (Fact("author", "Émile Zola"), Fact("date", "1885"))


def test_the_kind_is_told_by_a_column_the_option_the_columns_or_the_file() -> None:
    both, findings = records_of_csv("name,type\nParis,lieu\nComintern,organisation\nX,\n", "list.csv")
    assert [one.entry.kind for one in both] == ["place", "org"]
    assert [(item.line, item.hint) for item in findings] == [(4, "--kind person, place, org or work")]
    assert only("name\nParis\n", kind="place").entry.kind == "place"
    assert only("name\nParis\n", file="my-places.csv").entry.kind == "place"
    assert only("name,geboren\nMarx,1818\n").entry.kind == "person"


def test_what_is_not_understood_is_told() -> None:
    records, findings = records_of_csv("name,birht,shoe size,viaf\nMarx,1818,45,abc\n,1,2,3\n", "persons.csv")
    assert [one.entry.name for one in records] == ["Marx"] and records[0].idnos == ()
    told = [(item.code, item.line, item.hint) for item in findings]
    assert told == [
        ("not-imported", 1, "did you mean 'birth'?"),
        ("not-imported", 1, None),
        ("identifier", 2, None),
        ("not-imported", 3, None),
    ]
    assert records_of_csv("a,b\n1,2\n", "x.csv")[1][-1].message == "no column has names"


def test_cells_of_several_lines() -> None:
    one = only('name,aliases,birth,note\n"Marx, Karl","Old Nick\nMohr",1818,"One\nline"\n')
    assert one.entry.forms == ("Karl Marx", "Marx", "Old Nick", "Mohr")
    assert one.facts[1] == Fact("note", "One line")
