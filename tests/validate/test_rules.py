"""Each NAME.sch (or .rng, .odd) under rules/ gives on NAME.xml exactly the findings that NAME.txt tells.

A new pair of files is a new test; UPDATE_GOLDEN=1 writes the texts.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tei_edition.validate import evaluate
from tei_edition.validate.document import document_at
from tei_edition.validate.schema import load_rules
from tei_edition.validate.schematron import check_rules

HERE = Path(__file__).parent / "rules"
CASES = sorted(path for path in HERE.iterdir() if path.suffix in (".sch", ".rng", ".odd"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_rules(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluate, "SECONDS", 1.0)
    findings = check_rules(document_at(case.with_suffix(".xml")), load_rules(case))
    told = "".join(
        f"line {finding.line}, {finding.severity}: {finding.message}"
        + (f" → {finding.hint}" if finding.hint and finding.code != "not-checked" else "")
        + "\n"
        for finding in findings
    )
    golden = case.with_suffix(".txt")
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(told, "utf-8")
    assert told == golden.read_text("utf-8"), (
        f"{golden} differs; UPDATE_GOLDEN=1 accepts it, then read git diff"
    )
