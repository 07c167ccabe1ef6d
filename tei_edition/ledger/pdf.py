"""A TEI document and the PDF written from it → the account of every word of the TEI, in the view the PDF has.

The page that was laid out is compared word by word. A PDF has characters and their places but no words, so of the
file itself the letters and figures are counted: each must stand there as often as the page, its running heads,
its page numbers and its notes' markers need it. Hyphens at line ends are no letters.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from tei_edition.diagnostics import Diagnostic, make
from tei_edition.ledger.account import Account, lost_of, unexplained
from tei_edition.ledger.html import account, addresses, expected, in_a_row, targets
from tei_edition.ledger.numbers import Numbers, corrections
from tei_edition.ledger.page import Page, classes
from tei_edition.ledger.streams import BLOCK, Parts, Stream
from tei_edition.ledger.title import title_of
from tei_edition.tei import append_child, append_text, inner_text

_SHOWN = re.compile(
    rb"/(?P<font>[^\s/<>\[\]()]+)\s+[-\d.]+\s+Tf\b|\[(?P<glyphs>[^\]]*)\]\s*TJ\b"
    rb"|/(?P<form>[^\s/<>\[\]()]+)\s+Do\b"
)
"""In a page: a font is chosen, glyphs are shown, a part that stands by itself is (ISO 32000-2, 9.4.3 and 8.10)."""
_MAPPED = re.compile(rb"<([0-9a-f]{4})>\s*<((?:[0-9a-f]{4})+)>", re.IGNORECASE)
"""A glyph and its characters, in a font's map to Unicode (ISO 32000-2, 9.10.3)."""


def account_of_pdf(
    slug: str, tree: etree._ElementTree, html: str, data: bytes, view: str = "reading"
) -> Account:
    """Account for every word of the document's text in the PDF: in the page laid out, and in the file itself.

    Raises ImportError where pypdf is not installed.
    """
    step, file, title = f"{slug}: TEI → PDF ({view})", f"{slug}.pdf", title_of(tree)
    numbers = Numbers.of(tree)
    text, notes = expected(tree, numbers, view, notes_of_both=False)
    root = lxml_html.document_fromstring(html)
    counted = list(_differences(step, file, root, data))
    page = Page(_unfooted(root), addresses(tree), targets(tree))
    shown = page.shown(view)
    found = Stream.of(shown.text)
    said = [
        f"{where}: source “{sic or '–'}”, corrected “{corr or '–'}”"
        for where, sic, corr in corrections(tree, numbers, title.element)
    ]
    listed = [inner_text(item) for footer in root.iter("footer") for item in footer.iter("li")]
    findings = [
        *unexplained(step, file, text, found, "the text"),
        *unexplained(step, file, notes, Stream.of(in_a_row(shown.notes)), "the notes"),
        *unexplained(step, file, _lines(said), _lines(listed), "the corrections"),
        *counted,
    ]
    return account(step, tree, lost_of(text, found), tuple(dict.fromkeys(findings)), view)


def _lines(lines: list[str]) -> Stream:
    parts: Parts = [part for line in lines for part in (BLOCK, line, BLOCK)]
    return Stream.of(parts)


def _unfooted(root: etree._Element) -> etree._Element:
    """Give the page with each note after the text and a marker in its place, as a page of the edition has them."""
    main = next(root.iter("main"))
    for marker in [item for item in main.iter("span") if item.get("data-marker") is not None]:
        note = next((child for child in marker if child.get("data-ledger") == "note"), None)
        if note is None:
            continue
        number, key = marker.get("data-marker", ""), note.get("id", "")
        for element in note.iter("span"):
            kind = next((name[3:] for name in classes(element) if name.startswith("is-")), "")
            element.tag = kind or element.tag
        note.tag = "div"
        back = etree.Element("a", role="doc-backlink", href=f"#te-back-{key}")
        back.set("data-generated", "")
        append_text(back, number)
        note.insert(0, back)
        append_child(main, note)
        marker.tag = "sup"
        marker.set("class", "marker")
        link = etree.SubElement(marker, "a", role="doc-noteref", href=f"#{key}", id=f"te-back-{key}")
        append_text(link, number)
    return root


