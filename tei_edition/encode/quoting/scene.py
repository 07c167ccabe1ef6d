"""Quotations of an article → for each, what stands before and behind it: the evidence its kind is judged by.

What other quotations say is blotted out, so that nobody's words are taken for the article's own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from tei_edition.encode.quoting.found import BARRIERS, SILENT, Quotation
from tei_edition.encode.quoting.glyphs import MARKS
from tei_edition.encode.quoting.names import Names
from tei_edition.encode.quoting.words import WORD, Words, words_of
from tei_edition.model import Article, Context

__all__ = ["BLOT", "Case", "Scene", "cases", "is_blank"]

BLOT = "\ufffc"
"""What stands for each character of another quotation."""
REACH_BEFORE, REACH_AFTER = 320, 200
"""How many characters before and behind a quotation are read."""
_TITLE_BLOCK = 30
"""The title is among so many blocks."""
LONG_ENOUGH = 4
"""A quotation of more words than this may be echoed by a shorter one."""
_POINTING = frozenset(["this", "that", "these", "dieses", "diese", "dieser", "ce", "cet", "cette", "ces"])
FEW = 8
"""So many spaces, or marks that are no letters, may stand at the head of a block."""
_BOUNDARY = re.compile(r"[.!?…][”\"’»“)\]]*\s+(?=[^\W\d_a-zß-öø-ÿ]|[“„«‘\"(\[]|[»›](?!\s))")
_NOTHING_BEHIND = re.compile(r"(?:\([^()]*\)|\[\d+\]|[\s.,;:!?…—–-])*")
_ENDS_OPEN = re.compile(r"[:,;—–-]\s*$|[^.!?…”\"»“)\]]\s*$|follow\w*\.\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Scene:
    """An article as its quotations are judged in it."""

    article: Article
    """The article."""
    quotations: Sequence[Quotation]
    """Its quotations."""
    names: Names
    """The names in it."""
    words: Words
    """The words of its language."""

    @classmethod
    def of(cls, article: Article, quotations: Sequence[Quotation], context: Context) -> Scene:
        """Set the scene."""
        words = words_of(context.language[:2].lower())
        return cls(article, quotations, Names.of(context.spans), words)

    @cached_property
    def blotted(self) -> list[str]:
        """The text with the quotations of each depth blotted out, by depth."""
        depth = max((quotation.depth for quotation in self.quotations), default=0)
        return [self._blot(level) for level in range(depth + 1)]

    @cached_property
    def terms(self) -> Counter[str]:
        """How often the article has each short phrase in quotation marks."""
        return Counter(_key(self.article.text[slice(*quotation.inner)]) for quotation in self.quotations)

    @cached_property
    def triples(self) -> frozenset[tuple[str, ...]]:
        """Every three words that follow one another in the longer quotations."""
        found: set[tuple[str, ...]] = set()
        for quotation in self.quotations:
            inside = WORD.findall(self.article.text[slice(*quotation.inner)].lower())
            if len(inside) > LONG_ENOUGH:
                found.update(zip(inside, inside[1:], inside[2:], strict=False))
        return frozenset(found)

    @cached_property
    def quoted(self) -> str:
        """The words of the longer quotations, in lower case, with spaces between them."""
        inside = (WORD.findall(self.article.text[slice(*each.inner)].lower()) for each in self.quotations)
        return "".join(f" {' '.join(words)} \n" for words in inside if len(words) > LONG_ENOUGH)

    def is_its_title(self, key: str) -> bool:
        """Tell whether these words, as they compare, are the article's own title."""
        return any(
            _key(block.text) == key for block in self.article.blocks[:_TITLE_BLOCK] if block.kind == "title"
        )

    def is_its_journal(self, phrase: str) -> bool:
        """Tell whether the source line has all these words, with or without capitals: « Réveil »."""
        lines = [block.text for block in self.article.blocks[:_TITLE_BLOCK] if block.kind == "source"]
        printed = set(WORD.findall(" ".join(lines).casefold()))
        return bool(printed) and printed.issuperset(WORD.findall(phrase.casefold()))

    def in_heading(self, at: int) -> bool:
        """Tell whether that place of the text is in a heading or a note."""
        return self.article.blocks[bisect_right(self.article.starts, at) - 1].kind in BARRIERS

    def _blot(self, depth: int) -> str:
        text, parts, at = self.article.text, [], 0
        for start, end in (quotation.inner for quotation in self.quotations if quotation.depth == depth):
            last = max(start, end - 1)
            parts += [text[at:start], BLOT * (last - start)]
            at = last
        return "".join([*parts, text[at:]])


