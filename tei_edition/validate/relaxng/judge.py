"""A document's bytes and a grammar → valid or not: one pass, nothing kept but the open elements and the IDs.

The automaton's transitions are remembered in the patterns themselves: `tags` for start tags without attributes,
`entered` for those with, `rules` for attributes. Whoever wants to know *why* a document is invalid asks `inspect`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator
from typing import Any
from xml.parsers import expat

from tei_edition.validate.relaxng.datatypes import XSD, Context, datatype, words
from tei_edition.validate.relaxng.grammar import Schema
from tei_edition.validate.relaxng.identities import Identities
from tei_edition.validate.relaxng.patterns import After, Data, List, Pattern, Text, Value
from tei_edition.validate.relaxng.reader import MAX_DEPTH, Prefixes, read, too_deep

SPACE = " \t\n\r"
PLAIN_NAMES = re.compile(r"(?:[A-Z_a-z][A-Z_a-z\-.0-9]*+\n)*+[A-Z_a-z][A-Z_a-z\-.0-9]*+")
"""What most IDs look like, each on its line: a name of ASCII characters without white space around it."""
MEMORY = 4096
"""How many values of an attribute, and how many sets of attributes, are remembered."""
Check = tuple[int, Container[str], Pattern, str]
"""Which of names and values to look at, values known to be right, the pattern of others, and whether it is an ID."""
Plan = tuple[list[Check] | None, Pattern, Pattern | None]
"""How to check the attributes of a start tag, the state inside, and what comes after (None: the state knows)."""


class Invalid(Exception):
    """The document is not valid."""


def is_valid(schema: Schema, chunks: Iterable[bytes], name: str = "") -> bool:
    """Say whether a document is valid; XmlError when it is not well-formed."""
    judge = Judge(schema)
    try:
        read(judge.settled(chunks), name, judge.listen)
        judge.settle()
    except Invalid:
        return False
    identities = judge.identities
    return judge.state().nullable and not identities.doubled() and not identities.dangling()


class Judge:
    """Follows a document through the automaton."""

    def __init__(self, schema: Schema) -> None:
        self.begin = schema.start
        self.plain_id = schema.start.book.keep(Data, datatype(XSD, "ID", ()), None)
        self.identities = Identities()
        self.prefixes = Prefixes()
        self.fresh: list[str] = []
        self.state: Callable[[], Pattern] = lambda: schema.start

    def listen(self, parser: expat.XMLParserType) -> None:
        """Be told of what the parser reads.

        The handlers are called a million times a second: what they need are variables of this
        function, not attributes.
        """
        state, never, plain_id = self.begin, self.begin.book.never, self.plain_id
        stack: list[Pattern | None] = []
        push, pop = stack.append, stack.pop
        held: list[str] = []
        fresh, prefixes = self.fresh.append, self.prefixes

        def start(name: str, attributes: list[str]) -> None:
            """Go into an element."""
            nonlocal state
            if held:
                state = _spilt(state, held)
            if attributes:
                size = len(attributes)
                if size == 2:
                    names: tuple[str, ...] = (name, attributes[0])
                elif size == 4:
                    names = (name, attributes[0], attributes[2])
                else:
                    names = (name, *attributes[::2])
                try:
                    checks, inside, after = state.plans[names]
                except KeyError:
                    checks, inside, after = plan(state, names)
                if checks is None:
                    inside = self._take_each(state, name, attributes)
                else:
                    for at, accepted, value, identity in checks:
                        text = attributes[at]
                        if value is plain_id:
                            fresh(text)
                        elif text not in accepted:
                            self._check(accepted, value, identity, text)
            else:
                try:
                    inside, after = state.tags[name]
                except KeyError:
                    inside, after = pass_tag(state, name)
            if inside is never or len(stack) > MAX_DEPTH:
                raise self._refusal(parser, len(stack))
            state = inside
            push(after)

        def end(_name: str) -> None:
            """Leave an element."""
            nonlocal state
            here = state
            if here.dated:
                here = contained(here, "".join(held), prefixes.now)
                held.clear()
            after = pop()
            if after is None:
                state = here.ended or here.end()
                if state is never:
                    raise Invalid
            elif here.nullable:
                state = after
            else:
                raise Invalid

        def characters(text: str) -> None:
            """Take text; where it may be data, hold it until it is complete."""
            nonlocal state
            if state.texted is state:
                return
            if state.dated:
                held.append(text)
            elif text.strip(SPACE):
                state = state.texted or state.text()
                if state is never:
                    raise Invalid

        parser.buffer_text = True
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = characters
        parser.StartNamespaceDeclHandler = prefixes.begin
        parser.EndNamespaceDeclHandler = prefixes.end
        self.state = lambda: state

    def settled(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the chunks; look at the IDs of each when it has been read."""
        for chunk in chunks:
            yield chunk
            self.settle()

    def settle(self) -> None:
        """Look at the IDs that have been met: all at once, as most are plain names. Raises Invalid."""
        names = self.fresh
        if not names:
            return
        lines = "\n".join(names)
        if not PLAIN_NAMES.fullmatch(lines) or lines.count("\n") >= len(names):
            if not all(matches(self.plain_id, name, {}) for name in names):
                raise Invalid
            names[:] = [word for name in names for word in words(name)]
        self.identities.given.update(names)
        names.clear()

    def _check(self, accepted: Container[str], value: Pattern, identity: str, text: str) -> None:
        """Check an attribute's value that has not been met before, or that must be looked at each time."""
        if not passes(accepted, value, identity, text, self.prefixes.now):
            raise Invalid
        if identity:
            self._identify(identity, text)

    def _take_each(self, state: Pattern, name: str, attributes: list[str]) -> Pattern:
        """Take attributes one after the other, where a value may match in several ways: give the state inside."""
        opened, _ = state.entered.get(name) or enter(state, name)
        for i in range(0, len(attributes), 2):
            values, identity, met, _ = opened.rules.get(attributes[i]) or rule_of(opened, attributes[i])
            text = attributes[i + 1]
            passed = tuple(value for value in values if matches(value, text, self.prefixes.now))
            if identity:
                self._identify(identity, text)
            found = met.get(passed)
            if found is None:
                found = met[passed] = opened.take(attributes[i], passed)
            if found is opened.book.never:
                raise Invalid
            opened = found
        return opened.close()

    def _identify(self, identity: str, text: str) -> None:
        """Keep an ID, or what points to one (RELAX NG DTD Compatibility, section 5)."""
        keep = self.identities.given if identity == "ID" else self.identities.pointed
        keep.update(words(text))

    def _refusal(self, parser: expat.XMLParserType, depth: int) -> Exception:
        if depth > MAX_DEPTH:
            return too_deep(parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
        return Invalid()


def _spilt(state: Pattern, held: list[str]) -> Pattern:
    """Take text that was held and turned out not to be all there is in the element."""
    blank = not "".join(held).strip(SPACE)
    held.clear()
    return state if blank else state.text()


def enter(state: Pattern, name: str) -> tuple[Pattern, Pattern | None]:
    """Open a start tag: give what the element wants, and what comes after it; None when that is in the first."""
    opened = state.open(name)
    found = (opened.first, opened.second) if isinstance(opened, After) else (opened, None)
    state.entered[name] = found
    return found


def pass_tag(state: Pattern, name: str) -> tuple[Pattern, Pattern | None]:
    """Open and close a start tag without attributes."""
    opened, after = state.entered.get(name) or enter(state, name)
    found = state.tags[name] = (opened.close(), after)
    return found


def plan(state: Pattern, names: tuple[str, ...]) -> Plan:
    """Prepare for a start tag with those attributes: how to check each value, and the states inside and after.

    The checks are None where an attribute's value may match in several ways, so that it decides on the state.
    """
    opened, after = state.entered.get(names[0]) or enter(state, names[0])
    checks: list[Check] = []
    for number, name in enumerate(names[1:]):
        values, identity, _, _ = opened.rules.get(name) or rule_of(opened, name)
        if len(values) > 1:
            found: Plan = None, opened.book.empty, after
            break
        opened = opened.take(name, values)
        if values and not takes_all(values[0]):
            kept: Container[str] = (
                () if identity or is_contextual(values[0]) else opened.book.accepted(values[0])
            )
            checks.append((2 * number + 1, kept, values[0], identity))
    else:
        found = checks, opened.close(), after
    if len(state.plans) < MEMORY:
        state.plans[names] = found
    return found


def is_contextual(value: Pattern) -> bool:
    """Tell whether it depends on the namespaces in force whether a string is a value."""
    if isinstance(value, Data | Value):
        inner = value.excepted if isinstance(value, Data) else None
        return value.type.contextual or (inner is not None and is_contextual(inner))
    return any(is_contextual(part) for part in ((value.body,) if isinstance(value, List) else value.parts))


def takes_all(value: Pattern) -> bool:
    """Tell whether every string is a value."""
    if not isinstance(value, Data):
        return isinstance(value, Text)
    _, name, params = value.type.written
    return name in ("string", "token", "normalizedString") and not params and value.excepted is None


def rule_of(opened: Pattern, name: str) -> tuple[Any, ...]:
    """Prepare for an attribute: the values it may have, whether it is an ID, what follows what it matches."""
    values = opened.wanted(name)
    identity = next((v.type.identity for v in values if isinstance(v, Data | Value) and v.type.identity), "")
    met: dict[tuple[Pattern, ...], Pattern] = {}
    found = opened.rules[name] = (values, identity, met, name)
    return found


def matches(value: Pattern, text: str, context: Context) -> bool:
    """Say whether an attribute's value matches (Clark's `valueMatch`)."""
    return (value.nullable and not text.strip(SPACE)) or value.data(text, context).nullable


def passes(accepted: Container[str], value: Pattern, identity: str, text: str, context: Context) -> bool:
    """Say whether an attribute's value passes its check; one that does is remembered where it always will."""
    right = matches(value, text, context)
    if right and not identity and isinstance(accepted, set) and len(accepted) < MEMORY:
        accepted.add(text)
    return right


def contained(state: Pattern, text: str, context: Context) -> Pattern:
    """Take all the text of an element that has no elements in it (Clark's `childrenDeriv`)."""
    taken = state.data(text, context)
    return taken if text.strip(SPACE) else state.book.choice((state, taken))
