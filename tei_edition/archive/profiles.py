"""A BagIt profile (specification 1.3) and a bag → what the bag does not do that its profile demands."""

from __future__ import annotations

import fnmatch
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tei_edition.archive.containers import Container
from tei_edition.archive.judge_bag import read_info
from tei_edition.diagnostics import Diagnostic, make
from tei_edition.errors import ReadError, UsageError

__all__ = ["OURS", "PROFILES", "judge_profile", "known_profiles", "load_profile", "manifests_of"]

_FOLDER = Path(__file__).parent / "profiles"

PROFILES = tuple(sorted(path.stem for path in _FOLDER.glob("*.json")))
"""The profiles we know by name."""

OURS = "https://pypi.org/project/tei-edition/bagit-profile-1.0.json"
"""What names our own profile in a bag's description."""


def load_profile(name: str) -> Mapping[str, Any]:
    """Read a profile: one we know by name or identifier, else a file. Raises ReadError, UsageError."""
    known = name if name in PROFILES else known_profiles().get(name)
    path = _FOLDER / f"{known}.json" if known else Path(name)
    if not path.is_file():
        hint = f"one of {', '.join(PROFILES)}, or a file of JSON"
        raise UsageError(f"there is no profile {name!r}", hint=hint)
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ReadError(f"is no BagIt profile: {error}", file=str(path)) from error
    if not isinstance(data, dict) or "BagIt-Profile-Info" not in data:
        raise ReadError("is no BagIt profile: it has no BagIt-Profile-Info", file=str(path))
    return data


@cache
def known_profiles() -> Mapping[str, str]:
    """Give the names of the profiles we know by their identifiers."""
    read = {name: json.loads((_FOLDER / f"{name}.json").read_text("utf-8")) for name in PROFILES}
    return {data["BagIt-Profile-Info"]["BagIt-Profile-Identifier"]: name for name, data in read.items()}


def manifests_of(profile: Mapping[str, Any], wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Give the algorithms a bag of that profile is written with: those it demands, and those wanted it allows."""
    required = tuple(profile.get("Manifests-Required") or ()) + tuple(
        profile.get("Tag-Manifests-Required") or ()
    )
    allowed = profile.get("Manifests-Allowed")
    fitting = tuple(name for name in wanted if allowed is None or name in allowed)
    return tuple(dict.fromkeys((*required, *fitting))) or tuple((allowed or wanted)[:1])


def judge_profile(bag: Container, profile: Mapping[str, Any], form: str = "") -> Iterator[Diagnostic]:
    """Yield what the profile demands and the bag does not do; `form` says what the bag is: folder, zip or tar."""
    info = read_info(bag)
    for message in (
        *_info(profile, info),
        *_manifests(bag, profile),
        *_files(bag, profile),
        *_serialized(profile, form),
    ):
        yield make("package-profile", message, file=str(bag.path), hint=_name(profile))


def _name(profile: Mapping[str, Any]) -> str:
    said = profile.get("BagIt-Profile-Info", {})
    return f"so the profile {said.get('BagIt-Profile-Identifier') or said.get('External-Description')}"


def _info(profile: Mapping[str, Any], info: Mapping[str, list[str]]) -> Iterator[str]:
    """Judge `bag-info.txt`."""
    for tag, rule in profile.get("Bag-Info", {}).items():
        values = info.get(tag, [])
        if rule.get("required") and not any(values):
            yield f"bag-info.txt does not say {tag}"
        if rule.get("repeatable") is False and len(values) > 1:
            yield f"bag-info.txt says {tag} more than once"
        for value in values:
            if rule.get("values") and value not in rule["values"]:
                yield f"{tag} is {value!r}, and must be {' or '.join(rule['values'])}"


def _manifests(bag: Container, profile: Mapping[str, Any]) -> Iterator[str]:
    """Judge which manifests there are."""
    for key, start in (("Manifests", "manifest"), ("Tag-Manifests", "tagmanifest")):
        there = {
            found[1] for name in bag.names if (found := re.fullmatch(rf"{start}-([a-z0-9]+)\.txt", name))
        }
        for algorithm in profile.get(f"{key}-Required") or ():
            if algorithm not in there:
                yield f"there is no {start}-{algorithm}.txt"
        allowed = profile.get(f"{key}-Allowed")
        for algorithm in sorted(there - set(there if allowed is None else allowed)):
            yield f"{start}-{algorithm}.txt must not be there"


def _files(bag: Container, profile: Mapping[str, Any]) -> Iterator[str]:
    """Judge which tag files there are, and the version of BagIt."""
    for name in profile.get("Tag-Files-Required") or ():
        if name not in bag:
            yield f"there is no {name}"
    allowed = profile.get("Tag-Files-Allowed")
    own = re.compile(r"bagit\.txt|bag-info\.txt|fetch\.txt|(tag)?manifest-\w+\.txt|data/.*")
    for name in bag.names:
        strange = allowed is not None and not own.fullmatch(name)
        if strange and not any(fnmatch.fnmatchcase(name, form) for form in allowed or ()):
            yield f"{name} must not be there"
    if profile.get("Allow-Fetch.txt") is False and "fetch.txt" in bag:
        yield "fetch.txt must not be there"
    accepted = profile.get("Accept-BagIt-Version")
    first = bag.read("bagit.txt").decode("utf-8", "replace").split("\n")[0] if "bagit.txt" in bag else ""
    version = first.partition(":")[2].strip()
    if accepted and version not in accepted:
        yield f"the bag is of BagIt {version or '?'}, and must be of {' or '.join(accepted)}"


def _serialized(profile: Mapping[str, Any], form: str) -> Iterator[str]:
    """Judge whether it is a folder or one file, and of which kind."""
    wanted = profile.get("Serialization")
    if form and wanted == "required" and form == "folder":
        yield "the bag must be one file (--format tar or zip)"
    if form and wanted == "forbidden" and form != "folder":
        yield "the bag must be a folder"
    kinds = " ".join(profile.get("Accept-Serialization") or ())
    if form in ("zip", "tar") and kinds and form not in kinds:
        yield f"the bag must not be a {form}: {kinds}"
