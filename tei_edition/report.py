"""Findings and accounts → what is printed: text for people, JSON and SARIF for programs."""

from __future__ import annotations

import json
import re
import shlex
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import quote

from tei_edition.diagnostics import CATALOGUE, Diagnostic
from tei_edition.version import __version__

if TYPE_CHECKING:
    from tei_edition.ledger import Account
    from tei_edition.validating import Stored

SARIF_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def as_text(findings: Sequence[Diagnostic]) -> str:
    """Give findings as lines an editor reads: place, severity, message, the words concerned, the cure."""
    return "".join(_one(finding) for finding in findings)


def as_json(findings: Sequence[Diagnostic]) -> str:
    """Give findings as a JSON array of objects with the keys of `Diagnostic`."""
    return json.dumps([finding.as_dict() for finding in findings], ensure_ascii=False, indent=2) + "\n"


def as_sarif(findings: Sequence[Diagnostic]) -> str:
    """Give findings as a SARIF 2.1.0 log with one run (OASIS, section 3.14)."""
    codes = sorted({finding.code for finding in findings})
    driver = {
        "name": "tei_edition",
        "semanticVersion": __version__,
        "rules": [_sarif_rule(code) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(finding) for finding in findings],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


FORMATS: Mapping[str, Callable[[Sequence[Diagnostic]], str]] = {
    "text": as_text,
    "json": as_json,
    "sarif": as_sarif,
}
"""How findings can be printed."""


def summary(findings: Iterable[Diagnostic], files: int) -> str:
    """Give one line: how many files, how many findings of each severity."""
    counts = dict.fromkeys(SARIF_LEVELS, 0)
    for finding in findings:
        counts[finding.severity] += 1
    told = ", ".join(_plural(count, severity) for severity, count in counts.items() if count)
    return f"{_plural(files, 'file')}: {told or 'nothing to object to'}\n"


def progress(done: int, total: int) -> str:
    """Give what a terminal shows while files are judged: it takes the place of what it showed before."""
    return f"\r{done} of {_plural(total, 'file')}" if done < total else "\r\x1b[K"


def balance(accounts: Sequence[Account]) -> str:
    """Give the ledger's one line: what became of the sources' characters, and what has no explanation.

    Nothing where nothing was accounted for.
    """
    if not accounts:
        return ""
    sources = [account for account in accounts if account.step.endswith("source → TEI")]
    left_out: Counter[str] = Counter()
    for account in sources:
        left_out.update(account.left_out)
    numbers = {
        "kept": sum(account.kept for account in sources),
        "moved": sum(len("".join(item.text.split())) for account in sources for item in account.moved),
        "normalised": sum(sum(account.normalised.values()) for account in sources),
        "left out": left_out.total(),
        "unexplained": sum(len(account.unexplained) for account in accounts),
    }
    reasons = "; ".join(f"{reason}: {count}" for reason, count in left_out.items())
    told = ", ".join(f"{count} {what}" for what, count in numbers.items()) + (
        f" ({reasons})" if reasons else ""
    )
    total = sum(account.total for account in sources)
    editions = len(accounts) - len(sources)
    return (
        f"ledger: {total} characters in {_plural(len(sources), 'source')}: {told}"
        + (f"; {_plural(editions, 'edition')} compared word by word" if editions else "")
        + "\n"
    )


def accounts(found: Iterable[Account]) -> str:
    """Give, for each account, a line with its sum, and one for each thing that became of characters."""
    return "".join(line for account in found for line in _account_lines(account))


def _account_lines(account: Account) -> Iterator[str]:
    """Yield the lines of an account: what was kept, moved, normalised, left out, and what is unexplained."""
    yield f"{account.step}: {_plural(account.total, 'character')}\n"
    yield f"  {account.kept} kept\n"
    places = Counter[str]()
    for item in account.moved:
        places[re.sub(r"[\[{]?\d+[\]}]?", "…", item.to)] += len("".join(item.text.split()))
    yield from (f"  {count} moved: {place}\n" for place, count in places.items())
    yield from (f"  {count} normalised: {rule}\n" for rule, count in account.normalised.items() if count)
    yield from (f"  {count} left out: {reason}\n" for reason, count in account.left_out.items() if count)
    yield f"  {_plural(len(account.unexplained), 'place')} unexplained\n"


def written(files: Mapping[str, bytes], output: str) -> str:
    """Give one line: how many files of each folder were written, and where."""
    folders: dict[str, int] = {}
    for name in files:
        folder = name.split("/")[0] if "/" in name else ""
        folders[folder] = folders.get(folder, 0) + 1
    told = ", ".join(f"{count} {folder}" for folder, count in folders.items() if folder)
    return f"{output}: {_plural(len(files), 'file')} ({told})\n"


def schemas(stored: Iterable[Stored]) -> str:
    """Give a line for each schema: its name, the address it stands for, its file."""
    return "".join("\t".join((item.name, item.address or "-", str(item.path))) + "\n" for item in stored)


def started(files: Iterable[str], folder: str) -> str:
    """Say which files a new edition has, and what to do next."""
    return f"{folder}: {', '.join(files)}\nNext: tei-edition build {shlex.quote(folder)}\n"


def _one(finding: Diagnostic) -> str:
    """Give one finding as text."""
    place = ":".join(str(part) for part in (finding.file, finding.line, finding.column) if part is not None)
    lines = [f"{place}: " if place else "", f"{finding.severity}: {finding.message} [{finding.code}]\n"]
    if finding.excerpt:
        lines += [f"    {line}\n" for line in finding.excerpt.splitlines()]
    if finding.hint:
        lines.append(f"    → {finding.hint}\n")
    return "".join(lines)


def _sarif_rule(code: str) -> dict[str, object]:
    """Give a code of the catalogue as a SARIF rule (section 3.49)."""
    severity, meaning = CATALOGUE.get(code, ("error", code))
    return {
        "id": code,
        "shortDescription": {"text": meaning},
        "defaultConfiguration": {"level": SARIF_LEVELS[severity]},
    }


def _sarif_uri(file: str) -> str:
    """Give a file as SARIF names it (section 3.4.4): relative, or absolute as a `file:` URI."""
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _sarif_result(finding: Diagnostic) -> dict[str, object]:
    """Give one finding as a SARIF result (section 3.27)."""
    text = f"{finding.message} ({finding.hint})" if finding.hint else finding.message
    region = {
        key: value
        for key, value in (("startLine", finding.line), ("startColumn", finding.column))
        if value is not None
    }
    location: dict[str, object] = {"artifactLocation": {"uri": _sarif_uri(finding.file or "")}}
    if "startLine" in region:
        location["region"] = region
    return {
        "ruleId": finding.code,
        "level": SARIF_LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [{"physicalLocation": location}] if finding.file else [],
    }


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
