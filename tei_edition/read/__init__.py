"""A file → its characters and its blocks: one reader for each format, chosen by the file's suffix.

1. `source` decodes the bytes and refuses what is no text;
2. the reader of the format (`txt`, `html`, `markdown`, `docx`) gives blocks, each piece with its place in the source;
   those of marked-up files tell a `writer` what they find and why they leave something out; `assemble` makes blocks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from tei_edition.errors import ReadError, UsageError
from tei_edition.model import Block, Source
from tei_edition.read.docx import read_docx
from tei_edition.read.html import read_html
from tei_edition.read.markdown import read_markdown
from tei_edition.read.source import read_source
from tei_edition.read.txt import read_txt

__all__ = [
    "DECLINED",
    "READERS",
    "read",
    "read_docx",
    "read_html",
    "read_markdown",
    "read_source",
    "read_txt",
]

Reader = Callable[[Path | str], tuple[Source, tuple[Block, ...]]]


def _read_plain(path: Path | str) -> tuple[Source, tuple[Block, ...]]:
    """Read plain text."""
    source = read_source(path)
    return source, read_txt(source)


READERS: Mapping[str, Reader] = {
    **dict.fromkeys((".txt", ".text", ".asc"), _read_plain),
    **dict.fromkeys((".html", ".htm", ".xhtml"), read_html),
    **dict.fromkeys((".md", ".markdown"), read_markdown),
    ".docx": read_docx,
}
"""Which reader takes a file with that suffix."""

DECLINED: Mapping[str, str] = {
    "": "has no suffix that names its format: rename it to .txt if it is plain text",
    ".doc": "is a word processor's own format: save it as .docx",
    ".odt": "cannot be read yet: save it as .docx",
    ".rtf": "cannot be read yet: save it as .docx",
    ".pdf": "holds pages, not text: extract the text first",
    ".mht": "is a web page packed by a browser: save the page as .html",
    ".mhtml": "is a web page packed by a browser: save the page as .html",
    ".xml": "is XML already: validate or render it instead",
}
"""Why we do not take some other suffixes that scholars' texts have."""


def read(path: Path | str, changes: str = "accept") -> tuple[Source, tuple[Block, ...]]:
    """Read a source file; `changes`: whether to `accept` or `reject` what is tracked in a Word document.

    Raises UsageError where no reader takes the file, ReadError where it cannot be read as text.
    """
    if Path(path).is_dir():
        raise ReadError("this is a folder, not a file", file=str(path), hint="name the files in it")
    suffix = Path(path).suffix.lower()
    if reader := READERS.get(suffix):
        return read_docx(path, changes) if reader is read_docx else reader(path)
    reason = DECLINED.get(suffix, f"has the suffix {suffix}, which no reader takes")
    known = ", ".join(READERS)
    raise UsageError(
        f"no reader takes this file: it {reason}", file=str(path), hint=f"files we read end in {known}"
    )
