"""A schema's XML → nodes of RELAX NG alone, with what each inherits (RELAX NG, sections 4.1–4.4 and 4.8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote
from xml.parsers import expat

from tei_edition.errors import ReadError
from tei_edition.validate.relaxng.nameclass import split
from tei_edition.validate.uris import joined, parts_of

RNG = "http://relaxng.org/ns/structure/1.0"
XML = "http://www.w3.org/XML/1998/namespace"
MAX_DEPTH = 200
"""How deep the elements of a schema may nest."""


@dataclass(eq=False, slots=True)
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
    parts = parts_of(uri)
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
    return builder.root.children[0]


class _Builder:
    """Builds nodes from expat's events."""

    def __init__(self, uri: str) -> None:
        self.uri = uri
        self.root = Node("", {}, uri, {"xml": XML}, 1, 1)
        self.stack: list[Node] = [self.root]
        self.skipped = 0
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
        above = self.stack[-1]
        namespace, _, local = name.rpartition(" ")
        if self.skipped or (namespace != RNG and above is not self.root):
            self.skipped += 1
            above.foreign = True
            self.declared.clear()
            self.parser.CharacterDataHandler = None
            return
        node = self._node(above, local if namespace == RNG else name, attributes)
        if namespace != RNG:
            raise refuse(node, f"its root is {name}, not RELAX NG")
        if len(self.stack) > MAX_DEPTH:
            raise refuse(node, f"elements nest deeper than {MAX_DEPTH}")
        above.children.append(node)
        self.stack.append(node)

    def _node(self, above: Node, tag: str, attributes: dict[str, str]) -> Node:
        parser, base, prefixes = self.parser, above.base, above.prefixes
        if self.declared:
            prefixes, self.declared = {**prefixes, **self.declared}, {}
        line, column = parser.CurrentLineNumber, parser.CurrentColumnNumber + 1
        library = attributes.get("datatypeLibrary", above.library)
        node = Node(tag, attributes, base, prefixes, line, column, library)
        if attributes and " " in "".join(attributes):
            node.base = joined(base, attributes.get(f"{XML} base", ""))
            wrong = next((key for key in attributes if split(key)[0] == RNG), None)
            if wrong:
                raise refuse(node, f"the attribute {split(wrong)[1]} must have no prefix")
            node.attributes = {key: value for key, value in attributes.items() if " " not in key}
        return node

    def end(self, _name: str) -> None:
        """End a node."""
        if not self.skipped:
            self.stack.pop()
            return
        self.skipped -= 1
        if not self.skipped:
            self.parser.CharacterDataHandler = self.characters

    def characters(self, text: str) -> None:
        """Keep text."""
        self.stack[-1].text += text
