"""`html.toml` → what an element of a web page means: whether it is text, what kind of block, how its words look."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from tei_edition.read.dom import Node, attribute, classes

__all__ = ["is_block", "is_kept", "kind_of_class", "look_of", "not_text"]


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Any]:
    return tomllib.loads(files(__package__).joinpath("html.toml").read_text("utf-8"))


@lru_cache(maxsize=16)
def _patterns(section: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), meaning) for pattern, meaning in _table()[section].items())


@lru_cache(maxsize=4)
def _names(key: str) -> frozenset[str]:
    return frozenset(_table()["elements"][key].split())


def is_block(node: Node) -> bool:
    """Say whether an element stands on lines of its own."""
    return node.name in _names("block")


def is_kept(node: Node) -> bool:
    """Say whether white space in an element stands as it is in the file."""
    return node.name in _names("keep") or bool(re.search(r"white-space:pre\b(?!-line)", _style(node)))


def not_text(node: Node) -> str:
    """Say why the words of an element are not of the text; empty where they are."""
    table = _table()
    if reason := table["left_out"].get(node.name) or table["roles"].get(attribute(node, "role").lower()):
        return str(reason)
    attributes = node.attrs or {}
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return "hidden by the page (hidden)"
    style = _style(node)
    if style and (reason := next((why for pattern, why in _patterns("hidden") if pattern.search(style)), "")):
        return str(reason)
    name = attribute(node, "id").lower()
    named = next(
        (why for pattern, why in _patterns("left_out_names") if name and pattern.fullmatch(name)), ""
    )
    return named or _of_classes(node, "left_out_classes")


def kind_of_class(node: Node) -> str:
    """Give the kind of block that the classes of an element say it is; empty where they say none."""
    return _of_classes(node, "kinds")


def look_of(node: Node) -> str:
    """Give how the words of an element look, as `@rend` has it; empty for nothing special."""
    looks = [_table()["looks"].get(node.name, ""), _of_classes(node, "look_classes")]
    if style := _style(node):
        looks += [look for pattern, look in _patterns("styles") if pattern.search(style)]
    return " ".join(dict.fromkeys(look for look in looks if look))


def _style(node: Node) -> str:
    return "".join(attribute(node, "style").lower().split())


def _of_classes(node: Node, section: str) -> str:
    for name in classes(node):
        for pattern, meaning in _patterns(section):
            if pattern.fullmatch(name):
                return meaning
    return ""
