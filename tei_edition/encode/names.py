"""Article and register → spans of persons, places, organisations and titles of works.

What the register knows points into it (`@ref`). With `Context.guess` names it does not know are proposed,
with `@cert` and no `@ref`: an editor decides on them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tei_edition.encode.naming.choice import Choice, choose
from tei_edition.encode.naming.firstnames import by_first_name
from tei_edition.encode.naming.forms import build_index
from tei_edition.encode.naming.guess import Extents, Proposal, propose
from tei_edition.encode.naming.kinship import by_kinship
from tei_edition.encode.naming.known import find_known
from tei_edition.encode.naming.runs import Run, find_papers
from tei_edition.encode.naming.words import Line, split
from tei_edition.model import Article, Context, Register, Span

__all__ = ["Found", "find_names", "names"]

TAGS = {"person": "persName", "place": "placeName", "org": "orgName", "work": "title"}
"""The TEI element of each kind of entry."""

SILENT = {"boilerplate", "separator"}
"""Kinds of block that are no part of the text."""


@dataclass(frozen=True)
class Found:
    """A name in an article."""

    span: Span
    """Where it stands and what it was taken for."""
    choice: Choice
    """Whose form it is, of the register or of the proposals."""
    proposals: tuple[Proposal, ...] = ()
    """The proposals it may be of; none where the register knows it."""


def names(article: Article, context: Context) -> list[Span]:
    """Give the names in the article, in its order, none overlapping another."""
    return [found.span for found in find_names(article, context)]


def find_names(article: Article, context: Context) -> list[Found]:
    """Give the same with whom each may name."""
    language = context.language[:2].lower()
    lines = list(_lines(article, language))
    known = _choices(lines, context.register, language)
    found = [Found(_span(choice), choice) for choice in known]
    if context.guess:
        found += _proposed(lines, known, language)
    return sorted(found, key=lambda name: (name.span.start, name.span.end))


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
    chosen = choose([hit for line in lines for hit in find_known(line, index)])
    chosen += by_first_name(lines, chosen)
    return sorted([*chosen, *by_kinship(lines, chosen, register)], key=lambda choice: _place(choice))


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
    others = tuple(entry.id for entry in hit.entries if choice.entries != (entry,))
    return Span(*_place(choice), TAGS[first.kind], attributes, evidence, by="names", alternatives=others)


def _place(choice: Choice) -> tuple[int, int]:
    """Give where the name begins and ends in the article's text."""
    hit = choice.hit
    start, end = hit.marked if choice.entries[0].kind == "work" else hit.extent
    return hit.line.offset + start, hit.line.offset + end


def _proposed(lines: Sequence[Line], known: Sequence[Choice], language: str) -> list[Found]:
    """Give the names the register does not know, apart from those it does."""
    taken = _extents(known, [run for line in lines for run in find_papers(line)])
    proposals = {proposal.entry.id: proposal for proposal in propose(lines, taken)}
    found = _choices(lines, Register(tuple(each.entry for each in proposals.values())), language)
    free = [choice for choice in found if not choice.hit.line.in_title(choice.hit.extent[0])]
    made = [_proposed_name(choice, [proposals[entry.id] for entry in choice.entries]) for choice in free]
    busy = sorted((at + start, at + end) for at, extents in taken.items() for start, end in extents)
    return _apart(made, busy)


def _proposed_name(choice: Choice, proposals: Sequence[Proposal]) -> Found:
    """Give a proposed name; its evidence is that of the first who may be meant."""
    first = proposals[0]
    span = Span(*_place(choice), TAGS[first.entry.kind], {"cert": first.cert}, first.why, by="names")
    return Found(span, choice, tuple(proposals))


def _extents(choices: Iterable[Choice], papers: Iterable[Run]) -> Extents:
    """Give the extents of names, and of periodicals' titles, by the offset of their block, in order."""
    extents: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for choice in choices:
        start, end = _place(choice)
        extents[choice.hit.line.offset].append((start - choice.hit.line.offset, end - choice.hit.line.offset))
    for run in papers:
        extents[run.line.offset].append((run.words[0].start, run.words[-1].end))
    return {offset: sorted(found) for offset, found in extents.items()}


def _apart(names: Sequence[Found], busy: Sequence[tuple[int, int]]) -> list[Found]:
    """Give the names that overlap none of the extents; both are in order."""
    kept, at = [], 0
    for name in names:
        while at < len(busy) and busy[at][1] <= name.span.start:
            at += 1
        if at == len(busy) or name.span.end <= busy[at][0]:
            kept.append(name)
    return kept
