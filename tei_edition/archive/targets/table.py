"""The archives a package can be adapted to: how each is written, recognised and judged."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from tei_edition.archive.bag import bag_info, write_bag
from tei_edition.archive.containers import Container, Sink
from tei_edition.archive.items import Item, digested
from tei_edition.archive.targets import arche, gams, hal, internetarchive, saf, textgrid, zenodo
from tei_edition.archive.targets.given import Given, Problem
from tei_edition.archive.targets.plain import write_plain

__all__ = ["OBJECT", "TARGETS", "Target", "target_of", "write_target"]


OBJECT = "ocfl"
"""The value of `--to` by which an OCFL object is written, or one that is there gains a version."""


@dataclass(frozen=True)
class Target:
    """An archive."""

    files: Callable[[Given], Iterable[Item]]
    """What gives the files of a package."""
    judge: Callable[[Container], Iterator[Problem]]
    """What tells where a package does not do what the archive demands."""
    mark: str
    """A regular expression: a package with a file of such a name is one."""
    algorithms: tuple[str, ...] = ()
    """Those of the manifests where the package is a bag, the files being its payload; empty: it is none."""


TARGETS: Mapping[str, Target] = {
    "zenodo": Target(zenodo.files, zenodo.judge, r"inveniordm\.json"),
    "saf": Target(saf.files, saf.judge, r"[^/]+/dublin_core\.xml"),
    "gams": Target(gams.files, gams.judge, r"data/meta/sip\.json", ("md5", "sha512")),
    "textgrid": Target(textgrid.files, textgrid.judge, r"[^/]+\.(collection|edition)\.meta"),
    "arche": Target(arche.files, arche.judge, r"data/arche\.ttl", ("sha256", "sha512")),
    "hal": Target(hal.files, hal.judge, r"hal\.xml"),
    "internetarchive": Target(internetarchive.files, internetarchive.judge, r"([^/]+)/\1_meta\.xml"),
}
"""Archives by the names they have as a value of `--to`; an OCFL object is written elsewhere."""


def write_target(sink: Sink, name: str, given: Given) -> list[str]:
    """Write the package that an archive takes; give the names of its files. Raises ReadError, WriteError."""
    target = TARGETS[name]
    if not target.algorithms:
        return write_plain(sink, target.files(given))
    payload = list(digested(target.files(given), target.algorithms))
    write_bag(sink, payload, bag_info(given.work), target.algorithms)
    return [one.item.name for one in payload]


def target_of(package: Container) -> Target | None:
    """Recognise a package by the names of its files; `None` where it is adapted to no archive."""
    for target in TARGETS.values():
        if any(re.fullmatch(target.mark, name) for name in package.sizes):
            return target
    return None
