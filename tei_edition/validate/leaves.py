"""An attribute or a text of a document, which lxml has no object for → a name for it, and elementpath's node."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from lxml import etree

INSIDE, AFTER = "", "+"
"""Names of texts, where attributes have their own."""


@dataclass(frozen=True)
class Leaf:
    """An attribute or a text."""

    owner: etree._Element
    """The element of the attribute; the one at whose beginning the text stands, or which it follows."""
    name: str
    """The attribute's name as lxml writes it; `INSIDE` or `AFTER` for a text."""

    @property
    def element(self) -> etree._Element | None:
        """The element that holds it."""
        return self.owner.getparent() if self.name == AFTER else self.owner


def leaf_of(string: Any) -> Leaf:
    """Name the node that lxml gave as a string."""
    if string.is_attribute:
        return Leaf(string.getparent(), string.attrname)
    return Leaf(string.getparent(), AFTER if string.is_tail else INSIDE)


class Leaves:
    """elementpath's nodes of a document for its leaves, and the leaves for its nodes."""

    def __init__(self, root: Any) -> None:
        self.root = root

    def node(self, leaf: Leaf) -> Any:
        """Give elementpath's node for a leaf."""
        if leaf.name in (INSIDE, AFTER):
            return self._texts[leaf]
        return next(a for a in self.root.elements[leaf.owner].attributes if a.name == leaf.name)

    def leaf(self, node: Any) -> Leaf | None:
        """Give the leaf for a node of elementpath's; None for a node of another kind."""
        from elementpath.xpath_nodes import AttributeNode, TextNode

        if isinstance(node, AttributeNode) and node.parent is not None:
            return Leaf(cast(etree._Element, node.parent.value), str(node.name))
        return self._leaves.get(node) if isinstance(node, TextNode) else None

    @cached_property
    def _texts(self) -> dict[Leaf, Any]:
        from elementpath.xpath_nodes import TextNode

        found: dict[Leaf, Any] = {}
        for element in self.root.elements.values():
            before = Leaf(element.value, INSIDE)
            for child in getattr(element, "children", None) or ():
                if isinstance(child, TextNode):
                    found[before] = child
                else:
                    before = Leaf(child.value, AFTER)
        return found

    @cached_property
    def _leaves(self) -> dict[Any, Leaf]:
        return {node: leaf for leaf, node in self._texts.items()}
