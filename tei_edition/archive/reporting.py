"""What a build found → the report on it that a package has, for programs and for readers."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from tei_edition.archive.items import Item
from tei_edition.diagnostics import Diagnostic
from tei_edition.metadata import Metadata

__all__ = ["reports"]

CHECKS = (
    (
        "text",
        "every character of each source stands in the TEI, or it is told where it went (validation/ledger.json)",
    ),
    (
        "schema",
        "each TEI document is valid under the grammar (RELAX NG) and keeps the rules (Schematron) of schema/",
    ),
    ("pointers", "what each document points to is there"),
    ("editions", "every word of the TEI stands in the site and in the plain texts, or it is told why not"),
)
"""What a build checks: nothing is packaged when any of it finds an error."""


def reports(metadata: Metadata, findings: Iterable[Diagnostic] | None) -> Iterator[Item]:
    """Yield the report in both forms; `None` for findings says that the build was not made anew."""
    report = _report(metadata, None if findings is None else tuple(findings))
    data = (json.dumps(report, ensure_ascii=False, indent=1) + "\n").encode()
    yield Item("validation/report.json", data, "report of the build that made these files")
    page = "".join(_page(report)).encode()
    yield Item("validation/report.html", page, "report of the build that made these files, for readers")


def _report(metadata: Metadata, findings: tuple[Diagnostic, ...] | None) -> dict[str, Any]:
    """Give the report, without names of this machine's folders."""
    work = metadata.edition
    told = [
        finding.as_dict() | {"file": (finding.file or "").rpartition("/")[2]} for finding in findings or ()
    ]
    return {
        "edition": work.full_title,
        "version": work.version,
        "date": work.date,
        "software": work.software,
        "texts": len(metadata.articles),
        "checks": [{"name": name, "words": words} for name, words in CHECKS],
        "built": "for this package"
        if findings is not None
        else "before; the package was made of the last build",
        "counts": Counter(finding.severity for finding in findings or ()),
        "findings": told,
    }


def _page(report: dict[str, Any]) -> Iterator[str]:
    """Yield the report as a page: whole in itself, without scripts."""
    title = f"Report on {report['edition']}, version {report['version']}"
    yield '<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width">'
    yield f"<title>{escape(title)}</title></head>\n<body><main>\n<h1>{escape(title)}</h1>\n"
    yield f"<p>{escape(report['software'])}; {report['texts']} texts; built {escape(report['built'])}.</p>\n"
    yield "<h2>What was checked</h2>\n<ul>\n"
    yield from (f"<li>{escape(check['words'])}</li>\n" for check in report["checks"])
    yield "</ul>\n<h2>What was found</h2>\n"
    if not report["findings"]:
        yield "<p>Nothing.</p>\n"
    else:
        heads = "".join(f"<th>{head}</th>" for head in ("File", "Line", "Severity", "Finding"))
        yield f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n"
        for found in report["findings"]:
            cells = (found["file"], found["line"] or "", found["severity"], found["message"])
            yield f"<tr>{''.join(f'<td>{escape(str(cell))}</td>' for cell in cells)}</tr>\n"
        yield "</tbody>\n</table>\n"
    yield "</main></body>\n</html>\n"
