"""XPath 2.0/3.1 expression → the same in XPath 1.0, for libxml2, where both come to the same on every document.

What differs is left alone, and elementpath evaluates it: comparisons of untyped values with numbers, sequences of
strings, conversions that fail in one of the two, functions that XPath 1.0 lacks. Every node is untyped: no schema of
types is ever at hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

AXES = frozenset((
    "child", "descendant", "descendant-or-self", "parent", "ancestor", "ancestor-or-self", "self",
    "following", "following-sibling", "preceding", "preceding-sibling", "attribute",
))  # fmt: skip
SCANS = frozenset(("//", "descendant", "descendant-or-self", "following", "preceding"))
"""Steps that walk over much of a document; nested in one another they take time that grows as a power of its size."""

DEEPEST = 1
"""How many of `SCANS` may stand in one another's predicates: libxml2 cannot be stopped, elementpath can."""

CURRENT = "current-node"
"""The variable that stands for XSLT's `current()`."""

STRING_FUNCTIONS: Mapping[str, tuple[int, int]] = {
    "normalize-space": (0, 1), "string": (0, 1), "concat": (2, 99), "substring-before": (2, 2),
    "substring-after": (2, 2), "translate": (3, 3), "name": (0, 1), "local-name": (0, 1), "namespace-uri": (0, 1),
}  # fmt: skip
"""Functions from strings, or from at most one node, to a string, and how many arguments they take."""

BOOLEAN_FUNCTIONS: Mapping[str, tuple[int, int]] = {"contains": (2, 2), "starts-with": (2, 2)}
OPERATORS = {
    "=": "=", "!=": "!=", "eq": "=", "ne": "!=", "<": "<", ">": ">", "<=": "<=", ">=": ">=",
    "lt": "<", "gt": ">", "le": "<=", "ge": ">=",
}  # fmt: skip


class Unlike(Exception):
    """An expression has no equivalent in XPath 1.0, or none that we are sure of."""


@dataclass(frozen=True)
class Swift:
    """An expression of XPath 1.0."""

    text: str
    """It."""
    kind: str
    """What it gives: `nodes`, `string`, `boolean` or `number`."""
    single: bool = False
    """Whether it gives at most one node, wherever it is evaluated."""
    elements: bool = False
    """Whether its nodes are all elements."""
    scans: int = 0
    """How deep walks over the document are nested in it."""
    name: str | None = None
    """The one name, as lxml writes it, that all its elements have; None when it is not known."""


Kinds = Mapping[str, Swift]
"""The variables that libxml2 may be given, each as the expression of its value."""


def translate(token: Any, variables: Kinds) -> Swift:
    """Translate what elementpath has parsed. Raises Unlike."""
    made = Translator(variables).of(token)
    if made.scans > DEEPEST + 1:
        raise Unlike
    return made


