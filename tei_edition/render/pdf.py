"""One TEI document → a PDF: its HTML text in print style, with real footnotes, running heads and page numbers.

WeasyPrint (extra `pdf`) lays the pages out. The file is PDF/A-3a (ISO 19005-3), with the TEI attached as its
source, or PDF/UA-1 (ISO 14289-1).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lxml import etree
from markupsafe import Markup

from tei_edition.diagnostics import Diagnostic
from tei_edition.errors import UsageError
from tei_edition.metadata.header import read_header
from tei_edition.render import safe
from tei_edition.render.citation import citation, full_day, names
from tei_edition.render.model import Model
from tei_edition.render.page import engine_for, page
from tei_edition.render.xhtml import as_html, drop, one_view, parse_xhtml, x
from tei_edition.tei import inner_text, serialise

_SPACES = re.compile(r"[ \t\r\n]+")
"""White space, of which the library that lays out pages does not always bear more than one character."""
VARIANTS = {"a-3a": "pdf/a-3a", "ua-1": "pdf/ua-1"}
"""The standards a file can keep, by the names we give them → WeasyPrint's."""


@dataclass(frozen=True)
class Pdf:
    """A file that has been made."""

    data: bytes
    """The PDF."""
    html: str
    """The page it was made of, for the account of words."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """What was worth telling."""


def render_pdf(
    tree: etree._ElementTree,
    view: str = "reading",
    image: Callable[[str], bytes | None] = lambda href: None,
    variant: str = "a-3a",
    model: Model | None = None,
) -> Pdf:
    """Lay out one document.

    `view`: `reading` or `source`; `image`: gives the bytes of an image by the relative link the document has for it;
    `variant`: one of `VARIANTS`. Nothing is fetched. Raises UsageError when the extra `pdf` is not installed.
    """
    root = tree.getroot()
    header = read_header(root)
    engine = engine_for(root, header, model=model, output="print")
    fragment = engine.fragment(root)
    text = parse_xhtml(fragment.html)
    one_view(text, view)
    _footnotes(text)
    language = safe.language(header.language) or "en"
    html = page(
        "pdf/text.html",
        header=header,
        lang=language,
        dir=safe.direction(language),
        titled=engine.title is not None,
        authors=names(header.authors),
        text=Markup(_SPACES.sub(" ", as_html(text))),
        own_styles=Markup(fragment.styles),
        amendments=fragment.amendments,
        citation=citation(header, None, ""),
        licence=safe.href(header.licence),
    )
    return Pdf(
        _laid_out(html, serialise(tree), full_day(header.date), image, variant), html, engine.diagnostics()
    )


def _footnotes(text: etree._Element) -> None:
    """Put each note where its marker stands, as phrases that style floats to the foot of the page.

    A note within a note stays where it is mentioned. What the notes were collected in goes.
    """
    notes = {note.get("id"): note for note in text.iter("{*}*") if note.get("role") == "doc-footnote"}
    for link in [link for link in text.iter(x("a")) if link.get("role") == "doc-noteref"]:
        marker, note = link.getparent(), notes.get(link.get("href", "")[1:])
        if marker is None or note is None:
            continue
        inner = any(around.get("role") == "doc-footnote" for around in marker.iterancestors())
        drop(note, [child for child in note if child.get("role") == "doc-backlink"])
        marker.tag = x("span")
        marker.set("class", "note-in-note" if inner else "footnote")
        marker.set("data-marker", inner_text(link))
        marker.remove(link)
        marker.append(note)
        _as_phrases(note)
    drop(text, [box for box in text.iter(x("div")) if box.get("class") == "notes"])


def _as_phrases(note: etree._Element) -> None:
    """Make phrases of a note's blocks, so that the paragraph around them holds; classes say what they are."""
    for element in note.iter("{*}*"):
        name = etree.QName(element).localname
        if name in _BLOCKS:
            element.tag = x("span")
            element.set("class", f"is-{name} {element.get('class', '')}".strip())


_BLOCKS = frozenset(
    "aside blockquote caption dd div dl dt figure li ol p section table tbody td th tr ul".split()  # noqa: SIM905
)


def _laid_out(html: str, tei: bytes, day: str, image: Callable[[str], bytes | None], variant: str) -> bytes:
    """Have the page laid out."""
    weasyprint = _weasyprint()

    class Fetcher(weasyprint.urls.URLFetcher):  # type: ignore[misc, name-defined]
        """Gives the document's own images and nothing else."""

        def fetch(self, url: str, headers: object = None) -> Any:
            data = image(url.removeprefix(_HERE)) if url.startswith(_HERE) else None
            if data is None:
                raise ValueError(f"{url} is not at hand")
            return weasyprint.urls.URLFetcherResponse(url, data)

    source = weasyprint.Attachment(
        string=tei,
        name="source.xml",
        description="The text in TEI P5",
        relationship="Source",
        created=datetime.fromisoformat(day),
        modified=datetime.fromisoformat(day),
    )
    document = weasyprint.HTML(string=html, base_url=_HERE, url_fetcher=Fetcher())
    made = document.write_pdf(
        pdf_variant=VARIANTS[variant],
        pdf_tags=True,
        attachments=[source] if variant.startswith("a-3") else None,
        pdf_identifier=b"tei_edition",
    )
    assert isinstance(made, bytes)
    return made


_HERE = "http://document.invalid/"
"""The base of the document's relative links, which lead nowhere else."""


def _weasyprint() -> Any:
    """Load the library that lays out pages."""
    try:
        import weasyprint  # type: ignore[import-untyped]
    except (ImportError, OSError) as error:
        raise UsageError(
            f"a PDF needs WeasyPrint, which cannot be used ({error})",
            hint="pip install 'tei_edition[pdf]', and the system's Pango library",
        ) from error
    return weasyprint
