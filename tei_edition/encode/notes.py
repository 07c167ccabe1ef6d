"""Note markers, note texts and the editor's notes → `note` spans at the point they hang from.

An authorial note moves to its marker (TEI Guidelines 3.9.1); a marker without a note stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tei_edition.diagnostics import Diagnostic, make
from tei_edition.encode.anchors import line_of, locate
from tei_edition.encode.markup import Linked, comments, linked_notes
from tei_edition.model import Article, Context, Note, Span

MISSING = "The note to which this marker refers is missing from the source."

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_MARKER = re.compile(
    r"\[(?P<square>\d{1,3}[*a-z]?|[a-z]|\*{1,3}|[†‡])\]"
    r"|\((?P<round>\d{1,3}|\*{1,3}|[†‡])\)"
    r"|(?P<raised>⁽?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}[⁾)]?)"
    r"|(?P<sign>(?<=[^\s*])(?:\*{1,3}|[†‡§])\)?|(?<=[.!?”»] )[†‡])(?=[\s.,;:!?)\]”’»]|$)"
    r"|(?<=[^\W\d_]|[.,;:!?”’\"»)])(?P<bare>\d{1,3}\)?)(?=[\s.,;:)]|$)"
)
_SIGN = re.compile(r"[\[(⁽⁰¹²³⁴⁵⁶⁷⁸⁹*†‡§\d]")
"""What any of them begins with."""
_OPEN = re.compile(r"\([^()]*$")
_HOST_KINDS = {
    "title",
    "subtitle",
    "heading",
    "paragraph",
    "item",
    "verse",
    "quote",
    "byline",
    "epigraph",
    "note",
}
"""Kinds of block in which a marker may stand."""


STYLES = {
    "square": ("square brackets are made for markers", "high"),
    "raised": ("raised numbers are made for markers", "high"),
    "sign": ("the sign stands behind a word", "medium"),
    "round": ("round brackets may be a marker’s", "medium"),
    "bare": ("the number stands directly behind a word: a raised one that came down", "medium"),
}
"""What a marker's style tells, and how certain it makes it."""


@dataclass(frozen=True)
class Marker:
    """A note marker in the text."""

    start: int
    """Where it begins in the article's text."""
    end: int
    """Where it ends."""
    key: str
    """What it says, without brackets: `1`, `*`."""
    style: str
    """`square`, `round`, `raised`, `sign`, or `bare` where a raised number has come down."""
    block: int
    """Index of the block it stands in."""


def notes(article: Article, context: Context) -> tuple[list[Span], list[Diagnostic]]:
    """Give `note` spans: authorial ones over their markers, editorial ones at the end of their anchors."""
    linked = linked_notes(article)
    tied = [note.span for note in linked]
    markers = [marker for marker in _markers(article) if not _is_tied(marker, tied)]
    settled = frozenset(index for note in linked for index in note.group)
    matched = _match(markers, article, settled)
    spans = [_tied(note, article) for note in linked if note.group]
    spans += comments(article, context)
    spans += [_authorial(marker, group) for marker, group in matched]
    editorial, findings = _editorial(article, context)
    spans += editorial
    taken = {marker.start for marker, _ in matched}
    for marker in markers:
        if marker.start in taken or marker.style not in ("square", "raised") or not marker.key.isdigit():
            continue
        if any(span.start == marker.end for span in editorial):
            continue  # the editor has told of it herself
        findings.append(_orphan(marker, article))
        attributes = {"type": "editorial", "resp": f"#{context.resp}"}
        why = "a marker without a note"  # the ledger knows the editor's standing remark by it
        spans.append(Span(marker.end, marker.end, "note", attributes, why, MISSING, certainty="low"))
    called = {group for _, group in matched}
    findings += [
        _uncalled(article, group[0])
        for group in _groups(article)
        if group not in called and settled.isdisjoint(group)
    ]
    return spans, findings


def _uncalled(article: Article, index: int) -> Diagnostic:
    """Say that no marker leads to a note: it stays where it stands."""
    block = article.blocks[index]
    return make(
        "note-unmarked",
        f"no marker leads to the note {block.label}",
        file=article.source.name,
        line=line_of(article, article.starts[index]),
        excerpt=f"{block.label} {block.text}"[:60],
        hint="put its marker into the text, or leave the note where it stands",
    )


def key_of(label: str) -> str:
    """Give what a marker or a label says without brackets, stop and superscript: `[1]`, `1.`, `¹`, `1. ↑` → `1`."""
    return re.sub(r"^\[\w+\s+|↑", "", label).translate(_SUPERSCRIPTS).strip("[]()⁽⁾.:{} \t\u00a0")


def _markers(article: Article) -> Iterator[Marker]:
    """Find what looks like a note marker."""
    for index, block in enumerate(article.blocks):
        if block.kind not in _HOST_KINDS:
            continue
        for match in _marks(block.text):
            at = article.starts[index]
            style = match.lastgroup or ""
            end = match.end() - (style in ("raised", "sign", "bare") and _closes_bracket(block.text, match))
            yield Marker(at + match.start(), at + end, key_of(match[0]), style, index)


def _marks(text: str) -> Iterator[re.Match[str]]:
    """Find markers from one sign that may begin one to the next: most texts have few."""
    sign = _SIGN.search(text)
    while sign:
        match = _MARKER.match(text, sign.start())
        if match:
            yield match
        sign = _SIGN.search(text, match.end() if match else sign.end())


