"""A work and the files around it → links by which machines find their way: Signposting, linksets (RFC 9264)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urljoin

from tei_edition.metadata.model import DOI_ADDRESS, ORCID_ADDRESS, Agent, Work
from tei_edition.metadata.vocabularies import authority_address

__all__ = ["LINKSET", "LINKSET_TYPE", "MOST_ITEMS", "Landing", "Link", "links_around", "linkset", "signposts"]

LINKSET = "linkset.json"
"""The file of all links of a site."""
LINKSET_TYPE = "application/linkset+json"
"""Its media type (RFC 9264, section 4.2)."""
MOST_ITEMS = 100
"""A page has no more links to items than that: beyond, they are in the linkset."""
_TYPES = {"edition": "https://schema.org/Book", "article": "https://schema.org/Article"}
_ABOUT = "https://schema.org/AboutPage"


@dataclass(frozen=True)
class Link:
    """A typed link (RFC 8288)."""

    rel: str
    """The relation."""
    href: str
    """What it leads to."""
    type: str = ""
    """The media type of that; may be empty."""
    title: str = ""
    """What it is called; may be empty."""
    size: int = 0
    """How many bytes that has; 0: not known."""


ALL_LINKS = Link("linkset", LINKSET, LINKSET_TYPE)
"""Where they are, told on every page."""


@dataclass(frozen=True)
class Landing:
    """A page that stands for a work: what a persistent identifier leads to."""

    work: Work
    """The work."""
    href: str
    """The page."""
    items: tuple[Link, ...] = ()
    """What the work is made of: its texts, or the files of one."""
    descriptions: tuple[Link, ...] = ()
    """Files of metadata."""
    collection: str = ""
    """The page of what it belongs to; empty: to nothing."""


def signposts(landing: Landing, linked: bool = True) -> tuple[Link, ...]:
    """Give the links of a landing page (signposting.org/FAIR, level 2), as they stand in its head.

    `linked`: whether it is part of a site, which has a linkset.
    """
    links = _said_of(landing)
    if len(landing.items) > MOST_ITEMS:
        links = tuple(link for link in links if link.rel != "item")
    return (*links, ALL_LINKS) if linked else links


def linkset(landings: Iterable[Landing], base: str = "") -> str:
    """Give the links of all landing pages, of what they are made of and of what describes them, as JSON.

    Addresses are whole where `base` is the address of the site. Else they are relative, and only those of the file's
    own folder have links: relative to what the links of others would be, readers do not agree.
    """
    whole: Callable[[str], str] = (lambda href: urljoin(base, href)) if base else (lambda href: href)
    found: dict[str, dict[str, list[dict[str, str]]]] = {}
    for landing in landings:
        for anchor, links in _contexts(landing):
            if not base and "/" in anchor:
                continue
            context = found.setdefault(whole(anchor), {})
            for link in links:
                target = _target(replace(link, href=whole(link.href)))
                targets = context.setdefault(link.rel, [])
                if target not in targets:
                    targets.append(target)
    contexts: Sequence[Mapping[str, Any]] = [{"anchor": anchor, **links} for anchor, links in found.items()]
    return json.dumps({"linkset": contexts}, ensure_ascii=False, indent=1) + "\n"


def _said_of(landing: Landing) -> tuple[Link, ...]:
    """Give what is said of the page."""
    work = landing.work
    links = [Link("cite-as", f"{DOI_ADDRESS}{work.doi}" if work.doi else work.url)]
    links += [Link("type", _TYPES[work.kind]), Link("type", _ABOUT)]
    links += [Link("author", _address(agent)) for agent in work.creators]
    links += _licence(work)
    links += [replace(item, rel="item") for item in landing.items]
    links += [replace(one, rel="describedby") for one in landing.descriptions]
    links += [Link("collection", landing.collection, "text/html")]
    return tuple(dict.fromkeys(link for link in links if link.href))


def links_around(work: Work, collection: str) -> tuple[Link, ...]:
    """Give the links of a page that stands for no work: a register, a list."""
    return (*_licence(work), Link("collection", collection, "text/html"), ALL_LINKS)


def _contexts(landing: Landing) -> Iterator[tuple[str, Sequence[Link]]]:
    """Yield the page, its items and its descriptions, each with the links that start there."""
    back = Link("", landing.href, "text/html")
    yield landing.href, _said_of(landing)
    for item in landing.items:
        links = [replace(back, rel="collection")]
        if item.type != "text/html":  # a page of the site is a landing page itself
            links += [Link("type", "https://schema.org/MediaObject"), *_licence(landing.work)]
        yield item.href, links
    for one in landing.descriptions:
        yield one.href, [replace(back, rel="describes")]


def _licence(work: Work) -> list[Link]:
    known = work.licence is not None and re.match(r"https?://\S+$", work.licence.url)
    return [Link("license", work.licence.url)] if work.licence and known else []


def _target(link: Link) -> dict[str, str]:
    named = {"href": link.href, "type": link.type, "title": link.title}
    return {key: value for key, value in named.items() if value}


def _address(agent: Agent) -> str:
    """Give the address that names somebody: the ORCID, else another of an authority file; may be empty."""
    if agent.orcid:
        return f"{ORCID_ADDRESS}{agent.orcid}"
    if agent.ror and agent.kind == "org":
        return agent.ror
    return next(filter(None, (authority_address(kind, value) for kind, value in agent.ids)), "")
