"""XPath expression in a schema's query language → what evaluates it: libxml2 where that is the same, or elementpath.

XPath 1.0 (bindings `xslt`, `exslt`, none) is libxml2's. XPath 2.0 and 3.1 (`xslt2`, `xslt3`, `xpath2`, …) are
elementpath's, but most expressions in rules mean the same in both, and libxml2 is many times as fast: see `swift`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tei_edition.validate.contexts import alternatives, final_names, is_step, is_swift
from tei_edition.validate.rules import RuleSet
from tei_edition.validate.swift import DEEPEST, Swift, Unlike, translate

if TYPE_CHECKING:
    from tei_edition.validate.parser import Parser

ONE = ("", "xslt", "xslt1", "xslt1.1", "exslt", "xpath", "xpath1")
MORE = ("xslt2", "xslt3", "xpath2", "xpath3", "xpath31")
"""Query bindings (ISO/IEC 19757-3, annexes C, H and following): XPath 1.0, and 2.0 or later."""

LONGEST = 20_000
"""How many characters an expression may have."""

STRINGS = re.compile(r'"(?:[^"]|"")*+"|\'(?:[^\']|\'\')*+\'')
VARIABLES = re.compile(r"\$\s*([\w.:-]+)")
DECLARED = re.compile(r"\$\s*([\w.:-]+)\s*(?:in\s|:=|as\s|(?=[^()]{0,200}\)\s*(?:as[^{]{0,200})?\{))")
CALLS = re.compile(r"(?<![\w.:-])([\w.:-]++)\s*+\(")
SIMPLE = re.compile(r"(?:([A-Za-z_][\w.-]*):)?([A-Za-z_][\w.-]*|\*)((?:\[\s*@[A-Za-z_][\w.-]*\s*\])*)")
"""A pattern that is a name, perhaps with attributes it must have: not worth a parser's time."""

KEYWORDS = re.compile(
    r"""\b(attribute|element)\(\s*(to|div|mod|and|or|eq|ne|lt|gt|le|ge|is|in|return|then|else|cast|treat|as|of|union)\s*\)"""
)
"""Kind tests with names that elementpath's parser takes for operators."""

SINGLY = re.compile(r"current|position\(|last\(|preceding|following|//")
"""What in a test depends on its being made on one node, or takes long and must be stopped between nodes."""

CORE = frozenset((
    "last", "position", "count", "local-name", "namespace-uri", "name", "string", "concat", "starts-with", "contains",
    "substring-before", "substring-after", "substring", "string-length", "normalize-space", "translate", "boolean",
    "not", "true", "false", "lang", "number", "sum", "floor", "ceiling", "round", "text", "node", "comment",
    "processing-instruction", "and", "or", "div", "mod", "current", "key", "id",
))  # fmt: skip
"""Functions that libxml2 has, or that we give it."""

Kinds = Mapping[str, Swift | None]
"""Variables in scope: how libxml2 would get their values, None where it cannot."""


class QueryError(Exception):
    """An expression could not be evaluated."""


class Expression:
    """An expression, or the pattern of a rule's context."""

    def __init__(self, text: str, language: Language, kinds: Kinds, pattern: bool = False) -> None:
        self.text = " ".join(text.split()) if not STRINGS.search(text) else text.strip()
        self.language = language
        self.pattern = pattern
        self.long = len(text) > LONGEST
        bare = STRINGS.sub("''", text[:LONGEST])
        self.variables = tuple(dict.fromkeys(VARIABLES.findall(bare)))
        self.kinds: Mapping[str, Swift] = {
            name: kind for name in self.variables if (kind := kinds.get(name)) is not None
        }
        self.bare = bare
        self.declared = frozenset(kinds)

    @cached_property
    def swift(self) -> Swift | None:
        """The same for libxml2; None when only elementpath can evaluate it."""
        self._check_length()
        if self.language.one:
            known = all(name in self.kinds for name in self.variables)
            return Swift(self.text, "any") if known and self._for_libxml2() else None
        try:
            return translate(self.token, self.kinds)
        except (Unlike, RecursionError):
            return None

    @cached_property
    def swift_parts(self) -> list[Swift] | None:
        """A pattern as expressions for libxml2; None when only elementpath can find its nodes."""
        self._check_length()
        if self.language.one:
            if any(name not in self.kinds for name in self.variables) or not self._for_libxml2():
                return None
            return [Swift(whole(part), "nodes") for part in split_union(self.text)]
        simple = [self._simple(part.strip()) for part in self.text.split("|")]
        if all(simple):
            return [part for part in simple if part is not None]
        try:
            return alternatives(self._divided[0], self.kinds)
        except (Unlike, RecursionError):
            return None

    @property
    def rest(self) -> list[Any]:
        """A pattern's last predicates, which only elementpath can evaluate on what `swift_parts` find."""
        simple = self.language.one or all(self._simple(part.strip()) for part in self.text.split("|"))
        return [] if simple else self._divided[1]

    @cached_property
    def _divided(self) -> tuple[Any, list[Any]]:
        """A step without its last predicates, from the first on that libxml2 cannot evaluate; these."""
        predicates: list[Any] = []
        base = self.token
        while base.symbol == "[":
            predicates.insert(0, base)
            base = base[0]
        while predicates and is_swift(predicates[0][1], self.kinds):
            base = predicates.pop(0)
        rest = [token[1] for token in predicates]
        if any(part.symbol in ("position", "last") for token in rest for part in token.iter()):
            return self.token, []
        return base, rest

    @cached_property
    def token(self) -> Any:
        """What elementpath has parsed. Raises QueryError."""
        self._check_length()
        return self.language.parsed(self.text)

    @cached_property
    def search(self) -> Any:
        """The expression that finds all that a pattern matches. Raises QueryError."""
        self._check_length()
        return self.language.parsed(" | ".join(whole(part, "//({})") for part in split_union(self.text)))

    @cached_property
    def names(self) -> frozenset[str] | None:
        """The names of all elements that a pattern can match; None when they are not known. Raises QueryError."""
        return None if self.language.one else final_names(self.token)

    @cached_property
    def step(self) -> bool:
        """Whether a pattern is one name with predicates. Raises QueryError."""
        return not self.language.one and is_step(self.token)

    @property
    def at_once(self) -> bool:
        """Whether libxml2 can find in one go all nodes of a pattern on which this test, or this pattern, holds."""
        if self.pattern:
            return self.swift_parts is not None and not self.rest
        return self.swift is not None and self.swift.scans == 0 and not SINGLY.search(self.swift.text)

    @property
    def unknown(self) -> str | None:
        """Give a variable that neither the schema nor the expression declares; None when there is none."""
        own = set(DECLARED.findall(self.bare))
        return next((name for name in self.variables if name not in own and name not in self.declared), None)

    def kind(self, on_element: bool) -> Swift | None:
        """Give what libxml2 would make of a variable with this value; None when it cannot be given it."""
        swift = self.swift
        bare = re.sub(r"\[[^\[\]]*\]", "", self.bare)
        absolute = re.fullmatch(r"\s*(''|[\d.]+|/[^|]*|count\(/[^()|,]*\))\s*", bare)
        if swift is None or not (on_element or absolute):
            return None
        return swift if swift.kind != "nodes" or swift.elements else None

    def _check_length(self) -> None:
        if self.long:
            raise QueryError(f"it has more than {LONGEST} characters")

    def _for_libxml2(self) -> bool:
        return set(CALLS.findall(self.bare)) <= CORE and _depth(self.bare) <= DEEPEST + 1

    def _simple(self, part: str) -> Swift | None:
        found = SIMPLE.fullmatch(part)
        if found is None or (found[1] and found[1] not in self.language.namespaces):
            return None
        namespace = self.language.namespaces[found[1]] if found[1] else ""
        name = None if found[2] == "*" else f"{{{namespace}}}{found[2]}" if namespace else found[2]
        return Swift(f"//{part}", "nodes", elements=True, name=name)


