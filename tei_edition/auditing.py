"""An edition that was built → the 44 points of the audit, judged, and the page that shows them."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tei_edition.audit import FAILED, GROUPS, Built, Found, Verdict, audited, no
from tei_edition.built import AUDIT, last_files
from tei_edition.depositing import deposit, verify
from tei_edition.diagnostics import Diagnostic, errors
from tei_edition.edition import Edition, load_edition
from tei_edition.errors import UsageError
from tei_edition.files import write_files
from tei_edition.outputs import site_info
from tei_edition.pipeline import check
from tei_edition.render.around import Around
from tei_edition.validating import validate

__all__ = ["Audit", "audit"]


@dataclass(frozen=True)
class Audit:
    """An audit."""

    verdicts: tuple[Verdict, ...]
    """The 44 points, judged, in their order."""
    output: Path
    """The output folder that was looked at."""

    @property
    def ok(self) -> bool:
        """Whether no point failed."""
        return all(one.status != FAILED for one in self.verdicts)

    def as_text(self) -> str:
        """Give the points as lines, with their evidence: of those that are passed the first piece."""
        lines = []
        for group, numbers in GROUPS.items():
            lines.append(f"{group}\n")
            for one in (verdict for verdict in self.verdicts if verdict.number in numbers):
                lines.append(f"  {one.number:2} {one.status}: {one.words}\n")
                lines += [f"       {_told(found)}\n" for found in _shown(one)]
        return "".join(lines) + f"{self.summary}\n"

    @property
    def summary(self) -> str:
        """Give how many points are of which status."""
        counts = {
            one.status: sum(other.status == one.status for other in self.verdicts) for one in self.verdicts
        }
        return ", ".join(f"{count} {status}" for status, count in sorted(counts.items(), reverse=True))

    def as_json(self) -> str:
        """Give the points as a JSON array."""
        return json.dumps([one.as_dict() for one in self.verdicts], ensure_ascii=False, indent=1) + "\n"


def _shown(one: Verdict) -> Sequence[Found]:
    """Give what is printed of the evidence: all that speaks against a point, else the first piece."""
    against = [found for found in one.evidence if found.good is False]
    return against or one.evidence[:1]


def _told(found: Found) -> str:
    place = f"{found.file}:{found.line}" if found.line else found.file
    return "".join((f"{place}: " if place else "", found.words, f" → {found.cure}" if found.cure else ""))


def audit(folder: Path | str = ".", *, page: bool = False) -> Audit:
    """Judge the last build of an edition by the points of `audit.POINTS`.

    With `page` it is written into the site as well, where the next build takes it away again. Raises ConfigError,
    ReadError; UsageError where nothing has been built; WriteError.
    """
    edition = load_edition(Path(folder))
    names = last_files(edition.output)
    if not names:
        raise UsageError("the edition has not been built", file=str(edition.output), hint="tei-edition build")
    built = Built(edition, tuple(names), _judged_elsewhere(edition))
    done = Audit(tuple(audited(built)), edition.output)
    if page:
        write_files(edition.output, {AUDIT: _page(built, done).encode()})
    return done


def _judged_elsewhere(edition: Edition) -> dict[str, tuple[Found, ...]]:
    """Ask the other judges: of TEI, of a package, of another build."""
    files = [path for one in edition.articles if (path := edition.output / f"tei/{one.slug}.xml").is_file()]
    with tempfile.TemporaryDirectory(prefix="tei-edition-") as place:
        package = Path(place) / "package"
        made = deposit(edition.folder, package, rebuild=False)
        judged = (*made.diagnostics, *(verify(package).diagnostics if package.exists() else ()))
    again = [one for one in check(edition.folder).diagnostics if one.code == "stale-output"]
    return {
        "valid": _against(edition, errors(validate(files).diagnostics) if files else ()),
        "package": _against(edition, errors(judged)),
        "same": _against(edition, again),
    }


def _against(edition: Edition, findings: Sequence[Diagnostic]) -> tuple[Found, ...]:
    root = str(edition.output)
    places = [(one, (one.file or "").removeprefix(root).lstrip("/")) for one in findings]
    return tuple(no(one.message, file, one.line or 0, one.hint or "") for one, file in places)


def _page(built: Built, done: Audit) -> str:
    """Make the page of the audit, within the site."""
    info = site_info(built.edition, built.trees)
    menu = (("Articles", "index.html"), ("About", "about.html"), ("Audit", "audit.html"))
    return Around(info, menu, {}, "").page(
        "audit.html",
        AUDIT.removeprefix("html/"),
        "Audit",
        f"The points by which {info.heading} can be cited and kept, and how it does them",
        groups=[
            (group, [one for one in done.verdicts if one.number in numbers])
            for group, numbers in GROUPS.items()
        ],
        summary=done.summary,
    )