@dataclass(frozen=True)
class Case:
    """One quotation with what surrounds it."""

    scene: Scene
    """The scene it stands in."""
    quotation: Quotation
    """The quotation."""
    before: tuple[int, int]
    """The extent of its sentence before it; of the sentence that ends the block before where it begins a block."""
    after: tuple[int, int]
    """The extent of its sentence behind it."""
    whole: bool
    """Whether it fills the block or the blocks it stands in."""
    intro: tuple[int, int] | None = None
    """The extent of the sentence that introduces the list it stands in."""

    @cached_property
    def inner(self) -> str:
        """The words quoted, without marks and spaces around them."""
        return self.scene.article.text[slice(*self.quotation.inner)].strip()

    @cached_property
    def count(self) -> int:
        """How many words are quoted."""
        return len(WORD.findall(self.inner[:400]))

    @cached_property
    def told_before(self) -> str:
        """The article's own words before it."""
        return self.own(*self.before)

    @cached_property
    def told_after(self) -> str:
        """The article's own words behind it."""
        return self.own(*self.after)

    @cached_property
    def lead(self) -> list[str]:
        """The words before it, in lower case."""
        found = WORD.findall(self.told_before.lower())
        if self.scene.words.language != "fr":
            return found
        return [part for word in found for part in re.split(r"(?<=^[a-z])[’']|(?<=^qu)[’']", word)]

    @cached_property
    def key(self) -> str:
        """The words quoted as they compare with others."""
        return _key(self.inner)

    @property
    def echoes(self) -> bool:
        """Whether its three or four words stand in a longer quotation of the article as well."""
        inside = WORD.findall(self.inner.lower()) if 3 <= self.count <= LONG_ENOUGH else []
        triples = [*zip(inside, inside[1:], inside[2:], strict=False)]
        return bool(triples) and self.scene.triples.issuperset(triples)

    @property
    def resumes(self) -> bool:
        """Whether a demonstrative takes up two words that stand in a longer quotation: ce « par surcroît »."""
        pointed = self.lead[-1:] and self.lead[-1] in _POINTING
        return bool(pointed) and self.count == 2 and f" {self.key} " in self.scene.quoted

    @property
    def kind(self) -> str:
        """The kind of the block it begins in."""
        return self.scene.article.blocks[self.quotation.blocks[0]].kind

    @property
    def speaks(self) -> bool:
        """Whether it has the shape of a sentence: a capital at its beginning, a full stop at its end."""
        start = next((char for char in self.inner if char.isalpha()), "a")
        return start.isupper() and (self.inner[-1:] in ".!?…" or self.count >= 9)

    def own(self, start: int, end: int) -> str:
        """Give a stretch of the article's text, with other quotations blotted out."""
        return self.scene.blotted[self.quotation.depth][start:end]


def cases(scene: Scene) -> Iterator[Case]:
    """Yield each quotation with its surroundings."""
    for quotation in scene.quotations:
        low, high = _room(scene, quotation)
        before, after = _before(scene, quotation, low), _after(scene, quotation, high)
        yield Case(scene, quotation, before, after, _whole(scene, quotation), _intro(scene, quotation))


def _room(scene: Scene, quotation: Quotation) -> tuple[int, int]:
    """Give the stretch of text, of its blocks and of the quotation around it, that a quotation stands in."""
    low, _ = scene.article.extent(quotation.blocks[0])
    _, high = scene.article.extent(quotation.blocks[1])
    if quotation.parent is not None:
        around = scene.quotations[quotation.parent].inner
        return max(low, around[0]), min(high, around[1])
    return low, high


