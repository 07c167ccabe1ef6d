"""Patterns → patterns made of them, each kept once and simple (RELAX NG, section 4.20)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar, cast

from tei_edition.validate.relaxng.nameclass import is_open, listed
from tei_edition.validate.relaxng.patterns import (
    After,
    Choice,
    Element,
    Empty,
    Group,
    Interleave,
    Never,
    OneOrMore,
    Pattern,
    Text,
)

P = TypeVar("P", bound=Pattern)


class Book:
    """All patterns of a grammar, each once; its methods simplify as they build (section 4.20)."""

    def __init__(self) -> None:
        self._kept: dict[tuple[object, ...], Pattern] = {}
        self._accepted: dict[Pattern, set[str]] = {}
        self.never: Pattern = Never(self, False)
        self.empty: Pattern = Empty(self, True)
        self.anything: Pattern = Text(self, True)

    def accepted(self, value: Pattern) -> set[str]:
        """Give the set of strings that are known to match a value's pattern."""
        return self._accepted.setdefault(value, set())

    def keep(self, kind: Callable[..., P], *parts: object) -> P:
        """Give the pattern of that kind and those parts, a new one only if there is none."""
        found = self._kept.get((kind, *parts))
        if found is None:
            found = self._kept[kind, *parts] = kind(self, *parts)
        return cast(P, found)

    def choice(self, members: Iterable[Pattern]) -> Pattern:
        """Put patterns at choice."""
        flat: dict[Pattern, None] = {}
        for member in members:
            if isinstance(member, Choice):
                flat.update(dict.fromkeys(member.members))
            elif member is not self.never:
                flat[member] = None
        if self.empty in flat and any(member.nullable for member in flat if member is not self.empty):
            del flat[self.empty]
        if len(flat) < 2:
            return next(iter(flat), self.never)
        return self._choice(tuple(flat))

    def _choice(self, members: tuple[Pattern, ...]) -> Pattern:
        same = (Choice, frozenset(members))
        found = self._kept.get(same)
        if found is None:
            found = self._kept[same] = Choice(self, *members)
        return found

    def by_name(self, members: Iterable[Pattern]) -> tuple[dict[str, list[Pattern]], list[Pattern]]:
        """Sort patterns by the names of the elements that they open with; apart those that may take any name."""
        named: dict[str, list[Pattern]] = {}
        others: list[Pattern] = []
        for member in members:
            firsts = self._firsts(member)
            if firsts is None:
                others.append(member)
            for name in firsts or ():
                named.setdefault(name, []).append(member)
        return named, others

    def _firsts(self, pattern: Pattern) -> frozenset[str] | None:
        """Name the elements that a pattern opens with; None where there is no telling them all."""
        if isinstance(pattern, Element):
            return None if is_open(pattern.names) else frozenset(listed(pattern.names))
        found: frozenset[str] = frozenset()
        alone = isinstance(pattern, Group) and not pattern.first.nullable
        for part in pattern.parts[:1] if alone else pattern.parts:
            inner = self._firsts(part)
            if inner is None:
                return None
            found |= inner
        return found

    def optional(self, body: Pattern) -> Pattern:
        """Put a pattern and nothing at choice."""
        return self.choice((body, self.empty))

    def group(self, first: Pattern, second: Pattern) -> Pattern:
        """Put one pattern after the other."""
        if first is self.never or second is self.never:
            return self.never
        if first is self.empty or second is self.empty:
            return second if first is self.empty else first
        return self.keep(Group, first, second)

    def interleave(self, first: Pattern, second: Pattern) -> Pattern:
        """Mix two patterns."""
        if first is self.never or second is self.never:
            return self.never
        if first is self.empty or second is self.empty:
            return second if first is self.empty else first
        return self.keep(Interleave, first, second)

    def one_or_more(self, body: Pattern) -> Pattern:
        """Repeat a pattern."""
        return body if body in (self.never, self.empty) else self.keep(OneOrMore, body)

    def after(self, first: Pattern, second: Pattern) -> Pattern:
        """Put a pattern after the end of an element."""
        return self.never if first is self.never or second is self.never else self.keep(After, first, second)

    def within(self, opened: Pattern, change: Callable[[Pattern], Pattern]) -> Pattern:
        """Change what comes after the elements just opened (Clark's `applyAfter`)."""
        if isinstance(opened, Choice):
            return self.choice(self.within(member, change) for member in opened.members)
        if isinstance(opened, After):
            return self.after(opened.first, change(opened.second))
        return self.never
