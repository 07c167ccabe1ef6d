"""A state of the automaton → what may come next, what must, and how to go on after a mistake."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tei_edition.validate.relaxng.nameclass import AnyName, Name, NameChoice, listed, split
from tei_edition.validate.relaxng.patterns import (
    After,
    Attribute,
    Choice,
    Element,
    Group,
    Pattern,
    Text,
)

FEW, DEEP = 12, 3
"""How many candidates, and how many elements in a row, are tried when something seems to be missing."""


def first_names(state: Pattern) -> list[str]:
    """Name the elements that may come next, in the order of the schema."""
    found: dict[str, None] = {}
    _first(state, found, set())
    return list(found)


def _first(state: Pattern, found: dict[str, None], seen: set[Pattern]) -> None:
    if state in seen:
        return
    seen.add(state)
    if isinstance(state, Element):
        found.update(dict.fromkeys(listed(state.names)))
    elif isinstance(state, Group) and not state.first.nullable:
        _first(state.first, found, seen)
    else:
        for part in state.parts:
            _first(part, found, seen)


def may_end(state: Pattern) -> bool:
    """Say whether the open element may end."""
    if isinstance(state, Choice):
        return any(may_end(member) for member in state.members)
    return state.first.nullable if isinstance(state, After) else state.nullable


def may_have_text(state: Pattern) -> bool:
    """Say whether text may come next."""
    return state.dated or state.text() is not state.book.never


def skipped(state: Pattern, name: str) -> Pattern:
    """Give the state after an element of that name, whatever is in it."""
    return seconds(state.open(name))


def seconds(opened: Pattern) -> Pattern:
    """Give what comes after the open element, whether it is complete or not."""
    members = opened.members if isinstance(opened, Choice) else (opened,)
    return opened.book.choice(member.second for member in members if isinstance(member, After))


def missing_before(state: Pattern, name: str) -> tuple[tuple[str, ...], Pattern] | None:
    """Find the fewest elements whose absence keeps an element from standing here, and the state after them."""
    return _search(state, lambda to: to.open(name) is not to.book.never)


def missing_at_end(state: Pattern) -> tuple[str, ...]:
    """Name the fewest elements that would make the open element complete; nothing where they are not known."""
    found = _search(state, may_end)
    return found[0] if found else ()


def _search(state: Pattern, reached: Callable[[Pattern], bool]) -> tuple[tuple[str, ...], Pattern] | None:
    """Search breadth first for a state, going through elements that may come next."""
    level: list[tuple[tuple[str, ...], Pattern]] = [((), state)]
    seen = {state}
    for depth in range(DEEP):
        following: list[tuple[tuple[str, ...], Pattern]] = []
        for names, here in level:
            candidates = first_names(here)
            for name in candidates if depth == 0 else candidates[:FEW]:
                to = skipped(here, name)
                if reached(to):
                    return (*names, name), to
                if to not in seen and to is not state.book.never:
                    seen.add(to)
                    following.append(((*names, name), to))
        level = following[:FEW]
    return None


def completions(state: Pattern) -> list[str]:
    """Name all elements that alone would make the open element complete."""
    return [name for name in first_names(state) if may_end(skipped(state, name))]


def example(state: Pattern, name: str, depth: int = 3) -> str | None:
    """Write out an element of that name, with the least that must be in it; None where that is much or not known."""
    opened = state.open(name)
    opened = opened.members[0] if isinstance(opened, Choice) else opened
    if not isinstance(opened, After) or depth == 0:
        return None
    attributes, inside = lacking(opened.first)
    content = _least(inside, depth - 1)
    tag = split(name)[1] + "".join(f' {split(one)[1]}="…"' for one in attributes)
    if content is None:
        return None
    return f"<{tag}>{content}</{split(name)[1]}>" if content else f"<{tag}/>"


def _least(inside: Pattern, depth: int) -> str | None:
    if may_end(inside):
        return "…" if may_have_text(inside) else ""
    written = ""
    for name in missing_at_end(inside):
        one = example(inside, name, depth)
        if one is None:
            return None
        written, inside = written + one, skipped(inside, name)
    return written or ("…" if inside.dated else None)


def fits_earlier(start: Pattern, trail: Sequence[str], name: str) -> bool:
    """Say whether an element could stand before some of the elements that stand before it."""
    state = start
    for at, child in enumerate(trail):
        if _replayed(skipped(state, name), trail[at:]) is not state.book.never:
            return True
        state = skipped(state, child)
    return False


def fits_between(state: Pattern | None, name: str, following: str) -> bool:
    """Say whether an element could stand at a place, and another after it."""
    return state is not None and skipped(state, name).open(following) is not state.book.never


def replayed(start: Pattern, trail: Sequence[str], name: str) -> Pattern | None:
    """Give the state after some children in which an element may stand, or might if something had come before it."""
    state = _replayed(start, trail)
    if state.open(name) is not start.book.never:
        return state
    found = missing_before(state, name)
    return found[1] if found else None


def without_one(start: Pattern, trail: Sequence[str], name: str) -> tuple[int, Pattern] | None:
    """Find the one child, not of that name, without which an element could stand here, and the state without it.

    Where there are few children, something may also be missing in that one's stead.
    """
    states = [_replayed(start, (*trail[:at], *trail[at + 1 :])) for at in range(len(trail))]
    for at in range(len(trail) - 1, -1, -1):
        if trail[at] != name and states[at].open(name) is not start.book.never:
            return at, states[at]
    for at in range(len(trail) - 1, -1, -1) if len(trail) <= FEW else ():
        lacks = trail[at] != name and not may_end(states[at])
        found = missing_before(states[at], name) if lacks else None
        if found:
            return at, found[1]
    return None


def _replayed(state: Pattern, trail: Sequence[str]) -> Pattern:
    for child in trail:
        state = skipped(state, child)
    return state


def content_of(element: Element) -> frozenset[str]:
    """Name all elements that may stand in an element; the empty name stands for text."""
    found: set[str] = set()
    seen, stack = {element.body}, [element.body]
    while stack:
        for part in stack.pop().parts:
            if isinstance(part, Text):
                found.add("")
            elif isinstance(part, Element):
                found.update(listed(part.names))
            elif part not in seen:
                seen.add(part)
                stack.append(part)
    return frozenset(found)


def lacking(opened: Pattern) -> tuple[list[str], Pattern]:
    """Name the attributes that a start tag needs and has not, and give the state as though it had them."""
    names: list[str] = []
    while opened.close() is opened.book.never and len(names) < 20:
        needed = _required(opened)
        if not needed:
            break
        names.append(needed[0])
        opened = opened.take(needed[0], opened.wanted(needed[0]))
    return names, opened.close()


def _required(pattern: Pattern) -> list[str]:
    if isinstance(pattern, Attribute):
        return listed(pattern.names)
    if not pattern.attributed:
        return []
    inner = [_required(part) for part in pattern.parts]
    if isinstance(pattern, Choice):
        return [] if any(part.close() is not part.book.never for part in pattern.members) else inner[0]
    return [name for names in inner for name in names]


def lax_content(start: Pattern, known: Mapping[str, Sequence[Element]]) -> Pattern:
    """Make what stands in an element nobody knows: anything, but elements of the schema as the schema has them."""
    book, own = start.book, list(dict.fromkeys(element for several in known.values() for element in several))
    if not own:
        return book.anything
    others = AnyName(NameChoice(tuple(Name(name) for name in known)))
    stranger = Element(book, others, own[0].node)
    attribute = Attribute(book, AnyName(), book.anything, own[0].node)
    stranger.body = book.optional(book.one_or_more(book.choice([book.anything, attribute, stranger, *own])))
    return stranger.body
