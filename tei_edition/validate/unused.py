"""Document and the ids that are pointed to → entries and notes that nothing points to, told as information."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from lxml import etree

from tei_edition.diagnostics import Diagnostic
from tei_edition.tei import local, q
from tei_edition.validate.document import Document

LISTS = tuple(
    q(name)
    for name in ("listPerson", "listPlace", "listOrg", "listBibl", "listEvent", "listObject", "listNym")
)
ENTRIES = frozenset(
    ("person", "personGrp", "place", "org", "bibl", "biblStruct", "biblFull", "event", "object", "nym")
)
HOLDERS = tuple(q(name) for name in ("standOff", "particDesc", "settingDesc"))
"""Where a document's registers stand."""

MOST = 10
"""Of how many entries of one list each is told by itself; of more, their number."""


def check_unused(document: Document, used: Collection[str]) -> list[Diagnostic]:
    """Tell of entries and notes with an id that nothing in the document points to.

    A document without a text is a register itself: what points to it is elsewhere.
    """
    root = document.tree.getroot()
    if root.tag != q("TEI") or root.find(q("text")) is None:
        return []
    return [*_entries(document, root, used), *_notes(document, root, used)]


def _entries(document: Document, root: etree._Element, used: Collection[str]) -> Iterator[Diagnostic]:
    for holder in root.iter(*HOLDERS):
        for each in holder.iter(*LISTS):
            unused = [entry for entry in each if local(entry) in ENTRIES and _unused(entry, used)]
            if len(unused) > MOST:
                names = ", ".join(entry.get(q("xml:id"), "") for entry in unused[:3])
                message = f"Nothing points to {len(unused)} entries of this `{local(each)}`: {names}, …"
                yield document.finding(
                    "register-unused", message, each, "leave out what the text does not need"
                )
                continue
            for entry in unused:
                message = f'Nothing points to the `{local(entry)}` xml:id="{entry.get(q("xml:id"))}"'
                yield document.finding("register-unused", message, entry, "leave it out, or point to it")


def _notes(document: Document, root: etree._Element, used: Collection[str]) -> Iterator[Diagnostic]:
    """Tell of notes that stand together, away from the words they are about, and that no marker leads to."""
    for note in root.iter(q("note")):
        parent = note.getparent()
        gathered = parent is not None and (
            local(parent) == "noteGrp"
            or (local(parent) in ("div", "back") and "note" in parent.get("type", ""))
        )
        if gathered and not note.get("target") and _unused(note, used, also_without_id=True):
            message = f"No marker leads to this note{' ' + note.get('n', '') if note.get('n') else ''}"
            hint = 'set <ref target="#…"> or <ptr/> where it belongs, or give the note @target'
            yield document.finding("note-unmarked", message, note, hint)


def _unused(element: etree._Element, used: Collection[str], also_without_id: bool = False) -> bool:
    name = element.get(q("xml:id"))
    return also_without_id if name is None else name not in used
