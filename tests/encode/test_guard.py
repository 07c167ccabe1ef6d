"""In a debug run every word is accounted for after each pass, and the pass that changed one is named."""

from importlib import import_module
from pathlib import Path

import pytest

from tei_edition import build
from tei_edition.edition import ArticleConfig
from tei_edition.encode.article import PASSES, Setting, encode_article
from tei_edition.model import Article, Context, Source, Span
from tei_edition.read import read_txt
from tests.support import make_edition

TEXT = "A title\n\nA paragraph with some words in it, and with a stop at the end."


def liar(article: Article, context: Context) -> list[Span]:
    at = article.text.index("some")
    return [Span(at, at, "note", {"type": "authorial", "n": "1"}, content="of its own", by="liar")]


def test_a_debug_run_tells_which_pass_changed_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    source = Source("a.txt", TEXT, "utf-8")
    config = ArticleConfig("a", Path("a.txt"))
    assert encode_article(source, read_txt(source), config, Setting(debug=True)).diagnostics == ()
    monkeypatch.setattr(import_module("tei_edition.encode.article"), "PASSES", [*PASSES, ("liar", liar)])
    told = encode_article(source, read_txt(source), config, Setting(debug=True)).diagnostics
    assert told and all("after the pass “liar”" in finding.message for finding in told)


def test_an_honest_build_has_nothing_to_tell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEI_EDITION_DEBUG", "1")
    assert build(make_edition(tmp_path)).diagnostics == ()
