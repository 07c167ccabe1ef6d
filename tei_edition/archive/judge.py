"""A package of any kind we know → what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from tei_edition.archive.containers import Container, opened
from tei_edition.archive.judge_bag import judge_bag, read_info
from tei_edition.archive.judge_crate import CRATE, judge_crate
from tei_edition.archive.profiles import OURS, judge_profile, load_profile
from tei_edition.diagnostics import Diagnostic, errors, make
from tei_edition.errors import ReadError, UsageError

__all__ = ["judge"]

Told = Callable[[int, int], None]


def judge(path: Path, profile: str = "", told: Told | None = None) -> tuple[list[Diagnostic], int]:
    """Give the findings, and how many files there are. Raises ReadError, UsageError."""
    form = "folder" if path.is_dir() else path.suffix.removeprefix(".")
    with opened(path) as package:
        return list(dict.fromkeys(_judged(package, profile, form, told))), len(package.names)


def _judged(package: Container, profile: str, form: str, told: Told | None) -> list[Diagnostic]:
    """Judge it as what it is: a bag, and what is in the bag; else a crate."""
    if (
        "bagit.txt" in package
        or "bag-info.txt" in package
        or any(re.match("(tag)?manifest-", name) for name in package.names)
    ):
        found = list(_readable(judge_bag(package, told), package))
        if errors(found):
            return found
        asked = profile or (OURS if OURS in read_info(package).get("BagIt-Profile-Identifier", ()) else "")
        found += judge_profile(package, load_profile(asked), form) if asked else []
        if f"data/{CRATE}" in package:
            found += _readable(judge_crate(package.below("data")), package)
        return found
    if profile:
        raise UsageError("is no bag, and a BagIt profile can be asked of bags only", file=str(package.path))
    if CRATE in package:
        return list(_readable(judge_crate(package, told), package))
    raise UsageError(
        "is no package we know: neither a BagIt bag nor an RO-Crate",
        file=str(package.path),
        hint="a bag has a bagit.txt, a crate a ro-crate-metadata.json",
    )


def _readable(findings: Iterator[Diagnostic], package: Container) -> Iterator[Diagnostic]:
    """Yield the findings; what cannot be read, so that no more can be judged, is one of them."""
    try:
        yield from findings
    except ReadError as error:
        yield make("package-changed", error.message, file=error.file or str(package.path))
