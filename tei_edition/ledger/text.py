"""A TEI document and the plain text written from it → the account of every word of the TEI.

The format of the text is that of `tei_edition.render.text`: what it puts in (title block, underlines, markers,
labels, separators, lists of notes and of corrections) is expected exactly where the format says, and nowhere else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from lxml import etree

from tei_edition.diagnostics import Diagnostic, make
from tei_edition.ledger.account import Account, Moved, lost_of, size, unexplained
from tei_edition.ledger.columns import Column, column_of, wrong_columns
from tei_edition.ledger.numbers import Numbers, corrections, is_heading
from tei_edition.ledger.shown import edge, has_views, is_empty, label, listed, named, separates
from tei_edition.ledger.streams import BLOCK, FREE, LINE, SIGN, Parts, Stream
from tei_edition.ledger.tei import (
    Label,
    Rules,
    Words,
    edition,
    is_editorial,
    metadata,
    run_together,
    texts_of,
    words_of,
)
from tei_edition.ledger.title import Title, is_supplied, title_of, wants_supplied
from tei_edition.tei import inner_text, local, note_brackets, q

WIDTH = 72
"""The length of the line under a title block."""


def account_of_text(
    slug: str, tree: etree._ElementTree, text: str, view: str, plain: bool = False
) -> Account:
    """Account for every word of the document's text in the plain text of that view.

    `plain` tells that the text was made for machines: no notes, no separators.
    """
    step = f"{slug}: TEI → text ({'plain' if plain else view})"
    file, title = f"{slug}.txt", title_of(tree)
    form = Plain(tree, title, view) if plain else Form(tree, title, view)
    words = [words_of(element, rules=form.rules()) for element in texts_of(tree)]
    findings: list[Diagnostic] = []
    if not plain:
        lead, text = _lead(tree, title, text)
        findings += _about(step, file, tree, title, lead)
    wanted, read = hanging(run_together(words) + form.after(words)), form.found(text)
    expected, found = Stream.of(wanted), Stream.of(read)
    differences = unexplained(step, file, expected, found, "the text or its notes and corrections")
    findings += differences
    for at, said in wrong_columns(wanted, read) if not differences else ():
        findings.append(make("words-lost", f"{step}: {said}", file=file, excerpt=expected.around(at)))
    return account(step, tree, words, form, lost_of(expected, found), tuple(findings))


class Plain:
    """What the text for machines is made of."""

    plain = True

    def __init__(self, tree: etree._ElementTree, title: Title, view: str) -> None:
        self.tree = tree
        self.title = title
        self.view = view
        self.numbers = Numbers.of(tree)

    def rules(self) -> Rules:
        """Say how the document is read."""
        rules = edition(self.view, editorial=self.view == "reading", put_in=self.put_in)
        return Rules(rules.view, rules.editorial, rules.put_in, rules.is_note, rules.unshown, edge=self.edge)

    def put_in(self, element: etree._Element) -> Parts:
        """Give what the text adds at the start of an element."""
        if printed := label(element):
            return [FREE, Label(f"{printed} ")]
        if named(element) == "lb" and element.get("break") != "no":
            return [" "]
        return []

    def edge(self, element: etree._Element) -> Parts:
        """Give the mark at the edges of an element: no line ends in a row of cells, nor at a line's end."""
        if named(element) == "lb":
            return [FREE]
        marks = edge(element)
        return [FREE] if marks and marks != [FREE] and _in_cell(element) else marks

    def after(self, words: list[Words]) -> Parts:
        """Give what stands after the text."""
        return []

    def found(self, text: str) -> Parts:
        """Read a text: each line is a block."""
        return [part for line in text.split("\n") for part in (line, "\n", BLOCK)]


