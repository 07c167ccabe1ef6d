"""A web page → its text and blocks, with what its markup says of them; what is not text is left out for a reason.

Parsed as a browser would (`dom`); menus and the like are told from the text (`regions`, `html.toml`), notes are tied
to their markers (`notelinks`); everything is told to a `Writer`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from pathlib import Path, PurePath

from tei_edition.errors import ReadError
from tei_edition.model import Block, Source
from tei_edition.read import dom
from tei_edition.read.assemble import assemble
from tei_edition.read.charset import decode_page
from tei_edition.read.dom import Node, attribute
from tei_edition.read.links import base_of, page_number, safe_link
from tei_edition.read.meaning import is_block, look_of, not_text
from tei_edition.read.notelinks import is_mark, note_links
from tei_edition.read.pagefacts import page_facts
from tei_edition.read.regions import main_part
from tei_edition.read.shapes import Shapes
from tei_edition.read.source import read_bytes
from tei_edition.read.writer import Shape, Writer

__all__ = ["LABEL", "LINE", "PUT_IN", "read_html", "read_page"]

LINE, LABEL, PUT_IN = "data-source-line", "data-source-label", "data-put-in"
"""Attributes of a page that was made from another format: the line of the file an element begins in, the number that
stands before an item in the file, the reason for words that do not stand in the file."""

_OUTSIDE = "outside the main part of the page"


def read_html(path: Path | str) -> tuple[Source, tuple[Block, ...]]:
    """Read a web page. Raises ReadError; UsageError where the library that parses pages is missing."""
    name = str(path)
    data = read_bytes(Path(path), name)
    if not data.strip():
        raise ReadError("the file has no text", code="empty", file=name)
    text, encoding = decode_page(data, name)
    source, blocks = read_page(text, name, encoding, "html", data)
    if not any(block.text for block in blocks):
        raise ReadError("the page has no text", code="empty", file=name, hint="was the page saved whole?")
    return source, blocks


def read_page(
    text: str, name: str, encoding: str, form: str, data: bytes
) -> tuple[Source, tuple[Block, ...]]:
    """Read a page whose characters are known; `form` is the format of the file it was made from.

    A page made from another format (not `html`) says by `LINE`, `LABEL` and `PUT_IN` how it was made.
    """
    root = dom.parse(text, name)
    walker = _Walker(root, text, name, made=form != "html")
    walker.walk(root)
    return assemble(walker.writer, name, encoding, form, data, page_facts(root))


class _Walker:
    """Goes through a page and tells a writer what it finds."""

    def __init__(self, root: Node, text: str, name: str, made: bool) -> None:
        self.made = made
        self.writer = Writer()
        self.sizes = dom.sizes(root)
        self.notes = note_links(root, PurePath(name).name)
        self.shapes = Shapes(self.writer, self.sizes, self.notes)
        self.base = base_of(root)
        self.language = _language(root)
        self.lines = dom.line_starts(text)
        self.line = 0
        self.main = main_part(root, self.sizes)
        self.above_main = set(map(id, _ancestors(self.main))) if self.main is not None else set()
        self.in_main = self.main is None
        self.images: list[tuple[str, str]] = []

    def walk(self, root: Node) -> None:
        """Go through all nodes, however deep they are nested."""
        stack: list[tuple[Node, Callable[[], None] | None]] = [(root, None)]
        while stack:
            node, leave = stack.pop()
            if leave is not None:
                leave()
            elif node.name == "#text":
                self._text(node)
            elif not node.name.startswith(("#comment", "!")):
                after = self._enter(node)
                if after is not None:
                    stack.append((node, after))
                    stack += [(child, None) for child in reversed(node.children or [])]
        self._boundary()

    # --- nodes ---------------------------------------------------------------------------------------------

    def _enter(self, node: Node) -> Callable[[], None] | None:
        """Begin an element and give what is to be done at its end; `None`: go on behind it."""
        if self.made and (line := attribute(node, LINE)).isdigit():
            self.line = int(line)
        reason = not_text(node) if node.name not in ("html", "body") else ""
        if reason or self._is_outside(node):
            self._leave_out(node, reason or _OUTSIDE)
            return None
        if number := page_number(node):
            self._leave_out(node, "page numbers: in pb/@n")
            self.writer.point("pb", {"n": number})
            return None
        if node is self.main:
            self.in_main = True
        if name := self.notes.starts.get(id(node)):
            self._boundary()
            self.shapes.start_note(name)
        if node.name in ("br", "hr", "img"):
            self._empty(node)
            return None
        return self._block(node) if is_block(node) or id(node) in self.notes.holders else self._inline(node)

    def _is_outside(self, node: Node) -> bool:
        """Say whether an element lies outside the main part; the heading of the page may."""
        if self.in_main or id(node) in self.above_main or node is self.main or node.name in ("head", "meta"):
            return False
        if node.name == "h1" or any(one.name == "h1" for one in dom.elements(node)):
            return any(one.name == "h1" for one in dom.elements(self.main))
        return True

    def _leave_out(self, node: Node, reason: str) -> None:
        """Leave an element out, its words with the reason; scripts and style sheets have none."""
        self.writer.drop("", reason, *self._place(node))
        for text in dom.texts(node):
            if text.parent is None or text.parent.name not in ("script", "style"):
                self.writer.drop(text.data, reason, *self._place(text))

    def _text(self, node: Node) -> None:
        if node.parent.name in ("#document", "html", "head", "table", "tr") and not node.data.strip():
            return
        if not self.in_main and node.data.strip() and not self._in_heading(node):
            self.writer.drop(node.data, _OUTSIDE, *self._place(node))
            return
        if self.shapes.now.kind not in ("item", "note"):
            self.writer.label("", "")  # an item that holds nothing but a table, a heading, …
        if self.made and (reason := attribute(node.parent, PUT_IN)):
            self.writer.put(node.data, reason)
            return
        self.writer.say(node.data, *self._place(node), keep=self.shapes.now.keep)
        self.line += node.data.count("\n") * self.made

    def _in_heading(self, node: Node) -> bool:
        return any(one.name == "h1" for one in _ancestors(node))

    def _place(self, node: Node) -> tuple[int, tuple[int, int]]:
        """Give a node's line, and where it stands in the file."""
        offset = getattr(node, "origin_offset", None)
        if self.made:
            return self.line, (self.line, offset or 0)
        if offset is not None:
            self.line = bisect_right(self.lines, offset)
        return self.line, (offset or 0, 0)

    # --- blocks --------------------------------------------------------------------------------------------

    def _block(self, node: Node) -> Callable[[], None]:
        self._boundary()
        before = self.in_main and node is not self.main
        leave = self.shapes.enter(node)
        if self.made and (label := attribute(node, LABEL)):
            self.writer.label_stands(label, *self._place(node))
        language = self._foreign(node)
        start = self.writer.at

        def done() -> None:
            if language:
                self.writer.span(start, "foreign", {"xml:lang": language}, "the source says its language")
            self._boundary()
            leave()
            self.in_main = before

        return done

    def _boundary(self) -> None:
        """End a line or a block, as the case may be."""
        shape = self.shapes.now
        if shape.solid:
            self.writer.line_end()
            return
        alone = self.writer.is_empty
        for url, alt in self.images:
            link = {"url": url} if url else {}
            if alone:
                self.writer.flush(Shape("figure", attributes={**link, "alt": alt}), always=True)
            else:
                self.writer.point("figure", link, alt, first=True)
        self.images = []
        self.writer.flush(shape)

    def _empty(self, node: Node) -> None:
        """Take down a line end, a rule or a picture."""
        if node.name == "br":
            self.writer.line_end()
        elif node.name == "img":
            self._image(node)
        else:
            self._boundary()
            if not self.shapes.now.solid:
                self.writer.flush(Shape("separator"), always=True)

    def _image(self, node: Node) -> None:
        """Take down a picture that is described, or that stands in a `figure`."""
        url, alt = safe_link(attribute(node, "src"), self.base, picture=True), attribute(node, "alt")
        if self.shapes.picture(url, alt):
            return
        if not alt:
            self.writer.drop("", "pictures without a description", *self._place(node))
        elif self.writer.is_empty and not self.shapes.now.solid:
            self.images.append((url, alt))
        else:
            self.writer.point("figure", {"url": url} if url else {}, alt)

    # --- phrases -------------------------------------------------------------------------------------------

    def _inline(self, node: Node) -> Callable[[], None] | None:
        """Begin a phrase and give what to say of it at its end."""
        if id(node) in self.notes.back:
            return self._back(node)
        said: list[tuple[str, dict[str, str], str]] = []
        if name := self.notes.markers.get(id(node)):
            said.append(("note", {"target": name}, "the source links marker and note"))
        elif node.name == "a" and attribute(node, "href"):
            if target := safe_link(attribute(node, "href"), self.base):
                said.append(("ref", {"target": target}, "a link"))
            else:
                self.writer.drop("", "links that lead nowhere from here", *self._place(node))
        if language := self._foreign(node):
            said.append(("foreign", {"xml:lang": language}, "the source says its language"))
        if node.name == "q":
            said.append(("q", {}, "the source marks it as quoted; it has no quotation marks"))
        if node.name == "cite":
            said.append(("title", {"cert": "medium"}, "the source marks it as cited"))
        if look := look_of(node):
            said.append(("hi", {"rend": look}, "so it is set"))
        start = self.writer.at

        def done() -> None:
            for tag, attributes, evidence in said:
                self.writer.span(start, tag, attributes, evidence)

        return done

    def _back(self, node: Node) -> Callable[[], None] | None:
        """Take a link from a note back to its marker for the note's label where it is one."""
        if not is_mark(dom.text_of(node, 40)) or self.writer.so_far > 2:
            self._leave_out(node, "links from notes back to their markers")
            return None
        self.writer.label("", "")
        return self.writer.label_ends

    def _foreign(self, node: Node) -> str:
        """Give the language of an element where it is another than the page's."""
        language = attribute(node, "lang") or attribute(node, "xml:lang")
        known = language.replace("-", "").isalnum() and language.isascii() and len(language) <= 20
        other = language.split("-")[0].lower() not in ("", self.language)
        return language if known and other and node.name not in ("html", "body") else ""


def _language(root: Node) -> str:
    """Give the page's language, small, without region."""
    page = next((node for node in dom.elements(root) if node.name == "html"), root)
    return (attribute(page, "lang") or attribute(page, "xml:lang")).split("-")[0].lower()


def _ancestors(node: Node) -> list[Node]:
    found = []
    while node is not None:
        found.append(node)
        node = node.parent
    return found
