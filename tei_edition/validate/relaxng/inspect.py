"""An invalid document and its grammar → its faults, each once: after a fault the inspector mends and goes on."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from xml.parsers import expat

from tei_edition.validate.relaxng import outlook
from tei_edition.validate.relaxng.datatypes import words
from tei_edition.validate.relaxng.grammar import Schema
from tei_edition.validate.relaxng.identities import Identities
from tei_edition.validate.relaxng.judge import SPACE, contained, matches, rule_of
from tei_edition.validate.relaxng.nameclass import split
from tei_edition.validate.relaxng.patterns import After, Element, Pattern
from tei_edition.validate.relaxng.reader import MAX_DEPTH, Prefixes, read, too_deep

MOST = 1000
"""How many faults are kept of one document."""
MOST_TRAIL = 40
"""How many children are gone over again to see which is out of place."""
Meant = Callable[[str, list[str]], tuple[str, bool] | None]
"""Element and names allowed → the name that was meant, and whether it is written alike."""


_LINES = re.compile(r"\n+|[^\n]+(?:\n+[^\n]*)?")


@dataclass
class Fault:
    """One mistake."""

    kind: str
    """`unknown`, `misplaced`, `clash`, `missing-before`, `order`, `incomplete`, `text`, `data`, `attribute`, `value`,
    `attribute-missing`, `id-twice` or `idref`."""
    line: int
    """Where it is."""
    column: int
    """Where it is, in characters."""
    ordinal: int
    """The number of the element it is about, counted by start tags from 0."""
    name: str
    """The element it is about, as expat names it."""
    parent: str = ""
    """The element that one stands in; empty for the root."""
    before: tuple[str, ...] = ()
    """The elements that stand before it in the same element."""
    state: Pattern | None = None
    """What was expected where it was found."""
    names: tuple[str, ...] = ()
    """What is missing: elements or attributes."""
    attribute: str = ""
    """The attribute it is about."""
    text: str = ""
    """The attribute's value, or the text."""
    values: tuple[Pattern, ...] = ()
    """What the value should have matched."""
    later: bool = False
    """Whether the element could stand before one of those that stand before it."""
    first: int = 0
    """The line of the first element with that ID."""


@dataclass
class Frame:
    """An element that is open."""

    name: str
    """Its name."""
    after: Pattern | None
    """What comes after it; None when its own state knows."""
    ordinal: int
    """Its number."""
    line: int
    """Where it begins."""
    column: int
    """Where it begins."""
    start: Pattern
    """What was expected at its beginning."""
    allowed: bool = True
    """Whether it may stand where it stands."""
    children: list[str] = field(default_factory=list)
    """Its child elements so far, each name once, the last one last."""
    absent: list[Fault] = field(default_factory=list)
    """Faults that said a child is missing, which may yet come, too late."""
    strange: list[str] = field(default_factory=list)
    """Its children that may not stand where they stand."""
    excused: int = 0
    """How many of those may stand for something that is missing, so that its absence is not told as well."""
    trail: list[str] = field(default_factory=list)
    """Its children that may stand where they stand, in their order."""
    around: frozenset[str] = frozenset()
    """Elements of which one seems to be missing around what was told last; what it could hold is not told again."""
    empty: bool = True
    """Whether nothing has stood in it so far."""

    @property
    def trail_is_whole(self) -> bool:
        """Whether there are few enough children to go over them again."""
        return len(self.trail) < MOST_TRAIL


def inspect(schema: Schema, chunks: Iterable[bytes], meant: Meant, name: str = "") -> list[Fault]:
    """Give the faults of a document, in the order of the text; `meant` guesses which of some names was meant.

    `chunks` are gone through twice where IDs are wrong: so that they need not be kept, the first time tells which.
    """
    inspector = Inspector(schema, meant)
    read(chunks, name, inspector.listen)
    wrong = inspector.identities.doubled() | inspector.identities.dangling()
    if wrong:
        inspector = Inspector(schema, meant, wrong)
        read(chunks, name, inspector.listen)
    return inspector.finish()


