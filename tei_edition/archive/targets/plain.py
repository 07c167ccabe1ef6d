"""Files → a package that is no bag, guarded by one list of digests; such a package → what is wrong with its files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from tei_edition.archive.bag import manifest_line
from tei_edition.archive.containers import Container, Sink
from tei_edition.archive.items import Item, checked_blocks, digested
from tei_edition.archive.judge_bag import judge_digests, read_manifest
from tei_edition.diagnostics import Diagnostic, make

__all__ = ["MANIFEST", "judge_plain", "write_plain"]

MANIFEST = "manifest-sha256.txt"
"""The list; written as a bag's, or as `sha256sum` writes it."""


def write_plain(sink: Sink, items: Iterable[Item]) -> list[str]:
    """Write the files, then the list of them; give their names. Raises ReadError, WriteError."""
    lines, names = [], []
    for one in digested(sorted(items, key=lambda item: item.name), ("sha256",)):
        sink.put(one.item.name, one.size, checked_blocks(one))
        names.append(one.item.name)
        lines.append(manifest_line(one.digests["sha256"], one.item.name))
    data = "".join(lines).encode()
    sink.put(MANIFEST, len(data), [data])
    return names


def judge_plain(package: Container, told: Callable[[int, int], None] | None = None) -> Iterator[Diagnostic]:
    """Yield what is wrong: files changed, missing or not listed."""

    def wrong(code: str, message: str, file: str) -> Diagnostic:
        return make(code, message, file=f"{package.path}/{file}")

    for name in package.unsafe:
        yield wrong("package-unsafe", f"{name} is a link, stands twice, or leads out of the package", name)
    if MANIFEST not in package:
        yield wrong("package-unguarded", f"there is no {MANIFEST}: changes would not be seen", MANIFEST)
        return
    lines: dict[str, bytes] = {}
    yield from read_manifest(package, MANIFEST, lines)
    there = set(package.sizes) - {MANIFEST}
    for name in sorted(there - lines.keys()):
        yield wrong("package-unlisted", f"{name} is there, and {MANIFEST} does not list it", name)
    for name in sorted(lines.keys() - there):
        yield wrong("package-missing", f"{name} is listed in {MANIFEST}, and is not there", name)
    yield from judge_digests(package, {MANIFEST: lines}, told)
