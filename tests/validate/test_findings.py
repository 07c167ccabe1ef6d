"""Each document under findings/CODE/ has one mistake and gives one finding, of that code, told as in its `.txt`.

A new file is a new test; UPDATE_GOLDEN=1 writes the texts.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tei_edition.diagnostics import CATALOGUE
from tei_edition.report import as_text
from tei_edition.validate import validate_file

HERE = Path(__file__).parent / "findings"
CASES = sorted(HERE.glob("*/*.xml"))
ELSEWHERE = frozenset(("rule", "register", "note-", "pointer", "schema", "not-checked"))
"""How codes begin whose documents are in ../invalid and ../pointers."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_one_mistake_gives_one_finding_in_these_words(case: Path) -> None:
    findings = validate_file(case)
    assert [finding.code for finding in findings] == [case.parent.name], findings
    told = as_text(findings).replace(str(case), case.name)
    golden = case.with_suffix(".txt")
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(told, "utf-8")
    assert told == golden.read_text("utf-8"), (
        f"{golden} differs; UPDATE_GOLDEN=1 accepts it, then read git diff"
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_every_finding_has_its_place_and_its_cure(case: Path) -> None:
    (finding,) = validate_file(case)
    assert finding.file == str(case) and finding.line and finding.column and finding.hint
    assert finding.excerpt is not None


def test_every_code_of_validation_has_a_document() -> None:
    codes = list(CATALOGUE)
    ours = codes[codes.index("not-well-formed") : codes.index("schema-missing")]
    assert {path.parent.name for path in CASES} == {
        code for code in ours if not any(code.startswith(word) for word in ELSEWHERE)
    }
