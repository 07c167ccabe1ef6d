"""What stands before the text → title, subtitle, byline, source line, dates.

The lines that can be told by themselves are told first; the rest is shared out between author, title and
subtitle by place and by what else there is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from tei_edition.encode.layout.boilerplate import is_boilerplate
from tei_edition.encode.layout.bylines import BARE_BY, by_line, is_reporter, name_and_date
from tei_edition.encode.layout.cutting import joined, kind_of
from tei_edition.encode.layout.dates import dates_in, is_date, is_day
from tei_edition.encode.layout.lists import marker
from tei_edition.encode.layout.mastheads import take_masthead, take_nameplate, take_rubrics
from tei_edition.encode.layout.mottoes import is_saying_with_name, is_under_motto, motto
from tei_edition.encode.layout.phrases import phrases
from tei_edition.encode.layout.reference import is_dateline, is_reference, reference
from tei_edition.encode.layout.salutes import is_salute
from tei_edition.encode.layout.shape import (
    ends_sentence,
    is_caps,
    is_stopped,
    is_title_case,
    names_in,
    plain,
    without_place,
    words,
)
from tei_edition.encode.layout.speech import is_speech, is_turn
from tei_edition.encode.layout.surnames import surnames_of
from tei_edition.model import Block, Source

__all__ = ["front"]

_HELPER = re.compile(r"[\s(\[]*" + phrases("helper"), re.IGNORECASE)
_KICKER = re.compile(phrases("kicker"), re.IGNORECASE)
_OPENING = re.compile(phrases("opening"), re.IGNORECASE)
_OCCASION = re.compile(r"[\s(\[]*" + phrases("occasion") + r"\b", re.IGNORECASE)
_COLLECTIVE = re.compile(phrases("collective"), re.IGNORECASE)
_CONTENTS = re.compile(r"\s(?:II|2|B)[.)]\s")
"""A line that has more than one number says what there is below."""
_DIGITS = re.compile(r"\d{8}")
_OPEN_ENDS = (
    "of the and in to for about against with on over from "
    "der die des und von gegen für über mit de la le et du contre pour sur"
)
"""Words that no line of a title ends with unless it goes on."""
_LIFE = 12
"""A longer period below a title is somebody's life rather than when something was printed."""
_PROSE = 240
"""A longer block is text: below it there are no lines of titles to be joined."""
_DATED = 80
"""Place and day over the words that address the reader have no more characters."""
_LIMIT = 30
"""A title block has no more blocks than this."""


def front(source: Source, blocks: Sequence[Block]) -> list[Block]:
    """Give the blocks of the title block their kinds."""
    found = _with_whole_lines(blocks)
    reach = _reach(found)
    lines: list[int] = []
    for at in range(reach):
        kind = _recognised(found[at].text) if found[at].kind == "paragraph" else found[at].kind
        if kind == "docdate" and lines and dates_in(found[at].text)[0].years > _LIFE:
            kind = ""
        if not kind and is_under_motto(found, at):
            kind = "epigraph"
        elif not kind and not _is_line(found[at].text, True):
            kind = motto(found[at].text)
        elif not kind:
            lines.append(at)
        if kind:
            found[at] = kind_of(found[at], kind, found[at].level)
    for by, who in pairwise(lines):
        if who == by + 1 and BARE_BY.fullmatch(found[by].text) and names_in(found[who].text):
            found[by : who + 1] = [kind_of(block, "byline") for block in found[by : who + 1]]
    lines = [at for at in lines if found[at].kind == "paragraph"]
    take_rubrics(found, reach)
    lines = _take_banner(found, take_nameplate(found, lines))
    lines = _take_bylines(found, lines, surnames_of(found))
    _take_titles(found, lines, reach)
    _leave_text(found, reach)
    return found


def _leave_text(found: list[Block], reach: int) -> None:
    """Make text again of the last line where there would be none: a sentence, or what stands below the title."""
    last = found[-1] if found and reach == len(found) else None
    if last and (last.kind == "subtitle" or (last.kind == "title" and ends_sentence(last.text))):
        found[-1] = kind_of(last, "paragraph")


