"""Lines that hold nothing but a day, or place and day, over a stretch of text → dateline: diaries, telegrams."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tei_edition.encode.layout.cutting import kind_of
from tei_edition.encode.layout.dates import MONTH, WEEKDAY, is_date
from tei_edition.encode.layout.reference import is_dateline
from tei_edition.model import Block, Source

__all__ = ["days"]

_PART = (
    r"(?:morning|forenoon|noon|afternoon|evening|night|midnight|later|früh|morgens|vormittags?|mittags?|nachmittags?|"
    r"abends?|nachts?|matin|midi|après-midi|soir|nuit|minuit)"
)
_NUMBER = r"\d{1,2}(?:\.|st|nd|rd|th|er)?"
_DAY = re.compile(
    rf"\W*(?:{WEEKDAY}(?:,?\s+(?:the|den|le))?(?:,?\s+{_NUMBER}(?:\s+(?:of\s+|de\s+)?{MONTH})?)?|"
    rf"(?:the|den|le)?\s*{_NUMBER}\s+(?:of\s+|de\s+)?{MONTH}|{MONTH}\s+{_NUMBER}|(?:the|den|le)\s+{_NUMBER})"
    rf"(?:,?\s+(?:the |den |le |in the |at |am )?{_PART})?\W*",
    re.IGNORECASE,
)
"""A day without a year: `Samedi 1er août.`, `Den 14., abends`, `Monday evening`."""
_LONGEST = 60
_FEWEST = 2
"""One such line alone may be the last of a title, or part of the text."""


def days(source: Source, blocks: Sequence[Block]) -> list[Block]:
    """Make datelines of the lines that only say a day, or place and day, where there are several over paragraphs."""
    found = list(blocks)
    lines = [at for at in range(len(found) - 1) if _is_day(found[at]) and found[at + 1].kind == "paragraph"]
    for at in lines if len(lines) >= _FEWEST else ():
        found[at] = kind_of(found[at], "dateline")
    return found


def _is_day(block: Block) -> bool:
    text = block.text
    if block.kind != "paragraph" or len(text) > _LONGEST:
        return False
    return bool(_DAY.fullmatch(text)) or is_date(text) or is_dateline(text)
