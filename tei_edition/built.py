"""The accounts of a build and the files it wrote ⇄ `ledger.json` in the output folder."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from tei_edition.ledger import Account

__all__ = ["AUDIT", "LEDGER", "last_files", "ledger_json", "stale_files"]

LEDGER = "ledger.json"
"""The account, in the output folder."""

AUDIT = "html/audit.html"
"""The page of an audit (see `auditing`): it is of one build, and goes with the next."""


def ledger_json(accounts: Sequence[Account], files: Iterable[str]) -> bytes:
    """Give the ledger as JSON: the account of each step, and the files the build wrote."""
    data = {"accounts": [account.as_dict() for account in accounts], "files": sorted(files)}
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def last_files(output: Path) -> list[str]:
    """Give the files the last build wrote, gone ones among them; none where its ledger cannot be read."""
    try:
        names = json.loads((output / LEDGER).read_text("utf-8"))["files"]
        return [name for name in names if isinstance(name, str)]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def stale_files(output: Path, files: Collection[str]) -> list[str]:
    """Give the files that the last build wrote, by its ledger, and this one does not."""
    return [name for name in last_files(output) if name not in files and (output / name).is_file()]
