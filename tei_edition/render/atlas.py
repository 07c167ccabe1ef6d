"""Places with coordinates → a map drawn of lines and points alone: it needs no network and no data of others."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tei_edition.render.register import Entry

WIDTH = 960
"""Units the map is wide."""
_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 45)
"""Degrees there may be between two lines."""
_LINES = 6
"""About how many lines there are from one edge to the other."""
_LETTER, _HEIGHT = 10.5, 24
"""How wide a letter of a label is, and how high a line of them."""


@dataclass(frozen=True)
class Point:
    """A place on the map."""

    entry: Entry
    """The place."""
    x: float
    """Units from the left."""
    y: float
    """Units from above."""
    side: str
    """Where its label begins or ends (`start`, `end`); empty: there is no room for it."""


@dataclass(frozen=True)
class Line:
    """A meridian or a parallel."""

    at: float
    """Units from the left, or from above."""
    label: str
    """What it is: `10° E`."""


@dataclass(frozen=True)
class Map:
    """A map, in a plate carrée projection true to scale at its middle latitude."""

    height: float
    """Units it is high; it is `WIDTH` wide."""
    points: Sequence[Point]
    """The places."""
    meridians: Sequence[Line]
    """Lines of longitude."""
    parallels: Sequence[Line]
    """Lines of latitude."""


def draw(entries: Iterable[Entry]) -> Map | None:
    """Draw the places that have coordinates; `None` where there are none."""
    found = [(entry, *entry.point) for entry in entries if entry.point is not None]
    if not found:
        return None
    south, north = _span([north for _, north, _ in found], 90)
    west, east = _span([east for *_, east in found], 180)
    scale = WIDTH / (east - west)
    stretch = 1 / max(math.cos(math.radians((south + north) / 2)), 0.2)
    tall = scale * stretch
    if (north - south) * tall > WIDTH:
        tall = WIDTH / (north - south)
        middle, half = (west + east) / 2, WIDTH / (tall / stretch) / 2
        west, east, scale = middle - half, middle + half, tall / stretch
    elif (north - south) * tall < WIDTH / 3:
        middle, half = (south + north) / 2, WIDTH / tall / 6
        south, north = middle - half, middle + half
    step = next((step for step in _STEPS if (east - west) / step <= _LINES * 1.5), _STEPS[-1])
    points = [(entry, (lon - west) * scale, (north - lat) * tall) for entry, lat, lon in found]
    return Map(
        round((north - south) * tall, 1),
        list(_labelled(points)),
        [Line(round((at - west) * scale, 1), _degrees(at, "E", "W")) for at in _ticks(west, east, step, 180)],
        [
            Line(round((north - at) * tall, 1), _degrees(at, "N", "S"))
            for at in _ticks(south, north, step, 90)
        ],
    )


def _span(values: list[float], most: int) -> tuple[float, float]:
    """Give the least and greatest value with a margin around them."""
    low, high = min(values), max(values)
    margin = max((high - low) * 0.12, 0.25)
    return max(low - margin, -most), min(high + margin, most)


def _ticks(low: float, high: float, step: float, most: int) -> list[float]:
    """Give the multiples of the step between two values."""
    found = (number * step for number in range(math.ceil(low / step), math.floor(high / step) + 1))
    return [round(at, 4) for at in found if abs(at) <= most]


def _degrees(at: float, positive: str, negative: str) -> str:
    """Name a line."""
    return f"{abs(at):g}°" + (f" {positive if at > 0 else negative}" if at else "")


def _labelled(points: list[tuple[Entry, float, float]]) -> Iterator[Point]:
    """Give each place a label on the side where there is room for it, or none."""
    taken = [(x - 6, y - 6, x + 6, y + 6) for _, x, y in points]
    for entry, x, y in points:
        width = len(entry.name) * _LETTER
        boxes = {
            "start": (x + 8, y - _HEIGHT / 2, x + 8 + width, y + _HEIGHT / 2),
            "end": (x - 8 - width, y - _HEIGHT / 2, x - 8, y + _HEIGHT / 2),
        }
        side = next((side for side, box in boxes.items() if _free(box, taken)), "")
        if side:
            taken.append(boxes[side])
        yield Point(entry, round(x, 1), round(y, 1), side)


def _free(box: tuple[float, ...], taken: list[tuple[float, float, float, float]]) -> bool:
    """Tell whether there is room on the map."""
    left, top, right, bottom = box
    return (
        left >= 0
        and right <= WIDTH
        and not any(left < r and l < right and top < b and t < bottom for l, t, r, b in taken)  # noqa: E741
    )
