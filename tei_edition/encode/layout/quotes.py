"""Paragraphs set in from the margin → block quotations; a saying before the text → epigraph."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from tei_edition.encode.language import language_of
from tei_edition.encode.layout.cutting import kind_of
from tei_edition.encode.layout.shape import ends_sentence, indent_of, is_name, is_title_case, words
from tei_edition.encode.layout.speech import is_turn, tells_who_speaks
from tei_edition.encode.quoting.inserted import find_inserted
from tei_edition.encode.quoting.words import Words, words_of
from tei_edition.model import Block, Source

__all__ = ["epigraphs", "quotations_led_in", "quotations_set_in"]

_ATTRIBUTED = re.compile(r"\s*[—–-]{1,2}\s*[A-ZÀ-Þ].*|\(?[A-ZÀ-Þ][^.!?]{2,60}[,.:(] .*")
_HEAD = ("title", "subtitle", "byline", "source", "docdate", "dateline", "boilerplate", "separator", "salute")
_DASHES = "—–-"
_LONGEST = 900
_SET_IN = 2
_LEAD_IN = 25
"""A shorter paragraph leads over to a list or a speech rather than to what somebody wrote."""
_NEAR = 18
"""So many words at the end of a paragraph say that somebody speaks."""
_SENTENCE = 9
_RUN = 3
"""So many paragraphs one quotation may have that ends with a reference."""
_OURSELVES = frozenset(
    ("we", "i", "wir", "ich", "nous", "je", "us", "follows", "things", "points", "reasons")
)
"""Words that say the author speaks, or counts up."""
_REFERRED = re.compile(r"(?:\s?\[\d{1,3}\]|\([^()]{4,90}\d[^()]{0,30}\))[.)]?$")
_MOST = 0.3
"""Where a greater part of the paragraphs is set in, that is how they begin."""


def epigraphs(source: Source, blocks: Sequence[Block]) -> list[Block]:
    """Mark a saying that stands between title and text, with the line that says whose it is."""
    found = list(blocks)
    at = next((at for at, block in enumerate(blocks) if block.kind not in _HEAD), len(blocks))
    if any(block.kind == "salute" for block in blocks[:at]):
        return found
    for size in (1, 2, 3):
        said, who = found[at : at + size], found[at + size : at + size + 1]
        talk = bool(who) and any(block.text[:1] in _DASHES for block in found[at + size + 1 : at + size + 2])
        whole = (
            not talk
            and len(said) == size
            and all(block.kind in ("paragraph", "verse", "quote") for block in said)
        )
        rest = found[at + size + 1 :]
        if (
            whole
            and who
            and any(len(block.text) > len(who[0].text) for block in rest)
            and (_is_attribution(who[0], said) or _is_pair(found, at, size))
            and sum(len(block.text) for block in said) <= _LONGEST
            and not any(is_turn(block.text) for block in found[at : at + size + 1])
        ):
            for index in range(at, at + size + 1):
                found[index] = kind_of(found[index], "epigraph")
            return found
    for below in range(at + 1, min(at + _OVER + 1, len(found) - 2)):
        if len(found[below - 1].text) > _NAMING:
            break
        if found[below].kind == "paragraph" == found[below + 1].kind and _is_pair(found, below, 1):
            found[below : below + 2] = [kind_of(block, "epigraph") for block in found[below : below + 2]]
            return found
    if _is_motto(found, at) and not find_inserted(found[at].text, _lexicon(blocks)):
        found[at] = kind_of(found[at], "epigraph")
    return found


def _is_pair(blocks: Sequence[Block], at: int, size: int) -> bool:
    """Say whether a short saying stands by itself, with a shorter line right below it that tells whose it is."""
    said, who = blocks[at : at + size], blocks[at + size]
    rest = next(
        (one for one in blocks[at + size + 1 :][:_OVER] if len(one.text) > _NAMING), blocks[at + size + 1]
    )
    alone = at > 0 and bool(said[0].blank_before and blocks[at + size + 1].blank_before)
    close = not who.blank_before and not any(block.blank_before for block in said[1:])
    text = who.text or "."
    bracketed = text[0] in "([" and text.rstrip(".")[-1] in ")]"
    few = is_title_case(text) and len(words(text)) <= _NAME
    small = len(text) <= _NAMING and (bracketed or few or not ends_sentence(text))
    small = small and (ends_sentence(said[-1].text) or said[-1].text[-1:] in "”“»«")
    length = sum(len(block.text) for block in said)
    return alone and close and small and length <= _SHORT and len(rest.text) > max(length, _PROSE)


def _is_motto(blocks: Sequence[Block], at: int) -> bool:
    """Say whether a short saying in quotation marks opens the text, which does not take it up at once."""
    if not 0 < at < len(blocks) - 1 or blocks[at].kind != "paragraph" or blocks[at + 1].kind != "paragraph":
        return False
    text, after = blocks[at].text, blocks[at + 1].text
    alone = _is_saying(text) and len(text) <= _SHORT
    return (
        alone
        and len(after) > max(len(text), _PROSE)
        and after[0] not in '“„«"‘»—–-'
        and not _TAKES_UP.match(after)
    )


def _is_saying(text: str) -> bool:
    """Say whether a text is one quotation, from mark to mark."""
    inner = text[1:-1]
    return text[0] in '“„«"‘»' and text[-1] in '”“»"’«' and not re.search(r'[“”„«»"]', inner)


_NAMING, _NAME, _OVER = 80, 4, 3
"""A line that tells whose a saying is has so many characters, a name so many words; a saying stands under so many
short lines at most."""
_SHORT = 240
_PROSE = 120
"""Below a motto begins a text in paragraphs; where they are shorter, it is the first of them."""
_TAKES_UP = re.compile(
    r"(?:th(?:us|is|ese|at|ose)|so|such|with th|in th|words?|dies|mit dies|solche|jene|das\b|diese|"
    r"ce(?:s|t|tte)?\b|ainsi|c['’]est|tel(?:le)?s?\b|voilà|said|wrote)",
    re.IGNORECASE,
)
"""What begins a paragraph that speaks of the words before it."""


def _is_attribution(block: Block, said: Sequence[Block]) -> bool:
    """Say whether a line names the author (and work) of the saying before it."""
    text = block.text
    after_verse = said[-1].kind == "verse" or _is_saying(said[0].text)
    short = after_verse or (len(said) == 1 and len(said[0].text) <= _SHORT and said[0].kind != "dateline")
    if block.kind != "paragraph" or len(text) > 120 or len(words(text)) > 14:
        return False
    few = not block.blank_before and len(words(text)) <= 4
    if few and is_title_case(text) and not ends_sentence(text) and (short or is_name(text)):
        return True
    if re.match(r"\s*(?:[—–]|--?)\s*[\"“„«A-ZÀ-Þ]", text):
        return not re.search(r"[!?]", text) and not (text.endswith(".") and tells_who_speaks(text))
    name = re.split(r"[,:(]", text.strip("()[] "))[0]
    return is_name(name) and (len(text) > len(name) or after_verse)


def quotations_set_in(source: Source, blocks: Sequence[Block]) -> list[Block]:
    """Make quotations of the paragraphs that are set in as a whole, where others are not."""
    indents = {at: indent_of(source, block) for at, block in enumerate(blocks) if block.kind == "paragraph"}
    usual = Counter(indents.values()).most_common(1)[0][0] if indents else 0
    deep = {
        at
        for at, indent in indents.items()
        if indent >= usual + _SET_IN and _is_whole(source, blocks[at], usual)
    }
    if len(deep) > _MOST * len(indents) or len(indents) < 3:
        return list(blocks)
    return [kind_of(block, "quote") if at in deep else block for at, block in enumerate(blocks)]


def _is_whole(source: Source, block: Block, usual: int) -> bool:
    """Say whether every line of the block is set in, not only its first."""
    wraps = [piece for piece in block.pieces if piece.rule]
    if not wraps:
        return len(block.text) > 60
    return all(_indent_after(source.text[piece.start : piece.end]) >= usual + _SET_IN for piece in wraps)


def _indent_after(gap: str) -> int:
    """Give the white space at the beginning of the line that follows a line end."""
    last = gap.splitlines()[-1] if gap.splitlines() and not gap.endswith(("\n", "\r")) else ""
    return len(last.expandtabs(8))


def quotations_led_in(source: Source, blocks: Sequence[Block]) -> list[Block]:
    """Make quotations of unmarked paragraphs that somebody is said to have written: `He noted in his diary:`."""
    lexicon, found = _lexicon(blocks), list(blocks)
    for at in range(len(blocks) - 2):
        if blocks[at].kind == "paragraph" and _leads_in(blocks[at].text, lexicon):
            for index in range(at + 1, _end_of_quotation(blocks, at + 1)):
                found[index] = kind_of(found[index], "quote")
    return found


def _lexicon(blocks: Sequence[Block]) -> Words:
    """Give the words of the language the text is in."""
    return words_of(language_of(" ".join(block.text for block in blocks), "en"))


def _leads_in(text: str, lexicon: Words) -> bool:
    """Say whether a paragraph ends by saying that somebody else, who is named or `he`, says what follows."""
    if not text.endswith(":") or len(text) < _LEAD_IN:
        return False
    said = re.split(r"(?<=[.!?])\s", text)[-1]
    last = [word.lower() for word in words(said)[-_NEAR:]]
    if any(word in _OURSELVES for word in last):
        return False
    speaks = any(lexicon.has("say", word) and not lexicon.has("weak", word) for word in last)
    text_of = any(lexicon.has("document", word) or lexicon.has("statement", word) for word in last)
    named = any(word[0].isupper() for word in words(said)[1:])
    person = any(lexicon.has("he", word) or lexicon.has("she", word) for word in last)
    return (speaks or text_of) and (named or person)


def _end_of_quotation(blocks: Sequence[Block], at: int) -> int:
    """Give where the quotation that begins at a paragraph ends: at its reference, else with the paragraph."""
    if not _is_unmarked(blocks[at]):
        return at
    for index in range(at, min(at + _RUN, len(blocks) - 1)):
        if not _is_unmarked(blocks[index]):
            break
        if _REFERRED.search(blocks[index].text):
            return index + 1
    return at + 1


def _is_unmarked(block: Block) -> bool:
    """Say whether a block is a paragraph of some length without quotation marks at its head."""
    long = len(words(block.text)) >= _SENTENCE and not block.text.endswith(":")
    return block.kind == "paragraph" and long and block.text[0] not in "“„«\"‘'‚›»—–-([*"
