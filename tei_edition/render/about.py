"""A document’s header → what its page tells of the source: letter, manuscript, witnesses, principles."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from tei_edition.render import pieces, safe
from tei_edition.render.html import HtmlEngine, has_words
from tei_edition.tei import local, q

SECTIONS = {
    "correspDesc": "The letter",
    "msDesc": "The manuscript",
    "listWit": "The witnesses",
    "editorialDecl": "Principles of the edition",
}
"""What a page tells, in this order: the element of the header that says it, and its heading."""


def about_source(root: etree._Element, engine: HtmlEngine) -> list[tuple[str, str]]:
    """Give heading and HTML of each part that the header has, by the engine that has rendered the text."""
    header = root.find(q("teiHeader"))
    found: dict[str, list[str]] = {heading: [] for heading in SECTIONS.values()}
    for element in header.iter(*map(q, SECTIONS)) if header is not None else ():
        if next(element.iterancestors(*map(q, SECTIONS)), None) is None:
            html = "".join(_parts(element, engine))
            found[SECTIONS[local(element)]] += [engine.alive(html)] if has_words(html) else []
    return [(heading, "\n".join(parts)) for heading, parts in found.items() if parts]


def _parts(element: etree._Element, engine: HtmlEngine) -> Iterator[str]:
    """Yield the HTML of an element; of a letter's description each act with what it was."""
    if local(element) != "correspDesc":
        yield pieces.flow(engine.run(element))
        return
    for child in element.iterchildren("{*}*"):
        kind = safe.text(child.get("type", "")) if local(child) == "correspAction" else ""
        label = f"<span data-generated>{kind}: </span>" if kind else ""
        yield f'<div class="act">{label}{pieces.flow(engine.run(child))}</div>\n'
