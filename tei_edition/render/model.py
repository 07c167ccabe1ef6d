"""An ODD's `model` elements → the table that says what each TEI element is for a reader.

TEI Guidelines, chapter 22, "Implementation of Processing Models": of an element's models the first whose
predicate holds, and which is meant for the output asked for, decides. `model.odd` beside this file is ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from lxml import etree

from tei_edition.render.predicate import Nodes, Test, compile_test, compile_value
from tei_edition.tei import inner_text, parse_file, q

BEHAVIOURS = tuple(
    """
    alternate anchor block body break cell cit document figure glyph graphic heading index inline link list
    listItem metadata note omit paragraph row section table text title
    """.split()  # noqa: SIM905
)
"""The TEI's own behaviours: every output implements them all."""


@dataclass(frozen=True)
class Row:
    """One model: what an element is, and under which condition."""

    behaviour: str
    """A name of `BEHAVIOURS`; empty for the default, which goes by the content."""
    test: Test | None = None
    """The predicate; None holds always."""
    css_class: str = ""
    """The class in outputs that have classes; empty: the element's own name."""
    output: str = ""
    """The output it is meant for (`web`, `plain`, …); empty: every one."""
    params: Mapping[str, Nodes] = field(default_factory=dict)
    """The behaviour's parameters."""
    reason: str = ""
    """Why an element is left out."""

    def value(self, name: str, element: etree._Element) -> str:
        """Give a parameter as a string; empty when it is not there or finds nothing."""
        nodes = self.params[name](element) if name in self.params else []
        return next((node if isinstance(node, str) else inner_text(node) for node in nodes), "")

    def elements(self, name: str, element: etree._Element) -> list[etree._Element]:
        """Give the elements a parameter names."""
        nodes = self.params[name](element) if name in self.params else []
        return [node for node in nodes if not isinstance(node, str)]


DEFAULT = Row("")
"""What has no row: its text is kept, as a block if blocks are in it, else inline."""


@dataclass(frozen=True)
class Model:
    """The processing model: rows by element."""

    rows: Mapping[str, tuple[Row, ...]]
    """The rows of each element (expanded name), in the order they are tried."""

    def pick(self, element: etree._Element, output: str) -> Row:
        """Give the row that decides about this element."""
        for row in self.rows.get(str(element.tag), ()):
            if row.output in ("", output) and (row.test is None or row.test(element)):
                return row
        return DEFAULT

    @property
    def behaviours(self) -> set[str]:
        """All behaviours the rows name."""
        return {row.behaviour for rows in self.rows.values() for row in rows}


def load(path: Path) -> Model:
    """Read the models of an ODD file."""
    rows = {}
    for spec in parse_file(path).iter(q("elementSpec")):
        rows[q(spec.get("ident", ""))] = tuple(_row(model) for model in spec.iterchildren(q("model")))
    return Model(rows)


def _row(model: etree._Element) -> Row:
    """Read one `model` element."""
    predicate = model.get("predicate")
    desc = model.find(q("desc"))
    return Row(
        behaviour=model.get("behaviour", "inline"),
        test=compile_test(predicate) if predicate else None,
        css_class=model.get("cssClass", ""),
        output=model.get("output", ""),
        params={
            param.get("name", ""): compile_value(param.get("value", ""))
            for param in model.iterchildren(q("param"))
        },
        reason=inner_text(desc) if desc is not None else "",
    )


@cache
def builtin() -> Model:
    """Give the processing model that comes with the package."""
    return load(Path(__file__).with_name("model.odd"))
