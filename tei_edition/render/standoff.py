"""Notes and annotations in `standOff` → notes at the end of the text they are about, where readers find them."""

from __future__ import annotations

import copy
import re

from lxml import etree

from tei_edition.tei import append_child, append_element, copy_of, q

__all__ = ["named", "with_standoff_notes"]

_POINTER = re.compile(
    r"#?(?:range|string-range|left|right|xpath)\(\s*#?([^(),]+?)\s*(?:,[^()]*?#?([^(),\d][^(),]*?)\s*)?\)"
)
"""A pointer of TEI (Guidelines 17.2.4) that names one or two elements."""


def with_standoff_notes(tree: etree._ElementTree) -> etree._ElementTree:
    """Put each note of a `standOff` that points somewhere to the end of the text, into a division of its own.

    What an `annotation` says in its notes is about the annotation's targets (TEI Guidelines, 17.10). A note with a
    pointer to a range is about the range's last element. The document itself stays as it is: a copy is given, or the
    document where there is no such note.
    """
    if not any(map(_aims, tree.getroot().iter(q("note")))):
        return tree
    tree = copy.deepcopy(tree)
    for holder in list(tree.getroot().iter(q("standOff"))):
        above = holder.getparent()
        text = above.find(q("text")) if above is not None else None
        notes = [note for note in holder.iter(q("note")) if _aims(note)]
        if text is None or not notes:
            continue
        back = text.find(q("back"))
        back = append_element(text, "back") if back is None else back
        division = append_element(back, "div", {"type": "notes"})
        for note in notes:
            moved = copy_of(note)
            moved.set("target", named(_target(note)))
            append_child(division, moved)
        for note in notes:
            parent = note.getparent()
            if parent is not None:
                parent.remove(note)
    return tree


def _aims(note: etree._Element) -> bool:
    """Tell whether a note stands in a `standOff`, not within another note, and points somewhere."""
    around = {ancestor.tag for ancestor in note.iterancestors()}
    return q("standOff") in around and q("note") not in around and bool(_target(note))


def _target(note: etree._Element) -> str:
    """Give what a note is about: what it says, else what its annotation does."""
    parent = note.getparent()
    above = parent if parent is not None and parent.tag == q("annotation") else None
    return note.get("target", "") or (above.get("target", "") if above is not None else "")


def named(target: str) -> str:
    """Give plain pointers for those that name elements in brackets: `#range(a,b)` → `#a #b`."""
    return _POINTER.sub(lambda one: " ".join(f"#{name}" for name in one.groups() if name), target)
