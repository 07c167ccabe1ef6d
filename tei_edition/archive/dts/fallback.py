"""A text that does not say how it is cited → the citation tree we give it: its divisions, and the blocks in them."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from tei_edition.archive.dts.declared import DCTERMS, CitationTree, Structure
from tei_edition.tei import local
from tei_edition.tei.names import is_tei

__all__ = ["fallback_tree"]

DIVISIONS = ("div", *(f"div{number}" for number in range(8)))
"""Elements that part a text."""

KINDS = {
    "p": "paragraph", "ab": "block", "lg": "stanza", "l": "line", "sp": "speech", "head": "heading", "u": "utterance",
    "entry": "entry", "list": "list", "table": "table", "figure": "figure", "quote": "quotation", "cit": "quotation",
    "opener": "opener", "closer": "closer", "stage": "stage direction",
}  # fmt: skip
"""Names of elements → what a reader calls them; any other is called a block."""

MILESTONES = frozenset(("pb", "cb", "lb", "gb", "milestone", "anchor"))
"""Elements that mark a point and hold nothing."""

DEEPEST = 10
"""So many divisions within one another are told apart."""

_PARTS = "self::front or self::body or self::back"
_TOP = f"//*[{_PARTS}][not(ancestor::*[{_PARTS}])]"
_DIVISION = " or ".join(f"self::{name}" for name in DIVISIONS)
_USE = "concat(@xml:id, substring(concat('{}', position()), 1, 99 * not(@xml:id)))"
"""The address of an element, else its name and its number among its like."""


def fallback_tree(root: etree._Element) -> CitationTree | None:
    """Give a tree of divisions and of the blocks in them, each by its `xml:id`, else by its name and number.

    None where the document has nothing of the kind. Every word in a division belongs to a block of the tree.
    """
    parts = [one for one in root.iter() if is_tei(one) and local(one) in ("front", "body", "back")]
    names = dict.fromkeys(
        local(child) for part in parts for one in (part, *_divisions(part)) for child in one if is_tei(child)
    )
    blocks = [name for name in names if name not in DIVISIONS and name not in MILESTONES]
    depth = min(max((_depth(part) for part in parts), default=0), DEEPEST)
    return CitationTree("", _level(f"{_TOP}/", depth, blocks)) if depth or blocks else None


def _level(above: str, depth: int, blocks: Iterable[str]) -> tuple[Structure, ...]:
    """Give the structures of a level; `above` precedes their match."""
    found = []
    if depth:
        below = _level("", depth - 1, blocks)
        title = ((f"{DCTERMS}title", "head[1]"),)
        use = _USE.format("div")
        found.append(Structure("section", f"{above}*[{_DIVISION}]", use, _delim(above), title, below))
    if blocks:
        found += [
            Structure(KINDS.get(name, "block"), f"{above}{name}", _USE.format(name), _delim(above))
            for name in blocks
        ]
    return tuple(found)


def _delim(above: str) -> str:
    return "" if above else "."


def _divisions(part: etree._Element) -> list[etree._Element]:
    return [one for one in part.iter() if local(one) in DIVISIONS]


def _depth(element: etree._Element) -> int:
    """Give how many divisions stand in one another, at most."""
    deepest, level = 0, 0
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if local(node) in DIVISIONS:
            level += 1 if event == "start" else -1
            deepest = max(deepest, level)
    return deepest
