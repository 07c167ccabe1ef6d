"""Markdown with everything in it: `marked/essay.md`, and in `essay.txt` what a person has found in it."""

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tei_edition import encode
from tei_edition.edition import ArticleConfig
from tei_edition.encode.article import Setting, encode_article
from tei_edition.errors import ReadError, TeiEditionError, UsageError
from tei_edition.ledger import account_of_source
from tei_edition.read import read
from tei_edition.tei import parse_bytes, serialise
from tests.read.telling import told

pytest.importorskip("justhtml", reason="justhtml, which parses web pages, is not installed")
pytest.importorskip("mdit_py_plugins", reason="mdit-py-plugins, which reads Markdown, is not installed")
ESSAY = Path(__file__).parent / "marked" / "essay.md"


def made(text: str, folder: Path) -> str:
    """Encode a Markdown text and give the TEI's text; nothing in it may be wrong or unaccounted for."""
    (folder / "a.md").write_text(text, "utf-8")
    result = encode([folder / "a.md"], folder, guess=False)
    assert result.ok, result.diagnostics
    xml = result.files["a.xml"].decode()
    return " ".join(xml[xml.index("<body>") : xml.index("</body>")].split())


def test_everything() -> None:
    assert told(*read(ESSAY)) == ESSAY.with_suffix(".txt").read_text("utf-8")


def test_pandocs_title_block_is_front_matter(tmp_path: Path) -> None:
    xml = made("% The Strike\n  at Manchester\n% John Smith; Jane Doe\n% 1890-05-04\n\nIt began.\n", tmp_path)
    assert "It began." in xml
    assert "%" not in xml
    header = encode([tmp_path / "a.md"], tmp_path, guess=False).files["a.xml"].decode()
    for said in ("<title>The Strike at Manchester</title>", "John Smith", "Jane Doe", "1890-05-04"):
        assert said in header
    assert "% off" in made("% off\n% off\n% off\n% off\n\nIt began.\n", tmp_path)


def test_raised_and_lowered_letters(tmp_path: Path) -> None:
    xml = made(
        "The 19^th^ century drank H~2~O, about ~ 2 litres of it, as we are told by those who know.\n",
        tmp_path,
    )
    assert '19<hi rend="superscript">th</hi> century' in xml
    assert 'H<hi rend="subscript">2</hi>O, about ~ 2 litres' in xml


def test_every_word_is_accounted_for(tmp_path: Path) -> None:
    result = encode([ESSAY], tmp_path)
    assert result.ok
    assert result.accounts[0].left_out == {"front matter: metadata": 107}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# T\n\nA [link](javascript:alert(1)) and <javascript:x> it.", "A link and javascript:x it."),
        ("# T\n\nA note.[^1]\n\n[^1]: First.\n[^1]: Second.", "<p>First.</p>"),
        ("# T\n\nNo note.\n\n[^1]: Never called.", "<p>Never called.</p>"),
        ("# T\n\nNo note [^none] here.", "No note [^none] here."),
        ("# T\n\n1. a\n1. b\n\n", 'n="2">b</item>'),
        ("# T\n\nBraces {.x} and {a=b} in it, and {#y}.", "Braces {.x} and {a=b} in it, and {#y}."),
        ("# T\n\nSome said 42\\. And &amp; so on.", "Some said 42. And &amp; so on."),
        ('# T\n\n<p data-put-in="x">Words</p> of *it*.', "<p xml"),
        ("---\ntitle: x\n...\n\n# T\n\ntext", "text"),
    ],
)
def test_single_things(text: str, expected: str, tmp_path: Path) -> None:
    assert expected in made(text, tmp_path)


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("", "no text", None),
        ("---\ntitle: x\n---\n", "no text", None),
        ("---\ntitle: a\nauthor: b: [c\n---\ntext", "no YAML", 3),
        ("---\na: " + "[" * 20_000 + "\n---\ntext", "no YAML", None),
        ("+++\nb = 1\ntitle = \n+++\ntext", "no TOML", 3),
        ("text\n\n" + ">" * 10_000 + "x", "nested", 3),
        ("- " * 5_000 + "x", "nested", 1),
        ("".join(f"{'  ' * depth}- a\n" for depth in range(200)), "nested", None),
        ("PK\x03\x04", "zip", None),
    ],
)
def test_what_cannot_be_read_is_told(text: str, message: str, line: int | None, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(text, "utf-8")
    with pytest.raises(ReadError, match=message) as caught:
        read(tmp_path / "a.md")
    assert caught.value.file == str(tmp_path / "a.md")
    assert line is None or caught.value.line == line


@pytest.mark.parametrize(
    "text", ["[" * 10_000, "*a _b " * 2_000, "[x](" * 2_000, "*" * 5_000 + "x" + "*" * 5_000]
)
def test_brackets_without_end_are_text(text: str, tmp_path: Path) -> None:
    assert made(f"# T\n\n{text}\n", tmp_path)


def test_a_bomb_of_aliases_is_harmless(tmp_path: Path) -> None:
    levels = "".join(
        f"{chr(98 + at)}: &{chr(98 + at)} [{', '.join([f'*{chr(97 + at)}'] * 9)}]\n" for at in range(9)
    )
    assert "<head>" in made(f"---\na: &a [x]\n{levels}title: [*j, *j]\n---\n\n# T\n\ntext", tmp_path)


@pytest.mark.parametrize("library", ["markdown_it", "justhtml", "yaml"])
def test_the_missing_library_is_named(library: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    (tmp_path / "a.md").write_text("---\ntitle: T\n---\ntext", "utf-8")
    with pytest.raises(UsageError, match=r"tei_edition\[(?:markdown|html)\]"):
        read(tmp_path / "a.md")


PARTS = [
    "one",
    " two ",
    "*",
    "**",
    "_",
    "`",
    "x[^1]",
    "\n\n[^1]: ",
    "\n",
    "\n\n",
    "> ",
    "- ",
    "1. ",
    "# ",
    "[a](b)",
    "![p](q)",
]
SOUP = st.lists(
    st.sampled_from(
        [*PARTS, "\\", "&amp;", "<b>", "</b>", "<!-- c -->", "\n\n|a|b|\n|-|-|\n|c|d|\n\n", "    ", "***"]
    ),
    max_size=25,
)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(SOUP)
def test_no_word_of_a_mixture_is_lost(tmp_path_factory: pytest.TempPathFactory, parts: list[str]) -> None:
    path = tmp_path_factory.mktemp("soup") / "a.md"
    path.write_text("".join(parts), "utf-8")
    try:
        source, blocks = read(path)
    except TeiEditionError as error:
        assert error.file == str(path)
        return
    article = encode_article(source, blocks, ArticleConfig("a"), Setting(software="0"))
    tree = parse_bytes(serialise(article.tree), "a")
    assert account_of_source(article.article, article.spans, tree).unexplained == ()


def test_a_picture_over_the_title_stays_there(tmp_path: Path) -> None:
    xml = made(
        "![A mill](mill.png)\n\n# The Strike\n\nBy Jane Doe\n\nIt began in the year of the comet.\n", tmp_path
    )
    figure = '<figure><graphic url="mill.png"/><figDesc>A mill</figDesc></figure>'
    assert xml.startswith(f"<body> {figure} <head>The Strike</head> <byline>")
