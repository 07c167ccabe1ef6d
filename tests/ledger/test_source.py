"""From the source to the TEI: the editor's hand is watched as closely as the author's words."""

import re
from pathlib import Path

import pytest

from tei_edition.edition import load_article
from tei_edition.encode.article import Setting, encode_article
from tei_edition.ledger import account_of_source
from tei_edition.read import read
from tei_edition.tei import parse_bytes, serialise
from tests.support import make_edition

CHANGES = {
    "a note of the editor's is gone": (
        r"<note [^>]*type=\"editorial\".*?</note>",
        "",
        "A note by the editor",
    ),
    "a note says something else": ("A note by the editor", "A note by nobody", "is not the editor’s"),
    "a note hangs elsewhere": (r"( denied it)(<note.*?</note>)", r"\2\1", "the text"),
    "a correction is gone": (r"<choice>.*?</choice>", "misprimt", "misprimt → misprint” is lost"),
    "a correction says something else": (">misprint<", ">other<", "is not the editor’s"),
    "a correction is invented": (
        "some time",
        "<choice><sic>some</sic><corr>no</corr></choice> time",
        "not the editor’s",
    ),
    "two paragraphs are one": (r"</p>\s*<p [^>]*>", "", "run together"),
    "an item has another's number": (r'xml:id="i1" n="1"', 'xml:id="i1" n="2"', "numbers of items"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_changed_is_found(name: str, tmp_path: Path) -> None:
    folder = make_edition(tmp_path)
    config = load_article(folder / "a.txt")
    source, blocks = read(folder / "a.txt")
    made = encode_article(source, blocks, config, Setting(software="0"))
    xml = serialise(made.tree).decode()
    whole = account_of_source(made.article, made.spans, parse_bytes(xml.encode(), "a"), config.hand)
    assert whole.unexplained == ()
    pattern, replacement, words = CHANGES[name]
    changed = re.sub(pattern, replacement, xml, count=1)
    assert changed != xml
    account = account_of_source(made.article, made.spans, parse_bytes(changed.encode(), "a"), config.hand)
    assert words in "\n".join(item.message for item in account.unexplained)
