"""A schema file → its nodes with everything it includes or refers to put in (RELAX NG, sections 4.5–4.7)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote

from tei_edition.validate.relaxng.source import Node, parse_schema, path_of_uri, refuse
from tei_edition.validate.relaxng.syntax import check_syntax
from tei_edition.validate.uris import joined

MOST = 1000
"""How many files one schema may be made of."""


class Fetch(Protocol):
    """What gives the bytes behind a URI."""

    def __call__(self, uri: str) -> bytes:
        """Give them; OSError when there are none."""


def from_disk(uri: str) -> bytes:
    """Read a `file:` URI; nothing is fetched from elsewhere."""
    path = path_of_uri(uri)
    if path is None:
        raise OSError("it is not on this disk, and nothing is fetched")
    return Path(path).read_bytes()


def parse(data: bytes, uri: str) -> Node:
    """Parse a schema in XML, which begins with `<`, or in compact syntax, whatever its file is named."""
    if data.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<"):
        return parse_schema(data, uri)
    from tei_edition.validate.relaxng.compact import parse_compact

    return parse_compact(data, uri)


class Includer:
    """Puts files together."""

    def __init__(self, fetch: Fetch = from_disk) -> None:
        self.fetch = fetch
        self.opened = 0

    def load(self, data: bytes, uri: str, namespace: str | None = None, above: tuple[str, ...] = ()) -> Node:
        """Parse a schema and put in what it includes; `above` are the files that led here."""
        root = parse(data, uri)
        self._prepare(root, namespace)
        return self.put_in(root, (*above, uri))

    def _prepare(self, root: Node, namespace: str | None) -> None:
        check_syntax(root, namespace)

    def put_in(self, node: Node, above: tuple[str, ...]) -> Node:
        """Replace each `externalRef` and `include` below a node, and the node itself."""
        if node.tag == "externalRef":
            return self._follow(node, above)
        if node.tag == "include":
            self._include(node, above)
        else:
            node.children = [self.put_in(child, above) for child in node.children]
        return node

    def _follow(self, node: Node, above: tuple[str, ...]) -> Node:
        uri = joined(node.base, node.attributes["href"])
        if uri in above:
            raise refuse(node, f"{node.attributes['href']} includes itself")
        self.opened += 1
        if self.opened > MOST:
            raise refuse(node, f"the schema is made of more than {MOST} files")
        try:
            data = self.fetch(uri)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise refuse(node, f"{unquote(node.attributes['href'])} cannot be read: {reason}") from error
        return self.load(data, uri, node.namespace, above)

    def _include(self, node: Node, above: tuple[str, ...]) -> None:
        """Turn an include into a div of the grammar it names and what overrides that (4.7)."""
        grammar = self._follow(node, above)
        if grammar.tag != "grammar":
            raise refuse(grammar, "what is included must be a `grammar`")
        node.children = [self.put_in(child, above) for child in node.children]
        overriding = {_named(part): part for child in node.children for part in components(child)}
        overridden = {_named(part) for child in grammar.children for part in components(child)}
        for name, part in overriding.items():
            if name not in overridden:
                what = f"definition of {name}" if name else "start"
                raise refuse(part, f"the included grammar has no {what} that this could take the place of")
        _remove(grammar, set(overriding))
        grammar.tag, node.tag = "div", "div"
        node.children.insert(0, grammar)


def components(node: Node) -> Iterator[Node]:
    """Give the starts and definitions of a part of a grammar."""
    if node.tag in ("start", "define"):
        yield node
    else:
        for child in node.children:
            yield from components(child)


def _named(node: Node) -> str:
    """Give a definition's name; a start has none."""
    return node.attributes.get("name", "")


def _remove(node: Node, names: set[str]) -> None:
    kept = [c for c in node.children if c.tag not in ("start", "define") or _named(c) not in names]
    node.children = kept
    for child in kept:
        if child.tag == "div":
            _remove(child, names)
