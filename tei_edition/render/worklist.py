"""What the encoder has judged → one HTML page, an editor's list of work."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from tei_edition.render.page import HERE, HtmlOptions, frame, page, stylesheet

__all__ = ["MARK", "render_worklist"]

MARK = "tei-edition encode --report"
"""What the page names as its generator: only such a page is overwritten by another."""


def render_worklist(title: str, groups: Sequence[tuple[str, Sequence[object]]], counts: str) -> str:
    """Give the page: `groups` are certainties, the least first, each with its items (see `report_judged`)."""
    values = frame(HtmlOptions(), "en")
    values["css"] = Markup(stylesheet() + (HERE / "assets" / "worklist.css").read_text("utf-8"))
    given = {"title": title, "groups": groups, "counts": counts, "generator": MARK}
    return page("worklist.html", **values, **given, description="", canonical="")
