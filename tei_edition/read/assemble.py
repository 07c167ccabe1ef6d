"""Blocks as a reader told them → blocks: their lines joined, or each a block, as in plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tei_edition.model import Block, Piece, Source, Span
from tei_edition.read.joining import Words, pieces_of
from tei_edition.read.lines import Group, Line, groups_of
from tei_edition.read.paragraphs import Wrap, paragraphs_of, wrap_of
from tei_edition.read.writer import Raw, Writer

__all__ = ["assemble"]

_MORE_LABEL = re.compile(r"[\])}.:]{0,3}\s*")
_NOTE_LABEL = re.compile(r"(?:\[\w{1,4}\*?\]|\(\w{1,3}\)|\d{1,3}[.):]?(?=\s)|[*†‡§]{1,3})(?=\s*\S)")
_BRACKETS = {"[": "]", "(": ")", "{": "}"}
_TEXT = ("paragraph", "item", "quote", "verse", "cell", "figure")


def assemble(
    writer: Writer, name: str, encoding: str, form: str, data: bytes, facts: Mapping[str, tuple[str, ...]]
) -> tuple[Source, tuple[Block, ...]]:
    """Give the source and its blocks from what a reader has told the writer; `form` is `Source.format`."""
    text = writer.text
    groups = {id(raw): _groups(text, raw) for raw in writer.raws}
    prose = [group for raw in writer.raws if not raw.shape.solid for group in groups[id(raw)]]
    wrap = wrap_of([group for group in prose if len(group.lines) > 1])
    words = Words(text)
    breaks: list[Span] = []
    blocks: list[Block] = []
    for raw in _without_idle(writer.raws, page=form == "html"):
        blocks += _blocks(text, raw, groups[id(raw)], wrap, words, breaks)
    spans = [*(span for span in (_trimmed(text, one) for one in writer.spans) if span), *breaks]
    return Source(name, text, encoding, form, data, writer.runs(), tuple(spans), facts), tuple(blocks)


def _without_idle(raws: Sequence[Raw], page: bool) -> Iterator[Raw]:
    """Yield the blocks without rules that part nothing, at the edges, beside a heading, and a web page's logos."""
    for at, raw in enumerate(raws):
        kinds = [other.shape.kind for other in (*raws[max(at - 1, 0) : at], *raws[at + 1 : at + 2])]
        idle = len(kinds) < 2 or not set(kinds) <= set(_TEXT)
        early = not any(other.shape.kind in ("heading", *_TEXT[:4]) for other in raws[:at])
        if raw.shape.kind == "separator" and raw.start == raw.end and idle:
            continue
        if page and raw.shape.kind == "figure" and raw.start == raw.end and early:
            continue
        yield raw


def _groups(text: str, raw: Raw) -> list[Group]:
    """Give the lines of a block, without its label, in groups parted by empty lines."""
    start = _label_end(text, raw)
    return [
        Group(tuple(replace(line, start=line.start + start) for line in group.lines), group.blank_before)
        for group in groups_of(text[start : raw.end])
    ]


def _label_end(text: str, raw: Raw) -> int:
    """Give where the label of a block ends, with the stop or bracket behind it."""
    if raw.label_end > raw.start:
        found = _MORE_LABEL.match(text, raw.label_end, raw.end)
        return found.end() if found else raw.label_end
    if raw.shape.kind == "note" and (label := _NOTE_LABEL.match(text, raw.start, raw.end)):
        return label.end()
    return raw.start


def _blocks(
    text: str, raw: Raw, groups: Sequence[Group], wrap: Wrap, words: Words, breaks: list[Span]
) -> Iterator[Block]:
    """Yield the blocks of a raw one; its label and the space before it are the first one's."""
    shape = raw.shape
    first = Block(
        shape.kind,
        (),
        shape.level,
        text[raw.start : _label_end(text, raw)].strip(),
        raw.blank_before,
        attributes=shape.attributes,
    )
    if not groups:
        yield first
        return
    if shape.solid and shape.kind != "verse":
        whole = [line for group in groups for line in group.lines]
        breaks += [Span(line.start, line.start, "lb", {}, "a line break", by="source") for line in whole[1:]]
        yield replace(first, pieces=_joined(whole, "line-break")[0])
        return
    for number, group in enumerate(groups):
        block = first if not number else replace(first, label="", blank_before=group.blank_before)
        if shape.kind == "verse":
            pieces, starts = _joined(group.lines, "verse-line")
            yield replace(block, pieces=pieces, lines=starts)
            continue
        for lines in paragraphs_of(group.lines, wrap):
            yield replace(block, pieces=pieces_of(lines, words))
            block = replace(block, label="", blank_before=0)


def _joined(lines: Sequence[Line], rule: str) -> tuple[tuple[Piece, ...], tuple[int, ...]]:
    """Give the pieces of lines with a space between them, and where each further one begins."""
    pieces: list[Piece] = []
    starts: list[int] = []
    length = 0
    for line in lines:
        if pieces:
            pieces.append(Piece(" ", pieces[-1].end, line.start, rule))
            length += 1
            starts.append(length)
        pieces.append(Piece(line.text, line.start, line.end))
        length += len(line.text)
    return tuple(pieces), tuple(starts)


def _trimmed(text: str, span: Span) -> Span | None:
    """Give a span without white space at its ends; a marker with the brackets around it; none where it is empty."""
    start, end = span.start, span.end
    if start == end:
        return span
    said = text[start:end]
    start += len(said) - len(said.lstrip())
    end -= len(said) - len(said.rstrip())
    if start >= end:
        return None
    if span.tag == "note" and start and _BRACKETS.get(text[start - 1]) == text[end : end + 1]:
        start, end = start - 1, end + 1
    return replace(span, start=start, end=end)
