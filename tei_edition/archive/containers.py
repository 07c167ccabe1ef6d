"""Files by their names ⇄ a folder, a zip or a tar file: the same bytes wherever and whenever they are written."""

from __future__ import annotations

import shutil
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from io import RawIOBase
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from tei_edition.archive.items import read_blocks
from tei_edition.errors import ReadError, UsageError, WriteError

__all__ = ["FORMATS", "UNREADABLE", "Container", "Sink", "opened", "written"]

FORMATS = ("folder", "zip", "tar")
"""What a package may be."""

_DAY = (1980, 1, 1, 0, 0, 0)
"""The time every file of a zip has: its first."""


class Sink(Protocol):
    """Something that files are put into."""

    def put(self, name: str, size: int, parts: Iterable[bytes]) -> None:
        """Put a file of that size into it."""


class _Folder:
    """Files of a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, name: str, size: int, parts: Iterable[bytes]) -> None:
        target = self.root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            file.writelines(parts)


class _Zip:
    """Files of a zip: not compressed, since what compresses differs from machine to machine."""

    def __init__(self, file: zipfile.ZipFile, top: str) -> None:
        self.file, self.top = file, top

    def put(self, name: str, size: int, parts: Iterable[bytes]) -> None:
        info = zipfile.ZipInfo(f"{self.top}/{name}", _DAY)
        info.create_system, info.external_attr, info.file_size = 3, 0o100644 << 16, size
        with self.file.open(info, "w", force_zip64=size >= 1 << 31) as inside:
            for part in parts:
                inside.write(part)


class _Tar:
    """Files of a tar (POSIX pax)."""

    def __init__(self, file: tarfile.TarFile, top: str) -> None:
        self.file, self.top = file, top

    def put(self, name: str, size: int, parts: Iterable[bytes]) -> None:
        info = tarfile.TarInfo(f"{self.top}/{name}")
        info.size, info.mode, info.mtime = size, 0o644, 315532800
        inside = _Parts(parts)
        self.file.addfile(info, cast(BinaryIO, inside))
        for _ in inside.parts:
            """The last step of what yields the blocks is to judge them."""


class _Parts(RawIOBase):
    """Blocks, read as a file."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        self.parts, self.rest = iter(parts), b""

    def read(self, size: int = -1) -> bytes:
        """Give the next bytes."""
        while len(self.rest) < size and (part := next(self.parts, None)) is not None:
            self.rest += part
        given, self.rest = self.rest[:size], self.rest[size:]
        return given


@contextmanager
def written(target: Path, form: str) -> Iterator[Sink]:
    """Give what files are put into; at the end it takes its place at `target`, whole, or not at all.

    What stands there already is replaced only when it is of that form: a file by a file, a folder by a folder
    that is a package itself. Raises UsageError where something else stands there, WriteError.
    """
    _refuse(target, form)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    except OSError as error:
        raise WriteError(f"cannot be written: {error.strerror or error}", file=str(target)) from error
    try:
        made = staging / target.name
        top = target.name.removesuffix(f".{form}")
        if form == "zip":
            with zipfile.ZipFile(made, "x", zipfile.ZIP_STORED) as archive:
                yield _Zip(archive, top)
        elif form == "tar":
            with tarfile.open(made, "x", format=tarfile.PAX_FORMAT) as tar:
                yield _Tar(tar, top)
        else:
            made.mkdir()
            yield _Folder(made)
        _readable(made)
        _replace(made, target, staging)
    except OSError as error:
        raise WriteError(
            f"cannot be written: {error.strerror or error}",
            file=str(target),
            hint="is the folder writable, and is there room on the disk?",
        ) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _readable(made: Path) -> None:
    """Give a folder the mode that folders have; what mkdtemp makes is private, what is in it is not."""
    if made.is_file():
        made.chmod(0o644)


def _replace(made: Path, target: Path, staging: Path) -> None:
    """Let what was made take its place."""
    if target.is_dir():
        target.rename(staging / "old")
        try:
            made.rename(target)
        except OSError:
            (staging / "old").rename(target)
            raise
    else:
        made.replace(target)


def _refuse(target: Path, form: str) -> None:
    """Raise UsageError where something stands that is not ours to replace."""
    if target.is_dir():
        ours = ("bagit.txt", "0=ocfl_object_1.1", "ro-crate-metadata.json", ".tei-edition-package")
        if form != "folder" or (
            any(target.iterdir()) and not any((target / name).is_file() for name in ours)
        ):
            raise UsageError(
                "a folder stands here that is no package", file=str(target), hint="name another with -o"
            )
    elif target.exists() and form == "folder":
        raise UsageError("a file stands where the package's folder is to be", file=str(target))


# --- reading ---------------------------------------------------------------------------------------------


UNREADABLE = (OSError, zipfile.BadZipFile, tarfile.TarError, EOFError, RuntimeError)
"""What reading a file of a package may raise."""


