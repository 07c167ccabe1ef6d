"""An article that graduates: TEI edited by hand is built as it is, and its words are watched."""

import re
import shutil
from pathlib import Path

import pytest

from tei_edition import build, check, encode
from tei_edition.diagnostics import Diagnostic, errors
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
    told = next(item for item in build(graduated).diagnostics if item.code == "configuration")
    assert told.hint and "articles = [" in told.hint
    text = (graduated / "edition.toml").read_text()
    (graduated / "edition.toml").write_text(f'articles = ["a"]\n{text}')
    assert build(graduated).ok


def test_encoding_the_source_again_does_not_overwrite_it(graduated: Path) -> None:
    data = edit(graduated, "It goes on for", "It went on for")
    result = encode([graduated / "a.txt"], graduated)
    assert codes(result.diagnostics) == ["usage"] and "edited by hand" in result.diagnostics[0].message
    assert (graduated / "a.xml").read_bytes() == data


# --- addresses -------------------------------------------------------------------------------------------


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """An edition that was built."""
    folder = make_edition(tmp_path / "edition")
    assert build(folder).ok
    return folder


def replace_in(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_a_build_records_the_addresses_beside_the_source_and_a_check_does_not(tmp_path: Path) -> None:
    folder = make_edition(tmp_path / "edition")
    check(folder)
    assert not (folder / "a.ids.toml").exists()
    build(folder)
    record = (folder / "a.ids.toml").read_bytes()
    assert b'\np2 = "It goes on for some time."\n' in record
    assert b'\nn1 = "A note by the editor."\n' in record
    build(folder)
    assert (folder / "a.ids.toml").read_bytes() == record
    (folder / "a.ids.toml").unlink()
    assert codes(check(folder).diagnostics) == ["stale-output"]


def test_a_published_paragraph_is_not_dropped_silently(published: Path) -> None:
    page = (published / "build/html/a.html").read_bytes()
    replace_in(published / "a.txt", "    It goes on for some time.\n", "")
    assert (
        codes(build(published).diagnostics) == ["address-dropped"] == codes(check(published).diagnostics)[:1]
    )
    assert (published / "build/html/a.html").read_bytes() == page
    replace_in(published / "a.ids.toml", "\n[removed]", '\n[removed]\np2 = "1.1"')
    replace_in(published / "edition.toml", "date", 'version = "1.1"\ndate')
    assert build(published).diagnostics == ()
    html = (published / "build/html/a.html").read_text("utf-8")
    assert re.search(r'<p id="p2"[^>]*>Paragraph 2 was removed in version 1.1.</p>', html)
    assert check(published).diagnostics == ()


def test_a_divided_paragraph_says_so_on_the_page(published: Path) -> None:
    replace_in(published / "a.txt", "now and then, and that", "now and then.\n\nAnd that")
    assert build(published).diagnostics == ()
    html = (published / "build/html/a.html").read_text("utf-8")
    assert 'title="Paragraph 1a was part of paragraph 1 until version 1.0."' in html


def test_an_article_that_is_gone_takes_its_addresses_along_only_when_asked(published: Path) -> None:
    (published / "a.txt").rename(published / "b.txt")
    (published / "a.toml").rename(published / "b.toml")
    (finding,) = build(published).diagnostics
    assert finding.code == "address-dropped" and finding.file == str(published / "a.ids.toml")
    (published / "a.ids.toml").rename(published / "b.ids.toml")
    assert build(published).diagnostics == ()


def test_tei_edited_by_hand_keeps_what_was_published(published: Path) -> None:
    assert encode([published / "a.txt"], published).ok
    assert codes(build(published).diagnostics) == ["by-hand"]
    record = (published / "a.ids.toml").read_bytes()
    edit(published, "It goes on for some time.", "It goes on for some years.")
    build(published)
    assert (published / "a.ids.toml").read_bytes() == record.replace(b"some time", b"some years")
    edit(published, 'xml:id="p3" n="3"', 'xml:id="p9" n="9"')
    found = [item for item in build(published).diagnostics if item.severity == "error"]
    assert codes(tuple(found)) == ["address-dropped", "address-changed"]
    edit(published, 'xml:id="p9" n="9"', 'xml:id="p3" n="3"')
    edit(
        published,
        '<p xml:id="p2" n="2">It goes on for some years.</p>',
        '<anchor xml:id="p2" type="removed"/>',
    )
    result = build(published)
    assert result.ok and "Something was removed here" in (published / "build/html/a.html").read_text("utf-8")
