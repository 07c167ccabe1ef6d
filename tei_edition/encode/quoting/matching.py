"""Marks of all blocks → pairs, at the least cost over the whole article.

Every mark is read in every way it allows — opening, closing, repeated at the head of a paragraph, none of these —
and the readings are followed side by side; those that have become much dearer than the best are dropped. So one
mark that is missing costs its quotation only, and never swallows what follows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tei_edition.encode.quoting.glyphs import FORBIDDEN, pair_cost
from tei_edition.encode.quoting.marks import Mark

__all__ = ["Deed", "Line", "match"]

NEST_SAME = 5.0
"""A quotation directly inside one with marks of the same family."""
UNCLOSED, UNCLOSED_AT_HEAD = 6.0, 4.0
"""A quotation that never closes; less where it began with its paragraph or after a colon."""
CARRY, CARRY_AT_HEAD, CARRY_VERSE = 5.0, 2.0, 0.5
"""A paragraph that continues a quotation without a mark of its own; verse need not have one."""
REOPEN_OTHER = 1.5
"""A paragraph that continues a quotation with another glyph than the one that opened it."""
REPEAT_FIRST, REPEAT = 6.5, 0.5
"""An opening mark repeated inside a paragraph, as at every line of old prints: the first time, and then."""
PER_CHARACTER, LONGEST = 0.001, 1.5
"""The dearer, the longer: of two equal readings the one with the shorter quotations is right."""
DEPTH, WIDTH, SLACK = 4, 16, 11.0
"""How deep quotations nest; how many readings are followed; how much dearer than the best they may be."""


@dataclass(frozen=True, slots=True)
class Line:
    """A block as the matcher sees it."""

    start: int
    """Where its text begins in the article's."""
    end: int
    """Where it ends."""
    marks: Sequence[Mark]
    """Its marks, at offsets of the article's text."""
    heads: frozenset[int] = frozenset()
    """Where a quotation clearly sets in: at the block's head or after a colon."""
    verse: bool = False
    """Whether it is verse."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What was made of a mark, or of two."""

    what: str
    """`pair`, `again` (repeated), `unclosed` or `loose`."""
    mark: Mark
    """The opening mark; of `again` and `loose` the mark itself."""
    other: Mark | None = None
    """Of a pair, the closing mark; of `again`, the mark it repeats."""
    end: int = 0
    """Where the quotation ends."""


@dataclass(frozen=True, slots=True)
class _Open:
    """A quotation that has not been closed yet."""

    mark: Mark
    head: bool
    repeated: bool = False


_Stack = tuple[_Open, ...]
_Trace = tuple["_Trace", Deed] | None


@dataclass(frozen=True, slots=True)
class _State:
    """One reading of all marks so far."""

    cost: float
    stack: _Stack
    trace: _Trace

    def then(self, cost: float, stack: _Stack, deed: Deed | None = None) -> _State:
        return _State(self.cost + cost, stack, (self.trace, deed) if deed else self.trace)


def match(lines: Sequence[Line]) -> list[Deed]:
    """Give what was made of each mark of blocks that follow one another."""
    states = [_State(0, (), None)]
    for line in lines:
        states, rest = _enter(states, line)
        for mark in rest:
            if mark.opening >= FORBIDDEN and not mark.is_fault and not _awaited(states, mark):
                continue
            states = _prune(step for state in states for step in _steps(state, mark, line))
        states = _prune(after for state in states for after in (state, _abandon(state, line)) if after)
    best = min((state for state in states if not state.stack), key=lambda state: state.cost)
    return _deeds(best)


def _awaited(states: list[_State], mark: Mark) -> bool:
    """Tell whether in any reading the mark could close what is open."""
    return any(state.stack and state.stack[-1].mark.family == mark.family for state in states)


