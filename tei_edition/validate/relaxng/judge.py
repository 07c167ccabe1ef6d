"""A document's bytes and a grammar → valid or not: one pass, nothing kept but the open elements and the IDs.

The automaton's transitions are remembered in the patterns themselves: `tags` for start tags without attributes,
`entered` for those with, `rules` for attributes. Whoever wants to know *why* a document is invalid asks `inspect`.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from typing import Any
from xml.parsers import expat

from tei_edition.validate.relaxng.datatypes import XSD, Context, datatype, words
from tei_edition.validate.relaxng.grammar import Schema
from tei_edition.validate.relaxng.identities import Identities
from tei_edition.validate.relaxng.patterns import After, Data, List, Pattern, Value
from tei_edition.validate.relaxng.reader import MAX_DEPTH, Prefixes, read, too_deep

SPACE = " \t\n\r"
PLAIN_NAME = re.compile(r"[A-Z_a-z][A-Z_a-z\-.0-9]*")
"""What most IDs look like: a name of ASCII characters without white space around it."""
MEMORY = 4096
"""How many values of an attribute, and how many sets of attributes, are remembered."""
Check = tuple[Container[str], Pattern, str]
"""Values known to be right, the pattern of the others, and whether it is an ID or a reference."""
Plan = tuple[list[Check] | None, Pattern, Pattern | None]
"""How to check the attributes of a start tag, the state inside, and what comes after (None: the state knows)."""


class Invalid(Exception):
    """The document is not valid."""


def is_valid(schema: Schema, chunks: Iterable[bytes], name: str = "") -> bool:
    """Say whether a document is valid; XmlError when it is not well-formed."""
    judge = Judge(schema)
    try:
        read(chunks, name, judge.listen)
    except Invalid:
        return False
    identities = judge.identities
    return judge.state.nullable and not identities.doubled() and not identities.dangling()


class Judge:
    """Follows a document through the automaton."""

    def __init__(self, schema: Schema) -> None:
        self.state = schema.start
        self.never = schema.start.book.never
        self.plain_id = schema.start.book.keep(Data, datatype(XSD, "ID", ()), None)
        self.stack: list[Pattern | None] = []
        self.held: list[str] = []
        self.identities = Identities()
        self.prefixes = Prefixes()

    def listen(self, parser: expat.XMLParserType) -> None:
        """Be told of what the parser reads."""
        self.parser = parser
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        parser.StartNamespaceDeclHandler = self.prefixes.begin
        parser.EndNamespaceDeclHandler = self.prefixes.end

    def start(self, name: str, attributes: list[str]) -> None:
        """Go into an element."""
        state = self.state
        if self.held:
            state = self._spill(state)
        if attributes:
            names = (name, *attributes[::2])
            checks, inside, after = state.plans.get(names) or plan(state, names)
            if checks is None:
                inside = self._take_each(state, name, attributes)
            elif inside is not self.never:
                for check, text in zip(checks, attributes[1::2], strict=True):
                    if text not in check[0]:
                        self._check(check, text)
        else:
            inside, after = state.tags.get(name) or pass_tag(state, name)
        if inside is self.never or len(self.stack) > MAX_DEPTH:
            self._refuse()
        self.state = inside
        self.stack.append(after)

    def _check(self, check: Check, text: str) -> None:
        """Check an attribute's value that has not been met before, or that must be looked at each time."""
        _, value, identity = check
        if identity == "ID" and value is self.plain_id and PLAIN_NAME.fullmatch(text):
            self.identities.given.add(text)
            return
        if not passes(check, text, self.prefixes.now):
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
            if found is self.never:
                raise Invalid
            opened = found
        return opened.close()

    def _identify(self, identity: str, text: str) -> None:
        """Keep an ID, or what points to one (RELAX NG DTD Compatibility, section 5)."""
        keep = self.identities.given if identity == "ID" else self.identities.pointed
        for word in words(text):
            keep.add(word)

    def end(self, _name: str) -> None:
        """Leave an element."""
        state = self.state
        if state.dated:
            state = contained(state, "".join(self.held), self.prefixes.now)
            self.held.clear()
        after = self.stack.pop()
        if after is None:
            state = state.ended or state.end()
            if state is self.never:
                raise Invalid
            self.state = state
        elif state.nullable:
            self.state = after
        else:
            raise Invalid

    def characters(self, text: str) -> None:
        """Take text; where it may be data, hold it until it is complete."""
        state = self.state
        if state.texted is state:
            return
        if state.dated:
            self.held.append(text)
        elif text.strip(SPACE):
            state = state.texted or state.text()
            if state is self.never:
                raise Invalid
            self.state = state

    def _spill(self, state: Pattern) -> Pattern:
        """Take text that was held and turned out not to be all there is in the element."""
        blank = not "".join(self.held).strip(SPACE)
        self.held.clear()
        return state if blank else state.text()

    def _refuse(self) -> None:
        if len(self.stack) > MAX_DEPTH:
            raise too_deep(self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)
        raise Invalid


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
    checks: list[Check] | None = []
    for name in names[1:]:
        values, identity, _, _ = opened.rules.get(name) or rule_of(opened, name)
        if len(values) > 1:
            checks = None
            break
        opened = opened.take(name, values)
        if values and checks is not None:
            kept: Container[str] = (
                () if identity or is_contextual(values[0]) else opened.book.accepted(values[0])
            )
            checks.append((kept, values[0], identity))
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


def passes(check: Check, text: str, context: Context) -> bool:
    """Say whether an attribute's value passes its check; one that does is remembered where it always will."""
    accepted, value, identity = check
    right = matches(value, text, context)
    if right and not identity and isinstance(accepted, set) and len(accepted) < MEMORY:
        accepted.add(text)
    return right


def contained(state: Pattern, text: str, context: Context) -> Pattern:
    """Take all the text of an element that has no elements in it (Clark's `childrenDeriv`)."""
    taken = state.data(text, context)
    return taken if text.strip(SPACE) else state.book.choice((state, taken))
