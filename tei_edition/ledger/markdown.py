"""A TEI document and the Markdown written from it → the account of every word of the TEI.

The file is read by a CommonMark parser (extra `markdown`), so that what a reader of it would take for a mark, or
would not be shown, is no word here either.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree

from tei_edition.diagnostics import Diagnostic, make
from tei_edition.ledger.account import Account, lost_of, unexplained
from tei_edition.ledger.shown import listed, named, separates
from tei_edition.ledger.streams import BLOCK, FREE, LINE, SIGN, Parts, Stream
from tei_edition.ledger.tei import Label, Words, run_together, texts_of, words_of
from tei_edition.ledger.text import DEEPER, Form, account, hanging
from tei_edition.ledger.title import Title, title_of
from tei_edition.tei import local, q


def account_of_markdown(slug: str, tree: etree._ElementTree, text: str, view: str = "reading") -> Account:
    """Account for every word of the document's text in the Markdown of that view.

    Raises ImportError where the parser is not installed.
    """
    step, file, title = f"{slug}: TEI → Markdown ({view})", f"{slug}.md", title_of(tree)
    form = _Marked(tree, title, view)
    words = [words_of(element, rules=form.rules()) for element in texts_of(tree)]
    lead: Parts = [] if title.element is not None else _heading(1, title.lines[0])
    wanted = Stream.of(hanging([*lead, *run_together(words), *form.after(words)]))
    read = _Reader(_tokens(text))
    found = Stream.of(hanging(read.parts))
    findings: list[Diagnostic] = list(unexplained(step, file, wanted, found, "the text or its notes"))
    if read.facts.get("title") != title.title:
        findings.append(make("words-lost", f"{step}: the title at the head is not the header’s", file=file))
    return account(step, tree, words, form, lost_of(wanted, found), tuple(findings))


def _heading(level: int, words: str) -> Parts:
    return [BLOCK, f"{SIGN}#{level}", FREE, words, BLOCK]


class _Marked(Form):
    """What the Markdown is made of."""

    def __init__(self, tree: etree._ElementTree, title: Title, view: str) -> None:
        super().__init__(tree, title, view)
        self.last: dict[etree._Element | None, tuple[int, str]] = {}

    def put_in(self, element: etree._Element) -> Parts:
        """Give what the file adds at the start of an element."""
        if separates(element):
            return [FREE, element.get("rend") or f"{SIGN}hr", FREE]
        if listed(element):
            said = self.label(element)
            return [
                FREE,
                Label(f"{SIGN}{said}" if self.counts(element, said) or said == "-" else f"{SIGN}- {said} "),
            ]
        if named(element) == "cell" and _in_table(element):
            return [FREE, Label(f"{SIGN}|"), FREE]
        return super().put_in(element)

    def counts(self, element: etree._Element, said: str) -> bool:
        """Tell whether the label is a number, and the one that follows that of the item before."""
        number = re.fullmatch(r"(\d{1,9})([.)])", said)
        around = element.getparent()
        before = self.last.pop(around, None)
        if number and before in (None, (int(number[1]) - 1, number[2])):
            self.last[around] = int(number[1]), number[2]
            return True
        return False

    def edge(self, element: etree._Element) -> Parts:
        """Give the mark at the edges of an element: a heading is one line."""
        if named(element) == "lb" and any(self.heads(around) for around in element.iterancestors()):
            return [FREE]
        return super().edge(element)

    def heads(self, element: etree._Element) -> bool:
        """Tell whether an element is a heading."""
        return named(element) == "head" or element is self.title.element

    def marker(self, number: int) -> str:
        """Give the marker of a note."""
        return f"{SIGN}[{number}]"

    def underline(self, head: etree._Element) -> str:
        """Give the mark of a heading, by its depth."""
        if head is self.title.element:
            return f"{SIGN}#1"
        around = [item for item in head.iterancestors() if local(item) in DEEPER]
        heads = [item.find(q("head")) for item in around]
        level = sum(item is not None and item is not self.title.element for item in heads)
        return f"{SIGN}#{min(level + 1, 6)}"

    def after(self, words: list[Words]) -> Parts:
        """Give the list of corrections and the notes."""
        lines = list(self.corrections())
        out: Parts = _heading(2, "Corrections") if lines else []
        for line in lines:
            out += [BLOCK, Label(f"{SIGN}-"), line, BLOCK]
        notes = sorted((self.numbers.notes[note], parts) for item in words for note, parts in item.notes)
        for number, parts in notes:
            out += [BLOCK, Label(f"{SIGN}note {number}"), *parts, BLOCK]
        return out


def _in_table(cell: etree._Element) -> bool:
    row = cell.getparent()
    around = row.getparent() if row is not None else None
    return around is not None and local(around) == "table"


def _tokens(text: str) -> list[Any]:
    """Parse the file."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin

    parser = MarkdownIt("commonmark", {"maxNesting": 200}).enable("table")
    tokens: list[Any] = parser.use(footnote_plugin).use(front_matter_plugin).parse(text)
    return tokens


