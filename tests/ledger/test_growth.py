"""Ten times the document is at most some twelve times the work."""

from collections.abc import Callable

import pytest

from tei_edition.ledger import account_of_epub, account_of_html, account_of_markdown, account_of_text
from tei_edition.render import render_epub, render_html, render_markdown, render_text
from tei_edition.tei import parse_bytes
from tests.ledger.test_tampering import HEADER
from tests.support import growth

SHAPES = {
    "cells of a row": "<table><row>{}</row></table>",
    "rows": "<table>{}</table>",
    "paragraphs": "{}",
    "items": "<list>{}</list>",
}
PARTS = {
    "cells of a row": "<cell>one two</cell>",
    "rows": "<row><cell>one</cell><cell>two</cell></row>",
    "paragraphs": "<p>One<note>two</note> <choice><sic>tree</sic><corr>three</corr></choice> <hi>four</hi>.</p>",
    "items": "<item>one two</item>",
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(
    ("render", "account"),
    [
        (lambda tree: render_html(tree).html, account_of_html),
        (lambda tree: render_text(tree).text, lambda *given: account_of_text(*given, "reading")),
        (lambda tree: render_markdown(tree).text, account_of_markdown),
        (lambda tree: render_epub(tree).data, account_of_epub),
    ],
    ids=["html", "text", "markdown", "epub"],
)
def test_work_grows_with_the_document(shape: str, render: Callable, account: Callable) -> None:
    def work(size: int) -> Callable[[], object]:
        body = SHAPES[shape].format(PARTS[shape] * size)
        xml = f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{HEADER}<text><body>{body}</body></text></TEI>'
        tree = parse_bytes(xml.encode(), "a.xml")
        made = render(tree)

        def account_of_it() -> None:
            assert account("a", tree, made).unexplained == ()

        return account_of_it

    assert growth(work, 100, 1000) < 20
