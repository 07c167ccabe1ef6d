"""The editor's notes of a text → W3C Web Annotations: what each says, and on which words of the page."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from lxml import etree

from tei_edition.metadata import Work
from tei_edition.tei import inner_text, local, q, walk

__all__ = ["annotations_of"]

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
FRAGMENT = "http://tools.ietf.org/rfc/rfc3236"
"""What says how the fragment of a page's address is meant."""

AROUND = 32
"""How many characters before and after the words annotated are given, to tell them from others like them."""

_INSTEAD = {"sic": "corr", "orig": "reg", "abbr": "expan"}
"""Elements that are not read where the other one stands beside them."""
_NOT_READ = frozenset(("note", "rdg", "del", "figDesc"))

Json = dict[str, Any]


def annotations_of(
    root: etree._Element, work: Work, page: str, own: str, anchors: Collection[str] = ()
) -> Json | None:
    """Give the collection of annotations that a document's editorial notes are; None where it has none.

    `page` is the address of the text's page, `own` that of the collection. `anchors` are words of which an editor
    said that a note is on them; where none of these stands before a note it is on the element or word before it.
    """
    blocks: dict[etree._Element, tuple[str, Mapping[etree._Element, int]]] = {}
    items: list[Json] = []
    for number, note in enumerate(_editorial(root), 1):
        block = _block(note)
        text, places = blocks.setdefault(block, _words(block))
        name = note.get(q("xml:id")) or f"note-{number}"
        items.append(
            {
                "id": f"{own}#{name}",
                "type": "Annotation",
                "motivation": "commenting",
                **_maker(root, note, work),
                "body": _body(note),
                "target": _target(page, block, _quoted(text, places[note], note, anchors)),
            }
        )
    if not items:
        return None
    listed = {"id": f"{own}#items", "type": "AnnotationPage", "startIndex": 0, "items": items}
    return {
        "@context": CONTEXT,
        "id": own,
        "type": "AnnotationCollection",
        "label": f"Notes on {work.full_title}",
        "total": len(items),
        "first": listed,
    }


def _editorial(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the notes that are not the author's own."""
    for note in root.iterfind(f".//{q('text')}//{q('note')}"):
        mine = note.get("type") == "editorial" or (note.get("resp") and note.get("type") != "authorial")
        if mine and not any(local(one) == "note" for one in note.iterancestors()):
            yield note


def _block(note: etree._Element) -> etree._Element:
    """Give what has the address under which a note's words stand, else what the note is in."""
    around = list(note.iterancestors())
    return next((one for one in around if one.get(q("xml:id")) and local(one) != "TEI"), around[0])


def _words(block: etree._Element) -> tuple[str, Mapping[etree._Element, int]]:
    """Give the words of a block as they are read, and where each of its notes stands in them."""
    found: list[str] = []
    places: dict[etree._Element, int] = {}
    skipped: etree._Element | None = None
    length = 0
    for event, node, text in walk(block):
        if event == "start" and local(node) == "note":
            places[node] = length
        if skipped is not None:
            skipped = None if event == "end" and node is skipped else skipped
        elif event == "start" and node is not block and not _is_read(node):
            skipped = node
        elif event == "text":
            found.append(text)
            length += len(text)
    return "".join(found), places


def _is_read(element: etree._Element) -> bool:
    """Tell whether the words of an element are those a reader sees in the line."""
    parent, instead = element.getparent(), _INSTEAD.get(local(element))
    if instead and parent is not None and local(parent) == "choice":
        return parent.find(q(instead)) is None
    return local(element) not in _NOT_READ


def _quoted(text: str, at: int, note: etree._Element, anchors: Collection[str]) -> Json:
    """Give the words a note is on, with some before and after them (TextQuoteSelector)."""
    before = re.sub(r"\s+", " ", text[:at]).lstrip()
    after = re.sub(r"\s+", " ", text[at:]).rstrip()
    known = [one for one in (" ".join(anchor.split()) for anchor in anchors) if one and before.endswith(one)]
    previous = note.getprevious()
    if not known and previous is not None and isinstance(previous.tag, str):
        words = " ".join(_words(previous)[0].split())
        known = [words] if words and before.endswith(words) else []
    exact = max(known, key=len) if known else before.rstrip()[before.rstrip().rfind(" ") + 1 :]
    start = before.rindex(exact)
    return {
        "type": "TextQuoteSelector",
        "exact": exact,
        "prefix": before[:start][-AROUND:],
        "suffix": (before[start + len(exact) :] + after)[:AROUND],
    }


def _target(page: str, block: etree._Element, quoted: Json) -> Json:
    """Say where the words are: on the page, at the address of their block."""
    name = block.get(q("xml:id"))
    if not name:
        return {"source": page, "selector": quoted}
    selector = {"type": "FragmentSelector", "conformsTo": FRAGMENT, "value": name, "refinedBy": quoted}
    return {"source": page, "selector": selector}


def _body(note: etree._Element) -> Json:
    """Give what a note says."""
    languages = (one.get(q("xml:lang")) for one in (note, *note.iterancestors()))
    language = next((one for one in languages if one), "")
    body = {"type": "TextualBody", "value": " ".join(inner_text(note).split()), "format": "text/plain"}
    return {**body, **({"language": language} if language else {}), "purpose": "commenting"}


def _maker(root: etree._Element, note: etree._Element, work: Work) -> Json:
    """Say who made a note, when, and under which licence it may be used."""
    ids = {value.removeprefix("#") for value in note.get("resp", "").split()}
    creators = []
    for element in root.iter(q("respStmt"), q("editor"), q("author"), q("person"), q("org")):
        if element.get(q("xml:id")) in ids:
            name = next(iter(element.iter(q("persName"), q("orgName"), q("name"))), element)
            kind = {"orgName": "Organization", "name": "Software"}.get(local(name), "Person")
            creators.append({"type": kind, "name": " ".join(inner_text(name).split())})
    made: Json = {"creator": creators[0] if len(creators) == 1 else creators} if creators else {}
    made |= {"created": f"{work.date}T00:00:00Z"} if re.fullmatch(r"\d{4}-\d\d-\d\d", work.date) else {}
    return made | ({"rights": work.licence.url} if work.licence and work.licence.url else {})
