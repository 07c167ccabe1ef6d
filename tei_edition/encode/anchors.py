"""Quoted words (`text`, `to`, `before`, `after`) → the one place of the article where they stand.

The selector is the W3C Web Annotation Data Model's TextQuoteSelector (section 4.2.4), with `to` two of them that
make a range (section 4.2.9); any white space equals any other.
"""

from __future__ import annotations

import difflib
import re
from bisect import bisect_right
from dataclasses import replace
from functools import lru_cache

from tei_edition.diagnostics import Diagnostic, make
from tei_edition.model import Anchor, Article

LONG = 160
"""A passage of more characters is quoted by its beginning and its end."""

_QUOTES = {"'": "['’‘]", "’": "['’]", "‘": "['‘]", '"': '["“”]', "“": '["“]', "”": '["”]'}
"""What a quotation mark typed in a toml file may stand for in the text."""

SHOWN = 5
"""How many of the places where words stand are told."""


def locate(anchor: Anchor, article: Article, file: str | None = None) -> tuple[int, int] | Diagnostic:
    """Give start and end in `article.text` of the anchor's words.

    The finding `anchor-none` (with the most similar passage) or `anchor-many` (with every candidate) where
    the words stand nowhere or more than once; `file` is the toml that says so.
    """
    found = _places(anchor, article, exact=True) or _places(anchor, article, exact=False)
    if len(found) == 1:
        return found[0]
    return _many(anchor, article, found, file) if found else _none(anchor, article, file)


def locate_all(
    anchor: Anchor, article: Article, file: str | None = None
) -> list[tuple[int, int]] | Diagnostic:
    """Give every place where the anchor's words stand and no letter or digit goes on before or after them.

    The finding `anchor-none` where there is none.
    """
    text = article.text
    found = [
        (start, end)
        for start, end in _places(anchor, article, exact=True) or _places(anchor, article, exact=False)
        if not (text[start].isalnum() and text[max(start - 1, 0) : start].isalnum())
        and not (text[end - 1].isalnum() and text[end : end + 1].isalnum())
    ]
    return found or _none(anchor, article, file)


def anchor_of(article: Article, start: int, end: int) -> Anchor | None:
    """Give an anchor of these words that is of no other place: with `before` and `after` as far as that takes them.

    Of a long passage, or one that goes on over the end of a block, the first words and the last (`to`). `None`
    where even the block's other words leave several places.
    """
    if end > article.extent(_block_at(article, start))[1] or end - start > LONG:
        return _anchor_of_passage(article, start, end)
    text, (first, last) = article.text, article.extent(_block_at(article, start))
    left, right = start, end
    others = [at for at in _starts(text, text[start:end]) if at != start]
    while others and left > first:
        left = _step(text, left, first, -1)
        others = [
            at for at in others if at >= start - left and text.startswith(text[left:start], at - start + left)
        ]
    while others and right < last:
        right = _step(text, right, last, 1)
        others = [at for at in others if text.startswith(text[end:right], at - start + end)]
    return None if others else Anchor(text[start:end], text[left:start].strip(), text[end:right].strip())


@lru_cache(maxsize=1024)
def _starts(text: str, words: str) -> tuple[int, ...]:
    """Give every place of the text where the words begin."""
    return tuple(match.start() for match in re.finditer(f"(?={re.escape(words)})", text))


def _anchor_of_passage(article: Article, start: int, end: int) -> Anchor | None:
    """Give the anchor of a passage by its first and its last words, as many as make it the only one."""
    text, last = article.text, _block_at(article, end - 1)
    opening = text[start : min(end, article.extent(_block_at(article, start))[1])].split()
    closing = text[max(start, article.starts[last]) : end].split()
    for words in (5, 10, 20, 40):
        anchor = Anchor(" ".join(opening[:words]), to=" ".join(closing[-words:]))
        if _places(anchor, article, exact=True) == [(start, end)]:
            return anchor
    return None


def _step(text: str, at: int, limit: int, way: int) -> int:
    """Give where the next two words end, going that way, or the limit."""
    for _ in range(2):
        while at != limit and text[at if way > 0 else at - 1].isspace():
            at += way
        while at != limit and not text[at if way > 0 else at - 1].isspace():
            at += way
    return at


