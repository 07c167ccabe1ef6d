"""The names found before → who and what is named in a stretch of the text."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tei_edition.model import Span

__all__ = ["Names"]

TAGS = ("persName", "orgName", "placeName", "title")


@dataclass(frozen=True)
class Names:
    """Spans of names, in order, for quick look-up."""

    spans: Sequence[Span]
    """The names."""
    starts: Sequence[int]
    """Where they begin."""
    often: Counter[str]
    """How often each register entry is named."""

    @classmethod
    def of(cls, spans: Iterable[Span]) -> Names:
        """Take the names among spans of all kinds."""
        names = sorted((span for span in spans if span.tag in TAGS), key=lambda span: (span.start, -span.end))
        refs = (span.attributes.get("ref", "") for span in names)
        return cls(names, [span.start for span in names], Counter(refs))

    def between(self, start: int, end: int, *tags: str) -> list[Span]:
        """Give the names of these kinds that begin and end in a stretch of the text."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return [span for span in self.spans[first:last] if span.tag in tags and span.end <= end]
