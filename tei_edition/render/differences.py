"""What changed between two versions → one HTML page."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from tei_edition.render.page import HERE, HtmlOptions, frame, page, stylesheet

__all__ = ["render_differences"]


def render_differences(title: str, documents: Sequence[object], summary: str) -> str:
    """Give the page of the documents that differ (see `report_diff`)."""
    values = frame(HtmlOptions(), "en")
    values["css"] = Markup(stylesheet() + (HERE / "assets" / "differences.css").read_text("utf-8"))
    given = {"title": title, "documents": documents, "summary": summary}
    return page("differences.html", **values, **given, description="", canonical="")
