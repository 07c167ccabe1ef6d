"""A schema's nodes → patterns of the simple form (RELAX NG, sections 4.9–4.20)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tei_edition.validate.relaxng.book import Book
from tei_edition.validate.relaxng.datatypes import DatatypeError, datatype
from tei_edition.validate.relaxng.includes import components
from tei_edition.validate.relaxng.nameclass import AnyName, Name, NameChoice, NameClass, NsName, key, parts
from tei_edition.validate.relaxng.patterns import Attribute, Data, Element, List, Pattern, Value
from tei_edition.validate.relaxng.source import Node, refuse
from tei_edition.validate.relaxng.xmlname import is_ncname

XMLNS = "http://www.w3.org/2000/xmlns"
Join = Callable[[Pattern, Pattern], Pattern]


class Scope:
    """A grammar's definitions (4.18)."""

    def __init__(self, grammar: Node, above: Scope | None) -> None:
        self.above = above
        self.grammar = grammar
        self.defined: dict[str, list[Node]] = {}
        self.patterns: dict[str, Pattern | None] = {}
        for part in (part for child in grammar.children for part in components(child)):
            self.defined.setdefault(part.attributes.get("name", ""), []).append(part)
        if "" not in self.defined:
            raise refuse(grammar, "a grammar needs a `start`")
        for parts_of_one in self.defined.values():
            _check_combine(parts_of_one)


def _check_combine(nodes: Sequence[Node]) -> None:
    """Hold definitions of one name against section 4.17."""
    hows = [node.attributes.get("combine") for node in nodes]
    name = nodes[0].attributes.get("name", "start")
    if hows.count(None) > 1:
        raise refuse(nodes[-1], f"{name} is defined more than once without combine")
    if len({how for how in hows if how}) > 1:
        raise refuse(nodes[-1], f"{name} is combined by choice and by interleave")


class Simplifier:
    """Makes patterns of nodes, element by element, so that depth of definitions does not matter."""

    def __init__(self) -> None:
        self.book = Book()
        self._unused = False
        self._waiting: list[tuple[Element, list[Node], Scope | None]] = []
        self._scopes: list[Scope] = []

    def simplify(self, root: Node) -> Pattern:
        """Make the pattern of a schema, the bodies of all its elements filled in."""
        start = self.pattern(root, None)
        self._fill()
        self._unused = True
        for scope in self._scopes:
            for name in scope.defined:
                self.definition(scope, name, scope.grammar)
            self._fill()
        return start

    def _fill(self) -> None:
        while self._waiting:
            element, nodes, scope = self._waiting.pop()
            element.body = self.group(nodes, scope)

    def pattern(self, node: Node, scope: Scope | None) -> Pattern:
        """Make the pattern of a node."""
        made: Pattern = getattr(self, f"_{node.tag}")(node, scope)
        return made

    def group(self, nodes: Sequence[Node], scope: Scope | None) -> Pattern:
        """Make a group (4.12)."""
        return self._joined([self.pattern(node, scope) for node in nodes], self.book.group)

    def _joined(self, made: Sequence[Pattern], join: Join) -> Pattern:
        """Join patterns two by two, in a tree that is as low as can be."""
        if len(made) == 1:
            return made[0]
        half = len(made) // 2
        return join(self._joined(made[:half], join), self._joined(made[half:], join))

    def _element(self, node: Node, scope: Scope | None) -> Pattern:
        names, content = self._named(node)
        element = Element(self.book, names, node)
        self._waiting.append((element, content, scope))
        return element

    def _attribute(self, node: Node, scope: Scope | None) -> Pattern:
        names, content = self._named(node)
        _check_xmlns(node, names)
        value = self.group(content, scope) if content else self.book.anything
        return self.book.never if value is self.book.never else self.book.keep(Attribute, names, value, node)

    def _named(self, node: Node) -> tuple[NameClass, list[Node]]:
        """Give the name class of an element or attribute, and its content (4.8–4.10)."""
        written = node.attributes.get("name")
        if written is None:
            return name_class(node.children[0]), node.children[1:]
        bare = node.tag == "attribute" and "ns" not in node.attributes
        return Name(_resolved(written, node, "" if bare else node.namespace or "")), node.children

    def _group(self, node: Node, scope: Scope | None) -> Pattern:
        return self.group(node.children, scope)

    def _interleave(self, node: Node, scope: Scope | None) -> Pattern:
        return self._joined([self.pattern(child, scope) for child in node.children], self.book.interleave)

    def _choice(self, node: Node, scope: Scope | None) -> Pattern:
        return self.book.choice([self.pattern(child, scope) for child in node.children])

    def _optional(self, node: Node, scope: Scope | None) -> Pattern:
        return self.book.optional(self.group(node.children, scope))

    def _oneOrMore(self, node: Node, scope: Scope | None) -> Pattern:
        return self.book.one_or_more(self.group(node.children, scope))

    def _zeroOrMore(self, node: Node, scope: Scope | None) -> Pattern:
        return self.book.optional(self._oneOrMore(node, scope))

    def _mixed(self, node: Node, scope: Scope | None) -> Pattern:
        return self.book.interleave(self.group(node.children, scope), self.book.anything)

    def _list(self, node: Node, scope: Scope | None) -> Pattern:
        body = self.group(node.children, scope)
        return self.book.never if body is self.book.never else self.book.keep(List, body)

    def _empty(self, _node: Node, _scope: Scope | None) -> Pattern:
        return self.book.empty

    def _notAllowed(self, _node: Node, _scope: Scope | None) -> Pattern:
        return self.book.never

    def _text(self, _node: Node, _scope: Scope | None) -> Pattern:
        return self.book.anything

    def _data(self, node: Node, scope: Scope | None) -> Pattern:
        params = [(child.attributes["name"], child.text) for child in node.children if child.tag == "param"]
        try:
            kind = datatype(node.library, node.attributes["type"], params)
        except DatatypeError as error:
            raise refuse(node, str(error)) from error
        excepted = next((child for child in node.children if child.tag == "except"), None)
        out = self.book.choice([self.pattern(c, scope) for c in excepted.children]) if excepted else None
        return self.book.keep(Data, kind, None if out is self.book.never else out)

    def _value(self, node: Node, _scope: Scope | None) -> Pattern:
        library, name = (
            (node.library, node.attributes["type"]) if "type" in node.attributes else ("", "token")
        )
        try:
            kind = datatype(library, name, ())
        except DatatypeError as error:
            raise refuse(node, str(error)) from error
        value = kind.value(node.text, {**node.prefixes, "": node.namespace or ""})
        if value is None:
            raise refuse(node, f"{node.text!r} is no value of the type {name}")
        return self.book.keep(Value, kind, value, node.text)

    def _grammar(self, node: Node, scope: Scope | None) -> Pattern:
        inner = Scope(node, scope)
        self._scopes.append(inner)
        return self.definition(inner, "", node)

    def _ref(self, node: Node, scope: Scope | None) -> Pattern:
        if scope is None:
            raise refuse(node, "there is no grammar around it")
        return self.definition(scope, node.attributes["name"], node)

    def _parentRef(self, node: Node, scope: Scope | None) -> Pattern:
        if scope is None or scope.above is None:
            raise refuse(node, "there is no grammar around the grammar it stands in")
        return self.definition(scope.above, node.attributes["name"], node)

    def definition(self, scope: Scope, name: str, asking: Node) -> Pattern:
        """Give what a name stands for, definitions combined (4.17); it may hold itself only in elements (4.19)."""
        if name not in scope.defined:
            raise refuse(asking, f"{name} is not defined")
        if name not in scope.patterns:
            scope.patterns[name] = None
            nodes = scope.defined[name]
            join = self.book.interleave if nodes[-1].attributes.get("combine") == "interleave" else None
            join = join or (
                self.book.interleave if nodes[0].attributes.get("combine") == "interleave" else None
            )
            made = [self.group(node.children, scope) for node in nodes]
            scope.patterns[name] = self._joined(made, join) if join else self.book.choice(made)
        found = scope.patterns[name]
        if found is None and self._unused:
            return self.book.never
        if found is None:
            raise refuse(asking, f"{name or 'start'} holds itself other than inside an element")
        return found


