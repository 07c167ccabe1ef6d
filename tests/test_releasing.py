"""Versions of an edition that are kept: what a release writes, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tei_edition import release, verify
from tei_edition.archive.ocfl import read_object
from tei_edition.edition import load_edition
from tei_edition.errors import UsageError
from tests.support import make_edition


def numbered(folder: Path, version: str, date: str) -> None:
    """Give the edition a version and a date."""
    path = folder / "edition.toml"
    lines = path.read_text("utf-8").splitlines()
    head = [line for line in lines if not line.startswith(("version = ", "date = "))]
    rest = lines[next((at for at, line in enumerate(lines) if line == "[[release]]"), len(lines)) :]
    kept = (
        head[: len(head) - sum(not line.startswith(("version = ", "date = ")) for line in rest)]
        if rest
        else head
    )
    path.write_text("\n".join([f'version = "{version}"', f"date = {date}", *kept, *rest]) + "\n", "utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = make_edition(tmp_path)
    numbered(made, "1.0", "2026-11-23")
    return made


def test_a_release_is_recorded_kept_and_told(folder: Path) -> None:
    done = release(folder, "The first version.")
    assert done.ok
    edition = load_edition(folder)
    assert [(one.version, one.message) for one in edition.releases] == [("1.0", "The first version.")]
    assert (folder / "CHANGELOG.md").read_text(
        "utf-8"
    ) == "# Changelog\n\n## 1.0 (2026-11-23)\n\nThe first version.\n"
    tei = next((edition.output / "tei").glob("*.xml")).read_text("utf-8")
    assert '<change when="2026-11-23" n="1.0"' in tei
    assert done.output
    stored = read_object(done.output)
    assert stored
    assert stored.head == "v1"
    assert "source/edition.toml" in stored.files("v1")
    assert verify(done.output).ok


def test_older_versions_stay_readable_and_say_that_there_is_a_newer_one(folder: Path) -> None:
    release(folder, "One.")
    numbered(folder, "1.1", "2026-12-01")
    done = release(folder, "Two.")
    edition = load_edition(folder)
    old = (edition.output / "html/1.0/index.html").read_text("utf-8")
    assert "This is version 1.0." in old and 'href="../index.html"' in old
    assert '<a href="../changes/1.0.html">what has changed</a>' in old
    changes = (edition.output / "html/changes/1.0.html").read_text("utf-8")
    assert "From version 1.0 to version 1.1" in changes
    assert "superseded" not in (edition.output / "html/index.html").read_text("utf-8")
    assert (folder / "CHANGELOG.md").read_text("utf-8").index("1.1") < (folder / "CHANGELOG.md").read_text(
        "utf-8"
    ).index("1.0")
    assert done.output
    stored = read_object(done.output)
    assert stored
    assert list(stored.versions) == ["v1", "v2"]
    assert verify(done.output).ok


def test_without_a_message_it_is_said_what_has_changed_in_the_texts(folder: Path) -> None:
    release(folder)
    assert load_edition(folder).releases[-1].message == ""
    path = folder / "a.txt"
    path.write_text(path.read_text("utf-8").replace("for some time", "for a long time"), "utf-8")
    numbered(folder, "1.1", "2026-12-01")
    assert release(folder).ok
    assert load_edition(folder).releases[-1].message == "1 paragraph changed in a."
    assert "## 1.1 (2026-12-01)\n\n1 paragraph changed in a.\n" in (folder / "CHANGELOG.md").read_text(
        "utf-8"
    )
    numbered(folder, "1.2", "2026-12-02")
    assert release(folder).ok
    assert load_edition(folder).releases[-1].message == "Nothing changed in the texts."


def test_a_version_is_released_once(folder: Path) -> None:
    release(folder, "One.")
    with pytest.raises(UsageError, match="released before"):
        release(folder, "Again.")


def test_nothing_is_changed_by_a_release_that_fails(folder: Path) -> None:
    article = next(path for path in folder.glob("*.txt"))
    (folder / f"{article.stem}.toml").write_text(
        '[[note]]\ntext = "nowhere to be found"\nnote = "x"\n', "utf-8"
    )
    before = (folder / "edition.toml").read_bytes()
    assert not release(folder, "One.").ok
    assert (folder / "edition.toml").read_bytes() == before
    assert not (folder / "CHANGELOG.md").exists()
    assert not (load_edition(folder).output / "archive").exists()


def test_a_version_without_a_date_is_refused(tmp_path: Path) -> None:
    made = make_edition(tmp_path)
    toml = made / "edition.toml"
    lines = [line for line in toml.read_text("utf-8").splitlines() if not line.startswith("date = ")]
    toml.write_text("\n".join(lines), "utf-8")
    with pytest.raises(UsageError, match="no date"):
        release(made)
