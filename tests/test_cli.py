"""The commands as a scholar and a script meet them: what is printed, where, and the exit status."""

import json
import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import tei_edition
from tei_edition.cli import main
from tests.support import ARTICLE, REGISTER, make_edition

README = Path(__file__).parent.parent / "README.md"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_build_writes_and_says_so(tmp_path: Path) -> None:
    folder = make_edition(tmp_path)
    done = run("build", folder)
    assert (done.exit_code, done.exception) == (0, None), done.output
    assert re.search(r"\d+ files \(1 tei, 3 text, \d+ html, 3 schema\)", done.stdout)
    assert re.search(r"ledger: \d+ characters in 1 source: .* 0 unexplained", done.stderr)
    assert {"tei/a.xml", "html/index.html", "html/a.html", "text/a.txt", "ledger.json"} <= set(
        files(folder / "build")
    )


def test_build_removes_what_an_earlier_build_wrote(tmp_path: Path) -> None:
    folder = make_edition(tmp_path)
    assert run("build", folder).exit_code == 0
    (folder / "build" / "mine.txt").write_text("kept")
    (folder / "a.txt").rename(folder / "b.txt")
    (folder / "a.toml").unlink()
    assert "rename its record" in run("build", folder).stderr
    (folder / "a.ids.toml").rename(folder / "b.ids.toml")
    assert run("build", folder).exit_code == 1  # notes and corrections are gone with a.toml
    (folder / "b.ids.toml").unlink()
    assert run("build", folder).exit_code == 0
    assert "tei/a.xml" not in files(folder / "build") and "mine.txt" in files(folder / "build")


def test_check_writes_nothing_and_tells_what_is_stale(tmp_path: Path) -> None:
    folder = make_edition(tmp_path)
    assert run("check", folder).exit_code == 0
    assert not (folder / "build").exists()
    run("build", folder)
    (folder / "build" / "text" / "a.txt").write_text("tampered")
    done = run("check", folder, "--format", "json")
    assert [(item["code"], item["severity"]) for item in json.loads(done.stdout)] == [
        ("stale-output", "warning")
    ]


def test_an_error_leaves_the_output_as_it_was(tmp_path: Path) -> None:
    folder = make_edition(tmp_path)
    run("build", folder)
    before = {name: (folder / "build" / name).read_bytes() for name in files(folder / "build")}
    (folder / "a.txt").write_text(ARTICLE.replace("denied it", "denied that"), "utf-8")
    done = run("build", folder)
    assert done.exit_code == 1
    assert "“denied it” stands nowhere in the article" in done.stderr and "a.toml:8" in done.stderr
    assert before == {name: (folder / "build" / name).read_bytes() for name in files(folder / "build")}