def _with_whole_lines(blocks: Sequence[Block]) -> list[Block]:
    """Join a title that was broken into lines: the second begins small, or the first ends in the middle."""
    found: list[Block] = []
    texts = (at for at, block in enumerate(blocks[:_LIMIT]) if len(block.text) > _PROSE)
    limit = next(texts, _LIMIT)
    for block in blocks[:limit]:
        last = found[-1] if found else None
        if (
            last
            and last.kind == block.kind == "paragraph"
            and not block.blank_before
            and _goes_on(last, block)
        ):
            found[-1] = joined([last, block], "paragraph", "line-wrap")
        else:
            found.append(block)
    return [*found, *blocks[limit:]]


def _goes_on(line: Block, after: Block) -> bool:
    """Say whether a short line goes on in the next."""
    if line.text.endswith(",") and is_date(after.text) and is_dateline(f"{line.text} {after.text}"):
        return True
    if len(line.text) > 100 or len(after.text) > 100 or ends_sentence(line.text):
        return False
    by = by_line(after.text) or by_line(f"{after.text} {after.text}")
    small = after.text[0].islower() and not by and not marker(after.text)
    return small or "".join(words(line.text)[-1:]).lower() in _OPEN_ENDS.split()


def _reach(blocks: Sequence[Block]) -> int:
    """Give the index of the first block that is text."""
    for at, block in enumerate(blocks[:_LIMIT]):
        if block.kind in ("boilerplate", "separator", "title", "subtitle", "byline", "source", "docdate"):
            continue
        if block.kind == "figure" and all(other.kind in ("figure", "boilerplate") for other in blocks[:at]):
            continue  # a picture over the title
        if block.kind != "paragraph":
            return at
        below = blocks[at + 1].text if at + 1 < len(blocks) else ""
        if not at and is_day(block.text) and len(block.text) <= _DATED and below and is_salute(below):
            return at
        dated = at and blocks[at - 1].text and _recognised(blocks[at - 1].text) in ("docdate", "dateline")
        if dated and is_salute(block.text):
            return at
        if is_turn(block.text) and sum(is_turn(other.text) for other in blocks[at : at + 8]) > 2:
            return at
        first = not any(other.kind == "paragraph" and not _recognised(other.text) for other in blocks[:at])
        before_title = (first and _is_prelude(blocks, at)) or (at < 4 and is_under_motto(blocks, at))
        told = _recognised(block.text)
        if not (told or _is_line(block.text, first) or before_title):
            return at
        if not (first or told) and (_leads_to_list(blocks, at) or is_saying_with_name(blocks, at)):
            return at
    return min(len(blocks), _LIMIT)


def _is_prelude(blocks: Sequence[Block], at: int) -> bool:
    """Say whether a longer block stands before title and author, as an archive's motto does."""
    signs = 0
    for block in blocks[at + 1 : at + 9] if at < 4 else ():
        if len(block.text) > 100 and block.kind == "paragraph" and not _recognised(block.text):
            return signs >= 2
        signs += block.kind == "boilerplate" or (block.kind == "paragraph" and bool(_recognised(block.text)))
        signs += bool(names_in(block.text))
    return False


def _leads_to_list(blocks: Sequence[Block], at: int) -> bool:
    """Say whether a line that is not set as a title stands before the first item of a list, or several names."""
    names = [block.text for block in blocks[at + 1 : at + 3] if len(block.text) <= _DATED]
    if blocks[at].text.endswith(":") and len(names) > 1 and not any(map(_recognised, names)):
        return True
    if is_title_case(blocks[at].text) or at + 1 >= len(blocks):
        return False
    return any(reading.value <= 1 for reading in marker(blocks[at + 1].text))


def _recognised(text: str) -> str:
    """Give the kind of a line that can be told by itself; empty for any other."""
    if len(text) > 320:
        return ""
    if is_boilerplate(text):
        return "boilerplate"
    if is_date(text):
        return "docdate"
    if is_reporter(text):
        return "byline"
    if is_reference(text):
        return "source"
    if by_line(text) or _HELPER.match(text) or name_and_date(text):
        return "byline"
    if _COLLECTIVE.fullmatch(text) and not is_caps(text):
        return "byline"
    if is_dateline(text) and not _OCCASION.match(text):
        return "dateline"
    return "source" if _is_cited(text) else ""


