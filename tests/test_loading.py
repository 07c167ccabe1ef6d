"""The package is quick to load: a command loads what it needs; folders do not hide the functions of their names."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parent / "validate" / "sample.xml"
HEAVY = (
    "tei_edition.pipeline",
    "tei_edition.encode",
    "tei_edition.render",
    "tei_edition.ledger",
    "jinja2",
    "elementpath",
)


def run(code: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout


def test_the_package_loads_nothing_but_itself() -> None:
    assert run(
        "import tei_edition, sys; print([m for m in sys.modules if m.startswith('tei_edition.')])"
    ) == ("['tei_edition.version']\n")


def test_validate_loads_no_other_stage(tmp_path: Path) -> None:
    schema = tmp_path / "any.rng"
    schema.write_text('<element xmlns="http://relaxng.org/ns/structure/1.0"><anyName/><text/></element>')
    code = (
        "import sys\nfrom tei_edition.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        f"print([m for m in {HEAVY} if m in sys.modules])"
    )
    assert run(code, "validate", str(SAMPLE), "--schema", str(schema)).endswith("[]\n")


@pytest.mark.parametrize("before", ["", "import tei_edition.encode.article", "import tei_edition.validate"])
def test_a_folder_does_not_hide_the_function(before: str) -> None:
    code = f"{before}\nfrom tei_edition import encode, validate, render\nimport tei_edition\n"
    assert run(code + "print(callable(encode), callable(validate), tei_edition.encode is encode)") == (
        "True True True\n"
    )


def test_a_function_does_not_hide_the_modules_of_its_folder() -> None:
    code = "import tei_edition.render.html as html, tei_edition.encode.article as article\n"
    assert run(code + "print(html.__name__, article.__name__)") == (
        "tei_edition.render.html tei_edition.encode.article\n"
    )
