"""A document with witnesses, or in several languages → its versions side by side, block by block.

Versions in languages are the texts of a group, or the divisions of a body, that say so with different `@xml:lang`;
their blocks belong together by `@corresp` or `@n`, else by their order where there are equally many.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from lxml import etree

from tei_edition.render import safe
from tei_edition.render.reading import reading_text
from tei_edition.render.witness import sigla, sigla_of, text_of
from tei_edition.tei import q

MOST = 6
"""How many versions have room beside one another."""
_BLOCKS = tuple(map(q, ("head", "p", "ab", "l", "u", "item")))
_ID = q("xml:id")
_LANG = q("xml:lang")


@dataclass(frozen=True)
class Row:
    """A block of each version."""

    id: str
    """Its address on the page of the text; empty where the block has none of its own."""
    cells: tuple[tuple[tuple[str, bool], ...], ...]
    """The words of each version in runs, each with whether the witnesses differ there."""


@dataclass(frozen=True)
class Parallel:
    """Versions side by side."""

    heading: str
    """What they are."""
    columns: tuple[tuple[str, str], ...]
    """Name and language of each version; the language is empty where it is the text's."""
    rows: tuple[Row, ...]
    """Their blocks."""


def parallel(tree: etree._ElementTree) -> Parallel | None:
    """Give the versions of a document; none where it has only one."""
    return _languages(tree.getroot()) or _witnesses(tree)


def _witnesses(tree: etree._ElementTree) -> Parallel | None:
    """Give the texts of the witnesses that have most readings."""
    root = tree.getroot()
    readings = Counter(name for item in root.iter(q("lem"), q("rdg")) for name in sigla_of(item))
    chosen = {name for name, _ in readings.most_common(MOST)}
    names = [name for name in sigla(root) if name in chosen]
    if len(names) < 2 or next(root.iter(q("text")), None) is None:
        return None
    versions = [list(_blocks(text_of(tree, name).getroot())) for name in names]
    if len(set(map(len, versions))) > 1:
        return None
    rows = [_row(blocks, True) for blocks in zip(*versions, strict=True)]
    return Parallel("Witnesses", tuple((name, "") for name in names), tuple(filter(_said, rows)))


def _languages(root: etree._Element) -> Parallel | None:
    """Give the versions of the first element that holds one in each of several languages."""
    for holder in root.iter(q("group"), q("body")):
        parts = [child for child in holder.iterchildren(q("text"), q("div")) if child.get(_LANG)]
        tags = [safe.language(child.get(_LANG, "")) for child in parts]
        if 1 < len(parts) <= MOST and len(set(tags)) == len(tags) and all(tags):
            versions = [list(_blocks(part)) for part in parts]
            rows = [_row(blocks, False) for blocks in _together(versions)]
            columns = tuple((tag, tag) for tag in tags)
            return Parallel("Languages", columns, tuple(filter(_said, rows))) if rows else None
    return None


def _together(versions: Sequence[list[etree._Element]]) -> Iterator[tuple[etree._Element | None, ...]]:
    """Yield the blocks that belong together."""
    first, *others = versions
    if all(len(other) == len(first) for other in others):
        yield from zip(*versions, strict=True)
        return
    known = [_keys(other) for other in others]
    if not all(any(_found(block, keys) is not None for block in first) for keys in known):
        return
    for block in first:
        yield (block, *(_found(block, keys) for keys in known))


def _keys(blocks: Sequence[etree._Element]) -> Mapping[str, etree._Element]:
    """Give blocks by what others may call them."""
    named = {f"n:{block.tag}:{block.get('n')}": block for block in blocks if block.get("n")}
    pointed = {f"to:{pointer}": block for block in blocks for pointer in block.get("corresp", "").split()}
    own = {f"id:#{block.get(_ID)}": block for block in blocks if block.get(_ID)}
    return {**named, **pointed, **own}


def _found(block: etree._Element, keys: Mapping[str, etree._Element]) -> etree._Element | None:
    """Find the block that a block belongs to."""
    wanted = [f"id:{pointer}" for pointer in block.get("corresp", "").split()]
    wanted += [f"to:#{block.get(_ID)}", f"n:{block.tag}:{block.get('n')}"]
    return next((keys[key] for key in wanted if key in keys), None)


def _blocks(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the innermost blocks of the texts."""
    texts = [root] if root.tag != q("TEI") else root.iterchildren(q("text"))
    for text in texts:
        for block in text.iter(*_BLOCKS):
            within = next(block.iterdescendants(*_BLOCKS), None)
            noted = next(block.iterancestors(q("note"), q("app")), None)
            if within is None and noted is None:
                yield block


def _row(blocks: Sequence[etree._Element | None], compared: bool) -> Row:
    """Give a row; where witnesses are compared, without words if they say the same."""
    cells = ["" if block is None else reading_text(block) for block in blocks]
    key = next((block.get(_ID, "") for block in blocks if block is not None), "")
    if not compared:
        return Row(safe.identifier(key), tuple(((cell, False),) if cell else () for cell in cells))
    return Row(safe.identifier(key), _compared(cells) if len(set(cells)) > 1 else ())


def _compared(cells: Sequence[str]) -> tuple[tuple[tuple[str, bool], ...], ...]:
    """Part the words that all have as the first has them from the others."""
    words = [cell.split() for cell in cells]
    own = [set(range(len(cell))) for cell in words]
    first: set[int] = set()
    for at, cell in enumerate(words[1:], 1):
        other = set(range(len(words[0])))
        for start, there, length in SequenceMatcher(
            None, words[0], cell, autojunk=False
        ).get_matching_blocks():
            own[at].difference_update(range(there, there + length))
            other.difference_update(range(start, start + length))
        first |= other
    own[0] = first
    return tuple(_runs(cell, marked) for cell, marked in zip(words, own, strict=True))


def _runs(words: Sequence[str], marked: Container[int]) -> tuple[tuple[str, bool], ...]:
    """Join neighbours that are marked, and those that are not."""
    grouped = groupby(enumerate(words), lambda item: item[0] in marked)
    return tuple((" ".join(word for _, word in run), differs) for differs, run in grouped)


def _said(row: Row) -> bool:
    return any(row.cells)
