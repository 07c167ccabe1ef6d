"""An edition → a package for an archive, whole or not at all; a package → what is wrong with it."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from tei_edition.archive.bag import bag_info, write_bag
from tei_edition.archive.containers import opened, written
from tei_edition.archive.crate import CRATE, crate_json
from tei_edition.archive.items import Digested, Item, digested, spooled
from tei_edition.archive.judge import judge
from tei_edition.archive.ocfl import ALGORITHM, add_version, identifier_of, made_by
from tei_edition.archive.payload import illegal_names, payload
from tei_edition.archive.preservation import mets, premis
from tei_edition.archive.profiles import OURS, judge_profile, load_profile, manifests_of
from tei_edition.archive.targets import OBJECT, TARGETS, write_target
from tei_edition.archive.targets.given import Given
from tei_edition.built import last_files
from tei_edition.diagnostics import Diagnostic, errors
from tei_edition.edition import Edition, load_edition
from tei_edition.errors import ReadError, UsageError
from tei_edition.metadata import Metadata, read_metadata
from tei_edition.metadata.demands import demands
from tei_edition.outcome import Result
from tei_edition.pipeline import build
from tei_edition.tei import parse_file

__all__ = ["Package", "deposit", "gathered", "verify"]

DEFAULT = ("sha256", "sha512")
"""The algorithms of a bag, where nobody chooses."""

Told = Callable[[int, int], None]
"""What is told how many of how many files are done."""


@dataclass(frozen=True)
class Package:
    """What an edition gives to a package."""

    edition: Edition
    """The edition."""
    metadata: Metadata
    """What is known of it."""
    items: tuple[Item, ...]
    """Its files."""
    findings: tuple[Diagnostic, ...]
    """What was found in building it."""


def deposit(
    folder: Path | str = ".",
    output: Path | str | None = None,
    *,
    form: str = "folder",
    algorithms: Sequence[str] = (),
    profile: str = "",
    to: str = "",
    rebuild: bool = True,
    told: Told | None = None,
) -> Result:
    """Build the edition and write a package of it, as a folder, zip or tar: a BagIt bag whose payload is an RO-Crate.

    It is written to `output`, or to `deposit/` in the edition's output folder; nothing is written when the build
    has errors. `profile` names a BagIt profile the bag must do; `algorithms` those of its manifests. `to` adapts it
    to one archive, `OBJECT` or a key of `TARGETS`, whose demands are told. Without `rebuild` it takes the last build.
    Raises ConfigError, ReadError, UsageError, WriteError.
    """
    rules = load_profile(profile) if profile else {}
    if to and (rules or algorithms):
        raise UsageError(
            f"what {to} takes has algorithms of its own", hint="leave --profile and --algorithm out"
        )
    if to and to not in (*TARGETS, OBJECT):
        raise UsageError(f"there is no archive {to!r}", hint=f"one of {', '.join((*TARGETS, OBJECT))}")
    if to == OBJECT and form != "folder":
        raise UsageError("an OCFL object is a folder", hint="leave --as out")
    package = gathered(folder, rebuild)
    if errors(package.findings):
        return Result(package.findings)
    here = str(package.edition.folder / "edition.toml")
    lacking = tuple(demands(package.metadata, (to,) if to else ("datacite", "zenodo", profile), here))
    named = package.edition.output / "deposit" / name_of_package(package.metadata, form, to)
    target = Path(output) if output else named
    if to == OBJECT:
        names = _write_object(package, target, told)
    elif to:
        names = _write_for(package, to, target, form, told)
    else:
        names = _write_whole(package, target, form, algorithms, profile, told)
    findings = (*package.findings, *lacking, *illegal_names(package.items, str(package.edition.folder)))
    if rules:
        with opened(target) as bag:
            findings += tuple(judge_profile(bag, rules, form))
    return Result(findings, dict.fromkeys(names, b""), output=target)


def _write_whole(
    package: Package,
    target: Path,
    form: str,
    algorithms: Sequence[str] = (),
    profile: str = "",
    told: Told | None = None,
) -> list[str]:
    """Write the bag; give the names of its payload."""
    rules = load_profile(profile) if profile else {}
    wanted = tuple(algorithms) or (manifests_of(rules, DEFAULT) if rules else DEFAULT)
    info = bag_info(package.metadata.edition, _identifier(rules) if rules else OURS)
    with tempfile.TemporaryDirectory(prefix="tei-edition-") as spool:
        files = crate_files(package, wanted, Path(spool), told)
        with written(target, form) as sink:
            write_bag(sink, files, info, wanted, _tag_files(package.metadata, profile))
    return [one.item.name for one in files]


def _write_for(package: Package, to: str, target: Path, form: str, told: Told | None) -> list[str]:
    """Write what one archive takes; give the names of its files."""
    with tempfile.TemporaryDirectory(prefix="tei-edition-") as folder:
        whole = Path(folder) / name_of_package(package.metadata, "zip")

        def pack() -> Item:
            _write_whole(package, whole, "zip", told=told)
            words = "the whole edition: a BagIt bag whose payload is an RO-Crate"
            return Item(whole.name, whole, words, kind="application/zip")

        given = Given(package.metadata, package.items, pack)
        with written(target, form) as sink:
            return write_target(sink, to, given)


def _write_object(package: Package, target: Path, told: Told | None) -> list[str]:
    """Write an OCFL object, or a further version of the one that is there; give the names of its files."""
    work = package.metadata.edition
    with tempfile.TemporaryDirectory(prefix="tei-edition-") as spool:
        files = crate_files(package, (ALGORITHM,), Path(spool), told)
        add_version(target, identifier_of(work), files, made_by(work))
    return [one.item.name for one in files]


def gathered(folder: Path | str, rebuild: bool = True) -> Package:
    """Build the edition, or take its last build, and list what goes into a package."""
    findings: tuple[Diagnostic, ...] = ()
    if rebuild:
        made = build(folder)
        findings = made.diagnostics
        if not made.ok:
            return Package(load_edition(Path(folder)), _NOTHING, (), findings)
    edition = load_edition(Path(folder))
    built = _last_build(edition)
    wanted = set(built)
    names = {one.slug: f"tei/{one.slug}.xml" for one in edition.articles}
    trees = _Trees({slug: edition.output / name for slug, name in names.items() if name in wanted})
    metadata = read_metadata(edition, trees)
    items = tuple(payload(edition, metadata, built, findings if rebuild else None))
    return Package(edition, metadata, items, findings)


def crate_files(
    package: Package, algorithms: Iterable[str], spool: Path, told: Told | None = None
) -> list[Digested]:
    """Read every file once and describe them all: give the files of an RO-Crate, its description among them.

    The descriptions grow with the edition: they are written into the folder `spool`.
    """
    wanted = tuple(dict.fromkeys((*algorithms, "sha256")))
    files = []
    for number, one in enumerate(digested(sorted(package.items, key=lambda item: item.name), wanted), 1):
        files.append(one)
        if told:
            told(number, len(package.items))
    work = package.metadata.edition
    more = [
        Item("metadata/premis.xml", spooled(spool, premis(work, files)), "metadata (PREMIS 3)"),
        Item("metadata/mets.xml", spooled(spool, mets(work, files)), "metadata (METS)"),
    ]
    files += digested(more, wanted)
    described = spooled(spool, crate_json(package.metadata, files))
    words = "description of the package (RO-Crate)"
    return [*files, *digested([Item(CRATE, described, words, kind="application/ld+json")], wanted)]


def name_of_package(metadata: Metadata, form: str, to: str = "") -> str:
    """Name the package: legal in every archive, ARCHE included, which takes no full stop but the last."""
    version = "" if to == OBJECT else re.sub("[^a-z0-9]+", "-", metadata.edition.version.lower()).strip("-")
    name = "-".join(filter(None, (metadata.edition.id, version, to)))
    return name if form == "folder" else f"{name}.{form}"


def verify(path: Path | str, *, profile: str = "", told: Told | None = None) -> Result:
    """Judge a package, ours or anybody's: a bag, an RO-Crate, an OCFL object, a folder, zip or tar.

    `profile` is a BagIt profile that a bag must do; our own is asked of bags that name it. Raises ReadError;
    UsageError where it is no package of a kind we know.
    """
    findings, count = judge(Path(path), profile, told)
    return Result(tuple(findings), documents=count)


class _Trees(Mapping[str, etree._ElementTree]):
    """The texts by slug; each is read when it is asked for, and not kept."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        self.files = files

    def __getitem__(self, slug: str) -> etree._ElementTree:
        return parse_file(self.files[slug])

    def __iter__(self) -> Iterator[str]:
        return iter(self.files)

    def __len__(self) -> int:
        return len(self.files)


_NOTHING: Metadata = None  # type: ignore[assignment]


def _identifier(profile: Mapping[str, Any]) -> str:
    return str(profile["BagIt-Profile-Info"].get("BagIt-Profile-Identifier", ""))


def _last_build(edition: Edition) -> list[str]:
    """Give the files of the last build. Raises UsageError where there is none, ReadError where some are gone."""
    names = last_files(edition.output)
    if not names:
        raise UsageError("the edition has not been built", file=str(edition.output), hint="tei-edition build")
    for name in names:
        if not (edition.output / name).is_file():
            raise ReadError(
                "is gone from the last build", file=str(edition.output / name), hint="build again"
            )
    return names


def _tag_files(metadata: Metadata, profile: str) -> list[Item]:
    """Give the tag files that a profile has of its own."""
    if profile != "aptrust":
        return []
    work = metadata.edition
    access = "Consortia" if work.access == "open" else "Restricted"
    lines = {"Title": work.full_title, "Access": access, "Storage-Option": "Standard"}
    text = "".join(f"{key}: {value}\n" for key, value in lines.items())
    return [Item("aptrust-info.txt", text.encode(), "what APTrust asks")]
