"""Short lines over a stretch of text → headings with their levels, told from short paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from tei_edition.encode.layout.cutting import kind_of
from tei_edition.encode.layout.lists import is_numbered_heading
from tei_edition.encode.layout.phrases import phrases
from tei_edition.encode.layout.reference import is_dateline
from tei_edition.encode.layout.salutes import is_salute
from tei_edition.encode.layout.shape import (
    ends_sentence,
    is_caps,
    is_stopped,
    is_title_case,
    names_in,
    without_marker,
    words,
)
from tei_edition.encode.layout.speech import is_told
from tei_edition.model import Block, Source

__all__ = ["headings"]

_NUMBER = re.compile(
    r"(?P<part>(?:part|book|teil|buch|partie|livre)\s+\S+)|(?P<chapter>(?:chapter|section|kapitel|abschnitt|chapitre|§)\s*\S+|(?!\d)\w+(?:te[rs]?)\s(?:kapitel|abschnitt|brief))|"
    r"(?P<roman>[IVXLC]{1,7})(?=[.):]|\s|$)(?![.]?[^\W\d_])|(?P<decimal>\d{1,2}(?:\.\d{1,2})+)(?=[.):]|\s|$)|(?P<figure>\d{1,2})(?=[.):]|$)(?!\.\d)|(?P<letter>[A-Z])(?=[.):])(?!\.\w)|"
    r"(?P<small>[a-z])(?=[).])",
    re.IGNORECASE,
)
_RANK = ("part", "chapter", "roman", "caps", "letter", "figure", "decimal", "plain", "small")
"""Styles of headings, outermost first."""
_OUTER = re.compile(phrases("outer_heading"), re.IGNORECASE)
_NOT_FIRST = re.compile(phrases("sentence"), re.IGNORECASE)
_SPEAKER = re.compile(
    r"[^\W\d_][\w .'’-]{0,30}[:.] ?[—–-]?$|^(?:Q|A|Question|Answer|Frage|Antwort|Réponse)\s*[.:]"
)
_TURN = re.compile(r"[^\W\d_][\w .’'-]{1,30}:\s")
"""Who speaks, in an interview."""
_DECIMAL = re.compile(r"\d{1,2}\.(?:\d|\s)")
_CAPTION = re.compile(
    r"(?:fig(?:ure|\.)|table|tableau|tabelle|abb(?:ildung|\.)|graph(?:ique)?|plate|photo|map|karte)\s*[\dIVX]",
    re.IGNORECASE,
)
_SPOKEN = re.compile(r"[.!?,—–-]\s?[”\"»“]$|[^\W\d_]{2}[.!?]\s+[“„«\"]|[^\W\d_]{4}[.!?][”\"»]?\s+[A-ZÀ-Þ]")
"""Speech, or more than one sentence."""
_CLOSING = re.compile(r"[\"'”’»“‘]$")
_TEXT = ("paragraph", "item", "quote", "verse", "epigraph", "salute")
_LONGEST, _MOST_WORDS = 110, 16
_COUNTED, _FEW = ("part", "chapter", "roman", "decimal"), 6
"""Headings so numbered may end with a stop, if they have few words: `I. Statistik.`"""
_FAMILY = 2
"""A line after a colon is a heading only where there are as many others: newspapers break a text anywhere."""


def headings(source: Source, blocks: Sequence[Block]) -> list[Block]:
    """Make headings of the lines that look like one and have a text below them."""
    found = list(blocks)
    if any(block.kind == "heading" for block in blocks):
        return found
    times = Counter(block.text for block in blocks)
    times += Counter(speaker[0] for block in blocks if (speaker := _TURN.match(block.text)))
    likely = [at for at in range(len(blocks)) if _is_candidate(blocks, at, times)]
    family = frozenset(likely)
    chosen = [at for at in likely if _has_text_below(blocks, at, family)]
    if sum(not _is_led(blocks, at) for at in chosen) < _FAMILY:
        chosen = [at for at in chosen if not _is_led(blocks, at)]
    chosen = _without_outliers(blocks, chosen)
    styles = _counted({at: _style(blocks[at].text) for at in chosen}, blocks)
    levels = _levels([styles[at] for at in chosen])
    for at in chosen:
        outer = styles[at] == "plain" and _OUTER.match(blocks[at].text)
        found[at] = kind_of(blocks[at], "heading", 1 if outer else levels[styles[at]])
    return found


def _is_candidate(blocks: Sequence[Block], at: int, times: Mapping[str, int]) -> bool:
    """Say whether a block by itself looks like a heading; `times`: how often each text stands there."""
    block, text = blocks[at], without_marker(blocks[at].text)
    once = times[block.text] == 1
    if block.kind != "paragraph" or not text or len(text) > 2 * _LONGEST:
        return False
    if text[0] == "§" and _TURN.match(text.lstrip("§ ")):
        return False
    if (speaker := _TURN.match(text)) and times[speaker[0]] > 1:
        return False
    longer = 2 if _DECIMAL.match(text) else 1
    if len(text) > longer * _LONGEST or len(words(text)) > longer * _MOST_WORDS:
        return False
    if _NUMBER.fullmatch(text.rstrip(".:) ")) and not text[0].islower():
        return True
    numbered = is_numbered_heading(text) or (
        _style(text) in _COUNTED
        and len(words(text)) <= _FEW
        and bool(re.match(r"\S+\s+[A-ZÀ-Þ][^\W\d_]", text))
    )
    if not any(char.isalpha() for char in text) or text[0].islower() or not _is_parted(blocks, at):
        return False
    if (
        is_salute(text)
        or is_dateline(text)
        or (
            _SPEAKER.search(text)
            and not _is_titled(text)
            and not _is_lettered(text)
            and not numbered
            and not (once and _is_crosshead(blocks, at))
        )
        or _is_enclosed(text)
        or _CAPTION.match(text)
        or is_told(text)
    ):
        return False
    if _SPOKEN.search(text) and not _is_quoted_title(text) and _style(text) == "plain":
        return False
    if _is_led(blocks, at) and not numbered and (ends_sentence(text) or not _has_prose_below(blocks, at)):
        return False
    return _ends_like_heading(text) or (once and _is_crosshead(blocks, at))


def _is_crosshead(blocks: Sequence[Block], at: int) -> bool:
    """Say whether a line with a full stop names nobody and has prose below: `TROOPS ARRIVE.` `Kasse.`"""
    text = blocks[at].text
    if not text.endswith(".") or names_in(text):
        return False
    if is_caps(text):
        over = (
            blocks[at + 1].kind == "dateline" or is_salute(blocks[at + 1].text)
            if at + 1 < len(blocks)
            else False
        )
        return (len(words(text)) >= 2 or over) and not _ADDRESSED.match(text) and _has_prose_below(blocks, at)
    return _is_stopped(blocks, at) and (
        any(block.kind == "title" and block.text.endswith(".") for block in blocks)
        or sum(_is_stopped(blocks, other) for other in range(len(blocks))) >= _FAMILY
    )


def _is_stopped(blocks: Sequence[Block], at: int) -> bool:
    """Say whether a few words with capitals and a full stop stand alone over a paragraph."""
    text, below = blocks[at].text, blocks[at + 1] if at + 1 < len(blocks) else None
    if below is None or not below.kind == blocks[at].kind == "paragraph" or not blocks[at].blank_before:
        return False
    return is_stopped(text) and (len(below.text) > _PROSE or below.text.endswith(":"))


_DASHED_TURN = re.compile(r"(?:--|[—–])\s?[^\W\d_]")
"""Words spoken, after a dash."""
_PROSE = 80
"""So many characters have the paragraphs below such headings."""
_ADDRESSED = re.compile(
    r"(?:MR|MRS|MISS|SIR|LORD|LADY|DR|HERR|FRAU|THE|M|MME|LE|LA|DER|DIE|CITIZEN|COMRADE)\b"
)


def _is_titled(text: str) -> bool:
    """Say whether a line in capitals begins with a number or an article, as the names of speakers do not."""
    return is_caps(text) and bool(
        re.match(r"(?:[IVX]+[.)]|\d{1,2}[.)]|THE|AN?|D(?:ER|IE|AS)|L(?:E|A|ES)) |L['’]", text)
    )


def _is_lettered(text: str) -> bool:
    """Say whether a line is a title with a letter before it, no answer: `A. The Situation`."""
    return bool(re.match(r"[A-Z][.)] [A-ZÀ-Þ]", text)) and is_title_case(text) and not ends_sentence(text)


def _ends_like_heading(text: str) -> bool:
    """Say whether a line ends as headings do: without a stop, unless it is set in capitals or numbered."""
    if text.endswith((":", ",", ";", "—", "–", "-", "…", "...")):
        return is_caps(text) and text.endswith((":", "—", "–"))
    if text.endswith("."):
        bare = text.rstrip(".")
        numbered = bool(_NUMBER.match(text)) and len(words(text)) <= 9
        return len(words(text)) <= 9 and (
            is_caps(text) or numbered or (is_title_case(text) and len(words(bare)) >= 2)
        )
    if text.endswith("!"):
        return is_caps(text) or is_title_case(text)
    if text.endswith("?"):
        return (
            is_caps(text)
            or is_title_case(text)
            or ((not _NOT_FIRST.match(text) or len(words(text)) <= 3) and text.count(".") == 0)
        )
    return not (ends_sentence(text) and not _CLOSING.search(text)) and (
        not _NOT_FIRST.match(text) or is_title_case(text) or len(words(text)) <= 8
    )


def _is_parted(blocks: Sequence[Block], at: int) -> bool:
    """Say whether a line stands apart from the text before it."""
    return (
        at == 0
        or blocks[at].blank_before > 0
        or blocks[at - 1].kind not in ("paragraph", "verse")
        or (blocks[at - 1].kind == "verse" and is_caps(blocks[at].text))
        or bool(_NUMBER.fullmatch(blocks[at - 1].text.rstrip(".")))
        or _is_long(blocks, at - 1)
    )


def _is_long(blocks: Sequence[Block], at: int) -> bool:
    """Say whether the text before ended: a long paragraph with its full stop."""
    return len(blocks[at].text) > 120 and ends_sentence(blocks[at].text)


def _is_enclosed(text: str) -> bool:
    """Say whether the line is in brackets, or is one quotation that ends like a sentence."""
    if text[0] in "([" and text.rstrip(".")[-1] in ")]":
        return True
    if _is_quoted_title(text):
        return False
    quoted = text[0] in '“„«"‘»' and text.rstrip(".,")[-1] in '”“»"’«'
    return quoted and (
        bool(re.search(r"[.!?,]\s?[”“»\"’«]$", text)) or text.endswith(".") or len(words(text)) > 7
    )


def _is_quoted_title(text: str) -> bool:
    """Say whether a line in quotation marks is set as a title: “Who Will Go Bail?”"""
    return is_title_case(text) and 3 <= len(words(text)) <= 8 and not re.search(r"[.,][”\"»’]?$", text)


def _is_led(blocks: Sequence[Block], at: int) -> bool:
    """Say whether the block before leads to this one: it ends with a colon or a comma."""
    if at == 0 or blocks[at - 1].kind not in _TEXT:
        return False
    before = without_marker(blocks[at - 1].text).rstrip()
    return before.endswith((":", ",", ";", "—", "–", ":—", ":–"))


def _has_prose_below(blocks: Sequence[Block], at: int) -> bool:
    """Say whether a long paragraph follows that is no quotation."""
    below = next((block for block in blocks[at + 1 :] if block.kind != "dateline"), None)
    if below is None or below.text[:1] in '“„«"‘»':
        return False
    return len(below.text) > 150 or bool(_DASHED_TURN.match(below.text))


def _has_text_below(blocks: Sequence[Block], at: int, likely: frozenset[int]) -> bool:
    """Say whether a text follows that is longer than the line, perhaps after a subordinate heading."""
    below, depth = at + 1, 0
    while below < len(blocks) and (
        below in likely or blocks[below].kind in ("separator", "dateline", "docdate")
    ):
        depth += below in likely
        below += 1
        if below - at > 4:
            return False
    if below >= len(blocks) or blocks[below].kind not in _TEXT or depth > 2:
        return False
    if blocks[below].text[:1].islower():
        return blocks[below].kind != "paragraph" and is_title_case(blocks[at].text)
    longer = len(blocks[below].text) > len(blocks[at].text) or blocks[below].text.endswith(":")
    if longer or blocks[below].kind in ("item", "verse", "salute"):
        return True
    return _style(blocks[at].text) in ("part", "chapter", "caps", "roman")


def _without_outliers(blocks: Sequence[Block], chosen: Sequence[int]) -> list[int]:
    """Where short lines are the rule (a dialogue, a list of names), believe only in numbers and capitals."""
    long = sum(len(block.text) > 120 for block in blocks if block.kind in _TEXT)
    firm = [at for at in chosen if _style(blocks[at].text) != "plain" or _is_crosshead(blocks, at)]
    plain = [at for at in chosen if at not in firm and not blocks[at].text.endswith("?")]
    if len(plain) >= 2 and all(is_title_case(blocks[at].text) for at in plain):
        chosen = [at for at in chosen if at in firm or is_title_case(blocks[at].text)]
    lowest = set(chosen) - {at - 1 for at in chosen}
    if len(lowest) > max(long, 2):
        return firm
    asking = [at for at in chosen if at not in firm and blocks[at].text.endswith(("?", "!"))]
    alone = len(asking) == 1 == len(chosen)
    doubtful = frozenset(asking if alone or _is_dialogue(blocks) else ())
    return [at for at in chosen if at not in doubtful or (alone and is_title_case(blocks[at].text))]


def _is_dialogue(blocks: Sequence[Block]) -> bool:
    """Say whether many paragraphs begin with speech."""
    texts = [block.text for block in blocks if block.kind == "paragraph"]
    return sum(text[:1] in tuple('“„«"‘»—–-') for text in texts) > 0.25 * len(texts)


def _style(text: str) -> str:
    """Give the style of a heading: its sort of number, else whether it is in capitals."""
    found = _NUMBER.match(text)
    if found and found.lastgroup and not _is_word(found, text):
        return found.lastgroup
    return "caps" if is_caps(text) else "plain"


def _counted(styles: Mapping[int, str], blocks: Sequence[Block]) -> dict[int, str]:
    """Give the styles, `C.` and `D.` as letters where `B.` stands before them."""
    letters = any(style == "letter" for style in styles.values())
    single = {at for at in styles if letters and re.match(r"[CDLM][.)]", blocks[at].text)}
    return {at: "letter" if at in single else style for at, style in styles.items()}


def _is_word(found: re.Match[str], text: str) -> bool:
    """Say whether what looks like a number is a word: `I`, `A` or a small letter without a stop."""
    if found.lastgroup == "roman":
        return not found[0].isupper() or (found[0] in "ICD" and text[found.end() : found.end() + 1].isspace())
    if found.lastgroup == "letter":
        return not found[0].isupper()
    return False


def _levels(styles: Sequence[str]) -> dict[str, int]:
    """Give the level of each style used, outermost 1."""
    used = sorted(set(styles), key=_RANK.index)
    return {style: level for level, style in enumerate(used, 1)}
