"""What changed between two states → one line that counts it."""

from __future__ import annotations

from collections import Counter

from tei_edition.compare.model import Change, Comparison, Document

__all__ = ["counted", "diff_summary"]


def diff_summary(found: Comparison, headers: bool = True) -> str:
    """Give one line: `3 paragraphs changed in breitman-1953; 1 note added in stein-wright-1955; x is new`.

    Without `headers` documents are passed over of which nothing but the header has changed.
    """
    changed = (one for one in found.documents if one.what == "changed")
    told = [f"{counted(one)} in {one.name}" for one in changed if headers or one.changes or one.addresses]
    told += [f"{one.name} is new" for one in found.documents if one.what == "added"]
    told += [f"{one.name} is gone" for one in found.documents if one.what == "removed"]
    return "; ".join(told) or ("nothing changed" if headers else "nothing changed in the texts")


def counted(one: Document) -> str:
    """Count what became of the passages of a document, each kind by itself."""
    counts: Counter[tuple[str, str]] = Counter()
    for change in one.changes:
        _count(change, counts)
    told = [f"{count} {kind if count == 1 else kind + 's'} {what}" for (kind, what), count in counts.items()]
    told += ["header changed"] if one.facts and not told else []
    told += ["addresses changed"] if one.addresses and not told else []
    return ", ".join(told)


def _count(change: Change, counts: Counter[tuple[str, str]]) -> None:
    """Count a change, and those of its notes; a passage of which only notes have changed is not counted."""
    own = bool(change.words or change.markup or change.moved or change.old_id != change.new_id)
    if own or change.what != "changed":
        only = change.moved and not (change.words or change.markup)
        counts[change.label.split()[0], "moved" if only else change.what] += 1
    for note in change.notes:
        _count(note, counts)