def _places(anchor: Anchor, article: Article, exact: bool) -> list[tuple[int, int]]:
    """Give every place in the text proper where the words stand: not where an archive has written."""
    opening = replace(anchor, after="") if anchor.to else anchor
    found = [match.span("text") for match in _pattern(opening, exact).finditer(article.text)]
    if anchor.to:
        closing = _pattern(Anchor(anchor.to, after=anchor.after), exact)
        ends = ((start, closing.search(article.text, start)) for start, _ in found)
        found = [(start, end.end("text")) for start, end in ends if end]
    return [place for place in found if article.blocks[_block_at(article, place[0])].kind != "boilerplate"]


def _block_at(article: Article, offset: int) -> int:
    """Give the index of the block that the character at that offset stands in."""
    return bisect_right(article.starts, offset) - 1


def line_of(article: Article, offset: int) -> int:
    """Give the 1-based line of the source in which the character at that offset of the article stands."""
    index = _block_at(article, offset)
    origin = article.blocks[index].origin(offset - article.starts[index])
    return article.source.line(origin)


def _pattern(anchor: Anchor, exact: bool) -> re.Pattern[str]:
    """Give the regular expression for the words with what stands around them; it never crosses a block."""
    before, text, after = (_words(part, exact) for part in (anchor.before, anchor.text, anchor.after))
    gap = r"[^\S\n]*"
    head = f"{before}{gap}" if before else ""
    tail = f"(?={gap}{after})" if after else ""
    return re.compile(f"{head}(?P<text>{text}){tail}")


def _words(text: str, exact: bool) -> str:
    """Give the expression for some words: any white space and, if not exact, any style of quotation mark."""

    def one(char: str) -> str:
        return re.escape(char) if exact else _QUOTES.get(char, re.escape(char))

    return r"[^\S\n]+".join("".join(map(one, word)) for word in text.split())


def _many(anchor: Anchor, article: Article, found: list[tuple[int, int]], file: str | None) -> Diagnostic:
    """Say that the words stand in several places, and where."""
    places = [f"line {line_of(article, start)}: …{_around(article, start, end)}…" for start, end in found]
    more = [f"and {len(places) - SHOWN} more"] if len(places) > SHOWN else []
    return make(
        "anchor-many",
        f"“{anchor.text}” stands in {len(found)} places of the article",
        file=file,
        line=anchor.line,
        excerpt="\n".join([*places[:SHOWN], *more]),
        hint='say which: before = "…" or after = "…"',
    )


def _none(anchor: Anchor, article: Article, file: str | None) -> Diagnostic:
    """Say that the words stand nowhere, and what comes nearest."""
    near = _nearest(anchor.text, article.text)
    hint = f"the nearest passage is “{near}”" if near else "copy the words from the article"
    if near == " ".join(anchor.text.split()):
        hint = "the words are parted by the end of a paragraph, or are not of the text: quote words of one paragraph"
    near_it = " with what is said to stand around it" if anchor.before or anchor.after else ""
    where = f" … “{anchor.to}”" if anchor.to else near_it
    return make(
        "anchor-none",
        f"“{anchor.text}”{where} stands nowhere in the article",
        file=file,
        line=anchor.line,
        excerpt=anchor.text,
        hint=hint,
    )


def _nearest(text: str, article: str) -> str | None:
    """Give the passage of the same number of words most like the text; `None` when nothing is like it."""
    wanted = text.split()
    longest = max(wanted, key=len)
    words = article.split()
    starts = {
        max(0, at - wanted.index(longest))
        for at, word in enumerate(words)
        if word == longest or word == wanted[0] or difflib.SequenceMatcher(None, word, longest).ratio() > 0.8
    }
    passages = [" ".join(words[start : start + len(wanted)]) for start in sorted(starts)][:500]
    return next(iter(difflib.get_close_matches(text, passages, 1, 0.5)), None)


def _around(article: Article, start: int, end: int) -> str:
    """Give the words with a little of what stands around them."""
    return article.text[max(0, start - 25) : end + 25].replace("\n", " ¶ ")
