"""A web page's tree → its main part, and what in it are menus, tables of data, and tables that only lay out."""

from __future__ import annotations

from collections.abc import Mapping

from tei_edition.read.dom import Node, Size, attribute, elements, text_of

__all__ = ["Regions", "is_data_table", "is_menu", "main_part"]

_MENUS = frozenset("div ul ol table td tr p center section header footer aside dl font small b h5 h6".split())  # noqa: SIM905
_CONTENT = frozenset("p div blockquote h1 h2 h3 h4 h5 h6 table ul ol pre center hr".split())  # noqa: SIM905
_NONE = Size(0, 0, 0)

Regions = Mapping[int, Size]
"""How much each element holds, by its `id()`."""


def main_part(body: Node, sizes: Regions) -> Node | None:
    """Give the element that by the page's own markup holds its text; none where there is none.

    It must hold most of the words of the page, for comments and teasers may be set as `article` as well.
    """
    whole = sizes.get(id(body), _NONE)
    nodes = list(elements(body))
    for wanted in ("article", "main"):
        found = [node for node in nodes if node.name == wanted or attribute(node, "role") == wanted]
        outer = [node for node in found if not any(_is_in(node, other) for other in found)]
        most = max(outer, key=lambda node: sizes.get(id(node), _NONE).text, default=None)
        if most is not None and sizes.get(id(most), _NONE).text >= 0.6 * (whole.text - whole.linked):
            return most
    return None


def _is_in(node: Node, other: Node) -> bool:
    above = node.parent
    while above is not None:
        if above is other:
            return True
        above = above.parent
    return False


def is_menu(node: Node, sizes: Regions) -> bool:
    """Say whether an element is a row of links to other pages: three or more, short, and hardly any other words."""
    size = sizes.get(id(node), _NONE)
    if node.name not in _MENUS or size.links < 3 or not size.linked:
        return False
    return size.linked >= 0.75 * size.text and size.linked / size.links <= 40


def is_data_table(table: Node, sizes: Regions) -> bool:
    """Say whether a table holds data, as against one that puts text or a menu into its place on the page."""
    if attribute(table, "role") in ("presentation", "none"):
        return False
    inner: list[Node] = []
    for node in elements(table):
        if node is not table and node.name == "table":
            return False
        inner.append(node)
    names = {node.name for node in inner}
    if names & {"th", "thead", "caption", "tfoot"}:
        return True
    rows = [[node for node in row.children or () if node.name == "td"] for row in inner if row.name == "tr"]
    rows = [row for row in rows if row]
    cells = [cell for row in rows for cell in row]
    wide = [len(row) for row in rows]
    if len(rows) < 2 or max(wide, default=0) < 2 or is_menu(table, sizes):
        return False
    lengths = sorted(sizes.get(id(cell), _NONE).text for cell in cells)
    broken = sum(1 for node in inner if node.name in _CONTENT)
    filled = sum(length > 0 for length in lengths)
    return (
        lengths[-1] <= 250
        and lengths[len(lengths) // 2] <= 60
        and filled >= 0.5 * len(cells)
        and broken <= len(cells)
        and not _is_verse_in_columns(cells)
    )


def _is_verse_in_columns(cells: list[Node]) -> bool:
    """Say whether cells hold several lines each, as a layout does."""
    return sum(text_of(cell, 400).strip().count("\n") > 4 for cell in cells) > len(cells) / 2
