"""A marked-up file and the text its reader made of it → what became of every word of the file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from tei_edition.diagnostics import Diagnostic, make
from tei_edition.ledger.account import size, unexplained
from tei_edition.ledger.formats import UNFIT, characters_of_file, words_of_file
from tei_edition.ledger.streams import FREE, Parts, Stream
from tei_edition.model import Run, Source

__all__ = ["check_file", "left_out", "put_in"]


def check_file(step: str, source: Source) -> list[Diagnostic]:
    """Check that the words of the file, found anew, are those that the reader has kept or left out, in order.

    And that the text has those that were kept, and what was put in, each once.
    """
    if not source.runs:
        return []
    return [*_differences(step, source), *_uncovered(source)]


def _differences(step: str, source: Source) -> list[Diagnostic]:
    """Compare the words of the file with those that the reader has told."""
    words, told = words_of_file(source), _told(source)
    if source.format == "markdown":
        words, told = _only_words(words), _only_words(told)
    first, second = Stream.of(words), Stream.of(told)
    if sorted(first.characters) == sorted(second.characters) and first.characters != second.characters:
        return []  # nothing is lost: what stands in broken tables, or in a note in the line, is shown elsewhere
    if source.format == "markdown":
        whole = "".join(re.findall(r"[^\W_]", characters_of_file(source)))
        if _stand_in(first.characters, second.characters) and _stand_in(second.characters, whole):
            return []  # nothing is lost, and what looks like markup (in code, after a backslash) is text
    return unexplained(step, source.name, first, second, "the file")


def _stand_in(some: str, all_of_them: str) -> bool:
    """Say whether some characters stand among others, in this order."""
    rest = iter(all_of_them)
    return all(char in rest for char in some)


def left_out(source: Source) -> Counter[str]:
    """Give how many characters were left out, by reason; a reason without any is listed as well."""
    counts: Counter[str] = Counter()
    for run in source.runs:
        if run.fate == "left out":
            counts[run.reason] += size(run.text)
    return counts


def put_in(source: Source) -> Counter[str]:
    """Give how many characters stand in the text that do not stand in the file, by reason."""
    counts: Counter[str] = Counter()
    for run in source.runs:
        if run.fate == "put in":
            counts[f"put in: {run.reason}"] += size(run.text)
    return counts


def _only_words(parts: Parts) -> Parts:
    """Give parts without what is neither letter nor figure nor white space; there may be a gap there."""
    found: Parts = []
    for part in parts:
        if not isinstance(part, str):
            found.append(part)
            continue
        pieces = re.split(r"((?:[^\w\s]|_)+)", part)
        found += [
            FREE if piece and not (piece[0].isalnum() or piece[0].isspace()) else piece for piece in pieces
        ]
    return found


def _told(source: Source) -> Parts:
    """Give the words of the file as the reader has told them: joined where they stand together in the text."""
    parts: Parts = []
    last: Run | None = None
    parted = False
    for run in source.runs:
        if run.fate == "put in":
            parts.append(FREE)
        elif run.fate == "left out":
            parts += [FREE, UNFIT.sub("", run.text), FREE]
            parted = parted or bool(run.text.strip())
        else:
            between = source.text[last.end : run.start] if last and last.end <= run.start else ""
            together = last is not None and last.end <= run.start and not between.strip() and not parted
            parts += [between if together else FREE, source.text[run.start : run.end]]
            last, parted = run, False
    return parts


def _uncovered(source: Source) -> Iterator[Diagnostic]:
    """Yield what stands in the text and is in no run, or in two."""
    at = 0
    for run in sorted((run for run in source.runs if run.fate != "left out"), key=lambda run: run.start):
        between = source.text[min(at, run.start) : max(at, run.start)].strip()
        if between or source.text[run.start : run.end] != run.text:
            message = f"“{between or run.text}” does not stand in the file as it stands in the text"
            yield make("words-lost", message, file=source.name, line=source.line(run.start))
        at = run.end
    if rest := source.text[at:].strip():
        yield make("words-lost", f"“{rest}” stands in the text and not in the file", file=source.name)
