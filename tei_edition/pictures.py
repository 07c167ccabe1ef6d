"""The pictures a document shows by relative links → their bytes, to lie beside its copy; missing ones are told."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast
from urllib.parse import unquote, urlsplit

from lxml import etree

from tei_edition.diagnostics import Diagnostic, make
from tei_edition.tei import q

__all__ = ["LARGEST", "beside", "pictures_of"]

LARGEST = 64 * 2**20
"""Bytes a picture may have to be taken into an edition."""
_UNSHOWN = tuple(map(q, ("facsimile", "teiHeader", "standOff")))
"""What has pictures that no page of a text shows."""
_SHOWN = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|avif|tiff?)$", re.IGNORECASE)


def pictures_of(
    tree: etree._ElementTree, folder: Path, held: Mapping[str, bytes], file: str
) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """Give the pictures that the document names by relative links, by file name; a finding for each that is missing.

    `folder` is where they lie, `held` those the source itself holds, by link; `file` is the document, for messages.
    """
    found: dict[str, bytes] = {}
    findings: list[Diagnostic] = []
    for url, line, shown in _links(tree):
        data = held.get(url) if url in held else beside(folder, unquote(url))
        if data is not None:
            found[posixpath.normpath(unquote(url))] = data
        elif shown:
            findings.append(_missing(url, folder, file, line))
    return found, findings


def _links(tree: etree._ElementTree) -> Iterator[tuple[str, int, bool]]:
    """Yield each relative link to a picture once, its line, and whether the text shows the picture itself."""
    seen: set[str] = set()
    for element in tree.iter(q("graphic"), q("media"), q("pb")):
        url = element.get("facs" if element.tag == q("pb") else "url", "").strip()
        shown = element.tag != q("pb") and next(element.iterancestors(*_UNSHOWN), None) is None
        if url not in seen and is_file(url):
            seen.add(url)
            yield url, cast(int, element.sourceline), shown


def is_file(url: str) -> bool:
    """Tell whether a link is a relative one to a picture."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    relative = not parts.scheme and not parts.netloc and _SHOWN.search(unquote(parts.path))
    return bool(relative and not parts.query and not parts.fragment)


def beside(folder: Path, name: str) -> bytes | None:
    """Give the bytes of a file in the folder or below it; `None` where there is none, or one that is too large."""
    try:
        path = (folder / name).resolve()
        if not path.is_relative_to(folder.resolve()) or path.stat().st_size > LARGEST:
            return None
        return path.read_bytes()
    except (OSError, ValueError):
        return None


def _missing(url: str, folder: Path, file: str, line: int) -> Diagnostic:
    return make(
        "picture-missing",
        f"the picture {url} is not in {folder}",
        file=file,
        line=line,
        hint=f"put it there (at most {LARGEST // 2**20} MiB, in no folder outside), or correct the link",
    )
