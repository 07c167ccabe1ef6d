"""Nothing → a new edition's folder, with a worked example that builds and teaches by its comments."""

from __future__ import annotations

from pathlib import Path

from tei_edition.errors import UsageError
from tei_edition.files import write_files
from tei_edition.outcome import Result

__all__ = ["new"]

EXAMPLE = Path(__file__).parent / "example"
"""The files of the example: an edition of one invented letter."""


def new(folder: Path | str) -> Result:
    """Make the folder an edition with a worked example: edition.toml, register.xml, an article and its toml.

    The folder may exist if it is empty. All files are written or none. Raises UsageError when the folder has
    something in it or is a file; WriteError.
    """
    target = Path(folder)
    existed = target.is_dir()
    _refuse(target)
    files = {path.name: path.read_bytes() for path in sorted(EXAMPLE.iterdir()) if path.is_file()}
    try:
        write_files(target, files)
    finally:
        if not existed and target.is_dir() and not any(target.iterdir()):
            target.rmdir()
    return Result(files=files, output=target)


def _refuse(target: Path) -> None:
    """Raise UsageError where something is in the way."""
    if target.exists() and not target.is_dir():
        raise UsageError("is a file, and no folder can be made there", file=str(target))
    if target.is_dir() and any(target.iterdir()):
        raise UsageError(
            "the folder is not empty: a new edition would mix with what is in it",
            file=str(target),
            hint="name a folder that does not exist yet",
        )
