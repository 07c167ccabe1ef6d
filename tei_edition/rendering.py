"""TEI documents, ours or anybody's → editions: the `render` command, which needs no encoder."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from lxml import etree

from tei_edition.diagnostics import Diagnostic, make
from tei_edition.errors import TeiEditionError, UsageError
from tei_edition.files import write_files
from tei_edition.ledger import (
    Account,
    account_of_epub,
    account_of_html,
    account_of_markdown,
    account_of_pdf,
    account_of_text,
    by_own_model,
    page_of_book,
    words_of_page,
)
from tei_edition.outcome import Result, as_finding
from tei_edition.pictures import beside, pictures_of
from tei_edition.render import (
    HtmlOptions,
    Model,
    load_odd,
    render_epub,
    render_html,
    render_markdown,
    render_pdf,
    render_text,
    said,
    with_standoff_notes,
    without_omitted,
)
from tei_edition.render.witness import PREFIX, text_of
from tei_edition.sites import make_site
from tei_edition.tei import parse_file

__all__ = ["SITE", "TARGETS", "render"]


@dataclass(frozen=True)
class _Job:
    """A document to be rendered."""

    slug: str
    """The stem of its file."""
    tree: etree._ElementTree
    """The document."""
    folder: Path
    """Where it lies, and the images it names."""
    view: str
    """`reading` or `source`."""
    plain: bool
    """Whether the text is for machines."""
    model: Model | None = None
    """Another processing model than the built-in one."""
    pictures: frozenset[str] = frozenset()
    """The pictures that will lie beside it."""

    def shown(self, output: str) -> etree._ElementTree:
        """Give the document without what its own model leaves out of that output."""
        return self.tree if self.model is None else without_omitted(self.tree, self.model, output)

    def by_model(
        self,
        account: Account,
        output: str,
        views: Sequence[str],
        found: Callable[[str], str],
        exact: bool = True,
    ) -> Account:
        """Give the account, by the job's own model where it has one that is not like ours."""
        if self.model is None or not account.unexplained:
            return account
        wanted = (said(self.tree, self.model, output, view, self.plain) for view in views)
        return by_own_model(account, " ".join(wanted), " ".join(map(found, views)), exact)


@dataclass(frozen=True)
class _Edition:
    """A document as rendered."""

    data: bytes
    """The file."""
    diagnostics: tuple[Diagnostic, ...]
    """What was worth telling."""
    account: Callable[[], Account]
    """Accounts for every word of the document in the file."""


def render(
    files: Sequence[Path | str],
    target: str,
    output: Path | str | None = None,
    *,
    view: str = "reading",
    plain: bool = False,
    odd: Path | str | None = None,
    split: int | None = None,
    title: str = "",
) -> Result:
    """Render TEI documents to one of `TARGETS`, or all of them and those in folders to a `site`.

    `output` is a file for one document, a folder for several (or for one, when it is a folder or ends in `/`);
    `None` writes nothing. `view` is `reading`, `source`, or `witness:` and a siglum. `odd` is a file whose
    models change what elements are for readers. A file that cannot be read is a finding, and the others are
    rendered all the same. A site has its `title`, and `split` says divisions of which depth have pages of their
    own (0: none; left out: long documents are parted somewhere). Each file made is accounted for, word by word;
    what is lost or added is a finding. Pictures that a page shows are written beside it. Raises UsageError for
    another target or view, or when several documents have one name; ConfigError for an ODD without models;
    WriteError.
    """
    if target not in (*TARGETS, SITE):
        raise UsageError(f"cannot render to {target!r}", hint=f"one of {', '.join((*TARGETS, SITE))}")
    witness = view.removeprefix(PREFIX) if view.startswith(PREFIX) else ""
    if not witness and view not in ("reading", "source"):
        raise UsageError(f"no view is called {view}", hint="reading, source, or witness:A for the witness A")
    model = load_odd(Path(odd)) if odd is not None else None
    findings: list[Diagnostic] = list(model.diagnostics) if model else []
    if target == SITE:
        site = make_site(files, title=title, level=split, witness=witness, model=model)
        if output is not None:
            write_files(Path(output), site.files)
        findings += [*site.diagnostics, *(found for each in site.accounts for found in each.unexplained)]
        return Result(tuple(findings), site.files, accounts=site.accounts)
    suffix, maker = TARGETS[target]
    beside_it = target in _PICTURED and output is not None
    accounts: list[Account] = []
    made: dict[str, bytes] = {}
    pictures: dict[str, bytes] = {}
    for path in map(Path, files):
        name = f"{path.stem}{suffix}"
        if name in made:
            raise UsageError(f"two documents would be written to {name}", file=str(path))
        try:
            tree = with_standoff_notes(parse_file(path))
            if witness:
                tree = text_of(tree, witness)
            shown, told = pictures_of(tree, path.parent, {}, str(path)) if beside_it else ({}, [])
            job = _Job(path.stem, tree, path.parent, "reading" if witness else view, plain, model)
            edition = maker(replace(job, pictures=frozenset(shown)))
        except TeiEditionError as error:
            findings.append(as_finding(error, path))
            continue
        made[name] = edition.data
        pictures |= shown
        findings += told
        findings += [replace(finding, file=finding.file or str(path)) for finding in edition.diagnostics]
        try:
            accounts.append(edition.account())
        except ImportError as error:
            findings.append(_unaccounted(path, target, error))
    _write(made, pictures, output, len(files))
    findings += [finding for account in accounts for finding in account.unexplained]
    return Result(tuple(findings), made, accounts=tuple(accounts))


