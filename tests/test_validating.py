"""The `validate` command over many files: folders, several processes, one order, one summary; SARIF and JSON."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from tei_edition import report, validate
from tei_edition.cli import main
from tei_edition.diagnostics import make
from tei_edition.errors import UsageError

HERE = Path(__file__).parent / "validate"
SAMPLE = HERE / "sample.xml"
CASES = sorted((HERE / "invalid").glob("pointer-*.xml"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of documents, each with a mistake, in folders of their own."""
    for number, case in enumerate(CASES):
        place = tmp_path / "tei" / f"volume {number % 3}"
        place.mkdir(parents=True, exist_ok=True)
        shutil.copy(case, place / case.name)
    (tmp_path / "tei" / "readme.txt").write_text("not a document")
    return tmp_path / "tei"


def test_a_folder_is_walked(folder: Path) -> None:
    result = validate([folder])
    assert result.documents == len(CASES)
    files = [str(finding.file) for finding in result.diagnostics]
    assert files == sorted(files) and len(set(files)) == len(CASES)


def test_several_processes_find_the_same_in_the_same_order(folder: Path) -> None:
    assert len(CASES) > 9
    assert validate([folder], jobs=3) == validate([folder], jobs=1)


def test_a_file_named_twice_is_judged_once(folder: Path) -> None:
    assert validate([SAMPLE, SAMPLE]).documents == 1


def test_a_folder_without_documents_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no \.xml or \.tei files"):
        validate([tmp_path])


def test_one_file_that_cannot_be_read_does_not_keep_the_others(folder: Path) -> None:
    result = validate([folder / "none.xml", folder], jobs=2)
    assert result.diagnostics[0].code == "unreadable"
    assert result.documents == len(CASES) + 1


def test_progress_is_told(folder: Path) -> None:
    seen: list[tuple[int, int]] = []
    validate([folder], progress=lambda done, total: seen.append((done, total)))
    assert seen == [(number, len(CASES)) for number in range(1, len(CASES) + 1)]
    assert report.progress(3, 9) == "\r3 of 9 files" and report.progress(9, 9).startswith("\r")


def test_one_summary_and_nothing_else_on_standard_error(folder: Path) -> None:
    done = CliRunner().invoke(main, ["validate", str(folder)])
    assert done.exit_code == 1
    assert done.stderr.startswith(f"{len(CASES)} files: ") and done.stderr.count("\n") == 1


def test_rules_inside_a_grammar_are_asked_for(tmp_path: Path) -> None:
    schema = HERE / "rules" / "rules-in-a-grammar.rng"
    document = HERE / "rules" / "rules-in-a-grammar.xml"
    without, with_rules = (validate([document], [schema], rules=asked) for asked in (False, True))
    assert [finding.code for finding in without.diagnostics if finding.code == "rule"] == []
    assert [finding.code for finding in with_rules.diagnostics if finding.code == "rule"] == ["rule", "rule"]


def test_a_phase_is_chosen_by_the_user_or_the_document(tmp_path: Path) -> None:
    schema = HERE / "rules" / "phase-by-default.sch"
    text = (HERE / "rules" / "phase-by-default.xml").read_text("utf-8")
    path = tmp_path / "a.xml"
    path.write_text(text, "utf-8")
    assert [len(validate([path], [schema], phase=phase).diagnostics) for phase in (None, "#ALL")] == [1, 2]
    with pytest.raises(Exception, match="no phase named none"):
        from tei_edition.validate import validate_file
        from tei_edition.validate.choose import given

        validate_file(path, given([schema], "none"))
    model = f'<?xml-model href="{schema.as_uri()}" phase="{{}}" schematypens="http://purl.oclc.org/dsdl/schematron"?>\n'
    for phase, codes in (
        ("draft", ["rule"]),
        ("#ALL", ["not-checked", "rule"]),
        ("none", ["schema-invalid"]),
    ):
        path.write_text(model.format(phase) + text, "utf-8")
        assert [finding.code for finding in validate([path]).diagnostics] == codes


def test_sarif_is_what_its_schema_asks_for(folder: Path) -> None:
    findings = [*validate([folder, HERE / "findings"]).diagnostics, make("usage", "no place")]
    log = json.loads(report.as_sarif(findings))
    assert set(log) == {"$schema", "version", "runs"} and log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert set(run) == {"tool", "columnKind", "results"} and run["columnKind"] == "unicodeCodePoints"
    driver = run["tool"]["driver"]
    assert set(driver) == {"name", "semanticVersion", "rules"}
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(ids) == len(set(ids))
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note", "none")
    assert len(run["results"]) == len(findings)
    for result in run["results"]:
        assert result["ruleId"] in ids and result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        for location in result["locations"]:
            physical = location["physicalLocation"]
            uri = physical["artifactLocation"]["uri"]
            assert uri and " " not in uri and uri.isascii() and "\\" not in uri
            region = physical.get("region", {"startLine": 1})
            assert all(isinstance(value, int) and value > 0 for value in region.values())


def test_the_hook_calls_a_command_we_have() -> None:
    hook = (HERE.parents[1] / ".pre-commit-hooks.yaml").read_text("utf-8")
    assert "entry: tei-edition validate\n" in hook and "types: [xml]" in hook


@pytest.mark.parametrize("name", ["my.odd", "my.xml"])
def test_of_an_odd_the_rules_are_checked_and_the_rest_is_told(folder: Path, name: str) -> None:
    odd = HERE / "rules" / "rules-in-an-odd.odd"
    schema = folder / name
    schema.write_bytes(odd.read_bytes())
    findings = validate([HERE / "rules" / "rules-in-an-odd.xml"], [schema]).diagnostics
    assert [finding.code for finding in findings].count("rule") == 3
    (told,) = [f for f in findings if f.code == "not-checked" and "only its Schematron rules" in f.message]
    assert told.hint is not None and "my.rng" in told.hint


def test_sarif_is_valid_by_the_schema_of_oasis() -> None:
    """SARIF_SCHEMA names the file, such as `sarif-2.1.0.json` of the npm package @microsoft/sarif-multitool-linux."""
    jsonschema = pytest.importorskip("jsonschema")
    if not os.environ.get("SARIF_SCHEMA"):
        pytest.skip("SARIF_SCHEMA names no schema")
    schema = json.loads(Path(os.environ["SARIF_SCHEMA"]).read_text("utf-8-sig"))
    findings = [*validate([HERE / "findings", HERE / "invalid"]).diagnostics, make("usage", "no place")]
    validator = jsonschema.validators.validator_for(schema)(schema)
    assert [error.message for error in validator.iter_errors(json.loads(report.as_sarif(findings)))] == []
