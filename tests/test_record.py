"""The record of addresses is plain text that says the same again when it is read and written."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei_edition.errors import ConfigError
from tei_edition.record import Fate, Record, load_record

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))
NAMES = st.text("abcdefghij.-_äβ0123456789", min_size=1)


def read_back(record: Record, tmp_path: Path) -> Record:
    (tmp_path / "a.ids.toml").write_bytes(record.as_toml("a"))
    return load_record(tmp_path / "a.ids.toml")


@given(texts=st.dictionaries(NAMES, WORDS), version=WORDS)
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, texts: dict[str, str], version: str
) -> None:
    fates = {name: Fate(name, version) for name in list(texts)[:2]}
    record = Record(texts, dict.fromkeys(list(texts)[2:3], version), fates, fates)
    again = read_back(record, tmp_path_factory.mktemp("record"))
    assert again == record
    assert list(again.texts) == list(texts)


def test_it_is_a_line_for_each_address() -> None:
    record = Record({"p1": "One “word”.", "p2": "Two\\"}, {}, {"p2": Fate("p1", "1.1")})
    lines = record.as_toml("a").decode().splitlines()
    assert lines[-2:] == ['p1 = "One “word”."', 'p2 = "Two\\\\"']
    assert 'p2 = { from = "p1", version = "1.1" }' in lines


def test_no_file_is_an_empty_record(tmp_path: Path) -> None:
    assert load_record(tmp_path / "a.ids.toml") == Record()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[removed]\np1 = "1"\n[text]\np2 = "x"', "no address 'p1' to remove"),
        ('[texts]\np1 = "x"', "unknown key 'texts'"),
        ('[split]\np1 = "p2"\n[text]', "is not understood"),
        ("[text]\np1 = 1.5", "must be a string"),
        ("text = 1", "must be a table"),
    ],
)
def test_what_cannot_be_used_is_told(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "a.ids.toml").write_text(text)
    with pytest.raises(ConfigError, match=told):
        load_record(tmp_path / "a.ids.toml")
