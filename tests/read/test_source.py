"""Bytes → text, or an error that says where and why not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei_edition.errors import ReadError, UsageError
from tei_edition.read import DECLINED, READERS, read, read_source
from tei_edition.read.source import MAX_BYTES, decode

TEXT = "Étude sur la «question» – première partie, et rien d’autre. " * 3


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode("utf-8"), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode("utf-8"), "utf-8"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
        (b"\xff\xfe\0\0" + TEXT.encode("utf-32-le"), "utf-32-le"),
        (b"\0\0\xfe\xff" + TEXT.encode("utf-32-be"), "utf-32-be"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("cp1252"), "cp1252"),
    ],
)
def test_encodings_are_told(data: bytes, encoding: str) -> None:
    assert decode(data, "a.txt") == (TEXT, encoding)


def test_ascii_with_one_odd_byte_is_cp1252() -> None:
    assert decode(b"Stalin\x92s", "a.txt") == ("Stalin’s", "cp1252")


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text, encoding = decode(data, "a.txt")
    except ReadError as error:
        assert error.message
    else:
        assert text.encode(encoding) in data


@given(st.text())
def test_utf8_is_always_utf8(text: str) -> None:
    if "\0" not in text and not text.startswith(("\ufeff", "{\\rtf", "%PDF-", "GIF8", "PK\x03\x04")):
        assert decode(text.encode(), "a.txt")[0] == text


def refused(tmp_path: Path, data: bytes) -> ReadError:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(ReadError) as caught:
        read(path)
    assert caught.value.file == str(path)
    return caught.value


def test_one_broken_byte_in_utf8_is_an_error_with_its_place(tmp_path: Path) -> None:
    error = refused(tmp_path, "Erste Zeile: äöü\nzweite: ".encode() + b"\xff" + " ÄÖÜ".encode())
    assert (error.code, error.line) == ("undecodable", 2)
    assert "byte 28" in error.message


def test_bytes_cp1252_does_not_have(tmp_path: Path) -> None:
    error = refused(tmp_path, b"one\r\ntwo \x81 three")
    assert (error.code, error.line) == ("undecodable", 2)
    assert "byte 9 (0x81)" in error.message


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "PNG"),
        (b"PK\x03\x04\x14\0", "zip"),
        (b"abc\0def\0\0", "zero bytes"),
        (bytes(range(1, 32)) * 40, "control"),
    ],
)
def test_what_is_no_text(tmp_path: Path, data: bytes, words: str) -> None:
    error = refused(tmp_path, data)
    assert "not text" in error.message
    assert words in error.message


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf \n"])
def test_no_text_at_all(tmp_path: Path, data: bytes) -> None:
    assert refused(tmp_path, data).code == "empty"


@pytest.mark.parametrize("char", ["\x01", "\x0b", "\x1f", "\ufffe", "\uffff"])
def test_characters_xml_cannot_hold(tmp_path: Path, char: str) -> None:
    error = refused(tmp_path, f"First line.\nSecond{char} line.".encode())
    assert (error.line, error.column) == (2, 7)
    assert f"U+{ord(char):04X}" in error.message
    assert error.hint


def test_missing_file_folder_and_size(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="cannot be read"):
        read_source(tmp_path / "none.txt")
    with pytest.raises(ReadError, match="folder"):
        read_source(tmp_path)
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(ReadError, match="32 MiB"):
        read_source(large)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(ReadError, match="regular file"):
        read_source(tmp_path / "pipe.txt")


@pytest.mark.parametrize("suffix", [*DECLINED, ".xyz"])
def test_other_formats_are_declined_with_a_reason(tmp_path: Path, suffix: str) -> None:
    with pytest.raises(UsageError) as caught:
        read(tmp_path / f"a{suffix}")
    assert all(known in str(caught.value) for known in READERS)
