"""Authorial notes and the headings over them → note and noteheading, the marker as label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tei_edition.encode.layout.cutting import joined, kind_of, with_label
from tei_edition.encode.layout.phrases import phrases
from tei_edition.encode.layout.shape import is_name, words
from tei_edition.model import Block, Source

__all__ = ["note_sections"]

_HEADING = re.compile(phrases("notes"), re.IGNORECASE)
_FIRM = re.compile(
    r"(?:(?:\d{1,3}\.\s*)?↑(?:\s*\d{1,3}[.:]?)?|\[(?:Foot)?[Nn]ote\s+\w{1,3}:|\[\d{1,3}[*a-z]?\]|\[[a-z*†‡]{1,3}\]|⁽?[⁰¹²³⁴-⁹]{1,3}[⁾)]?|\*{1,4}\)?|[†‡§]{1,2}|\d{1,3}\*+\.?)(?=\s*\S)"
)
"""Labels that only notes have."""
_LOOSE = re.compile(
    rf"{_FIRM.pattern}|(?:\(\d{{1,3}}\)|\(\*+\)|\(?[a-z]\)|\d{{1,3}}[.):]|\d{{1,3}}(?=\s+[A-ZÀ-Þ“„«\"(]))(?=\s*\S)"
)
"""Labels that notes may have under a heading of notes."""

_MARKER = re.compile(
    r"[*†‡§]{1,4}|\[(?:\d{1,3}[*a-z]?|[a-z*†‡]{1,3})\]|\(\d{1,3}\)|[⁰¹²³⁴-⁹]{1,3}|(?<=[.,;:!?”\"])\d{1,2}\)?(?=\s|$)"
)
"""Markers in the text."""


def note_sections(source: Source, blocks: Sequence[Block]) -> list[Block]:
    """Mark notes: under their heading, at the end after a separator, or wherever a marker points to them."""
    found = list(blocks)
    markers = _markers(blocks)
    for at, block in enumerate(blocks):
        if block.kind == "paragraph" and _is_heading(blocks, at):
            found[at] = kind_of(block, "noteheading")
            _take_section(found, at + 1)
    for at, block in enumerate(found):
        if (
            block.kind == "paragraph"
            and (label := _FIRM.match(block.text))
            and _is_called(found, at, label[0], markers)
        ):
            found[at] = with_label(block, "note", label.end())
    _take_tail(found, markers)
    _continue(found)
    _take_near(found)
    _take_called(found)
    return _join_lines(found)


def _markers(blocks: Sequence[Block]) -> frozenset[str]:
    """Give the markers that stand in the text, each close to the word before it."""
    return frozenset(
        match[0]
        for block in blocks
        for match in _MARKER.finditer(block.text)
        if match.start() and (match[0][0] in "[(†‡§" or not block.text[match.start() - 1].isspace())
    )


def _is_heading(blocks: Sequence[Block], at: int) -> bool:
    """Say whether a line is a heading of notes: it says so, and what follows has a label."""
    text = blocks[at].text.strip(" .:—–-*[]()").strip()
    if not _HEADING.fullmatch(text):
        return False
    after = next((block for block in blocks[at + 1 : at + 3] if block.kind == "paragraph"), None)
    return after is not None and bool(_LOOSE.match(after.text))


def _take_section(found: list[Block], at: int) -> None:
    """Mark the labelled blocks under a heading of notes, and those that continue them."""
    while at < len(found) and found[at].kind in ("paragraph", "separator"):
        label = _LOOSE.match(found[at].text)
        if found[at].kind == "paragraph":
            if not label and _ends_section(found, at):
                return
            found[at] = with_label(found[at], "note", label.end()) if label else kind_of(found[at], "note")
        at += 1


def _ends_section(found: Sequence[Block], at: int) -> bool:
    """Say whether an unlabelled block cannot continue a note: a short line with a longer text after it."""
    following = found[at + 1] if at + 1 < len(found) else None
    short = len(words(found[at].text)) <= 10 and not found[at].text.rstrip().endswith(
        (".", ")", "”", ":", ";")
    )
    return (
        short and following is not None and following.kind == "paragraph" and not _LOOSE.match(following.text)
    )


def _is_called(found: Sequence[Block], at: int, label: str, markers: frozenset[str]) -> bool:
    """Say whether a note's label stands as marker in the text."""
    sign = label.strip("⁽⁾).")
    if named := re.match(r"\[\w+ (\w+):", label):
        sign = named[1]
    if "↑" in label:
        return any(marker[0] == "[" for marker in markers)
    return sign in markers or f"[{sign}]" in markers or (sign[0] == "[" and _has_neighbour(found, at))


def _has_neighbour(found: Sequence[Block], at: int) -> bool:
    """Say whether the block before or after has a label of the same sort."""
    around = [found[i] for i in (at - 1, at + 1) if 0 <= i < len(found)]
    return any(block.kind == "note" or re.match(r"\[\d{1,3}\]", block.text) for block in around)


