"""An edition as it stands → a version that is kept: in its toml, changelog, TEI and site, and in an OCFL object."""

from __future__ import annotations

import json
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path

from tei_edition.archive.ocfl import (
    ALGORITHM,
    add_version,
    identifier_of,
    made_by,
)
from tei_edition.compare.states import compare_states
from tei_edition.compare.summary import diff_summary
from tei_edition.depositing import crate_files, gathered
from tei_edition.diagnostics import errors
from tei_edition.edition import Edition, load_edition
from tei_edition.errors import UsageError
from tei_edition.files import write_files
from tei_edition.outcome import Result
from tei_edition.pipeline import preview
from tei_edition.superseding import older_pages
from tei_edition.versions import document_of, kept_objects, label_of, released, tei_of

__all__ = ["release"]

TOML, CHANGES = "edition.toml", "CHANGELOG.md"
HEAD = "# Changelog\n"


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
    pages = older_pages(stored, work.version) if stored else {}
    write_files(edition.output, pages)
    return Result(package.findings, {one.item.name: b"" for one in files}, output=object_)


def _news(edition: Edition) -> str:
    """Say in one line what has changed in the texts since the version before; nothing where there is none."""
    last = edition.releases[-1].version if edition.releases else ""
    kept = (tei_of(one, one.head) for one in kept_objects(edition) if label_of(one, one.head) == last)
    old = next(kept, None)
    if old is None:
        return ""
    new = {name: data for key, data in preview(edition.folder).files.items() if (name := document_of(key))}
    told = diff_summary(compare_states(old, new), headers=False)
    return f"{told[0].upper()}{told[1:]}."


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


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
