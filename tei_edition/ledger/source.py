"""A source and the TEI written from it → the account of every character of the source."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from lxml import etree

from tei_edition.diagnostics import Diagnostic, make
from tei_edition.ledger.account import Account, Moved, size, unexplained
from tei_edition.ledger.file import check_file, left_out, put_in
from tei_edition.ledger.streams import FREE, Parts, Stream
from tei_edition.ledger.tei import Words, is_editorial, is_note, texts_of, words_of
from tei_edition.model import Article, Block, Hand, Span
from tei_edition.tei import NS, inner_text

MARK = "\ue000"
"""Stands in the compared streams where a note hangs."""

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
"""A raised number says what the number says."""

_AUTOMATIC = ("a marker without a note", "a comment in the source")
"""The evidence for editorial notes that the editor has not written in the article's toml."""

WHITE_SPACE = "white space around blocks and lines"


@dataclass
class _Expected:
    """What the TEI must say, read off the source: texts and labels by where they must stand."""

    text: Parts = field(default_factory=list)
    notes: list[Parts] = field(default_factory=list)
    header: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    bullets: list[str] = field(default_factory=list)
    markers: list[str] = field(default_factory=list)
    separators: list[str] = field(default_factory=list)


def account_of_source(
    article: Article, spans: Sequence[Span], tree: etree._ElementTree, hand: Hand | None = None
) -> Account:
    """Account for every character of `article.source` in the TEI document, read anew from its bytes.

    The blocks say where each character of theirs stands in the source; that is checked against the source
    itself, and the words of the TEI are compared with them, notes and header apart, each note at its place.
    What is said in the TEI beyond the source must be the editor's: `hand`.
    """
    name = article.source.name
    step = f"{PurePath(name).stem}: source → TEI"
    normalised: Counter[str] = Counter()
    findings = [*check_file(step, article.source), *_check_blocks(article, normalised)]
    expected = _expected(article, spans)
    text = next(texts_of(tree))
    words = words_of(text, "source", put_in=_mark)
    first, second = Stream.of(expected.text), Stream.of(words.text).without_edges()
    findings += unexplained(step, name, first, second, "the text")
    findings += _run_together(step, name, first, second) if not findings else []
    findings += _compare_hand(step, name, hand, spans, tree, words) if hand else []
    findings += _compare_notes(step, name, expected, words)
    findings += _compare_lists(step, name, expected, tree)
    moved = [Moved(item, "teiHeader//notesStmt/note") for item in expected.header]
    moved += [
        Moved("".join(part for part in note if isinstance(part, str) and part != MARK), "note, at its marker")
        for note in expected.notes
    ]
    moved += [
        Moved(label, "item/@n or list/@rend, note/@n")
        for label in (*expected.items, *expected.labels, *expected.markers)
    ]
    moved += [Moved(label, "list/@rend") for label in expected.bullets]
    moved += [Moved(label, "milestone/@rend") for label in expected.separators]
    normalised += put_in(article.source)
    gone = left_out(article.source)
    total = size(article.source.text) + gone.total() - put_in(article.source).total()
    changed = sum(size(piece.text) for block in article.blocks for piece in block.pieces if piece.rule)
    kept = size("".join(part for part in expected.text if isinstance(part, str) and part != MARK)) - changed
    reasons = dict(sorted(gone.items()))
    return Account(
        step, total, kept, tuple(moved), dict(sorted(normalised.items())), reasons, tuple(findings)
    )


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
            if piece.rule and _letters(source[piece.start : piece.end]) != _letters(piece.text):
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


def _letters(text: str) -> str:
    """Give what no rule may change: letters and digits."""
    return "".join(char for char in text if char.isalnum())


def _mark(element: etree._Element) -> Parts:
    """Mark the place of a note in the running text."""
    return [MARK] if is_note(element) else []


def _expected(article: Article, spans: Sequence[Span]) -> _Expected:
    """Sort the blocks by where their text must stand."""
    expected = _Expected()
    notes = [span for span in _sorted(spans) if span.tag == "note"]
    points = [span for span in _sorted(spans) if span.tag in ("note", "figure", "lb")]
    taken = [span for span in notes if span.blocks]
    expected.markers = [article.text[span.start : span.end] or span.attributes.get("n", "") for span in taken]
    moved = {index for span in taken for index in span.blocks}
    for index, block in enumerate(article.blocks):
        if block.kind == "boilerplate":
            expected.header.append(block.text)
        elif block.kind == "separator":
            expected.separators += [block.label] if block.label else []
        elif index not in moved:
            _labels(expected, block).extend([block.label] if block.label else [])
            words = _without(article, index, points)
            if "alt" in block.attributes:
                words = [FREE, block.attributes["alt"], *words]
            if block.kind == "note":
                expected.notes.append(words)
                expected.text += [FREE, MARK, FREE]
            else:
                expected.text += words
    expected.notes += [_note_text(article, span, points) for span in taken]
    return expected


