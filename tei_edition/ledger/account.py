"""What became of every character on one step of the way → an account that adds up or says where it does not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tei_edition.diagnostics import Diagnostic, make
from tei_edition.ledger.streams import SIGN, Difference, Stream, compare

__all__ = ["Account", "Moved", "unexplained"]


@dataclass(frozen=True)
class Moved:
    """Text that stands elsewhere than it did."""

    text: str
    """The text."""
    to: str
    """Where it stands now."""


@dataclass(frozen=True)
class Account:
    """The balance of one step, in characters that are not white space unless said otherwise."""

    step: str
    """From what to what: `breitman-1953: source → TEI`."""
    total: int
    """All characters there were."""
    kept: int
    """Those that stand, unchanged and in order, where they stood."""
    moved: tuple[Moved, ...] = ()
    """What stands elsewhere."""
    normalised: Mapping[str, int] = field(default_factory=dict)
    """Characters changed, by rule; white space included."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """Characters left out, by reason."""
    unexplained: tuple[Diagnostic, ...] = ()
    """What has no explanation: each an error."""

    def as_dict(self) -> dict[str, object]:
        """Give the account as it is written to `ledger.json`."""
        return {
            "step": self.step,
            "characters": self.total,
            "kept": self.kept,
            "moved": [{"text": item.text, "to": item.to} for item in self.moved],
            "normalised": dict(self.normalised),
            "left_out": dict(self.left_out),
            "unexplained": [item.as_dict() for item in self.unexplained],
        }


def size(text: str) -> int:
    """Count the characters that are not white space."""
    return sum(map(len, text.split()))


def unexplained(step: str, file: str, first: Stream, second: Stream, where: str = "") -> list[Diagnostic]:
    """Compare two texts that must say the same and report each difference as an error."""
    return list(_findings(step, file, compare(first, second), where))


def lost_of(first: Stream, second: Stream) -> int:
    """Give how many characters of the first do not stand in the second."""
    if first.characters == second.characters:
        return 0
    return sum(size(difference.lost) for difference in compare(first, second, 1_000_000))


def _findings(step: str, file: str, differences: Iterable[Difference], where: str) -> Iterable[Diagnostic]:
    for difference in differences:
        code = "words-lost" if difference.lost else "words-added"
        parts = [
            f"lost “{difference.lost}”" if difference.lost else "",
            f"found “{difference.added}” instead" if difference.added and difference.lost else "",
            f"added “{difference.added}”" if difference.added and not difference.lost else "",
        ]
        place = f" in {where}" if where else ""
        yield make(
            code,
            f"{step}{place}: {', '.join(part for part in parts if part)}".replace(SIGN, ""),
            file=file,
            excerpt=difference.context.replace(SIGN, ""),
            hint="this is an error of the program, not of the text: please report it",
        )