def _before(scene: Scene, quotation: Quotation, low: int) -> tuple[int, int]:
    text = scene.blotted[quotation.depth]
    if not is_blank(text, low, quotation.start):
        return _sentence_start(scene, text, low, quotation.start), quotation.start
    if quotation.parent is not None:
        return low, quotation.start
    return _end_of_block_before(scene, quotation) or (low, quotation.start)


def _sentence_start(scene: Scene, text: str, low: int, high: int) -> int:
    """Find where the sentence begins that holds the place `high`."""
    low = max(low, high - REACH_BEFORE)
    ends = [match for match in _BOUNDARY.finditer(text, low, high + 1) if _is_end(scene, text, match.start())]
    return ends[-1].end() if ends else low


def _is_end(scene: Scene, text: str, at: int) -> bool:
    """Tell whether the stop at that place ends a sentence and not an abbreviation or an initial."""
    word = re.search(r"[\w.]*$", text[max(0, at - 12) : at])
    found = word.group().lower() if word else ""
    if text[at] != "." or not found:
        return True
    return len(found) > 1 and not scene.words.has("abbreviations", found)


def _end_of_block_before(scene: Scene, quotation: Quotation) -> tuple[int, int] | None:
    """Give the last sentence of the block before, where it leads over to the quotation."""
    index = quotation.blocks[0] - 1
    blocks = scene.article.blocks
    while index >= 0 and (blocks[index].kind in SILENT or not blocks[index].text.strip()):
        index -= 1
    if index < 0 or blocks[index].kind in BARRIERS:
        return None
    start, end = scene.article.extent(index)
    if not _ENDS_OPEN.search(scene.article.text[max(start, end - 40) : end]):
        return None
    return _sentence_start(scene, scene.blotted[quotation.depth], start, end), end


def _after(scene: Scene, quotation: Quotation, high: int) -> tuple[int, int]:
    text = scene.blotted[quotation.depth]
    high = min(high, quotation.end + REACH_AFTER)
    for match in _BOUNDARY.finditer(text, quotation.end, high):
        if match.start() > quotation.end + 1 and _is_end(scene, text, match.start()):
            return quotation.end, match.start() + 1
    return quotation.end, high


def _whole(scene: Scene, quotation: Quotation) -> bool:
    """Tell whether nothing but punctuation and a reference stands beside it in its blocks."""
    (start, _), (_, end) = (scene.article.extent(index) for index in quotation.blocks)
    text = scene.article.text
    if quotation.start - start > FEW or any(char.isalnum() for char in text[start : quotation.start]):
        return False
    return _NOTHING_BEHIND.fullmatch(text, quotation.end, end) is not None


def _intro(scene: Scene, quotation: Quotation) -> tuple[int, int] | None:
    """Give the sentence that introduces the list, for a quotation in the first sentence of an item."""
    index, blocks = quotation.blocks[0], scene.article.blocks
    if blocks[index].kind != "item" or quotation.start - scene.article.starts[index] > 60:
        return None
    while index >= 0 and blocks[index].kind == "item":
        index -= 1
    if index < 0 or blocks[index].kind != "paragraph":
        return None
    start, end = scene.article.extent(index)
    if not scene.article.text[start:end].rstrip().endswith(":"):
        return None
    return _sentence_start(scene, scene.blotted[0], start, end), end


def is_blank(text: str, start: int, end: int) -> bool:
    """Tell whether there is nothing but a few spaces in that stretch of the text."""
    return end - start <= FEW and not text[start:end].strip()


def _key(text: str) -> str:
    """Give words as they compare: without case, marks and punctuation."""
    return text[:80].casefold().translate(_WITHOUT_MARKS).strip(" .,;:!?…")


_WITHOUT_MARKS = dict.fromkeys(map(ord, MARKS))
