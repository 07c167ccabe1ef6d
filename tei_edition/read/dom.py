"""The characters of a web page → its tree, as a browser would build it, and what one asks of its nodes.

The parser is justhtml: it follows the HTML standard's rules for broken markup and says where each node stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tei_edition.errors import UsageError

__all__ = ["Node", "Size", "attribute", "classes", "elements", "line_starts", "parse", "sizes", "text_of"]

Node = Any
"""A node of justhtml: `name` (`#text`, `#comment`, or the element's), `attrs`, `children`, `data`, `parent`."""

_SHORT = {3: "</>", 4: "</x>", 5: "<!-->", 6: "<!--->"}
"""What means nothing in a page, by its length."""
_BOGUS = re.compile(
    r"(?P<skip><!--.*?(?:--!?>|\Z)|<(?P<raw>script|style|textarea|title)\b[^>]*>.*?(?:</(?P=raw)\s*>|\Z))"
    r"|<!(?!doctype)[^>]*>|<\?[^>]*>",
    re.DOTALL | re.IGNORECASE,
)
"""What the standard reads as a comment although it is none: `<![if …]>`, `<?xml …?>`."""


@dataclass(frozen=True)
class Size:
    """How much an element holds."""

    text: int
    """Characters that are not white space."""
    linked: int
    """Those of them that are links to elsewhere."""
    links: int
    """How many such links there are."""


def parse(text: str, file: str) -> Node:
    """Give the document node. Raises UsageError where the parser is not installed."""
    try:
        from justhtml import JustHTML
    except ImportError as error:
        raise UsageError(
            "web pages cannot be read: a library is missing",
            file=file,
            hint="pip install 'tei_edition[html]'",
        ) from error
    text = _BOGUS.sub(_as_comment, text)
    return JustHTML(text, sanitize=False, track_node_locations=True, scripting_enabled=False).root


def _as_comment(found: re.Match[str]) -> str:
    """Give a comment as long as what the standard reads as one; the parser takes it for text when it counts."""
    if found["skip"]:
        return found[0] if found["raw"] or found[0].endswith(">") else f"{found[0]}-->"
    inside = re.sub(r"[^\n]", "x", found[0][4:-3])
    return f"<!--{inside}-->" if len(found[0]) >= 7 else _SHORT[len(found[0])]


def elements(root: Node) -> Iterator[Node]:
    """Yield an element and all elements in it, in the order of the document, however deep they are nested."""
    stack = [root]
    while stack:
        node = stack.pop()
        if not node.name.startswith(("#", "!")) or node is root:
            yield node
        stack += reversed(list(children(node)))


def children(node: Node) -> Iterator[Node]:
    """Yield what stands directly in a node, a template's content included."""
    yield from node.children or ()
    if content := getattr(node, "template_content", None):
        yield content


def texts(root: Node) -> Iterator[Node]:
    """Yield the text nodes in a node, in order."""
    stack = [root]
    while stack:
        node = stack.pop()
        if node.name == "#text":
            yield node
        stack += reversed(list(children(node)))


def text_of(node: Node, most: int = 100_000) -> str:
    """Give the characters in a node, so many at most."""
    found, length = [], 0
    for part in texts(node):
        found.append(part.data)
        length += len(part.data)
        if length > most:
            break
    return "".join(found)


def attribute(node: Node, name: str) -> str:
    """Give an attribute; empty where there is none."""
    attributes: Mapping[str, str | None] = node.attrs or {}
    return (attributes.get(name) or "").strip()


def classes(node: Node) -> list[str]:
    """Give the classes of an element, small."""
    return attribute(node, "class").lower().split()


def line_starts(text: str) -> list[int]:
    """Give where the lines of a text begin."""
    return [0, *(found.end() for found in re.finditer("\r\n|\n|\r", text))]


def sizes(root: Node) -> dict[int, Size]:
    """Give how much each element holds, by the node's `id()`."""
    found: dict[int, list[int]] = {}
    stack: list[tuple[Node, bool, bool]] = [(root, False, False)]
    while stack:
        node, done, linked = stack.pop()
        if node.name == "#text":
            length = len("".join(node.data.split()))
            _add(found, node.parent, length, length * linked, 0)
        elif done:
            one = found.setdefault(id(node), [0, 0, 0])
            _add(found, node.parent, *one)
        elif not node.name.startswith(("#comment", "!")) and node.name not in ("script", "style"):
            away = node.name == "a" and _leads_away(node)
            found[id(node)] = [0, 0, int(away)]
            stack.append((node, True, linked))
            stack += [(child, False, linked or away) for child in reversed(node.children or [])]
    return {key: Size(*value) for key, value in found.items()}


def _add(found: dict[int, list[int]], parent: Node, text: int, linked: int, links: int) -> None:
    if parent is not None:
        counts = found.setdefault(id(parent), [0, 0, 0])
        counts[0] += text
        counts[1] += linked
        counts[2] += links


def _leads_away(node: Node) -> bool:
    href = attribute(node, "href")
    return bool(href) and not href.startswith("#")
