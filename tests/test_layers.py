"""Imports point one way: cli → report, pipeline → stages → tei, ledger → model, diagnostics, errors, edition."""

import ast
import subprocess
from pathlib import Path

import pytest

import tei_edition

PACKAGE = Path(tei_edition.__file__).parent
LAYERS = (
    {"model", "errors", "diagnostics", "version", "memory"},
    {"work"},
    {"tables"},
    {"resources", "files", "checks"},
    {"statements"},
    {"record"},
    {"edition"},
    {"delivery"},
    {"tei"},
    {"ledger", "metadata"},
    {"read", "encode", "validate", "render", "archive", "authority", "audit"},
    {"compare"},
    {"report_diff", "versions"},
    {"superseding"},
    {"outcome", "pictures", "built"},
    {"sites", "offering"},
    {"validating", "starting", "rendering"},
    {"articles"},
    {"proposing", "importing", "outputs"},
    {"pipeline"},
    {"depositing", "identifying", "answering"},
    {"decisions", "releasing", "auditing"},
    {"comparing"},
    {"report", "report_names", "report_judged"},
    {"serving"},
    {"cli"},
    {"__main__"},
)
"""From the ground up; a module may import what lies below its own layer, and its own folder."""
TOP = {"build", "schema", "seeds", "tei_edition", "tests", "pyproject.toml"} | {
    *(".ci", ".github", ".gitignore", ".pre-commit-hooks.yaml"),
    *("CHANGELOG.md", "CITATION.cff", "LICENSE", "README.md"),
}
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def part_of(module: str) -> str:
    """`tei_edition.encode.names` → `encode`."""
    return ([*module.split("."), ""])[1]


def layer_of(part: str) -> int:
    return next(at for at, names in enumerate(LAYERS) if part in names)


def imported(path: Path) -> set[str]:
    """Parts of the package that a file imports anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "tei_edition":
            found |= {alias.name for alias in node.names if alias.name != "__version__"}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tei_edition."):
            found.add(part_of(node.module or ""))
        elif isinstance(node, ast.Import):
            found |= {part_of(alias.name) for alias in node.names if alias.name.startswith("tei_edition.")}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_down(path: Path) -> None:
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    wrong = {part for part in imported(path) - {own} if layer_of(part) >= layer_of(own)}
    assert not wrong, f"{own} may not import {wrong}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_the_xml_layer_touches_text_and_tail(path: Path) -> None:
    if path.parent.name == "tei" or "lxml" not in path.read_text("utf-8"):
        return
    tails = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "tail"
    ]
    assert not tails


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_libraries_neither_print_nor_exit_nor_read_the_clock(path: Path) -> None:
    if path.parent.name == "cli" or path.name == "__main__.py":
        return
    clock = {"now", "today", "utcnow", "perf_counter"} - ({"now"} if path.name == "answering.py" else set())
    names = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
    }
    assert not names & {"print", "exit", "_exit", *clock}  # OAI-PMH wants the time of each answer


@pytest.mark.parametrize(
    "path", [*MODULES, PACKAGE / "__init__.py"], ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_every_module_says_what_it_turns_into_what(path: Path) -> None:
    first = (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").split("\n")[0]
    assert "→" in first or first.endswith((".", ":"))
    assert path.read_text("utf-8").count("\n") <= 400


def test_nothing_else_grows_at_the_top() -> None:
    top = PACKAGE.parent
    if not (top / ".git").exists():
        pytest.skip("not a checkout")
    kept = subprocess.run(["git", "ls-files"], cwd=top, capture_output=True, text=True, check=True).stdout
    assert {name.split("/")[0] for name in kept.splitlines()} <= TOP
