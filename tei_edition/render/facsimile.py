"""Page breaks and surfaces of a TEI document → the pictures of its pages, with the places the text marks on them.

`@facs` leads to a picture, or to a `graphic`, `surface` or `zone` (TEI Guidelines, chapter 12). Addresses of the web
are shown, those of the IIIF Image API at a size for reading; files only where they are known to lie beside the page.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from tei_edition.render import safe
from tei_edition.tei import local, q

_IIIF = re.compile(r"(https?://.+)/(full|square|[\d.,]+|pct:[\d.,]+)/([^/]+)/(!?[\d.]+)/(\w+\.\w+)")
"""An image by the IIIF Image API (3.0, section 2.1): base, region, size, rotation, quality and format."""
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg)$|[?&;].*|/info\.json$", re.IGNORECASE)
READING = "!1400,1400"
"""The size at which pages are shown."""


@dataclass(frozen=True)
class Zone:
    """A place on a picture that the text speaks of."""

    id: str
    """The address in the text."""
    box: tuple[float, float, float, float]
    """Left, top, width and height, in the surface's own units."""


@dataclass(frozen=True)
class Facsimile:
    """The picture of a page."""

    number: int
    """Its place among all."""
    label: str
    """The number of the page, as the text has it."""
    place: str
    """The address of the page break."""
    source: str
    """The picture at a size for reading."""
    full: str
    """The picture as it is."""
    size: tuple[float, float, float, float] | None = None
    """Left, top, width and height of the surface in its own units."""
    zones: tuple[Zone, ...] = ()
    """The places the text speaks of."""


def facsimiles(root: etree._Element, files: Container[str]) -> dict[etree._Element, Facsimile]:
    """Give the picture of each page break that has one; `files` are those that lie beside the page."""
    breaks = [element for element in root.iter(q("pb")) if element.get("facs", "").strip()]
    if not breaks:
        return {}
    places = {element.get(_ID, ""): element for element in root.iter("{*}*") if element.get(_ID)}
    spoken = {
        pointer.removeprefix("#"): element.get(_ID, "")
        for element in root.iter("{*}*")
        if element.get(_ID) and local(element) != "pb"
        for pointer in element.get("facs", "").split()
    }
    found: dict[etree._Element, Facsimile] = {}
    for element in breaks:
        pointer = element.get("facs", "").split()[0]
        target = places.get(pointer[1:]) if pointer.startswith("#") else None
        address = _picture(target, files) if target is not None else _shown(pointer, files)
        if address:
            number = len(found) + 1
            place = safe.identifier(element.get(_ID, "")) or f"te-pb-{number}"
            read, full = _sizes(address)
            size, zones = _zones(target, spoken)
            found[element] = Facsimile(number, element.get("n", "").strip(), place, read, full, size, zones)
    return found


_ID = q("xml:id")


def _picture(target: etree._Element, files: Container[str]) -> str:
    """Give the address of the first picture of a graphic, of a surface, or of what is around a zone."""
    holder: etree._Element | None = target
    while holder is not None and local(holder) in ("zone", "graphic", "surface", "surfaceGrp"):
        graphics = [holder] if local(holder) == "graphic" else holder.iterchildren(q("graphic"))
        shown = (_shown(graphic.get("url", ""), files) for graphic in graphics)
        if address := next(filter(None, shown), ""):
            return address
        holder = holder.getparent() if local(holder) == "zone" else None
    return ""


def _shown(address: str, files: Container[str]) -> str:
    """Give the address if there is a picture at it; else nothing."""
    address = address.strip()
    if address in files:
        return safe.href(address)
    return safe.web(address) if _PICTURE.search(address) else ""


def _sizes(address: str) -> tuple[str, str]:
    """Give the addresses of the picture for reading, and as it is."""
    if address.endswith("/info.json"):
        base = address.removesuffix("/info.json")
        return f"{base}/full/{READING}/0/default.jpg", f"{base}/full/max/0/default.jpg"
    image = _IIIF.fullmatch(address)
    if image is None:
        return address, address
    return f"{image[1]}/{image[2]}/{READING}/{image[4]}/{image[5]}", address


def _zones(
    target: etree._Element | None, spoken: Mapping[str, str]
) -> tuple[tuple[float, float, float, float] | None, tuple[Zone, ...]]:
    """Give the measures of a surface, and those of its zones of which the text speaks."""
    if target is None or local(target) != "surface":
        return None, ()
    size = _box(target) or _pixels(target)
    marked = tuple(_marked(target, spoken)) if size else ()
    return (size, marked) if marked else (None, ())


def _marked(surface: etree._Element, spoken: Mapping[str, str]) -> Iterator[Zone]:
    for zone in surface.iter(q("zone")):
        box, place = _box(zone), spoken.get(zone.get(_ID, ""), "")
        if box and place:
            yield Zone(safe.identifier(place), box)


def _box(element: etree._Element) -> tuple[float, float, float, float] | None:
    """Give left, top, width and height by the corners; none where they are no numbers."""
    try:
        left, top, right, bottom = (float(element.get(name, "")) for name in ("ulx", "uly", "lrx", "lry"))
    except ValueError:
        return None
    return (left, top, right - left, bottom - top) if right > left and bottom > top else None


def _pixels(surface: etree._Element) -> tuple[float, float, float, float] | None:
    """Give the measures of a surface's picture in pixels."""
    graphic = surface.find(q("graphic"))
    given = (
        [] if graphic is None else [graphic.get(name, "").removesuffix("px") for name in ("width", "height")]
    )
    return (0.0, 0.0, float(given[0]), float(given[1])) if all(map(str.isdecimal, given)) and given else None