def test_encode_without_an_edition_proposes_names(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(
        "Title\n\nIn the year 1917 President Woodrow Wilson spoke in Paris.\n", "utf-8"
    )
    done = run("encode", tmp_path / "x.txt", "-o", tmp_path / "out")
    assert done.exit_code == 0, done.output
    tei = (tmp_path / "out" / "x.xml").read_text("utf-8")
    assert "cert=" in tei and "ref=" not in tei.partition("<text>")[2]
    assert run("encode", tmp_path / "x.txt", "-o", tmp_path / "out", "--no-guess").exit_code == 0
    assert "cert=" not in (tmp_path / "out" / "x.xml").read_text("utf-8").partition("<text>")[2]
    assert run("validate", tmp_path / "out" / "x.xml").exit_code == 0


def test_one_unreadable_source_does_not_keep_the_others(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("Text.", "utf-8")
    done = run("encode", tmp_path / "missing.txt", tmp_path / "x.txt", "-o", tmp_path / "out")
    assert done.exit_code == 2 and "missing.txt" in done.stderr
    assert (tmp_path / "out" / "x.xml").is_file()


def test_findings_of_validate_are_json_objects(tmp_path: Path) -> None:
    (tmp_path / "x.xml").write_text("<TEI", "utf-8")
    done = run("validate", tmp_path / "x.xml", "--format", "json")
    (finding,) = json.loads(done.stdout)
    assert done.exit_code == 1
    assert list(finding) == [
        "code",
        "severity",
        "message",
        "file",
        "line",
        "column",
        "path",
        "excerpt",
        "hint",
    ]
    assert (finding["code"], finding["line"]) == ("not-well-formed", 1)


def test_sarif_names_rule_and_place(tmp_path: Path) -> None:
    (tmp_path / "x.xml").write_text("<TEI", "utf-8")
    (sarif,) = json.loads(run("validate", tmp_path / "x.xml", "--format", "sarif").stdout)["runs"]
    (result,) = sarif["results"]
    assert (result["ruleId"], result["level"]) == ("not-well-formed", "error")
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 1


def test_render_prints_or_writes(tmp_path: Path) -> None:
    make_edition(tmp_path)
    run("build", tmp_path)
    tei = tmp_path / "build" / "tei" / "a.xml"
    assert "The first paragraph" in run("render", tei, "--to", "text").stdout
    assert run("render", tei, "--to", "html", "-o", tmp_path / "one.html").exit_code == 0
    assert (tmp_path / "one.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    assert run("render", tei, "--to", "text", "-o", f"{tmp_path}/many/").exit_code == 0
    assert files(tmp_path / "many") == ["a.txt"]
    assert "misprimt" in run("render", tei, "--to", "text", "--view", "source").stdout


HOSTILE = {
    "empty": (b"", "has no text", 2),
    "white": (b" \n\t\n", "has no text", 2),
    "binary": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "not", 2),
    "zeros": (b"\x00" * 400, "not", 2),
    "broken": ("Grüße, ça va été ".encode() + b"\xff\xfe\xfa more", "byte ", 2),
    "control": (b"One\x01two.", "U+0001", 2),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_text_is_told(name: str, tmp_path: Path) -> None:
    data, words, status = HOSTILE[name]
    (tmp_path / f"{name}.txt").write_bytes(data)
    done = run("encode", tmp_path / f"{name}.txt", "-o", tmp_path / "out")
    assert (done.exit_code, words in done.stderr, f"{name}.txt" in done.stderr) == (status, True, True), (
        done.stderr
    )
    assert not (tmp_path / "out").exists()


def test_a_file_name_that_is_no_text(tmp_path: Path) -> None:
    path = os.fsdecode(bytes(tmp_path) + b"/\xff.txt")
    Path(path).write_text("Text.", "utf-8")
    done = run("encode", path, "-o", tmp_path / "out")
    assert done.exit_code == 2 and "not printable" in done.stderr


def test_markup_in_the_text_is_text(tmp_path: Path) -> None:
    text = "Title\n\nA <script>alert(1)</script> and ]]> and &amp; and <!-- x --> are words here.\n"
    folder = make_edition(tmp_path, text, "")
    assert run("build", folder).exit_code == 0
    assert "<script>" not in (folder / "build" / "html" / "a.html").read_text("utf-8")
    assert "]]> and &amp; and <!-- x -->" in (folder / "build" / "text" / "a.plain.txt").read_text("utf-8")


def test_a_register_with_a_doubled_id(tmp_path: Path) -> None:
    folder = make_edition(
        tmp_path, register=REGISTER.replace("</listPerson>", '<person xml:id="smith"/></listPerson>')
    )
    done = run("build", folder)
    assert done.exit_code == 2
    assert re.search(r"register\.xml:3: error: .*smith.* \[configuration\]\n    → ", done.stderr)
    assert "ledger" not in done.stderr


def test_what_is_wrong_in_a_register_is_told_there_and_once(tmp_path: Path) -> None:
    empty = "<titleStmt><title>T</title></titleStmt><publicationStmt><p>x</p></publicationStmt>"
    head = f"<fileDesc>{empty}<sourceDesc><p>x</p></sourceDesc></fileDesc>"
    entries = REGISTER.replace("</persName></person>", "</persName><blink/></person>")
    register = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>{head}</teiHeader>{entries}</TEI>'
    done = run("build", make_edition(tmp_path, register=register))
    assert done.exit_code == 1
    assert done.stderr.count("error: ") == 1 and re.search(
        r"register\.xml:\d+:\d+: error: .*blink", done.stderr
    )


def test_an_entry_of_the_register_is_not_named_as_an_article_is(tmp_path: Path) -> None:
    done = run("build", make_edition(tmp_path, register=REGISTER.replace('"smith"', '"a"')))
    assert done.exit_code == 2 and re.search(
        r"register\.xml:2: error: .*'a' is the name of an article", done.stderr
    )


def test_every_article_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    folder = make_edition(tmp_path)
    (folder / "b.txt").write_bytes(b"")
    (folder / "c.txt").write_bytes(b"abc \xff\xfe\0 abc")
    done = run("build", folder)
    assert done.exit_code == 2
    assert re.search(r"b\.txt: error.*\n(.*\n)*.*c\.txt(:\d+)?: error", done.stderr)
    assert not (folder / "build").exists()


def test_what_is_astray_or_unknown_is_told(tmp_path: Path) -> None:
    folder = make_edition(tmp_path)
    (folder / "a2.toml").write_text("[[note]]\n")
    toml = folder / "a.toml"
    toml.write_text('authors = ["pers-nobody", "Jane Doe"]\n' + toml.read_text())
    done = run("build", folder)
    assert done.exit_code == 0
    assert "a2.toml belongs to no article" in done.stderr
    assert (
        done.stderr.count("[author-unknown]") == 1
        and "a.toml:1: warning: the author 'pers-nobody'" in done.stderr
    )


@pytest.mark.parametrize("slug", ["Müller-1911", "My Article", "a'b", "a#b", "a?b", "a&b", "a%20b"])
def test_an_article_of_any_name_is_built_and_found_from_the_register(slug: str, tmp_path: Path) -> None:
    folder = make_edition(tmp_path)
    for file in ("a.txt", "a.toml"):
        (folder / file).rename(folder / file.replace("a.", f"{slug}.", 1))
    done = run("build", folder)
    assert (done.exit_code, done.stderr.count("error")) == (0, 0), done.stderr


def test_what_keeps_a_check_from_being_done_is_json_as_well(tmp_path: Path) -> None:
    done = run("check", tmp_path, "--format", "json")
    assert done.exit_code == 2 and json.loads(done.stdout)[0]["code"] == "configuration"


def test_an_anchor_that_matches_twice(tmp_path: Path) -> None:
    done = run("build", make_edition(tmp_path, toml='[[note]]\ntext = "and"\nnote = "N."\n'))
    assert done.exit_code == 1
    assert "stands in 4 places" in done.stderr and "before = " in done.stderr
    assert done.stderr.count("    line ") == 4
    assert done.stderr.count(": error: ") == 1  # that it is not in the TEI is not told again


@pytest.mark.parametrize("command", [["encode"], ["render", "--to", "html"], ["validate"]])
def test_what_is_no_xml_is_told_in_the_same_words_by_every_command(
    command: list[str], tmp_path: Path
) -> None:
    (tmp_path / "a.xml").write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0">\n<text></TEI>')
    done = run(*command, tmp_path / "a.xml")
    assert done.exit_code == 1
    assert "a.xml:2:9: error: `<text>` opened at line 2 is still open" in done.stderr + done.stdout


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_output_folder(tmp_path: Path) -> None:
    folder = make_edition(tmp_path)
    (folder / "build").mkdir(mode=0o500)
    done = run("build", folder)
    assert done.exit_code == 2 and "cannot be written" in done.stderr


def test_an_output_that_is_a_file(tmp_path: Path) -> None:
    folder = make_edition(tmp_path)
    (folder / "build").write_text("in the way")
    done = run("build", folder)
    assert done.exit_code == 2 and "cannot be written" in done.stderr
    assert (folder / "build").read_text() == "in the way"


def test_no_traceback_for_a_folder_that_is_none(tmp_path: Path) -> None:
    done = run("build", tmp_path / "nowhere")
    assert (done.exit_code, "no edition.toml" in done.stderr) == (2, True)


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_has_help_and_stands_in_the_readme_and_in_python(name: str) -> None:
    done = run(name, "--help")
    assert done.exit_code == 0 and len(done.stdout.splitlines()) > 5
    assert f"`tei-edition {name}" in README.read_text("utf-8")
    assert callable(
        getattr(tei_edition, {"schema": "add_schema", "register": "import_register"}.get(name, name))
    )
