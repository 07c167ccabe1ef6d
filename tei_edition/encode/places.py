"""A stretch of an article → the place as an editor wants to see it: file, line, words, what stands around them."""

from __future__ import annotations

from tei_edition.encode.anchors import line_of
from tei_edition.model import Article
from tei_edition.work import Occurrence

__all__ = ["occurrence"]

AROUND = 48
"""Characters shown on each side."""
LONGEST = 240
"""Words that are longer are shown by their beginning and their end."""


def occurrence(article: Article, start: int, end: int, why: str) -> Occurrence:
    """Give the place with what stands around it in its block, and why it is told of."""
    text = article.text
    before = text[max(0, start - AROUND) : start].rpartition("\n")[2]
    after = text[end : end + AROUND].partition("\n")[0]
    if len(before) == AROUND:
        before = "…" + before.partition(" ")[2]
    if len(after) == AROUND:
        after = after.rpartition(" ")[0] + "…"
    words = text[start:end].replace("\n", " ¶ ")
    if len(words) > LONGEST:
        words = f"{words[: LONGEST * 2 // 3].rpartition(' ')[0]} … {words[-LONGEST // 3 :].partition(' ')[2]}"
    return Occurrence(article.source.name, line_of(article, start), words, before, after, why)
