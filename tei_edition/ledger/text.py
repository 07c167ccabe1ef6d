"""A TEI document and the plain text written from it → the account of every word of the TEI.

The format of the text is that of `tei_edition.render.text`; what it puts in (markers, labels, separators) is
expected exactly where the TEI has a note, an item, a milestone, and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from lxml import etree

from tei_edition.diagnostics import Diagnostic, make
from tei_edition.ledger.account import Account, Moved, size, unexplained
from tei_edition.ledger.streams import FREE, Stream
from tei_edition.ledger.tei import Parts, Words, is_editorial, metadata, texts_of, words_of
from tei_edition.tei import NS, inner_text, local

_UNDERLINE = re.compile(r"(?<=\S\n)[=-]+$", re.MULTILINE)
"""The line under a heading."""


def account_of_text(
    slug: str, tree: etree._ElementTree, text: str, view: str, plain: bool = False
) -> Account:
    """Account for every word of the document's text in the plain text of that view.

    `plain` tells that the text was made for machines: no notes, no separators.
    """
    step = f"{slug}: TEI → text ({'plain' if plain else view})"
    file = f"{slug}.txt"
    numbers = {note: at for at, note in enumerate(tree.iter(f"{{{NS}}}note"), 1) if not _outside(note)}
    numbers = {note: at for at, note in enumerate(numbers, 1)}
    put_in = _label_of_item if plain else partial(_put_in, numbers)
    words = [
        words_of(element, view, editorial=view == "reading", put_in=put_in) for element in texts_of(tree)
    ]
    running = Stream.of([part for item in words for part in (FREE, *item.text, FREE)])
    notes = {} if plain else {numbers[note]: Stream.of(parts) for item in words for note, parts in item.notes}
    corrections = [] if plain or view == "source" else list(_corrections(tree))
    body, found, listed = _sections(text, bool(notes), bool(corrections)) if not plain else (text, "", "")
    findings = unexplained(step, file, running, Stream.of([_body(tree, body, plain)]), "the text")
    findings += _compare_notes(step, file, notes, found)
    findings += _compare_corrections(step, file, corrections, listed)
    return _account(step, tree, running, notes, view, plain, findings)


def _outside(element: etree._Element) -> bool:
    """Tell whether the element stands in the header or the stand-off part."""
    return any(local(ancestor) in ("teiHeader", "standOff") for ancestor in element.iterancestors())


def _put_in(numbers: Mapping[etree._Element, int], element: etree._Element) -> Parts:
    """Give what the text adds at the start of an element."""
    name = local(element)
    if name == "note":
        return [f"[{numbers[element]}]"]
    if name == "item":
        return [FREE, f"{_label(element)} "]
    if name == "milestone":
        return [FREE, element.get("rend") or "* * *", FREE]
    if name == "cell" and element.getprevious() is not None:
        return [FREE, "|", FREE]
    return ["[…]"] if name == "gap" and not len(element) else []


def _label_of_item(element: etree._Element) -> Parts:
    """Give what the plain text for machines adds: the printed number of an item."""
    return [FREE, f"{_label(element)} "] if local(element) == "item" and element.get("n") else []


def _label(item: etree._Element) -> str:
    """Give the label an item has in the text: its number with a full stop, any other `@n` as it stands."""
    label = item.get("n", "")
    if label:
        return f"{label}." if label.isalnum() else label
    return "-"


def _corrections(tree: etree._ElementTree) -> Iterator[str]:
    """Yield what the list of corrections says of each."""
    for choice in tree.iter(f"{{{NS}}}choice"):
        readings = [inner_text(child) for name in ("sic", "corr") for child in choice.iter(f"{{{NS}}}{name}")]
        if len(readings) == 2:
            yield f'"{readings[0]}" → "{readings[1]}"'


def _sections(text: str, notes: bool, corrections: bool) -> tuple[str, str, str]:
    """Part a text into body, notes and list of corrections."""
    listed = found = ""
    if corrections:
        text, _, listed = text.rpartition("\nCorrections\n-----------\n")
    if notes:
        text, _, found = text.rpartition("\nNotes\n-----\n")
    return text, found, listed


def _body(tree: etree._ElementTree, body: str, plain: bool) -> str:
    """Give the body without lines under headings, and without what the header says before a rule at its top."""
    if plain:
        return body
    lead, rule, rest = body.partition(f"\n{'=' * 72}\n")
    known = {"and", "vol", "no", "p", "pp"}.union(re.findall(r"\w+", metadata(tree)))
    if rule and lead and known.issuperset(re.findall(r"\w+", lead)):
        body = rest
    return _UNDERLINE.sub("", body)


def _folded(text: str) -> str:
    return " ".join(text.split())


def _compare_notes(step: str, file: str, wanted: Mapping[int, Stream], found: str) -> list[Diagnostic]:
    """Compare the collected notes, each after its number."""
    findings: list[Diagnostic] = []
    starts = {
        n: match.end() for n in wanted if (match := re.search(rf"^\[{n}\](?=\s|$)", found, re.MULTILINE))
    }
    ends = sorted(re.search(rf"^\[{n}\]", found, re.MULTILINE).start() for n in starts)  # type: ignore[union-attr]
    for n, stream in wanted.items():
        start = starts.get(n)
        end = next((end for end in ends if start is not None and end > start), len(found))
        text = found[start:end] if start is not None else ""
        findings += unexplained(step, file, stream, Stream.of([text]), f"note {n}")
    return findings


def _compare_corrections(step: str, file: str, wanted: Sequence[str], listed: str) -> list[Diagnostic]:
    """Check that the list of corrections has every pair of readings, in order."""
    rest, findings = _folded(listed), []
    for pair in wanted:
        _, found, after = rest.partition(_folded(pair))
        if not found:
            findings.append(make("words-lost", f"{step}: the list of corrections lacks {pair}", file=file))
        else:
            rest = after
    return findings


def _account(
    step: str,
    tree: etree._ElementTree,
    running: Stream,
    notes: Mapping[int, Stream],
    view: str,
    plain: bool,
    findings: Sequence[Diagnostic],
) -> Account:
    """Draw up the balance; what the view does not show is left out with that reason."""
    every = [words_of(text, "both") for text in texts_of(tree)]
    reasons = {"teiHeader and standOff: in the TEI": size(metadata(tree))}
    other = "source" if view == "reading" else "reading"
    shown = [words_of(text, view) for text in texts_of(tree)]
    reasons[f"readings of the {other} view"] = _count(every, None) - _count(shown, None)
    if plain:
        reasons["notes: not in the plain text"] = _count(every, True) + _count(every, False)
    elif view == "source":
        reasons["editorial notes: not of the source"] = _count(every, True)
    moved = tuple(Moved(note.characters, f"Notes, [{n}]") for n, note in notes.items())
    total = size(metadata(tree)) + sum(_count(every, part) for part in (None, True, False))
    return Account(step, total, _count(shown, None), moved, {}, reasons, tuple(findings))


def _count(words: Sequence[Words], editorial: bool | None) -> int:
    """Count characters of the running text (`None`), of editorial notes or of the others."""
    if editorial is None:
        return sum(len(Stream.of(item.text).characters) for item in words)
    streams = [parts for item in words for note, parts in item.notes if is_editorial(note) == editorial]
    return sum(len(Stream.of(parts).characters) for parts in streams)
