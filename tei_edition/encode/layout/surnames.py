"""What an archive's own lines say → the surnames of authors: `Breitman Internet Archive`, a signature."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tei_edition.encode.naming.words import fold
from tei_edition.model import Block

__all__ = ["surnames_of"]

_ARCHIVE = re.compile(
    r"([A-ZÀ-Þ][\w’'-]+)[\s-]+(?:(?:Internet|Works?|Reference|Writers?)[- ]+)*(?:Archive?|Archiv|Index|Works)\b"
)
_NOT_NAMES = frozenset(
    (
        "internet",
        "marxists",
        "marxist",
        "reference",
        "main",
        "history",
        "writers",
        "subject",
        "library",
        "trotskyism",
        "works",
    )
)
_EDGE = 30


def surnames_of(blocks: Sequence[Block]) -> frozenset[str]:
    """Give the surnames, by their keys."""
    edges = [*blocks[:_EDGE], *blocks[-_EDGE:]]
    lines = [block.text for block in edges if block.kind == "boilerplate"]
    found = {fold(match[1]) for line in lines for match in _ARCHIVE.finditer(line)}
    return frozenset(found - _NOT_NAMES)
