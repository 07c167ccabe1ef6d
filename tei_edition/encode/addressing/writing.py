"""The addresses given → `xml:id`, `n` and anchors in the text, and the changes they tell of in the header."""

from __future__ import annotations

from lxml import etree

from tei_edition.encode.addressing.recording import starts_of
from tei_edition.encode.addressing.work import Work, count_of, name_of, sort_of
from tei_edition.record import Fate, Record
from tei_edition.tei import append_element, insert_after, insert_at, insert_first, local, new_element, q

HOLDERS = ("body", "front", "back", "div", "list", "quote", "item")
"""Elements in which an anchor may stand between blocks."""


def write_addresses(work: Work, text: etree._Element, now: Record) -> None:
    """Write the addresses into the text."""
    elements: dict[str, etree._Element] = {}
    for index, starts in starts_of(work).items():
        elements[work.given[index]] = work.places[index].element
        _name(work.places[index].element, work.given[index])
        for start, name in reversed(starts):
            if name != work.given[index]:
                elements[name] = _anchor(name, "merged")
                insert_at(work.places[index], start, elements[name])
    for name, fate in now.split.items():
        for element in (elements.get(name), elements.get(fate.other)):
            if element is not None:
                element.set("change", f"{element.get('change', '')} #change-{name}".strip())
    last: etree._Element | None = None
    for name in now.texts:
        gone = name in now.removed
        last = _entomb(text, last, _anchor(name, "removed")) if gone else elements.get(name, last)


def _name(element: etree._Element, name: str) -> None:
    """Give an element its address, and with it the number it is cited by."""
    element.set(q("xml:id"), name)
    kind = local(element)
    if kind == "p" or (kind == "note" and element.get("type") == "editorial"):
        sort = "p" if kind == "p" else "n"
        element.set("n", name.removeprefix(sort) if count_of(name, sort) >= 0 else name)


def _anchor(name: str, kind: str) -> etree._Element:
    """Make the anchor that stands for an address without an element."""
    number = name.removeprefix(sort_of(name)) or name
    return new_element("anchor", {"xml:id": name, "n": number, "type": kind, "change": f"#change-{name}"})


def _entomb(text: etree._Element, last: etree._Element | None, anchor: etree._Element) -> etree._Element:
    """Put an anchor between blocks, behind the element that stood before its words."""
    node = last
    if node is not None and local(node) == "div":
        insert_first(node, anchor, ("head",))
        return anchor
    while node is not None and (parent := node.getparent()) is not None:
        if local(parent) in HOLDERS and not (local(parent) == "item" and parent.text):
            insert_after(node, anchor)
            return anchor
        node = parent
    body = text.find(q("body"))
    insert_first(text if body is None else body, anchor, ())
    return anchor


def write_changes(header: etree._Element, record: Record) -> None:
    """Say in the header what became of addresses that no element has any more, and which words were divided.

    Each is a `change` in `revisionDesc` (TEI Guidelines 2.6), to which the elements concerned point by `@change`.
    """
    told = [(name, "removed", _removed(name, version), name) for name, version in record.removed.items()]
    told += [
        (name, "merged", _told(name, "became part of", fate), name) for name, fate in record.merged.items()
    ]
    told += [
        (name, "split", _told(name, "was part of", fate, "until"), f"{fate.other} {name}")
        for name, fate in record.split.items()
    ]
    if not told:
        return
    revision = header.find(q("revisionDesc"))
    revision = append_element(header, "revisionDesc") if revision is None else revision
    for name, kind, words, target in told:
        pointers = " ".join(f"#{each}" for each in target.split())
        attributes = {"xml:id": f"change-{name}", "type": kind, "target": pointers}
        append_element(revision, "change", attributes, words)


def _removed(name: str, version: str) -> str:
    """Say that the words of an address have left the text."""
    words = f"{name_of(name)} was removed" + (f" in version {version}" if version else "")
    return f"{words[0].upper()}{words[1:]}."


def _told(name: str, what: str, fate: Fate, when: str = "in") -> str:
    """Say what ties an address to another."""
    words = f"{name_of(name)} {what} {name_of(fate.other)}" + (
        f" {when} version {fate.version}" if fate.version else ""
    )
    return f"{words[0].upper()}{words[1:]}."
