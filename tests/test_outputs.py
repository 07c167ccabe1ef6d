"""The pages of an edition: what is no longer there has one, too."""

from pathlib import Path

from tei_edition import build
from tests.support import make_edition


def test_a_withdrawn_article_and_its_paragraphs_have_a_page_that_says_so(tmp_path: Path) -> None:
    folder = make_edition(tmp_path)
    (folder / "b.txt").write_text("Another\n\nBy Jane Doe\n\nA paragraph of it.\n", "utf-8")
    assert build(folder).ok
    (folder / "b.txt").unlink()
    toml = folder / "edition.toml"
    toml.write_text(
        f'base_url = "https://example.org/"\nwithdrawn = ["b"]\n{toml.read_text("utf-8")}', "utf-8"
    )
    assert build(folder).ok
    html = folder / "build" / "html"
    page = (html / "b.html").read_text("utf-8")
    assert "This text was withdrawn" in page and '<li id="p1">Paragraph 1</li>' in page
    assert "A paragraph of it." not in page
    assert "b.html" not in (html / "sitemap.xml").read_text("utf-8")
    (folder / "b.ids.toml").unlink()
    assert build(folder).ok
    assert "withdrawn" in (html / "b.html").read_text("utf-8")
