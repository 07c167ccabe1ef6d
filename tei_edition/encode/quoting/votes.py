"""A quotation in its scene → votes on what it is: each rule says which kind it speaks for, how loudly and why.

The kinds are TEI's (Guidelines 3.3.3): `quote` for words of somebody else, `q` for quoted words of nobody in
particular, `said` for direct speech in a narrative, `soCalled` for words held at arm's length, `mentioned` for words
spoken about, `title` for the name of a work.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from tei_edition.encode.quoting.attribution import Attribution
from tei_edition.encode.quoting.evidence import Evidence, Vote
from tei_edition.encode.quoting.scene import BLOT, Case
from tei_edition.encode.quoting.titles import by_title, has_capitals, is_periodical
from tei_edition.encode.quoting.words import WORD

__all__ = ["RULES", "votes"]


def votes(evidence: Evidence) -> Iterator[Vote]:
    """Yield the votes of all rules."""
    for rule in RULES:
        yield from rule(evidence)


def by_reference(evidence: Evidence) -> Iterable[Vote]:
    """A reference in brackets behind the words."""
    if evidence.reference:
        yield Vote("quote", 12, "a reference follows in brackets")


def by_length(evidence: Evidence) -> Iterable[Vote]:
    """Short phrases are held at arm's length, long ones quoted."""
    count = evidence.case.count
    if count <= 2:
        yield Vote("soCalled", 4, "a word or two")
    elif count <= 4:
        yield Vote("soCalled", 2.6 if count == 3 else 2.2, "a short phrase")
        yield Vote("q", 1, "a short phrase")
    else:
        yield Vote("q", 3, "several words")
    if count >= 20:
        yield Vote("quote", 5, "too long for anything but somebody’s words")


def by_shape(evidence: Evidence) -> Iterable[Vote]:
    """Exclamations and whole sentences are quoted, not held at arm's length."""
    case = evidence.case
    if case.count < 4 and case.inner[-1:] in (".", "!", "?") and not case.told_before.strip() and case.speaks:
        yield Vote("q", 4, "a sentence of its own")
        yield Vote("soCalled", -2, "a sentence of its own")
    elif case.count >= 2 and case.inner[-1:] in "!?" and case.inner[:1].isupper():
        yield Vote("q", 2.5, "an exclamation or a question")
        yield Vote("soCalled", -2, "an exclamation or a question")
    elif case.count >= 4 and case.speaks:
        yield Vote("q", 1.5, "a whole sentence")
        yield Vote("soCalled", -2, "a whole sentence")


def by_block(evidence: Evidence) -> Iterable[Vote]:
    """Whole paragraphs within marks are somebody's words."""
    case = evidence.case
    if case.kind in ("quote", "epigraph") and case.whole:
        yield Vote("quote", 5, "it is set off")
    elif case.whole and case.count >= 8 and case.kind not in ("heading", "title", "subtitle"):
        yield Vote("quote", 4, "it fills its paragraph")
    if case.quotation.blocks[0] != case.quotation.blocks[1]:
        yield Vote("quote", 5, "it goes over several paragraphs")


def by_attribution(evidence: Evidence) -> Iterable[Vote]:
    """A verb of saying or a phrase says that somebody speaks."""
    said, count = evidence.attribution, evidence.case.count
    if said is None or said.how == "naming":
        return
    bare = count <= 2 and not said.colon and not evidence.case.speaks and said.how == "before"
    if said.anonymous:
        yield Vote(
            "q", 2 if bare or said.how == "sentence" else 6, f"“{said.words}”: nobody in particular speaks"
        )
    elif said.how == "list":
        yield Vote("quote", 4.5, f"“{said.words}” introduces the list")
    elif said.how == "sentence":
        weight = 1 if count <= 2 else 2.7 if count == 3 else 4
        if any(evidence.case.scene.words.has("reported", word) for word in evidence.case.lead[-8:]):
            weight += 1.5
        yield Vote("quote", weight, f"“{said.words}” in the sentence")
    else:
        yield Vote(
            "quote", _BARE[_determined(evidence.case)] if bare else 7, f"“{said.words}” {_WHERE[said.how]}"
        )


_BARE = {True: 3, False: 4.4}
"""How much a verb of saying counts for one or two words: less with an article before them."""
_WHERE = {"before": "leads over to it", "after": "follows it", "inside": "is put into it"}


def _determined(case: Case) -> bool:
    """Tell whether an article or a pronoun makes the words a part of the sentence."""
    return case.scene.words.last("determiners", case.lead[-1:]) is not None


