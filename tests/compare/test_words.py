"""Words of two texts in runs: they give both texts again, and exchanged texts give them exchanged."""

import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei_edition.compare.words import longest_rise, word_diff
from tests.support import growth

TEXTS = st.lists(
    st.sampled_from(["one", "two", "three", "a", ",", ".", "“", "Stalin’s", "re-organize", "語"]), max_size=30
).map(" ".join) | st.text("ab ,.", max_size=30).map(lambda text: " ".join(text.split()))


def told(old: str, new: str) -> str:
    signs = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(signs[run.what].format(run.text) for run in word_diff(old, new))


@given(TEXTS, TEXTS)
def test_applied_to_the_old_text_the_runs_give_the_new_one(old: str, new: str) -> None:
    runs = word_diff(old, new)
    assert "".join(run.text for run in runs if run.what != "added") == old
    assert "".join(run.text for run in runs if run.what != "removed") == new


@given(TEXTS, TEXTS)
def test_exchanged_texts_exchange_removed_and_added(old: str, new: str) -> None:
    there, back = word_diff(old, new), word_diff(new, old)
    assert sorted(map(repr, there)) == sorted(repr(run.swapped()) for run in back)
    assert [run for run in there if run.what == "same"] == [run for run in back if run.what == "same"]
    assert [run for run in there if run.what == "added"] == [
        run.swapped() for run in back if run.what == "removed"
    ]


@given(TEXTS)
def test_equal_texts_do_not_differ(text: str) -> None:
    assert {run.what for run in word_diff(text, text)} <= {"same"}


@given(st.lists(st.integers(0, 30), unique=True))
def test_a_longest_rise_rises(numbers: list[int]) -> None:
    rise = [numbers[at] for at in longest_rise(numbers)]
    assert rise == sorted(rise) and bool(rise) == bool(numbers)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("a c", "a b c", "a {+b +}c"),
        ("He said, no.", "He said no!", "He said[-,-] no[-.-]{+!+}"),
        ("the penal cone", "the penal code", "the penal [-cone-]{+code+}"),
        ("party , he", "party, he", "party[- -], he"),
        ("Stalin’s end", "Malenkov’s end", "[-Stalin’s-]{+Malenkov’s+} end"),
        ("意見を述べる", "意見は述べる", "意見[-を-]{+は+}述べる"),
        (
            "considerable a difference",
            "remarkable a distinction",
            "[-considerable a difference-]{+remarkable a distinction+}",
        ),
    ],
)
def test_words_punctuation_and_spaces_as_readers_see_them(old: str, new: str, expected: str) -> None:
    assert told(old, new) == expected


def _long(size: int, words: int) -> tuple[str, str]:
    chance = random.Random(1)
    text = [f"w{chance.randrange(words)}" for _ in range(size)]
    other = [word if chance.random() > 0.01 else "new" for word in text]
    return " ".join(text), " ".join(other)


@pytest.mark.parametrize("words", [3, 5000])
def test_the_time_grows_with_the_length(words: int) -> None:
    def work(size: int) -> Callable[[], object]:
        texts = _long(size, words)
        return lambda: word_diff(*texts)

    assert growth(work, 5_000, 40_000) < 24
