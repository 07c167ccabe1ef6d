"""XPath predicates and parameters of the processing model → functions of an element.

Names without a prefix are TEI's, as the Guidelines have it. What tests attributes, parents, ancestors,
siblings and children, joined by `and`, `or`, `not()`, becomes plain Python; the rest goes to `xpath`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from lxml import etree

from tei_edition.tei import q
from tei_edition.tei.xpath import compile_path, holds

Test = Callable[[etree._Element], bool]
Nodes = Callable[[etree._Element], "list[etree._Element | str]"]

_STEP = re.compile(
    r"^(?:(parent|ancestor|child|preceding-sibling|following-sibling)::)?([A-Za-z][\w.\-]*)$|^@([\w:.\-]+)$"
)


class _NotPlain(Exception):
    """The expression needs a real XPath processor."""


def compile_test(expression: str, namespaces: Mapping[str, str] | None = None) -> Test:
    """Give a function that tells whether the predicate holds of an element."""
    try:
        return _Plain(expression).parse()
    except _NotPlain:
        path = compile_path(expression, namespaces)
        return lambda element: holds(path(element))


def compile_value(expression: str, namespaces: Mapping[str, str] | None = None) -> Nodes:
    """Give a function that finds what a parameter names: a quoted string, an attribute or some elements."""
    literal = re.fullmatch(r"'([^']*)'|\"([^\"]*)\"", expression.strip())
    if literal:
        text = literal[1] or literal[2] or ""
        return lambda _: [text]
    step = _STEP.match(expression.strip())
    if step:
        find = _finder(step)
        return lambda element: list(find(element))
    path = compile_path(expression, namespaces)
    return lambda element: [_as_node(item) for item in path(element)]


def _as_node(item: object) -> etree._Element | str:
    """Give an item of a result as an element or a string."""
    if isinstance(item, etree._Element | str):
        return item
    if isinstance(item, etree._ElementTree):
        return item.getroot()
    if isinstance(item, bool):
        return str(item).lower()
    return str(int(item)) if isinstance(item, float) and item.is_integer() else str(item)


def _finder(step: re.Match[str]) -> Callable[[etree._Element], Iterable[etree._Element | str]]:
    """Give a function that follows one plain step, no further than it is asked."""
    axis, name, attribute = step.groups()
    if attribute:
        key = q(attribute) if attribute.startswith("xml:") else attribute
        return lambda element: () if (value := element.get(key)) is None else (value,)
    tag = q(name)
    if axis == "parent":
        return lambda element: (up,) if (up := element.getparent()) is not None and up.tag == tag else ()
    if axis == "ancestor":
        return lambda element: element.iterancestors(tag)
    if axis in ("preceding-sibling", "following-sibling"):
        before = axis == "preceding-sibling"
        return lambda element: element.itersiblings(tag, preceding=before)
    return lambda element: element.iterchildren(tag)


def _one_of(tokens: list[str]) -> Test | None:
    """Compile `parent::a or parent::b …` as one look; None when the steps are not all on one axis."""
    steps = [_STEP.match(token) for token in tokens[::2]]
    axes = {step[1] if step and step[2] else "none" for step in steps}
    if axes not in ({"parent"}, {"ancestor"}, {None}) or set(tokens[1::2]) != {"or"}:
        return None
    tags = frozenset(q(step[2]) for step in steps if step)
    if axes == {"parent"}:
        return lambda element: (up := element.getparent()) is not None and up.tag in tags
    if axes == {"ancestor"}:
        return lambda element: next(element.iterancestors(*tags), None) is not None
    return lambda element: next(element.iterchildren(*tags), None) is not None


class _Plain:
    """Recursive descent over the plain part of XPath: `or`, `and`, `not()`, steps, `step = 'string'`."""

    def __init__(self, expression: str) -> None:
        self.tokens = re.findall(
            r"'[^']*'|[()]|=|(?:[a-z\-]+::)?@?[\w:.\-]+|\S", re.sub(r"\bnot\s*\(", "not (", expression)
        )
        self.at = 0

    def parse(self) -> Test:
        """Compile the whole expression; _NotPlain when it is not plain."""
        test = self.disjunction()
        if self.at != len(self.tokens):
            raise _NotPlain
        return test

    def take(self, token: str) -> bool:
        """Step over the token if it comes next."""
        if self.at < len(self.tokens) and self.tokens[self.at] == token:
            self.at += 1
            return True
        return False

    def disjunction(self) -> Test:
        """Compile `a or b …`."""
        start = self.at
        tests = [self.conjunction()]
        while self.take("or"):
            tests.append(self.conjunction())
        if len(tests) == 1:
            return tests[0]
        return _one_of(self.tokens[start : self.at]) or (lambda element: any(test(element) for test in tests))

    def conjunction(self) -> Test:
        """Compile `a and b …`."""
        tests = [self.unary()]
        while self.take("and"):
            tests.append(self.unary())
        return tests[0] if len(tests) == 1 else lambda element: all(test(element) for test in tests)

    def unary(self) -> Test:
        """Compile `not (a)`, `(a)` or a step."""
        negated = self.take("not")
        if self.take("("):
            inner = self.disjunction()
            if not self.take(")"):
                raise _NotPlain
            return (lambda element: not inner(element)) if negated else inner
        if negated:
            raise _NotPlain
        return self.step()

    def step(self) -> Test:
        """Compile `axis::name`, `@name` or one of them compared with a string."""
        step = _STEP.match(self.tokens[self.at]) if self.at < len(self.tokens) else None
        if step is None:
            raise _NotPlain
        self.at += 1
        find = _finder(step)
        if not self.take("="):
            return lambda element: next(iter(find(element)), None) is not None
        literal = self.tokens[self.at] if self.at < len(self.tokens) else ""
        if not literal.startswith("'"):
            raise _NotPlain
        self.at += 1
        value = literal[1:-1]
        return lambda element: value in find(element)
