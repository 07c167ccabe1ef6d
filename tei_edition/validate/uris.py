"""URIs as people write them → their parts, and URIs joined; what is no URI leads nowhere instead of failing."""

from __future__ import annotations

from urllib.parse import SplitResult, urljoin, urlsplit

NO_URI = SplitResult("no-uri", "", "", "", "")
"""The parts of what is no URI, such as `http://[`: a scheme nobody knows."""


def parts_of(uri: str) -> SplitResult:
    """Give the parts of a URI."""
    try:
        return urlsplit(uri)
    except ValueError:
        return NO_URI


def joined(base: str, uri: str) -> str:
    """Give the URI that is meant by one relative to another; itself where one of them is no URI."""
    try:
        return urljoin(base, uri)
    except ValueError:
        return uri