def _labels(expected: _Expected, block: Block) -> list[str]:
    """Give the list a block's label belongs in."""
    if block.kind != "item":
        return expected.labels
    return expected.items if any(char.isalnum() for char in block.label) else expected.bullets


def _note_text(article: Article, span: Span, points: Sequence[Span]) -> Parts:
    return [part for index in span.blocks for part in _without(article, index, points)]


def _sorted(spans: Iterable[Span]) -> list[Span]:
    return sorted(spans, key=lambda span: (span.start, span.end))


def _without(article: Article, index: int, points: Sequence[Span]) -> Parts:
    """Give a block's text, between edges, with a mark for each note that hangs from it in the marker's place.

    A picture is in the text with its description; at a line break a gap may be, or none.
    """
    start, end = article.extent(index)
    parts: Parts = [FREE]
    at = start
    for span in points[bisect_left(points, start, key=lambda span: span.start) :]:
        if span.start > end:
            break
        inside = [MARK] if span.tag == "note" else [FREE, span.content, FREE]
        parts += [article.text[at : span.start], *inside]
        at = max(at, span.end)
    return [*parts, article.text[at:end], FREE]


def _run_together(step: str, name: str, first: Stream, second: Stream) -> list[Diagnostic]:
    """Say where two blocks of the source have become one: every edge must be an edge or a gap in the TEI."""
    return [
        make("words-lost", f"{step}: two blocks run together", file=name, excerpt=first.around(position))
        for position in sorted(first.free - second.gaps - second.free)[:10]
    ]


def _compare_hand(
    step: str, name: str, hand: Hand, spans: Sequence[Span], tree: etree._ElementTree, words: Words
) -> list[Diagnostic]:
    """Compare corrections and editorial notes with what the editor says; each must be there once, nothing else."""
    automatic = [span.content for span in spans if span.tag == "note" and span.evidence in _AUTOMATIC]
    wanted = Counter(_folded(f"{item.sic} → {item.corr}") for item in hand.corrections)
    wanted += Counter(_folded(text) for text in (*automatic, *(note.text for note in hand.notes)))
    found = Counter(_readings(choice) for choice in tree.iter(f"{{{NS}}}choice"))
    found += Counter(_folded(inner_text(note)) for note, _ in words.notes if is_editorial(note))
    lost = [
        make("words-lost", f"{step}: the editor’s “{text}” is lost", file=name) for text in wanted - found
    ]
    added = [
        make("words-added", f"{step}: “{text}” is not the editor’s", file=name) for text in found - wanted
    ]
    return lost + added


def _readings(choice: etree._Element) -> str:
    """Give both readings of a correction, notes in them left out."""
    readings = []
    for child in choice:
        parts = words_of(child).text
        readings.append("".join(part if isinstance(part, str) else " " for part in parts))
    return _folded(" → ".join(readings))


def _folded(text: str) -> str:
    return " ".join(text.split())


def _compare_notes(step: str, name: str, expected: _Expected, words: Words) -> list[Diagnostic]:
    """Compare the notes of the source with those of the TEI, whichever order they stand in."""
    found = sorted(Stream.of(parts).characters for element, parts in words.notes if not is_editorial(element))
    wanted = sorted(Stream.of(parts).characters for parts in expected.notes)
    return unexplained(step, name, Stream.of(_spaced(wanted)), Stream.of(_spaced(found)), "the notes")


def _spaced(items: Sequence[str]) -> Parts:
    return [part for item in items for part in (FREE, item, FREE)]


def _compare_lists(step: str, name: str, expected: _Expected, tree: etree._ElementTree) -> list[Diagnostic]:
    """Compare what moved into header and attributes."""
    header = [inner_text(note) for note in tree.iter(f"{{{NS}}}note") if note.get("type") == "boilerplate"]
    items = [n for item in tree.iter(f"{{{NS}}}item") if (n := item.get("n"))]
    notes = [note.get("n", "") for note in tree.iter(f"{{{NS}}}note") if note.get("type") == "authorial"]
    rends = [rend for item in tree.iter(f"{{{NS}}}milestone") if (rend := item.get("rend"))]
    findings = unexplained(step, name, _list(expected.header), _list(header), "the header")
    findings += unexplained(
        step,
        name,
        _list(sorted(map(_plain, [*expected.labels, *expected.markers]))),
        _list(sorted(map(_plain, notes))),
        "the numbers of notes",
    )
    findings += unexplained(
        step, name, _list(map(_plain, expected.items)), _list(map(_plain, items)), "the numbers of items"
    )
    return findings + unexplained(step, name, _list(expected.separators), _list(rends), "the separators")


def _list(items: Iterable[str]) -> Stream:
    return Stream.of([part for item in items for part in (f" {item} ",)])


def _plain(label: str) -> str:
    """Give what a label says without its brackets and stops; a mere sign is all it says."""
    label = re.sub(r"^\[\w+\s+", "", label)  # [Footnote 1:
    return re.sub(r"^[\W_]+|[\W_]+$", "", label.translate(SUPERSCRIPTS)) or "".join(label.split()).strip(
        "[](){}"
    )
