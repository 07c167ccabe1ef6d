"""The links within a web page → which of them are note markers, which elements hold the notes they lead to.

Seen in: Word (`_ftn1`), pandoc (`fn1`), Wikisource (`cite_note-1`), Project Gutenberg (`Footnote_1_1`), the Marxists
Internet Archive (`<a name="f1" href="#n1">[1]</a>`), and pages written by hand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from tei_edition.read.dom import Node, attribute, classes, elements, text_of, texts

__all__ = ["NoteLinks", "is_mark", "note_links"]

_MARK = re.compile(
    r"\s*[\[({]?\s*(?:(?:fn|note|anm|n)\.?\s*)?"
    r"(?P<key>\d{1,4}\s?[a-z*]?|[*†‡§¶]{1,4}|[a-z]{1,2}|[ivxl]{1,6}|[⁰¹²³⁴-⁹]{1,3})\s*[\])}.:]*\s*",
    re.IGNORECASE,
)
"""What a marker says: `1`, `[12]`, `(a)`, `*`, `Note 3`."""
_BACK = re.compile(
    r"\s*(?:[↑↩⏎^▲⇧←\ufe0e\ufe0f]+|\(?(?:back|return|top|zurück|retour)\b.{0,30})\s*", re.IGNORECASE
)
_SAID = frozenset("footnote-ref fnanchor reference noteref footnoteref enote fnref footnotecall".split())  # noqa: SIM905
"""Classes by which pages say that a link, or what it stands in, is a marker."""
_NOTE = re.compile(r"footnote|endnote|note|fn")
"""Classes by which they say that an element is one note."""
_HOLDERS = frozenset("li p dd tr td aside blockquote address pre".split())  # noqa: SIM905
"""Elements that may hold one note."""
_BLOCKS = _HOLDERS | frozenset("div section article main body center table ol ul dl html #document".split())  # noqa: SIM905
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_HEIGHT = 12
"""So many elements up one looks for what holds an anchor."""
_LEAD = 12
"""So many characters may stand before the anchor in what holds the note: its label."""


@dataclass
class NoteLinks:
    """The notes of a page; nodes by their `id()`."""

    markers: dict[int, str] = field(default_factory=dict)
    """Links that are markers, with the name of their note."""
    holders: dict[int, str] = field(default_factory=dict)
    """Elements that hold a note and nothing else, with its name."""
    starts: dict[int, str] = field(default_factory=dict)
    """Anchors at which a note begins in an element that holds other text as well."""
    back: set[int] = field(default_factory=set)
    """Links that lead back from a note to its marker."""


def is_mark(text: str) -> bool:
    """Say whether a text may be the marker of a note."""
    return bool(_MARK.fullmatch(text))


def note_links(root: Node, file: str) -> NoteLinks:
    """Find the notes of a page that its links tie to their markers."""
    named = _named(root)
    links = [(node, target) for node in elements(root) if (target := _target(node, named, file)) is not None]
    inhabitants = Counter(
        id(above) for target in {id(t): t for _, t in links}.values() for above in _up(target)
    )
    pointing: dict[int, list[Node]] = {}
    for node, target in links:
        pointing.setdefault(id(target), []).append(node)
    found = NoteLinks()
    notes: dict[int, str] = {}
    spots: set[int] = set()
    for node, target in links:
        holder, alone = _holder(target, inhabitants)
        if holder is None or not _is_marker(node, target, holder, pointing):
            continue
        place = holder if alone else target
        name = notes.setdefault(id(place), f"note{len(notes) + 1}")
        found.markers[id(node)] = name
        (found.holders if alone else found.starts)[id(place)] = name
        spots |= {id(spot) for spot in _spots(node)}
    for node, target in links:
        inside = any(id(above) in found.holders for above in _up(node))
        leads = id(target) in spots or (inside and (_BACK.fullmatch(text_of(node, 60)) is not None))
        if leads and id(node) not in found.markers:
            found.back.add(id(node))
    return found


def _named(root: Node) -> Mapping[str, Node]:
    """Give the elements that links may lead to, the first of each name."""
    found: dict[str, Node] = {}
    for node in elements(root):
        names = (attribute(node, "id"), attribute(node, "name") if node.name == "a" else "")
        for name in names:
            if name:
                found.setdefault(name, node)
    return found


def _target(node: Node, named: Mapping[str, Node], file: str) -> Node | None:
    """Give the element of the page that a link leads to; none where it leads elsewhere."""
    if node.name != "a":
        return None
    path, mark, name = attribute(node, "href").partition("#")
    if not mark or (path and path.rpartition("/")[2].lower() != file.lower()):
        return None
    return named.get(name) or named.get(unquote(name))


def _up(node: Node) -> Iterator[Node]:
    """Yield a node and what it stands in, a few steps up."""
    for _ in range(_HEIGHT):
        if node is None or node.name in ("body", "#document"):
            return
        yield node
        node = node.parent


def _holder(target: Node, inhabitants: Mapping[int, int]) -> tuple[Node | None, bool]:
    """Give the element a note stands in, and whether it stands there alone; none where it is no note."""
    above = list(_up(target))
    if any(node.name in _HEADINGS for node in above):
        return None, False
    block = next((node for node in above if node.name in _BLOCKS), None)
    if block is None or (block is not target and not _has_words_after(target, block)):
        block = _next_block(above[-1] if block is None else target)
        return (block, True) if block is not None and block.name in _BLOCKS else (None, False)
    for node in above[above.index(block) :][:4]:
        if inhabitants[id(node)] == 1 and (_is_one_note(node) or _is_row(node, block)):
            return node, True
    alone = block is target or (
        block.name in _HOLDERS and inhabitants[id(block)] <= 1 and _leads(block, target)
    )
    return block, alone


def _is_one_note(node: Node) -> bool:
    """Say whether an element says it is a note."""
    said = any(_NOTE.fullmatch(name) for name in classes(node))
    return node.name == "li" or said or "mso-element:footnote" in attribute(node, "style").replace(" ", "")


def _is_row(node: Node, cell: Node) -> bool:
    """Say whether a row of a table is a note: the cell has nothing but its number."""
    return node.name == "tr" and cell.name == "td" and is_mark(text_of(cell, 30))


def _has_words_after(target: Node, block: Node) -> bool:
    """Say whether the words of the note stand in the same block as the anchor: in it, or behind it."""
    end = target.origin_offset or 0
    return any(text.data.strip() and (text.origin_offset or 0) >= end for text in texts(block))


def _leads(block: Node, target: Node) -> bool:
    """Say whether an anchor stands at the head of a block."""
    before = 0
    for text in texts(block):
        if (text.origin_offset or 0) >= (target.origin_offset or 0):
            break
        before += len("".join(text.data.split()))
    return before <= _LEAD


def _next_block(node: Node) -> Node | None:
    """Give the element that follows an anchor which stands between blocks."""
    for _ in range(3):
        siblings: Sequence[Node] = node.parent.children if node.parent is not None else ()
        at = next((at for at, one in enumerate(siblings) if one is node), len(siblings))
        for sibling in siblings[at + 1 : at + 4]:
            if sibling.name in _HEADINGS:
                return None
            if sibling.name in _HOLDERS or sibling.name == "div":
                return sibling
        if node.parent is None or node.parent.name not in ("p", "a", "span", "sup"):
            return None
        node = node.parent
    return None


def _is_marker(node: Node, target: Node, holder: Node, pointing: Mapping[int, Sequence[Node]]) -> bool:
    """Say whether a link is the marker of the note it leads to.

    It is short, and the note leads back to it, or the page says so, or the note begins with what it says.
    """
    text = text_of(node, 40)
    found = _MARK.fullmatch(text)
    if not found or any(above is holder for above in _up(node)) or holder.name in ("body", "main", "article"):
        return False
    around = [*_up(node)][:3]
    said = attribute(node, "role") == "doc-noteref" or attribute(node, "epub:type") == "noteref"
    if said or any(name in _SAID for one in around for name in classes(one)):
        return True
    if (node.origin_offset or 0) > (target.origin_offset or 0):
        return False
    back = [link for spot in _spots(node) for link in pointing.get(id(spot), ())]
    if any(link is not node and (holder in _up(link) or link is target) for link in back):
        return True
    start = _MARK.match(f"{text_of(holder, 40).strip()[:12]} ")
    return start is not None and start["key"].strip() == found["key"].strip()


def _spots(node: Node) -> Iterator[Node]:
    """Yield the elements a link back to a marker may lead to: it, what it stands in, an anchor beside it."""
    for above in _up(node):
        if above.name in _BLOCKS or above.name in _HEADINGS:
            return
        yield above
        siblings = above.parent.children if above.parent is not None else ()
        at = next((at for at, one in enumerate(siblings) if one is above), 0)
        yield from (one for one in siblings[max(at - 1, 0) : at + 2] if one.name in ("a", "span", "sup"))
        yield from (one for one in elements(above) if one is not above and attribute(one, "id"))
