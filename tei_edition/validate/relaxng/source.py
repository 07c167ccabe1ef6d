"""A schema's XML → nodes of RELAX NG alone, with what each inherits (RELAX NG, sections 4.1–4.4 and 4.8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.parsers import expat

from tei_edition.errors import ReadError
from tei_edition.validate.relaxng.nameclass import split

RNG = "http://relaxng.org/ns/structure/1.0"
XML = "http://www.w3.org/XML/1998/namespace"
MAX_DEPTH = 200
"""How deep the elements of a schema may nest."""


@dataclass(eq=False)
class Node:
    """An element of a schema."""

    tag: str
    """Its local name; elements of other namespaces are not kept, but see `foreign`."""
    attributes: dict[str, str]
    """Its attributes without namespace."""
    base: str
    """The URI relative to which its `href` is (XML Base)."""
    prefixes: dict[str, str]
    """The namespace prefixes that hold here, with their namespaces."""
    line: int
    """Where it is."""
    column: int
    """Where it is."""
    library: str = ""
    """The datatype library that holds here (4.3)."""
    children: list[Node] = field(default_factory=list)
    """The RELAX NG elements in it."""
    text: str = ""
    """The text directly in it."""
    foreign: bool = False
    """Whether elements of other namespaces were in it."""
    namespace: str | None = None
    """The `ns` that holds here; None until something gives one (4.8)."""

    def walk(self) -> Iterator[Node]:
        """Give it and all nodes in it."""
        yield self
        for child in self.children:
            yield from child.walk()


def refuse(node: Node, reason: str) -> ReadError:
    """Make the error that says where a schema is wrong, and why."""
    file = path_of_uri(node.base) or node.base
    message = f"the schema cannot be used: `{node.tag}`: {reason}"
    return ReadError(message, code="schema-invalid", file=str(file), line=node.line, column=node.column)


def path_of_uri(uri: str) -> Path | None:
    """Give the path of a `file:` URI; None for all others, which are never fetched."""
    parts = urlsplit(uri)
    return Path(unquote(parts.path)) if parts.scheme == "file" else None


def parse_schema(data: bytes, uri: str) -> Node:
    """Parse a schema."""
    builder = _Builder(uri)
    try:
        builder.parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        line, column = builder.parser.ErrorLineNumber, builder.parser.ErrorColumnNumber + 1
        message = f"the schema cannot be used: it is not well-formed: {error}"
        raise ReadError(
            message, code="schema-invalid", file=str(path_of_uri(uri) or uri), line=line, column=column
        ) from error
    return builder.root


class _Builder:
    """Builds nodes from expat's events."""

    def __init__(self, uri: str) -> None:
        self.uri = uri
        self.stack: list[Node] = []
        self.root = Node("", {}, uri, {}, 1, 1)
        self.skipped = 0
        self.prefixes: dict[str, str] = {"xml": XML}
        self.outer: list[dict[str, str]] = []
        self.declared: dict[str, str] = {}
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartNamespaceDeclHandler = self.declare

    def declare(self, prefix: str | None, uri: str | None) -> None:
        """Keep a declaration for the start tag that follows."""
        self.declared[prefix or ""] = uri or ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin a node, or skip an element of another namespace (4.1)."""
        self.outer.append(self.prefixes)
        if self.declared:
            self.prefixes, self.declared = {**self.prefixes, **self.declared}, {}
        namespace, local = split(name)
        if self.skipped or (namespace != RNG and self.stack):
            self.skipped += 1
            if self.stack:
                self.stack[-1].foreign = True
            return
        node = self._node(local if namespace == RNG else name, attributes)
        if namespace != RNG:
            raise refuse(node, f"its root is {name}, not RELAX NG")
        if len(self.stack) > MAX_DEPTH:
            raise refuse(node, f"elements nest deeper than {MAX_DEPTH}")
        if self.stack:
            self.stack[-1].children.append(node)
        else:
            self.root = node
        self.stack.append(node)

    def _node(self, tag: str, attributes: dict[str, str]) -> Node:
        above = self.stack[-1] if self.stack else None
        own = {key: value for key, value in attributes.items() if " " not in key}
        base = above.base if above else self.uri
        if f"{XML} base" in attributes:
            base = urljoin(base, attributes[f"{XML} base"])
        library = own.get("datatypeLibrary", above.library if above else "")
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        node = Node(tag, own, base, self.prefixes, line, column, library)
        wrong = next((key for key in attributes if split(key)[0] == RNG), None)
        if wrong:
            raise refuse(node, f"the attribute {split(wrong)[1]} must have no prefix")
        return node

    def end(self, _name: str) -> None:
        """End a node."""
        self.prefixes = self.outer.pop()
        if self.skipped:
            self.skipped -= 1
        else:
            self.stack.pop()

    def characters(self, text: str) -> None:
        """Keep text that is not in a skipped element."""
        if not self.skipped and self.stack:
            self.stack[-1].text += text
