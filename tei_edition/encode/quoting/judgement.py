"""The quotations of an article, each in its scene → what each of them is, how surely, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tei_edition.encode.quoting.attribution import find_attribution
from tei_edition.encode.quoting.evidence import Evidence, Vote
from tei_edition.encode.quoting.found import BARRIERS, Quotation
from tei_edition.encode.quoting.references import find_reference
from tei_edition.encode.quoting.scene import BLOT, Case, Scene, cases, is_blank
from tei_edition.encode.quoting.speakers import Speaker, find_speaker, find_topic
from tei_edition.encode.quoting.votes import votes

__all__ = ["Judgement", "judge_all"]

KINDS = ("quote", "q", "said", "soCalled", "mentioned", "title")
"""What a quotation may be; of equal votes the earlier wins."""
SURE, LIKELY = 3.0, 1.2
"""By how much a kind must lead to be certain, or of medium certainty."""
CERTAINTIES = ("high", "medium", "low")
"""From the best to the worst."""
NEIGHBOURS = 6
"""How many quotations before and behind are looked at to see whether there is a dialogue."""
LONG = 600
"""From how many characters on a quotation is a document rather than direct speech."""
SPEECH, MOSTLY = 160, 0.3
"""In a dialogue the words spoken are so great a part of a paragraph that is longer than this."""
NEXT = 130
"""How far behind a quotation another may begin that goes on with it: “…,” he said. “…”"""


@dataclass(frozen=True)
class Judgement:
    """What a quotation is."""

    evidence: Evidence
    """What it was judged by."""
    kind: str
    """Its kind: the name of the TEI element."""
    cert: str
    """`high`, `medium` or `low`."""
    why: str
    """The best evidence for it, in words."""
    speaker: Speaker | None = None
    """Who speaks."""
    others: tuple[str, ...] = ()
    """The kinds that have evidence for them as well, the best first."""


def judge_all(scene: Scene) -> list[Judgement]:
    """Judge all quotations, each in the light of the one before it in the same surroundings."""
    last: dict[int | None, Judgement] = {}
    judged = []
    opens = [_opens_block(scene, quotation) for quotation in scene.quotations]
    for at, case in enumerate(cases(scene)):
        parent = case.quotation.parent
        judgement = _judge(_evidence(case, last.get(parent), _in_dialogue(scene, at, opens)))
        last[parent] = judgement
        judged.append(judgement)
    titles = {each.evidence.case.key for each in judged if each.kind == "title" and each.cert != "low"}
    return [_as_elsewhere(each) if each.evidence.case.key in titles else each for each in judged]


def _as_elsewhere(judgement: Judgement) -> Judgement:
    """Take a short phrase for a title that is one elsewhere in the article, but not what somebody says in full."""
    case = judgement.evidence.case
    if judgement.kind not in ("soCalled", "q", "mentioned") or not case.inner[:1].isupper() or case.count > 8:
        return judgement
    why = "it is a title elsewhere in the article"
    return replace(judgement, kind="title", cert="medium", why=why, speaker=None)


def _judge(evidence: Evidence) -> Judgement:
    tally: dict[str, float] = defaultdict(float)
    reasons: dict[str, list[Vote]] = defaultdict(list)
    for vote in votes(evidence):
        tally[vote.kind] += vote.weight
        reasons[vote.kind].append(vote)
    first, last = evidence.case.quotation.blocks
    ranked = sorted(KINDS[:3] if first != last else KINDS, key=lambda kind: -tally[kind])
    kind, lead = ranked[0], tally[ranked[0]] - tally[ranked[1]]
    best = sorted(reasons[kind], key=lambda vote: -vote.weight)[:3]
    why = [*dict.fromkeys(vote.why for vote in best if vote.weight > 0)]
    speaker = _speaker(evidence, kind) if kind in ("quote", "q", "said") else None
    cert = "high" if lead >= SURE else "medium" if lead >= LIKELY else "low"
    if speaker and speaker.ref:
        cert = max(cert, speaker.cert, key=CERTAINTIES.index)
        why.append(speaker.why)
    if not evidence.case.quotation.closed:
        cert = "low"
        why.append("the closing mark is missing: taken to the end of the paragraph")
    if evidence.case.quotation.slips:
        why.append("a mark faces the wrong way")
    others = tuple(other for other in ranked[1:] if tally[other] > 0)
    return Judgement(evidence, kind, cert, "; ".join(dict.fromkeys(why)), speaker, others)


def _evidence(case: Case, before: Judgement | None, dialogue: bool) -> Evidence:
    """Gather all that is known of a quotation."""
    attribution = find_attribution(case)
    speaker = find_speaker(case, attribution) if attribution else None
    vague = attribution is None or attribution.how == "sentence"
    goes_on = before if before and vague and _goes_on(before, case) else None
    return Evidence(
        case,
        attribution,
        speaker,
        find_reference(case),
        find_topic(case) if vague and case.count >= 4 and not (goes_on and goes_on.kind == "quote") else None,
        dialogue,
        _repeats(case),
        goes_on.kind if goes_on else "",
        goes_on.speaker if goes_on else None,
    )


def _goes_on(before: Judgement, case: Case) -> bool:
    """Tell whether a quotation stands in the sentence of the one before it, or goes on with it: “…,” he said. “…”"""
    if BLOT in case.told_before:
        return True
    quotation, said = before.evidence.case.quotation, before.evidence.attribution
    near = quotation.blocks[1] == case.quotation.blocks[0] and case.quotation.start - quotation.end <= NEXT
    return near and not case.told_before.strip() and said is not None and said.how == "after"


def _speaker(evidence: Evidence, kind: str) -> Speaker | None:
    """Say who speaks: by the reference, the attribution, the quotation before, or because they are spoken of."""
    if evidence.reference and evidence.reference.who:
        return Speaker(evidence.reference.who, "high", "named in the reference")
    if evidence.speaker:
        return evidence.speaker
    if evidence.attribution is None or evidence.attribution.how == "sentence":
        return evidence.earlier_speaker or (
            None if kind != "quote" or _of_a_group(evidence) else evidence.topic
        )
    return None


def _of_a_group(evidence: Evidence) -> bool:
    """Tell whether the words are those of several, or of a text, so that no person may be guessed."""
    words, lead = evidence.case.scene.words, evidence.case.lead
    if any(words.has(kind, word) for word in lead for kind in ("document", "statement")):
        return True
    one = any(words.has("he", word) or words.has("she", word) for word in lead)
    return not one and any(words.has("people", word) for word in lead)


def _repeats(case: Case) -> bool:
    """Tell whether the article has the same short phrase, or the core of it, in quotation marks elsewhere."""
    if case.count > 6:
        return False
    terms, words = case.scene.terms, case.key.split()
    tails = (" ".join(words[at:]) for at in range(1, max(1, len(words) - 1)))
    return terms[case.key] >= 2 or any(terms[tail] >= 2 for tail in tails)


def _in_dialogue(scene: Scene, at: int, opens: Sequence[bool]) -> bool:
    """Tell whether a quotation stands among others that begin their paragraphs, as in the dialogue of a tale."""
    quotation = scene.quotations[at]
    if quotation.depth or quotation.end - quotation.start >= LONG:
        return False
    here = quotation.blocks[0]
    opening = {
        other.blocks[0]: other
        for other, opens_block in zip(
            scene.quotations[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1],
            opens[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1],
            strict=True,
        )
        if opens_block and not other.depth and abs(other.blocks[0] - here) <= 3
    }
    told = any(scene.article.extent(block)[1] - other.end > 8 for block, other in opening.items())
    return here in opening and len(opening) >= 3 and told


def _opens_block(scene: Scene, quotation: Quotation) -> bool:
    """Tell whether a quotation begins its block and ends in it."""
    start = scene.article.starts[quotation.blocks[0]]
    one = quotation.blocks[0] == quotation.blocks[1]
    if scene.article.blocks[quotation.blocks[0]].kind in BARRIERS:
        return False
    low, high = scene.article.extent(quotation.blocks[0])
    if high - low > SPEECH and quotation.end - quotation.start < MOSTLY * (high - low):
        return False
    return one and quotation.closed and is_blank(scene.article.text, start, quotation.start)