def _differences(step: str, file: str, root: etree._Element, data: bytes) -> Iterator[Diagnostic]:
    """Compare the letters of the file with those that the page has and those that its style puts in."""
    pages = list(words_of_pages(data))
    found = _letters("".join(pages))
    wanted = _letters_of(root)
    wanted.update(_heads(root, len(pages)))
    described = _letters(
        "".join(image.get("alt", "") for image in root.iter("img"))
    )  # shown where it is not had
    for code, counts in (("words-lost", wanted - found), ("words-added", found - wanted - described)):
        if counts:
            verb = "lack" if code == "words-lost" else "have too often"
            said = " ".join(f"{char}×{count}" for char, count in sorted(counts.items())[:20])
            hint = "the fonts at hand may not have these characters"
            yield make(
                code, f"{step}: the pages {verb} {counts.total()} letters: {said}", file=file, hint=hint
            )


def words_of_pages(data: bytes) -> Iterator[str]:
    """Yield the characters of each page of a PDF that WeasyPrint wrote, in the order in which they are drawn.

    Its glyphs are numbers of four hexadecimal figures, which each font maps to characters.
    """
    from pypdf import PdfReader

    fonts: dict[int, dict[bytes, str]] = {}
    for page in PdfReader(io.BytesIO(data)).pages:
        contents = page.get_contents()
        resources: Any = page["/Resources"]
        yield "".join(_drawn(contents.get_data(), resources, fonts)) if contents is not None else ""


def _drawn(content: bytes, resources: Any, fonts: dict[int, dict[bytes, str]]) -> Iterator[str]:
    """Yield the characters that a content stream shows."""
    known: dict[bytes, str] = {}
    for found in _SHOWN.finditer(content):
        if found["font"]:
            known = _map_of(resources["/Font"][f"/{found['font'].decode()}"], fonts)
        elif found["form"]:
            form = resources["/XObject"][f"/{found['form'].decode()}"]
            if form["/Subtype"] == "/Form":
                yield from _drawn(form.get_data(), form.get("/Resources", resources), fonts)
        else:
            glyphs = b"".join(re.findall(rb"<([^>]*)>", found["glyphs"])).lower()
            yield from (known.get(glyphs[at : at + 4], "\ufffd") for at in range(0, len(glyphs), 4))


def _map_of(font: Any, fonts: dict[int, dict[bytes, str]]) -> dict[bytes, str]:
    """Give the characters of a font's glyphs."""
    key = id(font)
    if key not in fonts:
        pairs = _MAPPED.findall(font["/ToUnicode"].get_data())
        fonts[key] = {
            glyph.lower(): bytes.fromhex(chars.decode()).decode("utf-16-be") for glyph, chars in pairs
        }
    return fonts[key]


def _letters_of(root: etree._Element) -> Counter[str]:
    """Count the letters of the page, and the figures and signs of which its style knows."""
    words = [inner_text(next(root.iter("body")))]
    words += [element.get("data-rend", "") for element in root.iter("hr")]
    words += [item.get("data-marker", "") * 2 for item in root.iter("span") if "footnote" in classes(item)]
    for items in root.iter("ol"):
        if not any("labelled" in classes(item) for item in items):
            first = int(items.get("start", "1"))
            words += [str(first + number) for number, _ in enumerate(items.iterchildren("li"))]
    return _letters("".join(words))


def _heads(root: etree._Element, pages: int) -> Counter[str]:
    """Count the letters of page numbers and running heads, of which the page itself has each once already."""
    author, title = (
        _letters("".join(inner_text(item) for item in root.iter("div") if name in classes(item)))
        for name in ("running-author", "running-title")
    )
    counts = _letters("".join(str(number) for number in range(1, pages + 1)))
    for number in range(2, pages + 1):
        counts += title if number % 2 else author
    counts.subtract(title + author)
    return counts


def _letters(text: str) -> Counter[str]:
    """Count letters and figures without regard to case and ligatures, which are the type's affair."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return Counter(char for char in folded if char.isalnum())
