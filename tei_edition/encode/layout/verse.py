"""Short lines that stand together → verse; lines of one paragraph that were taken apart → one block again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from tei_edition.encode.layout.cutting import joined
from tei_edition.encode.layout.dates import dates_in
from tei_edition.encode.layout.shape import indent_of, names_in
from tei_edition.model import Block, Source

__all__ = ["verse"]

_HEAD = ("title", "subtitle", "byline", "docdate", "source", "boilerplate")
"""Lines below the title block are verse where the first goes on in the second."""
_LONGEST = 75
_SET_IN = 3
"""So many columns farther from the margin stand verses among paragraphs."""
_BRACKETED = re.compile(r"\([A-ZÀ-Þ][^()\d]{2,50}\)\.?")
"""A line below verse that tells whose it is."""
_STOP = re.compile(r"[.!?][\"'”’“»«)\]]*$")


def verse(source: Source, blocks: Sequence[Block]) -> list[Block]:
    """Make a verse block of each group of lines that looks like a stanza."""
    found: list[Block] = []
    for run in _runs(source, _joined_by_commas(blocks)):
        led = bool(found) and found[-1].text.rstrip().endswith((":", ":—", ":–", ","))
        led = led or (bool(found) and found[-1].kind in _HEAD and run[0].text.endswith(","))
        signed = len(run) > 2 and _DASHED.match(run[-1].text) is not None
        whose = run[-1:] if signed or (len(run) > 2 and _BRACKETED.fullmatch(run[-1].text)) else []
        lines = run[: len(run) - len(whose)]
        if len(lines) > 1 and _is_stanza(
            source, lines, led or signed or (bool(found) and found[-1].kind == "verse")
        ):
            found += [joined(lines, "verse", "verse-line"), *whose]
        else:
            found += run
    return found


_DASHED = re.compile(r"(?:[—–]|--?)\s?[^\W\d_]")
"""A line behind a dash, which says whose the verses are."""


def _joined_by_commas(blocks: Sequence[Block]) -> list[Block]:
    """Make a stanza of four or more short lines parted by blank lines, if most end with a comma or nothing."""
    found: list[Block] = []
    for is_line, group in groupby(blocks, _is_verse_line):
        run = list(group)
        named = bool(names_in(run[-1].text)) and is_line
        lines = run[:-1] if named else run
        open_ends = sum(not _STOP.search(block.text) for block in lines[:-1])
        commas = sum(block.text.endswith((",", ";", ":")) for block in lines)
        if is_line and len(lines) >= 4 and open_ends >= 0.6 * (len(lines) - 1) and commas >= 2:
            run = [joined(lines, "verse", "verse-line"), *run[len(lines) :]]
        found += run
    return found


def _is_verse_line(block: Block) -> bool:
    text = block.text
    return block.kind == "paragraph" and len(text) <= 60 and not text[0].islower() and block.blank_before == 1


def _runs(source: Source, blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Yield the blocks in runs: paragraphs without a blank line between them, any other block alone.

    Lines that are set in are not in one run with a long paragraph that is not.
    """
    run: list[Block] = []
    for block in blocks:
        tied = run and block.kind == "paragraph" == run[-1].kind and not block.blank_before
        tied = tied and not _is_apart(source, run[-1], block)
        if run and not tied:
            yield run
            run = []
        run.append(block)
    if run:
        yield run


def _is_apart(source: Source, above: Block, below: Block) -> bool:
    """Say whether one of two blocks is a long paragraph, and the other is set in from it."""
    step = abs(indent_of(source, above) - indent_of(source, below))
    if max(len(above.text), len(below.text)) <= _LONGEST:
        return step >= 2 * _SET_IN
    return step >= _SET_IN


def _is_couplet(texts: Sequence[str]) -> bool:
    """Say whether two lines are verse wherever they stand: the first goes on, the second ends a sentence."""
    long = all(len(text.split()) >= 5 and text[0].isupper() for text in texts)
    ends = re.search(r"[.!?][\"'”’“»«)\]]*[*†‡¹²³\d\[\]]*$", texts[-1])
    return len(texts) == 2 and long and texts[0].endswith((",", ";")) and bool(ends)


def _is_stanza(source: Source, run: Sequence[Block], expected: bool) -> bool:
    """Say whether lines are verse: short, beginning large, most without a full stop, no addresses."""
    texts = [block.text for block in run]
    if any(len(text) > _LONGEST for text in texts) or any(dates_in(text) for text in texts[:1] + texts[-1:]):
        return False
    if any(names_in(text) for text in texts[-1:]) and len(texts) < 4:
        return False
    stopped = sum(bool(_STOP.search(text)) for text in texts[:-1])
    large = sum(not text[:1].islower() for text in texts)
    indented = sum(indent_of(source, block) > 1 for block in run)
    if stopped > 0.6 * len(texts):
        return False
    expected = expected or _is_couplet(texts)
    enough = len(texts) >= 3 or expected or indented == len(texts)
    return enough and (large >= 0.7 * len(texts) or indented >= 0.5 * len(texts) or expected)
