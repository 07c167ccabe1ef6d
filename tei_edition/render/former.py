"""A document’s header → what became of passages that were divided, joined to others or removed."""

from __future__ import annotations

from lxml import etree

from tei_edition.render import safe
from tei_edition.tei import inner_text, q

__all__ = ["former_passages"]

TYPES = ("removed", "merged", "split")
"""Types of the changes that tell of addresses (see `encode.addressing`)."""


def former_passages(root: etree._Element) -> list[tuple[str, str]]:
    """Give, for each change of the header that points to such a passage, where it leads and what it says."""
    told = [
        change
        for change in root.iterfind(f"{q('teiHeader')}/{q('revisionDesc')}/{q('change')}")
        if change.get("type") in TYPES and change.get("target")
    ]
    if not told:
        return []
    known = {
        element.get(q("xml:id")) for text in root.iter(q("text")) for element in text.iter(etree.Element)
    }
    found = []
    for change in told:
        name = change.get("target", "").split()[-1].removeprefix("#")
        if name in known:
            found.append((safe.identifier(name), " ".join(inner_text(change).split())))
    return found
