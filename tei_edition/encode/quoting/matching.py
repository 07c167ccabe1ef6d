"""Marks of all blocks → pairs, at the least cost over the whole article.

Every mark is read in every way it allows — opening, closing, repeated at the head of a paragraph, none of these —
and the readings are followed side by side; those that have become much dearer than the best are dropped. So one
mark that is missing costs its quotation only, and never swallows what follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tei_edition.encode.quoting.glyphs import FORBIDDEN, pair_cost
from tei_edition.encode.quoting.marks import Mark

__all__ = ["Deed", "Line", "match"]

NEST_SAME = 5.0
"""A quotation directly inside one with marks of the same family."""
UNCLOSED, UNCLOSED_AT_HEAD, UNCLOSED_SINGLE = 6.0, 4.0, 2.0
"""A quotation that never closes: less where it began with its paragraph or after a colon; more with single marks."""
CARRY, CARRY_AT_HEAD, CARRY_VERSE = 5.0, 2.0, 0.5
"""A paragraph that continues a quotation without a mark of its own; verse need not have one."""
REOPEN_OTHER = 1.5
"""A paragraph that continues a quotation with another glyph than the one that opened it."""
REPEAT_FIRST, REPEAT = 6.5, 0.5
"""An opening mark repeated inside a paragraph, as at every line of old prints: the first time, and then."""
PER_CHARACTER, LONGEST = 0.001, 1.5
"""The dearer, the longer: of two equal readings the one with the shorter quotations is right."""
DEPTH, WIDTH, SLACK = 4, 12, 9.0
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


@dataclass(frozen=True, slots=True, eq=False)
class _Open:
    """A quotation that has not been closed yet; there is one object for each opening mark."""

    mark: Mark
    head: bool
    again: _Open | None = None
    """The same quotation, once its mark was repeated inside a paragraph."""


_Stack = tuple[_Open, ...]
_Trace = tuple["_Trace", Deed] | None
_State = tuple[float, _Stack, _Trace]
"""One reading of all marks so far: what it costs, what it leaves open, what it did."""


def match(lines: Sequence[Line]) -> list[Deed]:
    """Give what was made of each mark of blocks that follow one another."""
    states: list[_State] = [(0.0, (), None)]
    for line in lines:
        states, rest = _enter(states, line)
        for mark in rest:
            if mark.opening < FORBIDDEN or mark.is_fault or _awaited(states, mark):
                states = _prune(_steps(states, mark, line))
        if len(states) > 1 or states[0][1]:
            states = _prune([*states, *(_abandon(state, line) for state in states if state[1])])
    return _deeds(min((state for state in states if not state[1]), key=_cost))


def _cost(state: _State) -> float:
    return state[0]


def _awaited(states: list[_State], mark: Mark) -> bool:
    """Tell whether in any reading the mark could close what is open."""
    return any(stack and stack[-1].mark.family == mark.family for _, stack, _ in states)


def _enter(states: list[_State], line: Line) -> tuple[list[_State], Sequence[Mark]]:
    """Begin a block: quotations still open are continued by its first marks, or carried on without."""
    if not any(stack for _, stack, _ in states):
        return states, line.marks
    leading = [mark for mark in line.marks if mark.leads]
    again = [step for state in states if state[1] for step in _reopen(state, leading, line)]
    entered = [_carry(state, line) if state[1] else state for state in states]
    for mark in leading:
        entered = _steps(entered, mark, line)
    return _prune([*entered, *again]), line.marks[len(leading) :]


def _carry(state: _State, line: Line) -> _State:
    """Continue open quotations in a block that does not say so."""
    cost, stack, trace = state
    return cost + (CARRY_VERSE if line.verse else CARRY_AT_HEAD if stack[0].head else CARRY), stack, trace


def _reopen(state: _State, leading: Sequence[Mark], line: Line) -> list[_State]:
    """Continue open quotations with the marks at the head of a block; marks left over are read as usual."""
    cost, stack, trace = state
    at = 0
    for level in stack:
        if at < len(leading) and leading[at].family == level.mark.family:
            cost += 0 if leading[at].glyph == level.mark.glyph else REOPEN_OTHER
            trace = (trace, Deed("again", leading[at], level.mark))
            at += 1
    reopened: list[_State] = [(cost, stack, trace)] if at else []
    for mark in leading[at:]:
        reopened = _steps(reopened, mark, line)
    return reopened


def _steps(states: Iterable[_State], mark: Mark, line: Line) -> list[_State]:
    """Read one mark in every way it allows, going on from each reading so far."""
    opened = _Open(mark, mark.start in line.heads, _Open(mark, mark.start in line.heads))
    loose = Deed("loose", mark)
    steps: list[_State] = []
    for cost, stack, trace in states:
        steps.append((cost + mark.alone, stack, (trace, loose) if mark.is_fault else trace))
        top = stack[-1] if stack else None
        same = top is not None and top.mark.family == mark.family
        if mark.opening < FORBIDDEN and len(stack) < DEPTH:
            steps.append((cost + mark.opening + (NEST_SAME if same else 0), (*stack, opened), trace))
        if top and same:
            steps += _close(cost, stack, trace, top, mark)
    return steps


def _close(cost: float, stack: _Stack, trace: _Trace, top: _Open, mark: Mark) -> Iterator[_State]:
    """Close the innermost open quotation with the mark, or take the mark for its opening one, repeated."""
    price = mark.closing + pair_cost(top.mark.glyph, mark.glyph)
    if price < FORBIDDEN and mark.start >= top.mark.end:
        price += min(LONGEST, PER_CHARACTER * (mark.end - top.mark.start))
        yield cost + price, stack[:-1], (trace, Deed("pair", top.mark, mark, mark.end))
    if mark.glyph == top.mark.glyph and mark.glyph in "“„«":
        price = REPEAT_FIRST if top.again else REPEAT
        yield cost + price, (*stack[:-1], top.again or top), (trace, Deed("again", mark, top.mark))


def _abandon(state: _State, line: Line) -> _State:
    """Give up, at the end of a block, on all quotations that are still open."""
    cost, stack, trace = state
    for level in reversed(stack):
        cost += UNCLOSED_AT_HEAD if level.head else UNCLOSED
        cost += UNCLOSED_SINGLE if level.mark.family == "single" else 0
        trace = (trace, Deed("unclosed" if level.head else "loose", level.mark, None, line.end))
    return cost, (), trace


def _prune(states: Iterable[_State]) -> list[_State]:
    """Keep, of the readings that leave the same quotations open, the cheapest; and of these, the best."""
    best: dict[_Stack, _State] = {}
    for state in states:
        known = best.get(state[1])
        if known is None or state[0] < known[0]:
            best[state[1]] = state
    ranked = sorted(best.values(), key=_cost)
    limit = ranked[0][0] + SLACK
    kept = [state for state in ranked[:WIDTH] if state[0] <= limit]
    return kept if () in (state[1] for state in kept) else [*kept, *([best[()]] if () in best else [])]


def _deeds(state: _State) -> list[Deed]:
    """Give what one reading did, in order."""
    deeds, trace = [], state[2]
    while trace:
        trace, deed = trace
        deeds.append(deed)
    return deeds[::-1]
