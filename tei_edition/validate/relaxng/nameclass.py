"""Names → whether a name class holds them (RELAX NG, sections 4.9–4.11, 4.16 and 5).

A name is written as expat gives it: `namespace local` with a space between, or `local` where there is no namespace.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

IMPOSSIBLE = "\x00"
"""A local name no document has: it stands for all names that a schema does not mention (7.3)."""


def key(namespace: str, local: str) -> str:
    """Write a name as expat does."""
    return f"{namespace} {local}" if namespace else local


def split(name: str) -> tuple[str, str]:
    """Take a name apart: namespace and local name."""
    namespace, _, local = name.rpartition(" ")
    return namespace, local


@dataclass(frozen=True)
class Name:
    """One name."""

    name: str
    """The name."""

    def contains(self, name: str) -> bool:
        """Say whether the class holds a name."""
        return name == self.name


@dataclass(frozen=True)
class AnyName:
    """All names except some."""

    excepted: NameClass | None = None
    """What it leaves out."""

    def contains(self, name: str) -> bool:
        """Say whether the class holds a name."""
        return self.excepted is None or not self.excepted.contains(name)


@dataclass(frozen=True)
class NsName:
    """All names of a namespace except some."""

    namespace: str
    """The namespace; empty for names in none."""
    excepted: NameClass | None = None
    """What it leaves out."""

    def contains(self, name: str) -> bool:
        """Say whether the class holds a name."""
        inside = name.rpartition(" ")[0] == self.namespace
        return inside and (self.excepted is None or not self.excepted.contains(name))


@dataclass(frozen=True)
class NameChoice:
    """The names of several classes."""

    members: tuple[NameClass, ...]
    """The classes."""

    def contains(self, name: str) -> bool:
        """Say whether the class holds a name."""
        return any(member.contains(name) for member in self.members)


NameClass = Name | AnyName | NsName | NameChoice


def parts(names: NameClass) -> Iterator[NameClass]:
    """Give a class and all classes in it."""
    yield names
    if isinstance(names, NameChoice):
        for member in names.members:
            yield from parts(member)
    elif not isinstance(names, Name) and names.excepted:
        yield from parts(names.excepted)


def listed(names: NameClass) -> list[str]:
    """Give the names that a class mentions as its own, in their order; wildcards mention none."""
    if isinstance(names, NameChoice):
        return [name for member in names.members for name in listed(member)]
    return [names.name] if isinstance(names, Name) else []


def is_open(names: NameClass) -> bool:
    """Say whether the class holds names without end."""
    if isinstance(names, NameChoice):
        return any(is_open(member) for member in names.members)
    return not isinstance(names, Name)


def overlap(one: NameClass, other: NameClass) -> bool:
    """Say whether some name is in both classes: try one name for each case that the two distinguish (7.3)."""
    if isinstance(one, Name):
        return other.contains(one.name)
    if isinstance(other, Name):
        return one.contains(other.name)
    return any(one.contains(name) and other.contains(name) for name in _cases(one, other))


def _cases(*classes: NameClass) -> Iterator[str]:
    yield key(IMPOSSIBLE, IMPOSSIBLE)
    for names in classes:
        for part in parts(names):
            if isinstance(part, Name):
                yield part.name
            elif isinstance(part, NsName):
                yield key(part.namespace, IMPOSSIBLE)
