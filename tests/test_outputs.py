"""The pages of an edition: what is no longer there has one, too."""

from pathlib import Path

import pytest

from tei_edition import build
from tei_edition.errors import UsageError
from tei_edition.render import can_search
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


def wanting_a_search(tmp_path: Path) -> Path:
    folder = make_edition(tmp_path)
    toml = folder / "edition.toml"
    toml.write_text(f"search = true\n{toml.read_text('utf-8')}", "utf-8")
    return folder


@pytest.mark.skipif(not can_search(), reason="pagefind is not installed")
def test_an_edition_that_wants_it_has_a_search_the_same_each_time(tmp_path: Path) -> None:
    folder = wanting_a_search(tmp_path)
    html = folder / "build" / "html"
    made = []
    for _ in range(2):
        assert build(folder).ok
        made.append({path: path.read_bytes() for path in html.rglob("*") if path.is_file()})
    assert made[0] == made[1]
    assert {"search.html", "pagefind"} <= {path.name for path in html.iterdir()}
    assert 'href="search.html"' in (html / "index.html").read_text("utf-8")


def test_a_search_that_cannot_be_had_is_told_with_its_cure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tei_edition.outputs.can_search", lambda: False)
    folder = wanting_a_search(tmp_path)
    with pytest.raises(UsageError, match="pagefind is not installed"):
        build(folder)
    assert not (folder / "build").exists()
