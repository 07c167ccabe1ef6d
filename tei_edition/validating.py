"""Files → the findings of the `validate` command; beside `pipeline`, so that judging loads nothing else."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from tei_edition.diagnostics import Diagnostic
from tei_edition.errors import TeiEditionError
from tei_edition.files import documents_in
from tei_edition.outcome import Result, as_finding
from tei_edition.validate import validate_file
from tei_edition.validate.choose import Schema, given
from tei_edition.validate.store import Stored, listed

__all__ = ["Stored", "add_schema", "list_schemas", "validate"]

FEW = 8
"""Up to so many files are judged in one process: another takes time to begin."""

SHARE = 8
"""How many files a process takes at a time."""

Progress = Callable[[int, int], None]
"""What is told how many files of how many have been judged."""

Judge = Callable[[Path], list[Diagnostic]]
"""What judges one file."""


def validate(
    files: Iterable[Path | str],
    schemas: Sequence[Path | str] = (),
    *,
    phase: str | None = None,
    rules: bool = False,
    jobs: int = 0,
    progress: Progress | None = None,
    cache: Path | None = None,
) -> Result:
    """Judge each file, and the .xml files in each folder; see `tei_edition.validate` for what is judged.

    `schemas` are files, addresses or names known to the local store; `phase` chooses among their Schematron rules,
    `rules` asks for the Schematron rules inside grammars as well. `jobs` is the number of processes, all cores when
    0; findings come in the order of the files whatever it is. `cache` is a folder where grammars are kept between
    runs, which takes most of the time off loading them. Raises UsageError for a schema that is not at hand.
    """
    chosen = given(schemas, phase, rules) or None
    paths = documents_in(files)
    findings: list[Diagnostic] = []
    for number, found in enumerate(
        _judged(paths, jobs or _cores(), partial(_judge, chosen=chosen, cache=cache)), 1
    ):
        findings += found
        if progress is not None:
            progress(number, len(paths))
    return Result(tuple(findings), documents=len(paths))


def _cores() -> int:
    """Give the number of cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _judged(paths: Sequence[Path], jobs: int, judge: Judge) -> Iterator[list[Diagnostic]]:
    """Judge the files, many in several processes; the first in this one, so that schemas are loaded once."""
    alone = len(paths) if len(paths) <= FEW or jobs < 2 else 1
    for path in paths[:alone]:
        yield judge(path)
    rest = paths[alone:]
    if rest:
        yield from _judged_in_processes(rest, jobs, judge)


def _judged_in_processes(paths: Sequence[Path], jobs: int, judge: Judge) -> Iterator[list[Diagnostic]]:
    """Judge files in several processes; what this takes is loaded only here."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    start = "fork" if sys.platform == "linux" else "spawn"
    done = 0
    try:
        with ProcessPoolExecutor(min(jobs, len(paths)), multiprocessing.get_context(start)) as pool:
            for found in pool.map(judge, paths, chunksize=SHARE):
                done += 1
                yield found
    except BrokenProcessPool:  # one of them was ended from outside, as when memory is short
        for path in paths[done:]:
            yield judge(path)


def _judge(path: Path, chosen: Sequence[Schema] | None, cache: Path | None) -> list[Diagnostic]:
    """Judge one file; what keeps it from being judged is a finding, so that the others are."""
    try:
        return validate_file(path, chosen, information=True, cache=cache)
    except TeiEditionError as error:
        return [as_finding(error, path)]


def add_schema(source: Path | str, address: str | None = None, folder: Path | None = None) -> Stored:
    """Store a schema, a file or an http address, with all it includes, so that documents and `schemas` can name it.

    It stands for `address`, else for itself. This is the only function that fetches anything, and only the source
    given. `folder` is the store's, the user's own if left out. Raises ReadError, UsageError, WriteError.
    """
    from tei_edition.validate.fetch import add

    return add(str(source), address, folder)


def list_schemas(folder: Path | None = None) -> list[Stored]:
    """Give the schemas at hand: those stored, those of the extra `schemas`, ours."""
    return listed(folder)
