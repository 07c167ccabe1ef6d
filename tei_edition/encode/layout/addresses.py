"""The lines over or under a letter that say to whom and where it goes → `address`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tei_edition.encode.layout.cutting import kind_of
from tei_edition.encode.layout.reference import is_dateline
from tei_edition.encode.layout.salutes import is_salute
from tei_edition.encode.layout.shape import ends_sentence, is_caps, names_in, words
from tei_edition.model import Block, Source

__all__ = ["addresses"]

_TO = re.compile(
    r"(?:(?:to|an|à|au|aux)\s+(?:(?:the|den|die|das|le|la|l['’]|citoyen(?:ne)?|m\.|mme|herrn?|frau|mr\.?|mrs\.?|miss)\s+)*"
    r"(?-i:[A-ZÀ-Þ])|(?:the editor|herrn|frau|fräulein|monsieur|madame|mademoiselle|messrs|mr|mrs|miss)\b\.?)"
    r"|.*,?\s(?:esqu?(?:ire|re)?|bart)\.?,?$",
    re.IGNORECASE,
)
"""The first line of an address: `To T. N. Talfourd Esqre`, `Herrn Dr. Schnitzler`, `Au citoyen Malon`."""
_LONGEST, _MOST = 60, 7
"""A line of an address has no more characters, an address no more lines."""
_NEAR = 12
"""Among so many blocks a letter opens."""


def addresses(source: Source, blocks: Sequence[Block]) -> list[Block]:
    """Mark the address over the words that greet the addressee, and the one below who has signed."""
    found = list(blocks)
    for first, end in (_over(blocks), _under(blocks)):
        found[first:end] = [kind_of(block, "address") for block in found[first:end]]
    return found


def _over(blocks: Sequence[Block]) -> tuple[int, int]:
    """Give where the address over the greeting begins and ends; a day may stand between them."""
    greeting = next((at for at, block in enumerate(blocks[:_NEAR]) if is_salute(block.text)), 0)
    end = greeting
    while end and is_dateline(blocks[end - 1].text):
        end -= 1
    first = end
    while (
        first
        and end - first < _MOST
        and _is_line(blocks[first - 1])
        and not is_dateline(blocks[first - 1].text)
    ):
        first -= 1
        if _TO.match(blocks[first].text) and not is_caps(blocks[first].text):
            return (first, end) if end - first > 1 else (0, 0)
        if blocks[first].blank_before:
            break
    return 0, 0


def _under(blocks: Sequence[Block]) -> tuple[int, int]:
    """Give where the address at the foot begins and ends: behind a name or a few words that close a letter."""
    first = next((at for at in range(len(blocks) - 1, 0, -1) if not _is_line(blocks[at])), 0) + 1
    for at in range(max(first, len(blocks) - _MOST), len(blocks)):
        above = blocks[at - 1].text
        closed = bool(names_in(above.rstrip(".,—–- "))) or len(words(above)) <= 3
        if blocks[at].blank_before and closed and at - 1 >= first and _TO.match(blocks[at].text):
            return at, len(blocks)
    return 0, 0


def _is_line(block: Block) -> bool:
    """Say whether a block may be a line of an address."""
    text = block.text
    short = block.kind == "paragraph" and len(text) <= _LONGEST and len(words(text)) <= 9
    return short and not (ends_sentence(text) and len(words(text)) > 5) and not is_salute(text)