def _unaccounted(path: Path, target: str, error: ImportError) -> Diagnostic:
    """Say that the words of an edition could not be compared with the document's."""
    message = f"the {target} is not accounted for: {error}"
    return make("not-accounted", message, file=str(path), hint=f"pip install 'tei_edition[{target}]'")


_PICTURED = frozenset({"html", "markdown"})
"""Targets whose files show pictures by links."""


def _write(
    made: Mapping[str, bytes], pictures: Mapping[str, bytes], output: Path | str | None, asked: int
) -> None:
    """Write what was rendered to the file or folder named, the pictures beside it."""
    if output is None or not made:
        return
    folder = Path(output)
    if asked == 1 and not folder.is_dir() and not str(output).endswith("/"):
        write_files(folder.parent, {**pictures, folder.name: next(iter(made.values()))})
    else:
        write_files(folder, {**pictures, **made})


def _html(job: _Job) -> _Edition:
    """Make a page."""
    page = render_html(job.tree, HtmlOptions(model=job.model, pictures=job.pictures))

    def account() -> Account:
        strict = account_of_html(job.slug, job.shown("web"), page.html)
        return job.by_model(strict, "web", ("reading", "source"), partial(words_of_page, page.html))

    return _Edition(page.html.encode(), page.diagnostics, account)


def _text(job: _Job) -> _Edition:
    """Make a plain text."""
    made = render_text(job.tree, job.view, job.plain, model=job.model)

    def account() -> Account:
        strict = account_of_text(job.slug, job.shown("plain"), made.text, job.view, job.plain)
        return job.by_model(strict, "plain", (job.view,), lambda view: made.text, exact=False)

    return _Edition(made.text.encode(), made.diagnostics, account)


def _markdown(job: _Job) -> _Edition:
    """Make a Markdown file."""
    made = render_markdown(job.tree, job.view, job.model)

    def account() -> Account:
        strict = account_of_markdown(job.slug, job.shown("markdown"), made.text, job.view)
        return job.by_model(strict, "markdown", (job.view,), lambda view: made.text, exact=False)

    return _Edition(made.text.encode(), made.diagnostics, account)


def _epub(job: _Job) -> _Edition:
    """Make a book."""
    book = render_epub(job.tree, job.view, lambda href: beside(job.folder, href), model=job.model)

    def account() -> Account:
        strict = account_of_epub(job.slug, job.shown("epub"), book.data, job.view)
        words = partial(words_of_page, page_of_book(book.data)) if job.model else str
        return job.by_model(strict, "epub", (job.view,), words)

    return _Edition(book.data, book.diagnostics, account)


def _pdf(job: _Job) -> _Edition:
    """Lay out pages."""
    made = render_pdf(job.tree, job.view, lambda href: beside(job.folder, href), model=job.model)

    def account() -> Account:
        strict = account_of_pdf(job.slug, job.shown("print"), made.html, made.data, job.view)
        return job.by_model(strict, "print", (job.view,), partial(words_of_page, made.html))

    return _Edition(made.data, made.diagnostics, account)


TARGETS: Mapping[str, tuple[str, Callable[[_Job], _Edition]]] = {
    "html": (".html", _html),
    "text": (".txt", _text),
    "markdown": (".md", _markdown),
    "epub": (".epub", _epub),
    "pdf": (".pdf", _pdf),
}
"""What `render` can make of one document → the ending of its file and its maker."""

SITE = "site"
"""What `render` makes of all documents."""
