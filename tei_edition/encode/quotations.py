"""Article and names → spans: `quote`, `q`, `said`, `soCalled`, `mentioned`, `title`, with `cit` and `bibl`.

The marks stay inside the elements (TEI Guidelines 3.3.3 and 3.3.4); `evidence` says why a span is what it is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from tei_edition.diagnostics import Diagnostic, make
from tei_edition.encode.quoting.found import find_quotations
from tei_edition.encode.quoting.judgement import Judgement, judge_all
from tei_edition.encode.quoting.scene import Case, Scene
from tei_edition.encode.quoting.titles import known_work, title_cue
from tei_edition.model import Article, Context, Span

__all__ = ["quotations", "unbalanced"]

BY = "quotations"
SPOKEN = ("quote", "q", "said")
"""The kinds that somebody speaks, and that a reference may follow."""


def quotations(article: Article, context: Context) -> list[Span]:
    """Give the quotations in the article, in its order, none crossing another."""
    found = find_quotations(article).quotations
    judged = judge_all(Scene.of(article, found, context)) if found else []
    spans = [span for judgement in judged for span in _spans(judgement)]
    return sorted(spans, key=lambda span: (span.start, -span.end))


def unbalanced(article: Article) -> list[Diagnostic]:
    """Give a finding for each mark that has no partner, with its place in the source."""
    stray = find_quotations(article).stray
    sizes = [len(line) + 1 for line in article.source.text.split("\n")] if stray else []
    lines = list(accumulate(sizes, initial=0))
    return [_finding(article, at, glyph, lines) for at, glyph in stray]


def _finding(article: Article, at: int, glyph: str, lines: list[int]) -> Diagnostic:
    """Make the finding of a mark at that place of the article's text; `lines`: where the source's lines begin."""
    index = bisect_right(article.starts, at) - 1
    origin = article.blocks[index].origin(at - article.starts[index])
    shown = bool(article.source.runs)  # of a marked-up file we know the line only
    line = article.source.line(origin) if shown else bisect_right(lines, origin)
    return make(
        "quotation-unbalanced",
        f"The quotation mark {glyph} has no partner.",
        file=article.source.name,
        line=line,
        column=None if shown else origin - lines[line - 1] + 1,
        excerpt=article.text[max(0, at - 30) : at + 30].replace("\n", " "),
        hint="Add the missing mark, or correct the one that faces the wrong way.",
    )


def _spans(judgement: Judgement) -> Iterator[Span]:
    """Yield the span of a quotation, with those of its reference."""
    quotation, reference = judgement.evidence.case.quotation, judgement.evidence.reference
    if reference and judgement.kind in SPOKEN:
        yield Span(quotation.start, reference.end, "cit", {}, "a quotation with its reference", by=BY)
        yield Span(reference.start, reference.end, "bibl", {}, "a reference in brackets", by=BY)
    attributes = _attributes(judgement)
    if judgement.cert != "high":
        attributes["cert"] = judgement.cert
    kind, why, others = judgement.kind, judgement.why, judgement.others
    yield Span(quotation.start, quotation.end, kind, attributes, why, by=BY, alternatives=others)


def _attributes(judgement: Judgement) -> dict[str, str]:
    """Give `@who` and `@source` of what is spoken, `@level` and `@ref` of a title."""
    if judgement.kind == "title":
        return _title_attributes(judgement.evidence.case)
    if judgement.kind not in SPOKEN:
        return {}
    found = {"who": judgement.speaker.ref if judgement.speaker else "", "source": _source(judgement)}
    return {key: value for key, value in found.items() if value}


def _title_attributes(case: Case) -> dict[str, str]:
    """Give level and pointer of a title, as far as the register or the words before it tell them."""
    for ref, level in known_work(case):
        return {key: value for key, value in (("level", level), ("ref", ref)) if value}
    cue = title_cue(case)
    return {"level": cue[2]} if cue else {}


def _source(judgement: Judgement) -> str:
    """Give the pointer of the work in the reference, or in the sentence that says who speaks."""
    evidence = judgement.evidence
    if evidence.reference and evidence.reference.source:
        return evidence.reference.source
    said = evidence.attribution
    if said is None or said.how not in ("before", "sentence", "after"):
        return ""
    titles = evidence.case.scene.names.between(*said.window, "title")
    return next((title.attributes["ref"] for title in titles if "ref" in title.attributes), "")
