"""Elements and characters of a file → the text of its blocks, as the passes read it, with the places of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tei_edition.model import Article, Block, Piece, Source
from tei_edition.tei.patch import Char, Node

__all__ = ["Passage", "article_of", "passages"]

BLOCKS = {"p": "paragraph", "ab": "paragraph", "item": "item", "l": "paragraph", "cell": "paragraph"} | {
    "head": "heading",
    "note": "paragraph",
}
"""Elements whose text the passes read, and the kind of block each is."""

SILENT = frozenset("teiHeader standOff sourceDoc corr reg expan del figDesc egXML speaker stage fw".split())  # noqa: SIM905
"""Elements whose text is not read: none of the author's, or said a second time; nor are the editor's notes."""


@dataclass
class Passage:
    """A block's text, white space folded, and where each character of it stands in the file."""

    node: Node
    """The block's element."""
    chars: list[Char] = field(default_factory=list)
    """Its characters."""
    extents: dict[Node, tuple[int, int]] = field(default_factory=dict)
    """Of each element inside it that has text: the characters it holds."""

    @property
    def text(self) -> str:
        """Give the characters as the passes read them."""
        return "".join(" " if char.text.isspace() else char.text[:1] for char in self.chars)


def passages(chars: Sequence[Char]) -> list[Passage]:
    """Give the passages of a document, in its order."""
    found: dict[Node, Passage] = {}
    blocks: dict[Node, Node | None] = {}
    for char in chars:
        block = blocks[char.node] if char.node in blocks else blocks.setdefault(char.node, _block(char.node))
        if block is None:
            continue
        passage = found.setdefault(block, Passage(block))
        if char.text.isspace() and (not passage.chars or passage.chars[-1].text.isspace()):
            continue
        passage.chars.append(char)
    for passage in found.values():
        while passage.chars and passage.chars[-1].text.isspace():
            passage.chars.pop()
        _measure(passage)
    return [passage for passage in found.values() if passage.chars]


def _block(node: Node) -> Node | None:
    """Give the block an element's own characters belong to; `None` where they are not read."""
    block = None
    inside = False
    for each in node.path:
        if each.name in SILENT or not each.name or each.attributes.get("type") == "editorial":
            return None
        inside = inside or each.name == "text"
        if each.name in BLOCKS:
            block = each
    return block if inside else None


def _measure(passage: Passage) -> None:
    """Find which characters each element inside the passage holds."""
    for at, char in enumerate(passage.chars):
        node: Node | None = char.node
        while node is not None and node is not passage.node:
            first, last = passage.extents.get(node, (at, at))
            passage.extents[node] = first, max(last, at + 1)
            node = node.parent


def article_of(found: Sequence[Passage], name: str) -> Article:
    """Give the passages as an article."""
    blocks = []
    for passage in found:
        text = passage.text
        blocks.append(Block(BLOCKS[passage.node.name], (Piece(text, 0, len(text)),)))
    return Article(Source(name, "", "utf-8"), tuple(blocks))
