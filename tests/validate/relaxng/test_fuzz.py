"""Damaged schemas are refused or used; nothing else happens."""

from __future__ import annotations

import random

import pytest

from tei_edition.errors import ReadError
from tei_edition.resources import schema_path
from tei_edition.validate.relaxng.grammar import schema_of

PIECES = (
    b"<", b">", b"&", b'"', b"\x00", b"\xff", b"{", b"}", b"(", b"|", b"~", b"\\x{", b"=", b"*", b"]]>", b"<!--",
    b"<ref name='x'/>", b"combine='interleave'", b"9" * 5000, b"{1,99999999999}", b"xmlns='u'", b"[", b"# ",
)  # fmt: skip


@pytest.mark.parametrize("name", ["tei_edition.rng", "tei_edition.rnc"])
@pytest.mark.parametrize("seed", range(25))
def test_no_bytes_make_it_stumble(name: str, seed: int) -> None:
    data, dice = bytearray(schema_path(name).read_bytes()), random.Random(f"{name}{seed}")
    for _ in range(dice.choice([1, 2, 20])):
        at = dice.randrange(len(data))
        data[at : at + dice.choice([0, 1, 40])] = dice.choice(PIECES)
    try:
        schema_of(bytes(data), "file:///t/schema")
    except ReadError as error:
        assert error.line and error.file
