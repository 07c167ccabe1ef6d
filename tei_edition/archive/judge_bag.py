"""A BagIt bag (RFC 8493 and the drafts 0.93 to 0.97), ours or anybody's → what is wrong with it."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from io import TextIOWrapper
from urllib.parse import unquote

from tei_edition.archive.containers import UNREADABLE, Container
from tei_edition.archive.items import digest_of
from tei_edition.diagnostics import Diagnostic, make
from tei_edition.errors import ReadError

__all__ = ["judge_bag", "judge_digests", "read_info", "read_manifest"]

_MANIFEST = re.compile(r"(tag)?manifest-([a-z0-9]+)\.txt")
_LINE = re.compile(r"([0-9A-Fa-f]+)[ \t]+\*?(.+)")

Told = Callable[[int, int], None]
"""What is told how many of how many files were read."""


def judge_bag(bag: Container, told: Told | None = None) -> Iterator[Diagnostic]:
    """Yield what is wrong: declaration, completeness of every manifest, every digest, sizes, names."""
    manifests: dict[str, dict[str, bytes]] = {}
    yield from _declaration(bag)
    for name in bag.names:
        if _MANIFEST.fullmatch(name):
            manifests[name] = {}
            yield from read_manifest(bag, name, manifests[name])
    for name in bag.unsafe:
        yield _wrong(bag, "package-unsafe", f"{name} is a link, stands twice, or leads out of the package")
    payload = {name: lines for name, lines in manifests.items() if not name.startswith("tag")}
    if not payload:
        yield _wrong(bag, "package-incomplete", "there is no payload manifest: nothing can be checked")
    yield from _complete(bag, payload)
    yield from _tags(bag, manifests)
    yield from judge_digests(bag, manifests, told)
    yield from _oxum(bag)


def read_info(bag: Container) -> dict[str, list[str]]:
    """Read `bag-info.txt`; nothing where there is none. Raises ReadError where it is not UTF-8."""
    found: dict[str, list[str]] = {}
    last = ""
    for line in _lines(bag, "bag-info.txt") if "bag-info.txt" in bag else ():
        if line[:1] in (" ", "\t") and last:
            found[last][-1] += f" {line.strip()}"
        elif ":" in line:
            last, _, value = line.partition(":")
            found.setdefault(last, []).append(value.strip())
    return found


def _lines(bag: Container, name: str) -> Iterator[str]:
    """Yield a tag file's lines, one at a time: a manifest may be long."""
    try:
        with TextIOWrapper(bag.opened(name), encoding="utf-8") as file:
            for line in file:
                yield line.removesuffix("\n")
    except UnicodeDecodeError as error:
        raise ReadError(f"{name} is not UTF-8", file=str(bag.path)) from error
    except UNREADABLE as error:
        raise ReadError(f"{name} cannot be read: {error}", file=str(bag.path)) from error


def _wrong(bag: Container, code: str, message: str, line: int | None = None, file: str = "") -> Diagnostic:
    return make(code, message, file=f"{bag.path}/{file}" if file else str(bag.path), line=line)


def _declaration(bag: Container) -> Iterator[Diagnostic]:
    """Judge `bagit.txt`."""
    lines = [line for line in _lines(bag, "bagit.txt") if line] if "bagit.txt" in bag else []
    version = re.fullmatch(r"BagIt-Version:\s*(\d+\.\d+)\s*", lines[0]) if lines else None
    encoding = re.fullmatch(r"Tag-File-Character-Encoding:\s*(\S+)\s*", lines[1]) if len(lines) > 1 else None
    if not version or not encoding or len(lines) != 2:
        told = "bagit.txt is not the two lines that declare version and encoding (RFC 8493, 2.1.1)"
        yield _wrong(bag, "package-malformed", told, file="bagit.txt")
    elif encoding[1].upper() != "UTF-8":
        told = f"tag files are in {encoding[1]}: only UTF-8 is read here"
        yield _wrong(bag, "package-malformed", told, file="bagit.txt")


def read_manifest(bag: Container, manifest: str, found: dict[str, bytes]) -> Iterator[Diagnostic]:
    """Read a manifest into `found`, telling lines that are none."""
    for number, line in enumerate(_lines(bag, manifest), 1):
        if not line.strip():
            continue
        parts = _LINE.fullmatch(line)
        name = (
            re.sub("%(0[ADad]|25)", lambda part: unquote(part[0]), parts[2]).removeprefix("./")
            if parts
            else ""
        )
        if not parts or len(parts[1]) != _length(manifest):
            yield _wrong(bag, "package-malformed", f"line {number} is no digest and name", number, manifest)
        elif name in found:
            yield _wrong(bag, "package-malformed", f"{name} is listed twice", number, manifest)
        elif ".." in name.split("/") or name.startswith(("/", "~")):
            yield _wrong(bag, "package-unsafe", f"{name} leads out of the package", number, manifest)
        else:
            found[sys.intern(name)] = bytes.fromhex(parts[1])


