"""Names and bytes → files on disk, all of them or none."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tei_edition.errors import UsageError, WriteError

TEI_SUFFIXES = (".xml", ".tei")
"""How the names of files end that may be TEI."""


def documents_in(files: Iterable[Path | str]) -> list[Path]:
    """Give the files, and in the place of a folder the TEI in it (.xml, .tei), by name; each once.

    Raises UsageError for a folder without any.
    """
    return _in_folders(files, TEI_SUFFIXES, "**/*")


def sources_in(files: Iterable[Path | str], suffixes: Sequence[str]) -> list[Path]:
    """Give the files, and in the place of a folder those that lie in it and end so, by name; each once.

    Raises UsageError for a folder without any.
    """
    return _in_folders(files, suffixes, "*")


def _in_folders(files: Iterable[Path | str], suffixes: Sequence[str], pattern: str) -> list[Path]:
    found: dict[Path, None] = {}
    for path in map(Path, files):
        inside = [path]
        if path.is_dir():
            named = (one for one in path.glob(pattern) if one.suffix.lower() in suffixes)
            inside = sorted(one for one in named if one.is_file())
        if not inside:
            wanted = f"{', '.join(suffixes[:-1])} or {suffixes[-1]}"
            raise UsageError(f"there are no {wanted} files in this folder", file=str(path))
        found.update(dict.fromkeys(inside))
    return list(found)


def write_files(
    folder: Path,
    files: Mapping[str, bytes],
    remove: Iterable[str] = (),
    elsewhere: Mapping[Path, bytes] | None = None,
) -> None:
    """Write the files (names relative to the folder, `/` between steps) and delete the ones named in `remove`.

    `elsewhere` are files by their full paths, to be written with the others or not at all.

    Each is first written whole under a temporary name in the folder it belongs in; only when all are, they are
    renamed. Raises WriteError, with nothing changed but folders made, when one cannot be written or its
    name leads out of the folder.
    """
    staged: list[tuple[str, Path]] = []
    leaving = [_inside(folder, name) for name in remove]
    try:
        inside = {_inside(folder, name): data for name, data in files.items()}
        for target, data in {**inside, **(elsewhere or {})}.items():
            if target.is_dir():
                raise WriteError("is a folder, and a file of this name is to be written", file=str(target))
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.is_file() or target.read_bytes() != data:
                staged.append((_stage(target, data), target))
        for temporary, target in staged:
            Path(temporary).replace(target)
        for target in leaving:
            target.unlink(missing_ok=True)
    except OSError as error:
        raise WriteError(
            f"cannot be written: {error.strerror or error}",
            file=str(_meant(error.filename2 or error.filename or folder)),
            hint="a file stands where a folder is to be: move it away"
            if isinstance(error, FileExistsError | NotADirectoryError)
            else "is the folder writable, and is there room on the disk?",
        ) from error
    finally:
        for temporary, _ in staged:
            Path(temporary).unlink(missing_ok=True)


def _meant(path: str | Path) -> Path:
    """Give the file that a temporary one was to become."""
    found = re.fullmatch(r"\.(.+)\.\w{8}", Path(path).name)
    return Path(path).with_name(found[1]) if found else Path(path)


def _stage(target: Path, data: bytes) -> str:
    """Write the data under a temporary name beside the target and give that name."""
    handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).chmod(0o666 & ~_umask())
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
    return temporary


def _umask() -> int:
    """Give the process's umask, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _inside(folder: Path, name: str) -> Path:
    """Give the path of a name in the folder; WriteError when it leads out of it."""
    target = folder / name
    if not target.resolve().is_relative_to(folder.resolve()):
        raise WriteError(f"{name!r} leads out of the folder {folder}", file=str(target))
    return target
