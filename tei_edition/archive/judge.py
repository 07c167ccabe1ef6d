"""A package of any kind we know → what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from tei_edition.archive.containers import Container, opened
from tei_edition.archive.judge_bag import judge_bag, read_info
from tei_edition.archive.judge_crate import CRATE, judge_crate
from tei_edition.archive.judge_ocfl import is_object, judge_object
from tei_edition.archive.profiles import judge_profile, known_profiles, load_profile
from tei_edition.archive.targets import target_of
from tei_edition.archive.targets.plain import MANIFEST, judge_plain
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
    """Judge it as what it is: a bag, and what is in the bag; a crate; what one archive takes."""
    target = target_of(package)
    if _is_bag(package) and not (target and not target.algorithms):
        found = _bag(package, profile, form, told)
    elif profile:
        raise UsageError("is no bag, and a BagIt profile can be asked of bags only", file=str(package.path))
    elif target or MANIFEST in package:
        found = list(_readable(judge_plain(package, told), package))
    elif is_object(package):
        return list(_readable(judge_object(package, told), package))
    elif CRATE in package:
        return list(_readable(judge_crate(package, told), package))
    else:
        raise UsageError(
            "is no package we know: neither a BagIt bag, an RO-Crate, an OCFL object, nor what one archive takes",
            file=str(package.path),
            hint="a bag has a bagit.txt, a crate a ro-crate-metadata.json, an object an inventory.json",
        )
    if target:
        problems = (make(code, told, file=f"{package.path}/{at}") for code, told, at in target.judge(package))
        found += _readable(problems, package)
    return found


def _is_bag(package: Container) -> bool:
    """Tell whether it is a bag, or was one before somebody took a part of it away."""
    parts = ("bagit.txt", "bag-info.txt")
    manifests = any(re.match("(tag)?manifest-", name) for name in package.sizes)
    return any(name in package for name in parts) or (manifests and _below_data(package))


def _below_data(package: Container) -> bool:
    return any(name.startswith(("data/", "tagmanifest-")) for name in package.sizes)


def _bag(package: Container, profile: str, form: str, told: Told | None) -> list[Diagnostic]:
    """Judge a bag, and where it is sound, what it holds."""
    found = list(_readable(judge_bag(package, told), package))
    if errors(found):
        return found
    named = read_info(package).get("BagIt-Profile-Identifier", ())
    for asked in [profile] if profile else [name for name in named if name in known_profiles()]:
        found += judge_profile(package, load_profile(asked), form)
    if f"data/{CRATE}" in package:
        found += _readable(judge_crate(package.below("data")), package)
    return found


def _readable(findings: Iterator[Diagnostic], package: Container) -> Iterator[Diagnostic]:
    """Yield the findings; what cannot be read, so that no more can be judged, is one of them."""
    try:
        yield from findings
    except ReadError as error:
        yield make("package-changed", error.message, file=error.file or str(package.path))
