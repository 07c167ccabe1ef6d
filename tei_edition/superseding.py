"""The versions that are kept → the pages of older ones, and what has changed since, to lie in the site."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape

from tei_edition.archive.ocfl import Stored
from tei_edition.compare.states import compare_states
from tei_edition.report_diff import diff_as_html
from tei_edition.versions import label_of, tei_of

__all__ = ["older_pages"]

SITE = "html/"
"""Where the pages are among the files of a version."""
CHANGES = "changes/{}.html"
"""The page that tells what has changed since a version."""
BANNER = (
    '<p class="superseded" role="note" style="border: 2px solid; padding: .5em 1em">This is version {0}. '
    '<a href="{1}">Version {2} is newer</a>; <a href="{3}">what has changed</a>.</p>\n'
)
"""What stands over each page of an older version."""


def older_pages(stored: Stored, newest: str) -> dict[str, bytes]:
    """Give the pages of the earlier versions, each under its number, with a banner that leads to the newest.

    With them is a page for each version that tells what has changed since. Raises ReadError, XmlError.
    """
    now = stored.files(stored.head)
    made: dict[str, bytes] = {}
    for version in (each for each in stored.versions if each != stored.head):
        label = label_of(stored, version)
        changes = CHANGES.format(_path(label))
        made[f"{SITE}{changes}"] = _changes(stored, version, newest)
        for name, path in stored.files(version).items():
            page = name.removeprefix(SITE)
            if page == name:
                continue
            data = path.read_bytes()
            if page.endswith(".html"):
                up = "../" * (page.count("/") + 1)
                links = (up + (page if name in now else "index.html"), newest, up + changes)
                data = _bannered(data, label, *links)
            made[f"{SITE}{_path(label)}/{page}"] = data
    return made


def _changes(stored: Stored, version: str, newest: str) -> bytes:
    """Make the page that tells what has changed since a version."""
    found = compare_states(tei_of(stored, version), tei_of(stored, stored.head))
    named = replace(found, old=f"version {label_of(stored, version)}", new=f"version {newest}")
    return diff_as_html(named).encode()


def _path(label: str) -> str:
    """Give the number of a version as a part of an address."""
    return re.sub(r"[^\w.-]", "-", label)


def _bannered(page: bytes, label: str, *links: str) -> bytes:
    """Put the banner at the beginning of a page's body."""
    banner = BANNER.format(*map(escape, (label, *links)))
    begin = re.search(rb"<body[^>]*>\n?", page)
    return page[: begin.end()] + banner.encode() + page[begin.end() :] if begin else page
