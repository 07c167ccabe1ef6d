"""What each TEI element is for a reader: the table of models, in the terms of TEI's processing model.

TEI Guidelines, chapter 22, "Implementation of Processing Models": of an element's models the first whose
predicate holds, and which is meant for the output asked for, decides. `odd` reads the table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from tei_edition.diagnostics import Diagnostic
from tei_edition.render.predicate import Nodes, Test
from tei_edition.tei import inner_text

BEHAVIOURS = tuple(
    """
    alternate anchor block body break cell cit document figure glyph graphic heading index inline link list
    listItem metadata note omit paragraph row section table text title
    """.split()  # noqa: SIM905
)
"""The TEI's own behaviours: every output implements them all."""

LEFT_OUT = frozenset({"omit", "metadata", "index"})
"""Behaviours that show nothing."""

ALIASES: Mapping[str, str] = {
    "pass-through": "", "template": "", "match": "inline", "webcomponent": "inline", "code": "inline",
    "definition": "listItem", "definitionList": "list", "definitionDef": "listItem", "letter": "section",
    "meta": "metadata", "hide": "omit",
}  # fmt: skip
"""Behaviours that other processors add → what they are in an edition that runs no code."""

OUTPUTS: Mapping[str, frozenset[str]] = {
    "web": frozenset({"web", "epub"}),
    "html": frozenset({"web"}),
    "epub": frozenset({"epub"}),
    "print": frozenset({"print"}),
    "pdf": frozenset({"print"}),
    "plain": frozenset({"plain", "markdown"}),
    "plaintext": frozenset({"plain"}),
    "text": frozenset({"plain", "markdown"}),
    "markdown": frozenset({"markdown"}),
}
"""What a model says of its output → the outputs of ours that heed it; any other name is of no output here."""

EVERY = frozenset({"web", "epub", "print", "plain", "markdown"})
"""All outputs that models may be for."""

OWN = frozenset("content view spacing quotation indent role removed empty".split())  # noqa: SIM905
"""Parameters that every behaviour takes."""
PARAMETERS: Mapping[str, frozenset[str]] = {
    "alternate": frozenset({"default", "alternate"}),
    "break": frozenset({"type", "label"}),
    "graphic": frozenset({"url", "title"}),
    "heading": frozenset({"level"}),
    "link": frozenset({"uri"}),
    "list": frozenset({"type"}),
    "listItem": frozenset({"n"}),
}
"""Behaviours → the parameters that each takes beside `OWN`."""


@dataclass(frozen=True)
class Row:
    """One model: what an element is, and under which condition."""

    behaviour: str
    """A name of `BEHAVIOURS`; empty for the default, which goes by the content."""
    test: Test | None = None
    """The predicate; None holds always."""
    css_class: str = ""
    """The class in outputs that have classes; empty: the element's own name."""
    outputs: frozenset[str] | None = None
    """The outputs it is meant for; None: every one."""
    params: Mapping[str, Nodes] = field(default_factory=dict)
    """The behaviour's parameters."""
    reason: str = ""
    """Why an element is left out."""
    style: str = ""
    """The class that bears its `outputRendition`; empty: it has none."""
    template: tuple[str, ...] = ()
    """Of a model with a template: words that are put in and `[[names]]` of parameters, in turn; `[[content]]`."""
    classes: Nodes | None = None
    """Classes that the element itself says."""
    parts: tuple[Row, ...] = ()
    """Of a `modelSequence`: the models that are applied one after the other."""
    known: bool = True
    """Whether a model says this, rather than nothing at all."""
    composed: bool = field(init=False)
    """Whether it may show something else than the element's own content, once."""

    def __post_init__(self) -> None:
        """Work out once what is asked of each element."""
        object.__setattr__(self, "composed", not self.streams or self.behaviour == "alternate")

    @property
    def streams(self) -> bool:
        """Whether the element's own content is what is shown, once."""
        return not (self.parts or self.template or "content" in self.params)

    def value(self, name: str, element: etree._Element) -> str:
        """Give a parameter as a string; empty when it is not there or finds nothing."""
        if name not in self.params:
            return ""
        nodes = self.params[name](element)
        return next((node if isinstance(node, str) else inner_text(node) for node in nodes), "")

    def nodes(self, name: str, element: etree._Element) -> list[etree._Element | str]:
        """Give what a parameter names."""
        return self.params[name](element) if name in self.params else []

    def elements(self, name: str, element: etree._Element) -> list[etree._Element]:
        """Give the elements a parameter names."""
        return [node for node in self.nodes(name, element) if not isinstance(node, str)]

    def applies(self, element: etree._Element, output: str) -> bool:
        """Tell whether it is for this output and its predicate holds."""
        return (self.outputs is None or output in self.outputs) and (self.test is None or self.test(element))


DEFAULT = Row("", known=False)
"""What has no row: its text is kept, as a block if blocks are in it, else inline."""


@dataclass(frozen=True)
class Model:
    """The processing model: rows by element."""

    rows: Mapping[str, tuple[Row, ...]]
    """The rows of each element (expanded name), in the order they are tried; `*`: of all without."""
    styles: str = ""
    """The style sheet of the rows' `outputRendition`s."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """What of the ODD could not be honoured."""

    def pick(self, element: etree._Element, output: str) -> Row:
        """Give the row that decides about this element."""
        for row in self.rows.get(element.tag, ()):
            if (row.test is None or row.test(element)) and (row.outputs is None or output in row.outputs):
                return row
        return next((row for row in self.rows.get("*", ()) if row.applies(element, output)), DEFAULT)

    @property
    def behaviours(self) -> set[str]:
        """All behaviours the rows name."""
        return {row.behaviour for rows in self.rows.values() for row in rows}
