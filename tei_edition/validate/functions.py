"""`xsl:function` in a schema → a function that XPath can call: its instructions written as one XPath expression."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from lxml import etree

from tei_edition.tei import local
from tei_edition.validate.rules import XSL, Function

if TYPE_CHECKING:
    from tei_edition.validate.parser import Parser

CALLER: ContextVar[Any] = ContextVar("CALLER", default=None)
"""The context that a function is called from; it starts from there, without a node of its own."""

DEEPEST = 100
"""How deep functions may call one another."""


class _Unwritten(Exception):
    """An instruction has no equivalent in XPath."""


def function_of(node: etree._Element, namespaces: Mapping[str, str]) -> Function | None:
    """Read an `xsl:function`; None when XPath cannot say what it does."""
    prefix, _, name = node.get("name", "").rpartition(":")
    parameters = tuple(param.get("name", "") for param in node.iterchildren(XSL + "param"))
    if prefix not in namespaces or not name or not all(parameters):
        return None
    try:
        body = _sequence(part for part in node if part.tag != XSL + "param")
    except _Unwritten:
        return None
    return Function(prefix, name, parameters, body)


def register(parser: Parser, functions: Iterable[Function]) -> None:
    """Make the functions known to a parser."""
    for function in functions:
        parser.external_function(_Call(parser, function), function.name, function.prefix)


class _Call:
    """A function that XPath calls."""

    def __init__(self, parser: Parser, function: Function) -> None:
        self.parser, self.function = parser, function
        self.depth = 0
        self.token: Any = None

    def __call__(self, *values: Any) -> Any:
        from elementpath import MissingContextError

        if len(values) != len(self.function.parameters):
            raise TypeError(f"{self.function.name} wants {len(self.function.parameters)} values")
        if CALLER.get() is None:
            raise MissingContextError("a function is called while its caller is read")
        if self.depth >= DEEPEST:
            raise RecursionError
        self.token = self.token or self.parser.parse(self.function.body)
        context = CALLER.get().__copy__()
        context.variables = dict(zip(self.function.parameters, map(_listed, values), strict=True))
        self.depth += 1
        try:
            found = list(self.token.select(context))
        finally:
            self.depth -= 1
        return found[0] if len(found) == 1 else found


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _sequence(parts: Iterable[etree._Element]) -> str:
    """Write instructions as one expression; a variable is seen by all that follow it."""
    written: list[str] = []
    rest = list(parts)
    while rest:
        part = rest.pop(0)
        if part.tag == XSL + "variable":
            written.append(f"(let ${part.get('name')} := ({_value(part)}) return {_sequence(rest)})")
            break
        written.append(_instruction(part))
    return f"({', '.join(written)})"


def _instruction(part: etree._Element) -> str:
    """Write one instruction."""
    kind = local(part) if str(part.tag).startswith(XSL) else ""
    if kind in ("sequence", "copy-of"):
        return _value(part)
    if kind == "value-of":
        return f"string-join(({_value(part)}) ! string(.), ' ')"
    if kind == "if":
        return f"(if ({_needed(part, 'test')}) then {_sequence(part)} else ())"
    if kind == "for-each":
        return f"(({_needed(part, 'select')}) ! {_sequence(part)})"
    if kind == "text":
        return "'" + "".join(str(text) for text in part.itertext()).replace("'", "''") + "'"
    if kind == "choose":
        return _choice(list(part))
    raise _Unwritten


def _choice(cases: list[etree._Element]) -> str:
    written = "()"
    for case in reversed(cases):
        if local(case) == "otherwise":
            written = _sequence(case)
        else:
            written = f"(if ({_needed(case, 'test')}) then {_sequence(case)} else {written})"
    return written


def _value(part: etree._Element) -> str:
    return f"({part.get('select')})" if part.get("select") else _sequence(part)


def _needed(part: etree._Element, name: str) -> str:
    if not part.get(name):
        raise _Unwritten
    return part.get(name, "")
