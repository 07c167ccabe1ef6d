"""Article and names → spans of quotations: `quote`, `q`, `said`, `soCalled`, `mentioned`, `title`, with `cit` and `bibl`.

The marks stay inside the elements. Each span says in `evidence` why it is what it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from tei_edition.diagnostics import Diagnostic, make
from tei_edition.encode.quoting.attribution import find_attribution
from tei_edition.encode.quoting.found import Quotation, find_quotations
from tei_edition.encode.quoting.references import find_reference
from tei_edition.encode.quoting.scene import Case, Scene, cases
from tei_edition.encode.quoting.speakers import find_speaker, find_topic
from tei_edition.encode.quoting.votes import Evidence, Vote, known_work, title_cue, votes
from tei_edition.model import Article, Context, Span

__all__ = ["quotations", "unbalanced"]

KINDS = ("quote", "q", "said", "soCalled", "mentioned", "title")
"""What a quotation may be; of equal votes the earlier wins."""
SURE, LIKELY = 3.0, 1.2
"""By how much a kind must lead to be certain (`@cert` is left out), or of medium certainty."""


def quotations(article: Article, context: Context) -> list[Span]:
    """Give the quotations in the article, in its order, none crossing another."""
    found = find_quotations(article).quotations
    if not found:
        return []
    scene = Scene.of(article, found, context)
    judged = [_judge(case, _in_dialogue(scene, at)) for at, case in enumerate(cases(scene))]
    spans = [span for evidence, kind, why in judged for span in _spans(evidence, kind, why)]
    return sorted(spans, key=lambda span: (span.start, -span.end))


def unbalanced(article: Article) -> list[Diagnostic]:
    """Give a finding for each mark that has no partner, with its place in the source."""
    return [_finding(article, at, glyph) for at, glyph in find_quotations(article).stray]


def _finding(article: Article, at: int, glyph: str) -> Diagnostic:
    index = next(i for i in reversed(range(len(article.starts))) if article.starts[i] <= at)
    origin = article.blocks[index].origin(at - article.starts[index])
    before = article.source.text[:origin]
    return make(
        "quotation-unbalanced",
        f"The quotation mark {glyph} has no partner.",
        file=article.source.name,
        line=before.count("\n") + 1,
        column=origin - (before.rfind("\n") + 1) + 1,
        excerpt=article.text[max(0, at - 30) : at + 30].replace("\n", " "),
        hint="Add the missing mark, or correct the one that faces the wrong way.",
    )


def _judge(case: Case, dialogue: bool) -> tuple[Evidence, str, tuple[str, str]]:
    """Decide what a quotation is; with its certainty and why."""
    evidence = _evidence(case, dialogue)
    tally: dict[str, float] = defaultdict(float)
    reasons: dict[str, list[Vote]] = defaultdict(list)
    for vote in votes(evidence):
        tally[vote.kind] += vote.weight
        reasons[vote.kind].append(vote)
    allowed = KINDS[:3] if case.quotation.blocks[0] != case.quotation.blocks[1] else KINDS
    ranked = sorted(allowed, key=lambda kind: -tally[kind])
    kind, lead = ranked[0], tally[ranked[0]] - tally[ranked[1]]
    cert = "" if lead >= SURE else "medium" if lead >= LIKELY else "low"
    best = sorted(reasons[kind], key=lambda vote: -vote.weight)[:3]
    return evidence, kind, (cert, "; ".join(dict.fromkeys(vote.why for vote in best)))


def _evidence(case: Case, dialogue: bool) -> Evidence:
    """Gather all that is known of a quotation."""
    attribution = find_attribution(case)
    return Evidence(
        case,
        attribution,
        find_speaker(case, attribution) if attribution else None,
        find_reference(case),
        find_topic(case) if case.count >= 4 and not (attribution and attribution.how != "sentence") else None,
        dialogue,
        _repeats(case),
    )


def _repeats(case: Case) -> bool:
    """Tell whether the article has the same short phrase, or the core of it, in quotation marks elsewhere."""
    if case.count > 6:
        return False
    terms = case.scene.terms
    words = case.key.split()
    tails = (" ".join(words[at:]) for at in range(1, max(1, len(words) - 1)))
    return terms[case.key] >= 2 or any(terms[tail] >= 2 for tail in tails)


def _in_dialogue(scene: Scene, at: int) -> bool:
    """Tell whether a quotation stands among others that begin their paragraphs, as in the dialogue of a tale."""
    quotation = scene.quotations[at]
    if quotation.depth or not _opens_block(scene, quotation):
        return False
    beside = [
        other for other in scene.quotations[max(0, at - 6) : at + 7] if not other.depth and other != quotation
    ]
    near = {
        other.blocks[0]
        for other in beside
        if _opens_block(scene, other) and abs(other.blocks[0] - quotation.blocks[0]) <= 2
    }
    return len(near - {quotation.blocks[0]}) >= 2


def _opens_block(scene: Scene, quotation: Quotation) -> bool:
    """Tell whether a quotation begins its block and is a sentence within it, not all of a long text."""
    start = scene.article.starts[quotation.blocks[0]]
    same = quotation.blocks[0] == quotation.blocks[1]
    return same and not scene.article.text[start : quotation.start].strip() and quotation.closed


def _spans(evidence: Evidence, kind: str, why: tuple[str, str]) -> Iterator[Span]:
    """Give the span of a quotation, with those of its reference."""
    quotation, reference = evidence.case.quotation, evidence.reference
    attributes = _attributes(evidence, kind)
    cert = "low" if not quotation.closed else why[0]
    if cert:
        attributes["cert"] = cert
    notes = [why[1]]
    if evidence.speaker and "who" in attributes:
        notes.append(evidence.speaker.why)
    if not quotation.closed:
        notes.append("the closing mark is missing: taken to the end of the paragraph")
    if quotation.slips:
        notes.append("a mark faces the wrong way")
    if reference and kind in ("quote", "q", "said"):
        yield Span(
            quotation.start, reference.end, "cit", {}, "a quotation with its reference", by="quotations"
        )
        yield Span(reference.start, reference.end, "bibl", {}, "a reference in brackets", by="quotations")
    yield Span(quotation.start, quotation.end, kind, attributes, "; ".join(notes), by="quotations")


def _attributes(evidence: Evidence, kind: str) -> dict[str, str]:
    """Give `@who` and `@source` of a quotation, `@level` and `@ref` of a title."""
    if kind == "title":
        return _title_attributes(evidence.case)
    if kind not in ("quote", "q", "said"):
        return {}
    reference = evidence.reference
    speaker = evidence.speaker or (evidence.topic if kind == "quote" and not evidence.attribution else None)
    who = (reference.who if reference else "") or (speaker.ref if speaker else "")
    source = (reference.source if reference else "") or _source(evidence)
    return {key: value for key, value in (("who", who), ("source", source)) if value}


def _title_attributes(case: Case) -> dict[str, str]:
    for ref, level in known_work(case):
        return {key: value for key, value in (("level", level), ("ref", ref)) if value}
    cue = title_cue(case)
    return {"level": cue[2]} if cue else {}


def _source(evidence: Evidence) -> str:
    """Give the pointer of the work named in the sentence that attributes the quotation."""
    attribution = evidence.attribution
    if attribution is None or attribution.how not in ("before", "sentence", "after"):
        return ""
    titles = evidence.case.scene.names.between(*attribution.window, "title")
    return next((title.attributes["ref"] for title in titles if "ref" in title.attributes), "")
