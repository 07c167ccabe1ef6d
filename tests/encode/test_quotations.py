"""Quotations are found and judged as `tests/cases/quotations.txt` says, whatever the text; nothing ever crosses."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei_edition.encode.quotations import quotations, unbalanced
from tei_edition.model import Article, Context, Span
from tests.support import article_of, growth

CASES = Path(__file__).parents[1] / "cases" / "quotations.txt"
MARKUP = re.compile(r"⟦(?P<tag>[\w?]+)(?: (?P<who>[^:⟦⟧]+))?:|⟧")


@dataclass(frozen=True)
class Case:
    title: str
    settings: dict[str, str]
    marked: str


@dataclass(frozen=True)
class Expected:
    start: int
    end: int
    tag: str
    who: str = ""


def read_cases() -> list[Case]:
    cases = []
    for part in re.split(r"^=== ", CASES.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        title, _, body = part.partition("\n")
        settings = dict(re.findall(r"^% (\w+): (.+)$", body, re.MULTILINE))
        text = re.sub(r"^%.*\n", "", body, flags=re.MULTILINE).strip()
        cases.append(Case(title.strip(), settings, text))
    return cases


def block_of(text: str) -> str | tuple[str, str] | tuple[str, str, str]:
    """A paragraph; or with `## ` a heading, `1. ` an item, `| ` before each line verse, `> ` a note."""
    if text.startswith("## "):
        return "heading", text[3:]
    if text.startswith("| "):
        return "verse", " ".join(line.removeprefix("| ") for line in text.split("\n"))
    if text.startswith("> "):
        return "note", text[2:]
    item = re.match(r"(\d+)\. (.*)", text, re.DOTALL)
    text = (item[2] if item else text).replace("\n", " ")
    return ("item", text, item[1]) if item else text


def unmarked(marked: str) -> tuple[Article, list[Expected]]:
    """The article without the markup, and what the markup says."""
    blocks = [block_of(block.strip()) for block in re.split(r"\n\s*\n", marked)]
    plain = [block if isinstance(block, str) else block[1] for block in blocks]
    text, expected, pending, at = "", [], [], 0
    joined = "\n".join(plain)
    for match in MARKUP.finditer(joined):
        text += joined[at : match.start()]
        at = match.end()
        if match[0] == "⟧":
            tag, who, start = pending.pop()
            expected.append(Expected(start, len(text), tag, who))
        else:
            pending.append((match["tag"], match["who"] or "", len(text)))
    assert not pending
    stripped = [MARKUP.sub("", block) for block in plain]
    made = [s if isinstance(b, str) else (b[0], s, *b[2:]) for b, s in zip(blocks, stripped, strict=True)]
    return article_of(*made), sorted(expected, key=lambda one: (one.start, -one.end, one.tag))


def names_in(text: str, settings: dict[str, str]) -> tuple[Span, ...]:
    """Spans of the persons and works that a case lists; the last word of a person's name stands for them, too."""
    spans: list[Span] = []
    for key, tag in (("persons", "persName"), ("orgs", "orgName"), ("works", "title")):
        for name in filter(None, settings.get(key, "").split(", ")):
            forms = [name, name.split()[-1]] if tag == "persName" else [name]
            ref = "#" + name.split()[-1].lower()
            for match in re.finditer(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)", text):
                spans.append(
                    Span(*match.span(), tag, {"ref": ref, **({"level": "m"} if tag == "title" else {})})
                )
    return tuple(spans)


def shown(text: str, spans: list[Expected]) -> list[str]:
    return [f"{span.tag} {span.who}: {text[span.start : span.end]}".replace(" :", ":") for span in spans]


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: case.title)
def test_case(case: Case) -> None:
    article, expected = unmarked(case.marked)
    language = case.settings.get("language", "en")
    context = Context(language=language, spans=names_in(article.text, case.settings))
    spans = quotations(article, context)
    named = {(one.start, one.end) for one in expected if one.who}
    free = {(one.start, one.end) for one in expected if one.tag == "any"}
    found = [
        Expected(
            span.start,
            span.end,
            "any" if (span.start, span.end) in free else span.tag,
            span.attributes.get("who", "nobody")[1:] if (span.start, span.end) in named else "",
        )
        for span in spans
    ]
    found += [Expected(at, at + 1, "stray") for at in range(len(article.text)) if at in strays(article)]
    found.sort(key=lambda one: (one.start, -one.end, one.tag))
    assert shown(article.text, found) == shown(article.text, expected)
    assert all(span.evidence for span in spans)


def strays(article: Article) -> set[int]:
    """Where the article's unbalanced marks stand."""
    lines = article.source.text.split("\n")
    places = set()
    for finding in unbalanced(article):
        assert finding.line and finding.column
        origin = sum(len(line) + 1 for line in lines[: finding.line - 1]) + finding.column - 1
        index = max(i for i, block in enumerate(article.blocks) if block.start <= origin)
        places.add(article.starts[index] + origin - article.blocks[index].start)
    return places


def test_there_are_many_cases() -> None:
    assert len(read_cases()) >= 120


def test_a_finding_says_where() -> None:
    article = article_of("First.", "He said “no and left. Then he came back and stayed.")
    (finding,) = unbalanced(article)
    assert (finding.code, finding.line, finding.column) == ("quotation-unbalanced", 3, 9)
    assert finding.excerpt and "“no and left" in finding.excerpt


def test_boilerplate_is_left_alone() -> None:
    assert quotations(article_of(("boilerplate", "“Home” page")), Context()) == []
    assert unbalanced(article_of(("separator", "“"))) == []


def test_attributes_of_a_reference() -> None:
    article = article_of("“They lied for many years to us all.” (Trotsky, My Life, p. 3.)")
    names = (Span(39, 46, "persName", {"ref": "#t"}), Span(48, 55, "title", {"ref": "#wk", "level": "m"}))
    cit, quote, bibl = quotations(article, Context(spans=names))
    assert (cit.tag, quote.tag, bibl.tag) == ("cit", "quote", "bibl")
    assert quote.attributes == {"who": "#t", "source": "#wk"}
    assert cit.end == bibl.end == len(article.text)


MARKS = "“”„\"‘’'‚«»‹›`"
TEXTS = st.lists(
    st.one_of(
        st.text(alphabet=MARKS + "abS s.,:—()\u00a0x1", max_size=40),
        st.text(max_size=30).map(lambda text: text.replace("\n", " ")),
    ),
    max_size=6,
)


@given(TEXTS)
def test_spans_nest_and_lie_within_the_text(texts: list[str]) -> None:
    article = article_of(*texts)
    spans = quotations(article, Context())
    assert spans == quotations(article, Context())
    for one in spans:
        assert 0 <= one.start < one.end <= len(article.text)
        for other in spans:
            assert not one.start < other.start < one.end < other.end
    for finding in unbalanced(article):
        assert finding.line and finding.column


def test_time_grows_as_the_text_does() -> None:
    quoting = (
        "In the 1930’s he wrote that the workers’ state was “degenerated” and that ‘nothing’ could save it. "
        "“We don’t know,” said Lenin, “whether it’s true.” The so-called “experts” didn’t agree (see below). "
    )
    plain = (
        "It is not the men’s fault, nor the times’, that the mill stood idle for the whole of the winter. "
        * 25
    )

    def read(size: int) -> Callable[[], object]:
        text = article_of(*[quoting + plain] * size)
        return lambda: quotations(text, Context())

    assert len(quotations(article_of(*[quoting + plain] * 20), Context())) == 100
    assert growth(read, 40, 400) < 25
