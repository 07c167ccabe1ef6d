"""Blocks, and the spans arranged over them → the TEI `text` element.

Every character of every block that is text is written exactly once and in order; a note with a marker
moves to it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import takewhile

from lxml import etree

from tei_edition.encode.facts import front_of
from tei_edition.encode.figures import write_figure, write_table
from tei_edition.encode.inline import Builder, attributes_of, inline
from tei_edition.encode.linking import link_parts
from tei_edition.encode.notes import key_of
from tei_edition.encode.overlap import Arrangement, Frame, Node
from tei_edition.model import Article, Block
from tei_edition.tei import append_element, local, new_element

NO_CONTENT = ("head", "byline", "docDate", "dateline", "milestone", "note", "opener", "figure")
"""Elements that by themselves do not make a `body` (TEI Guidelines 4.1): it needs a paragraph or the like."""
OPENING = ("dateline", "address", "salute", "epigraph")
"""Kinds of block that open a division: an `opener`, an `epigraph`."""
CLOSING = ("salute", "signed", "dateline", "address", "postscript")
"""Kinds of block that form a `closer` at its end, and what follows it."""
APART = ("epigraph", "postscript")
"""Kinds of those that stand in an element of their own, as paragraphs."""
OUT_OF_TEXT = ("boilerplate",)
"""Kinds of block that do not belong to the text: kept verbatim in the header."""


def build_text(article: Article, arrangement: Arrangement) -> etree._Element:
    """Write the `text` element of an article."""
    notes = {i for nodes in arrangement.inside for i in _note_blocks(nodes)}
    outside = {i for i, block in enumerate(article.blocks) if block.kind in OUT_OF_TEXT}
    builder = Builder(article, arrangement, frozenset(notes | outside))
    text = new_element("text")
    body = append_element(text, "body")
    indexes = [i for i in range(len(article.blocks)) if i not in builder.moved]
    front = [i for i in front_of(article) if i not in builder.moved]
    rest = indexes[len(front) :]
    opens = bool(rest) and article.blocks[rest[0]].kind in OPENING
    while opens and front and article.blocks[front[-1]].kind == "dateline":
        rest.insert(0, front.pop())  # it belongs to the letter
    for index in front:
        _front_block(builder, body, index, last=index == front[-1] and not opens)
    _divide(builder, body, rest)
    link_parts(body)
    if all(local(child) in NO_CONTENT for child in body):
        append_element(body, "p")
    return text


def outside_text(article: Article) -> list[Block]:
    """Give the blocks that are kept in the header instead of the text, in order."""
    return [block for block in article.blocks if block.kind in OUT_OF_TEXT]


def _note_blocks(nodes: Iterable[Node]) -> Iterable[int]:
    """Yield the indexes of the blocks that notes among these nodes take as their text."""
    for node in nodes:
        yield from node.span.blocks
        yield from _note_blocks(node.children)


# --- divisions -------------------------------------------------------------------------------------------


def _front_block(builder: Builder, body: etree._Element, index: int, last: bool) -> None:
    """Write one block of the title block; a source line before others goes into a `head`, for TEI's order."""
    kind = builder.article.blocks[index].kind
    if kind == "figure":
        write_figure(builder, body, index, None)
        return
    if kind == "source":
        parent = body if last else append_element(body, "head", {"type": "source"})
        inline(builder, append_element(parent, "bibl"), index)
        return
    name, attributes = {
        "title": ("head", {}),
        "subtitle": ("head", {"type": "sub"}),
        "byline": ("byline", {}),
        "docdate": ("docDate", {}),
        "dateline": ("dateline", {}),
    }[kind]
    inline(builder, append_element(body, name, attributes), index)


def _divide(builder: Builder, parent: etree._Element, indexes: Sequence[int]) -> None:
    """Write blocks into a division: what stands before the first heading, then a `div` for each heading."""
    blocks = builder.article.blocks
    heads = [at for at, i in enumerate(indexes) if blocks[i].kind == "heading"]
    _fill(builder, parent, indexes[: heads[0]] if heads else indexes, top=True, bottom=not heads)
    stops = [*heads, len(indexes)]
    levels = [*(blocks[indexes[at]].level for at in heads), 0]
    here = 0
    while here < len(heads):
        start, level = heads[here], levels[here]
        here = next(at for at in range(here + 1, len(stops)) if levels[at] <= level)
        end = stops[here]
        number = builder.number("div")
        div = append_element(parent, "div", {"xml:id": f"d{number}", "type": "section"})
        inline(builder, append_element(div, "head"), indexes[start])
        _divide(builder, div, indexes[start + 1 : end])


