"""Documents of many projects: none crashes, none loses a character."""

import pytest

from tei_edition.errors import XmlError
from tei_edition.render import render_html, render_text
from tei_edition.tei import parse_file
from tests.render.samples import CORPUS, characters, page, region, tei_characters

DOCUMENTS = (
    sorted(path for path in CORPUS.rglob("*.xml") if path.stat().st_size < 400_000) if CORPUS.is_dir() else []
)


@pytest.mark.skipif(not DOCUMENTS, reason="the corpus is not beside the project")
@pytest.mark.parametrize("path", DOCUMENTS[::3], ids=lambda path: path.name)
def test_document(path):
    try:
        tree = parse_file(path)
    except XmlError:
        pytest.skip("not XML we accept")
    made = render_html(tree).html
    assert characters(made) == tei_characters(tree.getroot())
    ids = page(made).xpath("//@id")
    assert len(ids) == len(set(ids))
    markers = region(made).xpath('.//a[@role="doc-noteref"]/@href')
    assert markers == ["#" + key for key in region(made).xpath('.//*[@role="doc-footnote"]/@id')]
    assert render_text(tree).text.strip()
    render_text(tree, view="source")
    render_text(tree, plain=True)
