"""Paragraphs are found again after any edits: 200 at random, on texts of several kinds."""

from random import Random
from time import process_time

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tei_edition.encode.aligning import Alignment, Unit, align
from tests.encode.aligning.edits import KINDS, NEW, Para, edit, settled, start


def units(paras: list[Para]) -> list[Unit]:
    return [Unit("p", para.text) for para in paras]


def strayed(before: list[Para], after: list[Para], found: Alignment) -> list[str]:
    """Say which paragraphs that survived are not found again, or are taken for another.

    A paragraph that was only moved and corrected must be itself, but for paragraphs of the very same words; one
    that was divided must be one of its parts; one that was joined to another must be it, or stand within it.
    """
    where: dict[int, list[int]] = {}
    for at, para in enumerate(after):
        for origin in (each for each in para.origins if each != NEW):
            where.setdefault(origin, []).append(at)
    heirs = {old: at for at, old in found.old_of.items()}
    told = []
    for origin, places in where.items():
        heir = heirs.get(origin)
        if heir in places or found.merged.get(origin) in places:
            continue
        words = before[origin].text
        if 4 * max(len(after[at].text) for at in places) < len(words):
            continue
        same = heir is not None and Unit("", after[heir].text).words in {
            Unit("", after[at].text).words for at in places
        }
        same = same or any(found.old_of.get(at) in alike(before, words) for at in places)
        if not same:
            told.append(f"{words!r} → {[after[at].text for at in places]}")
    return told


def alike(before: list[Para], words: str) -> set[int]:
    return {at for at, para in enumerate(before) if Unit("", para.text).words == Unit("", words).words}


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


@settings(max_examples=4, deadline=None, derandomize=True, phases=[Phase.generate])
@given(seed=st.integers(0, 2**32 - 1))
def test_after_200_edits_at_once_the_paragraphs_of_a_prose_text_are_themselves(seed: int) -> None:
    random = Random(seed)
    before = settled(start("prose", 400, random))
    paras = list(before)
    for _ in range(200):
        edit(paras, "prose", random)
    assert len(strayed(before, paras, align(units(before), units(paras)))) <= 2  # of 400


def test_nothing_is_nothing() -> None:
    assert align([], []) == Alignment({}, {}, {}, {})
    assert align(units([Para("")]), units([Para(""), Para("* * *")])).old_of == {0: 0}


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
