"""Paragraphs are found again after any edits: 200 at random, on texts of several kinds."""

from random import Random
from time import process_time

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tei_edition.encode.aligning import Alignment, Unit, align
from tests.encode.aligning.edits import KINDS, Para, edit, homes, settled, start


def units(paras: list[Para]) -> list[Unit]:
    return [Unit("p", para.text) for para in paras]


def strayed(before: list[Para], after: list[Para], found: Alignment) -> list[str]:
    """Give the paragraphs that survived by our rule, and are not found again or are taken for another.

    Paragraphs of the very same words are interchangeable.
    """
    old, new = units(before), units(after)
    heirs = {old: at for at, old in found.old_of.items()} | dict(found.merged)
    told = []
    for origin, places in homes(before, after).items():
        heir = heirs.get(origin)
        if heir in places or (heir is not None and new[heir].words in {new[at].words for at in places}):
            continue
        twins = {at for at, unit in enumerate(old) if unit.words == old[origin].words}
        if twins.isdisjoint(found.old_of.get(at, -1) for at in places):
            told.append(before[origin].text)
    return told


@settings(max_examples=8, deadline=None, derandomize=True, phases=[Phase.generate])
@given(seed=st.integers(0, 2**32 - 1), kind=st.sampled_from(sorted(KINDS)))
def test_after_each_of_200_edits_every_surviving_paragraph_is_itself(seed: int, kind: str) -> None:
    random = Random(seed)
    paras = start(kind, 30, random)
    for _ in range(200):
        before = settled(paras)
        paras = list(before)
        sort = edit(paras, kind, random)
        assert strayed(before, paras, align(units(before), units(paras))) == [], sort


FEW = 9
"""A paragraph of so many words may stray when 200 edits at once have moved it, joined it to others and changed it."""


@settings(max_examples=8, deadline=None, derandomize=True, phases=[Phase.generate])
@given(
    seed=st.integers(0, 2**32 - 1),
    kind=st.sampled_from(sorted(KINDS)),
    count=st.sampled_from((40, 200, 600)),
)
def test_after_200_edits_at_once_none_strays_but_the_shortest(seed: int, kind: str, count: int) -> None:
    random = Random(seed)
    before = settled(start(kind, count, random))
    paras = list(before)
    for _ in range(200):
        edit(paras, kind, random)
    astray = strayed(before, paras, align(units(before), units(paras)))
    assert [text for text in astray if len(text.split()) > FEW] == []
    assert kind != "prose" or astray == []


def test_nothing_is_nothing() -> None:
    assert align([], []) == Alignment({}, {}, {}, {})
    assert align(units([Para.of("")]), units([Para.of(""), Para.of("* * *")])).old_of == {0: 0}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("a b c d|e f g h", "e f g h|a b c d", {0: 1, 1: 0}),
        ("one two three|four five six", "one two three four five six", {0: 0}),
        ("one two three four five six seven", "one two three four|five six seven", {0: 0}),
        ("Yes.|No.", "No.|Yes.", {0: 1, 1: 0}),
        ("Yes.|He left.|Yes.", "He left.|Yes.", {0: 1, 1: 2}),
        ("東京は日本の首都である。|京都は古い都である。", "京都は古い都であった。", {0: 1}),
    ],
)
def test_small_cases(before: str, after: str, expected: dict[int, int]) -> None:
    old, new = ([Unit("p", text) for text in side.split("|")] for side in (before, after))
    assert align(old, new).old_of == expected


def test_time_grows_with_the_text() -> None:
    def seconds(count: int) -> float:
        random = Random(1)
        before = settled(start("prose", count, random))
        paras = list(before)
        for _ in range(count // 10):
            edit(paras, "prose", random)
        began = process_time()
        align(units(before), units(paras))
        return process_time() - began

    small, large = min(seconds(500) for _ in range(3)), seconds(4000)
    assert large < 8 * 4 * max(small, 0.02)
