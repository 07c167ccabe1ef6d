"""An ODD's `model` elements → the table that says what each element is: ours, or ours as an edition changes it.

An `elementSpec` with models takes the place of what was said of its element, one with `mode="delete"` takes it
away, one without models leaves it (TEI Guidelines, 22.5.4). `schemaSpec/@source` may name another ODD beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from functools import cache
from pathlib import Path

from lxml import etree

from tei_edition.diagnostics import Diagnostic, make
from tei_edition.errors import ConfigError
from tei_edition.render import safe
from tei_edition.render.model import (
    ALIASES,
    BEHAVIOURS,
    EVERY,
    LEFT_OUT,
    OUTPUTS,
    OWN,
    PARAMETERS,
    Model,
    Row,
)
from tei_edition.render.predicate import Nodes, Test, compile_test, compile_value
from tei_edition.tei import NS, inner_text, parse_file, q

MOST_SOURCES = 10
"""How many ODDs may build on one another."""
_SCOPES = {
    "before": "::before",
    "after": "::after",
    "first-line": "::first-line",
    "first-letter": "::first-letter",
}
_PARTED = re.compile(r""";(?=(?:[^'"]|'[^']*'|"[^"]*")*$)""")
_DECLARATION = re.compile(r"\s*([a-zA-Z\-]+)\s*:\s*(.+?)\s*")
_UNSAFE = re.compile(r"url\s*\(|image\s*\(|image-set|expression|[@<>{}\\]|/\*", re.IGNORECASE)


@cache
def builtin() -> Model:
    """Give the processing model that comes with the package."""
    return _Reader(Path(__file__).with_name("model.odd")).over(Model({}))


def load_odd(path: Path) -> Model:
    """Give the built-in model as the ODD changes it.

    What of it cannot be honoured (an unknown behaviour, an expression that is no XPath) is in the model's
    `diagnostics`; the text of such an element is shown all the same. Raises ReadError, XmlError; ConfigError when the
    file has no models.
    """
    chain = [path]
    while len(chain) < MOST_SOURCES and (source := _source(chain[-1])) is not None:
        if source in chain:
            break
        chain.append(source)
    model = builtin()
    if not any(_says_something(each) for each in chain):
        raise ConfigError("the ODD has no <model>", file=str(path), hint="TEI Guidelines, 22.5.4")
    for each in reversed(chain):
        model = _Reader(each).over(model)
    return model


def _elsewhere(own: tuple[Row, ...], base: tuple[Row, ...]) -> Iterator[Row]:
    """Yield the rows below for the outputs that an ODD's models of an element do not speak of at all."""
    spoken = frozenset().union(*(row.outputs or EVERY for row in own if row.outputs is None or row.outputs))
    if not own or spoken >= EVERY:
        return
    for row in base:
        if left := (row.outputs or EVERY) - spoken:
            yield replace(row, outputs=left)


def _says_something(path: Path) -> bool:
    """Tell whether a file has models, or takes some away."""
    specs = parse_file(path).iter(q("elementSpec"))
    return any(
        spec.get("mode") == "delete" or next(spec.iter(q("model")), None) is not None for spec in specs
    )


def _source(path: Path) -> Path | None:
    """Give the ODD beside this one that it builds on."""
    spec = next(parse_file(path).iter(q("schemaSpec")), None)
    name = "" if spec is None else spec.get("source", "")
    if not name.endswith(".odd") or "/" in name or "\\" in name or ":" in name:
        return None
    beside = path.parent / name
    return beside if beside.is_file() else None


class _Reader:
    """Reads one ODD file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.styles: list[str] = []
        self.declared: dict[str, etree._Element] = {}
        self.findings: list[Diagnostic] = []

    def over(self, base: Model) -> Model:
        """Lay what the file says over a model."""
        rows = dict(base.rows)
        document = parse_file(self.path)
        for declared in document.iter(_PB + "behaviour"):
            outputs, template = _outputs(declared.get("output", "")), declared.find(_PB + "template")
            if template is not None and outputs != frozenset():
                self.declared.setdefault(declared.get("ident", ""), template)
        for spec in document.iter(q("elementSpec")):
            name = _expanded(spec)
            if spec.get("mode") == "delete":
                rows.pop(name, None)
            elif next(spec.iterchildren(*_MODELS), None) is not None:
                own = tuple(self.rows(spec))
                rows[name] = (*own, *_elsewhere(own, base.rows.get(name, ())))
        styles = "\n".join(filter(None, [base.styles, *self.styles]))
        return Model(rows, styles, (*base.diagnostics, *self.findings))

    def rows(self, holder: etree._Element, around: str = "") -> Iterator[Row]:
        """Give the rows of an `elementSpec`, a `modelGrp` (whose output they share) or a `modelSequence`."""
        for model in holder.iterchildren(*_MODELS):
            output = model.get("output", around)
            if _outputs(output) == frozenset():
                continue
            if model.tag == q("modelGrp"):
                test = self.test(model)
                for row in self.rows(model, output):
                    yield replace(row, test=_both(test, row.test))
            elif model.tag == q("modelSequence"):
                parts = tuple(self.rows(model))
                yield Row("", self.test(model), outputs=_outputs(output), parts=parts)
            else:
                yield self.row(model, output)

    def row(self, model: etree._Element, output: str) -> Row:
        """Read one `model`."""
        behaviour = self.behaviour(model)
        template = self.template(model)
        params = self.params(model, behaviour, template)
        desc = model.find(q("desc"))
        css = model.get("cssClass", "")
        if behaviour == "alternate" and "default" not in params:
            behaviour = "inline"
        return Row(
            behaviour=behaviour,
            test=self.test(model),
            css_class=" ".join(filter(None, map(safe.token, _BRACED.sub(" ", css).split()))),
            template=_pieces(template) if template is not None else (),
            classes=self.classes(model, _BRACED.findall(css)),
            outputs=_outputs(output),
            params=params,
            reason=inner_text(desc) if desc is not None else "",
            style=self.style(model),
        )

    def params(
        self, model: etree._Element, behaviour: str, template: etree._Element | None
    ) -> dict[str, Nodes]:
        """Compile the parameters that are used: by the behaviour, or by a template."""
        found: dict[str, Nodes] = {}
        unused = []
        shown = {piece[2:-2] for piece in _pieces(template)} if template is not None else set()
        declared = template is not None and [
            param for param in template.itersiblings(_PB + "param", preceding=True) if param.get("value")
        ]
        for param in [*(declared or ()), *model.iterchildren(q("param"))]:
            name, value = param.get("name", ""), param.get("value", "")
            if name not in OWN | shown | PARAMETERS.get(behaviour, frozenset()):
                unused += [name] if param.tag == q("param") else []
                continue
            try:
                found[name] = compile_value(value, _prefixes(param))
            except ConfigError as error:
                self.find("odd-expression", f"{_where(model)}: {error}", param)
        if unused:
            several = "parameters {} are" if unused[1:] else "parameter {} is"
            told = several.format(", ".join(dict.fromkeys(unused)))
            self.find("odd-parameter", f"{_where(model)}: the {told} not used", model)
        return found

    def template(self, model: etree._Element) -> etree._Element | None:
        """Give the template of a model, or of the behaviour that the ODD declares for it."""
        own = model.find(_PB + "template")
        return own if own is not None else self.declared.get(model.get("behaviour", ""))

    def classes(self, model: etree._Element, expressions: list[str]) -> Nodes | None:
        """Compile the expressions in braces of `@cssClass`."""
        try:
            values = [compile_value(value, _prefixes(model)) for value in expressions]
        except ConfigError as error:
            self.find("odd-expression", f"{_where(model)}: {error}", model)
            return None
        return (lambda element: [item for value in values for item in value(element)]) if values else None

    def behaviour(self, model: etree._Element) -> str:
        """Give the behaviour; the default's where it is unknown, which is a finding."""
        name = model.get("behaviour", "")
        if name in ("webcomponent", "pass-through") and any(
            param.get("name") == "alternate" for param in model.iterchildren(q("param"))
        ):
            return "alternate"
        if name in BEHAVIOURS:
            return name
        if name in self.declared:
            return "block" if self.declared[name].find(".//{*}div") is not None else "inline"
        if name not in ALIASES:
            self.find("odd-behaviour", f"{_where(model)}: no behaviour is called {name!r}", model)
        return ALIASES.get(name, "")

    def test(self, model: etree._Element) -> Test | None:
        """Compile the predicate; one that cannot be evaluated never holds."""
        predicate = model.get("predicate", "").strip()
        try:
            return compile_test(predicate, _prefixes(model)) if predicate else None
        except ConfigError as error:
            self.find("odd-expression", f"{_where(model)}: {error}", model)
            return lambda element: False

    def style(self, model: etree._Element) -> str:
        """Take the `outputRendition`s into the style sheet; give the class that bears them."""
        name = f"odd-{safe.name(_spec(model)) or 'any'}-{len(self.styles) + 1}"
        rules = []
        for rendition in model.iterchildren(q("outputRendition")):
            scope = rendition.get("scope", "")
            declared = _declarations(inner_text(rendition))
            if declared and (not scope or scope in _SCOPES):
                rules.append(f".{name}{_SCOPES.get(scope, '')} {{ {declared} }}")
        if rules:
            self.styles.append("\n".join(rules))
        return name if rules else ""

    def find(self, code: str, message: str, place: etree._Element) -> None:
        """Tell of what cannot be honoured."""
        self.findings.append(make(code, message, file=str(self.path), line=_line(place)))


def _pieces(template: etree._Element) -> tuple[str, ...]:
    """Part a template into words and `[[names]]` of parameters; its tags are the server's."""
    words = " ".join(inner_text(template).split())
    return tuple(filter(None, re.split(r"(\[\[[\w.-]+\]\])", words)))


_PB = "{http://teipublisher.com/1.0}"
"""The namespace of what TEI Publisher adds to the processing model."""
_BRACED = re.compile(r"\{([^{}]*)\}")
_MODELS = (q("model"), q("modelGrp"), q("modelSequence"))


def _line(element: etree._Element) -> int | None:
    """Give the line an element stands in."""
    line: int | None = element.sourceline  # type: ignore[assignment]
    return line


def _expanded(spec: etree._Element) -> str:
    """Give the expanded name of the element that is specified."""
    ident = spec.get("ident", "")
    around = next((up.get("ns") for up in (spec, *spec.iterancestors()) if up.get("ns") is not None), NS)
    return ident if ident == "*" else f"{{{around}}}{ident}" if around else ident


def _spec(model: etree._Element) -> str:
    """Give the name of the element that a model is about."""
    spec = next(model.iterancestors(q("elementSpec")), None)
    return "" if spec is None else spec.get("ident", "")


def _where(model: etree._Element) -> str:
    """Name a model in a message."""
    return f"the model of <{_spec(model)}>"


def _outputs(value: str) -> frozenset[str] | None:
    """Give the outputs a model is meant for."""
    words = value.split()
    return frozenset().union(*(OUTPUTS.get(word, frozenset()) for word in words)) if words else None


def _both(first: Test | None, second: Test | None) -> Test | None:
    """Give what holds when both do."""
    if first is None or second is None:
        return first or second
    return lambda element: first(element) and second(element)


def _prefixes(element: etree._Element) -> dict[str, str]:
    """Give the prefixes an expression may use."""
    return {"tei": NS, **{prefix: uri for prefix, uri in element.nsmap.items() if prefix}}


def without_omitted(tree: etree._ElementTree, model: Model, output: str) -> etree._ElementTree:
    """Give the document without what the model leaves out of a text, and the built-in one does not."""
    copied = deepcopy(tree)
    root = copied.getroot()
    ours = builtin()
    for element in [
        element
        for text in root.iterchildren(q("text"))
        for element in text.iter("{*}*")
        if model.pick(element, output).behaviour in LEFT_OUT
        and ours.pick(element, output).behaviour not in LEFT_OUT
    ]:
        element.tag = _OMITTED
    etree.strip_elements(root, _OMITTED, with_tail=False)
    return copied


_OMITTED = "{tag:omitted}omitted"


def _declarations(css: str) -> str:
    """Give the declarations that only say how words look: nothing that is fetched, nothing that ends the rule."""
    found = (_DECLARATION.fullmatch(part) for part in _PARTED.split(" ".join(css.split())))
    return "; ".join(f"{match[1]}: {match[2]}" for match in found if match and not _UNSAFE.search(match[2]))
