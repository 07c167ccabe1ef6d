"""An edition as it stands → a version that is kept: in its toml, changelog, TEI and site, and in an OCFL object."""

from __future__ import annotations

import json
import re
import tempfile
import tomllib
from collections.abc import Mapping
from html import escape
from pathlib import Path, PurePosixPath

from tei_edition.archive.ocfl import (
    ALGORITHM,
    INVENTORY,
    Stored,
    add_version,
    identifier_of,
    made_by,
    read_object,
)
from tei_edition.compare.states import compare_states
from tei_edition.compare.summary import diff_summary
from tei_edition.depositing import crate_files, gathered
from tei_edition.diagnostics import errors
from tei_edition.edition import Edition, load_edition
from tei_edition.errors import UsageError
from tei_edition.files import TEI_SUFFIXES, write_files
from tei_edition.outcome import Result
from tei_edition.pipeline import preview

__all__ = ["kept_objects", "label_of", "release", "released", "tei_of"]

TOML, CHANGES = "edition.toml", "CHANGELOG.md"
HEAD = "# Changelog\n"
TEI = "tei"
"""The folder of the documents."""
SITE = "html/"
"""Where the pages are among the files of a version."""
BANNER = (
    '<p class="superseded" role="note" style="border: 2px solid; padding: .5em 1em">This is version {0}. '
    '<a href="{1}">Version {2} is newer.</a></p>\n'
)
"""What stands over each page of an older version."""


def release(folder: Path | str = ".", message: str = "") -> Result:
    """Freeze the version that `edition.toml` names, with the date it names; `message` says what is new in it.

    Without a message it is said what has changed in the texts since the version before.

    The version is recorded in `edition.toml` and `CHANGELOG.md`, and so in each header's `revisionDesc`; the edition
    is built; its package's files become a version of the OCFL object in the output folder's `archive/`; the pages of
    earlier versions lie in the site under their numbers. Nothing is changed when the build has errors. Raises
    ConfigError, UsageError where the version was released before or has no date, ReadError, WriteError.
    """
    edition = load_edition(Path(folder))
    _refuse(edition)
    message = message or _news(edition)
    before = {name: _bytes(edition.folder / name) for name in (TOML, CHANGES)}
    done = False
    try:
        write_files(edition.folder, _recorded(edition, before, message))
        package = gathered(folder)
        if errors(package.findings):
            return Result(package.findings)
        work = package.metadata.edition
        object_ = edition.output / "archive" / work.id
        with tempfile.TemporaryDirectory(prefix="tei-edition-") as spool:
            files = crate_files(package, (ALGORITHM,), Path(spool))
            add_version(object_, identifier_of(work), files, made_by(work, message))
        done = True
    finally:
        if not done:
            gone = [name for name, data in before.items() if data is None]
            write_files(
                edition.folder, {name: data for name, data in before.items() if data is not None}, gone
            )
    stored = released(edition, work.id)
    pages = _older(stored, work.version) if stored else {}
    write_files(edition.output, pages)
    return Result(package.findings, {one.item.name: b"" for one in files}, output=object_)


def released(edition: Edition, name: str) -> Stored | None:
    """Give the object that holds the edition's versions; None where nothing was released. Raises ReadError."""
    return read_object(edition.output / "archive" / name)


def kept_objects(edition: Edition) -> list[Stored]:
    """Give the objects in the edition's archive; more than one where it had another name before. Raises ReadError."""
    archive = edition.output / "archive"
    found = (read_object(path.parent) for path in sorted(archive.glob(f"*/{INVENTORY}")))
    return [one for one in found if one]


def tei_of(stored: Stored, version: str) -> dict[str, Path]:
    """Give the documents of a version, by their names."""
    return {name: path for key, path in stored.files(version).items() if (name := _document(key))}


def label_of(stored: Stored, version: str) -> str:
    """Give the number the edition itself gave to a version of its object."""
    described = stored.files(version).get("metadata/datacite.json")
    told = json.loads(described.read_bytes()) if described else {}
    return str(told.get("version") or version)


def _news(edition: Edition) -> str:
    """Say in one line what has changed in the texts since the version before; nothing where there is none."""
    last = edition.releases[-1].version if edition.releases else ""
    kept = (tei_of(one, one.head) for one in kept_objects(edition) if label_of(one, one.head) == last)
    old = next(kept, None)
    if old is None:
        return ""
    new = {name: data for key, data in preview(edition.folder).files.items() if (name := _document(key))}
    told = diff_summary(compare_states(old, new), headers=False)
    return f"{told[0].upper()}{told[1:]}."


def _document(name: str) -> str:
    """Give the name of the document that a file is; empty where it is none."""
    path = PurePosixPath(name)
    return path.stem if path.parts[:-1] == (TEI,) and path.suffix in TEI_SUFFIXES else ""


def _refuse(edition: Edition) -> None:
    """Raise UsageError where the version cannot be released."""
    path = str(edition.folder / TOML)
    if not edition.date:
        raise UsageError("the version has no date", file=path, hint="date = 2026-11-23")
    if any(one.version == edition.version for one in edition.releases):
        told = f"version {edition.version} was released before"
        raise UsageError(told, file=path, hint="give the new one another number: version = …")


def _recorded(edition: Edition, before: Mapping[str, bytes | None], message: str) -> dict[str, bytes]:
    """Give the edition's toml and its changelog with the version."""
    toml = (before[TOML] or b"").decode("utf-8-sig")
    entry = {"version": edition.version, "date": edition.date, "message": message}
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in entry.items()]
    text = toml.rstrip("\n") + "\n\n[[release]]\n" + "\n".join(lines) + "\n"
    told = tomllib.loads(toml)
    if tomllib.loads(text) != {**told, "release": [*told.get("release", []), entry]}:
        raise UsageError(
            "cannot be added to", file=str(edition.folder / TOML), hint=f"add [[release]] {lines}"
        )
    old = (before[CHANGES] or b"").decode("utf-8-sig")
    head, rest = (HEAD, old[len(HEAD) :]) if old.startswith(HEAD) else (HEAD, f"\n{old}" if old else "")
    section = f"\n## {edition.version} ({edition.date})\n" + (f"\n{message}\n" if message else "")
    return {TOML: text.encode(), CHANGES: f"{head}{section}{rest}".encode()}


def _older(stored: Stored, newest: str) -> dict[str, bytes]:
    """Give the pages of the earlier versions, each under its number, with a banner that leads to the newest."""
    now = stored.files(stored.head)
    made: dict[str, bytes] = {}
    for version in stored.versions:
        label = label_of(stored, version)
        for name, path in stored.files(version).items() if version != stored.head else ():
            page = name.removeprefix(SITE)
            if page == name:
                continue
            data = path.read_bytes()
            if page.endswith(".html"):
                up = "../" * (page.count("/") + 1)
                data = _bannered(data, label, up + (page if name in now else "index.html"), newest)
            made[f"{SITE}{_path(label)}/{page}"] = data
    return made


def _path(label: str) -> str:
    """Give the number of a version as a part of an address."""
    return re.sub(r"[^\w.-]", "-", label)


def _bannered(page: bytes, label: str, link: str, newest: str) -> bytes:
    """Put the banner at the beginning of a page's body."""
    banner = BANNER.format(escape(label), escape(link), escape(newest))
    begin = re.search(rb"<body[^>]*>\n?", page)
    return page[: begin.end()] + banner.encode() + page[begin.end() :] if begin else page


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
