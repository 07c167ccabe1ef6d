"""A source and the TEI written from it → the account of every character of the source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from lxml import etree

from tei_edition.diagnostics import Diagnostic, make
from tei_edition.ledger.account import Account, Moved, size, unexplained
from tei_edition.ledger.streams import FREE, Stream
from tei_edition.ledger.tei import Words, is_editorial, texts_of, words_of
from tei_edition.model import Article, Span
from tei_edition.tei import NS, inner_text

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
"""A raised number says what the number says."""

WHITE_SPACE = "white space around blocks and lines"


@dataclass
class _Expected:
    """What the TEI must say, read off the source: texts and labels by where they must stand."""

    text: list[str | None] = field(default_factory=list)
    notes: list[list[str | None]] = field(default_factory=list)
    header: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    bullets: list[str] = field(default_factory=list)
    markers: list[str] = field(default_factory=list)
    separators: list[str] = field(default_factory=list)


def account_of_source(article: Article, spans: Sequence[Span], tree: etree._ElementTree) -> Account:
    """Account for every character of `article.source` in the TEI document, read anew from its bytes.

    The blocks say where each character of theirs stands in the source; that is checked against the source
    itself, and the words of the TEI are compared with them, notes and header apart.
    """
    name = article.source.name
    step = f"{PurePath(name).stem}: source → TEI"
    normalised: Counter[str] = Counter()
    findings = list(_check_blocks(article, normalised))
    expected = _expected(article, spans)
    text = next(texts_of(tree))
    words = words_of(text, "source", editorial=False)
    findings += unexplained(step, name, Stream.of(expected.text), Stream.of(words.text), "the text")
    findings += _compare_notes(step, name, expected, words)
    findings += _compare_lists(step, name, expected, tree)
    moved = [Moved(item, "teiHeader//notesStmt/note") for item in expected.header]
    moved += [Moved("".join(part or "" for part in note), "note, at its marker") for note in expected.notes]
    moved += [
        Moved(label, "item/@n or list/@rend, note/@n") for label in (*expected.labels, *expected.markers)
    ]
    moved += [Moved(label, "list/@rend") for label in expected.bullets]
    moved += [Moved(label, "milestone/@rend") for label in expected.separators]
    total = size(article.source.text)
    changed = sum(size(piece.text) for block in article.blocks for piece in block.pieces if piece.rule)
    kept = size("".join(part or "" for part in expected.text)) - changed
    return Account(step, total, kept, tuple(moved), dict(sorted(normalised.items())), {}, tuple(findings))


def _check_blocks(article: Article, normalised: Counter[str]) -> Iterator[Diagnostic]:
    """Check that the blocks' pieces, labels and white space make up the whole source, in order."""
    source, at = article.source.text, 0
    labels: list[str] = []
    for block in article.blocks:
        labels += [block.label] if block.label else []
        for piece in block.pieces:
            yield from _check_gap(article, at, piece.start, labels, normalised)
            labels = []
            if not piece.rule and source[piece.start : piece.end] != piece.text:
                yield _lost(article, piece.start, source[piece.start : piece.end])
            if piece.rule:
                normalised[piece.rule] += piece.end - piece.start
            at = piece.end
    yield from _check_gap(article, at, len(source), labels, normalised)


def _check_gap(
    article: Article, start: int, end: int, labels: list[str], normalised: Counter[str]
) -> Iterator[Diagnostic]:
    """Check that nothing but white space and the labels stands between two pieces."""
    gap = article.source.text[start:end]
    if start > end or "".join(gap.split()) != "".join("".join(labels).split()):
        yield _lost(article, start, gap.strip())
    if count := sum(char.isspace() for char in gap):
        normalised[WHITE_SPACE] += count


def _lost(article: Article, offset: int, text: str) -> Diagnostic:
    line = article.source.text.count("\n", 0, offset) + 1
    return make("words-lost", f"“{text}” of the source is in no block", file=article.source.name, line=line)


def _expected(article: Article, spans: Sequence[Span]) -> _Expected:
    """Sort the blocks by where their text must stand."""
    expected = _Expected()
    taken = sorted((span for span in spans if span.blocks), key=lambda span: span.start)
    expected.markers = [article.text[span.start : span.end] for span in taken]
    moved = {index for span in taken for index in span.blocks}
    for index, block in enumerate(article.blocks):
        if block.kind == "boilerplate":
            expected.header.append(block.text)
        elif block.kind == "separator":
            expected.separators += [block.label] if block.label else []
        elif index not in moved:
            bullet = block.kind == "item" and not any(char.isalnum() for char in block.label)
            (expected.bullets if bullet else expected.labels).extend([block.label] if block.label else [])
            words = _without(article, index, taken)
            if block.kind == "note":
                expected.notes.append(words)
            else:
                expected.text += words
    expected.notes += [_note_text(article, span, taken) for span in taken]
    return expected


def _note_text(article: Article, span: Span, taken: Sequence[Span]) -> list[str | None]:
    return [part for index in span.blocks for part in _without(article, index, taken)]


def _without(article: Article, index: int, taken: Sequence[Span]) -> list[str | None]:
    """Give a block's text without the markers in it, with room for a gap before, after and between lines."""
    start, end = article.extent(index)
    parts: list[str | None] = [FREE]
    at = start
    for span in taken:
        if start <= span.start and span.end <= end:
            parts += [article.text[at : span.start]]
            at = span.end
    return [*parts, article.text[at:end], FREE]


def _compare_notes(step: str, name: str, expected: _Expected, words: Words) -> list[Diagnostic]:
    """Compare the notes of the source with those of the TEI, whichever order they stand in."""
    found = sorted(Stream.of(parts).characters for element, parts in words.notes if not is_editorial(element))
    wanted = sorted(Stream.of(parts).characters for parts in expected.notes)
    return unexplained(step, name, Stream.of(_spaced(wanted)), Stream.of(_spaced(found)), "the notes")


def _spaced(items: Sequence[str]) -> list[str | None]:
    return [part for item in items for part in (FREE, item, FREE)]


def _compare_lists(step: str, name: str, expected: _Expected, tree: etree._ElementTree) -> list[Diagnostic]:
    """Compare what moved into header and attributes."""
    header = [inner_text(note) for note in tree.iter(f"{{{NS}}}note") if note.get("type") == "boilerplate"]
    labels = [n for item in tree.iter(f"{{{NS}}}item") if (n := item.get("n"))]
    notes = [note.get("n", "") for note in tree.iter(f"{{{NS}}}note") if note.get("type") == "authorial"]
    rends = [rend for item in tree.iter(f"{{{NS}}}milestone") if (rend := item.get("rend"))]
    findings = unexplained(step, name, _list(expected.header), _list(header), "the header")
    findings += unexplained(
        step,
        name,
        _list(sorted(map(_plain, [*expected.labels, *expected.markers]))),
        _list(sorted(map(_plain, [*labels, *notes]))),
        "the numbers of items and notes",
    )
    return findings + unexplained(step, name, _list(expected.separators), _list(rends), "the separators")


def _list(items: Sequence[str]) -> Stream:
    return Stream.of([part for item in items for part in (f" {item} ",)])


def _plain(label: str) -> str:
    """Give what a label says without its brackets and stops; a mere sign is all it says."""
    return re.sub(r"^[\W_]+|[\W_]+$", "", label.translate(SUPERSCRIPTS)) or "".join(label.split())
