"""What other machines read in a page's head."""

import pytest

from tei_edition.metadata.header import read_header
from tei_edition.render import SiteInfo
from tei_edition.render.citation import meta_tags
from tei_edition.tei import parse_bytes
from tests.render.samples import INFO


@pytest.mark.parametrize(
    ("source", "site", "kind", "container"),
    [
        ('<title level="j">The Paper</title>', None, "Text", ("citation_journal_title", "The Paper")),
        ('<title level="m">The Book</title>', None, "bookSection", ("citation_inbook_title", "The Book")),
        ("", INFO, "bookSection", ("citation_inbook_title", INFO.heading)),
        ("", None, "book", None),
    ],
)
def test_what_zotero_takes_a_text_for(
    source: str, site: SiteInfo | None, kind: str, container: tuple[str, str] | None
) -> None:
    text = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>A</title></titleStmt>'
    text += f"<publicationStmt><p/></publicationStmt><sourceDesc><biblStruct><monogr>{source}</monogr></biblStruct>"
    text += "</sourceDesc></fileDesc></teiHeader><text><body><p>x</p></body></text></TEI>"
    tags = dict(meta_tags(read_header(parse_bytes(text.encode(), "a").getroot()), site, ""))
    assert tags["DC.type"] == kind
    found = [
        (name, tags[name]) for name in ("citation_journal_title", "citation_inbook_title") if name in tags
    ]
    assert found == ([container] if container else [])


def test_a_title_is_read_in_its_edited_form() -> None:
    title = "On <choice><sic>negociation</sic><reg>negotiation</reg></choice>"
    title += " <choice><sic>a</sic><corr>b</corr></choice>"
    text = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>{title}</title>'
    text += "</titleStmt></fileDesc></teiHeader></TEI>"
    assert read_header(parse_bytes(text.encode(), "a").getroot()).title == "On negotiation b"