class Translator:
    """Translates one expression."""

    def __init__(self, variables: Kinds, pattern: bool = False) -> None:
        self.variables = variables
        self.pattern = pattern

    def of(self, token: Any) -> Swift:
        """Translate a token and all below it."""
        symbol, label = str(token.symbol), str(token.label)
        if symbol == ":":
            return self._prefixed(token)
        if label == "name" or (symbol == "*" and not len(token)):
            return self._step("child", token)
        if label == "kind test":
            return self._step("child", token)
        if symbol == "self" and label == "axis" and token[0].symbol == "attribute":
            return self._self_attribute(token[0])
        if symbol in AXES and label == "axis":
            return self._step(symbol, token[0])
        if "function" in label:
            return self._function(symbol, list(token))
        method = METHODS.get(symbol)
        if method is None:
            raise Unlike
        return method(self, token)

    # --- steps and paths ---------------------------------------------------------------------------------

    def _prefixed(self, token: Any) -> Swift:
        if "function" in str(token[1].label):
            if token[0].value != "fn":
                raise Unlike
            return self._function(str(token[1].symbol), list(token[1]))
        return self._step("child", token)

    def _step(self, axis: str, test: Any) -> Swift:
        text, name = self._test(test)
        return Swift(
            f"{axis}::{text}",
            "nodes",
            single=axis in ("self", "parent")
            or (axis == "attribute" and "*" not in text and "(" not in text),
            elements=axis != "attribute" and "(" not in text,
            scans=int(axis in SCANS),
            name=name if axis != "attribute" else None,
        )

    def _self_attribute(self, test: Any) -> Swift:
        """Translate `self::attribute(name)`: XPath 1.0 knows attributes by what they are not."""
        text = (
            "self::node()[not(self::* or self::text() or self::comment() or self::processing-instruction())]"
        )
        if len(test):
            if test[0].symbol != "(name)":
                raise Unlike
            text += f"[local-name()='{test[0].value}' and namespace-uri()='']"
        return Swift(text, "nodes", single=True)

    def _test(self, test: Any) -> tuple[str, str | None]:
        """Translate a node test."""
        symbol, label = str(test.symbol), str(test.label)
        if symbol == "(name)":
            return str(test.value), str(test.value)
        if symbol == "*" and not len(test):
            return "*", None
        if symbol == ":" and test[0].symbol == "(name)" and test[1].symbol in ("(name)", "*"):
            local = "*" if test[1].symbol == "*" else str(test[1].value)
            namespace = test.parser.namespaces.get(test[0].value)
            if namespace is None:
                raise Unlike
            return f"{test[0].value}:{local}", None if local == "*" else f"{{{namespace}}}{local}"
        if label == "kind test" and symbol in ("node", "text", "comment") and not len(test):
            return f"{symbol}()", None
        raise Unlike

    def attribute(self, token: Any) -> Swift:
        """Translate `@name`."""
        return self._step("attribute", token[0])

    def dot(self, token: Any) -> Swift:
        """Translate `.` and `..`."""
        return Swift("." if token.symbol == "." else "..", "nodes", single=True, elements=token.symbol == ".")

    def path(self, token: Any) -> Swift:
        """Translate `/` and `//`."""
        symbol = str(token.symbol)
        if not len(token):
            raise Unlike  # the document node, which lxml does not give
        right = self._as_step(token[-1])
        scans = right.scans + (symbol == "//")
        if len(token) == 1:
            return Swift(f"{symbol}{right.text}", "nodes", False, right.elements, scans, right.name)
        left = self.nodes(token[0])
        scans = max(left.scans, scans) if symbol == "//" or not right.scans else left.scans + right.scans
        single = left.single and right.single and symbol == "/"
        return Swift(f"{left.text}{symbol}{right.text}", "nodes", single, right.elements, scans, right.name)

    def _as_step(self, token: Any) -> Swift:
        """Translate the right side of a path, where XPath 1.0 wants a step."""
        base = token
        while base.symbol == "[":
            base = base[0]
        step = base.label in ("name", "kind test", "axis") or base.symbol in ("@", "*", ":", ".", "..")
        if not step or (base.symbol == ":" and "function" in str(base[1].label)):
            raise Unlike
        return self.nodes(token)

    def filter(self, token: Any) -> Swift:
        """Translate `base[predicate]`."""
        base, predicate = self.nodes(token[0]), self.of(token[1])
        one = predicate.kind == "number" and predicate.text.isdigit()
        test = predicate.text if predicate.kind != "string" else f"boolean({predicate.text})"
        scans = base.scans + predicate.scans
        return Swift(f"{base.text}[{test}]", "nodes", base.single or one, base.elements, scans, base.name)

    def union(self, token: Any) -> Swift:
        """Translate `a | b`."""
        left, right = self.nodes(token[0]), self.nodes(token[1])
        return Swift(
            f"({left.text} | {right.text})",
            "nodes",
            elements=left.elements and right.elements,
            scans=max(left.scans, right.scans),
        )

    def bracket(self, token: Any) -> Swift:
        """Translate what stands in brackets."""
        if len(token) != 1:
            raise Unlike
        inner = self.of(token[0])
        return Swift(f"({inner.text})", inner.kind, inner.single, inner.elements, inner.scans, inner.name)

    def nodes(self, token: Any) -> Swift:
        """Translate what must give nodes."""
        made = self.of(token)
        if made.kind != "nodes":
            raise Unlike
        return made

    # --- values ------------------------------------------------------------------------------------------

    def literal(self, token: Any) -> Swift:
        """Translate a string or an integer."""
        if token.symbol == "(integer)":
            return Swift(str(int(token.value)), "number")
        text = str(token.value)
        if '"' in text and "'" in text:
            raise Unlike
        return Swift(f'"{text}"' if "'" in text else f"'{text}'", "string")

    def variable(self, token: Any) -> Swift:
        """Translate `$name`."""
        known = self.variables.get(str(token[0].value)) if token[0].symbol == "(name)" else None
        if known is None:
            raise Unlike
        return Swift(f"${token[0].value}", known.kind, known.single, known.elements, 0, known.name)

    def both(self, token: Any) -> Swift:
        """Translate `and` and `or`: both languages take the same things for true."""
        left, right = self.of(token[0]), self.of(token[1])
        return Swift(
            f"({left.text} {token.symbol} {right.text})", "boolean", scans=max(left.scans, right.scans)
        )

    def compare(self, token: Any) -> Swift:
        """Translate a comparison of strings with strings, or of numbers with numbers."""
        symbol = str(token.symbol)
        sides = [list(self._items(side)) for side in token]
        if any(len(side) != 1 for side in sides) and symbol not in ("=", "!="):
            raise Unlike
        pairs = [self._pair(symbol, a, b) for a in sides[0] for b in sides[1]]
        scans = max(part.scans for side in sides for part in side)
        return Swift(f"({' or '.join(pairs)})", "boolean", scans=scans)

    def _items(self, token: Any) -> Iterator[Swift]:
        """Give what a sequence is made of: `('a', 'b')`."""
        if token.symbol == "(" and len(token) == 1 and token[0].symbol == ",":
            yield from self._items(token[0])
        elif token.symbol == ",":
            for part in token:
                yield from self._items(part)
        else:
            yield self.of(token)

    def _pair(self, symbol: str, left: Swift, right: Swift) -> str:
        kinds = {left.kind, right.kind}
        equality = symbol in ("=", "!=", "eq", "ne")
        if kinds == {"number"}:
            return f"{left.text} {OPERATORS[symbol]} {right.text}"
        if not equality or not kinds <= {"nodes", "string"}:
            raise Unlike
        if symbol in ("eq", "ne") and not all(side.kind == "string" or side.single for side in (left, right)):
            raise Unlike
        return f"{left.text} {OPERATORS[symbol]} {right.text}"

    # --- functions ---------------------------------------------------------------------------------------

    def _function(self, name: str, arguments: list[Any]) -> Swift:
        if name in ("true", "false", "last", "position") and not arguments:
            return Swift(f"{name}()", "boolean" if name in ("true", "false") else "number")
        if name == "current" and not arguments and not self.pattern:
            return Swift(f"${CURRENT}", "nodes", single=True, elements=True)
        if name == "matches" and len(arguments) in (2, 3):
            return self._of_strings(name, "boolean", arguments, "string({})")
        for functions, kind in ((STRING_FUNCTIONS, "string"), (BOOLEAN_FUNCTIONS, "boolean")):
            if name in functions and functions[name][0] <= len(arguments) <= functions[name][1]:
                return self._of_strings(name, kind, arguments)
        if len(arguments) != 1:
            raise Unlike
        return self._of_one(name, self.of(arguments[0]))

    def _of_one(self, name: str, argument: Swift) -> Swift:
        if name in ("not", "boolean"):
            return Swift(f"{name}({argument.text})", "boolean", scans=argument.scans)
        if name in ("exists", "empty", "count") and argument.kind == "nodes":
            written = {"exists": "boolean", "empty": "not", "count": "count"}[name]
            kind = "number" if name == "count" else "boolean"
            return Swift(f"{written}({argument.text})", kind, scans=argument.scans)
        if name == "string-length" and (argument.kind == "string" or argument.single):
            return Swift(f"string-length({argument.text})", "number", scans=argument.scans)
        raise Unlike

    def _of_strings(self, name: str, kind: str, arguments: list[Any], written_as: str = "{}") -> Swift:
        made = [self.of(argument) for argument in arguments]
        nodes_only = name in ("name", "local-name", "namespace-uri")
        for argument in made:
            if not (argument.single or (argument.kind == "string" and not nodes_only)):
                raise Unlike
        written = ", ".join(written_as.format(argument.text) for argument in made)
        return Swift(f"{name}({written})", kind, scans=max((a.scans for a in made), default=0))

    # --- patterns ----------------------------------------------------------------------------------------

    def parts(self, token: Any) -> list[Swift]:
        """Give the alternatives of a pattern, unions in brackets multiplied out."""
        if token.symbol in ("|", "union"):
            return [*self.parts(token[0]), *self.parts(token[1])]
        if token.symbol == "(" and len(token) == 1:
            return self.parts(token[0])
        if token.symbol == "[":
            predicate = self.of(token[1])
            if predicate.kind == "number" and token[0].symbol in ("(", "["):
                raise Unlike
            return [_filtered(base, predicate) for base in self.parts(token[0])]
        if token.symbol in ("/", "//") and len(token) == 2:
            right = self._as_step(token[1])
            return [_joined(left, str(token.symbol), right) for left in self.parts(token[0])]
        return [self.nodes(token)]

    def anywhere(self, part: Swift) -> Swift:
        """Turn an alternative of a pattern into an expression that finds its nodes in all of a document."""
        if part.text.startswith("/"):
            return part
        if not part.text.startswith(("child::", "attribute::")):
            raise Unlike
        return Swift(f"//{part.text}", "nodes", False, part.elements, part.scans + 1, part.name)


def _filtered(base: Swift, predicate: Swift) -> Swift:
    test = predicate.text if predicate.kind != "string" else f"boolean({predicate.text})"
    scans = base.scans + predicate.scans
    return Swift(f"{base.text}[{test}]", "nodes", base.single, base.elements, scans, base.name)


def _joined(left: Swift, symbol: str, right: Swift) -> Swift:
    scans = left.scans + right.scans + (symbol == "//")
    return Swift(f"{left.text}{symbol}{right.text}", "nodes", False, right.elements, scans, right.name)


METHODS: Mapping[str, Callable[[Translator, Any], Swift]] = {
    "@": Translator.attribute,
    ".": Translator.dot,
    "..": Translator.dot,
    "/": Translator.path,
    "//": Translator.path,
    "[": Translator.filter,
    "|": Translator.union,
    "union": Translator.union,
    "(": Translator.bracket,
    "(string)": Translator.literal,
    "(integer)": Translator.literal,
    "$": Translator.variable,
    "and": Translator.both,
    "or": Translator.both,
    **dict.fromkeys(OPERATORS, Translator.compare),
}
"""Symbols of elementpath's parser → what translates them."""
