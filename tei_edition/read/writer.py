"""Text with markup, told bit by bit by a reader → the text as it is shown, what became of each bit, and blocks.

What is shown is written down as plain text: blocks parted by empty lines, lists with their numbers. From there on
a marked-up file is a text like any other; `Run` says of each stretch where it came from or why it is not there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from tei_edition.model import Run, Span

__all__ = ["HIDDEN", "Raw", "Shape", "Writer"]

HIDDEN = "characters that do not show (soft hyphens and the like)"
"""The reason for leaving them out."""
_UNFIT = "characters that no XML document can hold"
_HIDDEN = re.compile(
    "([\u00ad\u200b\u2060\ufeff]+)|([\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]+)"
)
_SPACE = re.compile("[ \t\n\r\f\x85\u2028\u2029]+|\\s{2,}")


@dataclass(frozen=True)
class Shape:
    """What a reader knows of the block it is in."""

    kind: str = "paragraph"
    """The block's kind, as `tei_edition.encode.structure` has them, or `cell`, `caption`, `figure`."""
    level: int = 0
    """Depth of a heading or an item."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """As `Block.attributes`."""
    solid: bool = False
    """Whether blocks inside it are lines of it."""
    keep: bool = False
    """Whether white space stands as it is in the file."""


@dataclass(frozen=True)
class Raw:
    """A block as it was told: a stretch of the text, its lines not yet joined."""

    shape: Shape
    """What the reader says of it."""
    start: int
    """Where it begins in the text."""
    end: int
    """Where it ends."""
    label_end: int
    """Where its label ends; `start` where it has none."""
    blank_before: int
    """Empty lines before it."""


class Writer:
    """Takes down what a reader tells."""

    def __init__(self) -> None:
        self.raws: list[Raw] = []
        self.spans: list[Span] = []
        self.breaks = 0
        self._out: list[str] = []
        self._at = 0
        self._last = "\n"
        self._start = 0
        self._label_end = 0
        self._pending: tuple[str, str] | None = None
        self._standing: tuple[str, int, tuple[int, int]] | None = None
        self._said = self._touched = False
        self._blank = 1
        self._runs: list[tuple[tuple[int, int], Run]] = []
        self._order = (0, 0)

    @property
    def at(self) -> int:
        """Where the next character will stand."""
        return self._at

    @property
    def so_far(self) -> int:
        """How many characters the block has so far."""
        return self._at - self._start

    @property
    def text(self) -> str:
        """All that has been written."""
        return "".join(self._out)

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been said since the last block."""
        return not self._said

    def runs(self) -> tuple[Run, ...]:
        """Give what became of every bit, in the order of the file."""
        self._drop_standing()
        return tuple(run for _, run in sorted(self._runs, key=lambda item: item[0]))

    def say(self, text: str, line: int, order: tuple[int, int], keep: bool = False) -> None:
        """Write characters of the file; `order` tells where they stand in it."""
        at = 0
        for found in _HIDDEN.finditer(text):
            self._write(text[at : found.start()], line, order, keep)
            self.drop(found[0], HIDDEN if found[1] else _UNFIT, line, order)
            at = found.end()
        self._write(text[at:], line, order, keep)

    def _write(self, text: str, line: int, order: tuple[int, int], keep: bool) -> None:
        if not keep:
            text = _SPACE.sub(" ", text)
            text = text.lstrip(" ") if self._last in " \n" else text
        if not text:
            return
        self._touched = True
        if self._pending and text.strip():
            self._put_label(*self._pending)
            self._pending = None
            self._append(" ")
            text = text.lstrip()
        self._said = self._said or bool(text.strip())
        self._order = order
        self._runs.append((order, Run(text, self._at, self._at + len(text), line)))
        self._append(text)

    def _put_label(self, label: str, reason: str) -> None:
        """Write the label of a block; what of it stands in the file is no addition."""
        said, line, order = self._standing or ("", 0, (0, 0))
        self._standing = None
        if said and label.startswith(said):
            self._runs.append((order, Run(said, self._at, self._at + len(said), line)))
            self._append(said)
            label = label[len(said) :]
        elif said:
            self.drop(said, "numbers of items that are counted otherwise", line, order)
        if label:
            self.put(label, reason)
        self._said = True
        self._label_end = self._at

    def drop(self, text: str, reason: str, line: int, order: tuple[int, int]) -> None:
        """Leave characters of the file out."""
        self._runs.append((order, Run(text, self._at, self._at, line, "left out", reason)))

    def put(self, text: str, reason: str) -> None:
        """Write what a reader of the file is shown although it does not stand in it."""
        run = Run(text, self._at, self._at + len(text), 0, "put in", reason)
        self._runs.append((self._order, run))
        self._said = True
        self._append(text)

    def label(self, text: str, reason: str) -> None:
        """Have the next block begin with a label that is put in; an empty one takes back what was to be put in."""
        self._pending = (text, reason) if text else None
        if not text:
            self._drop_standing()

    def _drop_standing(self) -> None:
        """Leave out the number of an item in which nothing was said."""
        if self._standing:
            self.drop(self._standing[0], "numbers of items that have no words", *self._standing[1:])
            self._standing = None

    def label_stands(self, text: str, line: int, order: tuple[int, int]) -> None:
        """Say what stands in the file where the next block's label will be put in."""
        self._drop_standing()
        self._standing = (text, line, order)

    def label_ends(self) -> None:
        """Say that what the block has said so far is its label."""
        self._label_end = self._at

    def line_end(self) -> None:
        """Begin a new line."""
        self._touched = True
        self.breaks += 1
        if not self.is_empty:
            self._append("\n")

    def span(self, start: int, tag: str, attributes: Mapping[str, str], evidence: str = "") -> None:
        """Say what the text from `start` to here is, if there is any."""
        if start == self._at:
            return
        self.spans.append(Span(start, self._at, tag, attributes, evidence, by="source"))

    def point(self, tag: str, attributes: Mapping[str, str], content: str = "", first: bool = False) -> None:
        """Say what stands at this place, or `first` in the block."""
        at = self._start if first else self._at
        self.spans.append(Span(at, at, tag, attributes, "it stands in the source", content, by="source"))

    def flush(self, shape: Shape, always: bool = False) -> None:
        """End the block; one in which nothing was said is white space, unless it is wanted `always`."""
        if self._said or always:
            label_end = max(self._label_end, self._start)
            self.raws.append(Raw(shape, self._start, self._at, label_end, self._blank))
            self._append("\n\n")
            self._blank = 1
        elif self._touched:
            self._blank += 1
        self._start = self._label_end = self._at
        self._said = self._touched = False

    def _append(self, text: str) -> None:
        self._out.append(text)
        self._at += len(text)
        self._last = text[-1]
