"""A document too large for a tree is judged piece by piece, with the same findings in the same places."""

from __future__ import annotations

from pathlib import Path

import pytest

from tei_edition.validate import document, validate_file

SAMPLE = Path(__file__).parent / "sample.xml"
HERE = Path(__file__).parent
CASES = (
    "invalid/two-mistakes",
    "invalid/pointer-dangling",
    "findings/id-twice/id-twice",
    "findings/not-well-formed/tag",
    "findings/attribute-value/date-impossible",
)


def test_the_sample_is_valid(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "TREE_LIMIT", 100)
    (finding,) = validate_file(SAMPLE)
    assert finding.code == "not-checked" and finding.line


@pytest.mark.parametrize("name", CASES)
def test_findings_are_those_of_a_small_document(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only that they point to the tag, where those of a small document point to the attribute."""
    small = [
        finding for finding in validate_file(HERE / f"{name}.xml") if not finding.code.startswith("rule")
    ]
    monkeypatch.setattr(document, "TREE_LIMIT", 100)
    large = [finding for finding in validate_file(HERE / f"{name}.xml") if finding.code != "not-checked"]
    assert [(f.code, f.line, f.path) for f in large] == [(f.code, f.line, f.path) for f in small]
    for one, other in zip(large, small, strict=True):
        assert one.column and other.column and one.column <= other.column
        assert one.column < other.column or one.excerpt == other.excerpt


def test_one_endless_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "TREE_LIMIT", 100)
    path = tmp_path / "a.xml"
    text = SAMPLE.read_text("utf-8").replace("\n", " ")
    stretch = "é" * 200_000 + "<P/>" + "x" * 200_000
    path.write_text(text.replace("</body>", f"{stretch}</body>"), "utf-8")
    found = [finding for finding in validate_file(path) if finding.column and finding.column > 200_000]
    assert found and all(len(str(finding.excerpt)) < 400 for finding in found)
