"""A plain text ends with what it is and how it may be used."""

from lxml import etree

from tei_edition.metadata.model import Work
from tei_edition.render.colophon import colophon
from tei_edition.render.siteinfo import SiteInfo

TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>
<titleStmt><title>Rain</title><author>Jane Doe</author></titleStmt>
<publicationStmt><publisher>A Press</publisher><availability><licence target="https://example.org/by">Free.</licence></availability>
</publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body><p>It rains.</p>
</body></text></TEI>"""


def test_reference_version_doi_and_licence() -> None:
    whole = Work(
        kind="edition", id="e", title="Letters", version="2.0", date="2026-11-23", doi="10.5281/zenodo.12"
    )
    info = SiteInfo(title="Letters", base_url="https://letters.example", edition=whole)
    text = colophon(etree.fromstring(TEI), info, "rain.html")
    assert text.startswith("\n\nAbout this text\n---------------\n\nJane Doe, Rain. In Letters, ")
    told = " ".join(text.split())
    for words in (
        "version 2.0",
        "https://doi.org/10.5281/zenodo.12",
        "letters.example/rain.html",
        "Free. https://example.org/by",
    ):
        assert words in told
    assert max(map(len, text.splitlines())) <= 72
