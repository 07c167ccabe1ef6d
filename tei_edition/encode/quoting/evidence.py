"""What is known of a quotation → the record its kind is decided by; and what a rule says to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from tei_edition.encode.quoting.attribution import Attribution
from tei_edition.encode.quoting.references import Reference
from tei_edition.encode.quoting.scene import Case
from tei_edition.encode.quoting.speakers import Speaker

__all__ = ["Evidence", "Vote"]


@dataclass(frozen=True)
class Evidence:
    """All that is known of a quotation when its kind is decided."""

    case: Case
    """The quotation and its surroundings."""
    attribution: Attribution | None = None
    """The words that say who speaks."""
    speaker: Speaker | None = None
    """Who speaks, by the attribution."""
    reference: Reference | None = None
    """The reference in brackets behind it."""
    topic: Speaker | None = None
    """Whom the sentence is about."""
    dialogue: bool = False
    """Whether it stands among direct speech of a narrative."""
    repeats: bool = False
    """Whether the article holds up the same words elsewhere."""
    earlier: str = ""
    """The kind of the quotation before it, where this one stands in its sentence or goes on with it."""
    earlier_speaker: Speaker | None = None
    """Who speaks there."""


class Vote(NamedTuple):
    """What one piece of evidence says."""

    kind: str
    """The kind it speaks for."""
    weight: float
    """How much; negative: against."""
    why: str
    """In words."""