class Language:
    """A query language with the names that a schema declares."""

    def __init__(self, rules: RuleSet) -> None:
        if rules.binding not in (*ONE, *MORE):
            raise QueryError(f"the query language “{rules.binding}” is not known")
        self.one = rules.binding in ONE
        self.namespaces = {k: v for k, v in rules.namespaces.items() if k and k != "xml"}
        self.rules = rules

    @cached_property
    def parser(self) -> Parser:
        """elementpath's parser."""
        from tei_edition.validate.functions import register
        from tei_edition.validate.searching import Parser

        default = "http://www.w3.org/2005/xpath-functions/collation/codepoint"
        known = {"xs": "http://www.w3.org/2001/XMLSchema", "xsl": "http://www.w3.org/1999/XSL/Transform"}
        parser = Parser(
            namespaces={**known, **self.namespaces},
            compatibility_mode=self.one,
            default_collation=default,
            base_uri=self.rules.path.resolve().as_uri() if self.rules.path else None,
        )
        register(parser, self.rules.functions)
        return parser

    @cached_property
    def keys(self) -> dict[str, list[tuple[Expression, Expression]]]:
        """The pattern and the values of each key, by its name."""
        found: dict[str, list[tuple[Expression, Expression]]] = {}
        for key in self.rules.keys:
            pair = Expression(key.match, self, {}, pattern=True), Expression(key.use, self, {})
            found.setdefault(key.name, []).append(pair)
        return found

    def parsed(self, text: str) -> Any:
        """Parse an expression. Raises QueryError."""
        import elementpath

        try:
            return self.parser.parse(KEYWORDS.sub(r"\1()[name() = '\2']", text))
        except (elementpath.ElementPathError, *FAILURES) as error:
            raise QueryError(said(error)) from error


FAILURES = (
    RecursionError,
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    ArithmeticError,
    OSError,
    AssertionError,
)
"""What elementpath raises beside its own errors."""


def said(error: BaseException) -> str:
    """Give what an error says, never nothing."""
    if isinstance(error, RecursionError):
        return "it is nested too deep"
    return str(error) or type(error).__name__


def whole(context: str, anywhere: str = "//{}") -> str:
    """Turn an XSLT pattern into an expression that finds all it matches: `a` → `//a`, `/a` as it is."""
    if context.startswith(("/", "id(", "key(", "doc(", "$")):
        return context
    return anywhere.format(context)


def split_union(context: str) -> list[str]:
    """Split a pattern at the `|` that stand outside brackets and strings."""
    parts, depth, start = [], 0, 0
    for token in re.finditer(r'"[^"]*"|\'[^\']*\'|\|\||[\[\](){}|]', context):
        mark = token[0]
        depth += (mark in "[({") - (mark in "])}")
        if mark == "|" and depth == 0:
            parts.append(context[start : token.start()].strip())
            start = token.end()
    return [*parts, context[start:].strip()]


def _depth(text: str) -> int:
    """Tell how deep walks over the document stand in one another's predicates."""
    open_, deepest = [0], 0
    for token in re.finditer(r"//|(?:descendant|following|preceding|ancestor)[\w-]*::|\[|\]", text):
        if token[0] == "[":
            open_.append(open_[-1])
        elif token[0] == "]":
            open_ = open_[:-1] or [0]
        else:
            open_[-1] = max(open_[-1], len(open_))
            deepest = max(deepest, len(open_))
    return deepest
