"""A report and the file it is to go to → that file, unless something of the editor's own would suffer."""

from __future__ import annotations

from pathlib import Path

from tei_edition.edition import BY_HAND, SOURCE_SUFFIXES
from tei_edition.errors import UsageError
from tei_edition.files import write_files

__all__ = ["write_page", "write_report"]


def write_report(path: Path, data: bytes) -> None:
    """Write one file. In an edition's folder none is overwritten, and none written that would be an article.

    Raises UsageError, WriteError.
    """
    if (path.parent / "edition.toml").exists():
        article = path.suffix in (*SOURCE_SUFFIXES, BY_HAND) and path.name != "register.xml"
        if path.exists() or article:
            why = "exists already, and may be your own" if path.exists() else "would be one of its articles"
            raise UsageError(
                f"in an edition’s folder this file {why}", file=str(path), hint="name another folder"
            )
    write_files(path.parent, {path.name: data})


def write_page(path: Path, data: bytes, mark: str) -> None:
    """Write a page that has the mark; the only file it may take the place of is one that has it as well.

    Raises UsageError, WriteError.
    """
    if path.suffix not in (".html", ".htm"):
        raise UsageError(
            "the report is a page", file=str(path), hint="--report FILE.html, or --report alone, last"
        )
    if path.is_file() and mark.encode() not in path.read_bytes()[:4000]:
        raise UsageError("exists already and is no report", file=str(path), hint="name another file")
    if path.is_file():
        write_files(path.parent, {path.name: data})
    else:
        write_report(path, data)
