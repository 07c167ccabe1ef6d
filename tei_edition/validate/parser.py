"""XPath 3.1 with XSLT's own functions → elementpath's parser with `current`, `key`, `document`, and a quick `id`.

They find what they need in the context (`Context.world`). `doc` and `document` read files that lie on this disk and
nothing else; `unparsed-text` and its like read nothing (elementpath's `allow_external_resources` is off).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Protocol, TypeVar, cast

from elementpath import XPathContext, xpath_nodes
from elementpath.xpath3 import XPath3Parser
from lxml import etree

NODES = "node()*"

STRING = etree.XPath("string()")


def _strings(element: Any, normalize: bool = False) -> Iterator[str]:
    """Give the string value of an element (XPath Data Model 3.1, section 6.2.2).

    It takes the place of elementpath's own function, which (5.1.4) puts the text after a child before the text in the
    child's children, and leaves out the text after a comment.
    """
    yield str(STRING(element))


xpath_nodes.etree_iter_strings = _strings  # type: ignore[attr-defined, assignment]


class World(Protocol):
    """What XSLT's functions ask for beyond an expression."""

    current: Any
    """The node that the rule is applied to."""

    def keyed(self, name: str, values: list[str], node: Any) -> list[Any]:
        """Give the nodes of a key, in the document that the node belongs to."""

    def identified(self, ids: list[str], node: Any) -> list[Any]:
        """Give the elements that bear these `xml:id`, in the document that the node belongs to."""

    def loaded(self, uri: str, base: Any | None) -> Any:
        """Give the document node of a file."""


class Context(XPathContext):
    """elementpath's context, and the world around it."""

    world: World


class Parser(XPath3Parser):
    """elementpath's parser with XSLT's functions."""


Method = TypeVar("Method", bound=Callable[..., Any])


def defined(name: str, nargs: int | tuple[int, int], *types: str) -> Callable[[Method], Method]:
    """Give what binds a method to a function; one that elementpath has is left as it is for other parsers."""
    Parser.symbol_table.pop(name, None)
    bind: Any = Parser.method(Parser.function(name, nargs=nargs, sequence_types=types))
    return cast(Callable[[Method], Method], bind)


@defined("current", 0, "item()*")
def select__current(self: Any, context: Any = None) -> Iterator[Any]:
    """XSLT 3.0, section 20.4.1."""
    if context is None:
        raise self.missing_context()
    yield context.world.current


@defined("key", (2, 3), "xs:string", "xs:anyAtomicType*", "node()", NODES)
def select__key(self: Any, context: Any = None) -> Iterator[Any]:
    """XSLT 3.0, section 20.2."""
    if context is None:
        raise self.missing_context()
    values = [self.string_value(value) for value in self[1].atomization(context)]
    node = self.get_argument(context, index=2) if len(self) > 2 else context.item
    yield from context.world.keyed(self.get_argument(context, required=True), values, node)


@defined("id", (1, 2), "xs:string*", "node()", "element()*")
def select__id(self: Any, context: Any = None) -> Iterator[Any]:
    """XPath Functions 3.1, section 14.5.1; attributes of type ID are those named `xml:id`."""
    if context is None:
        raise self.missing_context()
    wanted = [word for value in self[0].atomization(context) for word in self.string_value(value).split()]
    node = self.get_argument(context, index=1) if len(self) > 1 else context.item
    yield from context.world.identified(wanted, node)


@defined("document", (1, 2), "item()*", "node()", NODES)
def select__document(self: Any, context: Any = None) -> Iterator[Any]:
    """XSLT 3.0, section 20.1."""
    if context is None:
        raise self.missing_context()
    base = self.get_argument(context, index=1) if len(self) > 1 else None
    for item in self[0].select(context):
        about = base if base is not None else item if hasattr(item, "parent") else None
        yield context.world.loaded(self.string_value(item), about)


@defined("doc", 1, "xs:string?", "document-node()?")
def select__doc(self: Any, context: Any = None) -> Iterator[Any]:
    """XPath Functions 3.1, section 14.6.1."""
    uri = self.get_argument(context)
    if context is None:
        raise self.missing_context()
    if uri is not None:
        yield context.world.loaded(self.string_value(uri), None)


@defined("doc-available", 1, "xs:string?", "xs:boolean")
def evaluate__doc_available(self: Any, context: Any = None) -> bool:
    """XPath Functions 3.1, section 14.6.2."""
    uri = self.get_argument(context)
    if context is None:
        raise self.missing_context()
    try:
        return uri is not None and bool(context.world.loaded(self.string_value(uri), None))
    except OSError:
        return False


@defined("system-property", 1, "xs:string", "xs:string")
def evaluate__system_property(self: Any, context: Any = None) -> str:
    """XSLT 3.0, section 20.4.4."""
    name = str(self.get_argument(context, required=True)).rpartition(":")[2]
    return {"version": "3.0", "vendor": "tei_edition", "product-name": "tei_edition"}.get(name, "")


MOST = 1_000_000
"""How many numbers `1 to n` may stand for: elementpath makes them all at once, and cannot be stopped meanwhile."""


_To: Any = Parser.symbol_table["to"]


class _Range(_To):  # type: ignore[misc]
    """The operator `to`, for sequences that memory holds."""

    __slots__ = ()

    def evaluate(self, context: Any = None) -> Any:
        """Give the numbers (XPath 3.1, section 3.4.1)."""
        first, last = self.get_operands(context)
        if isinstance(first, int) and isinstance(last, int) and last - first > MOST:
            raise self.error("FOAR0002", f"a sequence of more than {MOST} numbers")
        return super().evaluate(context)


Parser.symbol_table["to"] = _Range
