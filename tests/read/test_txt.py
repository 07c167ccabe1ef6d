"""Plain text → blocks: nothing lost, wraps told from lines that are meant."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tei_edition.model import Source
from tei_edition.read import read_txt
from tei_edition.read.joining import RULES

PROSE = (
    "When the delegates met in the evening there was no longer any doubt about the outcome, for the railwaymen "
    "had already decided for themselves, and the men of the power stations had let it be known that they would "
    "not stay behind. The chairman said as much. He was a careful man, and he did not say it twice."
)


def blocks(text: str) -> list[str]:
    return [block.text for block in read_txt(Source("a.txt", text, "utf-8"))]


def wrapped(text: str, width: int, first: str = "", end: str = "\n") -> str:
    lines, line = [], first
    for word in text.split():
        if line.strip() and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = ""
        line = f"{line} {word}" if line.strip() else line + word
    return end.join([*lines, line])


@pytest.mark.parametrize("width", [40, 60, 72, 80, 100])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\n    "])
def test_wrapped_paragraphs_are_joined(width: int, end: str) -> None:
    paragraph = wrapped(PROSE, width, end=end)
    gap = end.strip(" ") * 2
    assert blocks(gap.join([paragraph, paragraph, paragraph])) == [PROSE] * 3


def test_unwrapped_paragraphs_without_blank_lines() -> None:
    assert blocks("\n".join([PROSE, "A short one.", PROSE])) == [PROSE, "A short one.", PROSE]


@pytest.mark.parametrize("width", [60, 72])
def test_first_lines_set_in(width: int) -> None:
    paragraph = wrapped(PROSE, width, first="   ")
    assert blocks("\n".join([paragraph] * 4)) == [PROSE] * 4


def test_wrapped_paragraphs_without_any_sign_are_parted_at_short_lines() -> None:
    text = "\n".join([wrapped(PROSE + " It was over.", 64), wrapped(PROSE, 64), wrapped(PROSE, 64)])
    assert len(blocks(text)) >= 2


def test_a_page_break_does_not_end_a_paragraph() -> None:
    lines = wrapped(PROSE, 72).split("\n")
    text = "\n".join([*lines[:2], "\f" + lines[2], *lines[3:]])
    assert blocks(f"{text}\n\n{text}") == [PROSE] * 2


def test_blank_lines_are_counted() -> None:
    found = read_txt(Source("a.txt", "\n\nOne.\n\n\n\nTwo.\n \nThree.", "utf-8"))
    assert [block.blank_before for block in found] == [2, 3, 1]


def test_spaces_within_a_line_are_kept() -> None:
    assert blocks("  One   two.  \n\nThree.") == ["One   two.", "Three."]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("the govern-", "ment has fallen", "the government has fallen"),
        ("the Marx-", "Engels correspondence", "the Marx-Engels correspondence"),
        ("a self-", "made man of means", "a self-made man of means"),
        ("the years 1914-", "1918 were long", "the years 1914-1918 were long"),
        ("it was over—", "or so it seemed", "it was over—or so it seemed"),
        ("it was over —", "or so it seemed", "it was over — or so it seemed"),
        ("die Arbeits-", "und Lebensbedingungen", "die Arbeits- und Lebensbedingungen"),
        ("das gouverne¬", "ment est tombé", "das gouvernement est tombé"),
        ("cela peut-", "être serait bien", "cela peut-être serait bien"),
    ],
)
def test_hyphens_at_line_ends(first: str, second: str, joined: str) -> None:
    start = "and it was said of all of them in the town that"
    lines = [
        f"{start} {first}",
        f"{second} and so it went on for the rest of the week as",
        "before until the end",
    ]
    text = "\n".join(lines)
    assert joined in blocks(f"{text}\n\n{text}")[0]


def test_a_compound_seen_elsewhere_keeps_its_hyphen() -> None:
    start = "the well-to-do and the co-operators of the town of which one hears co-"
    text = f"{start}\noperators say that they are many and that there will be more of them\nbefore the year is out"
    assert "hears co-operators say" in blocks(f"{text}\n\n{text}")[0]


LINES = st.lists(
    st.one_of(
        st.text(max_size=80), st.sampled_from(["", " ", "\f", "word-", PROSE[:70], PROSE[70:140], "  set in"])
    ),
    max_size=20,
)


@settings(max_examples=200, deadline=None)
@given(LINES, st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\u2029"]))
def test_every_character_is_in_one_piece(lines: list[str], end: str) -> None:
    text = end.join(lines)
    at = 0
    for block in read_txt(Source("a.txt", text, "utf-8")):
        assert block.kind == "paragraph"
        assert block.text == block.text.strip()
        assert block.text
        assert "\n" not in block.text
        for piece in block.pieces:
            assert not text[at : piece.start].strip()
            assert piece.rule in RULES or (not piece.rule and text[piece.start : piece.end] == piece.text)
            if piece.rule:
                assert not text[piece.start : piece.end].strip("-‐¬\u00ad \t\r\n\f").strip()
            at = piece.end
    assert not text[at:].strip()


def test_first_lines_that_are_set_in_begin_paragraphs_also_below_short_ones() -> None:
    long = wrapped(PROSE, 64, "   ")
    text = "\n".join(["A Walk", "   We went.", long, "   Nobody spoke.", long, "   We turned.", long]) + "\n"
    assert [block.split()[0] for block in blocks(text)] == ["A", "We", "When", "Nobody", "When", "We", "When"]


def test_notes_in_single_lines_do_not_hide_that_the_text_is_wrapped() -> None:
    lines = ["the people of the town had come down to the water to see the boats"] * 12
    note = "[1] " + "A note of the editor in a single line of great length. " * 6
    head = "In the spring of that year, as it is told in the books of the town,"
    assert len(blocks("\n".join([head, *lines]) + f".\n\n{note}\n")) == 2
