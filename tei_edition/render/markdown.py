"""TEI → Markdown: CommonMark with footnotes and pipe tables, after a YAML head with what the header says.

Every character of the text that Markdown would take for a mark is escaped, so that a Markdown reader shows the
words the TEI has. Blocks are not wrapped. Notes are footnotes (`[^1]`); a line of verse ends in a hard break;
emphasis is `*…*`, or `<em>…</em>` where the characters around it would keep the asterisks from being marks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from tei_edition.diagnostics import Diagnostic
from tei_edition.errors import UsageError
from tei_edition.metadata.header import Header, read_header
from tei_edition.render import safe
from tei_edition.render.engine import depth
from tei_edition.render.layout import BREAK, Para, fold, spaces
from tei_edition.render.model import Model
from tei_edition.render.page import title_element
from tei_edition.render.phrases import phrase_tag
from tei_edition.render.text import Node, Out, TextEngine, blocks, content

MARKS = {"i": ("\x01", "\x02"), "em": ("\x01", "\x02"), "cite": ("\x01", "\x02"), "b": ("\x03", "\x04")}
"""Where an emphasis begins and ends, until the characters around it are known (XML cannot contain these)."""
_SPECIAL = re.compile(r"[\\`*_\[\]<>~|]|&(?=#?\w+;)")
_START = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[-+=](?=\s|$|[-=])|:(?=\s)|\d{1,9}(?=[.)](\s|$)))")
_LEFT = re.compile("[\x01-\x04]")
_SPAN = re.compile("([\x01\x03])(\\s*)([^\x01-\x04]*?)(\\s*)([\x02\x04])")


@dataclass(frozen=True)
class Markdown:
    """A Markdown file that has been made."""

    text: str
    """The whole file, with a final line feed."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """What was worth telling."""


def render_markdown(tree: etree._ElementTree, view: str = "reading", model: Model | None = None) -> Markdown:
    """Make the Markdown of one document; `view` is `reading` or `source`, UsageError for another."""
    if view not in ("reading", "source"):
        raise UsageError(f"no view is called {view}", hint="reading or source")
    root = tree.getroot()
    header = read_header(root)
    title = title_element(root, header)
    engine = MarkdownEngine(view, False, title, model)
    paras = engine.paras(root)
    if title is None:
        paras.insert(0, Para(f"# {escape(header.full_title)}", style="heading"))
    parts = [_front(header), joined(paras)]
    if engine.corrections and view == "reading":
        lines = [Para(f"- {escape(para.text)}", gap=0, style="item") for para in engine.corrections]
        parts.append(joined([Para("## Corrections", style="heading"), *lines]))
    notes = sorted(engine.noted, key=lambda item: item[0])
    parts += [joined(block) for _, block in notes]
    return Markdown("\n\n".join(filter(None, parts)) + "\n", engine.diagnostics())


def _front(header: Header) -> str:
    """Give the head: YAML, whose strings JSON's are, too."""
    facts: dict[str, object] = {
        "title": header.title,
        "subtitle": header.subtitle,
        "author": [person.name for person in header.authors],
        "editor": [person.name for person in header.editors],
        "date": header.source.when or header.source.date,
        "container-title": header.source.title,
        "volume": header.source.volume,
        "issue": header.source.issue,
        "page": header.source.pages,
        "publisher": header.publisher,
        "lang": safe.language(header.language),
        "license": header.licence,
        "keywords": list(header.keywords),
    }
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in facts.items() if value]
    return "\n".join(("---", *lines, "---"))


