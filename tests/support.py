"""What tests share: articles made of a few words."""

import time
from collections.abc import Callable
from pathlib import Path

from tei_edition.model import Article, Block, Piece, Source


def article_of(*blocks: str | tuple[str, str] | tuple[str, str, str]) -> Article:
    """Make an article of paragraphs, or of (kind, text) or (kind, text, label), as a reader would give it."""
    source, made = "", []
    for item in blocks:
        kind, text, label = ("paragraph", item, "") if isinstance(item, str) else (*item, "")[:3]
        source += "\n\n" if source else ""
        source += f"{label} " if label else ""
        pieces = (Piece(text, len(source), len(source) + len(text)),) if text else ()
        source += text
        made.append(Block(kind, pieces, label=label))
    return Article(Source("test.txt", source, "utf-8"), tuple(made))


ARTICLE = """The Title of It

By Jane Doe

The first paragraph says that “words are lost” now and then, and that John Smith denied it.[1]

    It goes on for some time.

A section

1. The first thing that is to be said.

2. The second thing, and the “last” of them.

The end of it was a misprimt, and no more of it.

Notes

1. He did so in a letter.
"""
"""An article with some of everything."""

ARTICLE_TOML = """
[[correction]]
text = "a misprimt"
sic = "misprimt"
corr = "misprint"
cert = "high"

[[note]]
text = "denied it"
note = "A note by the editor."
"""

REGISTER = """<standOff xmlns="http://www.tei-c.org/ns/1.0"><listPerson>
<person xml:id="smith"><persName>Smith, John</persName><persName type="variant">John Smith</persName></person>
</listPerson></standOff>
"""

EDITION = """
title = "An edition"
date = 2026-01-02
[[editor]]
id = "ed"
name = "N. N."
"""


def make_edition(
    folder: Path,
    article: str = ARTICLE,
    toml: str = ARTICLE_TOML,
    register: str = REGISTER,
    edition: str = EDITION,
) -> Path:
    """Write an edition of one article, `a`, into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (
        ("edition.toml", edition),
        ("a.txt", article),
        ("a.toml", toml),
        ("register.xml", register),
    ):
        (folder / name).write_text(text, "utf-8")
    return folder


def growth(work: Callable[[int], Callable[[], object]], small: int, large: int) -> float:
    """How many times the processor time of `large` is that of `small`; `work` prepares what is to be timed."""

    def seconds(size: int) -> float:
        job = work(size)
        began = time.process_time()
        job()
        return time.process_time() - began

    return min(seconds(large) for _ in range(2)) / min(seconds(small) for _ in range(3))
