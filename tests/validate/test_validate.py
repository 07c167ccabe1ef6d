"""Each document under invalid/ gives exactly the findings its own comment expects: one mistake, one finding.

A line `expect CODE: WORDS` in a document's first comment asks for one finding of that code with those words in its
message or hint. A new file is a new test.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tei_edition.diagnostics import CATALOGUE, Diagnostic
from tei_edition.errors import ReadError
from tei_edition.tei import parse_file
from tei_edition.validate import validate_file, validate_files, validate_tree

HERE = Path(__file__).parent
SAMPLE = HERE / "sample.xml"
CASES = sorted((HERE / "invalid").glob("*.xml"))
CORPUS = HERE.parents[2] / "shared" / "corpus"
OURS = {
    "rule",
    "rule-warning",
    "not-checked",
    "pointer",
    "schema-missing",
}


def expectations(case: Path) -> list[tuple[str, str]]:
    """Read what a document expects."""
    return re.findall(r"^expect ([a-z-]+): ?(.*)$", case.read_text("utf-8"), re.M)


def met(finding: Diagnostic, code: str, words: str) -> bool:
    return finding.code == code and words in f"{finding.message} {finding.hint}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_one_mistake_gives_one_finding(case: Path) -> None:
    findings = validate_file(case)
    expected = expectations(case)
    assert len(findings) == len(expected), findings
    for finding, (code, words) in zip(findings, expected, strict=True):
        assert met(finding, code, words), finding


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_every_finding_knows_its_place(case: Path) -> None:
    for finding in validate_file(case):
        assert finding.file == str(case)
        assert finding.line and finding.column
        assert finding.hint or finding.code in ("rule", "rule-warning")
        assert finding.excerpt is not None
        assert finding.path


def test_every_code_has_a_document() -> None:
    codes = {code for case in CASES for code, _ in expectations(case)}
    assert codes >= OURS <= CATALOGUE.keys()


def test_the_sample_is_valid() -> None:
    assert validate_file(SAMPLE) == []


def test_a_tree_is_judged_like_its_file() -> None:
    case = HERE / "invalid" / "two-mistakes.xml"
    assert validate_tree(parse_file(case), str(case)) == validate_file(case)


def test_several_files_keep_their_order() -> None:
    files = [finding.file for finding in validate_files(CASES[:5])]
    assert files == sorted(files)


def test_the_caret_stands_below_the_tag() -> None:
    (finding,) = validate_file(HERE / "findings" / "element-unknown" / "in-wrong-case.xml")
    line, caret = str(finding.excerpt).split("\n")
    assert line[caret.index("^") :].startswith("<persname>")


def test_a_schema_given_takes_the_place_of_those_named(tmp_path: Path) -> None:
    schema = tmp_path / "any.rng"
    schema.write_text(
        '<element name="TEI" ns="http://www.tei-c.org/ns/1.0" xmlns="http://relaxng.org/ns/structure/1.0"><text/></element>'
    )
    (finding, *_) = validate_file(SAMPLE, [schema])
    assert finding.code == "attribute-unknown"


@pytest.mark.parametrize(
    "name, content", [("a.rng", "<a/>"), ("a.rng", "<"), ("a.sch", "<a/>"), ("a.rnc", "a")]
)
def test_a_bad_schema_given_is_an_error(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(ReadError, match="schema cannot be used"):
        validate_file(SAMPLE, [tmp_path / name])


def test_a_schema_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    for name in ("none.rng", "none.sch"):
        with pytest.raises(ReadError):
            validate_file(SAMPLE, [tmp_path / name])


def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        validate_file(tmp_path / "none.xml")
    with pytest.raises(ReadError):
        validate_file(tmp_path)


def test_schemas_beside_the_document_are_found(tmp_path: Path) -> None:
    shutil.copy(HERE.parents[1] / "schema" / "tei_edition.rng", tmp_path / "own name.rng")
    text = SAMPLE.read_text("utf-8").replace("../../schema/tei_edition.rng", "own%20name.rng")
    (tmp_path / "a.xml").write_text(text.replace("<trailer>", "<trailer who='#ed'>"), "utf-8")
    assert [finding.code for finding in validate_file(tmp_path / "a.xml")] == ["attribute-unknown"]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="needs ../shared/corpus")
def test_real_documents_do_not_make_it_stumble() -> None:
    for path in sorted(CORPUS.rglob("*.xml"))[::4]:
        for finding in validate_file(path):
            assert finding.code in CATALOGUE


def test_a_schema_that_is_not_there_is_told_where_it_is_named() -> None:
    (finding,) = validate_file(HERE / "invalid" / "schema-not-there.xml")
    assert (finding.line, finding.column) == (2, 1)
    assert "nowhere/x.rng" in (finding.excerpt or "")