def _fill(builder: Builder, parent: etree._Element, indexes: Sequence[int], top: bool, bottom: bool) -> None:
    """Write blocks without headings; letters open and close a division only at its edges."""
    kinds = [builder.article.blocks[i].kind for i in indexes]
    opening = next((at for at, kind in enumerate(kinds) if kind not in OPENING), len(kinds)) if top else 0
    closing = len(kinds)
    while bottom and closing > opening + 1 and kinds[closing - 1] in CLOSING:
        closing -= 1
    _edge(builder, parent, "opener", indexes[:opening])
    _flow(builder, parent, indexes[opening:closing])
    _edge(builder, parent, "closer", indexes[closing:])


def _edge(builder: Builder, parent: etree._Element, name: str, indexes: Sequence[int]) -> None:
    """Write the lines that open or close a division; an epigraph and a postscript stand by themselves."""
    wrapper: etree._Element | None = None
    for index in indexes:
        kind = builder.article.blocks[index].kind
        holder = kind if kind in APART else name
        if wrapper is None or local(wrapper) != holder:
            wrapper = append_element(parent, holder)
        if kind in APART:
            _paragraph(builder, wrapper, index, None)
        elif kind == "address":
            lines = (
                wrapper[-1] if len(wrapper) and local(wrapper[-1]) == kind else append_element(wrapper, kind)
            )
            inline(builder, append_element(lines, "addrLine"), index)
        else:
            inline(builder, append_element(wrapper, kind), index)


# --- frames, lists and single blocks ---------------------------------------------------------------------


def _flow(
    builder: Builder,
    parent: etree._Element,
    indexes: Sequence[int],
    outer: Frame | None = None,
    end: int | None = None,
    quotation: str = "",
) -> None:
    """Write a run of blocks: frames around some of them, lists of items, and each other block by its kind.

    `outer` is the frame that is being written; `end` cuts the last block's text short, where what follows belongs
    outside the frame; `quotation` is the number of the source's block quotation that is being written.
    """
    at = 0
    while at < len(indexes):
        index = indexes[at]
        block = builder.article.blocks[index]
        frame = builder.arrangement.frame_at(index, indexes[-1], outer)
        if frame:
            inside = indexes[at : bisect_right(indexes, frame.last)]
            _framed(builder, parent, frame, inside)
            at += len(inside)
        elif block.attributes.get("quotation", quotation) != quotation:
            run = _run(builder.article.blocks, indexes, at, "quotation")
            limit = end if run[-1] == indexes[-1] else None
            number = block.attributes["quotation"]
            _flow(builder, append_element(parent, "quote"), run, outer, limit, number)
            at += len(run)
        elif block.attributes.get("table"):
            run = _run(builder.article.blocks, indexes, at, "table")
            write_table(builder, parent, run)
            at += len(run)
        elif block.kind == "item":
            run = _run_of_items(builder.article.blocks, indexes, at)
            _lists(builder, parent, run)
            at += len(run)
        else:
            limit = end if index == indexes[-1] else None
            write = _paragraph if quotation and block.kind == "quote" else BLOCKS.get(block.kind, _paragraph)
            write(builder, parent, index, limit)
            at += 1


def _framed(builder: Builder, parent: etree._Element, frame: Frame, inside: Sequence[int]) -> None:
    """Write a frame: its blocks, and after them what a `cit` adds to its quotation."""
    element = append_element(parent, frame.span.tag, attributes_of(frame.span))
    last = builder.article.extent(frame.last)[1]
    short = frame.span.end < last
    quoted = builder.article.blocks[frame.first].attributes if frame.span.tag == "quote" else {}
    limit = frame.span.end if short else None
    _flow(builder, element, inside, frame, limit, quoted.get("quotation", ""))
    if frame.span.tag != "cit":
        return
    quotation = builder.arrangement.frame_at(frame.first, frame.last, frame)
    if quotation and quotation.last == frame.last and quotation.span.end < last:
        inline(builder, element, frame.last, start=quotation.span.end)


def _run(blocks: Sequence[Block], indexes: Sequence[int], at: int, name: str) -> list[int]:
    """Give the blocks from that place on that the source's markup holds together by that attribute."""
    value = blocks[indexes[at]].attributes[name]
    rest = (indexes[place] for place in range(at, len(indexes)))
    return list(takewhile(lambda index: blocks[index].attributes.get(name) == value, rest))


def _run_of_items(blocks: Sequence[Block], indexes: Sequence[int], at: int) -> list[int]:
    """Give the items from that place on that belong to one list."""
    rest = (indexes[place] for place in range(at, len(indexes)))
    return list(takewhile(lambda index: blocks[index].kind == "item", rest))


def _lists(builder: Builder, parent: etree._Element, indexes: Sequence[int]) -> None:
    """Write items as lists: another begins where signs follow numbers, or numbers signs, or where they restart."""
    blocks = builder.article.blocks
    level, start, last = blocks[indexes[0]].level, 0, blocks[indexes[0]].label
    for at, index in enumerate(indexes):
        label = blocks[index].label
        if label and blocks[index].level <= level:
            if at and _begins_anew(label, last):
                _list(builder, parent, indexes[start:at])
                start = at
            last = label
    _list(builder, parent, indexes[start:])