class Form(Plain):
    """What the text for readers is made of."""

    plain = False

    def __init__(self, tree: etree._ElementTree, title: Title, view: str) -> None:
        super().__init__(tree, title, view)
        self.brackets = note_brackets(tree.getroot())
        self.counted: Counter[tuple[etree._Element | None, str]] = Counter()
        self.row: etree._Element | None = None
        self.worded = False

    def put_in(self, element: etree._Element) -> Parts:
        """Give what the text adds at the start of an element."""
        name = named(element)
        if number := self.numbers.notes.get(element):
            return [self.marker(number)]
        if element is self.title.element or is_heading(element):
            return [Label(mark)] if (mark := self.underline(element)) else []
        if listed(element):
            return [FREE, Label(f"{self.label(element)} ")]
        if separates(element):
            return [FREE, element.get("rend") or "* * *", FREE]
        if name == "cell":
            return self.bar(element)
        if name == "p":
            return column_of(element)
        if name == "gap" and is_empty(element):
            return ["[…]"]
        if ":" in (uri := _uri(element)) and is_empty(element):
            return [uri]
        spaced = name == "space" or (name == "lb" and element.get("break") != "no")
        return [" "] if spaced and is_empty(element) else []

    def edge(self, element: etree._Element) -> Parts:
        """Give the mark at the edges of an element: an empty line only between blocks of words."""
        name, marks = named(element), super().edge(element)
        if name == "lb" and self.view == "source" and element.get("break") != "no":
            return [FREE if _in_cell(element) else LINE]
        speaks = name == "p" and (before := element.getprevious()) is not None and named(before) == "speaker"
        small = name not in ("p", "head") and not listed(element)
        return [LINE] if marks == [BLOCK] and (speaks or small) else marks

    def marker(self, number: int) -> str:
        """Give the marker of a note."""
        return str(number).join(self.brackets)

    def underline(self, head: etree._Element) -> str:
        """Give the mark of the line under a heading."""
        if head is self.title.element:
            return f"{SIGN}="
        around = [item for item in head.iterancestors() if local(item) in DEEPER]
        heads = [item.find(q("head")) for item in around]
        level = sum(item is not None and item is not self.title.element for item in heads)
        return {0: f"{SIGN}=", 1: f"{SIGN}-"}.get(level, "")

    def label(self, element: etree._Element) -> str:
        """Give the label of an item: its own, else its number in a numbered list, else a dash."""
        parent = element.getparent()
        self.counted[parent, local(element)] += 1
        said = f"{parent.get('rend', '')} {parent.get('type', '')}".lower() if parent is not None else ""
        ordered = any(word in said for word in _ORDERED) and "unorder" not in said
        counted = f"{self.counted[parent, local(element)]}." if ordered and not _glossary(parent) else "-"
        return label(element) or counted

    def bar(self, cell: etree._Element) -> Parts:
        """Give the bar between cells of a row that has words."""
        row = cell.getparent()
        first = next(cell.itersiblings(q("cell"), preceding=True), None) is None
        if row is not None and row is not self.row:
            self.row, self.worded = row, bool(inner_text(row).strip())
        return [] if first or row is None or not self.worded else [FREE, "|", FREE]

    def after(self, words: list[Words]) -> Parts:
        """Give the notes and the list of corrections."""
        notes = sorted((self.numbers.notes[note], parts) for item in words for note, parts in item.notes)
        out: Parts = _headed("Notes") if notes else []
        for number, parts in notes:
            out += [BLOCK, Label(f"{self.marker(number)} "), *parts, BLOCK]
        listing = list(self.corrections())
        out += _headed("Corrections") if listing else []
        for line in listing:
            out += [LINE, line, LINE]
        return out

    def corrections(self) -> Iterator[str]:
        """Yield the lines of the list of corrections."""
        if self.view == "reading":
            for where, sic, corr in corrections(self.tree, self.numbers, self.title.element):
                yield f'{where}: "{sic}" → "{corr}"'

    def found(self, text: str) -> Parts:
        """Read a text: blocks between empty lines; a line as long as those above it (a rule at most) is a mark."""
        out: Parts = []
        for block in text.split("\n\n"):
            out.append(BLOCK)
            lines = block.strip("\n").split("\n")
            last = lines[-1].strip()
            long = max((len(line.strip()) for line in lines[:-1]), default=0)
            if len(last) == min(long, WIDTH - 1) and set(last) in ({"="}, {"-"}):
                out += [f"{SIGN}{last[0]}", FREE]
                lines.pop()
            for line in lines:
                out += [Column.at(len(line) - len(line.lstrip(" "))), line, "\n", LINE]
            out.append(BLOCK)
        return out


