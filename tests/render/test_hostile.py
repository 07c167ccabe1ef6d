"""What a malicious document says comes out as words, never as code."""

import json

import pytest

from tei_edition.render import render_html, render_site
from tests.render.samples import INFO, document, page, region


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        " javascript:alert(1) ",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example/x",
        "\\\\evil.example\\x",
        "http://[bad",
        "x:y",
    ],
)
def test_a_link_that_is_none_of_ours_is_no_link(target):
    body = f'<p><ref target="{target}">x</ref><graphic url="{target}"/></p>'
    root = region(render_html(document(body)).html)
    assert root.xpath('.//a[not(@class="pn")]') == []
    assert root.xpath(".//img") == []


def test_markup_in_text_and_attributes_is_text():
    evil = "&lt;script&gt;alert(1)&lt;/script&gt;\"'&gt;&lt;b&gt;"
    attribute = "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"
    body = f"""<head>{evil}</head><p n="{attribute}" rend="{attribute} url(http://evil)">{evil}<note n="{attribute}"
        type="{attribute}">{evil}</note><pb n="{attribute}"/><milestone unit="section" rend="{attribute}"/>
        <gap reason="{attribute}"/><ref target="https://example.org/{attribute}">x</ref>
        <choice><sic>{evil}</sic><corr>{evil}</corr></choice></p><list><item n="{attribute}">x</item></list>"""
    made = render_html(document(body, title=evil)).html
    root = page(made)
    assert root.xpath("//script[not(@type='application/ld+json')] | //script[2]") == []
    assert json.loads(root.xpath("string(//script)"))["headline"].startswith("<script>")
    assert root.xpath("//@onclick | //@onerror | //@style") == []
    assert root.xpath('//*[contains(@class, "url(")]') == []


def test_markup_in_a_register_and_in_what_the_edition_says_is_text():
    evil = "&lt;img src=x onerror=alert(1)&gt;"
    register = document("<p/>").getroot().getroottree()
    made = render_site({"a": document(f"<p>{evil}</p>", title=evil)}, INFO, register)
    assert all(not page(text).xpath("//img") for name, text in made.files.items() if name.endswith(".html"))


def test_ids_that_collide_are_given_once():
    made = render_html(document('<p xml:id="te-main">x</p><p xml:id="p1">y</p><p>z</p>')).html
    ids = page(made).xpath("//@id")
    assert len(ids) == len(set(ids))


def test_deep_nesting_is_no_matter():
    depth = 400
    made = render_html(document("<p>" + "<hi>" * depth + "x" + "</hi>" * depth + "</p>"))
    assert made.html.count("<i") >= depth
