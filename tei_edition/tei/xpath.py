"""XPath that is more than plain → functions of an element: XPath 1.0 by libxml2, XPath 3.1 by elementpath.

Names without a prefix are TEI's. The variable `$parameters`, which processing models written for a server use,
knows the document (`$parameters?root`) and nothing else: `$parameters?mode='x'` does not hold. Their function
`$get(…)`, which leads from a copy to the document, gives what it is given.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any, Protocol

from lxml import etree

from tei_edition.errors import ConfigError
from tei_edition.tei.names import NS


class Evaluate(Protocol):
    """Gives the items of a result: elements, strings, numbers, truth values."""

    def __call__(self, element: etree._Element, /, **variables: object) -> list[object]:
        """Evaluate with the element as context, and with these variables."""
        ...


_TOKEN = re.compile(
    r"""\s*('[^']*'|"[^"]*"|\$[\w.\-]+|::|!=|<=|>=|//|\.\.|\d+(?:\.\d+)?|[()@=|/*\[\],.<>]|[\w][\w.\-]*(?::(?!:)[\w.\-]+)?|.)"""
)
_OPERATORS = frozenset({"and", "or", "div", "mod"})
_CORE = frozenset(
    """
    last position count local-name namespace-uri name string concat starts-with contains substring-before
    substring-after substring string-length normalize-space translate boolean not true false lang number sum floor
    ceiling round id text node comment processing-instruction
    """.split()  # noqa: SIM905
)
"""The functions and kind tests of XPath 1.0."""
_STRINGS = re.compile(r"'[^']*'|\"[^\"]*\"")
_CALLS = re.compile(r"([\w.:\-]+)\s*\(")
_VARIABLES = re.compile(r"\$([\w.\-]+)")
_OUTSIDE = re.compile(
    r"doc|collection|uri-collection|unparsed-text|json-doc|transform|load-xquery|function-lookup"
)
"""How functions begin that would read other files, or would call one that is not named."""
LONGEST = 5_000
"""How many characters an expression may have."""


def compile_path(
    expression: str, namespaces: Mapping[str, str] | None = None, variables: Collection[str] = ()
) -> Evaluate:
    """Give what evaluates an expression; ConfigError when it is no XPath that can be evaluated here.

    `variables` are those it will be given. An expression that would read another file is refused.
    """
    if len(expression) > LONGEST:
        raise ConfigError(f"an expression of more than {LONGEST} characters: {expression[:40]}…")
    expression = expression.replace("$get(", "(")
    bare = _STRINGS.sub("''", expression)
    calls = {name for name in _CALLS.findall(bare) if name not in _OPERATORS}
    known = all(name in variables for name in _VARIABLES.findall(bare))
    if known and calls <= _CORE and (path := _one(expression, namespaces)) is not None:
        return _swift(path)
    if any(_OUTSIDE.match(name.rpartition(":")[2]) for name in calls) or re.search(r"\w\s*#\s*\d", bare):
        raise ConfigError(f"an expression that would read another file: {expression[:40]}")
    return _more(expression, namespaces or {})


def _swift(path: etree.XPath) -> Evaluate:
    """Give what evaluates an expression of libxml2's."""

    def evaluate(element: etree._Element, /, **variables: Any) -> list[object]:
        return _items(path(element, **variables))

    return evaluate


def _items(value: object) -> list[object]:
    """Give a result of libxml2's as a list."""
    return list(value) if isinstance(value, list) else [value]


def _one(expression: str, namespaces: Mapping[str, str] | None) -> etree.XPath | None:
    """Compile XPath 1.0 with TEI's namespace for names without a prefix; None when it is not XPath 1.0."""
    tokens = _TOKEN.findall(expression)
    out = []
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else ""
        previous = tokens[index - 1] if index else ""
        out.append(f"t-e-i:{token}" if _is_name_test(token, previous, following) else token)
    try:
        return etree.XPath(" ".join(out), namespaces={**(namespaces or {}), "t-e-i": NS}, regexp=False)
    except etree.XPathSyntaxError:
        return None


def _is_name_test(token: str, previous: str, following: str) -> bool:
    """Tell an element's name from an axis, function, operator, attribute, number or string."""
    if not re.match(r"[^\W\d]", token) or ":" in token or following.startswith(("(", "::")):
        return False
    if previous.endswith("@"):
        return False
    return not (
        token in _OPERATORS
        and previous
        and previous not in ("(", "/", "//", "[", "::", "and", "or", ",", "=", "!=", "|")
    )


def _more(expression: str, namespaces: Mapping[str, str]) -> Evaluate:
    """Compile XPath 3.1."""
    import elementpath
    from elementpath.xpath31 import XPath31Parser
    from elementpath.xpath_tokens import XPathMap

    parser = XPath31Parser(namespaces={**namespaces, "": NS})
    failures = (elementpath.ElementPathError, ValueError, TypeError, ArithmeticError, RecursionError)
    try:
        token: Any = parser.parse(expression)
    except failures as error:
        raise ConfigError(f"not an XPath expression: {expression}", hint=str(error)) from error

    def evaluate(element: etree._Element, /, **variables: Any) -> list[object]:
        root, nodes = _NODES.of(element)
        known: dict[str, Any] = {**variables, "parameters": XPathMap(parser, {"root": root})}
        context = elementpath.XPathContext(root=root, item=nodes.get(element), variables=known)
        try:
            return list(token.select_results(context))
        except failures:
            return []

    return evaluate


class _Nodes:
    """The last document as elementpath has it: to build that anew for each expression would take too long."""

    def __init__(self) -> None:
        self.root: etree._Element | None = None
        self.made: tuple[Any, dict[object, Any]] = (None, {})

    def of(self, element: etree._Element) -> tuple[Any, dict[object, Any]]:
        """Give the root's node, and the node of each element."""
        root = element.getroottree().getroot()
        if root is not self.root:
            import elementpath

            tree = elementpath.get_node_tree(root)
            self.root = root
            self.made = tree, {node.elem: node for node in tree.iter() if hasattr(node, "elem")}
        return self.made


_NODES = _Nodes()


def holds(items: list[object]) -> bool:
    """Give the truth value of a result (XPath 3.1, section 2.4.3)."""
    if not items:
        return False
    first = items[0]
    return bool(first) if len(items) == 1 and isinstance(first, bool | str | int | float) else True


def is_text(value: str) -> bool:
    """Tell a text node's characters from an attribute's and from computed ones."""
    return bool(getattr(value, "is_text", False) or getattr(value, "is_tail", False))
