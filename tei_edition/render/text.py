"""TEI → plain text: each behaviour of the processing model, once, and the sections after the text.

The format, exactly (the account of words relies on it):

* Blocks are parted by one empty line, lines of verse, of addresses and of tables by none; before a heading there
  are two, unless it follows a heading. White space of the TEI is folded; a line has at most `width` characters
  unless a single word is longer. No word is broken, neither at hyphens nor at dashes.
* The title is the first heading of the text when that is the header's title. Else the file begins with the
  header's title, an empty line, the authors when the header names any, and a line of `=` as long as `width`:
  what stands before that line is not of the TEI `text`.
* The title is underlined with `=`, headings of the first depth with `-`, deeper ones not at all; an underline is
  as long as the heading's longest line. Subtitle, byline, date and source line are blocks like others.
* Quoted blocks, their reference, and verse between paragraphs are indented by 4. Items begin with their label
  (`1. ` from `@n`, `(a) ` as it stands, `1. ` counted in a numbered list, else `- `), and further lines hang under
  the first word. Cells of a row are parted by ` | `.
* A separator is the characters of `@rend`, centred; without `@rend` it is `* * *`. Emphasis, names and titles look
  like the words around them. Paragraph numbers, page and column breaks do not appear; a line break is a space
  in the reading view (nothing with `break="no"`), a new line in the source view. `[…]` stands for a gap.
* A note's marker is `[n]` directly after what it hangs from, n = 1 … over all notes of the document in order, in
  both views; `{n}` in a document that itself has a number in square brackets, so that none can be mistaken. After
  the text, two empty lines, `Notes` underlined with `-`, then each note as a block: `[n] ` and
  its text, hanging. Notes that stand between blocks, or inside references and register entries, stay there.
* The reading view shows `corr`, `reg`, `expan`, `lem`, `add`; the source view `sic`, `orig`, `abbr`, `rdg`, `del` and
  `add`, and neither editorial notes nor their markers.
* In the reading view `Corrections` follows in the same way: a line for each, `¶ 2: "cone" → "code"`, the place being
  `¶ n` (a paragraph), `item n`, `note n`, `heading` or `text`; wrapped lines hang by 4.
* Plain (`plain=True`): one block a line, of the view asked for, an item with its printed label, and nothing else:
  no notes, underlines, separators, signs for gaps, corrections or header; a row's cells are parted by a space.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from tei_edition.diagnostics import Diagnostic
from tei_edition.errors import UsageError
from tei_edition.metadata.header import read_header
from tei_edition.render import layout, pieces
from tei_edition.render.citation import supplied
from tei_edition.render.engine import Engine, Frame, addressed, depth
from tei_edition.render.layout import BREAK, Para, fold
from tei_edition.render.model import Model
from tei_edition.render.page import title_element
from tei_edition.render.reading import reading_text
from tei_edition.tei import note_brackets, q

Out = list[str | Para]
Node = Frame[Out]


@dataclass(frozen=True)
class Text:
    """A plain text that has been made."""

    text: str
    """The whole file, with a final line feed."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """What was worth telling."""


def render_text(
    tree: etree._ElementTree,
    view: str = "reading",
    plain: bool = False,
    width: int = 72,
    model: Model | None = None,
) -> Text:
    """Make the plain text of one document; `view` is `reading` or `source`, UsageError for another."""
    if view not in ("reading", "source"):
        raise UsageError(f"no view is called {view}", hint="reading or source")
    root = tree.getroot()
    header = read_header(root)
    title = title_element(root, header)
    engine = TextEngine(view, plain, title, model)
    paras = engine.paras(root)
    if plain:
        return Text(
            "".join(f"{para.label}{line}\n" for para in paras if (line := fold(para.text, " "))),
            engine.diagnostics(),
        )
    parts = [layout.render(paras, width)]
    lines = [header.full_title, *(person.name for person in header.authors)] if title is None else []
    lines = lines or list(filter(None, [supplied(header, root)]))
    if lines:
        parts.insert(0, layout.render([Para(line) for line in lines], width) + "=" * width + "\n")
    if engine.noted:
        notes = [para for _, block in sorted(engine.noted, key=lambda item: item[0]) for para in block]
        parts.append(layout.render([Para("Notes", style="h2"), *notes], width))
    if engine.corrections and view == "reading":
        parts.append(layout.render([Para("Corrections", style="h2"), *engine.corrections], width))
    return Text("\n\n".join(part.strip("\n") + "\n" for part in parts if part.strip()), engine.diagnostics())


class TextEngine(Engine[Out]):
    """The behaviours in plain text."""

    output = "plain"

    def __init__(
        self, view: str, plain: bool = False, title: etree._Element | None = None, model: Model | None = None
    ) -> None:
        super().__init__(model)
        self.view = view
        self.plain = plain
        self.title = title
        self.brackets = "[", "]"
        self.noted: list[tuple[int, list[Para]]] = []
        self.corrections: list[Para] = []

    def paras(self, root: etree._Element) -> list[Para]:
        """Render a document to blocks."""
        self.brackets = note_brackets(root)
        return list(blocks([piece for out in self.run(root) for piece in out]))

    # -- the walk ------------------------------------------------------------------------------------

    def text(self, frame: Node, text: str) -> None:
        """Put characters into the element, white space folded."""
        frame.out.append([layout.spaces(text)])

    def put(self, frame: Node, text: str) -> None:
        """Put characters that are the processing model's into the element, unless only the text's are wanted."""
        if not self.plain:
            self.text(frame, text)

    def begin(self, frame: Node) -> None:
        """Count paragraphs as the HTML does, for the list of corrections."""
        if frame.behaviour == "paragraph" and addressed(frame):
            self.paragraphs += 1
            frame.number = self.paragraphs
        if frame.behaviour in ("section", "body"):
            head = frame.element.find(q("head"))
            frame.level += head is not None and head is not self.title

    def end(self, frame: Node, result: Out) -> None:
        """Put what the element became into the element around it, unless this view hides it."""
        if frame.side and frame.side != self.view and not _both(frame):
            return
        self.stack[-1].out.append(result)
        self.stack[-1].blocky = self.stack[-1].blocky or any(isinstance(piece, Para) for piece in result)

    # -- behaviours ----------------------------------------------------------------------------------

    def as_inline(self, frame: Node) -> Out:
        """A phrase is its words; where there are none, what the row puts there."""
        out = content(frame)
        if not out and not self.plain:
            out = [frame.row.value("empty", frame.element)]
        return out

    as_default = as_inline

    def as_text(self, frame: Node) -> Out:
        """Words that stand as they are."""
        return content(frame)

    def as_document(self, frame: Node) -> Out:
        """A part of the document is the blocks in it."""
        return list(blocks(content(frame)))

    as_body = as_section = as_document

    def as_cit(self, frame: Node) -> Out:
        """Quoted words with their reference: blocks if blocks are in it, the reference as far in as they."""
        if not frame.blocky:
            return content(frame)
        return [para if para.indent else para.indented(4) for para in blocks(content(frame))]

    def as_paragraph(self, frame: Node) -> Out:
        """A paragraph."""
        return list(blocks(content(frame)))

    def as_block(self, frame: Node) -> Out:
        """A block: tight when it is a line, indented when it is quoted words."""
        out = list(blocks(content(frame)))
        spacing = frame.row.value("spacing", frame.element)
        if spacing == "line":
            return [replace(para, gap=0, style="line") for para in out]
        if spacing == "keep":
            return [replace(para, keep=True) for para in out]
        indent = frame.row.value("indent", frame.element)
        apart = frame.row.value("quotation", frame.element) == "yes" or (
            indent == "among-paragraphs" and frame.parent is not None and frame.parent.holds("p")
        )
        if out and out[0].style == "line":
            out[0] = replace(out[0], gap=1)
        return [para.indented(4) for para in out] if apart else list(out)

    def as_heading(self, frame: Node) -> Out:
        """A heading."""
        level = 1 if frame.element is self.title else depth(frame) + 1
        return [replace(para, style=f"h{min(level, 4)}") for para in blocks(content(frame))]

    def as_title(self, frame: Node) -> Out:
        """A line of a title page, or the title."""
        return self.as_heading(frame) if frame.element is self.title else self.as_paragraph(frame)

    def as_list(self, frame: Node) -> Out:
        """A list: its items come labelled."""
        return list(blocks(content(frame)))

    def as_listItem(self, frame: Node) -> Out:
        """An item with its label and hanging lines; the label of an item stands before it."""
        paras = list(blocks(content(frame)))
        if not paras or frame.row.value("role", frame.element) == "label":
            return list(paras)
        label = self.label(frame)
        first, *rest = [para.indented(len(label)) for para in paras]
        return [replace(first, label=label + first.label, gap=1), *rest]

    def label(self, frame: Node) -> str:
        """Give what stands before an item."""
        own = (
            pieces.item_label(frame.element, frame.row.value("n", frame.element))
            if frame.name == "item"
            else ""
        )
        if own or self.plain:
            return f"{own} " if own else ""
        if frame.parent is not None and frame.parent.kind == "ol":
            return f"{frame.parent.items}. "
        return "- "

    def as_table(self, frame: Node) -> Out:
        """A table: a line for each row."""
        return list(blocks(content(frame)))

    def as_row(self, frame: Node) -> Out:
        """A row on one line."""
        cells = [fold(" ".join(_words(out)), " ") for out in frame.out if out != [" "]]
        line = (" " if self.plain else " | ").join(cell for cell in cells if cell or not self.plain)
        return [Para(line, gap=0, style="line")] if line.strip(" |") else []

    def as_cell(self, frame: Node) -> Out:
        """A cell; white space alone is nothing."""
        out = content(frame)
        return [] if out == [" "] else out

    def as_note(self, frame: Node) -> Out:
        """A marker here; the note is collected."""
        hidden = any(outer.side and outer.side != self.view for outer in self.stack)
        editorial = frame.element.get("type") == "editorial" and self.view == "source"
        if self.plain or editorial or hidden:
            return []
        marker = str(frame.number).join(self.brackets)
        paras = [para.indented(len(marker) + 1) for para in blocks(content(frame))] or [Para("")]
        paras[0] = replace(
            paras[0], label=f"{marker} " + paras[0].label, indent=max(paras[0].indent, len(marker) + 1)
        )
        self.noted.append((frame.number, paras))
        return [marker]

    def as_alternate(self, frame: Node) -> Out:
        """Two readings, of which the view has kept one."""
        sic, corr = frame.element.find(q("sic")), frame.element.find(q("corr"))
        if sic is not None and corr is not None:
            line = f'{self.place()}: "{reading_text(sic)}" → "{reading_text(corr)}"'
            self.corrections.append(Para(line, gap=0, style="line", hang=4))
        return content(frame)

    def place(self) -> str:
        """Name the place the innermost open element is in."""
        for frame in reversed(self.stack):
            label = frame.element.get("n", "").strip() or str(frame.number or "")
            if frame.behaviour == "note":
                return f"note {frame.number}"
            if frame.behaviour == "paragraph" and label:
                return f"¶ {label}"
            if frame.behaviour == "listItem" and label:
                return f"item {label}"
            if frame.behaviour == "heading":
                return "heading"
        return "text"

    def as_break(self, frame: Node) -> Out:
        """The end of a line or of a part of the text; those of pages and columns do not show."""
        kind = frame.row.value("type", frame.element)
        if kind == "section":
            mark = frame.row.value("label", frame.element) or "* * *"
            return content(frame) if self.plain else [Para(mark, style="separator"), *content(frame)]
        if kind != "line" or frame.element.get("break") == "no":
            return content(frame)
        return [BREAK if self.view == "source" and not self.plain else " ", *content(frame)]

    def as_link(self, frame: Node) -> Out:
        """A link is its words; one without words is its address."""
        out = content(frame)
        uri = frame.row.value("uri", frame.element)
        return out if out or self.plain or ":" not in uri else [uri]

    def as_graphic(self, frame: Node) -> Out:
        """An image does not show; what describes it does."""
        return content(frame)

    as_figure = as_document
    as_glyph = as_anchor = as_graphic

    def as_metadata(self, frame: Node) -> Out | None:
        """The header is not of the text."""

    as_omit = as_index = as_metadata


def content(frame: Node) -> Out:
    """Give what the element's content became, end to end."""
    return [piece for out in frame.out for piece in out if piece != ""]


def blocks(out: Sequence[str | Para]) -> Iterator[Para]:
    """Give the blocks, each run of phrases between them as one."""
    run: list[str] = []
    for piece in out:
        if isinstance(piece, str):
            run.append(piece)
            continue
        if text := "".join(run).strip(" "):
            yield Para(text)
        run.clear()
        yield piece
    if text := "".join(run).strip(" "):
        yield Para(text)


def _words(out: Out) -> Iterator[str]:
    """Give the text of phrases and blocks; phrases of one run stay together."""
    for para in blocks(out):
        yield para.text


def _both(frame: Node) -> bool:
    """Tell whether both views show the element: what was added stands in the source, too."""
    return frame.name == "add" and frame.side == "reading"