def _begins_anew(label: str, last: str) -> bool:
    """Say whether an item labelled so begins another list than the one that the item before it is in."""
    bullets = {_list_style(label) == "bulleted", _list_style(last) == "bulleted"}
    return len(bullets) > 1 or (item_number(label) == "1" and item_number(last).isdigit())


def _list(builder: Builder, parent: etree._Element, indexes: Sequence[int]) -> None:
    """Write items as a `list`: deeper ones as a list in the item before, unlabelled ones as paragraphs."""
    blocks = builder.article.blocks
    level = blocks[indexes[0]].level
    element = append_element(parent, "list", {"rend": _list_style(blocks[indexes[0]].label)})
    at = 0
    while at < len(indexes):
        end = at + 1
        while end < len(indexes) and blocks[indexes[end]].level <= level and not blocks[indexes[end]].label:
            end += 1
        item = append_element(element, "item", {"xml:id": f"i{builder.number('item')}"})
        if label := item_number(blocks[indexes[at]].label):
            item.set("n", label)
        if end > at + 1:
            for index in indexes[at:end]:
                _paragraph(builder, item, index, None)
        else:
            inline(builder, item, indexes[at])
        deeper = end
        while deeper < len(indexes) and blocks[indexes[deeper]].level > level:
            deeper += 1
        if deeper > end:
            _lists(builder, item, indexes[end:deeper])
        at = deeper


def _list_style(label: str) -> str:
    """Give the `rend` of a list whose first item is labelled so."""
    if any(char.isdigit() for char in label):
        return "numbered"
    return "lettered" if any(char.isalpha() for char in label) else "bulleted"


def item_number(label: str) -> str:
    """Give the `@n` of an item: `1` for `1.`, any other label as printed, nothing for a bullet."""
    label = label.strip()
    if _list_style(label) == "bulleted":
        return ""
    return label[:-1] if label.endswith(".") and label.count(".") == 1 else label


def _paragraph(builder: Builder, parent: etree._Element, index: int, end: int | None) -> None:
    number = builder.number("p")
    element = append_element(parent, "p", {"xml:id": f"p{number}", "n": str(number)})
    kind = builder.article.blocks[index].kind
    if kind not in ("paragraph", "item", "quote", "epigraph"):
        element.set("rend", kind)
    inline(builder, element, index, end=end)


def _holding_paragraph(name: str) -> Callable[[Builder, etree._Element, int, int | None], None]:
    """Give the writer of an element that holds the block as its paragraph."""

    def write(builder: Builder, parent: etree._Element, index: int, end: int | None) -> None:
        _paragraph(builder, append_element(parent, name), index, end)

    return write


def _separator(builder: Builder, parent: etree._Element, index: int, end: int | None) -> None:
    block = builder.article.blocks[index]
    rend = " ".join(block.label.split())  # an ideographic space is no character of a word (teidata.word)
    attributes = {"unit": "section", **({"rend": rend} if rend else {})}
    append_element(parent, "milestone", attributes)


def _verse(builder: Builder, parent: etree._Element, index: int, end: int | None) -> None:
    """Write a stanza: an `l` for each line."""
    stanza = append_element(parent, "lg")
    start, stop = builder.article.extent(index)
    stops = [start + at for at in builder.article.blocks[index].lines]
    for first, last in zip([start, *stops], [*stops, stop], strict=True):
        while last > first and last != stop and builder.article.text[last - 1].isspace():
            last -= 1
        inline(builder, append_element(stanza, "l"), index, first, last)


def _stray_note(builder: Builder, parent: etree._Element, index: int, end: int | None) -> None:
    """Write a note of the source whose marker is missing where it stands."""
    label = builder.article.blocks[index].label
    note = append_element(parent, "note", {"xml:id": f"fn{builder.number('note')}", "type": "authorial"})
    if label:
        note.set("n", key_of(label) or label)
    inline(builder, append_element(note, "p"), index)


def _reference(builder: Builder, parent: etree._Element, index: int, end: int | None) -> None:
    inline(builder, append_element(parent, "bibl"), index)


BLOCKS: dict[str, Callable[[Builder, etree._Element, int, int | None], None]] = {
    "separator": _separator,
    "verse": _verse,
    "note": _stray_note,
    "source": _reference,
    "figure": write_figure,
    "quote": _holding_paragraph("quote"),
    "epigraph": _holding_paragraph("quote"),
    "postscript": _holding_paragraph("quote"),
}
"""How a block of a kind is written within a division; the others are paragraphs."""
