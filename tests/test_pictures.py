"""Pictures that articles show lie beside the TEI and beside the page; what is missing or elsewhere is told."""

from pathlib import Path

from tei_edition import build, check
from tests.support import make_edition


def test_pictures_go_with_the_edition(tmp_path: Path) -> None:
    make_edition(tmp_path)
    words = "A paragraph of some words, which is long enough to be one, as far as anybody can tell. " * 2
    shown = "![The mill](images/the%20mill.png) ![Far](https://example.org/a.png) ![Out](../out.png) ![No](no.jpg)"
    (tmp_path / "other.md").write_text(f"# Other\n\n{words}\n\nLook: {shown}\n", "utf-8")
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "the mill.png").write_bytes(b"picture")
    result = build(tmp_path)
    assert result.ok
    told = [item for item in result.diagnostics if item.code == "picture-missing"]
    assert [item.message.split()[2] for item in told] == ["../out.png", "no.jpg"]
    assert {item.file for item in told} == {str(tmp_path / "other.md")}
    for folder in ("tei", "html"):
        assert (tmp_path / "build" / folder / "images" / "the mill.png").read_bytes() == b"picture"
    assert "stale-output" not in {item.code for item in check(tmp_path).diagnostics}
