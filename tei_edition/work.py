"""What an editor is asked to look at: places, names that may become entries, judgements of the encoder."""

from __future__ import annotations

from dataclasses import dataclass

from tei_edition.model import Anchor, Decision, Entry

__all__ = ["Candidate", "Judged", "Occurrence"]


@dataclass(frozen=True)
class Occurrence:
    """A place where a name stands, as an editor wants to see it."""

    file: str
    """The source."""
    line: int
    """The line of the source it begins in."""
    text: str
    """The words as they stand there, titles included."""
    before: str
    """What stands before them in the same block, shortened."""
    after: str
    """What stands after them."""
    evidence: str = ""
    """Why they were taken for a name."""
    candidates: tuple[str, ...] = ()
    """Where nothing decides who is meant: the ids of those who may be."""
    anchor: Anchor | None = None
    """Of such a place: how a decision quotes it."""


@dataclass(frozen=True)
class Candidate:
    """A person, place or organisation that the register lacks, as far as the texts show."""

    entry: Entry
    """The entry proposed: a new id, the kind, the heading form, the forms the texts use, most frequent first."""
    cert: str
    """How certain it is that this is a name of that kind: `high`, `medium` or `low`."""
    evidence: tuple[str, ...]
    """Why, in words an editor understands, the strongest first."""
    occurrences: tuple[Occurrence, ...]
    """Where it is named, in the order of the sources."""
    others: tuple[str, ...] = ()
    """Ids of other candidates that share a form with this one: are they the same, or is the form ambiguous?"""


@dataclass(frozen=True)
class Judged:
    """What the encoder made of some words: one line of the editor's list of work."""

    place: Occurrence
    """Where they stand, and the evidence."""
    group: str
    """`quotation`, `name` or `note`."""
    element: str
    """The TEI element they have."""
    meaning: str
    """What they were taken for, in words."""
    cert: str
    """`high`, `medium` or `low`."""
    alternatives: tuple[str, ...] = ()
    """What else they may be, in words."""
    decisions: tuple[Decision, ...] = ()
    """Those that would decide otherwise, the likeliest first; none where none can be made."""
    keep: Decision | None = None
    """The one that would confirm it, so that it is not asked again."""
    remedy: str = ""
    """Where no decision can be made: what else to do."""
