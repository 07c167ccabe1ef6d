"""A schema in compact syntax → the nodes that the same schema has in XML (RELAX NG Compact Syntax, section 2).

Annotations are read over.
"""

from __future__ import annotations

from collections.abc import Callable

from tei_edition.validate.relaxng.datatypes import XSD
from tei_edition.validate.relaxng.source import XML, Node
from tei_edition.validate.relaxng.tokens import Cursor, Token

MAX_DEPTH = 100
"""How deep braces and parentheses may nest."""
CONNECTORS = {",": "group", "|": "choice", "&": "interleave"}
REPEATS = {"?": "optional", "*": "zeroOrMore", "+": "oneOrMore"}
ASSIGNED = {"=": None, "|=": "choice", "&=": "interleave"}
"""How a definition is assigned → how it is combined with others of its name."""


def parse_compact(data: bytes, uri: str) -> Node:
    """Parse a schema; ReadError with the place where it is not in the compact syntax."""
    return _Parser(data, uri).schema()


class _Parser(Cursor):
    """Reads a schema."""

    def __init__(self, data: bytes, uri: str) -> None:
        super().__init__(data, uri)
        self.prefixes: dict[str, str | None] = {"xml": XML}
        self.libraries = {"xsd": XSD}
        self.default: str | None = None
        self.declared: set[str] = set()
        self.depth = 0

    def node(self, tag: str, token: Token, **attributes: str | None) -> Node:
        """Make a node where a token is."""
        own = {key: value for key, value in attributes.items() if value is not None}
        prefixes = {prefix: uri for prefix, uri in self.prefixes.items() if uri is not None}
        return Node(tag, own, self.uri, prefixes, token.line, token.column)

    # --- declarations ---------------------------------------------------------------------------------

    def schema(self) -> Node:
        """Read all."""
        while self.at("namespace", "default", "datatypes") and not self._defines():
            self.declaration()
        first = self.here
        self.annotations()
        root = self.grammar_body(first) if self._begins_content() else self.pattern()
        if self.here.kind != "end":
            raise self.error(f"`{self.here.text}` may not stand here")
        return root

    def _defines(self) -> bool:
        return self.ahead.kind == "sign" and self.ahead.text in ASSIGNED

    def _begins_content(self) -> bool:
        """Tell a grammar's content from a pattern."""
        named = self.here.kind in ("identifier", "keyword", "cname")
        annotation = named and self.ahead.kind == "sign" and self.ahead.text == "["
        opens = self.here.kind == "keyword" and self.here.text in ("start", "div", "include")
        return self.here.kind == "end" or opens or annotation or (named and self._defines())

    def declaration(self) -> None:
        """Read a declaration of a namespace or of a datatype library."""
        token = self.take()
        if token.text == "datatypes":
            prefix = self.word()
            self.need("=")
            self._once(f"datatypes {prefix}", token)
            self.libraries[prefix] = self.literal()
            return
        default = token.text == "default"
        if default:
            self.need("namespace")
        prefix = "" if default and self.at("=") else self.word()
        self.need("=")
        uri = None if self.skip("inherit") else self.literal()
        if default:
            self._once("default namespace", token)
            self.default = uri
        if prefix:
            self._once(f"namespace {prefix}", token)
            self._check_prefix(prefix, uri, token)
            self.prefixes[prefix] = uri

    def _once(self, what: str, token: Token) -> None:
        if what in self.declared:
            raise self.error(f"{what} is declared twice", token)
        self.declared.add(what)

    def _check_prefix(self, prefix: str, uri: str | None, token: Token) -> None:
        if prefix == "xmlns" or (prefix == "xml") != (uri == XML):
            raise self.error(
                f"the prefix {prefix} may not stand for {uri or 'the inherited namespace'}", token
            )

    def namespace(self, token: Token) -> str | None:
        """Give the namespace of a prefixed name; None when it is inherited."""
        prefix = token.text.split(":")[0]
        if prefix not in self.prefixes:
            raise self.error(f"the prefix {prefix} is not declared", token)
        return self.prefixes[prefix]

    # --- grammars -------------------------------------------------------------------------------------

    def grammar_body(self, token: Token) -> Node:
        """Read a grammar's content, up to the brace that closes it or the end."""
        grammar = self.node("grammar", token)
        self.content(grammar)
        return grammar

    def content(self, inside: Node) -> None:
        """Read starts, definitions, divs and includes into a node."""
        while not self.at("}") and self.here.kind != "end":
            self.annotations()
            if self.at("}") or self.here.kind == "end":
                break
            part = self.component()
            if part is not None:
                inside.children.append(part)

    def component(self) -> Node | None:
        """Read one part of a grammar; None for an annotation."""
        token = self.here
        if (
            self.ahead.kind == "sign"
            and self.ahead.text == "["
            and token.kind in ("identifier", "cname", "keyword")
        ):
            self.take()
            self.brackets()
            return None
        if self.at("div") and not self._defines():
            self.take()
            return self.braced(self.node("div", token), self.content)
        if self.at("include") and not self._defines():
            return self.include()
        if self.at("start"):
            return self.definition(self.node("start", self.take()))
        if token.kind != "identifier":
            raise self.error(f"a definition is expected, not `{token.text}`")
        return self.definition(self.node("define", self.take(), name=token.text))

    def braced(self, node: Node, read: Callable[[Node], None]) -> Node:
        """Read what stands in braces into a node."""
        self.need("{")
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.error(f"braces nest deeper than {MAX_DEPTH}")
        read(node)
        self.depth -= 1
        self.need("}")
        return node

    def definition(self, node: Node) -> Node:
        """Read what a start or definition stands for."""
        if not (self.here.kind == "sign" and self.here.text in ASSIGNED):
            raise self.error(f"`=`, `|=` or `&=` is expected, not `{self.here.text}`")
        combine = ASSIGNED[self.take().text]
        if combine:
            node.attributes["combine"] = combine
        node.children.append(self.pattern())
        return node

    def include(self) -> Node:
        """Read an include with what overrides it."""
        node = self.reference("include")
        return self.braced(node, self.content) if self.at("{") else node

    def reference(self, tag: str) -> Node:
        """Read an address and the namespace that is handed down there."""
        token = self.take()
        node = self.node(tag, token, href=self.literal())
        handed = self.default
        if self.at("inherit") and self.ahead.text == "=":
            self.take()
            self.need("=")
            handed = self.namespace(Token("cname", self.word(), token.line, token.column))
        if handed is not None:
            node.attributes["ns"] = handed
        return node

    # --- patterns -------------------------------------------------------------------------------------

    def pattern(self) -> Node:
        """Read a pattern: particles with one connector between them."""
        token = self.here
        members = [self.particle()]
        sign = self.here.text if self.at(*CONNECTORS) else ""
        while sign and self.skip(sign):
            members.append(self.particle())
        if self.at(*CONNECTORS):
            raise self.error(f"`{sign}` and `{self.here.text}` may not be mixed without parentheses")
        if not sign:
            return members[0]
        joined = self.node(CONNECTORS[sign], token)
        joined.children = members
        return joined

    def particle(self) -> Node:
        """Read a pattern and whether it may be left out or repeat."""
        self.annotations()
        token = self.here
        node = self.primary()
        self.following()
        if self.at(*REPEATS):
            around = self.node(REPEATS[self.take().text], token)
            around.children = [node]
            node = around
            self.following()
        return node

    def primary(self) -> Node:
        """Read a pattern without connectors."""
        token = self.here
        if self.at("("):
            return self.braced_pattern()
        if token.kind == "keyword" and token.text in PRIMARIES:
            return PRIMARIES[token.text](self)
        if token.kind == "identifier":
            return self.node("ref", self.take(), name=token.text)
        if token.kind in ("literal", "cname"):
            return self.data()
        raise self.error(f"a pattern is expected, not `{token.text}`")

    def braced_pattern(self) -> Node:
        """Read a pattern in parentheses."""
        self.need("(")
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.error(f"parentheses nest deeper than {MAX_DEPTH}")
        node = self.pattern()
        self.depth -= 1
        self.need(")")
        return node

    def named(self) -> Node:
        """Read an element or attribute."""
        token = self.take()
        node = self.node(token.text, token)
        node.children.append(self.name_class(token.text == "attribute"))
        return self.braced(node, self._one)

    def holding(self) -> Node:
        """Read a list or mixed."""
        token = self.take()
        return self.braced(self.node(token.text, token), self._one)

    def _one(self, node: Node) -> None:
        node.children.append(self.pattern())

    def bare(self) -> Node:
        """Read empty, text or notAllowed."""
        token = self.take()
        return self.node(token.text, token)

    def parent(self) -> Node:
        """Read a reference to a definition of the grammar around."""
        token = self.take()
        if self.here.kind != "identifier":
            raise self.error(f"the name of a definition is expected, not `{self.here.text}`")
        return self.node("parentRef", token, name=self.take().text)

    def external(self) -> Node:
        """Read a reference to another schema."""
        return self.reference("externalRef")

    def grammar(self) -> Node:
        """Read a grammar within the schema."""
        return self.braced(self.node("grammar", self.take()), self.content)

    def data(self) -> Node:
        """Read a value, or a datatype with its parameters and exceptions."""
        token = self.here
        kind = None if token.kind == "literal" else self.take()
        tag = "value" if self.here.kind == "literal" else "data"
        node = self.node(tag, token, type=kind.text.split(":")[-1] if kind else None)
        if kind and kind.kind == "cname":
            prefix = kind.text.split(":")[0]
            if prefix not in self.libraries:
                raise self.error(f"the datatype prefix {prefix} is not declared", kind)
            node.library = self.libraries[prefix]
        if tag == "value":
            node.text = self.literal()
            if self.default is not None:
                node.attributes["ns"] = self.default
            return node
        if self.at("{"):
            self.braced(node, self.parameters)
        self._except(node, lambda: self.primary())
        return node

    def parameters(self, node: Node) -> None:
        """Read the parameters of a datatype."""
        while not self.at("}"):
            self.annotations()
            token = self.here
            param = self.node("param", token, name=self.word())
            self.need("=")
            param.text = self.literal()
            node.children.append(param)

    def _except(self, node: Node, read: Callable[[], Node]) -> None:
        if self.at("-"):
            excepted = self.node("except", self.take())
            self.annotations()
            excepted.children.append(read())
            node.children.append(excepted)

    # --- names ----------------------------------------------------------------------------------------

    def name_class(self, attribute: bool) -> Node:
        """Read a name class; plain names of attributes are in no namespace."""
        token = self.here
        members = [self.simple_name(attribute)]
        while self.skip("|"):
            members.append(self.simple_name(attribute))
        if len(members) == 1:
            return members[0]
        choice = self.node("choice", token)
        choice.children = members
        return choice

    def simple_name(self, attribute: bool) -> Node:
        """Read a name, a wildcard or a name class in parentheses."""
        self.annotations()
        token = self.here
        if self.skip("("):
            node = self.name_class(attribute)
            self.need(")")
        elif self.skip("*"):
            node = self.node("anyName", token)
            self._except(node, lambda: self.simple_name(attribute))
        elif token.kind == "nsname":
            self.take()
            node = self.node("nsName", token, ns=self.namespace(token))
            self._except(node, lambda: self.simple_name(attribute))
        elif token.kind == "cname":
            self.take()
            node = self.node("name", token, ns=self.namespace(token))
            node.text = token.text.split(":")[1]
        else:
            node = self.node("name", token, ns="" if attribute else self.default)
            node.text = self.word()
        self.following()
        return node


PRIMARIES: dict[str, Callable[[_Parser], Node]] = {
    "element": _Parser.named, "attribute": _Parser.named, "list": _Parser.holding, "mixed": _Parser.holding,
    "empty": _Parser.bare, "text": _Parser.bare, "notAllowed": _Parser.bare, "parent": _Parser.parent,
    "external": _Parser.external, "grammar": _Parser.grammar, "string": _Parser.data, "token": _Parser.data,
}  # fmt: skip
"""The keyword a pattern begins with → what reads it."""
