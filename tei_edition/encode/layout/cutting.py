"""Blocks → blocks cut or joined: the only place that makes pieces anew, so that none is lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tei_edition.model import Block, Piece

__all__ = ["as_label", "joined", "kind_of", "part_of", "with_label"]


def kind_of(block: Block, kind: str, level: int = 0) -> Block:
    """Give the block as one of that kind."""
    return replace(block, kind=kind, level=level)


def as_label(block: Block, kind: str) -> Block:
    """Give a block whose characters are all its label: a separator."""
    return replace(block, kind=kind, pieces=(), label=block.text)


def with_label(block: Block, kind: str, length: int, level: int = 0) -> Block:
    """Take the first `length` characters of the text out as label, and the white space after them."""
    text = block.text
    while length < len(text) and text[length].isspace():
        length += 1
    pieces = tuple(_without(block.pieces, length))
    return replace(block, kind=kind, pieces=pieces, label=text[:length].strip(), level=level)


def _without(pieces: Sequence[Piece], length: int) -> Iterator[Piece]:
    """Yield the pieces without the first `length` characters of their text."""
    for piece in pieces:
        if length >= len(piece.text) and length:
            length -= len(piece.text)
        elif length:
            yield Piece(piece.text[length:], piece.start + length, piece.end, piece.rule)
            length = 0
        else:
            yield piece


def part_of(
    block: Block, start: int, end: int, kind: str, attributes: Mapping[str, str], blank_before: int
) -> Block:
    """Give the characters of a block between two offsets as a block of that kind."""
    pieces: list[Piece] = []
    at = 0
    for piece in block.pieces:
        first, last = max(start - at, 0), min(end - at, len(piece.text))
        if first < last:
            cut = len(piece.text) - last
            pieces.append(Piece(piece.text[first:last], piece.start + first, piece.end - cut, piece.rule))
        at += len(piece.text)
    return Block(kind, tuple(pieces), blank_before=blank_before, attributes=attributes)


def joined(blocks: Sequence[Block], kind: str, rule: str) -> Block:
    """Make one block of several, a space between them by that rule; `lines` says where each begins."""
    pieces: list[Piece] = []
    lines: list[int] = []
    length = 0
    for block in blocks:
        if pieces:
            pieces.append(Piece(" ", pieces[-1].end, block.start, rule))
            length += 1
            lines.append(length)
        pieces += block.pieces
        length += len(block.text)
    verse = tuple(lines) if rule == "verse-line" else ()
    return replace(blocks[0], kind=kind, pieces=tuple(pieces), lines=verse)