def elements_of(start: Pattern) -> list[Element]:
    """Give all elements that a pattern leads to, in the order of the schema."""
    seen: dict[Pattern, None] = {start: None}
    stack = [start]
    while stack:
        pattern = stack.pop()
        for part in (pattern.body,) if isinstance(pattern, Element) else pattern.parts:
            if part not in seen:
                seen[part] = None
                stack.append(part)
    found = [pattern for pattern in seen if isinstance(pattern, Element)]
    return sorted(found, key=lambda element: (element.node.base, element.node.line))


def name_class(node: Node) -> NameClass:
    """Make a name class, held against section 4.16."""
    if node.tag == "name":
        written = node.text.strip(" \t\n\r")
        return Name(_resolved(written, node, node.namespace or ""))
    if node.tag == "choice":
        return NameChoice(tuple(name_class(child) for child in node.children))
    excepted = None
    if node.children:
        members = tuple(name_class(child) for child in node.children[0].children)
        excepted = members[0] if len(members) == 1 else NameChoice(members)
    inner = list(parts(excepted)) if excepted else []
    if any(
        isinstance(part, AnyName) or (isinstance(part, NsName) and node.tag == "nsName") for part in inner
    ):
        raise refuse(node, "its except may not hold anyName, nor nsName inside nsName")
    return AnyName(excepted) if node.tag == "anyName" else NsName(node.namespace or "", excepted)


def _resolved(written: str, node: Node, namespace: str) -> str:
    """Give the name a QName stands for (4.10)."""
    prefix, colon, local = written.rpartition(":")
    if not is_ncname(local) or (colon and not is_ncname(prefix)):
        raise refuse(node, f"{written!r} is no name")
    if colon and prefix not in node.prefixes:
        raise refuse(node, f"the prefix {prefix} is not declared")
    return key(node.prefixes[prefix] if colon else namespace, local)


def _check_xmlns(node: Node, names: NameClass) -> None:
    """Refuse attributes that would be namespace declarations (4.16)."""
    for part in parts(names):
        if isinstance(part, Name) and (part.name == "xmlns" or part.name.startswith(XMLNS + " ")):
            raise refuse(node, "an attribute may not be named xmlns")
        if isinstance(part, NsName) and part.namespace == XMLNS:
            raise refuse(node, f"an attribute may not be in the namespace {XMLNS}")