def _is_cited(text: str) -> bool:
    """Say whether a line in square brackets names where a text was printed, and the date: `[Bulletin, May 1941]`."""
    whole = text[0] == "[" and text.rstrip(".")[-1] == "]" and not _OCCASION.match(text)
    found = reference(text) if whole else None
    return found is not None and bool(found.dates) and found.journal is not None


def _is_line(text: str, first: bool) -> bool:
    """Say whether a block may be a line of a title block rather than a paragraph of the text."""
    if _is_deck(text):
        return True
    size = len(words(text[:200]))
    if not 1 <= size <= (24 if first else 16) or len(text) > 160:
        return False
    if is_salute(text) and (not first or text.rstrip()[-1] in ",:"):
        return False
    if not first and (text[0].islower() or is_speech(text)):
        return False
    if ends_sentence(text) and not text.endswith(("?", "!", "…", "”", "»", ")")):
        return (
            is_caps(text)
            or (is_title_case(text) and not text.endswith((":", ";", ",")))
            or (first and size <= 12)
        )
    return size <= 12 or not ends_sentence(text)


def _is_deck(text: str) -> bool:
    """Say whether a long line is a row of short titles, as under the heading of a survey: `A—B—C—D`."""
    parts = re.split(r"\s*[—–]\s*|\s--?\s", text) if len(text) <= 400 else []
    return (
        len(parts) >= 3
        and not ends_sentence(text)
        and all(len(words(part)) <= 10 for part in parts)
        and (is_title_case(text))
    )


def _take_banner(found: list[Block], lines: Sequence[int]) -> list[int]:
    """Mark the title of the web page where it repeats what stands below it, and an archive's motto."""
    kept = list(lines)
    if len(kept) >= 2:
        first, rest = _DIGITS.sub("", plain(found[kept[0]].text)), [plain(found[at].text) for at in kept[1:]]
        repeats = [text for text in rest if len(text) > 5 and text in first]
        motto = found[kept[0]].text.endswith(".") and len(words(found[kept[0]].text)) > 8
        if motto or (repeats and (first in rest or sum(map(len, repeats)) >= 0.4 * len(first))):
            found[kept[0]] = kind_of(found[kept[0]], "boilerplate")
            return kept[1:]
    return kept


def _take_bylines(found: list[Block], lines: Sequence[int], surnames: frozenset[str]) -> list[int]:
    """Mark lines that are nothing but names as bylines, unless the author is named or no title would be left."""
    has_byline = any(block.kind == "byline" and not _HELPER.match(block.text) for block in found[:_LIMIT])
    names = [
        at
        for at in lines
        if names_in(_without_calling(without_place(found[at].text.rstrip(" :"))), surnames)
        and not (_counts_on(found, at) or _is_of_a_life(found, at))
    ]
    others = [at for at in lines if at not in names]
    if has_byline or (others and all(_is_kicker(found[at].text) for at in others)):
        return list(lines)
    if len(names) == len(lines):
        alone = any(block.kind == "boilerplate" for block in found[: names[-1] + 4]) if names else False
        names = names[:1] if len(names) > 1 or alone else []
    for at in names:
        found[at] = kind_of(found[at], "byline")
    offices = [at for at in lines if at not in names and _is_office(found, at)]
    for at in offices:
        found[at] = kind_of(found[at], "byline")
    return [at for at in lines if at not in names and at not in offices]


def _without_calling(text: str) -> str:
    """Give the name without what its bearer is: `Lucien Mérieult, instituteur`."""
    name, _, calling = text.partition(", ")
    return name if calling[:1].islower() and len(words(calling)) <= _CALLING else text


_CALLING = 4
"""A calling behind a name has no more words."""


def _is_of_a_life(found: Sequence[Block], at: int) -> bool:
    """Say whether years of a life stand below a name: `1849–1924`; then that is the title."""
    below = found[at + 1].text if at + 1 < len(found) else ""
    return is_date(below) and dates_in(below)[0].years > _LIFE


