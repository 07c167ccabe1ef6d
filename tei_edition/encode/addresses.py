"""A text just encoded and the addresses given before → the same text with these, and what became of each.

Whatever can be cited has an address: paragraphs, items, sections, notes. Words that are found again keep theirs.
Where words went into another paragraph, an `anchor` stands for their address; where they left the text, one says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from textwrap import shorten

from lxml import etree

from tei_edition.diagnostics import Diagnostic, make
from tei_edition.encode.addressing.finding import find_again, revive
from tei_edition.encode.addressing.following import follow
from tei_edition.encode.addressing.numbering import number
from tei_edition.encode.addressing.recording import record_of
from tei_edition.encode.addressing.work import Work, addressed, id_of, name_of, sort_of, words_of_place
from tei_edition.encode.addressing.writing import write_addresses
from tei_edition.ledger.tei import texts_of
from tei_edition.record import Record
from tei_edition.tables import line_of
from tei_edition.tei import local

__all__ = ["Kept", "dropped_findings", "follow_addresses", "keep_addresses"]


@dataclass(frozen=True)
class Kept:
    """What became of the addresses of an article."""

    record: Record
    """The addresses as they are now."""
    dropped: tuple[str, ...] = ()
    """Addresses whose words are gone, although nobody said so."""


def dropped_findings(kept: Kept, before: Record, file: str, version: str) -> list[Diagnostic]:
    """Say which addresses are dropped, and how to say that this is meant; `file` is the record's."""
    lines = {name: at for at, name in enumerate(before.texts)}
    start = line_of(Path(file), "[text]") if kept.dropped and Path(file).is_file() else None
    return [
        make(
            "address-dropped",
            f"{name_of(name)} has been published, and its words are no longer in the text",
            file=file,
            line=start + 1 + lines[name] if start else None,
            excerpt=f"{name}: {shorten(before.texts[name], 100, placeholder=' …')}",
            hint=f'if that is meant, add under [removed]: {name} = "{version or "1.1"}"; '
            "links to it will then lead to a line that says so",
        )
        for name in kept.dropped
    ]


def follow_addresses(
    tree: etree._ElementTree, record: Record, file: str, edited: str
) -> tuple[Record, list[Diagnostic]]:
    """Bring the record up to date with TEI edited by hand, and say which addresses went astray.

    `file` is the record's, `edited` the document's name. Findings: `address-dropped`, `address-changed`.
    """
    now, dropped, changed = follow(texts_of(tree), record)
    findings = [
        replace(
            finding,
            file=edited,
            line=None,
            hint=f'put an anchor where it stood: <anchor xml:id="{name}" type="removed"/>',
        )
        for name, finding in zip(
            dropped, dropped_findings(Kept(now, tuple(dropped)), record, file, ""), strict=True
        )
    ]
    findings += [
        make(
            "address-changed",
            f"the words that have been published as {old} stand under {new} now",
            file=edited,
            excerpt=shorten(record.texts[old], 100, placeholder=" …"),
            hint=f'give them their xml:id="{old}" again',
        )
        for old, new in changed
    ]
    return now, findings


def keep_addresses(text: etree._Element, record: Record, version: str) -> Kept:
    """Give every citable element of the text its address: the one it had, or one that nobody had.

    The text is changed in place: `xml:id`, the `n` of paragraphs and editor's notes, and anchors for addresses that
    are not an element's. Without addresses given before, the elements keep those they have.
    """
    found = addressed(text)
    work = Work(found, record, version)
    if not record.texts:
        return Kept(Record({id_of(place): words_of_place(place) for place in found if id_of(place)}))
    live = [name for name in record.texts if name not in record.removed]
    for notes in (False, True):
        names = [name for name in live if (sort_of(name) in ("n", "fn")) == notes]
        here = [index for index, place in enumerate(found) if (local(place.element) == "note") == notes]
        find_again(work, names, here)
    revive(work)
    number(work)
    dropped = tuple(name for name in live if name not in {*work.given.values(), *work.inside})
    now = record_of(work)
    write_addresses(work, text, now)
    return Kept(now, dropped)
