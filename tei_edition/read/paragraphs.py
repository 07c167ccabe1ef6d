"""Lines without a blank line between them → paragraphs: which line ends are wraps, and which are meant.

A wrapped line is *full*: the first word of the next line would not have fitted on it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tei_edition.read.lines import Group, Line, marker_of, successive

__all__ = ["Wrap", "paragraphs_of", "wrap_of"]

_NARROW, _WIDE = 34, 130
"""Between these widths, in characters, lines may have been wrapped by a printer or a program."""
_FULL = 0.8
"""The part of the width that a wrapped line fills at least, together with the word that did not fit."""
_SPEECH = '“„«»"‘—–'
"""Signs with which speech begins, mostly in a paragraph of its own."""
_PARAGRAPHS = 4
"""So many first lines that are set in make a habit."""
_SET_IN = 10
"""First lines are set in by no more columns."""
_ENOUGH = 20
"""So many lines that surely go on tell how full such lines are."""
_HYPHENS = "-‐¬\u00ad"
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’“»«)\]]*$")
_STOP = re.compile(r"[.!?…][\"'”’“»«)\]]*(?:\[\d+\]|\*)?$")


@dataclass(frozen=True)
class Wrap:
    """How a text was wrapped."""

    width: int = 0
    """To how many characters; 0 where it was not wrapped."""
    least: int = 0
    """To how many characters at least a line that surely goes on would come with the first word of the next."""
    first: int = 0
    """How far from the margin the first lines of paragraphs begin, where they are set in; else 0."""


def wrap_of(groups: Sequence[Group]) -> Wrap:
    """Tell how a text was wrapped."""
    width = _width_of(groups)
    pairs = (pair for group in groups for pair in pairwise(group.lines)) if width else ()
    sure = sorted(_reach(line, after) for line, after in pairs if _goes_on(line, after, width))
    return Wrap(
        width, sure[len(sure) // 50] if len(sure) >= _ENOUGH else 0, _first_lines(groups) if width else 0
    )


def _first_lines(groups: Sequence[Group]) -> int:
    """Give how far first lines are set in; 0 where they are not, or where whole paragraphs are."""
    indents = Counter(line.indent for group in groups for line in group.lines)
    margin, second = (*(indent for indent, _ in indents.most_common(2)), 0, 0)[:2]
    lines = [pair for group in groups for pair in zip(group.lines, (*group.lines[1:], None), strict=True)]
    first = max(margin, second)
    set_in = [(line, after) for line, after in lines if line.indent == first]
    large = sum(line.opens_large for line, _ in set_in)
    over = sum(after is not None and after.indent < first for _, after in set_in)
    begin = len(set_in) >= _PARAGRAPHS and large >= 0.8 * len(set_in) and over >= 0.25 * len(set_in)
    return first if begin and 0 < first - min(margin, second) <= _SET_IN else 0


def _goes_on(line: Line, after: Line, width: int) -> bool:
    """Say whether a line is surely wrapped: the next begins small, at the same margin."""
    return not after.opens_large and abs(line.indent - after.indent) < 2 and len(line.text) > width // 2


def _reach(line: Line, after: Line) -> int:
    """Give how long a line would be with the first word of the next."""
    return len(line.text) + 1 + after.first_word


def _width_of(groups: Sequence[Group]) -> int:
    lengths = sorted(len(line.text) for group in groups for line in group.lines)
    narrow = [length for length in lengths if length <= _WIDE]
    lengths = narrow if sum(narrow) > 0.5 * sum(lengths) else lengths  # notes may stand in single lines
    width = _weighted_quantile(lengths, 0.9)
    if not _NARROW <= width <= _WIDE:
        return 0
    pairs = [pair for group in groups for pair in pairwise(group.lines)]
    full = sum(_is_full(line, after, width) for line, after in pairs)
    small = sum(not after.opens_large for _, after in pairs)
    if not pairs or full < 0.5 * len(pairs) or small < 0.25 * len(pairs) or _all_sentences(pairs):
        return 0
    return width


def _weighted_quantile(lengths: Sequence[int], part: float) -> int:
    """Give the length within which the lines hold that part of all characters."""
    left = part * sum(lengths)
    for length in lengths:
        left -= length
        if left <= 0:
            return length
    return 0


def _is_full(line: Line, after: Line, width: int) -> bool:
    """Say whether the next line's first word would not have fitted on the line."""
    return _reach(line, after) > _FULL * width


