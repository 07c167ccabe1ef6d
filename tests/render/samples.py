"""What the tests of this folder share: the sample document, small documents, the words of a page."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

from lxml import etree
from lxml import html as lxml_html

from tei_edition.render import Person, SiteInfo
from tei_edition.render.odd import builtin
from tei_edition.tei import parse_bytes, parse_file, walk

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
SAMPLE = HERE / "sample.xml"
CORPUS = HERE.parents[2] / "shared" / "corpus"
INFO = SiteInfo(
    title="The Sample Papers",
    subtitle="Articles that nobody wrote",
    editors=(Person("The Sample Desk", "editor"),),
    publisher="The Sample Press",
    licence="CC BY 4.0",
    licence_url="https://creativecommons.org/licenses/by/4.0/",
    base_url="https://example.org/edition/",
    version="1.0",
    date="2026-11-23",
    description="One text, invented so that every construct of the encoding can be seen at work.",
    software="tei_edition",
)


def sample() -> etree._ElementTree:
    return parse_file(SAMPLE)


def document(body: str, title: str = "A title", header: str = "") -> etree._ElementTree:
    """A small document around the content of `body`."""
    return parse_bytes(
        f"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>{title}</title></titleStmt>
        <publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc>{header}</teiHeader>
        <text><body>{body}</body></text></TEI>""".encode(),
        "test.xml",
    )


def page(html: str) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(html)


def region(html: str) -> lxml_html.HtmlElement:
    """The part of a page that holds the text."""
    (found,) = page(html).xpath('//*[@data-ledger="text"]')
    return found


def characters(html: str) -> Counter[str]:
    """The characters of a page's text and notes, without what the renderer put in and without white space."""
    return _count(region(html), lambda node: node.get("data-generated") is not None)


def tei_characters(root: etree._Element) -> Counter[str]:
    """The characters of a document that the processing model shows."""
    model = builtin()
    return _count(root, lambda node: model.pick(node, "").behaviour in ("omit", "metadata", "index"))


def _count(root, left_out) -> Counter[str]:
    skipped, words = None, []
    for event, node, text in walk(root):
        if skipped is not None:
            skipped = None if event == "end" and node is skipped else skipped
        elif event == "start" and left_out(node):
            skipped = node
        elif event == "text":
            words.append(text)
    return Counter(re.sub(r"\s+", "", "".join(words)))


def check_golden(name: str, text: str) -> None:
    """Compare with the file under golden/; UPDATE_GOLDEN=1 writes it instead."""
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8"), (
        f"{name} differs; UPDATE_GOLDEN=1 accepts it, then read git diff"
    )