def _take_near(found: list[Block]) -> None:
    """Mark `(1)`, `(2)` … as notes right below the paragraph in which all these numbers stand."""
    at = 0
    while at < len(found):
        run = at
        while run < len(found) and found[run].kind == "paragraph" and _ROUND.match(found[run].text):
            run += 1
        labels = [label for block in found[at:run] if (label := _ROUND.match(block.text))]
        above = found[at - 1] if at else None
        called = above is not None and above.kind == "paragraph" and not above.text.endswith(":")
        if labels and above and called and all(f" {label[0]}" in above.text for label in labels):
            for index, label in zip(range(at, run), labels, strict=True):
                found[index] = with_label(found[index], "note", label.end())
        at = max(run, at + 1)


def _calls(text: str, label: str) -> bool:
    """Say whether a text has that number in round brackets, and does not go on to count."""
    return f" {label}" in text and f" ({int(label[1:-1]) + 1})" not in text


_FAR = 8
"""So many blocks before a note in round brackets its marker stands."""


def _take_called(found: list[Block]) -> None:
    """Mark `(1)` as a note where this number stands in a text before it, and it is no item of a list."""
    for at, block in enumerate(found):
        label = _ROUND.match(block.text) if block.kind == "paragraph" else None
        around = [found[i].text for i in (at - 1, at + 1) if 0 <= i < len(found)]
        called = label and any(_calls(other.text, label[0]) for other in found[max(0, at - _FAR) : at])
        if label and called and not any(_ROUND.match(text) for text in around):
            found[at] = with_label(block, "note", label.end())


_ROUND = re.compile(r"\(\d{1,3}\)(?=\s)")


def _take_tail(found: list[Block], markers: frozenset[str]) -> None:
    """Mark numbered blocks at the end, after a separator, as notes where the text has markers for them."""
    cut = _last_without_label(found, markers)
    cut = cut if cut else max((at for at, block in enumerate(found) if _parts_notes(found, at)), default=-1)
    tail = [at for at in range(cut + 1, len(found)) if found[at].kind == "paragraph"]
    labels = [_LOOSE.match(found[at].text) for at in tail]
    numbers = [re.sub(r"\D", "", label[0]) if label else "" for label in labels]
    called = all(
        number
        and not markers.isdisjoint(
            (f"[{number}]", f"({number})", f"{number})", number, number.translate(_RAISED))
        )
        for number in numbers
    )
    if cut < 0 or not called:
        return
    for at, label in zip(tail, labels, strict=True):
        assert label
        found[at] = with_label(found[at], "note", label.end())


def _last_without_label(found: Sequence[Block], markers: frozenset[str]) -> int:
    """Give where the text ends before notes 1, 2, … that are called in it, `(1)` in the same brackets; 0 for none."""
    tail = [at for at, block in enumerate(found) if block.kind not in ("boilerplate", "separator")]
    first, number = 0, 0
    for at in reversed(tail):
        label = _NUMBERED.match(found[at].text) if found[at].kind == "paragraph" else None
        if not label or markers.isdisjoint(_calls_of(label)) or number not in (0, int(label["n"]) + 1):
            break
        first, number = at, int(label["n"])
    return first - 1 if number == 1 else 0


_NUMBERED = re.compile(r"(?P<open>\()?(?P<n>\d{1,3})(?(open)\)|[.:)]?)(?=\s)")


def _calls_of(label: re.Match[str]) -> tuple[str, ...]:
    """Give the markers that may call the note of that label."""
    number = label["n"]
    return (
        (label[0],)
        if label["open"]
        else (f"[{number}]", f"({number})", f"{number})", number, number.translate(_RAISED))
    )


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def _parts_notes(found: Sequence[Block], at: int) -> bool:
    """Say whether notes may follow a block: a separator, or the author's name under the text."""
    block = found[at]
    return block.kind == "separator" or (at > 3 and block.kind == "paragraph" and is_name(block.text))


def _join_lines(found: list[Block]) -> list[Block]:
    """Join the lines of a note that was wrapped where the text was not: one ends within a sentence."""
    whole: list[Block] = []
    for block in found:
        last = whole[-1] if whole else None
        goes_on = last is not None and last.kind == "note" == block.kind and not block.blank_before
        if last is not None and goes_on and not block.label and not _STOP.search(last.text):
            block = replace(joined([last, block], "note", "line-wrap"), label=last.label)
            whole.pop()
        whole.append(block)
    return whole


_STOP = re.compile(r"[.!?…:;][\"'”’“»«)\]]*$")


def _continue(found: list[Block]) -> None:
    """Let an unlabelled paragraph between two notes continue the first, unless it calls the second."""
    for at in range(1, len(found) - 1):
        if found[at].kind == "paragraph" and found[at - 1].kind == found[at + 1].kind == "note":
            label = re.escape(found[at + 1].label.strip(" .:()[]"))
            before = "" if label in "†‡§" else r"(?<![\s\d])"
            if not re.search(rf"{before}{label}(?!\w)", found[at].text):
                found[at] = kind_of(found[at], "note")
