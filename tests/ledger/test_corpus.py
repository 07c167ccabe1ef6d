"""Documents of many projects: what their pages and texts say is what they say, and no false alarm is raised."""

import pytest

from tei_edition.errors import XmlError
from tei_edition.ledger import account_of_html, account_of_text
from tei_edition.render import render_html, render_text
from tei_edition.tei import parse_file
from tests.render.samples import CORPUS

FOLDERS = sorted(path for path in CORPUS.iterdir() if path.is_dir()) if CORPUS.is_dir() else []
DOCUMENTS = [
    path
    for folder in FOLDERS
    for path in sorted(path for path in folder.rglob("*.xml") if path.stat().st_size < 150_000)[:2]
]


@pytest.mark.skipif(not DOCUMENTS, reason="the corpus is not beside the project")
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_document(path):
    try:
        tree = parse_file(path)
    except XmlError:
        pytest.skip("not XML we accept")
    assert account_of_html("a", tree, render_html(tree).html).unexplained == ()
    for view, plain in (("reading", False), ("source", False), ("reading", True)):
        text = render_text(tree, view, plain).text
        assert account_of_text("a", tree, text, view, plain).unexplained == ()
