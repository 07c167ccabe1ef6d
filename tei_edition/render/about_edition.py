"""An edition → the page that says how it is cited, who answers for it, and what readers can rely on."""

from __future__ import annotations

from collections.abc import Sequence

from tei_edition.metadata.model import Work
from tei_edition.metadata.references import csl_item
from tei_edition.metadata.styles import styled
from tei_edition.render import safe
from tei_edition.render.around import ALL, REFERENCES, Around

__all__ = ["ABOUT", "EDITION", "about_page"]

ABOUT = "about.html"
EDITION = "cite/edition.{}"
"""Where the reference of the edition as a whole stands as a file."""

KINDS = {
    "encoding": "Encoding and notes",
    "text": "Texts",
    "images": "Images",
    "data": "Data",
    "software": "Software",
}
"""What licences call the kinds of content, and what readers call them."""


def about_page(around: Around, offered: Sequence[tuple[str, str, str]] = ()) -> str:
    """Make the page; `offered` is what the site holds for machines: label, link, media type."""
    work = around.info.work
    return around.page(
        "about.html",
        ABOUT,
        "About",
        f"How {around.info.heading} is cited, who answers for it, and what readers can rely on",
        work=work,
        styles=styled(csl_item(work)) if work.title else [],
        references=[(label, EDITION.format(suffix), kind) for label, suffix, kind, _ in REFERENCES],
        files=[
            *(
                (f"References of all texts: {label}", ALL.format(suffix), kind)
                for label, suffix, kind, _ in REFERENCES
            ),
            *offered,
        ],
        people=list(dict.fromkeys((*work.creators, *work.contributors))),
        licences=_licences(work),
        versions=[one for one in reversed(work.releases) if one.version != work.version],
        message=next((one.message for one in work.releases if one.version == work.version), ""),
    )


def _licences(work: Work) -> list[tuple[str, str, str, str, str]]:
    """Give kind of content, name, address, SPDX identifier and words of each licence."""
    return [
        (KINDS.get(one.covers, one.covers), one.name, safe.href(one.url), one.spdx, one.text)
        for one in work.rights
    ]
