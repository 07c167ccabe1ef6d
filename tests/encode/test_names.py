"""Cases in plain text (`tests/cases/names.txt`) and properties of the names pass."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tei_edition.encode.names import names
from tei_edition.model import Article, Block, Context, Entry, Piece, Register, Source, Span
from tests.support import growth

CASES = Path(__file__).parents[1] / "cases" / "names.txt"
KINDS = {"persName": "person", "placeName": "place", "orgName": "org", "title": "work"}
MARKED = re.compile(r"\[\[(\S+) (.*?)\]\]")


@dataclass(frozen=True)
class Case:
    """One case of the file."""

    title: str
    language: str
    guess: bool
    register: Register
    expected: str

    @property
    def text(self) -> str:
        return MARKED.sub(r"\2", self.expected)


def article(text: str) -> Article:
    """Blocks parted by blank lines; a block may begin with its kind in braces: `{heading} Text`."""
    blocks, at = [], 0
    for part in re.split(r"\n\s*\n", text):
        kind, words = re.fullmatch(r"(?:\{(\w+)\} )?(.*)", " ".join(part.split()), re.DOTALL).groups()  # type: ignore[union-attr]
        blocks.append(Block(kind or "paragraph", (Piece(words, at, at + len(words)),)))
        at += len(words) + 2
    return Article(Source("case.txt", text, "utf-8"), tuple(blocks))


def read_cases() -> Iterator[Case]:
    """A case: `# title`, register lines, `lang de`, `guess`, then the expected text; `----` between cases."""
    for part in re.split(r"^-{4,}\n", CASES.read_text(encoding="utf-8"), flags=re.MULTILINE):
        lines = part.strip("\n").split("\n")
        head, blank = lines[0], lines.index("") if "" in lines else len(lines)
        settings_, body = lines[1:blank], "\n".join(lines[blank + 1 :])
        if head.startswith("# "):
            yield _case(head[2:], settings_, body)


def _case(title: str, lines: list[str], body: str) -> Case:
    language, guess, entries = "en", False, []
    for line in lines:
        word, _, rest = line.partition(" ")
        if word == "lang":
            language = rest
        elif word == "guess":
            guess = True
        else:
            entries.append(_entry(word, rest))
    return Case(title, language, guess, Register(tuple(entries)), body.strip())


def _entry(kind: str, rest: str) -> Entry:
    """`person trotsky = Trotsky, Leon: Trotsky | Leon Trotsky` or, without a heading, `place kiev = Kiev`."""
    identifier, _, forms = rest.partition(" = ")
    heading, colon, listed = forms.partition(":: ")
    found = tuple(form.strip() for form in (listed if colon else forms).split("|"))
    return Entry(
        identifier.strip(), kind, heading.strip() if colon else found[0], found, "m" if kind == "work" else ""
    )


def mark(text: str, spans: list[Span]) -> str:
    """Write the spans into the text as the cases have them."""
    parts, at = [], 0
    for span in spans:
        kind = KINDS[span.tag]
        label = f"{kind}:{span.attributes['ref'][1:]}" if "ref" in span.attributes else f"{kind}?"
        parts += [text[at : span.start], f"[[{label} {text[span.start : span.end]}]]"]
        at = span.end
    return "".join([*parts, text[at:]])


@pytest.mark.parametrize("case", list(read_cases()), ids=lambda case: case.title)
def test_case(case: Case) -> None:
    read = article(case.text)
    context = Context(register=case.register, language=case.language, guess=case.guess)
    expected = "\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", case.expected))
    assert mark(read.text, names(read, context)) == re.sub(r"^\{\w+\} ", "", expected, flags=re.MULTILINE)


def test_enough_cases_with_different_titles() -> None:
    titles = [case.title for case in read_cases()]
    assert len(titles) >= 80
    assert len(set(titles)) == len(titles)


STALIN = Entry("stalin", "person", "Stalin, Joseph", ("Stalin", "Joseph Stalin"))
WEST = Entry("west", "place", "the West", ("the West",))
WORK = Entry("work", "work", "Russia: What Next?", ("Russia: What Next?",), "m")
TWIN = Entry("twin", "person", "Stalin, Vasily", ("Stalin", "Vasily Stalin"))
REGISTER = Register((STALIN, WEST, WORK))
WORDS = [
    "Stalin",
    "’s",
    "Joseph",
    " ",
    "-",
    ". ",
    "the ",
    "The West",
    "“",
    "”",
    "Russia: What Next?",
    "post",
    "\n\n",
    "Mr. ",
]


def test_names_go_over_the_ends_of_lines() -> None:
    text = "So said Mr.\nStalin; and Joseph\nStalin said nothing."
    read = Article(Source("case.txt", text, "utf-8"), (Block("paragraph", (Piece(text, 0, len(text)),)),))
    found = names(read, Context(register=REGISTER, language="en"))
    assert [text[span.start : span.end] for span in found] == ["Mr.\nStalin", "Joseph\nStalin"]


def test_unresolved_form_names_the_candidates() -> None:
    spans = names(article("Then Stalin spoke."), Context(register=Register((STALIN, TWIN))))
    assert [dict(span.attributes) for span in spans] == [{"cert": "low"}]
    assert "stalin, twin" in spans[0].evidence


def test_a_mark_belongs_to_one_title() -> None:
    text = "“Russia: What Next?”Russia: What Next?”"
    spans = names(article(text), Context(register=REGISTER, language="en"))
    assert [text[span.start : span.end] for span in spans] == ["“Russia: What Next?”", "Russia: What Next?"]


def test_work_has_the_level_of_its_entry() -> None:
    spans = names(article("He wrote Russia: What Next? in 1953."), Context(register=REGISTER, guess=False))
    assert [dict(span.attributes) for span in spans] == [{"level": "m", "ref": "#work"}]
    assert spans[0].by == "names"


def test_form_of_the_register_is_the_evidence() -> None:
    spans = names(article("Stalin’s"), Context(register=REGISTER, guess=False))
    assert spans[0].evidence == "“Stalin” in the register"


def test_proposals_have_a_certainty_and_no_reference() -> None:
    spans = names(article("The speaker, Leon Trotsky, came from Odessa."), Context())
    assert [(span.tag, "ref" in span.attributes) for span in spans] == [
        ("persName", False),
        ("placeName", False),
    ]
    assert all(span.attributes["cert"] in {"low", "medium"} and span.evidence for span in spans)


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(st.lists(st.sampled_from(WORDS), max_size=40).map("".join), st.text(max_size=200)),
    st.sampled_from(["en", "de", "fr", "en-GB", "x"]),
    st.booleans(),
)
def test_spans_are_apart_within_blocks_and_the_same_each_time(text: str, language: str, guess: bool) -> None:
    read = article(text)
    context = Context(register=REGISTER, language=language, guess=guess)
    spans = names(read, context)
    assert spans == names(read, context)
    extents = [read.extent(index) for index in range(len(read.blocks))]
    for span in spans:
        assert span.start < span.end
        assert any(start <= span.start and span.end <= end for start, end in extents)
    assert all(one.end <= two.start for one, two in pairwise(spans))


def _crowd(size: int) -> Register:
    forms = [
        (f"{a}{b}{c}ov", f"Ivan {a}{b}{c}ov")
        for a in "BCDFGKLMNPRSTVZ"
        for b in "aeiou"
        for c in "bcdfgklmnprstvz"
    ]
    entries = [Entry(f"p{n}", "person", f"{pair[0]}, Ivan", pair) for n, pair in enumerate(forms)]
    places = [Entry(f"l{n}", "place", f"Nova {one[0]}", (f"Nova {one[0]}",)) for n, one in enumerate(forms)]
    return Register(tuple([STALIN, *entries, *places] * 3)[:size])


def test_time_grows_as_the_text_does_and_hardly_with_the_register() -> None:
    paragraph = "In May the West heard that Stalin and Ivan Babov met at Nova Bedov. " * 9

    def read(paragraphs: int, entries: int) -> Callable[[], object]:
        text, register = article("\n\n".join([paragraph] * paragraphs)), _crowd(entries)
        return lambda: names(text, Context(register=register, guess=False))

    assert growth(lambda size: read(size, 500), 100, 1000) < 25
    assert growth(lambda size: read(200, size), 500, 5000) < 25
