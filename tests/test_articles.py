"""An article that graduates: TEI edited by hand is built as it is, and its words are watched."""

import shutil
from pathlib import Path

import pytest

from tei_edition import build, check, encode
from tei_edition.diagnostics import Diagnostic, errors
from tei_edition.errors import ConfigError
from tests.support import make_edition


@pytest.fixture
def graduated(tmp_path: Path) -> Path:
    """An edition whose one article was encoded into its folder."""
    folder = make_edition(tmp_path / "edition")
    assert encode([folder / "a.txt"], folder).ok
    return folder


def codes(findings: tuple[Diagnostic, ...]) -> list[str]:
    return [finding.code for finding in findings]


def edit(folder: Path, old: str, new: str) -> bytes:
    path = folder / "a.xml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path.read_bytes()


def test_what_was_edited_by_hand_is_built_byte_for_byte(graduated: Path) -> None:
    data = edit(graduated, "<p xml:id", "<p   rend='first'\n xml:id")
    result = build(graduated)
    assert codes(result.diagnostics) == ["by-hand"]
    assert (graduated / "a.xml").read_bytes() == data == (graduated / "build/tei/a.xml").read_bytes()
    assert (graduated / "build/tei/schema/tei_edition.rng").is_file()
    assert check(graduated).ok and codes(check(graduated).diagnostics) == ["by-hand"]


def test_it_needs_no_source(graduated: Path) -> None:
    (graduated / "a.txt").unlink()
    (graduated / "a.toml").unlink()
    assert build(graduated).diagnostics == ()


def test_words_that_are_not_the_source_s_are_told_with_both_readings(graduated: Path) -> None:
    edit(graduated, "It goes on for", "It went on for")
    result = build(graduated)
    assert result.ok and codes(result.diagnostics) == ["by-hand", "words-edited"]
    assert "“went” where the source says “goes”" in result.diagnostics[1].message
    assert sum(result.accounts[0].left_out.values()) == len("goes")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("It goes on", "It goes goes on", "has “goes”, which is not in the source"),
        ("It goes on", "It on", "lacks “goes” of the source"),
        ("He did so in a letter", "He did so in a better", "where the source says"),
    ],
)
def test_what_is_added_lost_or_changed_in_a_note_is_told(
    graduated: Path, old: str, new: str, told: str
) -> None:
    edit(graduated, old, new)
    assert [told in finding.message for finding in build(graduated).diagnostics[1:]] == [True]


def test_an_invalid_one_stops_the_build_at_the_editor_s_own_line(graduated: Path) -> None:
    edit(graduated, "<p xml:id", "<pp/><p xml:id")
    result = build(graduated)
    assert not result.ok and not (graduated / "build").exists()
    assert {finding.file for finding in errors(result.diagnostics)} == {str(graduated / "a.xml")}


def test_a_source_that_cannot_be_read_is_not_compared(graduated: Path) -> None:
    (graduated / "a.txt").write_bytes(b"")
    assert codes(build(graduated).diagnostics) == ["by-hand", "not-compared"]


def test_xml_that_is_no_article_is_refused_with_the_cure(graduated: Path) -> None:
    shutil.copy(graduated / "register.xml", graduated / "other.xml")
    with pytest.raises(ConfigError, match=r"articles = \["):
        build(graduated)
    text = (graduated / "edition.toml").read_text()
    (graduated / "edition.toml").write_text(f'articles = ["a"]\n{text}')
    assert build(graduated).ok


def test_encoding_the_source_again_does_not_overwrite_it(graduated: Path) -> None:
    data = edit(graduated, "It goes on for", "It went on for")
    result = encode([graduated / "a.txt"], graduated)
    assert codes(result.diagnostics) == ["usage"] and "edited by hand" in result.diagnostics[0].message
    assert (graduated / "a.xml").read_bytes() == data
