"""`names`: who is named and not in the register, with places and evidence; what is decided is not asked again."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from tei_edition import build, names, new
from tei_edition.cli import main
from tei_edition.tei.register import load_register
from tei_edition.work import Candidate
from tests.support import make_edition

LETTER = """A Title

By Jane Doe

In Moscow Premier Malenkov spoke first. Georgi Malenkov was brief, and Malenkov was heard in Paris.

Nobody asked Ludwig van Beethoven. The Communist Party was silent; then Malenkov said nothing.
"""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "letter.txt"
    path.write_text(LETTER, "utf-8")
    return path


def of(path: Path, heading: str) -> Candidate:
    return next(one for one in names([path]).candidates if one.entry.name == heading)


def test_variants_of_a_name_are_one_candidate_the_most_frequent_first(letter: Path) -> None:
    first = names([letter]).candidates[0]
    assert (first.entry.id, first.entry.kind, first.entry.name) == (
        "pers-malenkov",
        "person",
        "Malenkov, Georgi",
    )
    assert first.entry.forms == ("Malenkov", "Premier Malenkov", "Georgi Malenkov")
    assert (
        len(first.occurrences) == 4
        and first.cert == "medium"
        and first.evidence == ("the given name “Georgi”",)
    )


def test_each_place_is_told_with_its_line_and_what_stands_around_it(letter: Path) -> None:
    place = of(letter, "Malenkov, Georgi").occurrences[0]
    assert (place.file, place.line, place.text) == (str(letter), 5, "Premier Malenkov")
    assert (place.before, place.after[:12]) == ("In Moscow ", " spoke first")


def test_the_kinds_are_told_and_particles_follow_the_given_names(letter: Path) -> None:
    found = {one.entry.name: one.entry.kind for one in names([letter]).candidates}
    assert found["Paris"] == found["Moscow"] == "place" and found["Communist Party"] == "org"
    assert found["Beethoven, Ludwig van"] == "person"


def test_articles_are_taken_together(letter: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("A Title\n\nIn the end Malenkov said what G. M. Malenkov had said.\n", "utf-8")
    people = [one for one in names([letter, other]).candidates if "Malenkov" in one.entry.name]
    assert len(people) == 1 and {place.file for place in people[0].occurrences} == {str(letter), str(other)}


def test_namesakes_are_kept_apart_and_told_of_each_other(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "A Title\n\nIt was John Smith who wrote to Mary Smith. John Smith was not asked, said Mary Smith.\n\n"
        "In the end Smith said nothing.\n",
        "utf-8",
    )
    result = names([path])
    ids = {one.entry.id: one.others for one in result.candidates if one.entry.kind == "person"}
    assert ids == {"pers-smith": ("pers-smith-mary",), "pers-smith-mary": ("pers-smith",)}
    (unclear,) = result.unclear
    assert unclear.text == "Smith" and set(unclear.candidates) == set(ids)
    assert unclear.anchor and (unclear.anchor.before, unclear.anchor.after) == ("the end", "")
    told = run("names", path).stdout
    assert (
        "Who is meant?" in told
        and 'before = "the end"\nelement = "persName"\nref = "pers-' in told.replace("    ", "")
    )


def test_what_a_register_knows_is_not_proposed(tmp_path: Path) -> None:
    new(tmp_path / "mine")
    result = names([tmp_path / "mine"])
    assert (result.candidates, result.unclear, result.diagnostics) == ((), (), ())


def test_what_a_register_cannot_tell_is_asked(tmp_path: Path) -> None:
    twins = "".join(
        f"<person xml:id='{id_}'><persName type='heading-only'>Tull, {name}</persName>"
        "<persName type='variant'>Tull</persName></person>"
        for id_, name in (("a-tull", "Ann"), ("b-tull", "Bob"))
    )
    register = f"<standOff xmlns='http://www.tei-c.org/ns/1.0'><listPerson>{twins}</listPerson></standOff>"
    folder = make_edition(tmp_path, "Title\n\nIn the end Tull said no.\n", "", register)
    (asked,) = names([folder / "a.txt"]).unclear
    assert asked.candidates == ("a-tull", "b-tull")
    decide(folder, 'text = "Tull"\nelement = "persName"\nref = "b-tull"')
    assert names([folder / "a.txt"]).unclear == () and build(folder).diagnostics == ()


def decide(folder: Path, lines: str) -> None:
    with (folder / "a.toml").open("a", encoding="utf-8") as file:
        file.write(f"[[decision]]\n{lines}\n")


def test_what_is_decided_is_not_asked_again(tmp_path: Path) -> None:
    folder = make_edition(tmp_path, LETTER, "")
    told = run("names", folder).stdout
    assert '    text = "Malenkov"\n    element = "none"\n    every = true\n' in told
    for form in ("Malenkov", "Premier Malenkov", "Georgi Malenkov"):
        decide(folder, f'text = "{form}"\nelement = "none"\nevery = true')
    assert "Malenkov" not in {one.entry.name.partition(",")[0] for one in names([folder]).candidates}
    assert build(folder).diagnostics == ()


def test_a_yes_makes_a_candidate_certain(tmp_path: Path) -> None:
    folder = make_edition(tmp_path, "Title\n\nThe old Grumbler was here, and the old Grumbler left.\n", "")
    decide(folder, 'text = "Grumbler"\nelement = "orgName"\nevery = true')
    (one,) = (one for one in names([folder]).candidates if one.entry.name == "Grumbler")
    assert (one.entry.kind, one.cert, one.evidence) == ("org", "high", ("the editor's decision",))
    assert len(one.occurrences) == 2


def test_the_xml_is_a_register_with_which_nothing_is_left_to_propose(letter: Path, tmp_path: Path) -> None:
    folder = make_edition(tmp_path / "edition", LETTER, "")
    before = (folder / "register.xml").read_bytes()
    assert run("names", letter, "-o", folder / "register.xml").exit_code == 2
    assert (folder / "register.xml").read_bytes() == before
    assert run("names", letter, "-o", tmp_path / "names.xml").exit_code == 0
    data = (tmp_path / "names.xml").read_bytes()
    assert b"<!-- medium: the given name" in data
    (folder / "register.xml").write_bytes(data)
    entry = load_register(folder / "register.xml").by_id["pers-malenkov"]
    assert entry.name == "Malenkov, Georgi" and "Premier Malenkov" in entry.forms
    assert names([folder]).candidates == () and build(folder).diagnostics == ()


def test_json_has_the_fields_of_the_model(letter: Path) -> None:
    data = json.loads(run("names", letter, "--format", "json").stdout)
    first = data["candidates"][0]
    assert (first["id"], first["kind"], first["count"]) == ("pers-malenkov", "person", 4)
    assert first["occurrences"][0]["line"] == 5 and data["unclear"] == []


def test_a_source_that_cannot_be_read_is_a_finding(letter: Path, tmp_path: Path) -> None:
    done = run("names", tmp_path / "missing.txt", letter)
    assert done.exit_code == 2 and "Malenkov" in done.stdout and "missing.txt" in done.stderr
    alone = run("names", tmp_path / "missing.txt")
    assert (alone.exit_code, alone.stdout) == (2, "") and "missing.txt" in alone.stderr


def test_ids_are_unique_and_names(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Title\n\nHere “--” came Mr. Łoś; then Mr. Los said that Mr. Жуков was gone.\n", "utf-8")
    xml = run("names", path, "--format", "xml").stdout
    ids = [
        element.get("{http://www.w3.org/XML/1998/namespace}id")
        for element in etree.fromstring(xml.encode()).iter()
    ]
    ids = [id_ for id_ in ids if id_]
    assert len(set(ids)) == len(ids) >= 2
