"""Cases of tests/cases/structure, and what holds for any text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tei_edition.encode.structure import RULES, TitleBlock, structure, title_block
from tei_edition.model import Article, Block, Piece, Source
from tei_edition.read import read, read_txt
from tests.support import growth

CASES = Path(__file__).parents[1] / "cases" / "structure"
SEEDS = Path(__file__).parents[2] / "seeds"
GOLD = Path(__file__).parents[1] / "gold"
KINDS = frozenset(
    [
        *("title", "subtitle", "byline", "source", "docdate", "dateline", "heading", "paragraph", "item"),
        *("verse", "separator", "note", "noteheading", "epigraph", "salute", "signed", "trailer", "quote"),
        "boilerplate",
    ]
)


@dataclass(frozen=True)
class Case:
    title: str
    text: str
    blocks: tuple[str, ...]
    facts: tuple[str, ...]


def cases() -> Iterator[Case]:
    for path in sorted(CASES.glob("*.txt")):
        for part in re.split(r"^===== ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
            title, rest = part.split("\n", 1)
            text, expected = re.split(r"^-----\n", rest, maxsplit=1, flags=re.MULTILINE)
            lines = [line.strip() for line in expected.splitlines() if line.strip()]
            facts = tuple(line for line in lines if line.startswith("= "))
            blocks = tuple(line for line in lines if not line.startswith("= "))
            yield Case(f"{path.stem}: {title}", text, blocks, facts)


def article_of(text: str) -> Article:
    source = Source("case.txt", text, "utf-8")
    return structure(source, read_txt(source))


def shown(block: Block, like: str) -> str:
    """Show a block as the expectation does: as many words, level and label where they are given."""
    head, _, start = (part.strip() for part in like.partition("|"))
    label = f" {block.label}" if block.label and (" " in head) else ""
    level = f" {block.level}" if block.kind == "heading" and " " in head else ""
    if block.kind == "item" and head.count(" ") == 2:
        level = f" {block.level}"
    return f"{block.kind}{level}{label} | {block.text[: len(start)].strip()}".strip()


def facts_of(block: TitleBlock) -> dict[str, list[str]]:
    names = ("title", "subtitle", "journal", "volume", "issue", "pages", "date")
    facts = {name: [part.value] if (part := getattr(block, name)) else ["-"] for name in names}
    return {**facts, "author": [part.value for part in block.authors] or ["-"]}


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.title)
def test_case(case: Case) -> None:
    article = article_of(case.text)
    blocks = article.blocks
    likes = [*case.blocks, *[""] * (len(blocks) - len(case.blocks))]
    found = [shown(block, like) for block, like in zip(blocks, likes, strict=False)]
    assert found == [
        re.sub(r"\s*\|\s*$", " |", re.sub(r"\s*\|\s*", " | ", like)).strip() for like in case.blocks
    ]
    facts = facts_of(title_block(article))
    expected: dict[str, list[str]] = {}
    for line in case.facts:
        key, _, value = line[2:].partition(":")
        expected.setdefault(key.strip(), []).append(value.strip())
    assert {key: facts[key] for key in expected} == expected


def test_there_are_enough_cases_with_different_titles() -> None:
    titles = [case.title for case in cases()]
    assert len(titles) == len(set(titles)) >= 60


@pytest.mark.parametrize("path", sorted(GOLD.glob("*.txt")), ids=lambda path: path.stem)
def test_seeds_are_as_the_gold_annotation_has_them(path: Path) -> None:
    source, blocks = read(SEEDS / path.name)
    wanted = path.read_text("utf-8").split("[blocks]\n")[1].split("\n[")[0].strip().splitlines()
    article = structure(source, blocks)
    assert [block.kind for block in article.blocks] == [line.split(" |")[0] for line in wanted]
    for block, line in zip(article.blocks, wanted, strict=True):
        assert block.text.startswith(line.partition("|")[2].split(" … ")[0].strip())


def test_first_seed_title_block() -> None:
    facts = facts_of(title_block(structure(*read(SEEDS / "breitman-1953.txt"))))
    assert facts == {
        "title": ["How Stalinism Will Be Ended"],
        "subtitle": ["-"],
        "journal": ["The Militant"],
        "volume": ["17"],
        "issue": ["26"],
        "pages": ["-"],
        "date": ["1953-06-29"],
        "author": ["George Breitman"],
    }


def test_parts_of_the_title_block_stand_where_they_say() -> None:
    article = structure(*read(SEEDS / "breitman-1953.txt"))
    block = title_block(article)
    assert block.volume and article.text[block.volume.start : block.volume.end] == "Volume 17"
    assert block.date and article.text[block.date.start : block.date.end] == "June 29, 1953"
    assert block.date.precision == "day"
    assert article.text[block.authors[0].start : block.authors[0].end] == "George Breitman"


def test_kinds_a_reader_knows_are_kept() -> None:
    source = Source("page.html", "Old news\nNotes\nBut few", "utf-8")
    places = (("heading", 3, 0, 8), ("quote", 0, 9, 14), ("heading", 4, 15, 22))
    blocks = [Block(kind, (Piece(source.text[a:b], a, b),), level) for kind, level, a, b in places]
    article = structure(source, blocks)
    assert [(block.kind, block.level) for block in article.blocks] == [
        ("title", 0),
        ("quote", 0),
        ("heading", 1),
    ]


def test_rules_have_different_names() -> None:
    names = [name for name, _ in RULES]
    assert len(names) == len(set(names))


LINES = st.lists(
    st.one_of(
        st.text(max_size=90),
        st.sampled_from(
            [
                *(
                    "",
                    "",
                    "  ",
                    "* * *",
                    "By Leon Trotsky",
                    "1. One",
                    "2. Two",
                    "[1] A note.",
                    "(a) first",
                    "— dash",
                ),
                *(
                    "Notes",
                    "The Militant, June 29, 1953",
                    "A | B",
                    "Dear Comrades,",
                    "II",
                    "A Heading",
                    "12. Mai 1905",
                ),
                "A sentence that is long enough to be a paragraph, for it goes on and on until it has an end. "
                * 3,
            ]
        ),
    ),
    max_size=25,
)


@settings(max_examples=150, deadline=None)
@example(["DEAR,", ":a", "..."])
@given(LINES)
def test_any_text_is_accounted_for(lines: list[str]) -> None:
    source = Source("any.txt", "\n".join(lines), "utf-8")
    article = structure(source, read_txt(source))
    at, labels = 0, ""
    for block in article.blocks:
        assert block.kind in KINDS
        labels += block.label
        assert all(0 < line < len(block.text) for line in block.lines)
        for piece in block.pieces:
            assert "".join(source.text[at : piece.start].split()) == "".join(labels.split())
            assert piece.rule or source.text[piece.start : piece.end] == piece.text
            at, labels = piece.end, ""
    assert "".join(source.text[at:].split()) == "".join(labels.split())
    title_block(article)


def test_time_grows_as_the_text_does() -> None:
    paragraph = "It was said at the time that nothing would come of it, and nothing did come of it at all. "

    def read(size: int) -> Callable[[], object]:
        text = "\n\n".join(f"Part {n}\n\n{paragraph * 9}\n\n{n % 7}. {paragraph * 2}" for n in range(size))
        source = Source("long.txt", text, "utf-8")
        return lambda: structure(source, read_txt(source))

    assert growth(read, 100, 1000) < 25
