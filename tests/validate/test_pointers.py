"""Each document under pointers/ gives exactly the findings its own comment expects: what leads nowhere, and the cure.

A line `expect CODE: WORDS` asks for one finding of that code with those words in its message or hint, in the order of
the findings. A new file is a new test; people.xml is the register beside them, broken.xml a file nobody can read.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tei_edition.validate.document import document_at
from tei_edition.validate.pointers import check_pointers
from tests.validate.test_validate import met

HERE = Path(__file__).parent / "pointers"
CASES = [path for path in sorted(HERE.glob("*.xml")) if path.stem not in ("people", "broken")]


def expected(case: Path) -> list[tuple[str, str]]:
    lines = case.read_text("utf-8").split("-->")[0].splitlines()
    pairs = [line.removeprefix("expect ").partition(": ") for line in lines if line.startswith("expect ")]
    return [(code, words) for code, _, words in pairs]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_pointers(case: Path) -> None:
    findings = check_pointers(document_at(case), information=True)
    assert [finding.code for finding in findings] == [code for code, _ in expected(case)], findings
    for finding, (code, words) in zip(findings, expected(case), strict=True):
        assert met(finding, code, words), finding
        assert finding.hint and finding.line


def test_a_register_itself_is_not_told_of_what_it_does_not_use() -> None:
    assert check_pointers(document_at(HERE / "people.xml"), information=True) == []
