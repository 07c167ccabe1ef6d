"""What is shipped is what was tested: the wheel, installed without the sources, builds the same edition."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with nothing but our package as the wheel lays it out."""
    pytest.importorskip("hatchling", reason="hatchling, which builds the wheel, is not installed")
    if not (ROOT / "pyproject.toml").is_file():
        pytest.skip("the sources the wheel is built from are not here")
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    shutil.unpack_archive(wheel, folder / "site", "zip")
    return folder / "site"


def test_the_wheel_builds_the_same_edition(installed: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    code = (
        "import tei_edition; print(tei_edition.__file__); "
        "from tei_edition.cli import main; main(['build', 'seeds'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(installed))
    for path in (ROOT / "build").rglob("*"):
        if path.is_file():
            assert (tmp_path / "build" / path.relative_to(ROOT / "build")).read_bytes() == path.read_bytes()


def test_the_wheel_carries_no_tests_and_no_texts(installed: Path) -> None:
    names = {path.relative_to(installed).parts[0] for path in installed.rglob("*") if path.is_file()}
    assert {name for name in names if not name.endswith(".dist-info")} == {"tei_edition"}
    assert (installed / "tei_edition" / "schema" / "tei_edition.rng").is_file()
    assert (installed / "tei_edition" / "example" / "edition.toml").is_file()
