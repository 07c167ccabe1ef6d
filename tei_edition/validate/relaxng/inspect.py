"""An invalid document and its grammar → its faults, each once: after a fault the inspector mends and goes on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from xml.parsers import expat

from tei_edition.validate.relaxng import outlook
from tei_edition.validate.relaxng.datatypes import words
from tei_edition.validate.relaxng.faults import MOST_REPLAYED, Fault, Frame, end_of_line
from tei_edition.validate.relaxng.grammar import Schema
from tei_edition.validate.relaxng.identities import Identities
from tei_edition.validate.relaxng.judge import (
    SPACE,
    contained,
    enter,
    matches,
    pass_tag,
    passes,
    plan,
    rule_of,
)
from tei_edition.validate.relaxng.nameclass import split
from tei_edition.validate.relaxng.patterns import After, Element, Pattern
from tei_edition.validate.relaxng.reader import MAX_DEPTH, Prefixes, read, too_deep

MOST = 1000
"""How many faults are kept of one document."""
Meant = Callable[[str, list[str]], tuple[str, bool] | None]
"""Element and names allowed → the name that was meant, and whether it is written alike."""


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
        self.untold: Fault | None = None
        self.suspected = wrong
        self.given: dict[str, int] = {}
        self.pointing: list[tuple[str, Fault]] = []
        self.prefixes = Prefixes()
        self.wrong: set[str] = set()
        self.guesses: dict[tuple[Pattern, str], tuple[str, bool] | None] = {}
        self.contents = schema.contents
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
            "owner": frame.ordinal,
            "outer": self.frames[-2].ordinal if len(self.frames) > 1 else -1,
            "before": tuple(frame.children),
            "state": self.state,
        }
        return Fault(kind, line, column, name=name, **{**here, **facts})  # type: ignore[arg-type]

    def tell(self, kind: str, name: str, **facts: object) -> Fault:
        """Keep a fault."""
        fault = self.fault(kind, name, **facts)
        if len(self.faults) < MOST:
            self.faults.append(fault)
        else:
            self.untold = self.untold or Fault("untold", fault.line, fault.column, self.count, name)
            self.untold.first += 1
        return fault

    def start(self, name: str, attributes: list[str]) -> None:
        """Go into an element."""
        self.count += 1
        if len(self.frames) > MAX_DEPTH:
            raise too_deep(*self.place())
        self._spill(name)
        frame = self.frames[-1]
        frame.empty = False
        self._come(frame, name)
        (body, after), allowed = self.state.entered.get(name) or enter(self.state, name), True
        inside = None
        if body is self.never:
            opened = self._mend(frame, name)
            allowed = opened is not self._anything()
            body, after = (opened.first, opened.second) if isinstance(opened, After) else (opened, None)
        else:
            frame.trail.append(name)
            frame.fitting, frame.misnamed = True, False
            self._tell_stranger(frame, name)
            inside = self._flawless(name, attributes)
        if frame.children[-1:] != [name]:
            frame.children = [child for child in frame.children if child != name] + [name]
        self.state = inside or self._inside(body, name, attributes)
        self.frames.append(Frame(name, after, self.count, *self.place(), self.state, allowed))

    def _tell_stranger(self, frame: Frame, name: str) -> None:
        """Tell of an element that no schema's element is, in one that may not stand where it stands."""
        if frame.allowed or name in self.known or frame.name not in self.known or name in frame.strange:
            return
        frame.strange.append(name)
        guess = self.meant(name, list(self.known))
        if guess:
            self._tell_unknown(name, guess[0])
        else:
            self.tell("unknown", name)

    def _flawless(self, name: str, attributes: list[str]) -> Pattern | None:
        """Give the state inside an element whose attributes are as they must be; None when that is not yet said."""
        if not attributes:
            inside = (self.state.tags.get(name) or pass_tag(self.state, name))[0]
            return None if inside is self.never else inside
        names = (name, *attributes[::2])
        checks, inside, _ = self.state.plans.get(names) or plan(self.state, names)
        if checks is None or inside is self.never:
            return None
        for at, accepted, value, identity in checks:
            text = attributes[at]
            if text not in accepted and not passes(accepted, value, identity, text, self.prefixes.now):
                return None
        for at, _, _, identity in checks:
            if identity:
                self._identify(identity, name, attributes[at - 1], attributes[at])
        return inside

    def _inside(self, body: Pattern, name: str, attributes: list[str]) -> Pattern:
        """Take attributes one after the other, telling of each that is wrong and of those that are missing."""
        for i in range(0, len(attributes), 2):
            body = self._attribute(body, name, attributes[i], attributes[i + 1])
        lacking, closed = outlook.lacking(body)
        if lacking or closed is self.never:
            self.tell("attribute-missing", name, names=tuple(lacking), state=body)
        return self.lax if closed is self.never else closed

    def _come(self, frame: Frame, name: str) -> None:
        """Turn "missing" into "out of order" when the missing element comes after all."""
        for fault in frame.absent:
            if name in fault.names or outlook.fits_between(fault.state, name, fault.name):
                fault.kind = "order"
                fault.names = fault.names if name in fault.names else (name,)
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
            if not guess[1]:
                frame.doubtful.append(len(frame.trail) - 1)
            return opened if guess[1] else self.book.after(self.lax, outlook.seconds(opened))
        around = self._around(name)
        if frame.around & around:
            frame.around &= around
            return self._anything()
        undoubted = self._without_doubtful(frame, name)
        if undoubted is not None:
            return undoubted
        missing = self._missing(frame, name)
        if missing:
            names, to = missing
            just_told = frame.just_told
            frame.trail.append(name)
            if frame.excused or just_told:
                frame.excused -= frame.excused > 0
                return to.open(name)
            frame.absent.append(self.tell("missing-before", name, names=names))
            return to.open(name)
        later = frame.trail_is_whole and outlook.fits_earlier(frame.start, frame.trail, name)
        if not later and name in self.known and frame.trail_is_whole:
            found = outlook.without_one(frame.start, frame.trail, name)
            if found:
                return self._go_back(frame, name, *found)
        frame.faulty = True
        told = split(name)[0] in self.wrong and name not in self.known
        told = told or frame.misnamed or (name in frame.strange and (name in self.known or frame.just_told))
        if not told:
            self.tell("misplaced" if name in self.known else "unknown", name, later=later)
            frame.strange.append(name)
        frame.around = around
        frame.misnamed = frame.misnamed or (name in self.known and not frame.fitting)
        frame.lately = len(frame.trail)
        frame.excused += not outlook.may_end(self.state)
        return self._anything()

    def _without_doubtful(self, frame: Frame, name: str) -> Pattern | None:
        """Open an element as though children before it that are wrong in themselves, and told, were not there."""
        if not frame.doubtful or name not in self.known or len(frame.trail) > MOST_REPLAYED:
            return None
        trail = [child for at, child in enumerate(frame.trail) if at not in frame.doubtful]
        found = outlook.replayed(frame.start, trail, name)
        if found is None:
            return None
        frame.trail, frame.doubtful = [*trail, name], []
        return found.open(name)

    def _go_back(self, frame: Frame, name: str, at: int, state: Pattern) -> Pattern:
        """Go on as though a child that stands before were not there: it is that which is out of place."""
        wrong = frame.trail.pop(at)
        if not any(fault.name == wrong for fault in frame.absent):
            self.tell("clash", name, names=(wrong,))
        frame.excused += 1
        frame.trail.append(name)
        frame.doubtful = [*(one - (one > at) for one in frame.doubtful if one != at), len(frame.trail) - 1]
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

    def _missing(self, frame: Frame, name: str) -> tuple[tuple[str, ...], Pattern] | None:
        """Find what seems to be missing here; where the element could end, only in the stead of a strange child."""
        if name not in self.known or (not frame.just_told and outlook.may_end(self.state)):
            return None
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
            keep.update((word,))
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
            self._leave(frame)
        if state.dated:
            state = self._data(frame, state)
        if not outlook.may_end(state):
            self.state = state
            if not frame.absent and not frame.excused and not frame.doubtful:
                self._tell_incomplete(frame, name)
            self.state = frame.after if frame.after is not None else outlook.seconds(state)
        else:
            self.state = frame.after if frame.after is not None else state.end()

    def _leave(self, frame: Frame) -> None:
        """Note in the parent what came of an element that is not empty and stands where it may."""
        parent = self.frames[-1]
        if parent.around:
            parent.around = (parent.around & self._around(frame.name)) - {frame.name}
        if frame.faulty:
            parent.doubtful.append(len(parent.trail) - 1)

    def _data(self, frame: Frame, state: Pattern) -> Pattern:
        """Take an element's text; when it is no value, tell and go on as though it were."""
        text = "".join(self.held)
        self.held.clear()
        taken = contained(state, text, self.prefixes.now)
        if outlook.may_end(taken) or (outlook.first_names(state) and not text.strip(SPACE)):
            return state if taken is self.never else taken
        if not frame.faulty:
            self.tell("data", frame.name, ordinal=frame.ordinal, text=text.strip(), values=(state,))
        return (
            self.book.empty
            if frame.after is not None
            else self.book.after(self.book.empty, outlook.seconds(state))
        )

    def _tell_incomplete(self, frame: Frame, name: str) -> None:
        names = outlook.missing_at_end(self.state)
        before = tuple(frame.children)
        place = {"ordinal": frame.ordinal, "owner": frame.ordinal, "outer": self.frames[-1].ordinal}
        self.tell("incomplete", name, names=names, before=before, **place)

    def characters(self, text: str) -> None:
        """Hold text until it is complete."""
        if not self.held:
            self.began = self.place()
        self.held.append(text)

    def _spill(self, coming: str = "") -> None:
        """Take text that is not data."""
        text = "".join(self.held)
        self.held.clear()
        frame = self.frames[-1]
        if not text.strip(SPACE):
            if frame.run and "\n" in text:  # what follows stands apart from the text before
                frame.around, frame.run = frozenset(), False
            return
        taken = self.state.text()
        frame.empty = False
        if taken is not self.never:
            self.state, frame.fitting, frame.misnamed, frame.lately = taken, True, False, -1
            return
        if self.state.dated and coming and self.state.open(coming) is self.never:
            return  # data, with an element in their midst: that is what will be told
        around = self._around("")
        if not frame.around & around:
            frame.excused += not outlook.may_end(self.state)
            frame.faulty = frame.run = True
            fault = self.tell("text", frame.name, ordinal=frame.ordinal, text=text.strip(SPACE))
            fault.line, fault.column = end_of_line(text, *self.began)
        frame.around = around

    def finish(self) -> list[Fault]:
        """Give the faults in the order of the text, with IDs pointed to that no element has."""
        dangling = [fault for word, fault in self.pointing if word not in self.given]
        untold = [self.untold] if self.untold else []
        return sorted(self.faults + dangling + untold, key=lambda fault: (fault.line, fault.column))
