"""What was built → points 36 to 44: whether the pages outlive their makers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from tei_edition.audit.built import Built
from tei_edition.audit.pages import Link, Page
from tei_edition.audit.verdict import Found, no, yes

_OUTSIDE = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)


def _inside(page: Page) -> Iterator[Link]:
    """Yield a page's links that stay in the edition."""
    return (link for link in page.links if link.href and not _OUTSIDE.match(link.href))


def no_server(built: Built) -> Iterator[Found]:
    """Point 36."""
    for page in built.pages.values():
        for link in _inside(page):
            path = urlsplit(link.href).path
            if path.startswith("/") or re.search(r"\.(php|cgi|aspx?|jsp)\b", path):
                yield no(f"{link.href} works on one server only", page.name, link.line)
        if page.counts["form"]:
            yield no("a form is sent to a server", page.name)
    yield yes(f"{len(built.pages)} pages, all links relative")


def nothing_outside(built: Built) -> Iterator[Found]:
    """Point 37."""
    for page in built.pages.values():
        for link in page.links:
            if link.kind == "loaded" and _OUTSIDE.match(link.href) and not link.href.startswith("data:"):
                yield no(f"loads {link.href}", page.name, link.line)
    for name in built.names:
        if name.endswith(".css") and re.search(rb"(@import|url\()\s*['\"]?(https?:)?//", built.data(name)):
            yield no("loads something from elsewhere", name)
    yield yes(f"{len(built.pages)} pages load nothing from elsewhere")


def no_script(built: Built) -> Iterator[Found]:
    """Point 38."""
    accounts = json.loads(built.data("ledger.json") or b"{}").get("accounts", [])
    pages = [one for one in accounts if "HTML" in one.get("step", "")]
    for one in pages:
        if one.get("unexplained"):
            yield no(f"{one['step']}: {len(one['unexplained'])} places unexplained", "ledger.json")
    if pages:
        yield yes(f"the words of {len(pages)} texts were found in their pages’ HTML", "ledger.json")
    else:
        yield no("no account of the pages", "ledger.json", cure="tei-edition build")


def no_queries(built: Built) -> Iterator[Found]:
    """Point 39."""
    for page in built.pages.values():
        for link in _inside(page):
            if "?" in link.href:
                yield no(f"{link.href} has a query", page.name, link.line)
    yield yes(f"the links of {len(built.pages)} pages")


def no_dead_links(built: Built) -> Iterator[Found]:
    """Point 40."""
    outside: set[str] = set()
    count = 0
    for page in built.pages.values():
        outside |= {link.href for link in page.links if link.kind == "a" and link.href.startswith("http")}
        for link in _inside(page):
            count += 1
            if told := _dead(built, page, link):
                yield no(told, page.name, link.line)
    yield yes(f"{count} links within the edition were followed; {len(outside)} addresses outside were not")


def _target(page: Page, link: Link) -> tuple[str, str]:
    """Give the file a link leads to, relative to the output folder, and the place in it."""
    parts = urlsplit(link.href)
    path = unquote(parts.path)
    return (normpath(join(dirname(page.name), path)) if path else page.name), unquote(parts.fragment)


def _dead(built: Built, page: Page, link: Link) -> str:
    file, place = _target(page, link)
    if not built.has(file):
        return f"{link.href} leads nowhere"
    target = built.page(file.removeprefix("html/"))
    return f"{link.href}: there is no such place" if place and target and place not in target.ids else ""


def reachable(built: Built) -> Iterator[Found]:
    """Point 41."""
    seen, waiting = {"index.html"}, ["index.html"]
    while waiting:
        page = built.page(waiting.pop())
        for link in _inside(page) if page else ():
            name = _target(page, link)[0].removeprefix("html/") if page and link.kind == "a" else ""
            if name in built.pages and name not in seen:
                seen.add(name)
                waiting.append(name)
    for name in sorted(set(built.pages) - seen):
        yield no("no link leads here", f"html/{name}")
    index = built.page("index.html")
    target, cure = built.edition.licence.target, '[licence] with target = "https://…"'
    links = [link for link in index.links if link.href == target] if index and target else []
    if links:
        yield yes("the licence stands on the first page", "html/index.html", links[0].line)
    else:
        yield no("the first page has no licence", "html/index.html", cure=cure)
    yield yes(f"{len(seen)} pages can be reached")


def same_bytes(built: Built) -> Iterator[Found]:
    """Point 42."""
    yield from built.wrong["same"]
    if not built.wrong["same"]:
        yield yes(f"another build gives the same {len(built.names)} files")


def accounted(built: Built) -> Iterator[Found]:
    """Point 43."""
    accounts = json.loads(built.data("ledger.json") or b"{}").get("accounts", [])
    if not accounts:
        yield no("no account lies with the files", "ledger.json", cure="tei-edition build")
    for one in accounts:
        if one.get("unexplained"):
            yield no(f"{one['step']}: {len(one['unexplained'])} places unexplained", "ledger.json")
    if accounts and not any(one.get("unexplained") for one in accounts):
        yield yes(f"{len(accounts)} steps accounted for, nothing unexplained", "ledger.json")


def accessible(built: Built) -> Iterator[Found]:
    """Point 44."""
    for page in built.pages.values():
        for words, line in page.faults:
            yield no(words, page.name, line)
        for name, count in page.ids.items():
            if count > 1:
                yield no(f"the id {name} stands {count} times", page.name)
    told = "language, title, headings, pictures, links, ids (a browser’s own checks are not among them)"
    yield yes(f"{len(built.pages)} pages: {told}")


CHECKS = (
    no_server, nothing_outside, no_script, no_queries, no_dead_links, reachable, same_bytes, accounted, accessible,
)  # fmt: skip
"""The checks of points 36 to 44, in their order."""
