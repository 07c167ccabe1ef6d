"""While much is made Python looks less often for what may go; afterwards as often as before."""

import gc
from collections.abc import Iterator

import pytest

from tei_edition.memory import MANY, patiently


@pytest.fixture(autouse=True)
def thresholds() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def test_the_search_waits_and_is_as_before_even_after_an_error() -> None:
    gc.set_threshold(700, 10, 9)
    with pytest.raises(ValueError, match="so"), patiently():
        assert gc.get_threshold() == (MANY, 10, 9)
        raise ValueError("so")
    assert gc.get_threshold() == (700, 10, 9)


@pytest.mark.parametrize("often", [0, 2 * MANY])
def test_who_has_switched_it_off_or_waits_longer_is_left_alone(often: int) -> None:
    gc.set_threshold(often, 10, 10)
    with patiently():
        assert gc.get_threshold()[0] == often
