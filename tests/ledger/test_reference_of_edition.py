"""Of a text that is cited as a part of an edition, the ledger knows what the edition says of itself, and no more."""

from pathlib import Path

from tei_edition import build
from tei_edition.ledger import account_of_html
from tei_edition.tei import parse_file

TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="t" xml:lang="en"><teiHeader><fileDesc>
<titleStmt><title>T</title>
</titleStmt><publicationStmt><p>x</p></publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc></teiHeader>
<text><body><p xml:id="p1">Words.</p></body></text></TEI>"""


def test_tei_of_others_is_built_although_its_header_does_not_know_the_edition(tmp_path: Path) -> None:
    (tmp_path / "edition.toml").write_text(
        'title = "E"\ndate = 2026-01-02\npublisher = "A Press"\n[[editor]]\nid = "ed"\nname = "J. Doe"\n'
    )
    (tmp_path / "t.xml").write_text(TEI, "utf-8")
    result = build(tmp_path)
    assert result.ok
    page = result.files["html/t.html"].decode()
    assert "edited by J. Doe, A Press, version 1.0, 2026-01-02" in page
    tree = parse_file(tmp_path / "t.xml")
    told = account_of_html("t", tree, page, "E 1.0 2026-01-02 A Press J. Doe").unexplained
    assert told == ()
    assert account_of_html("t", tree, page, "E 1.0 2026-01-02 A Press").unexplained
