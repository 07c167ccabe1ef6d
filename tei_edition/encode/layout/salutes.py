"""A line → whether it addresses readers: `Dear Comrades,`."""

from __future__ import annotations

import re

from tei_edition.encode.layout.phrases import phrases
from tei_edition.encode.layout.shape import words

__all__ = ["is_salute"]

_SALUTE = re.compile(phrases("salute"), re.IGNORECASE)
_BARE = 4
"""So many words address a reader without a sign behind them: `My dear Sir`."""


def is_salute(text: str) -> bool:
    """Say whether a line addresses a reader."""
    if not _SALUTE.match(text):
        return False
    return len(words(text)) <= (10 if text.rstrip('”"’» ')[-1] in ",:!.—–-" else _BARE)
