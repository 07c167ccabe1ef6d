"""Pictures that articles show lie beside the TEI and beside the page; what is missing or elsewhere is told."""

from pathlib import Path

from tei_edition import build, check
from tei_edition.rendering import render
from tei_edition.tei import serialise
from tests.render.samples import document
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


def test_pictures_come_along_to_where_a_page_is_written(tmp_path: Path) -> None:
    (tmp_path / "in" / "img").mkdir(parents=True)
    (tmp_path / "in" / "img" / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    source = tmp_path / "in" / "a.xml"
    source.write_bytes(serialise(document('<p><graphic url="img/a.png"/></p>')))
    made = render([source], "html", tmp_path / "out" / "page.html")
    assert made.diagnostics == ()
    assert (tmp_path / "out" / "img" / "a.png").read_bytes() == b"\x89PNG\r\n\x1a\n"
