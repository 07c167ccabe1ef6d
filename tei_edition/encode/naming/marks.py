"""The extent of a title's words → its extent with the quotation marks around it."""

from __future__ import annotations

__all__ = ["bracketed_extent", "marked_extent"]

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
_BRACKETS = {"[": 1, "]": -1}
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


def bracketed_extent(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Give the extent with the square bracket it needs ([Trotskyist] Opposition); nothing where it needs more."""
    depth = sum(_BRACKETS.get(char, 0) for char in text[start:end])
    if depth < 0 and text[start - 1 : start] == "[":
        start, depth = start - 1, depth + 1
    if depth > 0 and text[end : end + 1] == "]":
        end, depth = end + 1, depth - 1
    return None if depth else (start, end)
