"""Citable units → the TEI of what they hold, in the wrapper that DTS 1.0 wants ("Document Endpoint")."""

from __future__ import annotations

from lxml import etree

from tei_edition.archive.dts.units import Unit, Units, is_milestone
from tei_edition.tei import NS, append_child, copy_of, local, q
from tei_edition.tei.passage import copy_between, empty_copy, lowest_around, put_inside

__all__ = ["DTS", "document_bytes", "passage"]

DTS = "https://w3id.org/api/dts#"
"""The namespace of the wrapper."""

_PARTS = frozenset(("text", "group", "front", "body", "back", "TEI", "teiCorpus"))
"""Elements that a range stands in; all that is lower is part of the range."""


def passage(units: Units, first: Unit, last: Unit) -> etree._Element:
    """Give a TEI document that holds what lies from the start of one unit to the end of another, and no more.

    What stands around it is kept outside the wrapper, without content. A single element stands in the wrapper as it
    is; of a range the elements it goes through are kept with it. A unit from which a range goes belongs to it, whole.
    """
    if first in last.above():
        last = first
    if first is last and not is_milestone(first.element):
        outer, wrapper = _wrapped(first.element.getparent())
        append_child(wrapper, copy_of(first.element))
        return outer
    end, whole = _end(units, last)
    around = lowest_around(first.element, end)
    while local(around) not in _PARTS and (parent := around.getparent()) is not None:
        around = parent
    outer, wrapper = _wrapped(around)
    ends = [None if one is around else one for one in (first.element, end)]
    put_inside(wrapper, copy_between(around, ends[0], ends[1], whole))
    return outer


def document_bytes(root: etree._Element) -> bytes:
    """Give a document; what stands around its root is not part of it."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", with_tail=False) + b"\n"


def _end(units: Units, last: Unit) -> tuple[etree._Element, bool]:
    """Give the element with which a unit ends, or (False) before which it ends."""
    if not is_milestone(last.element):
        return last.element, True
    behind = units.behind(last)
    after = units.all[behind].element if behind < len(units.all) else None
    holder = last.parent
    while holder is not None and is_milestone(holder.element):
        holder = holder.parent
    around = holder.element if holder else _part_around(last.element)
    if after is not None and (holder is None or around in after.iterancestors()):
        return after, False
    return around, True


def _part_around(element: etree._Element) -> etree._Element:
    """Give the text that an element stands in, else the document."""
    return next(
        (one for one in element.iterancestors() if local(one) == "text"), element.getroottree().getroot()
    )


def _wrapped(around: etree._Element | None) -> tuple[etree._Element, etree._Element]:
    """Give a document with an empty wrapper where the content of `around` was, and the wrapper."""
    above = [] if around is None else [around, *around.iterancestors()][::-1]
    nsmap: dict[str | None, str] = {None: NS, "dts": DTS}
    outer = etree.Element(q("TEI"), nsmap=nsmap)  # type: ignore[arg-type]
    inner = outer
    for element in above:
        if local(element) in ("TEI", "teiCorpus"):
            outer.attrib.update(element.attrib)
            continue
        made = empty_copy(element)
        append_child(inner, made)
        inner = made
    wrapper = etree.SubElement(inner, f"{{{DTS}}}wrapper")
    return outer, wrapper