def _closes_bracket(text: str, match: re.Match[str]) -> bool:
    """Say whether the round bracket at the end of a marker is not its own (`¹)`), but closes one before it."""
    return match[0].endswith(")") and _OPEN.search(text, 0, match.start()) is not None


def _groups(article: Article) -> list[tuple[int, ...]]:
    """Give the notes as runs of blocks: a labelled one and the unlabelled ones that continue it."""
    groups: list[tuple[int, ...]] = []
    for index, block in enumerate(article.blocks):
        if block.kind != "note":
            continue
        if not block.label and groups and groups[-1][-1] == index - 1:
            groups[-1] = (*groups[-1], index)
        elif block.label:
            groups.append((index,))
    return groups


def _is_tied(marker: Marker, tied: Sequence[Span]) -> bool:
    """Say whether the source itself ties to a note what looks like a marker."""
    return any(span.start < marker.end and marker.start < span.end for span in tied)


def _tied(note: Linked, article: Article) -> Span:
    """Give the span that puts a note in the place of the marker that the source ties to it."""
    span = note.span
    label = article.text[span.start : span.end] or span.attributes.get("n", "")
    attributes = {
        "n": key_of(label) or label.strip(),
        "type": "authorial",
        "place": span.attributes.get("place", "bottom"),
    }
    return replace(span, attributes=attributes, by="notes", blocks=note.group)


def _match(
    markers: Sequence[Marker], article: Article, settled: frozenset[int]
) -> list[tuple[Marker, tuple[int, ...]]]:
    """Pair each note with the nearest free marker before it that says the same, else the first after it.

    `_nearest` says which of several markers; notes of the blocks `settled` have theirs.
    """
    pairs: list[tuple[Marker, tuple[int, ...]]] = []
    free = list(markers)
    groups = _groups(article)
    arrows = [group for group in groups if article.blocks[group[0]].label.strip() == "↑"]
    for group in reversed(groups):
        if settled.intersection(group):
            continue
        label = article.blocks[group[0]].label
        key = (
            str(arrows.index(group) + 1) if group in arrows else key_of(label)
        )  # MediaWiki leaves the number out
        fitting = [marker for marker in free if marker.key == key and marker.block not in group]
        if chosen := _nearest(fitting, label, group[0]):
            free.remove(chosen)
            pairs.append((chosen, group))
    return pairs[::-1]


def _nearest(fitting: Sequence[Marker], label: str, block: int) -> Marker | None:
    """Give the marker most like the label, of those the last before the block, else the first after it.

    Brackets and superscripts are made to be markers; a number in round brackets or a bare sign may be text.
    """
    style = "square" if label.startswith("[") else "round" if label.startswith("(") else ""
    for styles in ({style}, {"square", "raised"}, {"round", "sign"}, {"bare"}):
        alike = [marker for marker in fitting if marker.style in styles]
        before = [marker for marker in alike if marker.block < block]
        if alike:
            return before[-1] if before else alike[0]
    return None


def _authorial(marker: Marker, group: tuple[int, ...]) -> Span:
    """Give the span that puts the note in the place of its marker."""
    attributes = {"n": marker.key, "type": "authorial", "place": "bottom"}
    why, cert = STYLES[marker.style]
    why = f"a note begins with “{marker.key}”, and {why}"
    place = (marker.start, marker.end)
    return Span(*place, "note", attributes, why, by="notes", blocks=group, certainty=cert)


def _editorial(article: Article, context: Context) -> tuple[list[Span], list[Diagnostic]]:
    """Give the editor's notes, and what is wrong with their anchors."""
    spans: list[Span] = []
    findings: list[Diagnostic] = []
    for note in context.hand.notes:
        place = locate(note.anchor, article, context.file)
        if isinstance(place, Diagnostic):
            findings.append(place)
        else:
            spans.append(_editorial_span(note, place[1], context))
    return spans, findings


def _editorial_span(note: Note, at: int, context: Context) -> Span:
    """Give the span that puts the editor's note at that offset."""
    attributes = {"type": "editorial", "resp": f"#{note.resp or context.resp}"}
    return Span(at, at, "note", attributes, "the editor's note", note.text.strip(), "notes")


def _orphan(marker: Marker, article: Article) -> Diagnostic:
    """Say that a marker has no note."""
    start = max(article.starts[marker.block], marker.start - 40)
    return make(
        "note-missing",
        f"the marker {article.text[marker.start : marker.end]} has no note",
        file=article.source.name,
        line=line_of(article, marker.start),
        excerpt=article.text[start : marker.end],
        hint="supply the note, or explain its absence with a [[note]] in the article's toml",
    )


def settle_note_headings(article: Article, spans: Sequence[Span]) -> Article:
    """Make a heading of each `noteheading` whose notes stay where they are; the others leave the text.

    A heading of notes that all moved to their markers has nothing left to head: it is kept in the header.
    """
    moved = {index for span in spans for index in span.blocks}
    blocks = list(article.blocks)
    for index, block in enumerate(blocks):
        if block.kind != "noteheading":
            continue
        stays = False
        for at in range(index + 1, len(blocks)):
            if blocks[at].kind != "note":
                break
            stays = stays or at not in moved
        has_notes = index + 1 < len(blocks) and blocks[index + 1].kind == "note"
        leaves = has_notes and not stays
        blocks[index] = replace(block, kind="boilerplate" if leaves else "heading", level=max(block.level, 1))
    return replace(article, blocks=tuple(blocks))
