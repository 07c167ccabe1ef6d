"""Lines of asterisks or dashes, and unusual white space between paragraphs → separators."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from tei_edition.encode.layout.cutting import as_label, joined, kind_of
from tei_edition.model import Block, Source

__all__ = ["lost_separators", "separators"]

_ORNAMENT = re.compile(r"(?:[*＊⁎∗✱•·.○●◦♦❖❧☙⁂§†‡~=_#+xX—–―─━═-]\s*)+")
_RULE = re.compile(r"([=~_#*^—–―─━═-])\1{2,}")
_LONGEST = 90
"""A longer line is none that anybody underlines."""
_TEXT = ("paragraph", "item", "verse", "quote")
_MOST = 0.2
"""Where white space is wider than usual in more than this part of the text, it is no sign."""


def separators(source: Source, blocks: Sequence[Block]) -> list[Block]:
    """Make separators of the lines that have nothing but an ornament, of one set in several lines a single one."""
    found: list[Block] = []
    for block in blocks:
        goes_on = found and not block.blank_before and _is_ornament(block) and _is_ornament(found[-1])
        found[-1:] = (
            [joined([found[-1], block], "paragraph", "line-wrap")] if goes_on else [*found[-1:], block]
        )
    return [_marked(block) for block in _underlined(found)]


def _underlined(blocks: Sequence[Block]) -> list[Block]:
    """Make headings of lines that are underlined as far as they go; the rule itself is none of the text."""
    found = list(blocks)
    for at in range(1, len(found)):
        above, rule = found[at - 1], found[at]
        if above.kind != "paragraph" or rule.blank_before or not _RULE.fullmatch(rule.text):
            continue
        long = len(above.text)
        if long <= _LONGEST and abs(long - len(rule.text)) <= max(2, long // 5) and not _is_ornament(above):
            found[at - 1] = kind_of(above, "heading", 1 if rule.text[0] in "=#*" else 2)
            found[at] = kind_of(rule, "boilerplate")
    return found


def _is_ornament(block: Block) -> bool:
    return block.kind == "paragraph" and len(block.text) < 120 and bool(_ORNAMENT.fullmatch(block.text))


def _marked(block: Block) -> Block:
    text = block.text
    is_one = _is_ornament(block)
    enough = len(text.replace(" ", "")) >= 3 or (text and text in "*⁂❖❧☙♦§~—–―+•")
    return as_label(block, "separator") if is_one and enough else block


def lost_separators(source: Source, blocks: Sequence[Block]) -> list[Block]:
    """Put a separator where more lines were left blank than usual between two paragraphs.

    Ornaments and rules of a page are lost in plain text; what remains of them is the white space.
    """
    gaps = [at for at in range(1, len(blocks)) if _between_paragraphs(blocks, at)]
    if len(gaps) < 4:
        return list(blocks)
    usual = Counter(blocks[at].blank_before for at in gaps).most_common(1)[0][0]
    wide = {at for at in gaps if blocks[at].blank_before >= max(2, usual + 1)}
    if len(wide) > _MOST * len(gaps):
        return list(blocks)
    found: list[Block] = []
    for at, block in enumerate(blocks):
        if at in wide:
            found.append(Block("separator", (), blank_before=block.blank_before))
        found.append(block)
    return found


def _between_paragraphs(blocks: Sequence[Block], at: int) -> bool:
    return blocks[at - 1].kind in _TEXT and blocks[at].kind in _TEXT and blocks[at].blank_before > 0
