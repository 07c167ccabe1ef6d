"""What a page tells of passages that were divided, joined to others or removed."""

from tei_edition.render.former import former_passages
from tei_edition.render.page import render_html
from tei_edition.tei import parse_bytes

TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><revisionDesc>
<change when="2026-11-23">Version 1.0</change>
<change xml:id="change-p2" type="removed" target="#p2">Paragraph 2 was removed in version 1.1.</change>
<change xml:id="change-p1a" type="split" target="#p1 #p1a">Paragraph 1a was part of paragraph 1.</change>
<change type="removed" target="#nowhere">It points nowhere.</change>
</revisionDesc></teiHeader>
<text><body>
<p xml:id="p1">One.</p><p xml:id="p1a">More.</p><anchor xml:id="p2" type="removed"/></body></text></TEI>"""


def test_each_leads_to_where_it_was_or_is() -> None:
    tree = parse_bytes(TEI.encode(), "x")
    assert former_passages(tree.getroot()) == [
        ("p2", "Paragraph 2 was removed in version 1.1."),
        ("p1a", "Paragraph 1a was part of paragraph 1."),
    ]
    page = render_html(tree).html
    assert '<li><a href="#p2">Paragraph 2 was removed in version 1.1.</a></li>' in page
    assert 'id="p2"' in page


def test_a_page_without_such_passages_says_nothing() -> None:
    tree = parse_bytes(TEI.replace(' type="', ' n="').encode(), "x")
    assert former_passages(tree.getroot()) == []
    assert "Former passages" not in render_html(tree).html
