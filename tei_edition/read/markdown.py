"""Markdown (CommonMark with footnotes, tables, attributes) → the text it makes, by way of the page it stands for.

CommonMark defines a text by its HTML, and lets HTML stand in it; so the page is made, each block with its line, and
read as any other. Front matter in YAML (`---`) or TOML (`+++`) says what the file says of itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from tei_edition.errors import ReadError, UsageError
from tei_edition.model import Block, Run, Source
from tei_edition.read.frontmatter import front_matter
from tei_edition.read.html import LABEL, LINE, PUT_IN, read_page
from tei_edition.read.notelinks import is_mark
from tei_edition.read.source import read_source

__all__ = ["read_markdown"]

_ATTRIBUTES = re.compile(r"\s*\{(?P<said>[#.][^{}\n]*)\}\s*$")
_DEEPEST = 40
"""So deep quotations and lists may be nested; the parser reads nothing that is nested much more deeply."""
_LEVELS = 100
"""How deep that is for the parser, which counts a list and its item as two."""
_SIGNS = re.compile(r"(?:[ \t]*+(?:>|(?:[*+-]|\d{1,9}[.)])(?=[ \t]|$)))*+", re.MULTILINE)
"""The signs of quotations and lists at the head of a line."""
_SET_IN = re.compile(rf"[ ]{{{3 * _DEEPEST},}}(?:[*+-]|\d{{1,9}}[.)])[ \t]")


def read_markdown(path: Path | str) -> tuple[Source, tuple[Block, ...]]:
    """Read a Markdown file. Raises ReadError; UsageError where a library is missing."""
    name = str(path)
    plain = read_source(path)
    matter, text = front_matter(plain.text, name)
    _refuse_depth(text, name)
    page, data = _page(text, name), Path(path).read_bytes()
    source, blocks = read_page(page, name, plain.encoding, "markdown", data)
    if matter.text:
        head = Run(matter.text, 0, 0, 1, "left out", "front matter: metadata")
        source = replace(source, runs=(head, *source.runs), facts={**source.facts, **matter.facts})
    if not any(block.text for block in blocks):
        raise ReadError("the file has no text", code="empty", file=name)
    return source, blocks


def _refuse_depth(text: str, file: str) -> None:
    """Raise ReadError for a line with more signs at its head than anybody means: what is in there would be lost."""
    for number, line in enumerate(text.splitlines(), 1):
        found = _SIGNS.match(line)
        signs = len(found[0].split()) + found[0].count(">>") if found else 0
        if signs > _DEEPEST or _SET_IN.match(line):
            raise ReadError(
                f"quotations and lists are nested more than {_DEEPEST} deep",
                file=file,
                line=number,
                hint="write a backslash before a sign that is meant as such",
            )


def _page(text: str, file: str) -> str:
    """Give the page a Markdown text stands for; each block says in which line it begins."""
    parser = _parser(file)
    tokens: list[Any] = parser.parse(text)
    for token in tokens:
        if token.map and token.nesting >= 0:
            token.attrSet(LINE, str(token.map[0] + 1))
        if token.type == "list_item_open" and token.info:
            token.attrSet(LABEL, token.info)
    return str(parser.renderer.render(tokens, parser.options, {}))


def _parser(file: str) -> Any:
    """Make the parser."""
    try:
        from markdown_it import MarkdownIt
        from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
        from mdit_py_plugins.deflist import deflist_plugin
        from mdit_py_plugins.footnote import footnote_plugin
        from mdit_py_plugins.subscript import sub_plugin
        from mdit_py_plugins.superscript import superscript_plugin
    except ImportError as error:
        raise UsageError(
            "Markdown cannot be read: a library is missing",
            file=file,
            hint="pip install 'tei_edition[markdown]'",
        ) from error
    parser = MarkdownIt("commonmark", {"maxNesting": _LEVELS}).enable(["table", "strikethrough"])
    parser.use(superscript_plugin).use(sub_plugin)
    parser.use(footnote_plugin).use(attrs_plugin, spans=True).use(attrs_block_plugin).use(deflist_plugin)
    parser.core.ruler.before("inline", "attributes of headings", _attributes_of_headings)
    parser.core.ruler.before("footnote_tail", "notes nobody calls", _notes_nobody_calls)
    parser.add_render_rule("html_inline", _html_inline)
    parser.validateLink = _any_link  # type: ignore[method-assign]
    parser.add_render_rule("footnote_ref", _footnote_ref)
    parser.add_render_rule("footnote_anchor", _nothing)
    parser.add_render_rule("html_block", _html_block)
    for name in ("fence", "code_block"):
        parser.add_render_rule(name, _code)
    return parser


def _any_link(url: str) -> bool:
    """Take any address for one; which of them lead somewhere is told where pages are read."""
    return True


def _attributes_of_headings(state: Any) -> None:
    """Take `{#name .class}` at the end of a heading for its attributes."""
    for opening, token in zip(state.tokens, state.tokens[1:], strict=False):
        if opening.type == "heading_open" and (found := _ATTRIBUTES.search(token.content)):
            token.content = token.content[: found.start()]
            names = [part[1:] for part in found["said"].split() if part[0] == "."]
            if names:
                opening.attrSet("class", " ".join(names))


def _notes_nobody_calls(state: Any) -> None:
    """Keep a note that is not called, or is defined again further down, where it stands."""
    called = state.env.get("footnotes", {}).get("refs", {})
    labels = [token.meta["label"] for token in state.tokens if token.type == "footnote_reference_open"]
    stray = False
    for token in state.tokens:
        if token.type == "footnote_reference_open":
            label = token.meta["label"]
            labels.remove(label)
            stray = label in labels or called.get(f":{label}", -1) < 0
        if stray and token.type.startswith("footnote_reference_"):
            token.type, token.tag = token.type.replace("reference", "stray"), "div"
            if token.nesting == 1:
                token.attrSet("class", "footnote")


def _footnote_ref(renderer: Any, tokens: Sequence[Any], index: int, options: Any, env: Any) -> str:
    """Write the marker of a note: its own label where that is a number or a sign."""
    meta = tokens[index].meta
    number, label = meta["id"] + 1, str(meta.get("label") or "")
    shown = label if is_mark(label) and not label.isalpha() else str(number)
    again = f"-{meta['subId']}" if meta.get("subId") else ""
    shown = shown.replace("&", "&amp;").replace("<", "&lt;")
    return (
        f'<a class="footnote-ref" href="#fn{number}" id="fnref{number}{again}" '
        f'{PUT_IN}="numbers of notes, as they are shown">[{shown}]</a>'
    )


def _nothing(renderer: Any, tokens: Sequence[Any], index: int, options: Any, env: Any) -> str:
    return ""


def _html_inline(renderer: Any, tokens: Sequence[Any], index: int, options: Any, env: Any) -> str:
    return _foreign(tokens[index].content)


def _foreign(page: str) -> str:
    """Give HTML that stands in the text, without attributes that only we may give."""
    return re.sub(r"data-(?=source-|put-in)", "data-x-", page, flags=re.IGNORECASE)


def _html_block(renderer: Any, tokens: Sequence[Any], index: int, options: Any, env: Any) -> str:
    """Write HTML that stands in the text as it is, after a sign in which line it begins."""
    token = tokens[index]
    return f'<wbr {LINE}="{token.attrGet(LINE)}">{_foreign(token.content)}'


def _code(renderer: Any, tokens: Sequence[Any], index: int, options: Any, env: Any) -> str:
    """Write preformatted text."""
    token = tokens[index]
    content = token.content.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    name = "poem" if token.info.strip() in ("poem", "verse") else ""
    return f'<pre {LINE}="{token.attrGet(LINE)}" class="{name}">\n{content}</pre>\n'
