"""A TEI document and a processing model → the words that it lets an edition say, by the walk all outputs share.

What a model puts in (`put`) is not among them: an edition must say at least these.
"""

from __future__ import annotations

from lxml import etree

from tei_edition.render.engine import Engine, Frame
from tei_edition.render.model import Model


def said(tree: etree._ElementTree, model: Model, output: str, view: str, plain: bool = False) -> str:
    """Give all words of the view (`plain`: without notes), in no order but the document's."""
    engine = _Said(model, output, view, plain)
    return " ".join(engine.run(tree.getroot()))


class _Said(Engine[str]):
    """The walk that keeps words and nothing else."""

    def __init__(self, model: Model, output: str, view: str, plain: bool) -> None:
        self.output = output
        super().__init__(model)
        self.view = view
        self.plain = plain

    def text(self, frame: Frame[str], text: str) -> None:
        """Keep characters of the document."""
        frame.out.append(text)

    def put(self, frame: Frame[str], text: str) -> None:
        """Pass over what the model puts in."""

    def begin(self, frame: Frame[str]) -> None:
        """Nothing has to be known before an element's words."""

    def end(self, frame: Frame[str], result: str) -> None:
        """Hand an element's words on."""
        self.stack[-1].out.append(result)

    def as_default(self, frame: Frame[str]) -> str | None:
        """Give the words of an element that the view shows."""
        added = frame.side == "reading" and frame.name == "add"
        return "".join(frame.out) if frame.side in ("", self.view) or added else None

    def as_note(self, frame: Frame[str]) -> str | None:
        """Give the words of a note, unless the text is for machines."""
        return None if self.plain else self.as_default(frame)

    as_alternate = as_anchor = as_block = as_body = as_break = as_cell = as_cit = as_default
    as_document = as_figure = as_glyph = as_graphic = as_heading = as_inline = as_link = as_default
    as_list = as_listItem = as_paragraph = as_row = as_section = as_table = as_text = as_title = as_default
    as_omit = as_metadata = as_index = as_default
