"""What a check found of a point → passed, failed or not applicable, with evidence and cure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tei_edition.audit.points import POINTS

__all__ = ["FAILED", "NOT_APPLICABLE", "PASSED", "Found", "Verdict", "no", "verdict", "without", "yes"]

PASSED, FAILED, NOT_APPLICABLE = "passed", "failed", "not applicable"
MOST = 5
"""So many places of one kind are named; beyond, their number is."""


@dataclass(frozen=True)
class Found:
    """One piece of evidence."""

    good: bool | None
    """Whether it speaks for the point; `None`: neither for nor against it."""
    words: str
    """What was found."""
    file: str = ""
    """Where: a file, relative to the output folder; may be empty."""
    line: int = 0
    """The line there; 0: the file as a whole."""
    cure: str = ""
    """What the editor may do; may be empty."""

    def as_dict(self) -> dict[str, Any]:
        """Give what there is of it."""
        known = {"words": self.words, "file": self.file, "line": self.line, "cure": self.cure}
        return {"good": self.good, **{key: value for key, value in known.items() if value}}


@dataclass(frozen=True)
class Verdict:
    """A point, judged."""

    number: int
    """Its number."""
    status: str
    """`passed`, `failed` or `not applicable`."""
    evidence: tuple[Found, ...]
    """On what that rests; against the point first."""

    @property
    def words(self) -> str:
        """What the point asks."""
        return POINTS[self.number]

    def as_dict(self) -> dict[str, Any]:
        """Give it as JSON has it."""
        evidence = [found.as_dict() for found in self.evidence]
        return {"point": self.number, "asks": self.words, "status": self.status, "evidence": evidence}


def yes(words: str, file: str = "", line: int = 0) -> Found:
    """Give evidence for a point."""
    return Found(True, words, file, line)


def no(words: str, file: str = "", line: int = 0, cure: str = "") -> Found:
    """Give evidence against a point."""
    return Found(False, words, file, line, cure)


def without(words: str, cure: str = "") -> Found:
    """Say why there is nothing to judge."""
    return Found(None, words, cure=cure)


def verdict(number: int, found: Iterable[Found]) -> Verdict:
    """Judge a point: it fails where anything speaks against it, and is passed where something speaks for it."""
    evidence = sorted(found, key=lambda one: one.good is not False)
    kinds = {one.good for one in evidence}
    status = FAILED if False in kinds else PASSED if True in kinds else NOT_APPLICABLE
    shown: list[Found] = []
    for good in (False, True, None):
        some = [one for one in evidence if one.good is good]
        shown += some[:MOST]
        if len(some) > MOST:
            shown.append(Found(good, f"and {len(some) - MOST} more"))
    return Verdict(number, status, tuple(shown))