def by_naming(evidence: Evidence) -> Iterable[Vote]:
    """Somebody calls a thing so: a quotation, or a word that is spoken about."""
    said = evidence.attribution
    if said is None or said.how != "naming":
        return
    if said.passive and _determined(evidence.case):
        yield Vote("soCalled", 3, f"“{said.words}” by people")
    elif said.passive:
        yield Vote(
            "mentioned", 5.5 if evidence.case.count <= 4 else 4, f"“{said.words}”: that is what it is called"
        )
    elif said.anonymous or (evidence.case.count < 5 and not _named(evidence, said)):
        yield Vote("soCalled", 4, f"“{said.words}” by people")
    else:
        yield Vote("quote", 6, f"“{said.words}” by somebody")


def _named(evidence: Evidence, said: Attribution) -> bool:
    """Tell whether somebody in particular calls it so: a name or a pronoun, or at least a verb in the singular."""
    words = evidence.case.scene.words
    if evidence.speaker:
        return True
    before = WORD.findall(evidence.case.own(max(0, said.at[0] - 30), said.at[0]))[-1:]
    if (
        words.language != "de"
        and before
        and before[0][0].isupper()
        and not words.has("people", before[0].lower())
    ):
        return True
    if any(words.has(kind, word.lower()) for word in before for kind in ("he", "she")):
        return True
    if any(words.has("people", word.lower()) for word in before):
        return False
    verb = said.words.lower()
    return (
        evidence.case.count > 1
        and not words.has("plural", verb)
        and (words.language != "en" or verb.endswith("s"))
    )


def by_colon(evidence: Evidence) -> Iterable[Vote]:
    """A colon leads over to it."""
    enough = evidence.case.count >= 4 or (evidence.case.count >= 2 and evidence.case.speaks)
    if enough and evidence.case.told_before.rstrip().endswith((":", "—", "–")):
        yield Vote("quote", 6, "a colon or a dash leads over to it")


def by_noun(evidence: Evidence) -> Iterable[Vote]:
    """Nouns before it: a slogan, a thesis, a resolution; the word …; so-called."""
    case, words = evidence.case, evidence.case.scene.words
    if (at := words.last("so_called", case.lead[-3:])) is not None and at <= 2:
        yield Vote("soCalled", 9, f"“{case.lead[-1 - at]}”")
    if case.count <= 6 and any(words.has("doctrine", word) for word in case.lead[-2:-1]):
        yield Vote("soCalled", 4, f"“{case.lead[-2]}” before it")
    said = re.match(r"\s*,?\s*(?:is|was|ist|war|est|était)\b(.{0,40})", case.told_after)
    if said and any(words.has("slogan", word) for word in WORD.findall(said[1].lower())):
        yield Vote("q", 5, "it is said behind it that people say so")
    called = evidence.attribution and evidence.attribution.phrase and not evidence.attribution.anonymous
    if not called and (at := _slogan(case)) is not None:
        yield Vote("q", 3.5 if case.count <= 2 else 8, f"“{case.lead[-1 - at]}” before it")
    if case.count < 4:
        return
    weight = 2.0 if case.count >= 5 else 1.2
    for name in ("statement", "document"):
        if (at := words.last(name, case.lead[-13:])) is not None:
            yield Vote("quote", weight, f"“{case.lead[-1 - at]}” before it")
            return


def _slogan(case: Case) -> int | None:
    """Say how far before the words a noun for slogans or cries stands; “call” is one only behind an article."""
    words, lead = case.scene.words, case.lead
    at = words.last("slogan", lead[-6:])
    if at is None or not words.has("name_as", lead[-1 - at]):
        return at
    return at if len(lead) > at + 1 and words.has("determiners", lead[-2 - at]) else None


def by_topic(evidence: Evidence) -> Iterable[Vote]:
    """A phrase from one who is being spoken of."""
    count, topic = evidence.case.count, evidence.topic
    if topic is None or evidence.repeats:
        return
    if count >= 5:
        yield Vote("quote", 3.5, topic.why)
    elif count == 4 and topic.why.startswith("the sentence"):
        yield Vote("quote", 2.6, topic.why)


_GOES_ON = ("", ",", ";", "”", '"', "’", "'", "»", "“")
"""What the article’s own words before a quotation end with, where it goes on with the one before."""


