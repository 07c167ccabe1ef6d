"""Elements that are parts of one span → parts linked by `@next` and `@prev` (TEI Guidelines 17.4)."""

from __future__ import annotations

from dataclasses import replace
from itertools import count, pairwise

from lxml import etree

from tei_edition.model import Span
from tei_edition.tei import local, q, unwrap

__all__ = ["cut", "link_parts"]

PART = "part"
"""The attribute that tells which span an element is a part of, until the parts are linked."""


def cut(span: Span, at: int) -> tuple[Span, Span]:
    """Cut a span in two at that offset; the parts know that they belong together."""
    whole = f"{span.tag} {span.start} {span.end} {span.content}"
    attributes = {**span.attributes, PART: span.attributes.get(PART, whole)}
    return replace(span, end=at, attributes=attributes), replace(span, start=at, attributes=attributes)


def link_parts(text: etree._Element) -> None:
    """Link what became of each span that was cut; a `cit` that was cut says nothing, and is taken away."""
    parts: dict[str, list[etree._Element]] = {}
    for element in text.iter(etree.Element):
        if whole := str(element.attrib.pop(PART, "")):
            parts.setdefault(whole, []).append(element)
    cits = [part for group in parts.values() for part in group if local(part) == "cit"]
    numbers = count(1)
    for group in parts.values():
        for at, part in enumerate(group):
            if len(group) > 1 and (at or not part.get(q("xml:id"))) and local(part) != "cit":
                part.set(q("xml:id"), f"part{next(numbers)}")
        for part, following in pairwise(group):
            part.set("next", f"#{following.get(q('xml:id'))}")
            following.set("prev", f"#{part.get(q('xml:id'))}")
    unwrap(text, cits)