class MarkdownEngine(TextEngine):
    """The behaviours in Markdown; which element is what, and which view shows it, is as in plain text."""

    output = "markdown"

    def __init__(
        self, view: str, plain: bool = False, title: etree._Element | None = None, model: Model | None = None
    ) -> None:
        super().__init__(view, plain, title, model)
        self.last: dict[etree._Element | None, tuple[int, str]] = {}

    def text(self, frame: Node, text: str) -> None:
        """Put characters into the element, white space folded and marks escaped."""
        frame.out.append([escape(spaces(text))])

    def as_inline(self, frame: Node) -> Out:
        """A phrase, emphasised where HTML would have an element that says so."""
        return _emphasised(frame, super().as_inline(frame))

    def as_block(self, frame: Node) -> Out:
        """A block: a line ends in a hard break, quoted words are set off."""
        out = list(blocks(content(frame)))
        if frame.row.value("spacing", frame.element) == "line":
            return [replace(para, gap=0, style="line") for para in out]
        if "yes" in (frame.row.value(name, frame.element) for name in ("quotation", "indent")):
            return list(_prefixed(out, "> ", "> ", "quote"))
        return list(out)

    def as_cit(self, frame: Node) -> Out:
        """Quoted words with their reference."""
        return list(blocks(content(frame))) if frame.blocky else content(frame)

    def as_heading(self, frame: Node) -> Out:
        """A heading, on one line."""
        level = 1 if frame.element is self.title else min(depth(frame) + 1, 6)
        words = fold(" ".join(para.text for para in blocks(content(frame))), " ").replace("\n", " ")
        return [Para(f"{'#' * level} {_finished(words)}", style="heading")] if words else []

    def as_listItem(self, frame: Node) -> Out:
        """An item, whose further blocks stand under its first word."""
        out = list(blocks(content(frame)))
        if not out or frame.row.value("role", frame.element) == "label":
            return list(out)
        label = self.label(frame)
        marker = label if self.counts(frame, label) or label == "- " else "- "
        if marker != label:
            out[0] = replace(out[0], text=escape(label) + out[0].text)
        return list(_prefixed(out, marker, " " * len(marker), "item"))

    def counts(self, frame: Node, label: str) -> bool:
        """Tell whether the label is a number that readers of Markdown see as it is: they count from the first."""
        number = re.fullmatch(r"(\d{1,9})([.)]) ", label)
        around = frame.parent.element if frame.parent is not None else None
        before = self.last.pop(around, None)
        if number and before in (None, (int(number[1]) - 1, number[2])):
            self.last[around] = int(number[1]), number[2]
            return True
        return False

    def as_table(self, frame: Node) -> Out:
        """A pipe table; its first row is its head, for Markdown has no tables without one."""
        out = list(blocks(content(frame)))
        rows = [para.text for para in out if para.style == "row"]
        if not rows:
            return list(out)
        width = max(row.count(" | ") for row in rows) + 1
        rows = [row + " |  " * (width - 1 - row.count(" | ")) for row in rows]
        rows.insert(1, " | ".join(["---"] * width))
        lines = "\n".join(f"| {row} |" for row in rows)
        return [*(para for para in out if para.style != "row"), Para(lines, style="table")]

    def as_row(self, frame: Node) -> Out:
        """A row of a table."""
        cells = [
            _finished(fold(" ".join(para.text for para in blocks(out)), " ")).replace("\n", " ")
            for out in frame.out
            if out != [" "]
        ]
        bar = " | " if frame.within("table") else " \\| "
        return [Para(bar.join(cells), style="row" if frame.within("table") else "para")]

    def as_note(self, frame: Node) -> Out:
        """A marker here; the note becomes a footnote."""
        if not super().as_note(frame):
            return []
        self.noted.pop()
        marker = f"[^{frame.number}]"
        out = list(blocks(content(frame))) or [Para("")]
        self.noted.append((frame.number, _prefixed(out, f"{marker}: ", "    ", "footnote")))
        return [marker]

    def as_break(self, frame: Node) -> Out:
        """The end of a line, or of a part of the text."""
        if frame.row.value("type", frame.element) != "section":
            return super().as_break(frame)
        label = escape(frame.row.value("label", frame.element))
        return [Para(label or "***", style="separator" if not label else "para"), *content(frame)]

    def as_link(self, frame: Node) -> Out:
        """A link to the web; others are their words."""
        out = _emphasised(frame, super().as_link(frame))
        href = safe.href(frame.row.value("uri", frame.element))
        if frame.blocky or ":" not in href or not "".join(_strings(out)).strip():
            return out
        return ["[", *out, f"](<{href}>)"]


def escape(text: str) -> str:
    """Write characters so that Markdown takes none of them for a mark."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def _emphasised(frame: Node, out: Out) -> Out:
    """Mark a phrase for emphasis, unless there is some in it."""
    begin, end = MARKS.get(phrase_tag(frame.element), ("", ""))
    plain = frame.blocky or not begin or frame.element.get("level") in ("a", "u")
    return out if plain or any("\x01" <= char <= "\x04" for char in _strings(out)) else [begin, *out, end]


def _strings(out: Out) -> str:
    """Give the characters of phrases and blocks."""
    return "".join(piece if isinstance(piece, str) else piece.text for piece in out)


def _prefixed(out: Sequence[Para], first: str, further: str, style: str) -> list[Para]:
    """Make one block of several: `first` before its first line, `further` before the others."""
    lines = joined(out).split("\n")
    text = "\n".join([first + lines[0], *((further + line).rstrip() for line in lines[1:])])
    return [Para(text, style=style, gap=0 if style == "item" else 1)]


def joined(paras: Iterable[Para]) -> str:
    """Put blocks under one another; verse lines are parted by hard breaks, items of a list by nothing."""
    out = ""
    before: Para | None = None
    for para in paras:
        text = para.text if para.style in _MADE else _finished(para.text)
        if before is not None:
            tight = before.style == para.style and para.style in ("line", "item") and not para.gap
            hard = "\\" if tight and para.style == "line" else ""
            out += f"{hard}\n" if tight else "\n\n"
        out += text
        before = para
    return out


_MADE = frozenset(("item", "table", "separator", "heading", "quote", "footnote"))
"""Styles of blocks that are Markdown already; the others are words alone."""


def _finished(text: str) -> str:
    """Make words a block: line ends, emphasis, and what only a line's beginning makes a mark."""
    marked = _LEFT.sub("", _SPAN.sub(_emphasis, text))
    lines = [_START.sub(_escaped_start, spaces(line).strip(" ")) for line in marked.split(BREAK)]
    return "\\\n".join(filter(str.strip, lines))


def _escaped_start(match: re.Match[str]) -> str:
    """Escape what begins a heading, a list, a rule or an underline."""
    lead, mark = match.group(1), match.group(2)
    return f"{lead}{mark}\\" if mark.isdigit() else f"{lead}\\{mark}"


def _emphasis(match: re.Match[str]) -> str:
    """Write an emphasis with asterisks where they are marks (CommonMark 6.2), else with tags."""
    begin, lead, words, tail, _ = match.groups()
    if not words:
        return lead + tail
    tag, stars = ("em", "*") if begin == "\x01" else ("strong", "**")
    before = lead or match.string[: match.start()][-1:]
    after = tail or match.string[match.end() :][:1]
    opens = words[0].isalnum() or not before or before.isspace()
    closes = words[-1].isalnum() or not after or after.isspace()
    touching = _LEFT.search(before + after) or BREAK in words
    marked = f"{stars}{words}{stars}" if opens and closes and not touching else f"<{tag}>{words}</{tag}>"
    return f"{lead}{marked}{tail}"