def _all_sentences(pairs: Sequence[tuple[Line, Line]]) -> bool:
    """Say whether nearly every line ends a sentence and the next begins one: then lines are paragraphs."""
    ended = sum(bool(_SENTENCE_END.search(line.text[-20:])) and after.opens_large for line, after in pairs)
    return len(pairs) >= 3 and ended >= 0.8 * len(pairs)


def paragraphs_of(lines: Sequence[Line], wrap: Wrap) -> list[Sequence[Line]]:
    """Cut a group of lines into paragraphs; `wrap` is the text's."""
    width = wrap.width or _own_width(lines)
    if len(lines) == 1 or not width or _is_verse(lines, width):
        return _apart(lines)
    marked = successive(lines)
    paragraphs: list[list[Line]] = [[lines[0]]]
    for index in range(1, len(lines)):
        if index in marked or _breaks(lines, index, width, wrap):
            paragraphs.append([])
        paragraphs[-1].append(lines[index])
    return list(paragraphs)


def _apart(lines: Sequence[Line]) -> list[Sequence[Line]]:
    """Give each line by itself, but one that ends within a word together with the next."""
    found: list[list[Line]] = []
    for line in lines:
        divided = found and re.search(r"[^\W\d_][-‐¬\u00ad]$", found[-1][-1].text) and line.text[0].islower()
        if divided:
            found[-1].append(line)
        else:
            found.append([line])
    return list(found)


def _own_width(lines: Sequence[Line]) -> int:
    """Give the width of a group that is wrapped although the text around it is not; else 0."""
    if len(lines) < 4:
        return 0
    width = max(len(line.text) for line in lines)
    pairs = list(pairwise(lines))
    small = sum(not after.opens_large for _, after in pairs)
    full = sum(_is_full(line, after, width) for line, after in pairs)
    wrapped = 40 <= width <= _WIDE and full >= 0.8 * len(pairs) and small >= 0.4 * len(pairs)
    return width if wrapped else 0


def _is_verse(lines: Sequence[Line], width: int) -> bool:
    """Say whether the lines look like verse or a list of names: each begins large and is not full."""
    if any(line.text[-1] in _HYPHENS for line in lines) or not all(line.opens_large for line in lines):
        return False
    pairs = list(pairwise(lines))
    full = sum(_is_full(line, after, width) for line, after in pairs)
    longest = max(len(line.text) for line in lines)
    return full == 0 or (len(lines) >= 4 and longest < 0.85 * width and full <= 0.5 * len(pairs))


def _breaks(lines: Sequence[Line], index: int, width: int, wrap: Wrap) -> bool:
    """Say whether a paragraph begins at that line of a wrapped group."""
    before, line = lines[index - 1], lines[index]
    if len(before.text) > 1.6 * width or len(line.text) > 1.6 * width:
        return True
    if before.text[-1] in _HYPHENS:
        return False
    if wrap.first and line.indent in (wrap.first, before.indent):
        if line.indent == wrap.first:
            return True
    elif not (wrap.first and before.indent == wrap.first) and _indentation_breaks(lines, index):
        return True
    least = wrap.least
    full = _is_full(before, line, width)
    if _STOP.search(before.text[-20:]):
        speech = line.text[0] in _SPEECH and least > 0
        if line.opens_large and _reach(before, line) < (least + (width - least) // 2 if speech else least):
            return True
        return not full and line.opens_large and len(before.text) < 0.75 * width
    return not full and line.opens_large and len(before.text) < 0.6 * width


def _indentation_breaks(lines: Sequence[Line], index: int) -> bool:
    """Say whether the margin tells that a paragraph begins: a first line set in, a quotation set in or over."""
    before, line = lines[index - 1], lines[index]
    if line.indent > before.indent + 1:
        first_of_item = marker_of(before) is not None
        return not first_of_item and not _hangs(lines, index)
    if line.indent < before.indent - 1 and index >= 2:
        return lines[index - 2].indent == before.indent and marker_of(lines[index - 2]) is None
    return False


def _hangs(lines: Sequence[Line], index: int) -> bool:
    """Say whether all lines but the group's first are set in: the first one hangs out."""
    return index == 1 and len(lines) > 2 and all(line.indent == lines[1].indent for line in lines[2:])
