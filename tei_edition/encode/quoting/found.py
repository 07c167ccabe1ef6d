"""Article → its quotations, nested, each from its opening mark to its closing one; and the marks left over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tei_edition.encode.quoting.marks import find_marks, points_inward
from tei_edition.encode.quoting.matching import Deed, Line, match
from tei_edition.model import Article

__all__ = ["Found", "Quotation", "find_quotations"]

SILENT = {"boilerplate", "separator", "byline"}
"""Kinds of block that are no part of the text; in a byline, marks stand around an assumed name."""
BARRIERS = frozenset(
    "title subtitle heading byline docdate source noteheading note trailer dateline salute signed".split()  # noqa: SIM905
)
"""Kinds of block that no quotation crosses."""
_COLON = re.compile(r"[:—–]\s*$")


@dataclass(frozen=True)
class Quotation:
    """Words between quotation marks."""

    start: int
    """Where its opening mark begins in the article's text."""
    end: int
    """Where its closing mark ends."""
    inner: tuple[int, int]
    """The extent of the words between the marks."""
    depth: int = 0
    """How many quotations it lies in."""
    parent: int | None = None
    """Index of the quotation it lies in."""
    blocks: tuple[int, int] = (0, 0)
    """Indexes of the first and the last block it has a part of."""
    closed: bool = True
    """Whether a closing mark was found."""
    slips: bool = False
    """Whether its marks are only by a slip a pair: one the wrong way round, or of another kind."""


@dataclass(frozen=True)
class Found:
    """What there is of quotations in an article."""

    quotations: tuple[Quotation, ...]
    """In order, outer before inner."""
    stray: tuple[tuple[int, str], ...]
    """Where a mark stands that has no partner, and the mark."""


@lru_cache(maxsize=1)
def find_quotations(article: Article) -> Found:
    """Find the quotations of an article, and the marks that belong to none."""
    inward = points_inward(article.text)
    deeds = [deed for run in _runs(article) for deed in match([_line(article, at, inward) for at in run])]
    pairs = [_quotation(deed) for deed in deeds if deed.what in ("pair", "unclosed")]
    quotations = _nested([pair for pair in pairs if any(map(str.isalnum, article.text[slice(*pair.inner)]))])
    return Found(tuple(_placed(article, quotations)), tuple(sorted(_stray(deeds))))


def _runs(article: Article) -> Iterator[list[int]]:
    """Yield the indexes of blocks that follow one another without a heading or a note between them."""
    run: list[int] = []
    for index, block in enumerate(article.blocks):
        if block.kind in SILENT or (block.kind == "note" and not block.text):
            continue
        if block.kind in BARRIERS:
            yield from ([run] if run and block.kind != "note" else [])
            run = run if block.kind == "note" else []
            yield [index]
        else:
            run.append(index)
    if run:
        yield run


def _line(article: Article, index: int, inward: bool) -> Line:
    """Give a block as the matcher sees it, at offsets of the whole text."""
    text, start = article.blocks[index].text, article.starts[index]
    marks = find_marks(text, inward, start)
    heads = {
        mark.start
        for mark in marks
        if mark.leads or _COLON.search(text, max(0, mark.start - start - 3), mark.start - start)
    }
    return Line(
        start, start + len(text.rstrip()), marks, frozenset(heads), article.blocks[index].kind == "verse"
    )


def _quotation(deed: Deed) -> Quotation:
    """Make a quotation of two marks, or of one that never closes."""
    if deed.other is None:
        return Quotation(deed.mark.start, deed.end, (deed.mark.end, deed.end), closed=False)
    slips = deed.mark.opening + deed.other.closing > 1.5 or deed.mark.glyph + deed.other.glyph in _ODD_PAIRS
    return Quotation(deed.mark.start, deed.end, (deed.mark.end, deed.other.start), slips=slips)


_ODD_PAIRS = {"““", "””", "”“", "««", "»»", "‘‘", '“"', '"”', "‘'", "'’"}


def _nested(quotations: Sequence[Quotation]) -> list[Quotation]:
    """Put the quotations in order and say of each which one it lies in."""
    done: list[Quotation] = []
    open_: list[int] = []
    for quotation in sorted(quotations, key=lambda quotation: (quotation.start, -quotation.end)):
        while open_ and done[open_[-1]].end <= quotation.start:
            open_.pop()
        parent = open_[-1] if open_ else None
        open_.append(len(done))
        done.append(replace(quotation, depth=len(open_) - 1, parent=parent))
    return done


def _placed(article: Article, quotations: Sequence[Quotation]) -> Iterator[Quotation]:
    """Say of each quotation which blocks it lies in."""
    at = 0
    for quotation in quotations:
        while at + 1 < len(article.starts) and article.starts[at + 1] <= quotation.start:
            at += 1
        last = at
        while last + 1 < len(article.starts) and article.starts[last + 1] < quotation.end:
            last += 1
        yield replace(quotation, blocks=(at, last))


def _stray(deeds: Sequence[Deed]) -> Iterator[tuple[int, str]]:
    """Yield the marks that should have a partner and have none."""
    for deed in deeds:
        if deed.what == "unclosed" or (deed.what == "loose" and deed.mark.is_fault):
            yield deed.mark.start, deed.mark.glyph
