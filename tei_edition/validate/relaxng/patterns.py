"""Patterns of the simple form, each kept once, → their derivatives (J. Clark, An algorithm for RELAX NG validation).

A pattern that has been met before is the same object, and remembers the derivatives already taken: the patterns are
the states of an automaton that is built as documents ask for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from tei_edition.validate.relaxng.datatypes import Context, Datatype, words
from tei_edition.validate.relaxng.nameclass import NameClass

if TYPE_CHECKING:
    from tei_edition.validate.relaxng.book import Book
    from tei_edition.validate.relaxng.source import Node

Passed = tuple["Pattern", ...]


class Pattern:
    """A pattern, and the place of the automaton where it is all that is still to come."""

    __slots__ = (
        "asked", "attributed", "book", "closed", "dated", "ended", "entered", "nullable", "opens", "plans", "rules",
        "tags", "taken", "texted",
    )  # fmt: skip
    nullable: bool
    """Whether it matches nothing at all (Clark's `nullable`)."""
    attributed: bool
    """Whether attributes are among what it asks for."""
    dated: bool
    """Whether data are among what it asks for, so that text must be held until it is complete."""

    def __init__(self, book: Book, nullable: bool, parts: Iterable[Pattern] = ()) -> None:
        self.book = book
        self.nullable = nullable
        self.attributed = any(part.attributed for part in parts)
        self.dated = any(part.dated for part in parts)
        self.opens: dict[str, Pattern] = {}
        self.tags: dict[str, Any] = {}
        self.entered: dict[str, Any] = {}
        self.rules: dict[str, Any] = {}
        self.plans: dict[tuple[str, ...], Any] = {}
        self.asked: dict[str, Passed] = {}
        self.taken: dict[tuple[str, Passed], Pattern] = {}
        self.closed: Pattern | None = None
        self.texted: Pattern | None = None
        self.ended: Pattern | None = None

    @property
    def parts(self) -> tuple[Pattern, ...]:
        """The patterns it is made of; not those in elements and attributes."""
        return ()

    def open(self, name: str) -> Pattern:
        """Derive by the opening of a start tag."""
        found = self.opens.get(name)
        if found is None:
            found = self.opens[name] = self._open(name)
        return found

    def take(self, name: str, passed: Passed) -> Pattern:
        """Derive by an attribute, given which of the attribute patterns' values its value matches."""
        if not self.attributed:
            return self.book.never
        found = self.taken.get((name, passed))
        if found is None:
            found = self.taken[name, passed] = self._take(name, passed)
        return found

    def close(self) -> Pattern:
        """Derive by the end of a start tag: attributes that are still to come will not come."""
        if not self.attributed:
            return self
        if self.closed is None:
            self.closed = self._close()
        return self.closed

    def text(self) -> Pattern:
        """Derive by text where text is not data."""
        if self.texted is None:
            self.texted = self._text(None, {})
        return self.texted

    def data(self, value: str, context: Context) -> Pattern:
        """Derive by text that is all an element, attribute or list item has."""
        return self._text(value, context) if self.dated else self.text()

    def end(self) -> Pattern:
        """Derive by an end tag."""
        if self.ended is None:
            self.ended = self._end()
        return self.ended

    def wanted(self, name: str) -> Passed:
        """Give the values that the attributes of a name may have, each once."""
        if not self.attributed:
            return ()
        found = self.asked.get(name)
        if found is None:
            found = tuple(dict.fromkeys(value for part in self.parts for value in part.wanted(name)))
            self.asked[name] = found
        return found

    def _open(self, name: str) -> Pattern:
        return self.book.never

    def _take(self, name: str, passed: Passed) -> Pattern:
        return self.book.never

    def _close(self) -> Pattern:
        return self

    def _text(self, value: str | None, context: Context) -> Pattern:
        return self.book.never

    def _end(self) -> Pattern:
        return self.book.never


class Never(Pattern):
    """`notAllowed`: nothing matches."""


class Empty(Pattern):
    """`empty`: nothing is to come."""


class Text(Pattern):
    """`text`."""

    def _text(self, value: str | None, context: Context) -> Pattern:
        return self


class Choice(Pattern):
    """`choice`, of any number of patterns."""

    __slots__ = ("by_name", "members")

    def __init__(self, book: Book, *members: Pattern) -> None:
        self.members = members
        self.by_name: tuple[dict[str, list[Pattern]], list[Pattern]] | None = None
        super().__init__(book, any(member.nullable for member in members), members)

    @property
    def parts(self) -> tuple[Pattern, ...]:
        """Its members."""
        return self.members

    def _open(self, name: str) -> Pattern:
        if self.by_name is None:
            self.by_name = self.book.by_name(self.members)
        named, others = self.by_name
        return self.book.choice(member.open(name) for member in (*named.get(name, ()), *others))

    def _take(self, name: str, passed: Passed) -> Pattern:
        return self.book.choice(member.take(name, passed) for member in self.members)

    def _close(self) -> Pattern:
        return self.book.choice(member.close() for member in self.members)

    def _text(self, value: str | None, context: Context) -> Pattern:
        return self.book.choice(_texted(member, value, context) for member in self.members)

    def _end(self) -> Pattern:
        return self.book.choice(member.end() for member in self.members)


class Two(Pattern):
    """What two patterns make together."""

    __slots__ = ("first", "second")

    def __init__(self, book: Book, first: Pattern, second: Pattern) -> None:
        self.first, self.second = first, second
        super().__init__(book, first.nullable and second.nullable, (first, second))

    @property
    def parts(self) -> tuple[Pattern, ...]:
        """Both."""
        return self.first, self.second


class Group(Two):
    """`group`: one, then the other."""

    def _open(self, name: str) -> Pattern:
        book, second = self.book, self.second
        opened = book.within(self.first.open(name), lambda rest: book.group(rest, second))
        return book.choice((opened, second.open(name))) if self.first.nullable else opened

    def _take(self, name: str, passed: Passed) -> Pattern:
        one, other = self.first.take(name, passed), self.second.take(name, passed)
        return self.book.choice((self.book.group(one, self.second), self.book.group(self.first, other)))

    def _close(self) -> Pattern:
        return self.book.group(self.first.close(), self.second.close())

    def _text(self, value: str | None, context: Context) -> Pattern:
        one = self.book.group(_texted(self.first, value, context), self.second)
        if not self.first.nullable:
            return one
        return self.book.choice((one, _texted(self.second, value, context)))


class Interleave(Two):
    """`interleave`: both, in each other's gaps."""

    def _open(self, name: str) -> Pattern:
        book, first, second = self.book, self.first, self.second
        one = book.within(first.open(name), lambda rest: book.interleave(rest, second))
        other = book.within(second.open(name), lambda rest: book.interleave(first, rest))
        return book.choice((one, other))

    def _take(self, name: str, passed: Passed) -> Pattern:
        one, other = self.first.take(name, passed), self.second.take(name, passed)
        return self.book.choice(
            (self.book.interleave(one, self.second), self.book.interleave(self.first, other))
        )

    def _close(self) -> Pattern:
        return self.book.interleave(self.first.close(), self.second.close())

    def _text(self, value: str | None, context: Context) -> Pattern:
        one = self.book.interleave(_texted(self.first, value, context), self.second)
        other = self.book.interleave(self.first, _texted(self.second, value, context))
        return self.book.choice((one, other))


class OneOrMore(Pattern):
    """`oneOrMore`."""

    __slots__ = ("body",)

    def __init__(self, book: Book, body: Pattern) -> None:
        self.body = body
        super().__init__(book, body.nullable, (body,))

    @property
    def parts(self) -> tuple[Pattern, ...]:
        """What there is one or more of."""
        return (self.body,)

    def _more(self, derived: Pattern) -> Pattern:
        return self.book.group(derived, self.book.optional(self))

    def _open(self, name: str) -> Pattern:
        return self.book.within(self.body.open(name), self._more)

    def _take(self, name: str, passed: Passed) -> Pattern:
        return self._more(self.body.take(name, passed))

    def _close(self) -> Pattern:
        return self.book.one_or_more(self.body.close())

    def _text(self, value: str | None, context: Context) -> Pattern:
        return self._more(_texted(self.body, value, context))


class After(Two):
    """Clark's `After`: the first is what the open element still wants, the second what comes after that element."""

    def __init__(self, book: Book, first: Pattern, second: Pattern) -> None:
        super().__init__(book, first, second)
        self.nullable, self.attributed, self.dated = False, first.attributed, first.dated

    @property
    def parts(self) -> tuple[Pattern, ...]:
        """What is inside the element."""
        return (self.first,)

    def _open(self, name: str) -> Pattern:
        return self.book.within(self.first.open(name), lambda rest: self.book.after(rest, self.second))

    def _take(self, name: str, passed: Passed) -> Pattern:
        return self.book.after(self.first.take(name, passed), self.second)

    def _close(self) -> Pattern:
        return self.book.after(self.first.close(), self.second)

    def _text(self, value: str | None, context: Context) -> Pattern:
        return self.book.after(_texted(self.first, value, context), self.second)

    def _end(self) -> Pattern:
        return self.second if self.first.nullable else self.book.never


class Element(Pattern):
    """`element`: its body is filled in when the schema has been read, since elements may contain themselves."""

    __slots__ = ("body", "names", "node")

    def __init__(self, book: Book, names: NameClass, node: Node) -> None:
        super().__init__(book, False)
        self.names, self.node, self.body = names, node, book.never

    def _open(self, name: str) -> Pattern:
        return self.book.after(self.body, self.book.empty) if self.names.contains(name) else self.book.never


class Attribute(Pattern):
    """`attribute`."""

    __slots__ = ("names", "node", "value")

    def __init__(self, book: Book, names: NameClass, value: Pattern, node: Node) -> None:
        super().__init__(book, False)
        self.names, self.value, self.node, self.attributed = names, value, node, True

    def wanted(self, name: str) -> Passed:
        """Give its value if it has that name."""
        return (self.value,) if self.names.contains(name) else ()

    def _take(self, name: str, passed: Passed) -> Pattern:
        met = self.value in passed and self.names.contains(name)
        return self.book.empty if met else self.book.never

    def _close(self) -> Pattern:
        return self.book.never


class Data(Pattern):
    """`data`, with its parameters in the datatype."""

    __slots__ = ("excepted", "type")

    def __init__(self, book: Book, kind: Datatype, excepted: Pattern | None) -> None:
        super().__init__(book, False)
        self.type, self.excepted, self.dated = kind, excepted, True

    def _text(self, value: str | None, context: Context) -> Pattern:
        if value is None or not self.type.allows(value, context):
            return self.book.never
        out = self.excepted is not None and self.excepted.data(value, context).nullable
        return self.book.never if out else self.book.empty


class Value(Pattern):
    """`value`."""

    __slots__ = ("type", "value", "written")

    def __init__(self, book: Book, kind: Datatype, value: object, written: str) -> None:
        super().__init__(book, False)
        self.type, self.value, self.written, self.dated = kind, value, written, True

    def _text(self, value: str | None, context: Context) -> Pattern:
        same = value is not None and self.type.same(value, context, self.value)
        return self.book.empty if same else self.book.never


class List(Pattern):
    """`list`: what the words of a value match."""

    __slots__ = ("body",)

    def __init__(self, book: Book, body: Pattern) -> None:
        super().__init__(book, False)
        self.body, self.dated = body, True

    def _text(self, value: str | None, context: Context) -> Pattern:
        if value is None:
            return self.book.never
        state = self.body
        for word in words(value):
            state = state.data(word, context)
        return self.book.empty if state.nullable else self.book.never


def _texted(pattern: Pattern, value: str | None, context: Context) -> Pattern:
    return pattern.text() if value is None else pattern.data(value, context)
