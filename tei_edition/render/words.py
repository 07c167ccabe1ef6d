"""The texts of a site → an index of their words, each with the paragraphs it stands in: a search without a script."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby

from lxml import etree
from lxml import html as lxml_html

from tei_edition.tei import local, walk

MOST = 60
"""In how many places a word may stand to be listed with each of them."""
ONE_PAGE = 800
"""Up to how many words the index is one page."""
LONGEST = 40
"""Characters a word may have."""
_LINES = frozenset(
    "p div li dt dd td th tr h1 h2 h3 h4 h5 h6 br hr blockquote section figure table ul ol dl caption aside".split()  # noqa: SIM905
)
_UNPARTED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Characters of scripts that do not part words."""
_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_POINTS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]")


@dataclass(frozen=True)
class Word:
    """A line of the index."""

    key: str
    """The word as it is filed: in small letters, without accents."""
    forms: tuple[str, ...]
    """How it is written, the most frequent form first."""
    count: int
    """How often it stands in all texts."""
    places: Mapping[str, tuple[str, ...]]
    """For each text the addresses where it stands, in their order; none where there are too many."""


def index(texts: Mapping[str, str]) -> list[Word]:
    """Give the words of the reading view of all texts (their HTML by the page's name), as they are filed."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    places: dict[str, dict[str, dict[str, None]]] = defaultdict(dict)
    for name, html in texts.items():
        for address, line in _lines(html):
            for form in _words_of(line):
                if len(form) <= LONGEST:
                    key = folded(form)
                    forms[key][form] += 1
                    places[key].setdefault(name, {}).setdefault(address)
    return [_filed(key, forms[key], places[key]) for key in sorted(forms) if key]


def _filed(key: str, forms: Counter[str], places: Mapping[str, Mapping[str, None]]) -> Word:
    """Make the line of a word."""
    listed = sum(map(len, places.values())) <= MOST
    written = {form if form.lower() not in forms else form.lower(): None for form, _ in forms.most_common()}
    at = {name: tuple(found) if listed else () for name, found in places.items()}
    return Word(key, tuple(written), forms.total(), at)


@lru_cache(65536)
def folded(word: str) -> str:
    """Give a word as it is filed: capitals, accents and vowel points do not part words."""
    plain = unicodedata.normalize("NFKD", word.casefold().translate(_LETTERS))
    return unicodedata.normalize("NFC", _POINTS.sub("", plain))


def _words_of(line: str) -> list[str]:
    """Give the words of a line: letters with their marks, joined by apostrophes and hyphens."""
    line = _UNPARTED.sub(" ", line)
    return (_with_marks() if _marked().search(line) else _PLAIN).findall(line)


_PLAIN = re.compile(r"[^\W\d_]+(?:['’ʼ\-][^\W\d_]+)*")


@cache
def _marks() -> str:
    """Give the characters that are written on, or join, letters."""
    codes = (*range(0x300, 0x10000), *range(0x10A00, 0x11FFF), *range(0x1E000, 0x1E950))
    return "".join(chr(code) for code in codes if unicodedata.category(chr(code))[0] == "M") + "\u200c\u200d"


@cache
def _marked() -> re.Pattern[str]:
    """Give the form of a mark."""
    return re.compile(f"[{_marks()}]")


@cache
def _with_marks() -> re.Pattern[str]:
    """Give the form of a word whose letters have marks."""
    letters = f"(?:[^\\W\\d_][{_marks()}]*)+"
    return re.compile(f"{letters}(?:['’ʼ\\-]{letters})*")


def _lines(html: str) -> Iterator[tuple[str, str]]:
    """Yield each run of words with the address it stands at: the last before it, within the same page."""
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    around: list[str] = [""]
    words: list[str] = []
    skipped: etree._Element | None = None
    for event, node, text in walk(root):
        if skipped is not None:
            skipped = None if event == "end" and node is skipped else skipped
        elif event == "text":
            words.append(text)
        elif event == "start" and _unread(node):
            skipped = node
        elif local(node) in _LINES:
            yield around[-1], "".join(words)
            words = []
            if event == "end":
                around.pop()
            else:
                around.append(node.get("id") or around[-1])


def _unread(node: etree._Element) -> bool:
    """Tell whether the element is put in, or not of the reading view."""
    return node.get("data-generated") is not None or "v-source" in node.get("class", "").split()


def by_initial(words: list[Word]) -> list[tuple[str, list[Word]]]:
    """Part the words by their first letter."""
    return [(letter.upper(), list(group)) for letter, group in groupby(words, lambda word: word.key[:1])]
