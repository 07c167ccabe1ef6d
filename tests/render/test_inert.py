"""A malicious document, in every output: no code, no address that runs code, nothing fetched, no broken attribute."""

import io
import re
import zipfile

import pytest
from lxml import etree

from tei_edition.render import (
    HtmlOptions,
    load_odd,
    render_epub,
    render_html,
    render_markdown,
    render_pdf,
    render_text,
)
from tests.render.samples import document, page

SCRIPT = "&lt;script&gt;alert(1)&lt;/script&gt;"
BREAKING = "&quot;&gt;&lt;img src=x onerror=alert(1)&gt;&lt;a href=&quot;"
RUNS = (
    "javascript:alert(1)",
    "java&#10;script:alert(1)",
    "&#9;data:text/html,x",
    "vbscript:x",
    "//evil.example/x",
)
NAMES = (
    "ref",
    "ptr",
    "persName",
    "graphic",
    "media",
    "figure",
    "note",
    "g",
    "pb",
    "milestone",
    "seg",
    "hi",
    "title",
)
POINTERS = ("target", "ref", "url", "facs", "corresp", "source", "rendition", "resp", "change", "wit", "next")
WORDS = ("n", "rend", "type", "place", "style", "reason", "key", "role", "rows", "cols", "when", "unit")


LOOKS = "url(http://evil.example/x)"


def hostile(names=NAMES):
    """Every element with each attribute that could do harm, and ids with quotes and markup."""
    attributes = [f'{name}="{value}"' for name in POINTERS for value in (*RUNS, BREAKING, f"#{BREAKING}")]
    attributes += [f'{name}="{value}"' for name in WORDS for value in (BREAKING, LOOKS, SCRIPT)]
    attributes += [f'{name}="{BREAKING}"' for name in ("xml:lang", "xml:id", "onclick", "href")]
    inner = "".join(f"<{name} {item}>{SCRIPT}</{name}>" for name in names for item in attributes)
    cells = f'<row><cell rows="{BREAKING}" cols="-1">x</cell><cell role="{BREAKING}">{SCRIPT}</cell></row>'
    verse = f'<lg><l n="{BREAKING}" part="{BREAKING}">]]&gt;</l></lg>'
    items = f'<list rend="{BREAKING}"><item n="{BREAKING}">x</item></list>'
    choice = f'<choice><sic>{SCRIPT}</sic><corr>{BREAKING}</corr></choice><gap reason="{BREAKING}"/>'
    foreign = """<html:script xmlns:html="http://www.w3.org/1999/xhtml">alert(1)</html:script><svg:svg
        xmlns:svg="http://www.w3.org/2000/svg" onload="alert(1)"><svg:script>alert(1)</svg:script></svg:svg>"""
    head = f"<head>{SCRIPT}{BREAKING}</head><?php alert(1) ?><!-- &gt;<script>alert(1)</script> -->"
    body = f"{head}<p>{inner}{choice}{foreign}</p><table>{cells}</table>{verse}{items}"
    return document(body, title=SCRIPT + BREAKING)


def harm(root):
    """What in a tree of HTML could run, fetch or escape."""
    found = []
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        name = etree.QName(element).localname
        kind = element.get("type", "")
        if name in ("script", "iframe", "object", "embed", "base", "form") and kind != "application/ld+json":
            found.append(name)
        for key, value in element.attrib.items():
            plain = re.sub(r"[\x00-\x20]", "", value).lower()
            if key.startswith("on") or key in ("style", "srcdoc", "action"):
                found.append(f"{name}/@{key}")
            if key in ("href", "src", "action") and re.match(r"(javascript|vbscript|data|file):|//", plain):
                found.append(f"{name}/@{key}={value}")
            if key == "id" and not re.fullmatch(r"[\w.:\-]+", value):
                found.append(f"id {value}")
            if key == "class" and re.search(r"[^\w\s\-]", value):
                found.append(f"class {value}")
    return found


def test_the_page():
    root = page(render_html(hostile()).html)
    assert harm(root) == []
    assert root.xpath("//img[@src='x']") == []
    assert "evil.example" not in "".join(root.xpath("//style//text()"))


def test_the_page_with_a_model_that_links_and_styles_whatever_it_is_told(tmp_path):
    path = tmp_path / "own.odd"
    link = '<model behaviour="link" cssClass="&quot;&gt;&lt;b&gt;"><param name="uri" value="@*[1]"/></model>'
    shown = '<model behaviour="inline"><param name="content" value="@*"/></model>'
    path.write_text(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><elementSpec ident="hi">{link}</elementSpec>'
        f'<elementSpec ident="seg">{shown}</elementSpec></TEI>'
    )
    assert harm(page(render_html(hostile(), HtmlOptions(model=load_odd(path))).html)) == []


def test_the_book():
    book = zipfile.ZipFile(io.BytesIO(render_epub(hostile()).data))
    for name in book.namelist():
        if name.endswith((".xhtml", ".opf")):
            assert harm(etree.fromstring(book.read(name))) == []


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_pdf_is_made_of_a_page_without_harm():
    pytest.importorskip("weasyprint")
    made = render_pdf(hostile(("ref", "graphic", "hi")))
    assert harm(page(made.html)) == []
    assert b"/JavaScript" not in made.data
    assert b"/JS" not in made.data


def test_markdown_has_no_markup_and_no_such_link():
    made = render_markdown(hostile()).text
    body = made.partition("\n---\n")[2]
    assert re.findall(r"(?<!\\)<(?!https?://|mailto:|/?em>|/?strong>)[a-z/!]", body) == []
    assert re.findall(r"\]\(<(?!https?://|mailto:)", body) == []


def test_the_text_has_no_control_characters():
    for plain in (True, False):
        assert re.findall(r"[\x00-\x08\x0b-\x1f\x7f]", render_text(hostile(), plain=plain).text) == []
