"""The extent of a title's words → its extent with the quotation marks around it."""

from __future__ import annotations

__all__ = ["marked_extent"]

_PAIRS = {
    "“": "”",
    "‘": "’",
    '"': '"',
    "'": "'",
    "„": "“”",
    "‚": "‘’",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "”": "”",
    "_": "_",
    "*": "*",
}
_SPACES = " \u00a0\u202f"


def marked_extent(text: str, start: int, end: int) -> tuple[int, int]:
    """Give the extent with the marks that enclose it, or the extent itself where none do.

    A comma or full stop between the last word and the closing mark belongs to the title's extent.
    """
    left = start - 1
    while left >= 0 and text[left] in _SPACES:
        left -= 1
    closing = _PAIRS.get(text[left]) if left >= 0 else None
    if closing is None or (left < start - 1 and text[left] != "«"):
        return start, end
    right = end
    while right < len(text) and right < end + 3 and text[right] in ",.;?!" + _SPACES:
        right += 1
    if right < len(text) and text[right] in closing:
        return left, right + 1
    return start, end
