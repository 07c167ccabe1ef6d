"""What a newspaper prints over its articles → source lines: its name, number and date, the rubric of a journal."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tei_edition.encode.layout.cutting import kind_of
from tei_edition.encode.layout.reference import is_paper, reference
from tei_edition.encode.layout.shape import is_caps, plain, words
from tei_edition.model import Block

__all__ = ["take_masthead", "take_nameplate", "take_rubrics"]

_DATED = ("docdate", "dateline")
_NAMEPLATE = 6
"""A newspaper's name has no more words."""


def take_nameplate(found: list[Block], lines: Sequence[int]) -> list[int]:
    """Mark the name of a newspaper over its number and date as source lines, where a title is left below them."""
    if not lines:
        return []
    name = lines[0]
    named = is_paper(found[name].text.rstrip("."))
    motto = named and {name + 1, name + 2} <= set(lines) and _is_number(found[name + 2].text)
    first = name + 2 if motto else name + 1
    below = first
    while below < len(found) and (
        found[below].kind in _DATED
        or ((below in lines or found[below].kind == "source") and _is_number(found[below].text))
    ):
        below += 1
    plate = found[first:below]
    told = [reference(block.text) for block in plate]
    untold = (cited.journal is None or block.kind in _DATED for cited, block in zip(told, plate, strict=True))
    dated = any(cited.dates for cited in told) and all(untold)
    counted = len(plate) == 1 and bool(_ONLY_NUMBER.fullmatch(plate[0].text)) and is_caps(found[name].text)
    dated = dated or counted
    numbered = named or any(cited.evidence for cited in told)
    if not (dated and numbered and lines[-1] >= below) or len(words(found[name].text)) > _NAMEPLATE:
        return list(lines)
    taken = [at for at in lines if at < below]
    for at in taken:
        found[at] = kind_of(found[at], "source")
    return [at for at in lines if at not in taken]


_BARE = re.compile(r"\W*(?:no\.?|nr\.?|n°)?\s?(?:\d{1,4}|[IVXLC]{1,7})\W*", re.IGNORECASE)
"""A number with nothing else."""


def _is_row(text: str) -> bool:
    """Say whether a line in capitals names a periodical or a body, and what of it: `JOURNAL — DÉBATS — CHAMBRE`."""
    parts = re.split(r"\.?\s[—–]\s", text)
    return len(parts) > 1 and is_caps(text) and (len(parts) > 2 or is_paper(parts[0]))


_ONLY_NUMBER = re.compile(r"\(?(?:no|nr|n°|heft|vol|bd)\.?\s*\d{1,4}\)?\.?", re.IGNORECASE)
"""The number of a series, below its name in capitals."""


def _is_number(text: str) -> bool:
    """Say whether a line has volume, number or pages, and no title."""
    cited = reference(text)
    return cited.evidence > 0 and cited.journal is None


_ORGAN = re.compile(
    r"\W*(?:organe?|organ of|offizielles organ|journal|revue|zeitschrift für|a (?:weekly|monthly|daily))\b",
    re.IGNORECASE,
)
"""How the line below a periodical's name says what it is."""


def take_masthead(found: list[Block], lines: Sequence[int], reach: int) -> list[int]:
    """Mark the first line as source where it is the periodical that a source line names, and a title follows.

    So is a row of capitals with dashes between them, as proceedings have it; a bare number is no title.
    """
    if len(lines) >= 2 and _is_row(found[lines[0]].text):
        found[lines[0]] = kind_of(found[lines[0]], "source")
        lines = lines[1:]
    if len(lines) >= 2 and _BARE.fullmatch(found[lines[0]].text):
        found[lines[0]] = kind_of(found[lines[0]], "subtitle")
        lines = lines[1:]
    told = found[lines[0] + 1] if len(lines) >= 2 else None
    if told and _ORGAN.match(told.text) and is_caps(told.text) and is_caps(found[lines[0]].text):
        found[lines[0]] = kind_of(found[lines[0]], "source")
        if lines[1] == lines[0] + 1:
            found[lines[1]] = kind_of(found[lines[1]], "source")
            return list(lines[2:])
        return list(lines[1:])
    cited = [reference(block.text).journal for block in found[:reach] if block.kind == "source"]
    if len(lines) >= 2 and plain(found[lines[0]].text) in {
        plain(journal.value) for journal in cited if journal
    }:
        found[lines[0]] = kind_of(found[lines[0]], "source")
        return list(lines[1:])
    return list(lines)


def take_rubrics(found: list[Block], reach: int) -> None:
    """Make source lines of `New Review, May 1931` that look like place and date where another names that journal."""
    cited = [reference(block.text).journal for block in found[:reach] if block.kind == "source"]
    journals = {plain(journal.value) for journal in cited if journal}
    for at in range(reach):
        journal = reference(found[at].text).journal if found[at].kind == "dateline" else None
        if journal and plain(journal.value) in journals:
            found[at] = kind_of(found[at], "source")
