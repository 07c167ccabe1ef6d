"""A marked-up file's bytes → its words, read by the simplest means and not by the reader: to be compared with it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping

from tei_edition.ledger.streams import FREE, Parts
from tei_edition.model import Source

__all__ = ["UNFIT", "words_of_file"]

_PAGE = re.compile(
    r"<!--.*?(?:--!?>|\Z)"
    r"|<(?P<raw>script|style)\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*>.*?(?:</(?P=raw)\b[^>]*>|\Z)"
    r"|</?(?P<tag>[a-z][^\s/>]*)"
    r"(?>[\s/]+|[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*(?:\"|\Z)|'[^']*(?:'|\Z)|[^\s>]*+))?)*+(?:>|\Z)"
    r"|<[!?/][^>]*(?:>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
"""What is markup in a page: comments, scripts, tags, declarations."""
UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""Characters that do not show, or that no XML document can hold: the reader leaves them out and counts them."""
_PHRASES = frozenset(
    """a abbr acronym b bdi bdo big cite code data dfn em font i ins kbd label mark q s samp small span strike strong
    sub sup time tt u var wbr o:p nobr blink""".split()  # noqa: SIM905
)
"""Elements at whose edges words go on."""
_WITHOUT_TAGS = frozenset("title textarea iframe noframes noembed xmp plaintext".split())  # noqa: SIM905
"""Elements in which a tag is text (HTML standard, section 13.1.2); for `plaintext` there is no end."""


def words_of_file(source: Source) -> Parts:
    """Give the words of the file that `source.data` is, in its order."""
    return _FORMATS[source.format](source)


def _page(source: Source) -> Parts:
    """Give the words of a web page: what is no markup, with the character references resolved."""
    text = UNFIT.sub("", _decoded(source))
    parts: Parts = []
    at = 0
    while found := _PAGE.search(text, at):
        parts.append(_resolved(text[at : found.start()]))
        at = found.end()
        tag = (found["tag"] or "").lower()
        if tag and tag not in _PHRASES:
            parts.append(FREE)
        if tag in _WITHOUT_TAGS and found[0][1] != "/":
            end = re.compile(rf"</{tag}(?=[\s/>])|\Z", re.IGNORECASE).search(text, at)
            assert end
            inside = text[at : end.start()]
            parts.append(_resolved(inside) if tag in ("title", "textarea") else inside)
            at = end.start()
    return [*parts, _resolved(text[at:])]


def _resolved(text: str) -> str:
    """Give a text with its character references resolved, without what XML cannot hold."""
    return UNFIT.sub("", html.unescape(text))


def _decoded(source: Source) -> str:
    """Give the characters of the file, in the encoding in which it was read, without byte order mark."""
    return source.data.decode(source.encoding, "replace").removeprefix("\ufeff")


_FORMATS: Mapping[str, Callable[[Source], Parts]] = {"html": _page}
"""How the words of each format are found."""