def hanging(parts: Parts) -> Parts:
    """Give the parts with no edge between a label and the words it stands before."""
    out: Parts = []
    after_label = False
    for part in parts:
        out.append(FREE if after_label and not isinstance(part, str) else part)
        if isinstance(part, str) and (part.strip() or isinstance(part, Label)):
            after_label = isinstance(part, Label)
    return out


DEEPER = frozenset("body front back div div1 div2 div3 div4 div5 div6 div7 surface surfaceGrp".split())  # noqa: SIM905
_ORDERED = ("number", "order", "letter", "arabic")


def _in_cell(element: etree._Element) -> bool:
    return any(local(around) == "cell" for around in element.iterancestors())


def _headed(words: str) -> Parts:
    return [BLOCK, f"{SIGN}-", FREE, words, BLOCK]


def _glossary(parent: etree._Element | None) -> bool:
    """Tell whether labels stand before the items of a list."""
    children = (
        [named(child) for child in parent if named(child) in ("label", "item")] if parent is not None else []
    )
    return children[:1] == ["label"] and children[-1:] == ["item"]


def _uri(element: etree._Element) -> str:
    """Give where a link leads."""
    name = named(element)
    if name in ("ref", "ptr"):
        return element.get("target", "")
    return element.get("ref", "") if name in _NAMES else ""


_NAMES = frozenset("persName placeName orgName name rs title docAuthor".split())  # noqa: SIM905


def _lead(tree: etree._ElementTree, title: Title, text: str) -> tuple[str, str]:
    """Part the title block, if there should be one, from the text."""
    if title.element is not None and not wants_supplied(tree, title):
        return "", text
    lead, rule, rest = text.partition(f"\n{'=' * WIDTH}\n")
    return (lead, rest) if rule else ("", text)


def _about(step: str, file: str, tree: etree._ElementTree, title: Title, lead: str) -> Iterator[Diagnostic]:
    """Compare the title block with the header."""
    if title.element is None:
        wanted = Stream.of([part for line in title.lines for part in (BLOCK, line, BLOCK)])
        found = Stream.of([part for block in lead.split("\n\n") for part in (BLOCK, block, BLOCK)])
        yield from unexplained(step, file, wanted, found, "the title block")
    elif wants_supplied(tree, title) and not is_supplied(tree, title, lead):
        yield make("words-lost", f"{step}: author and source above the text are not the header’s", file=file)


def account(
    step: str,
    tree: etree._ElementTree,
    words: list[Words],
    form: Plain,
    lost: int,
    findings: tuple[Diagnostic, ...],
) -> Account:
    """Draw up the balance; what the view does not show is left out with that reason."""
    both = [words_of(text, rules=edition("both")) for text in texts_of(tree)]
    shown = [words_of(text, rules=edition(form.view)) for text in texts_of(tree)] if has_views(tree) else both
    outside, total = size(metadata(tree)), sum(size(inner_text(text)) for text in texts_of(tree))
    kept = _count(shown)
    moved = () if form.plain else tuple(_moved(words, form.numbers.notes))
    reasons = {"teiHeader and standOff: in the TEI": outside}
    other = "source" if form.view == "reading" else "reading"
    reasons[f"readings of the {other} view"] = _count(both) - kept
    if form.plain:
        reasons["notes: not in the plain text"] = _notes(both)
    elif form.view == "source":
        reasons["editorial notes: not of the source"] = _notes(both, editorial=True)
    if unshown := total - _count(both) - _notes(both):
        reasons["running heads, pointers and features: not of the text"] = unshown
    return Account(step, outside + total, max(kept - lost, 0), moved, {}, reasons, findings)


def _moved(words: list[Words], numbers: Mapping[etree._Element, int]) -> Iterator[Moved]:
    """Yield each note with its place after the text."""
    for item in words:
        for note, parts in item.notes:
            yield Moved(Stream.of(parts).characters, f"Notes, [{numbers[note]}]")


def _count(words: list[Words]) -> int:
    """Count the characters of the running text."""
    return sum(len(Stream.of(item.text).characters) for item in words)


def _notes(words: list[Words], editorial: bool = False) -> int:
    """Count the characters of notes, or of the editor's."""
    streams = [parts for item in words for note, parts in item.notes if is_editorial(note) or not editorial]
    return sum(len(Stream.of(parts).characters) for parts in streams)
