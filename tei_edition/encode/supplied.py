"""Words in square brackets inside a quotation → `supplied`: the quoting author put them there (TEI 12.3.3.1)."""

from __future__ import annotations

import re

from tei_edition.model import Article, Context, Span

_BRACKETED = re.compile(r"\[(?P<words>[^\[\]\n]*[^\W\d_]{2}[^\[\]\n]*)\]")
"""At least two letters in brackets: not a note marker, not an ellipsis."""


def supplied(article: Article, context: Context) -> list[Span]:
    """Give a `supplied` span, brackets included, for each bracketed word within a `quote`; `@resp`: the authors."""
    resp = " ".join(f"#{author}" for author in context.authors)
    attributes = {"resp": resp} if resp else {}
    quotes = [(span.start, span.end) for span in context.spans if span.tag in ("quote", "q")]
    return [
        Span(*match.span(), "supplied", attributes, "brackets within a quotation", by="supplied")
        for match in _BRACKETED.finditer(article.text)
        if any(start <= match.start() and match.end() <= end for start, end in quotes)
    ]
