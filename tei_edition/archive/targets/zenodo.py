"""An edition → the draft of a record and its files, for Zenodo or any InvenioRDM; such a package → what it lacks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from tei_edition.archive.containers import Container
from tei_edition.archive.items import Item
from tei_edition.archive.targets.given import Given, Problem
from tei_edition.metadata.invenio import invenio

__all__ = ["DRAFT", "files", "judge"]

DRAFT = "inveniordm.json"
"""What is sent to `/api/records`; the files are then sent to `/api/records/{id}/draft/files`."""

_MOST = 100
"""How many files a record may have."""

_DATE = r"\d{4}(-\d\d(-\d\d)?)?"
_PERIOD = re.compile(f"{_DATE}(/{_DATE})?")
"""A date as EDTF level 0 has it."""


def files(given: Given) -> Iterator[Item]:
    """Yield the draft and the files: a record has no folders, so the package is one of them."""
    draft = json.dumps(invenio(given.work, "README.md"), ensure_ascii=False, indent=1) + "\n"
    yield Item(DRAFT, draft.encode(), "draft of the record")
    for item in given.leading():
        yield replace(item, name=f"files/{item.name}")


def judge(package: Container) -> Iterator[Problem]:
    """Yield what the draft lacks (InvenioRDM, REST API, metadata)."""
    names = [name for name in package.names if name.startswith("files/")]
    if len(names) > _MOST:
        yield "package-profile", f"a record may have {_MOST} files, and there are {len(names)}", ""
    for name in names:
        if name.count("/") > 1:
            yield "package-profile", f"{name} is in a folder, and a record has none", name
    if DRAFT not in package:
        yield "package-missing", f"there is no {DRAFT}", DRAFT
        return
    try:
        draft = json.loads(package.read(DRAFT).decode("utf-8"))
        metadata = draft["metadata"]
        preview = draft.get("files", {}).get("default_preview")
        problems = list(_metadata(metadata))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        yield "package-malformed", f"is no draft of a record: {error!r}", DRAFT
        return
    if preview and f"files/{preview}" not in package:
        problems.append(f"the file to be shown, {preview}, is not there")
    yield from (("package-incomplete", problem, DRAFT) for problem in problems)


def _metadata(metadata: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is lacking."""
    if not metadata.get("resource_type", {}).get("id"):
        yield "there is no resource_type.id"
    if len(metadata.get("title") or "") < 3:
        yield "there is no title of three letters"
    if not _PERIOD.fullmatch(metadata.get("publication_date") or ""):
        yield "there is no publication_date that is a date (EDTF level 0)"
    if not metadata.get("creators"):
        yield "there are no creators"
    for role in ("creators", "contributors"):
        for number, agent in enumerate(metadata.get(role) or (), 1):
            who = agent.get("person_or_org", {})
            named = who.get("family_name") if who.get("type") == "personal" else who.get("name")
            if not named or who.get("type") not in ("personal", "organizational"):
                yield f"number {number} of the {role} has no type and name"
            if role == "contributors" and not agent.get("role", {}).get("id"):
                yield f"number {number} of the contributors has no role"
