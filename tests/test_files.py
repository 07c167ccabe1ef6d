"""Files are written whole, all or none, and never outside the folder."""

import os
from pathlib import Path

import pytest

from tei_edition.errors import UsageError, WriteError
from tei_edition.files import sources_in, write_files


def test_files_are_written_and_removed(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text("old")
    write_files(tmp_path, {"a/b.txt": b"x"}, remove=["old.txt"])
    assert (tmp_path / "a" / "b.txt").read_bytes() == b"x"
    assert not (tmp_path / "old.txt").exists()


def test_a_name_that_leads_out_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="leads out"):
        write_files(tmp_path / "in", {"../out.txt": b"x"})
    assert not (tmp_path / "out.txt").exists()


def test_when_one_fails_none_is_written(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("before")
    (tmp_path / "file").write_text("")
    with pytest.raises(WriteError):
        write_files(tmp_path, {"a.txt": b"after", "file/b.txt": b"x"})
    assert (tmp_path / "a.txt").read_text() == "before"
    assert sorted(item.name for item in tmp_path.iterdir()) == ["a.txt", "file"]


def test_a_file_in_the_way_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(WriteError, match="is a folder"):
        write_files(tmp_path, {"a.txt": b"x"})


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_is_read_only(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(WriteError, match="cannot be written"):
        write_files(tmp_path, {"a.txt": b"x"})


def test_a_folder_stands_for_the_sources_that_lie_in_it(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "c.xml", "d.toml", "deeper/e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "f.txt").mkdir()
    found = sources_in([tmp_path / "b.txt", tmp_path], (".txt", ".md"))
    assert [path.name for path in found] == ["b.txt", "a.md"]
    with pytest.raises(UsageError, match=r"there are no \.txt or \.md files in this folder"):
        sources_in([tmp_path / "f.txt"], (".txt", ".md"))