def _algorithm(manifest: str) -> str:
    found = _MANIFEST.fullmatch(manifest)
    return found[2] if found else ""


def _length(manifest: str) -> int:
    """Give how many hexadecimal digits a digest of the manifest's algorithm has."""
    try:
        return hashlib.new(_algorithm(manifest), usedforsecurity=False).digest_size * 2
    except ValueError:
        return 0


def _complete(bag: Container, payload: Mapping[str, Mapping[str, bytes]]) -> Iterator[Diagnostic]:
    """Judge that every manifest lists every file of the payload, and nothing else (section 3)."""
    there = {name for name in bag.names if name.startswith("data/")}
    fetched = _fetched(bag)
    for manifest, lines in payload.items():
        for name in sorted(there - lines.keys()):
            told = f"{name} is in the bag, and {manifest} does not list it"
            yield _wrong(bag, "package-unlisted", told, file=manifest)
        for name in sorted(lines.keys() - there):
            if name in fetched:
                yield _wrong(bag, "package-missing", f"{name} is still to be fetched", file="fetch.txt")
            else:
                told = f"{name} is listed in {manifest}, and is not there"
                yield _wrong(bag, "package-missing", told, file=manifest)


def _fetched(bag: Container) -> set[str]:
    """Give the files that `fetch.txt` says are elsewhere."""
    lines = _lines(bag, "fetch.txt") if "fetch.txt" in bag else ()
    return {parts[2] for line in lines if len(parts := line.split(maxsplit=2)) == 3}


def _tags(bag: Container, manifests: Mapping[str, Mapping[str, bytes]]) -> Iterator[Diagnostic]:
    """Judge the tag files: listed ones must be there; those that no tag manifest lists are told."""
    tags = {name: lines for name, lines in manifests.items() if name.startswith("tag")}
    there = {name for name in bag.names if not name.startswith("data/") and name not in tags}
    for manifest, lines in tags.items():
        for name in sorted(lines.keys() - set(bag.names)):
            told = f"{name} is listed in {manifest}, and is not there"
            yield _wrong(bag, "package-missing", told, file=manifest)
        for name in sorted(there - lines.keys()):
            told = f"{name} is listed in no line of {manifest}: a change of it would not be seen"
            yield _wrong(bag, "package-unguarded", told, file=manifest)
    wanted = {f"tag{name}" for name in manifests if not name.startswith("tag")}
    for name in sorted(wanted - tags.keys()):
        yield _wrong(bag, "package-unguarded", f"there is no {name}: changes of tag files would not be seen")


def judge_digests(
    bag: Container, manifests: Mapping[str, Mapping[str, bytes]], told: Told | None
) -> Iterator[Diagnostic]:
    """Judge every digest of every file, reading each file once."""
    names = [name for name in bag.names if any(name in lines for lines in manifests.values())]
    known = {name: _algorithm(name) for name in manifests if _length(name)}
    for manifest in manifests.keys() - known.keys():
        yield _wrong(bag, "package-malformed", f"nobody knows the algorithm of {manifest}", file=manifest)
    for number, name in enumerate(names, 1):
        wanted = {manifest: manifests[manifest][name] for manifest in known if name in manifests[manifest]}
        try:
            _, got = digest_of(bag.blocks(name), {known[manifest] for manifest in wanted})
        except ReadError as error:
            yield _wrong(bag, "package-changed", error.message, file=name)
            continue
        wrong = [
            manifest for manifest, digest in wanted.items() if bytes.fromhex(got[known[manifest]]) != digest
        ]
        if wrong:
            listed = ", ".join(sorted(wrong))
            yield _wrong(bag, "package-changed", f"{name} is not what {listed} says it is", file=name)
        if told:
            told(number, len(names))


def _oxum(bag: Container) -> Iterator[Diagnostic]:
    """Judge how many bytes and files the payload is said to have (section 2.2.2)."""
    sizes = [size for name, size in bag.sizes.items() if name.startswith("data/")]
    got = f"{sum(sizes)}.{len(sizes)}"
    for said in read_info(bag).get("Payload-Oxum", ()):
        if said != got:
            told = f"Payload-Oxum says {said} (bytes.files), and it is {got}"
            yield _wrong(bag, "package-changed", told, file="bag-info.txt")
