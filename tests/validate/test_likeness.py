"""Tests of what is most like a name that nobody has."""

from __future__ import annotations

import pytest

from tei_edition.validate.likeness import Likeness

IDS = ["pers-malenkov", "pers-beria", "pl-moscow", "n007", "fig.12", "Œuvre"]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Pers-Malenkov", "pers-malenkov"),
        ("pers-berja", "pers-beria"),
        ("malenkov", "pers-malenkov"),
        ("œuvre", "Œuvre"),
        ("n7", "n007"),
        ("n8", None),
        ("fig.13", None),
        ("xx", None),
        ("", None),
    ],
)
def test_like_names(name: str, meant: str | None) -> None:
    assert Likeness(IDS).closest(name) == meant


def test_among_many_that_begin_alike() -> None:
    ids = [f"person-{number}-{name}" for number in range(2000) for name in ("smith", "beck")]
    ids.append("person-malenkov")
    assert Likeness(ids).closest("person-malenkow") == "person-malenkov"
    assert Likeness(ids).closest("person-0012-smith") == "person-12-smith"
