"""Two states of a document → what became of each passage, of its header and of its addresses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from tei_edition.compare.around import around_changes
from tei_edition.compare.heads import fact_changes, title_of
from tei_edition.compare.markup import Scale, markup_changes, scales
from tei_edition.compare.matching import Matches, match
from tei_edition.compare.model import Change, Document, MarkChange, Run
from tei_edition.compare.reading import Passage, Reading, read_passages
from tei_edition.compare.words import word_diff

__all__ = ["compare_documents", "only_one"]


def only_one(what: str, name: str, tree: etree._ElementTree) -> Document:
    """Tell of a document that only one state has: `what` is `added` or `removed`."""
    return Document(what, name, title_of(tree))


def compare_documents(name: str, old: etree._ElementTree, new: etree._ElementTree) -> Document | None:
    """Tell what became of a document; None where nothing did that a reader is told of."""
    made = _Comparer(read_passages(old), read_passages(new))
    facts = tuple(fact_changes(old, new))
    changes, addresses = tuple(made.changes()), tuple(made.addresses())
    if not (facts or changes or addresses):
        return None
    return Document("changed", name, title_of(new) or title_of(old), facts, changes, addresses)


@dataclass
class _Comparer:
    """Two readings, and which passage is which."""

    old: Reading
    """The old state."""
    new: Reading
    """The new state."""
    matches: Matches = field(init=False)
    """Which passage is which."""
    old_of: Mapping[int, int] = field(init=False)
    """The old passage that each new one was."""
    places: dict[int, int] = field(init=False)
    """Where each old and each new passage is, by the passage's identity."""
    around: Mapping[int, Sequence[MarkChange]] = field(init=False)
    """What became of the elements around passages, by the first new one concerned."""
    moves: set[int] = field(init=False)
    """Old passages that stand in another order now."""
    kept: dict[int, tuple[Scale, Scale]] = field(default_factory=dict)
    """Of old passages: the scales of their words, where notes may have wandered."""

    def __post_init__(self) -> None:
        self.matches = match(self.old.passages, self.new.passages)
        self.old_of = {new: old for old, new in self.matches.new_of.items()}
        sides = (self.old.passages, self.new.passages)
        self.places = {id(passage): at for side in sides for at, passage in enumerate(side)}
        self.around = around_changes(*sides, self.matches.new_of)
        self.moves = self.matches.moved(self.old.passages)

    def changes(self) -> Iterator[Change]:
        """Yield what became of each passage that did not stay as it was, in the order of the text."""
        notes: dict[tuple[str, int], list[Change]] = defaultdict(list)
        hosts: list[tuple[int, int]] = []
        for old, new in self._in_order():
            passage = self.new.passages[new] if new >= 0 else self.old.passages[old]
            if passage.host is None:
                hosts.append((old, new))
            elif change := self._change(old, new):
                notes[self._key(self._outermost(passage), new >= 0)].append(change)
        for old, new in hosts:
            key = ("new", new) if new >= 0 else ("old", old)
            if told := self._change(old, new, tuple(notes.get(key, ()))):
                yield told

    def _in_order(self) -> Iterator[tuple[int, int]]:
        """Yield pairs of old and new passages in the order of the new text; what is gone, behind what it followed."""
        gone: dict[int, list[int]] = defaultdict(list)
        last = -1
        for at in range(len(self.old.passages)):
            if at in self.matches.new_of:
                if at not in self.moves:
                    last = self.matches.new_of[at]
            else:
                gone[last].append(at)
        for at in range(-1, len(self.new.passages)):
            if at >= 0:
                yield self.old_of.get(at, -1), at
            for old in gone.get(at, ()):
                yield old, -1

    def _outermost(self, passage: Passage) -> Passage:
        """Give the passage, no note, that a note hangs from."""
        while passage.host is not None:
            passage = passage.host
        return passage

    def _key(self, host: Passage, is_new: bool) -> tuple[str, int]:
        """Give under which passage a note is told: that of the new text, where there is one."""
        at = self.places[id(host)]
        if is_new:
            return "new", at
        return ("new", self.matches.new_of[at]) if at in self.matches.new_of else ("old", at)

    def _change(self, old: int, new: int, notes: tuple[Change, ...] = ()) -> Change | None:
        """Tell of a passage; None where nothing has changed."""
        if old < 0:
            return self._single("added", self.new.passages[new], self._origin(new), notes)
        if new < 0:
            return self._single("removed", self.old.passages[old], self._destination(old), notes)
        was, now = self.old.passages[old], self.new.passages[new]
        told = word_diff(was.text, now.text) if was.text != now.text else ()
        markup = tuple(self.around.get(new, ()))
        if told or was.marks != now.marks:
            markup += tuple(markup_changes(was, now, self._scales(old, new, told)))
        moved = self._moved(old, new)
        if not (told or markup or notes or moved or was.id != now.id):
            return None
        return Change("changed", now.label, was.id, now.id, moved, "", told, markup, notes)

    def _single(self, what: str, passage: Passage, fate: str, notes: tuple[Change, ...]) -> Change | None:
        """Tell of a passage that only one state has; an empty one is not told of."""
        words = (Run(what, passage.text),) if passage.text else ()
        address = ("", passage.id) if what == "added" else (passage.id, "")
        if not words and not passage.id and not notes:
            return None
        return Change(what, passage.label, *address, fate=fate, words=words, notes=notes)

    def _origin(self, new: int) -> str:
        """Say from where the words of a new passage are, if they were there before."""
        old = self.matches.split.get(new, -1)
        return f"divided from what was {_named(self.old.passages[old])}" if old >= 0 else ""

    def _destination(self, old: int) -> str:
        """Say where the words of an old passage are now, if they are still there."""
        new = self.matches.merged.get(old, -1)
        return f"joined to what is {_named(self.new.passages[new])} now" if new >= 0 else ""

    def _moved(self, old: int, new: int) -> str:
        """Say from where to where a passage was moved."""
        was, now = self.old.passages[old], self.new.passages[new]
        if (was.host is None) != (now.host is None):
            return "a note before" if was.host else "a note now"
        if was.host is None or now.host is None:
            if old not in self.moves:
                return ""
            return f"stood {_behind(self.old.passages, old)}, stands {_behind(self.new.passages, new)}"
        before, after = self.places[id(was.host)], self.places[id(now.host)]
        if self.matches.new_of.get(before) != after:
            return f"hung from {_named(was.host)}, hangs from {_named(now.host)}"
        first, second = self._scales(before, after)
        if first.start(was.at) == second.start(now.at):
            return ""
        words = now.host.text[: now.at].split()[-4:]
        return f"hangs behind “{' '.join(words)}” now" if words else "hangs at the beginning now"

    def _scales(self, old: int, new: int, runs: tuple[Run, ...] = ()) -> tuple[Scale, Scale]:
        """Give the scales of a pair."""
        if old not in self.kept:
            texts = (self.old.passages[old].text, self.new.passages[new].text)
            self.kept[old] = scales(runs or word_diff(*texts))
        return self.kept[old]

    def addresses(self) -> Iterator[tuple[str, str]]:
        """Yield each address that leads to nothing, or to another place, now, and what became of it."""
        by_id = {passage.id: at for at, passage in enumerate(self.old.passages) if passage.id}
        for name, element in self.old.addresses.items():
            if name in self.new.addresses:
                continue
            at = by_id.get(name, -1)
            if told := self.new.tombs.get(name, ""):
                yield name, f"leads to a tombstone: {told}"
            elif at in self.matches.new_of:
                yield (
                    name,
                    f"leads nowhere; its words are {_named(self.new.passages[self.matches.new_of[at]])}",
                )
            else:
                yield (
                    name,
                    f"leads nowhere; {(at >= 0 and self._destination(at)) or f'the {element} is gone'}",
                )
        for name in self.old.tombs:
            if name not in self.new.tombs and name not in self.new.addresses:
                yield name, "leads nowhere; its tombstone is gone"


def _named(passage: Passage) -> str:
    """Name a passage, with its address."""
    return f"{passage.label} (#{passage.id})" if passage.id else passage.label


def _behind(passages: Sequence[Passage], at: int) -> str:
    """Say behind which passage, no note, another one stands."""
    before = next((one for one in reversed(passages[:at]) if one.host is None), None)
    return f"behind {_named(before)}" if before else "at the beginning"