class Inspector:
    """Follows a document through the automaton, mending it where it goes wrong."""

    def __init__(self, schema: Schema, meant: Meant, wrong: Collection[int] = ()) -> None:
        self.state = schema.start
        self.book = schema.start.book
        self.never = self.book.never
        self.meant = meant
        self.place: Callable[[], tuple[int, int]] = lambda: (0, 0)
        self.known, self.lax = schema.known, schema.lax
        self.frames = [Frame("", None, -1, 1, 1, schema.start)]
        self.count = -1
        self.held: list[str] = []
        self.faults: list[Fault] = []
        self.identities = Identities()
        self.suspected = wrong
        self.given: dict[str, int] = {}
        self.pointing: list[tuple[str, Fault]] = []
        self.prefixes = Prefixes()
        self.wrong: set[str] = set()
        self.guesses: dict[tuple[Pattern, str], tuple[str, bool] | None] = {}
        self.contents: dict[Element, frozenset[str]] = {}
        self.began = (1, 1)
        self.holders: dict[tuple[Pattern, str], frozenset[str]] = {}
        self.searched: dict[tuple[Pattern, str], tuple[tuple[str, ...], Pattern] | None] = {}

    def listen(self, parser: expat.XMLParserType) -> None:
        """Be told of what the parser reads."""
        self.place = lambda: (parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        parser.StartNamespaceDeclHandler = self.prefixes.begin
        parser.EndNamespaceDeclHandler = self.prefixes.end

    def fault(self, kind: str, name: str, **facts: object) -> Fault:
        """Make a fault where the parser is."""
        line, column = self.place()
        frame = self.frames[-1]
        here = {
            "ordinal": self.count,
            "parent": frame.name,
            "before": tuple(frame.children),
            "state": self.state,
        }
        return Fault(kind, line, column, name=name, **{**here, **facts})  # type: ignore[arg-type]

    def tell(self, kind: str, name: str, **facts: object) -> Fault:
        """Keep a fault."""
        fault = self.fault(kind, name, **facts)
        if len(self.faults) < MOST:
            self.faults.append(fault)
        return fault

    def start(self, name: str, attributes: list[str]) -> None:
        """Go into an element."""
        self.count += 1
        if len(self.frames) > MAX_DEPTH:
            raise too_deep(*self.place())
        self._spill()
        frame = self.frames[-1]
        frame.empty = False
        self._come(frame, name)
        opened, allowed = self.state.open(name), True
        if opened is self.never:
            opened = self._mend(frame, name)
            allowed = opened is not self._anything()
        else:
            frame.trail.append(name)
        body, after = (opened.first, opened.second) if isinstance(opened, After) else (opened, None)
        frame.children = [child for child in frame.children if child != name] + [name]
        for i in range(0, len(attributes), 2):
            body = self._attribute(body, name, attributes[i], attributes[i + 1])
        lacking, closed = outlook.lacking(body)
        if lacking:
            self.tell("attribute-missing", name, names=tuple(lacking), state=body)
        self.state = self.lax if closed is self.never else closed
        self.frames.append(Frame(name, after, self.count, *self.place(), self.state, allowed))

    def _come(self, frame: Frame, name: str) -> None:
        """Turn "missing" into "out of order" when the missing element comes after all."""
        for fault in frame.absent:
            if name in fault.names:
                fault.kind = "order"
                frame.absent.remove(fault)
                if self.state.open(name) is self.never:
                    self.state = self.book.interleave(self.state, self._skippable(name))
                return

    def _skippable(self, name: str) -> Pattern:
        return self.book.choice(self.known.get(name, ())) if name in self.known else self.book.empty

    def _mend(self, frame: Frame, name: str) -> Pattern:
        """Tell what is wrong with an element that may not stand here, and open it in the likeliest way."""
        guess = self._guess(name)
        if guess and (name not in self.known or split(guess[0])[1] == split(name)[1]):
            self._tell_unknown(name, guess[0])
            opened = self.state.open(guess[0])
            frame.trail.append(guess[0])
            return opened if guess[1] else self.book.after(self.lax, outlook.seconds(opened))
        around = self._around(name)
        if frame.around & around:
            frame.around &= around
            return self._anything()
        missing = self._missing(name) if name in self.known else None
        if missing:
            names, to = missing
            frame.trail.append(name)
            if frame.excused:
                frame.excused -= 1
                return to.open(name)
            frame.absent.append(self.tell("missing-before", name, names=names))
            return to.open(name)
        later = frame.trail_is_whole and outlook.fits_earlier(frame.start, frame.trail, name)
        if not later and name in self.known and frame.trail_is_whole:
            found = outlook.without_one(frame.start, frame.trail, name)
            if found:
                return self._go_back(frame, name, *found)
        if name not in frame.strange:
            self.tell("misplaced" if name in self.known else "unknown", name, later=later)
            frame.strange.append(name)
        frame.around = around
        frame.excused += not outlook.may_end(self.state)
        return self._anything()

    def _go_back(self, frame: Frame, name: str, at: int, state: Pattern) -> Pattern:
        """Go on as though a child that stands before were not there: it is that which is out of place."""
        wrong = frame.trail.pop(at)
        if not any(fault.name == wrong for fault in frame.absent):
            self.tell("clash", name, names=(wrong,))
        frame.excused += 1
        frame.trail.append(name)
        return state.open(name)

    def _anything(self) -> Pattern:
        """Open an element whatever is in it, as though it were not there."""
        return self.book.keep(After, self.lax, self.state)

    def _around(self, name: str) -> frozenset[str]:
        """Name the elements that may stand here and hold an element, or text where no name is given."""
        place = (self.state, name)
        if place not in self.holders:
            self.holders[place] = frozenset(
                around
                for around in outlook.first_names(self.state)
                for element in self.known[around]
                if name in self._content(element)
            )
        return self.holders[place]

    def _content(self, element: Element) -> frozenset[str]:
        if element not in self.contents:
            self.contents[element] = outlook.content_of(element)
        return self.contents[element]

    def _tell_unknown(self, name: str, meant: str) -> None:
        """Tell what was meant; that a namespace is wrong, only once."""
        namespace = split(name)[0]
        if split(meant)[0] != namespace:
            if namespace in self.wrong:
                return
            self.wrong.add(namespace)
        self.tell("unknown", name, names=(meant,))

    def _guess(self, name: str) -> tuple[str, bool] | None:
        place = (self.state, name)
        if place not in self.guesses:
            self.guesses[place] = self.meant(name, outlook.first_names(self.state))
        return self.guesses[place]

    def _missing(self, name: str) -> tuple[tuple[str, ...], Pattern] | None:
        place = (self.state, name)
        if place not in self.searched:
            self.searched[place] = outlook.missing_before(self.state, name)
        return self.searched[place]

    def _attribute(self, opened: Pattern, name: str, attribute: str, text: str) -> Pattern:
        values, identity, _, _ = opened.rules.get(attribute) or rule_of(opened, attribute)
        if not values:
            self.tell("attribute", name, attribute=attribute, text=text, state=opened)
            return opened
        passed = tuple(value for value in values if matches(value, text, self.prefixes.now))
        if not passed:
            self.tell("value", name, attribute=attribute, text=text, values=values)
        elif identity:
            self._identify(identity, name, attribute, text)
        return opened.take(attribute, passed or values)

    def _identify(self, identity: str, name: str, attribute: str, text: str) -> None:
        keep = self.identities.given if identity == "ID" else self.identities.pointed
        for word in words(text):
            keep.add(word)
            if hash(word) not in self.suspected:
                continue
            if identity != "ID":
                self.pointing.append((word, self.fault("idref", name, attribute=attribute, text=word)))
            elif word in self.given:
                self.tell("id-twice", name, attribute=attribute, text=word, first=self.given[word])
            else:
                self.given[word] = self.place()[0]

    def end(self, name: str) -> None:
        """Leave an element."""
        if not self.state.dated:
            self._spill()
        frame, state = self.frames.pop(), self.state
        if frame.allowed and not (frame.empty and not self.held):
            self.frames[-1].around = frozenset()
        if state.dated:
            state = self._data(frame, state)
        if not outlook.may_end(state):
            self.state = state
            if not frame.absent and not frame.excused:
                self._tell_incomplete(frame, name)
            self.state = frame.after if frame.after is not None else outlook.seconds(state)
        else:
            self.state = frame.after if frame.after is not None else state.end()

    def _data(self, frame: Frame, state: Pattern) -> Pattern:
        """Take an element's text; when it is no value, tell and go on as though it were."""
        text = "".join(self.held)
        self.held.clear()
        taken = contained(state, text, self.prefixes.now)
        if outlook.may_end(taken) or (outlook.first_names(state) and not text.strip(SPACE)):
            return state if taken is self.never else taken
        self.tell("data", frame.name, ordinal=frame.ordinal, text=text.strip(), values=(state,))
        return (
            self.book.empty
            if frame.after is not None
            else self.book.after(self.book.empty, outlook.seconds(state))
        )

    def _tell_incomplete(self, frame: Frame, name: str) -> None:
        names = outlook.missing_at_end(self.state)
        before = tuple(frame.children)
        self.tell("incomplete", name, ordinal=frame.ordinal, names=names, before=before)

    def characters(self, text: str) -> None:
        """Hold text until it is complete."""
        if not self.held:
            self.began = self.place()
        self.held.append(text)

    def _spill(self) -> None:
        """Take text that is not data."""
        text = "".join(self.held)
        self.held.clear()
        if not text.strip(SPACE):
            return
        taken, frame = self.state.text(), self.frames[-1]
        frame.empty = False
        if taken is not self.never:
            self.state = taken
            return
        around = self._around("")
        if not frame.around & around:
            frame.excused += not outlook.may_end(self.state)
            fault = self.tell("text", frame.name, ordinal=frame.ordinal, text=text.strip(SPACE))
            fault.line, fault.column = _end_of_line(text, *self.began)
        frame.around = around

    def finish(self) -> list[Fault]:
        """Give the faults in the order of the text, with IDs pointed to that no element has."""
        dangling = [fault for word, fault in self.pointing if word not in self.given]
        return sorted(self.faults + dangling, key=lambda fault: (fault.line, fault.column))


def _end_of_line(text: str, line: int, column: int) -> tuple[int, int]:
    """Give the place where Jing tells of text: after its first line and the line ends that follow it."""
    found = next(match for match in _LINES.finditer(text) if match[0].strip(SPACE))
    before = text[: found.end()]
    if "\n" not in before:
        return line, column + len(before)
    return line + before.count("\n"), len(before) - before.rindex("\n")
