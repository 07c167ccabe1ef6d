"""Rendered children → the inside of an HTML element that may hold only some of them.

HTML is stricter than TEI: only phrases in a paragraph or a heading, only items in a list, only cells in a
row. What stands in a wrong place is wrapped, never moved across words and never dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from lxml import etree

from tei_edition.tei import q


class Piece(NamedTuple):
    """A run of HTML and where it may stand."""

    kind: str
    """`text` and `phrase` (inline), `block`, `item`, `row`, `cell`, `caption`."""
    html: str
    """The markup."""

    @property
    def blank(self) -> bool:
        """Whether it is nothing but white space."""
        return self.kind == "text" and not self.html.strip()


INLINE = frozenset({"text", "phrase"})


def joined(pieces: Iterable[Piece]) -> str:
    """Give the markup of all, end to end."""
    return "".join([piece.html for piece in pieces])


def flow(pieces: Sequence[Piece]) -> str:
    """Lay out the inside of a section: blocks on lines of their own, loose phrases between them wrapped."""
    return "".join(
        html if blocks else f'<div class="loose">{html.strip()}</div>\n'
        for blocks, html in _runs(pieces, lambda piece: piece.kind not in INLINE)
        if html.strip()
    )


def lines(pieces: Sequence[Piece]) -> str:
    """Give the inside of a caption: one line as it is, several and what stands with them one below the other."""
    if len(pieces) == 1:
        return pieces[0].html
    return flow([Piece("block", f"<div>{it.html}</div>\n") if it.kind == "caption" else it for it in pieces])


def only(pieces: Sequence[Piece], kind: str, wrap: str) -> tuple[str, str]:
    """Part what comes before the first piece of the kind from the rest; strays in the rest go into `wrap`."""
    first = next((index for index, piece in enumerate(pieces) if piece.kind == kind), len(pieces))
    before = flow(pieces[:first])
    rest = "".join(
        html if fits else wrap.format(html.strip())
        for fits, html in _runs(pieces[first:], lambda piece: piece.kind == kind)
        if html.strip()
    )
    return before, rest


def _runs(pieces: Sequence[Piece], test: Callable[[Piece], bool]) -> list[tuple[bool, str]]:
    """Group neighbours that pass the test, and neighbours that do not."""
    runs: list[tuple[bool, list[str]]] = []
    for piece in pieces:
        passes = test(piece)
        if not runs or runs[-1][0] != passes:
            if piece.blank:
                continue
            runs.append((passes, []))
        runs[-1][1].append(piece.html)
    return [(passes, "".join(htmls)) for passes, htmls in runs]


def list_tag(element: etree._Element, given: str = "") -> str:
    """Tell which HTML list a TEI list is: `dl` for labels with items, `ol` for a numbered one, else `ul`.

    `given`: the type that the processing model says it is.
    """
    children = [child.tag for child in element if child.tag in (q("label"), q("item"))]
    if q("label") in children and children[0] == q("label") and children[-1] == q("item"):
        return "dl"
    said = f"{element.get('rend', '')} {given or element.get('type', '')}".lower()
    return (
        "ol"
        if any(word in said for word in ("number", "order", "letter", "arabic")) and "unorder" not in said
        else "ul"
    )


def item_label(element: etree._Element, given: str = "") -> str:
    """Give the label an item had in print, from `@n`: `1` → `1.`, `(a)` as it stands; `given` goes before it."""
    label = (given or element.get("n", "")).strip()
    return f"{label}." if label.isalnum() else label
