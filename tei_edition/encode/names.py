"""Article and register → spans of persons, places, organisations and titles of works.

What the register knows points into it (`@ref`). With `Context.guess` names it does not know are proposed,
with `@cert` and no `@ref`: an editor decides on them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from tei_edition.encode.naming.choice import Choice, choose
from tei_edition.encode.naming.forms import build_index
from tei_edition.encode.naming.guess import Extents, Proposal, propose
from tei_edition.encode.naming.known import find_known
from tei_edition.encode.naming.words import Line, split
from tei_edition.model import Article, Context, Register, Span

__all__ = ["names"]

TAGS = {"person": "persName", "place": "placeName", "org": "orgName", "work": "title"}
"""The TEI element of each kind of entry."""

SILENT = {"boilerplate", "separator"}
"""Kinds of block that are no part of the text."""


def names(article: Article, context: Context) -> list[Span]:
    """Give the names in the article, in its order, none overlapping another."""
    language = context.language[:2].lower()
    lines = list(_lines(article, language))
    known = _choices(lines, context.register, language)
    spans = [_span(choice) for choice in known]
    if context.guess:
        spans += _proposed(lines, known, language)
    return sorted(spans, key=lambda span: (span.start, span.end))


def _lines(article: Article, language: str) -> Iterator[Line]:
    """Yield the blocks that may hold names, as lines of words."""
    for block, offset in zip(article.blocks, article.starts, strict=True):
        if block.kind not in SILENT:
            yield Line(block.text, split(block.text), offset, block.kind, language)


def _choices(lines: Sequence[Line], register: Register, language: str) -> list[Choice]:
    """Give the places where the register's forms stand, and who is meant."""
    if not register.entries:
        return []
    index = build_index(register, language)
    return choose([hit for line in lines for hit in find_known(line, index)])


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
    return Span(*_place(choice), TAGS[first.kind], attributes, evidence, by="names")


def _place(choice: Choice) -> tuple[int, int]:
    """Give where the name begins and ends in the article's text."""
    hit = choice.hit
    start, end = hit.marked if choice.entries[0].kind == "work" else hit.extent
    return hit.line.offset + start, hit.line.offset + end


def _proposed(lines: Sequence[Line], known: Sequence[Choice], language: str) -> list[Span]:
    """Give spans for names the register does not know, apart from those it does."""
    taken = _extents(known)
    proposals = {proposal.entry.id: proposal for proposal in propose(lines, taken)}
    found = _choices(lines, Register(tuple(each.entry for each in proposals.values())), language)
    spans = [_proposed_span(choice, proposals[choice.entries[0].id]) for choice in found]
    busy = sorted(_place(choice) for choice in known)
    return _apart(spans, busy)


def _proposed_span(choice: Choice, proposal: Proposal) -> Span:
    return Span(*_place(choice), TAGS[proposal.entry.kind], {"cert": proposal.cert}, proposal.why, by="names")


def _extents(choices: Iterable[Choice]) -> Extents:
    """Give the extents of names by the offset of their block."""
    extents: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for choice in choices:
        start, end = _place(choice)
        extents[choice.hit.line.offset].append((start - choice.hit.line.offset, end - choice.hit.line.offset))
    return extents


def _apart(spans: Sequence[Span], busy: Sequence[tuple[int, int]]) -> list[Span]:
    """Give the spans that overlap none of the extents; both are in order."""
    kept, at = [], 0
    for span in spans:
        while at < len(busy) and busy[at][1] <= span.start:
            at += 1
        if at == len(busy) or span.end <= busy[at][0]:
            kept.append(span)
    return kept