def by_neighbour(evidence: Evidence) -> Iterable[Vote]:
    """The quotation before it in the sentence, or that it goes on with."""
    if evidence.earlier in ("quote", "soCalled", "title") and _coordinated(evidence.case):
        yield Vote(evidence.earlier, 4.6, "it is of one kind with the words before it")
    elif evidence.earlier == "quote" and evidence.case.count >= 3:
        alone = evidence.case.told_before.rpartition(BLOT)[2].strip()[-1:] in _GOES_ON
        yield Vote("quote", 5.5 if alone else 3.5, "it goes on with the quotation before")
    elif evidence.earlier == "soCalled" and evidence.case.count <= 3:
        yield Vote("soCalled", 1, "as the words before it")


def _coordinated(case: Case) -> bool:
    """Tell whether hardly anything parts the words from the quotation before: “x” and the “y”."""
    between = WORD.findall(case.told_before.rpartition(BLOT)[2].lower())
    return (
        len(between) <= 4 and case.count <= 6 and any(case.scene.words.has("joins", word) for word in between)
    )


def by_repetition(evidence: Evidence) -> Iterable[Vote]:
    """A term that the article holds up again and again."""
    case = evidence.case
    if (case.count >= 3 and has_capitals(case)) or (case.inner[:1].isupper() and is_periodical(case)):
        return
    if evidence.repeats and not (evidence.attribution and evidence.attribution.how in ("before", "after")):
        yield Vote("soCalled", 3.5, "the same words are held up elsewhere in the article")


def by_echo(evidence: Evidence) -> Iterable[Vote]:
    """Words taken up again from a longer quotation."""
    if evidence.case.resumes and not evidence.case.quotation.depth:
        yield Vote("quote", 5, "it takes up two words of another quotation")
    if evidence.case.echoes and not evidence.case.quotation.depth:
        yield Vote("quote", 5, "it takes up words quoted elsewhere in the article")


def by_mention(evidence: Evidence) -> Iterable[Vote]:
    """Words about words: the word “x”, “x” means."""
    case, words = evidence.case, evidence.case.scene.words
    if case.count > 6:
        return
    if (at := words.last("mention", case.lead[-2:])) is not None and not _calls(case):
        near = at == 0 or words.has("be", case.lead[-1])
        firm = at == 0 and case.count <= 2 and evidence.attribution and evidence.attribution.how == "after"
        yield Vote("mentioned", 8 if firm else 6 if near else 3.5, f"“{case.lead[-1 - at]}” before it")
    elif words.last("contrast", case.lead[-5:]) is not None and case.count <= 3:
        yield Vote("mentioned", 4.5, "it is set against another word")
    after = WORD.findall(case.told_after.lower())[:2]
    beside = [*after, *case.lead[-1:]]
    if any(words.has("meaning", word) for word in beside) and case.count <= 4:
        yield Vote("mentioned", 5, "it is said what it means")
    elif case.lead[-1:] == ["by"] and any(words.has("meaning", word) for word in case.lead[-4:]):
        yield Vote("mentioned", 8, "it is asked what is meant by it")
    elif case.lead[-1:] in (["das"], ["es"]) and any(words.has("meaning", word) for word in case.lead[-2:-1]):
        yield Vote("mentioned", 5, "it is asked what it means")
    elif _without_article(case)[-1:] in (["by"], ["par"], ["sous"], ["unter"]) and any(
        words.has("understood", word)
        for word in [*WORD.findall(case.told_after.lower())[:5], *case.lead[-6:]]
    ):
        yield Vote("mentioned", 8, "it is said what is understood by it")
    elif case.lead[-1:] == ["by"] and after[:1] in (["we"], ["i"], ["is"], ["he"]):
        yield Vote("mentioned", 6, "it is said what is meant by it")


def _without_article(case: Case) -> list[str]:
    """Give the words before it, but for an article or a pronoun right before it."""
    return case.lead[:-1] if _determined(case) else case.lead


def _calls(case: Case) -> bool:
    """Tell whether the words stand behind a colon: these are said, not mentioned."""
    return case.told_before.rstrip().endswith(":")


def by_dialogue(evidence: Evidence) -> Iterable[Vote]:
    """Direct speech in a narrative."""
    if evidence.dialogue and not evidence.reference:
        yield Vote("said", 8, "direct speech in a dialogue")


RULES: tuple[Callable[[Evidence], Iterable[Vote]], ...] = (
    by_reference,
    by_length,
    by_shape,
    by_block,
    by_attribution,
    by_naming,
    by_colon,
    by_noun,
    by_topic,
    by_neighbour,
    by_repetition,
    by_echo,
    by_mention,
    by_title,
    by_dialogue,
)
"""All rules; their order means nothing."""
