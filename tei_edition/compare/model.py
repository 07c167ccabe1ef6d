"""What has changed between two states: of words, of markup, of a passage, of a document, of an edition."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

__all__ = ["Change", "Comparison", "Document", "Fact", "MarkChange", "Run"]

SWAPPED = {"added": "removed", "removed": "added"}


@dataclass(frozen=True)
class Run:
    """Words that follow one another and fared alike."""

    what: str
    """`same`, `removed` or `added`."""
    text: str
    """The words."""

    def swapped(self) -> Run:
        """Give what it is when old and new are exchanged."""
        return Run(SWAPPED.get(self.what, self.what), self.text)


@dataclass(frozen=True)
class MarkChange:
    """What became of an element within a passage."""

    what: str
    """`added`, `removed`, `changed` (its attributes), `renamed` or `moved` (around other words now)."""
    element: str
    """Its name; the old one where it was renamed."""
    words: str
    """The words it stands around; of an empty element, those before it."""
    empty: bool = False
    """Whether it holds no words."""
    other: str = ""
    """Its new name, or the words it stood around before."""
    attributes: tuple[tuple[str, str | None, str | None], ...] = ()
    """Attributes with their old and new values; none where they were, or are, not there."""


@dataclass(frozen=True)
class Fact:
    """What the header, or the register in the document, says otherwise now."""

    name: str
    """What it is about: `title`, or its path in the header."""
    old: str | None
    """What was said; none where it is new."""
    new: str | None
    """What is said; none where it is gone."""


@dataclass(frozen=True)
class Change:
    """What became of a paragraph, a heading, a note."""

    what: str
    """`changed`, `added` or `removed`."""
    label: str
    """What it is, as a reader calls it: `paragraph 12`."""
    old_id: str = ""
    """The address it had; may be empty."""
    new_id: str = ""
    """The address it has."""
    moved: str = ""
    """Where it stood before and where it stands now, if that is not where its neighbours are."""
    fate: str = ""
    """Where its words went, or came from."""
    words: tuple[Run, ...] = ()
    """All its words; empty where none has changed."""
    markup: tuple[MarkChange, ...] = ()
    """What became of its markup."""
    notes: tuple[Change, ...] = ()
    """What became of its notes."""


@dataclass(frozen=True)
class Document:
    """What became of an article."""

    what: str
    """`changed`, `added` or `removed`."""
    name: str
    """Its name."""
    title: str
    """Its title."""
    facts: tuple[Fact, ...] = ()
    """What its header says otherwise."""
    changes: tuple[Change, ...] = ()
    """What became of its passages, in the order of the text."""
    addresses: tuple[tuple[str, str], ...] = ()
    """Addresses that lead to nothing, or to a tombstone, now, with what became of each."""


@dataclass(frozen=True)
class Comparison:
    """What changed from one state to another."""

    old: str
    """What the old state is called."""
    new: str
    """What the new state is called."""
    documents: tuple[Document, ...] = ()
    """The articles that differ."""
    same: int = 0
    """How many do not."""

    def as_dict(self) -> dict[str, Any]:
        """Give it as JSON has it."""
        return asdict(self)
