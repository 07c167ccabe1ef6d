"""The editor's decisions on markup → the encoder's spans, put right.

What she says of some words replaces what the encoder found of exactly these words; spans around or within them
stay.
"""

from __future__ import annotations

from collections.abc import Sequence

from tei_edition.diagnostics import Diagnostic, make
from tei_edition.encode.anchors import locate
from tei_edition.model import Article, Context, Decision, Span

DECIDABLE = (
    *("quote", "q", "said", "soCalled", "mentioned", "title", "term", "foreign", "emph"),
    *("persName", "placeName", "orgName", "date", "none"),
)
"""Elements an editor may decide on; `none` takes the encoder's element away."""


def decisions(article: Article, context: Context) -> tuple[list[Span], list[Diagnostic]]:
    """Give `context.spans` as the editor's decisions leave them, and what is wrong with the decisions.

    Findings: the anchor's (`anchor-none`, `anchor-many`), and `decision` for an element that is not one of
    `DECIDABLE`.
    """
    spans, findings = list(context.spans), []
    for decision in context.hand.decisions:
        place = locate(decision.anchor, article, context.file)
        if isinstance(place, Diagnostic):
            findings.append(place)
        elif decision.element not in DECIDABLE:
            findings.append(_unknown(decision, context))
        else:
            spans = _decided(spans, decision, *place)
    return spans, findings


def _decided(spans: Sequence[Span], decision: Decision, start: int, end: int) -> list[Span]:
    """Put the decision in the place of what was found of the same words."""
    kept = [span for span in spans if (span.start, span.end) != (start, end) or span.tag not in DECIDABLE]
    if decision.element == "none":
        return kept
    pointers = {name: getattr(decision, name) for name in ("ref", "who", "source")}
    attributes = {name: f"#{value}" for name, value in pointers.items() if value}
    attributes |= {name: value for name in ("level", "cert") if (value := getattr(decision, name))}
    return [*kept, Span(start, end, decision.element, attributes, "the editor's decision", by="decisions")]


def _unknown(decision: Decision, context: Context) -> Diagnostic:
    """Say that there is no deciding on an element."""
    return make(
        "decision",
        f"there is no deciding that words are “{decision.element}”",
        file=context.file,
        line=decision.anchor.line,
        excerpt=decision.anchor.text,
        hint=f"one of {', '.join(DECIDABLE)}",
    )
