"""The editor's corrections → `choice` spans over the words they correct (TEI Guidelines 3.5.1)."""

from __future__ import annotations

from tei_edition.diagnostics import Diagnostic, make
from tei_edition.encode.anchors import locate
from tei_edition.model import Article, Context, Correction, Span


def corrections(article: Article, context: Context) -> tuple[list[Span], list[Diagnostic]]:
    """Give a `choice` span for each correction of `context.hand`; `content` is the corrected reading.

    Findings: the anchor's (`anchor-none`, `anchor-many`); `correction-differs` when the erroneous part is not
    found exactly once within the words quoted; `correction-overlaps` when it covers another correction, or a
    note's marker among `context.spans`.
    """
    spans: list[Span] = []
    findings: list[Diagnostic] = []
    notes = [span for span in context.spans if span.tag == "note" and span.blocks]
    for correction in context.hand.corrections:
        found = _span(correction, article, context)
        if isinstance(found, Diagnostic):
            findings.append(found)
        elif any(_meet(found, other) for other in (*spans, *notes)):
            findings.append(_overlaps(correction, context))
        else:
            spans.append(found)
    return spans, findings


def _meet(one: Span, other: Span) -> bool:
    """Tell whether two spans share a character, or are the same point."""
    return max(one.start, other.start) < min(one.end, other.end) or (one.start, one.end) == (
        other.start,
        other.end,
    )


def _overlaps(correction: Correction, context: Context) -> Diagnostic:
    """Say that a correction covers another one, or the marker of a note."""
    return make(
        "correction-overlaps",
        f"the correction of “{correction.anchor.text}” covers another correction or the marker of a note",
        file=context.file,
        line=correction.anchor.line,
        excerpt=correction.anchor.text,
        hint="make sic the smallest part that is wrong",
    )


def _span(correction: Correction, article: Article, context: Context) -> Span | Diagnostic:
    """Give the span of one correction, or what is wrong with it."""
    place = locate(correction.anchor, article, context.file)
    if isinstance(place, Diagnostic):
        return place
    start, end = place
    count = article.text.count(correction.sic, start, end) if correction.sic else 1
    if count != 1:
        return make(
            "correction-differs",
            f"“{correction.sic}” stands {count or 'no'} times in “{correction.anchor.text}”",
            file=context.file,
            line=correction.anchor.line,
            excerpt=correction.anchor.text,
            hint="quote more or fewer words, so that the erroneous part stands there once",
        )
    at = article.text.index(correction.sic, start, end) if correction.sic else end
    resp = correction.resp or context.resp
    attributes = {"resp": f"#{resp}", **({"cert": correction.cert} if correction.cert else {})}
    return Span(
        at,
        at + len(correction.sic),
        "choice",
        attributes,
        "the editor's correction",
        correction.corr,
        "corrections",
    )
