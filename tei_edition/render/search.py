"""The pages of a site → the files of a full-text search in the reader's browser, made by pagefind."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec

__all__ = ["can_search", "search_files"]

_KEPT = ("pagefind.js", "pagefind-worker.js", "pagefind-ui.js", "pagefind-ui.css", "pagefind-entry.json")
"""Of the scripts that pagefind gives, those that the page of the search needs."""
_INDEX = (".pf_meta", ".pf_index", ".pf_fragment", ".pagefind")
_UNREAD = ["[data-generated]", ".v-source", ".apparatus", ".tools", ".turn", ".part"]
"""What on a page is not of the text."""


def can_search() -> bool:
    """Tell whether pagefind is installed, with its program."""
    return find_spec("pagefind") is not None and find_spec("pagefind_bin") is not None


def search_files(pages: Mapping[str, str]) -> dict[str, bytes]:
    """Give the files of the search in the pages (their HTML by their names); one index, whatever the languages."""
    # pagefind writes its index to the disk when it is done, into the working directory unless it is given another
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_made(pages, folder))


async def _made(pages: Mapping[str, str], folder: str) -> dict[str, bytes]:
    config = {
        "root_selector": "main",
        "exclude_selectors": _UNREAD,
        "force_language": "unknown",
        "output_path": folder,
    }
    async with import_module("pagefind.index").PagefindIndex(config=config) as index:
        for name, html in pages.items():
            await index.add_html_file(content=html, source_path=name, url=name)
        found = {str(file["path"]): bytes(file["content"]) for file in await index.get_files()}
    kept = (path for path in sorted(found) if path in _KEPT or path.endswith(_INDEX))
    return {f"pagefind/{path}": found[path] for path in kept}
