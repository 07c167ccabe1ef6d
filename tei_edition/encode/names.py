"""Article and register → spans of persons, places, organisations and titles of works.

What the register knows points into it (`@ref`). With `Context.guess` names it does not know are proposed,
with `@cert` and no `@ref`: an editor decides on them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tei_edition.encode.naming.choice import Choice, choose
from tei_edition.encode.naming.forms import build_index
from tei_edition.encode.naming.known import find_known
from tei_edition.encode.naming.words import Line, split
from tei_edition.model import Article, Context, Span

__all__ = ["names"]

TAGS = {"person": "persName", "place": "placeName", "org": "orgName", "work": "title"}
"""The TEI element of each kind of entry."""

SILENT = {"boilerplate", "separator"}
"""Kinds of block that are no part of the text."""


def names(article: Article, context: Context) -> list[Span]:
    """Give the names in the article, in its order, none overlapping another."""
    lines = list(_lines(article, context.language))
    spans = _known(lines, context)
    return sorted(spans, key=lambda span: (span.start, span.end))


def _lines(article: Article, language: str) -> Iterator[Line]:
    """Yield the blocks that may hold names, as lines of words."""
    short = language[:2].lower()
    for block, offset in zip(article.blocks, article.starts, strict=True):
        if block.kind not in SILENT:
            yield Line(block.text, split(block.text), offset, block.kind, short)


def _known(lines: Sequence[Line], context: Context) -> list[Span]:
    """Give the names the register knows."""
    if not context.register.entries:
        return []
    index = build_index(context.register, context.language[:2].lower())
    hits = [hit for line in lines for hit in find_known(line, index)]
    return [_span(choice) for choice in choose(hits)]


def _span(choice: Choice) -> Span:
    """Give the span of a name: with `@ref` when one entry is meant, with the candidates told when several."""
    hit, first = choice.hit, choice.entries[0]
    attributes = {"level": first.level} if first.kind == "work" and first.level else {}
    if len(choice.entries) == 1:
        attributes["ref"] = f"#{first.id}"
        evidence = f"“{hit.form}” in the register" + (f"; {choice.reason}" if choice.reason else "")
    else:
        attributes["cert"] = "low"
        ids = ", ".join(entry.id for entry in choice.entries)
        evidence = f"“{hit.form}” may be any of {ids}: nothing in the article decides"
    start, end = hit.marked if first.kind == "work" else hit.extent
    return Span(
        hit.line.offset + start, hit.line.offset + end, TAGS[first.kind], attributes, evidence, by="names"
    )
