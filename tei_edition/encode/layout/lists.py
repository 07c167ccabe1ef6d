"""Paragraphs that are numbered, lettered or marked with a sign, in a series → items, the marker as label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tei_edition.encode.layout.cutting import kind_of, with_label
from tei_edition.encode.layout.dates import is_date
from tei_edition.encode.layout.shape import ends_sentence, indent_of, is_caps, is_title_case, words
from tei_edition.model import Block, Source

__all__ = ["Marker", "is_heading_series", "is_numbered_heading", "lists", "marker"]

_MARKERS = re.compile(
    r"(?P<open>[(\[]?)(?:(?P<number>\d{1,3})(?:st|nd|rd|th)?(?=[.)\]°º]|\s?[–—-]\s)|(?P<roman>[ivxlIVXL]{1,6})|(?P<letter>[a-zA-Z]))(?P<close>[.)\]°º]+|\s?[–—-](?=\s))(?=\s*[^\s\d.)])"
    r"|(?P<bullet>[•●○▪◦·♦■□➢*]|[–—-])(?=\s+\S)"
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_DASHES = "–—-"
_NEAR = 20
"""So many lists back one is looked for that a list stands in."""
_FEW = 5
"""A numbered heading that ends with a stop has no more words."""
_BETWEEN = 2
"""So many paragraphs without a marker may continue an item."""


@dataclass(frozen=True)
class Marker:
    """The marker a block begins with."""

    style: str
    """What markers of one list have in common: `1.`, `(a)`, `•`."""
    value: int
    """Its number; 0 for a sign."""
    length: int
    """How many characters it has."""


@dataclass(frozen=True)
class _Series:
    """Where a list stands that has been found."""

    first: int
    """Index of its first item."""
    last: int
    """Index of its last."""
    level: int
    """Its depth."""


def marker(text: str) -> list[Marker]:
    """Give the ways to read the marker a text begins with: `i.` is a letter or a roman number."""
    found = _MARKERS.match(text)
    if not found:
        return []
    if sign := found["bullet"]:
        return [Marker(sign, 0, 1)]
    opening, closing = found["open"], found["close"].strip()
    if (opening == "[") or (opening == "(" and ")" not in closing):
        return []
    readings = []
    if number := found["number"]:
        readings.append(("1", int(number)))
    if figures := found["roman"]:
        readings.append(("i" if figures.islower() else "I", _roman(figures)))
    letter = found["letter"] or (found["roman"] if len(found["roman"] or "") == 1 else "")
    if letter:
        readings.append(("a" if letter.islower() else "A", ord(letter.lower()) - 96))
    return [Marker(opening + style + closing, value, found.end()) for style, value in readings]


def _roman(figures: str) -> int:
    values = [_ROMAN[figure] for figure in figures.lower()]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)


def lists(source: Source, blocks: Sequence[Block]) -> list[Block]:
    """Make items of the paragraphs whose markers form a series from the beginning, or repeat a sign."""
    found = list(blocks)
    _take_figures(found)
    markers = {at: marker(block.text) for at, block in enumerate(blocks) if block.kind == "paragraph"}
    done: list[_Series] = []
    for at in sorted(markers):
        for reading in markers[at]:
            series = _series(found, markers, at, reading)
            indexes = [index for index, _ in series]
            if len(series) >= 2 and not is_heading_series(found, indexes):
                level = _level(source, found, at, done)
                done.append(_Series(at, series[-1][0], level))
                _mark(found, series, level)
                break
    for place in done:
        _continue(found, place)
    return found


def _take_figures(found: list[Block]) -> None:
    """Make items of short lines that stand together and mostly end with a figure: `Rent, $2.00`."""
    at = 0
    while at < len(found):
        end = at + 1
        while end < len(found) and _is_entry(found[end]) and not found[end].blank_before:
            end += 1
        lines = found[at:end] if _is_entry(found[at]) else []
        figures = sum(bool(_FIGURE.search(block.text)) for block in lines)
        if len(lines) >= _LISTED and figures >= 0.6 * len(lines):
            found[at:end] = [kind_of(block, "item", 1) for block in lines]
        at = end


def _is_entry(block: Block) -> bool:
    return block.kind == "paragraph" and len(block.text) <= _ENTRY and not is_date(block.text)


_FIGURE = re.compile(r"[^\W\d_].*[\s$£.]\d[\d.,/]*\s?(?:%|[a-z]{1,2}\.|fr\.?|Mk?\.?|€)?[.;,]?$")
_LISTED, _ENTRY = 3, 75
"""So many lines of so many characters at most make a list."""


def _continue(found: list[Block], series: _Series) -> None:
    """Let one or two paragraphs between two items continue the first."""
    at = series.first + 1
    while at < series.last:
        end = at
        while found[end].kind == "paragraph" and end < series.last:
            end += 1
        goes_on = not any(_is_heading(block) or is_numbered_heading(block.text) for block in found[at:end])
        if (
            0 < end - at <= _BETWEEN
            and found[end].kind == "item"
            and found[at - 1].kind == "item"
            and goes_on
        ):
            found[at:end] = [kind_of(block, "item", series.level) for block in found[at:end]]
        at = end + 1


def _is_heading(block: Block) -> bool:
    """Say whether a line between two items is set as a heading: short, without stop, numbered or in capitals."""
    few = len(words(block.text))
    if marker(block.text) and few <= _FEW and is_title_case(block.text):
        return True
    short = len(block.text) <= 90 and not _is_closed(block.text)
    titled = is_title_case(block.text) and (
        bool(marker(block.text)) or (block.blank_before and _BETWEEN < few <= 9)
    )
    return short and bool(is_caps(block.text) or titled)


def _level(source: Source, found: Sequence[Block], first: int, done: Sequence[_Series]) -> int:
    """Give the level of a list: it is deeper than those it stands in, or which lead to it."""
    around = [series.level for series in done[-_NEAR:] if series.first < first < series.last]
    if around:
        return 1 + max(around)
    before = found[first - 1] if first else None
    if before and before.kind == "item" and _is_deeper(source, before, found[first]):
        return before.level + 1
    return 1


def _series(
    found: Sequence[Block], markers: dict[int, list[Marker]], at: int, first: Marker
) -> list[tuple[int, Marker]]:
    """Give the blocks that count on from the marker at `at`, which must be the first of its sort."""
    if found[at].kind != "paragraph" or first.value > 1:
        return []
    series = [(at, first)]
    for index in range(at + 1, len(found)):
        last_at, last = series[-1]
        if _ends_list(found, index, last_at, last):
            break
        wanted = last.value + 1 if first.value else 0
        after = next(
            (m for m in markers.get(index, []) if m.style == first.style and m.value == wanted), None
        )
        if after and found[index].kind == "paragraph":
            series.append((index, after))
    return series if first.value or _is_bulleted(found, series) else []


def _ends_list(found: Sequence[Block], index: int, last_at: int, last: Marker) -> bool:
    """Say whether a list cannot go on at that block: a heading, or too many paragraphs without marker."""
    if found[index].kind not in ("paragraph", "item", "quote", "verse"):
        return True
    reach = 12 if last.value else 1
    return index - last_at > reach


def _is_bulleted(found: Sequence[Block], series: Sequence[tuple[int, Marker]]) -> bool:
    """Say whether a row of signs is a list: dashes may as well be a dialogue."""
    at, first = series[0]
    if first.style not in _DASHES:
        return True
    led = at > 0 and found[at - 1].text.rstrip().endswith(":")
    texts = [found[index].text[1:].strip() for index, _ in series]
    small = sum(text[:1].islower() or text.endswith(";") for text in texts)
    return (
        (led and first.style == "-")
        or small > len(texts) / 2
        or (led and all(len(words(t)) < 25 for t in texts))
    )


def is_heading_series(found: Sequence[Block], indexes: Sequence[int]) -> bool:
    """Say whether numbered lines are rather headings: short, without full stop, each with text below it."""
    items = frozenset(indexes)
    short = [
        at
        for at in indexes
        if len(found[at].text) <= 90
        and (not _is_closed(found[at].text) or len(words(found[at].text)) <= _FEW)
    ]
    over = [at for at in short if at + 1 not in items and _is_over_text(found, at)]
    return len(over) >= 0.7 * len(indexes)


def is_numbered_heading(text: str) -> bool:
    """Say whether a line is a Roman number, a dash and a few words: `II.—Wages.`"""
    return bool(re.match(r"[IVX]+[.)]?\s?[—–-]\s?[^\W\d_]", text)) and len(words(text)) <= _FEW


def _is_over_text(found: Sequence[Block], at: int) -> bool:
    """Say whether one of the two blocks below a line is longer than it."""
    return any(len(block.text) > len(found[at].text) for block in found[at + 1 : at + 3])


def _is_closed(text: str) -> bool:
    """Say whether a line ends with a stop other than a question or exclamation mark, and is not set in capitals."""
    return ends_sentence(text) and not text.endswith(("?", "!")) and not is_caps(text)


def _mark(found: list[Block], series: Sequence[tuple[int, Marker]], level: int) -> None:
    """Make items of a series."""
    for at, sign in series:
        found[at] = with_label(found[at], "item", sign.length, level)


def _is_deeper(source: Source, before: Block, first: Block) -> bool:
    """Say whether a list that follows an item belongs to it: it is led by a colon, or set in."""
    return (
        before.text.rstrip().endswith((":", "—", "–"))
        or indent_of(source, first) > indent_of(source, before) >= 0
    )
