"""An edition's built files → each of the 44 points of citability and longevity: passed, failed or not applicable."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from tei_edition.audit import access, accountability, identity, longevity
from tei_edition.audit.built import Built
from tei_edition.audit.points import GROUPS, POINTS
from tei_edition.audit.verdict import FAILED, NOT_APPLICABLE, PASSED, Found, Verdict, no, verdict

__all__ = [
    "CHECKS",
    "FAILED",
    "GROUPS",
    "NOT_APPLICABLE",
    "PASSED",
    "POINTS",
    "Built",
    "Found",
    "Verdict",
    "audited",
    "no",
]

CHECKS: Mapping[int, Callable[[Built], Iterator[Found]]] = dict(
    enumerate((*identity.CHECKS, *accountability.CHECKS, *access.CHECKS, *longevity.CHECKS), 1)
)
"""The check of each point."""


def audited(built: Built) -> list[Verdict]:
    """Judge all points, in their order."""
    return [verdict(number, check(built)) for number, check in CHECKS.items()]
