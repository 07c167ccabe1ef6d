"""Two texts are the same when every word and every gap is; else the first difference is named."""

from hypothesis import given
from hypothesis import strategies as st

from tei_edition.ledger.streams import FREE, Stream, compare


def difference(first: list[str | None], second: list[str | None]) -> list[tuple[str, str]]:
    return [(item.lost, item.added) for item in compare(Stream.of(first), Stream.of(second))]


def test_kind_and_amount_of_white_space_do_not_matter() -> None:
    assert difference(["a  b\n", "c"], ["a b c"]) == []


def test_a_lost_and_an_added_word() -> None:
    assert difference(["one two three"], ["one three"]) == [("two", "")]
    assert difference(["one three"], ["one two three"]) == [("", "two")]


def test_a_changed_word() -> None:
    assert difference(["one two three"], ["one too three"]) == [("two", "too")]


def test_words_that_grow_together_or_fall_apart() -> None:
    assert difference(["one two"], ["onetwo"]) == [("one two", "onetwo")]
    assert difference(["onetwo"], ["one two"]) == [("onetwo", "one two")]


def test_between_blocks_a_gap_is_free() -> None:
    assert difference(["one", FREE, "two"], ["onetwo"]) == []
    assert difference(["one", FREE, "two"], ["one two"]) == []


@given(st.lists(st.text("abc ", max_size=6)), st.integers(0, 40))
def test_a_removed_character_is_always_found(parts: list[str | None], at: int) -> None:
    whole = "".join(part or "" for part in parts)
    cut = whole[:at] + whole[at + 1 :]
    same = whole.split() == cut.split()
    assert bool(difference([whole], [cut])) is not same
