"""A corpus → how fast we make pages and texts of it, and a stylesheet of XSLT 1.0 its pages (run by hand).

    python -m tests.benchmarks.rendering [CORPUS] [--seconds N] [--linear]

Megabytes of TEI a second of one processor, parsing told apart; the stylesheet (`rendering.xsl`, libxslt by lxml)
makes a page of the same parts as ours. `--linear` tells the time for each MB of documents of 1, 10 and 50 MB.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from lxml import etree

from tei_edition.errors import TeiEditionError
from tei_edition.render import render_html, render_text
from tei_edition.tei import parse_bytes, parse_file

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
LARGEST = 3_000_000
"""Larger files are left out: a few would be most of the corpus."""
Task = Callable[[etree._ElementTree], object]


def main(arguments: list[str]) -> None:
    """Print one line for each way."""
    if "--linear" in arguments:
        linear()
        return
    seconds = float(arguments[arguments.index("--seconds") + 1]) if "--seconds" in arguments else 60
    corpus = Path(arguments[0]) if arguments and not arguments[0].startswith("-") else CORPUS
    style = etree.XSLT(etree.parse(HERE / "rendering.xsl"))
    tasks: dict[str, Task] = {
        "stylesheet": lambda tree: bytes(style(tree)),
        "page": lambda tree: render_html(tree).html.encode(),
        "text": lambda tree: render_text(tree).text.encode(),
    }
    spent = dict.fromkeys(["parse", *tasks], 0.0)
    size = files = 0
    for path, tree, parsed in _documents(corpus):
        spent["parse"] += parsed
        for name, task in tasks.items():
            spent[name] += _seconds(task, tree)
        size, files = size + path.stat().st_size, files + 1
        if sum(spent.values()) > seconds:
            break
    print(f"{files} documents, {size / 1e6:.1f} MB")
    for name, used in spent.items():
        print(f"{name:10} {size / 1e6 / used:6.2f} MB/s")
    print(f"page: {spent['stylesheet'] / spent['page']:.2f} times the stylesheet's speed")


def _documents(corpus: Path) -> Iterator[tuple[Path, etree._ElementTree, float]]:
    """Give the documents of a corpus, one of each folder in turn, with the seconds that parsing took."""
    folders = [sorted(folder.glob("*.xml")) for folder in sorted(corpus.iterdir()) if folder.is_dir()]
    most = max(map(len, folders), default=0)
    for path in (folder[at] for at in range(most) for folder in folders if at < len(folder)):
        if path.stat().st_size > LARGEST:
            continue
        began = time.process_time()
        try:
            tree = parse_file(path)
        except TeiEditionError:
            continue
        yield path, tree, time.process_time() - began


def _seconds(task: Task, tree: etree._ElementTree) -> float:
    """Give the seconds a task takes for one document."""
    began = time.process_time()
    task(tree)
    return time.process_time() - began


def linear() -> None:
    """Tell the time of documents of growing size."""
    part = (
        '<div><head>A part</head><p>Words of a <hi rend="italic">paragraph</hi> of <persName ref="#a">some</persName>'
        "<note>with a note</note>, and <choice><sic>tow</sic><corr>two</corr></choice> readings.</p>"
        "<lg><l>One line</l><l>and another</l></lg></div>"
    )
    before, after = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>', "</body></text></TEI>"
    for megabytes in (1, 10, 50):
        tree = parse_bytes(
            (before + part * (megabytes * 1_000_000 // len(part)) + after).encode(), "long.xml"
        )
        page = _seconds(lambda it: render_html(it), tree)
        text = _seconds(lambda it: render_text(it), tree)
        print(f"{megabytes:3} MB: page {page / megabytes:.3f} s/MB, text {text / megabytes:.3f} s/MB")


if __name__ == "__main__":
    main(sys.argv[1:])