def _is_office(found: Sequence[Block], at: int) -> bool:
    """Say whether a line right below a name, with white space after it, says who that is."""
    close = at > 0 and found[at - 1].kind == "byline" and not found[at].blank_before
    ends = at + 1 < len(found) and found[at + 1].blank_before > 0
    return close and ends and found[at - 1].blank_before > 0 and not ends_sentence(found[at].text)


def _counts_on(found: Sequence[Block], at: int) -> bool:
    """Say whether what looks like an initial is the number of a section: `I. History`, and `II.` further down."""
    first = re.match(r"(?:I|A|1)[.)]\s", found[at].text)
    return bool(first) and any(re.match(r"(?:II|B|2)[.)](?:\s|$)", block.text) for block in found[at + 1 :])


def _is_over_capitals(found: Sequence[Block], first: int, after: int, reach: int) -> bool:
    """Say whether the line below, and no later one, is set in capitals, and the first is not: that is the title."""
    if after != first + 1 or is_caps(found[first].text) or not is_caps(found[after].text):
        return False
    alone = not any(is_caps(block.text) and _is_line(block.text, False) for block in found[reach:])
    return alone and len(words(found[after].text)) > 1 and not _opens_section(found[after].text)


def _take_titles(found: list[Block], lines: Sequence[int], reach: int) -> None:
    """Share the remaining lines out between title, subtitles, and the first heading of the text."""
    known = next((at for at in range(reach) if found[at].kind == "title"), None)
    if known is not None:
        for at in lines:
            if found[at].kind == "paragraph" and not _opens_text(found, at, known, reach):
                found[at] = kind_of(found[at], "subtitle")
        return
    lines = take_masthead(found, lines, reach)
    title = next((at for at in lines if not _is_bracketed(found[at].text)), None)
    if title is None:
        return
    after = next((at for at in lines if at > title), None)
    if (
        after is not None
        and (_is_kicker(found[title].text) or _is_over_capitals(found, title, after, reach))
        and not (_is_deck(found[after].text) or _is_bracketed(found[after].text))
    ):
        found[title] = kind_of(found[title], "subtitle")
        title = after
    found[title] = kind_of(found[title], "title")
    for at in lines:
        if found[at].kind == "paragraph" and at > title and _opens_section(found[at].text):
            if at + 1 < len(found) and found[at + 1].kind in ("source", "byline", "docdate", "boilerplate"):
                found[at] = kind_of(found[at], "subtitle")
                continue
            return
        if found[at].kind == "paragraph" and not _opens_text(found, at, title, reach):
            found[at] = kind_of(found[at], "subtitle")


def _is_kicker(text: str) -> bool:
    """Say whether a line stands over a title: a rubric, or an author and a newspaper."""
    who, _, where = text.partition(" in ")
    return bool(_KICKER.fullmatch(text.rstrip(".:"))) or (bool(names_in(who)) and is_title_case(where))


def _is_bracketed(text: str) -> bool:
    return text[0] in "([" and text.rstrip(".")[-1] in ")]"


def _opens_text(found: Sequence[Block], at: int, title: int, reach: int) -> bool:
    """Say whether the last line before the text is rather its first heading."""
    text = found[at].text
    if at < title or at + 1 != reach or reach >= len(found) or _is_bracketed(text) or _OCCASION.match(text):
        return False
    if at == title + 1 and not found[at].blank_before and found[reach].blank_before:
        return False
    if is_turn(found[reach].text) and ends_sentence(text) and not is_caps(text):
        return True
    apart = [
        block for block in found[title + 1 : at] if block.kind in ("byline", "source", "docdate", "separator")
    ]
    return _opens_section(text) or (bool(apart) and not _CONTENTS.search(text)) or _is_like_others(found, at)


def _opens_section(text: str) -> bool:
    """Say whether a line is numbered as a section, and does not say what sections there are."""
    return bool(_OPENING.fullmatch(text)) and not _CONTENTS.search(text)


def _is_like_others(found: Sequence[Block], at: int) -> bool:
    """Say whether lines further down are set as this one: all capitals, questions, a few words with a stop."""
    text = found[at].text
    likes = [like for like in (is_caps, lambda other: other.endswith("?"), is_stopped) if like(text)][:1]
    below = [block.text for block in found[at + 1 :] if block.kind == "paragraph" and len(block.text) < 80]
    return any(like(other) for like in likes for other in below)
