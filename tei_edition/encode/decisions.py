"""The editor's decisions on markup → the encoder's spans, put right.

What she says of some words replaces what the encoder found of exactly these words; spans around or within them
stay. A decision is about one place, or (`every`) about every place where the words stand by themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches

from tei_edition.diagnostics import Diagnostic, make
from tei_edition.encode.anchors import locate, locate_all
from tei_edition.encode.names import names
from tei_edition.model import Article, Context, Decision, Span

__all__ = ["DECIDABLE", "NAMES", "decided_places", "decisions"]

NAMES = ("persName", "placeName", "orgName")
"""Elements of names."""

DECIDABLE = (
    *("quote", "q", "said", "soCalled", "mentioned", "title", "term", "foreign", "emph"),
    *NAMES,
    *("date", "none"),
)
"""Elements an editor may decide on; `none` takes the encoder's element away."""

REFUSABLE = (*DECIDABLE, "note")
"""Elements that `none` takes away: a marker whose note is none of its stays text."""

Places = list[tuple[int, int]]


def decisions(article: Article, context: Context) -> tuple[list[Span], list[Diagnostic]]:
    """Give `context.spans` as the editor's decisions leave them, and what is wrong with the decisions.

    Findings: the anchor's (`anchor-none`, `anchor-many`); `decision` for an element that is not one of
    `DECIDABLE` or an entry the register does not have; `decision-unused` for a decision that changes nothing.
    """
    spans, findings = list(context.spans), []
    for decision in context.hand.decisions:
        places = _places(decision, article, replace(context, spans=tuple(spans)))
        if isinstance(places, Diagnostic):
            findings.append(places)
        else:
            spans = _decided(spans, decision, places)
    return spans, findings


def decided_places(article: Article, context: Context) -> Iterator[tuple[int, int, Decision]]:
    """Yield the places where a decision holds, and the decision; decisions that hold nowhere are passed over."""
    for decision in context.hand.decisions:
        places = _places(decision, article, context)
        if not isinstance(places, Diagnostic):
            yield from ((start, end, decision) for start, end in places)


def _places(decision: Decision, article: Article, context: Context) -> Places | Diagnostic:
    """Give the places a decision is about, or why there are none."""
    if problem := _problem(decision, context):
        return problem
    if decision.every:
        found = locate_all(decision.anchor, article, context.file)
        if isinstance(found, Diagnostic):
            return found
        return _by_themselves(found, context) or _only_within(decision, context)
    place = locate(decision.anchor, article, context.file)
    if isinstance(place, Diagnostic):
        return place
    if decision.element == "none" and not _anything_at(place, article, context):
        return _nothing_there(decision, place, article, context)
    return [place]


def _by_themselves(places: Places, context: Context) -> Places:
    """Give the places that are not a part of a longer name or overlap with one."""
    longer = sorted((span.start, span.end) for span in context.spans if span.tag in (*NAMES, "title"))
    kept, at = [], 0
    for start, end in places:
        while at < len(longer) and longer[at][1] <= start:
            at += 1
        if at == len(longer) or longer[at][0] >= end or longer[at] == (start, end):
            kept.append((start, end))
    return kept


def _anything_at(place: tuple[int, int], article: Article, context: Context) -> bool:
    """Tell whether the encoder finds something decidable of exactly these words, or would if it were to guess."""
    if any((span.start, span.end) == place and span.tag in REFUSABLE for span in context.spans):
        return True
    guessed = names(article, replace(context, guess=True))
    return any((span.start, span.end) == place for span in guessed)


def _decided(spans: Sequence[Span], decision: Decision, places: Places) -> list[Span]:
    """Put the decision in the place of what was found of the same words."""
    settled = set(places)
    if decision.element == "none":
        return [span for span in spans if (span.start, span.end) not in settled or span.tag not in REFUSABLE]
    kept = [span for span in spans if (span.start, span.end) not in settled or span.tag not in DECIDABLE]
    pointers = {name: getattr(decision, name) for name in ("ref", "who", "source")}
    attributes = {name: f"#{value}" for name, value in pointers.items() if value}
    attributes |= {name: value for name in ("level", "cert") if (value := getattr(decision, name))}
    why = "the editor's decision"
    return [*kept, *(Span(*place, decision.element, attributes, why, by="decisions") for place in places)]


# --- what is wrong with a decision ---------------------------------------------------------------------------


def _problem(decision: Decision, context: Context) -> Diagnostic | None:
    """Say that there is no deciding so, whatever the text."""
    if decision.element not in DECIDABLE:
        message = f"there is no deciding that words are “{decision.element}”"
        return _finding("decision", message, decision, context, f"one of {', '.join(DECIDABLE)}")
    if decision.ref and decision.ref not in context.register.by_id:
        near = get_close_matches(decision.ref, context.register.by_id, 1)
        hint = f"did you mean {near[0]!r}?" if near else "add the entry to register.xml"
        message = f"the register has no entry “{decision.ref}”"
        return _finding("decision", message, decision, context, hint)
    return None


def _only_within(decision: Decision, context: Context) -> Diagnostic:
    """Say that the words stand nowhere by themselves."""
    message = f"“{decision.anchor.text}” stands only within longer names: the decision changes nothing"
    hint = "quote the longer name, or leave out `every` and say which place is meant"
    return _finding("decision-unused", message, decision, context, hint)


def _nothing_there(
    decision: Decision, place: tuple[int, int], article: Article, context: Context
) -> Diagnostic:
    """Say that there is no markup to take away, and where some is near."""
    around = [
        span
        for span in context.spans
        if span.tag in REFUSABLE and span.start <= place[1] and place[0] <= span.end
    ]
    hint = "delete the decision"
    if around:
        near = min(around, key=lambda span: abs(span.start - place[0]) + abs(span.end - place[1]))
        words = article.text[near.start : near.end]
        hint = f"the encoder has <{near.tag}>{words}</{near.tag}>: quote exactly these words"
    message = f"nothing was found of “{decision.anchor.text}”: the decision changes nothing"
    return _finding("decision-unused", message, decision, context, hint)


def _finding(code: str, message: str, decision: Decision, context: Context, hint: str) -> Diagnostic:
    """Make a finding at the decision's place in the toml."""
    anchor = decision.anchor
    return make(code, message, file=context.file, line=anchor.line, excerpt=anchor.text, hint=hint)
