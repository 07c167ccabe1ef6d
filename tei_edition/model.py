"""What the stages hand one another: source → blocks → article with spans; and the register's entries.

All values are immutable. Offsets count characters (Unicode code points), start inclusive, end exclusive.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

__all__ = [
    "Anchor",
    "Article",
    "Block",
    "Context",
    "Correction",
    "Decision",
    "Entry",
    "Hand",
    "Note",
    "Piece",
    "Register",
    "Run",
    "Source",
    "Span",
]


@dataclass(frozen=True)
class Run:
    """A stretch of characters that stand together in a marked-up file, and what became of it."""

    text: str
    """The characters, white space as the reader left it; of what has none (an image), nothing."""
    start: int
    """Where they begin in `Source.text`."""
    end: int
    """Where they end there; equal to `start` for what was left out."""
    line: int = 0
    """The line of the file in which they stand; 0 where a file has no lines."""
    fate: str = "kept"
    """`kept`; `left out`; or `put in`: shown to a reader of the file without standing in it (a list's number)."""
    reason: str = ""
    """Why they were left out or put in, in words an editor understands."""


@dataclass(frozen=True)
class Source:
    """A source file, decoded; of a marked-up file, the text that its reader is shown."""

    name: str
    """The file's name as the user gave it, for messages."""
    text: str
    """All its characters, line ends as they stand in the file, a byte order mark not included; of a marked-up
    file the words as they are shown, blocks parted by empty lines."""
    encoding: str
    """Python's name of the encoding it was read with (`utf-8`, `utf-16-le`, `cp1252`)."""
    format: str = "text"
    """`text`, `html`, `markdown` or `docx`."""
    data: bytes = b""
    """Of a marked-up file: its bytes, which the ledger reads anew."""
    runs: tuple[Run, ...] = ()
    """Of a marked-up file: what became of all its characters, in the order in which they stand in the file."""
    spans: tuple[Span, ...] = ()
    """What the file's own markup says of stretches of `text`; offsets are those of `text`."""
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What the file says of itself (`title`, `author`, `date`, `language`, …): for the header, where nobody else
    says it."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """The pictures that the file holds, by the link that the text has for each."""

    @cached_property
    def _places(self) -> tuple[tuple[int, int], ...]:
        return tuple(sorted((run.start, run.line) for run in self.runs if run.fate == "kept"))

    @cached_property
    def _lines(self) -> tuple[int, ...]:
        """Where each line of the text begins, and where the text ends."""
        return tuple(accumulate(map(len, self.text.splitlines(keepends=True)), initial=0))

    def line(self, offset: int) -> int:
        """Give the 1-based line of the file in which the character at that offset of `text` stands."""
        if not self.runs:
            return max(min(bisect_right(self._lines, offset), len(self._lines) - 1), 1)
        at = bisect_right(self._places, offset, key=lambda place: place[0])
        return self._places[max(at - 1, 0)][1] if self._places else 1


@dataclass(frozen=True)
class Piece:
    """A run of a block's text and the place in the source it came from."""

    text: str
    """The characters as they stand in the block."""
    start: int
    """Where the run begins in the source."""
    end: int
    """Where the run ends in the source."""
    rule: str = ""
    """Empty: kept as it stands in the source; else the ledger's rule that turned the one into the other."""


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph, an item, … of an article, as text with its origin."""

    kind: str
    """What it is: see `tei_edition.encode.structure` for the kinds; readers of plain text say `paragraph`."""
    pieces: tuple[Piece, ...]
    """The text and where each run of it stands in the source, in order."""
    level: int = 0
    """Depth of a heading (1 is the outermost) or nesting of an item; 0 where it means nothing."""
    label: str = ""
    """The marker that was printed before an item or a note (`1`, `(a)`, `*`), taken out of the text."""
    blank_before: int = 0
    """Empty lines between this block and the one before it."""
    lines: tuple[int, ...] = ()
    """Where, in the text, each further line of the source began: the line structure of verse."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """What the source's own markup says besides: `quotation` (number of the block quotation it stands in), `anchor`
    (the name by which markers point to a note), of a cell `table`, `row`, `role`, `rows`, `cols`, of a figure `url`
    and `alt`."""

    @cached_property
    def text(self) -> str:
        """The block's characters, one line."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def start(self) -> int:
        """Where the block begins in the source."""
        return self.pieces[0].start if self.pieces else 0

    @property
    def end(self) -> int:
        """Where the block ends in the source."""
        return self.pieces[-1].end if self.pieces else 0

    def origin(self, offset: int) -> int:
        """Give the place in the source of the character at `offset` of the block's text."""
        for piece in self.pieces:
            if offset <= len(piece.text):
                return min(piece.start + offset, piece.end)
            offset -= len(piece.text)
        return self.end


@dataclass(frozen=True)
class Span:
    """A stretch of an article's text and what it is in the TEI's terms."""

    start: int
    """Where it begins in the article's text (`Article.text`)."""
    end: int
    """Where it ends; equal to `start` for something put in at a point (a note)."""
    tag: str
    """The TEI element's name: `quote`, `persName`, `note`, `choice`, …"""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """The element's attributes, `xml:id` and `xml:lang` under these names."""
    evidence: str = ""
    """Why we think so, in words an editor understands: part of the encoder's report."""
    content: str = ""
    """What is put in rather than found: an editorial note's text, a `choice`'s corrected reading."""
    by: str = ""
    """The pass that said so."""
    blocks: tuple[int, ...] = ()
    """Of an authorial note: the indexes of the blocks that are its text and move to this place."""
    alternatives: tuple[str, ...] = ()
    """What else it may be, the likeliest first: ids of entries of the register, or elements; part of the report."""
    certainty: str = ""
    """How certain we are, where the TEI does not say it with `@cert`: `high`, `medium`, `low`; empty: high."""


@dataclass(frozen=True, eq=False)
class Article:
    """An article's blocks laid end to end, so that one offset names one place in it; equal to itself only."""

    source: Source
    """The file it was read from."""
    blocks: tuple[Block, ...]
    """The blocks in the order of the source."""

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each block begins in `text`."""
        starts, at = [], 0
        for block in self.blocks:
            starts.append(at)
            at += len(block.text) + 1
        return tuple(starts)

    @cached_property
    def text(self) -> str:
        """The text of all blocks, joined by line feeds: no block's own text has one."""
        return "\n".join(block.text for block in self.blocks)

    def extent(self, index: int) -> tuple[int, int]:
        """Give start and end in `text` of the block with that index."""
        start = self.starts[index]
        return start, start + len(self.blocks[index].text)


@dataclass(frozen=True)
class Entry:
    """A person, place, organisation or work of the register."""

    id: str
    """Its `xml:id` in the register."""
    kind: str
    """`person`, `place`, `org` or `work`."""
    name: str
    """The heading form (`Malenkov, Georgy Maksimilianovich`)."""
    forms: tuple[str, ...]
    """Every form that texts use, the heading among them where texts may use it."""
    level: str = ""
    """Of a work: the `level` of its title (`a`, `m`, `j`, `s`, `u`)."""


@dataclass(frozen=True)
class Register:
    """The entries of `register.xml`, in its order."""

    entries: tuple[Entry, ...] = ()
    """All of them."""

    @cached_property
    def by_id(self) -> Mapping[str, Entry]:
        """Entry of each id."""
        return {entry.id: entry for entry in self.entries}


@dataclass(frozen=True)
class Anchor:
    """A place in an article, named by quoting it (W3C Web Annotation, TextQuoteSelector)."""

    text: str
    """The words quoted, as they stand in the article."""
    before: str = ""
    """Words that stand directly before them."""
    after: str = ""
    """Words that stand directly after them."""
    to: str = ""
    """Of a long passage: the words it ends with, where `text` has only those it begins with."""
    line: int | None = None
    """The line of `<slug>.toml` that says so, for messages."""


@dataclass(frozen=True)
class Correction:
    """An emendation by the editor."""

    anchor: Anchor
    """The words that contain the error."""
    sic: str
    """The part of the quoted words that is wrong; empty where something is missing at their end."""
    corr: str
    """What should stand there; empty where the part should not be there at all."""
    cert: str = ""
    """`high`, `medium`, `low` or unsaid."""
    resp: str = ""
    """The id of who says so; empty: the edition's first editor."""


@dataclass(frozen=True)
class Note:
    """A note by the editor."""

    anchor: Anchor
    """The words it explains; the note hangs from their end."""
    text: str
    """What it says, plain text; a blank line parts paragraphs."""
    resp: str = ""
    """The id of who says so; empty: the edition's first editor."""


@dataclass(frozen=True)
class Decision:
    """A judgement of the editor's on markup, against what the encoder finds or in addition to it."""

    anchor: Anchor
    """The words it concerns, quotation marks included."""
    element: str
    """The TEI element they are to have (`quote`, `q`, `soCalled`, `persName`, …); `none`: none of these."""
    ref: str = ""
    """Of a name: id of the register's entry."""
    who: str = ""
    """Of quoted words: id of the speaker."""
    source: str = ""
    """Of quoted words: id of the work they are from."""
    level: str = ""
    """Of a title: its level."""
    cert: str = ""
    """How certain the editor is: `high`, `medium`, `low`; empty: it goes without saying."""
    every: bool = False
    """Whether it is about every place where the words stand by themselves, not about the one place they name."""


@dataclass(frozen=True)
class Hand:
    """All that the editor says about one article beyond its text."""

    corrections: tuple[Correction, ...] = ()
    """Emendations."""
    notes: tuple[Note, ...] = ()
    """Notes."""
    decisions: tuple[Decision, ...] = ()
    """Judgements on markup."""


@dataclass(frozen=True)
class Context:
    """What a pass may know besides the article."""

    register: Register = Register()
    """The edition's people, places, organisations and works; empty without an edition."""
    language: str = "en"
    """The article's main language (BCP 47)."""
    guess: bool = True
    """Whether names that the register does not know may be proposed."""
    hand: Hand = Hand()
    """The editor's own interventions."""
    resp: str = "tei_edition"
    """The id of who is responsible where nobody else is named."""
    authors: tuple[str, ...] = ()
    """The ids of the article's authors, as `@resp` may point to them."""
    file: str | None = None
    """The toml the interventions stand in, for messages."""
    spans: tuple[Span, ...] = ()
    """What the passes before this one found, in their order."""
