"""What rendering a text gives besides its HTML: headings, corrections, and what names lead to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from tei_edition.render.facsimile import Facsimile


@dataclass(frozen=True)
class Name:
    """What a name in a text leads to."""

    href: str
    """The entry's page and place; empty when there is none."""
    about: str
    """One line that says who or what it is."""


@dataclass(frozen=True)
class Heading:
    """A line of the table of contents."""

    level: int
    """1 for the page's title, 2 for its sections, …"""
    id: str
    """The place it leads to."""
    label: str
    """The heading's words."""


@dataclass(frozen=True)
class Amendment:
    """A place where the reading view differs from the source."""

    where: str
    """The place as readers call it (`¶ 2`)."""
    id: str
    """The address of the place; empty when it has none."""
    source: str
    """What the source has."""
    reading: str
    """What the reading view has."""


@dataclass(frozen=True)
class Fragment:
    """The HTML of a text and what a page around it wants to know."""

    html: str
    """The text."""
    headings: tuple[Heading, ...] = ()
    """Its headings in order."""
    amendments: tuple[Amendment, ...] = ()
    """Its corrections."""
    views: bool = False
    """Whether reading and source view differ."""
    notes: int = 0
    """How many notes there are."""
    styles: str = ""
    """The style sheet that the processing model adds."""
    places: Mapping[etree._Element, tuple[str, str]] = field(default_factory=dict)
    """The numbered paragraphs: address and number of each."""
    facsimiles: tuple[Facsimile, ...] = ()
    """The pictures of its pages."""