class Container:
    """The files of a package, wherever they are: names relative to its top folder, sorted."""

    def __init__(self, path: Path, names: dict[str, int], top: str = "", unsafe: Iterable[str] = ()) -> None:
        self.path, self.sizes, self.top, self.unsafe = path, names, top, tuple(unsafe)

    def __contains__(self, name: str) -> bool:
        return name in self.sizes

    @property
    def names(self) -> list[str]:
        """The names of its files, sorted."""
        return sorted(self.sizes)

    def blocks(self, name: str) -> Iterator[bytes]:
        """Yield a file's bytes. Raises ReadError."""
        try:
            with self.opened(name) as file:
                yield from read_blocks(file)
        except UNREADABLE as error:
            raise ReadError(f"{name} cannot be read: {error}", file=str(self.path)) from error

    def read(self, name: str, most: int = 1 << 28) -> bytes:
        """Give a file's bytes, if they are not too many. Raises ReadError."""
        if self.sizes[name] > most:
            raise ReadError(f"{name} is too large to be read at once", file=str(self.path))
        return b"".join(self.blocks(name))

    def opened(self, name: str) -> BinaryIO:
        """Open a file."""
        return (self.path / self.top / name).open("rb")

    def below(self, folder: str) -> Container:
        """Give one of its folders as a container."""
        made = _Below(self.path, {}, self.top, self.unsafe)
        start = f"{folder}/"
        made.sizes = {
            sys.intern(name[len(start) :]): size
            for name, size in self.sizes.items()
            if name.startswith(start)
        }
        made.whole, made.start = self, start
        return made

    def __enter__(self) -> Container:
        return self

    def __exit__(self, *_: object) -> None:
        """Close what was opened."""


class _Below(Container):
    """A folder of a container."""

    whole: Container
    start: str

    def opened(self, name: str) -> BinaryIO:
        return self.whole.opened(f"{self.start}{name}")


class _ZipContainer(Container):
    """The files of a zip."""

    archive: zipfile.ZipFile

    def opened(self, name: str) -> BinaryIO:
        return cast(BinaryIO, self.archive.open(f"{self.top}{name}"))

    def __exit__(self, *_: object) -> None:
        self.archive.close()


class _TarContainer(Container):
    """The files of a tar."""

    archive: tarfile.TarFile
    members: dict[str, tarfile.TarInfo]

    def opened(self, name: str) -> BinaryIO:
        return cast(BinaryIO, self.archive.extractfile(self.members[f"{self.top}{name}"]))

    def __exit__(self, *_: object) -> None:
        self.archive.close()


def opened(path: Path) -> Container:
    """Open a folder, zip or tar file. Raises ReadError; UsageError for anything else."""
    if path.is_dir():
        return _folder(path)
    if not path.is_file():
        raise ReadError("there is no such file or folder", file=str(path))
    try:
        if zipfile.is_zipfile(path):
            return _of_zip(path)
        if tarfile.is_tarfile(path):
            return _of_tar(path)
    except (OSError, zipfile.BadZipFile, tarfile.TarError, EOFError) as error:
        raise ReadError(f"cannot be read: {error}", file=str(path)) from error
    raise UsageError("is no folder, zip or tar file", file=str(path))


def _folder(path: Path) -> Container:
    """List a folder; links are not followed, and are told."""
    sizes, unsafe, waiting = {}, [], [path]
    while waiting:
        for child in sorted(waiting.pop().iterdir()):
            name = child.relative_to(path).as_posix()
            if child.is_symlink():
                unsafe.append(name)
            elif child.is_dir():
                waiting.append(child)
            else:
                sizes[sys.intern(name)] = child.stat().st_size
    return Container(path, sizes, "", unsafe)


def _of_zip(path: Path) -> Container:
    archive = zipfile.ZipFile(path)
    infos = [info for info in archive.infolist() if not info.is_dir()]
    made = _ZipContainer(path, *_topped([(info.filename, info.file_size) for info in infos]))
    made.archive = archive
    return made


def _of_tar(path: Path) -> Container:
    archive = tarfile.open(path)  # noqa: SIM115  (the container closes it)
    members = {member.name.removeprefix("./"): member for member in archive if not member.isdir()}
    links = [name for name, member in members.items() if not member.isfile()]
    entries = [(name, member.size) for name, member in members.items() if name not in links]
    made = _TarContainer(path, *_topped(entries, links))
    made.archive, made.members = archive, members
    return made


def _topped(
    entries: list[tuple[str, int]], unsafe: list[str] | None = None
) -> tuple[dict[str, int], str, list[str]]:
    """Give names without the one folder that all are in, that folder, and names that lead out or stand twice."""
    wrong = list(unsafe or ())
    sizes: dict[str, int] = {}
    for name, size in entries:
        if name in sizes or name.startswith("/") or "\\" in name or ".." in name.split("/"):
            wrong.append(name)
        else:
            sizes[name] = size
    tops = {name.split("/")[0] for name in sizes}
    top = f"{tops.pop()}/" if len(tops) == 1 and all("/" in name for name in sizes) else ""
    return {sys.intern(name[len(top) :]): size for name, size in sizes.items()}, top, wrong


def removed(path: Path) -> None:
    """Delete a folder, if it is there."""
    with suppress(FileNotFoundError):
        shutil.rmtree(path)
