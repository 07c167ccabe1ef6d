"""The editor's list of work: everything judged, least certain first, each with the lines that settle it."""

import re
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tei_edition import encode, new
from tei_edition.cli import main
from tei_edition.decisions import decision_lines
from tei_edition.work import Judged
from tests.support import make_edition

TEXT = """The Title

By Jane Doe

In Paris Mr. Tull said: “The ferry has carried this town for eighty years, and never asked it for money.”[1]

The “iron law” and the “iron law” again, and the “golden rule” of Paris. Mr. Tull was silent. Was it so?2

“A first paragraph of words that are long enough to be nobody’s but somebody’s.

“A second one of the same quotation,” wrote Mr. Tull.

A marker [7] without a note.

Notes

1. A note on the ferry.

2. Another note.
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    return tmp_path / "a.txt"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def judged(source: Path) -> tuple[Judged, ...]:
    return encode([source], source.parent / "out", report=True).judged


def test_it_is_only_made_where_it_is_asked_for(source: Path) -> None:
    assert encode([source], source.parent / "out").judged == ()


def test_quotations_names_and_notes_the_least_certain_first(source: Path) -> None:
    found = judged(source)
    assert {one.group for one in found} == {"quotation", "name", "note"}
    ranks = [("low", "medium", "high").index(one.cert) for one in found]
    assert ranks == sorted(ranks) and len(set(ranks)) == 3
    for rank in range(3):
        lines = [one.place.line for one, other in zip(found, ranks, strict=True) if other == rank]
        assert lines == sorted(lines)
    assert all(one.place.evidence and one.meaning for one in found)


def test_a_place_has_its_line_and_its_words(source: Path) -> None:
    for one in judged(source):
        line = TEXT.splitlines()[one.place.line - 1]
        assert one.place.text.split(" ¶ ")[0][:20] in line
    tull = next(one for one in judged(source) if one.place.text == "Mr. Tull")
    assert (tull.place.before, tull.place.after[:11]) == ("In Paris ", " said: “The")


def test_notes_say_what_they_are_matched_with_and_how_surely(source: Path) -> None:
    notes = {one.place.text: one for one in judged(source) if one.group == "note"}
    assert notes["[1]"].cert == "high" and "A note on the ferry." in notes["[1]"].meaning
    assert notes["2"].cert == "medium" and "came down" in notes["2"].place.evidence
    assert notes[""].cert == "low" and notes[""].decisions == ()


def test_confirming_everything_changes_nothing_and_leaves_nothing_to_do(source: Path) -> None:
    def text() -> str:
        assert encode([source], source.parent / "out").ok
        tei = (source.parent / "out" / "a.xml").read_text("utf-8").partition("<text>")[2]
        return re.sub(' cert="[a-z]+"', "", tei)

    before = text()
    source.with_suffix(".toml").write_text(
        "".join(decision_lines([one.keep]) for one in judged(source) if one.keep), "utf-8"
    )
    assert text() == before
    assert {one.group for one in judged(source)} == {"note"}


def test_every_decision_offered_is_one_that_can_be_made(source: Path) -> None:
    offered = [one.decisions for one in judged(source) if one.decisions]
    for choice in range(max(map(len, offered))):
        made = "".join(decision_lines(decisions[choice:]) for decisions in offered if decisions[choice:])
        source.with_suffix(".toml").write_text(made, "utf-8")
        result = encode([source], source.parent / "out")
        assert {item.code for item in result.diagnostics} <= {"note-missing", "quotation-unbalanced"}


def test_quotations_that_are_set_off_are_told_as_well(tmp_path: Path) -> None:
    page = "<h1>A Title</h1><p>He said it.</p><blockquote><p>These words are somebody’s, set off.</p></blockquote>"
    (tmp_path / "a.html").write_text(f"<html><body>{page}<p>So he did.</p></body></html>", "utf-8")
    (one,) = (one for one in judged(tmp_path / "a.html") if one.group == "quotation")
    assert (one.meaning, one.decisions, bool(one.remedy)) == ("somebody’s words, set off", (), True)
    assert one.place.text == "These words are somebody’s, set off."


def test_a_refused_marker_stays_text_and_its_note_a_note(source: Path) -> None:
    source.with_suffix(".toml").write_text('[[decision]]\ntext = "[1]"\nelement = "none"\n', "utf-8")
    assert encode([source], source.parent / "out").ok
    tei = (source.parent / "out" / "a.xml").read_text("utf-8")
    assert "money.”</quote>[1]" in tei or "money.”</said>[1]" in tei or "money.”</q>[1]" in tei


def test_the_lines_are_toml_in_the_terminal(source: Path) -> None:
    done = run("encode", source, "-o", source.parent / "out", "--report")
    assert done.exit_code == 0 and "because: " in done.stdout and "or else: " in done.stdout
    blocks = re.findall(
        r"(?<=in {}:\n)(?: {{8}}.*\n)+".format(re.escape(str(source.with_suffix(".toml")))), done.stdout
    )
    assert blocks and all(tomllib.loads(block)["decision"][0]["element"] for block in blocks)
    assert re.search(r"\d+ names? \(\d+ of low, \d+ of medium certainty\)", done.stdout)
    assert re.search('text = "“A first paragraph of words"\n +to = ".*the same quotation,”"\n', done.stdout)


def test_the_page_is_whole_in_itself_and_inert(source: Path) -> None:
    source.write_text(TEXT.replace("golden rule", "<script>alert(1)</script>"), "utf-8")
    page = source.parent / "page.html"
    assert run("encode", source, "-o", source.parent / "out", "--report", page).stdout == ""
    html = page.read_text("utf-8")
    assert "<script" not in html and "http" not in re.sub(r"xmlns=\S+", "", html)
    assert html.count('<li>\n<p class="place">') == len(judged(source))
    assert html.index('id="te-low"') < html.index('id="te-medium"') < html.index('id="te-high"')


def test_a_page_takes_no_other_file_s_place(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("encode", "-o", out, source, "--report", source).exit_code == 2
    other = tmp_path / "b.html"
    other.write_text("<p>Mine.</p>", "utf-8")
    done = run("encode", "-o", out, source, "--report", other)
    assert done.exit_code == 2 and "is no report" in done.stderr
    assert other.read_text("utf-8") == "<p>Mine.</p>" and source.read_text("utf-8") == TEXT
    for _ in range(2):
        assert run("encode", "-o", out, source, "--report", tmp_path / "page.html").exit_code == 0
    new(tmp_path / "mine")
    done = run("encode", "-o", out, source, "--report", tmp_path / "mine" / "page.html")
    assert done.exit_code == 2 and "would be one of its articles" in done.stderr


def test_an_ambiguous_name_is_told_with_those_who_may_be_meant(tmp_path: Path) -> None:
    people = "".join(
        f"<person xml:id='{id_}'><persName type='heading-only'>Tull, {name}</persName>"
        "<persName type='variant'>Tull</persName></person>"
        for id_, name in (("a-tull", "Ann"), ("b-tull", "Bob"))
    )
    register = f"<standOff xmlns='http://www.tei-c.org/ns/1.0'><listPerson>{people}</listPerson></standOff>"
    folder = make_edition(tmp_path, "Title\n\nIn the end Tull said no.\n", "", register)
    (one,) = judged(folder / "a.txt")
    assert (one.cert, one.alternatives) == ("low", ("Tull, Ann (a-tull)", "Tull, Bob (b-tull)"))
    assert [item.ref for item in one.decisions] == ["a-tull", "b-tull", ""]