class _Reader:
    """What a reader of the file sees: words, and marks for headings, items, cells, rules, markers and notes."""

    def __init__(self, tokens: Sequence[Any]) -> None:
        self.parts: Parts = []
        self.facts: dict[str, Any] = {}
        self.lists: list[int | None] = []
        notes: dict[int, Parts] = {}
        text = self.parts
        for token in tokens:
            if token.type == "footnote_open":
                number = int(token.meta["label"])
                self.parts = notes[number] = [BLOCK, Label(f"{SIGN}note {number}")]
            elif token.type == "footnote_close":
                self.parts.append(BLOCK)
                self.parts = text
            else:
                self.read(token)
        self.parts = [*text, *(part for number in sorted(notes) for part in notes[number])]

    def read(self, token: Any) -> None:
        """Read a block's beginning or end, or the words in it."""
        kind = token.type
        if kind == "inline":
            self.parts += [part for child in token.children for part in _phrase(child)]
        elif kind == "front_matter":
            self.facts = dict(_facts(token.content))
        elif kind in ("ordered_list_open", "bullet_list_open"):
            self.lists.append(int(token.attrGet("start") or 1) if kind[0] == "o" else None)
        elif kind in ("ordered_list_close", "bullet_list_close"):
            self.lists.pop()
        elif kind in ("td_close", "th_close"):
            self.close_cell()
        else:
            self.parts += self.block(token)

    def block(self, token: Any) -> Parts:
        """Give the marks of a block."""
        kind = token.type
        if kind == "heading_open":
            return [BLOCK, Label(f"{SIGN}#{token.tag[1:]}"), FREE]
        if kind == "list_item_open":
            return [BLOCK, Label(f"{SIGN}{self.item(token)}")]
        if kind in ("td_open", "th_open"):
            return [FREE, Label(f"{SIGN}|"), FREE]
        if kind == "hr":
            return [BLOCK, f"{SIGN}hr", BLOCK]
        if kind in ("tr_open", "tr_close"):
            return [LINE]
        if kind == "footnote_anchor":
            return []
        return [BLOCK, token.content, BLOCK] if token.content else [BLOCK]

    def item(self, token: Any) -> str:
        """Give the label a reader sees before an item: numbers are counted from the first one's."""
        number = self.lists[-1]
        if number is None:
            return "-"
        self.lists[-1] = number + 1
        return f"{number}{token.markup}"

    def close_cell(self) -> None:
        """End a cell; one without words has no mark."""
        if isinstance(self.parts[-2], Label):
            self.parts[-2:] = []
        self.parts.append(FREE)


def _phrase(token: Any) -> Parts:
    """Give the words of a phrase."""
    if token.type == "footnote_ref":
        return [f"{SIGN}[{token.meta['label']}]"]
    if token.type == "softbreak":
        return ["\n"]
    if token.type == "hardbreak":
        return [LINE]
    if token.type == "html_inline" and re.fullmatch(r"</?(em|strong)>", token.content):
        return []
    if token.type == "image":
        return [f"{SIGN}img"]
    return [token.content]


def _facts(head: str) -> Iterator[tuple[str, Any]]:
    """Yield keys and values of the head, each of which is a line of JSON."""
    for line in head.splitlines():
        key, _, value = line.partition(": ")
        try:
            yield key, json.loads(value)
        except ValueError:
            yield key, value