def _enter(states: list[_State], line: Line) -> tuple[list[_State], Sequence[Mark]]:
    """Begin a block: quotations still open are continued by its first marks, or carried on without."""
    if not any(state.stack for state in states):
        return states, line.marks
    leading = [mark for mark in line.marks if mark.leads]
    again = [step for state in states if state.stack for step in _reopen(state, leading, line)]
    entered = [_carry(state, line) if state.stack else state for state in states]
    for mark in leading:
        entered = [step for state in entered for step in _steps(state, mark, line)]
    return _prune(iter([*entered, *again])), line.marks[len(leading) :]


def _carry(state: _State, line: Line) -> _State:
    """Continue open quotations in a block that does not say so."""
    if line.verse:
        return state.then(CARRY_VERSE, state.stack)
    return state.then(CARRY_AT_HEAD if state.stack[0].head else CARRY, state.stack)


def _reopen(state: _State, leading: Sequence[Mark], line: Line) -> Iterator[_State]:
    """Continue open quotations with the marks at the head of a block; marks left over are read as usual."""
    at, cost, trace = 0, 0.0, state.trace
    for level in state.stack:
        if at < len(leading) and leading[at].family == level.mark.family:
            cost += 0 if leading[at].glyph == level.mark.glyph else REOPEN_OTHER
            trace = (trace, Deed("again", leading[at], level.mark))
            at += 1
    if at:
        reopened = [_State(state.cost + cost, state.stack, trace)]
        for mark in leading[at:]:
            reopened = [step for after in reopened for step in _steps(after, mark, line)]
        yield from reopened


def _steps(state: _State, mark: Mark, line: Line) -> Iterator[_State]:
    """Read one mark in every way it allows."""
    stack = state.stack
    yield state.then(mark.alone, stack, Deed("loose", mark))
    if mark.opening < FORBIDDEN and len(stack) < DEPTH:
        same = NEST_SAME if stack and stack[-1].mark.family == mark.family else 0
        yield state.then(mark.opening + same, (*stack, _Open(mark, mark.start in line.heads)))
    if not stack or stack[-1].mark.family != mark.family:
        return
    top = stack[-1]
    cost = mark.closing + pair_cost(top.mark.glyph, mark.glyph)
    if cost < FORBIDDEN and mark.start >= top.mark.end:
        cost += min(LONGEST, PER_CHARACTER * (mark.end - top.mark.start))
        yield state.then(cost, stack[:-1], Deed("pair", top.mark, mark, mark.end))
    if mark.glyph == top.mark.glyph and mark.glyph in "“„«":
        again = (*stack[:-1], _Open(top.mark, top.head, True))
        price = REPEAT if top.repeated else REPEAT_FIRST
        yield state.then(price, again, Deed("again", mark, top.mark))


def _abandon(state: _State, line: Line) -> _State | None:
    """Give up, at the end of a block, on all quotations that are still open."""
    if not state.stack:
        return None
    cost, trace = state.cost, state.trace
    for level in reversed(state.stack):
        cost += UNCLOSED_AT_HEAD if level.head else UNCLOSED
        if level.mark.family == "single":
            cost += 2
        trace = (trace, Deed("unclosed" if level.head else "loose", level.mark, None, line.end))
    return _State(cost, (), trace)


def _prune(states: Iterator[_State]) -> list[_State]:
    """Keep, of the readings that leave the same quotations open, the cheapest; and of these, the best."""
    best: dict[tuple[tuple[int, bool], ...], _State] = {}
    for state in states:
        key = tuple((level.mark.start, level.repeated) for level in state.stack)
        if key not in best or state.cost < best[key].cost:
            best[key] = state
    ranked = sorted(best.values(), key=lambda state: state.cost)
    limit = ranked[0].cost + SLACK
    kept = [state for state in ranked[:WIDTH] if state.cost <= limit]
    if not any(not state.stack for state in kept):
        kept += [state for state in ranked if not state.stack][:1]
    return kept


def _deeds(state: _State) -> list[Deed]:
    """Give what one reading did, in order."""
    deeds, trace = [], state.trace
    while trace:
        trace, deed = trace
        deeds.append(deed)
    return deeds[::-1]
