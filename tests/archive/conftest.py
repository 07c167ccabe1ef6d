"""An edition that says all it can, and its package."""

from pathlib import Path

import pytest

from tei_edition import deposit
from tests.metadata.test_reading import EDITION, REGISTER

SAID = """keywords = ["letters", "rain"]
%s
[deposit]
gams_project = "letters"
hal_domain = "shs.litt"
"""
"""What the edition says to archives, beside what it says to readers."""


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("edition")
    (made / "edition.toml").write_text(SAID % EDITION, "utf-8")
    (made / "register.xml").write_text(REGISTER, "utf-8")
    (made / "first.txt").write_text(
        "A Letter\n\nBy Jane Doe\n\nIt rains, and the roof leaks.\n\nNobody comes.\n", "utf-8"
    )
    (made / "first.toml").write_text(
        'authors = ["pers-doe"]\n[source]\njournal = "The Post"\nvolume = 3\n', "utf-8"
    )
    return made


@pytest.fixture(scope="session")
def bag(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    result = deposit(folder, tmp_path_factory.mktemp("packages") / "two-letters")
    assert result.ok and result.output
    return result.output
