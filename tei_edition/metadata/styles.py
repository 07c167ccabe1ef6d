"""A reference as data (CSL-JSON) → the same in three styles, in short forms: Chicago 17, MLA 9 and APA 7.

Of each style only what the data can say is written: article, chapter or text; authors, title, journal or book,
volume, number, date, pages, publisher, edition, address.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tei_edition.metadata.references import Item

Runs = Sequence[tuple[str, str]]
"""Words, each with its style: `title` in italics, or none."""
_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)


def styled(item: Item) -> list[tuple[str, Runs]]:
    """Give the reference by the names of the styles."""
    return [
        (name, _joined(style(item))) for name, style in (("Chicago", _chicago), ("MLA", _mla), ("APA", _apa))
    ]


def _joined(runs: Iterator[tuple[str, str]]) -> Runs:
    """Leave out what is empty; no two full stops meet."""
    made: list[tuple[str, str]] = []
    for words, style in runs:
        if made and words.startswith(".") and made[-1][0].rstrip("”").endswith((".", "?", "!")):
            words = words[1:]
        if words:
            made.append((words, style))
    return made


def _chicago(item: Item) -> Iterator[tuple[str, str]]:
    author = _inverted(item, 10) or _edited(item, ", ed.", ", eds.")
    yield author + _stop(author), ""
    if "container-title" not in item:
        version = f"Version {item['version']}. " if "version" in item else ""
        yield from _text(item, version + f"{item.get('publisher', '')}, {_year(item)}".strip(", "))
        return
    yield f"“{item.get('title', '')}{_stop(item.get('title', '')).rstrip()}” ", ""
    yield item["container-title"], "title"
    volume, issue, pages = (item.get(key, "") for key in ("volume", "issue", "page"))
    number = ", ".join(filter(None, [f" {volume}" if volume else "", f"no. {issue}" if issue else ""]))
    yield (number if volume or not number else f", {number}"), ""
    date = _date(item)
    yield f" ({date})" if date else "", ""
    yield f": {pages}" if pages else "", ""
    yield from _end(item)


def _mla(item: Item) -> Iterator[tuple[str, str]]:
    author = _inverted(item, 2) or _edited(item, ", editor.", ", editors.")
    yield author + _stop(author), ""
    if "container-title" not in item:
        version = f"version {item['version']}" if "version" in item else ""
        told = ", ".join(filter(None, [version, item.get("publisher", ""), _date(item)]))
        yield from _text(item, told[:1].upper() + told[1:])
        return
    yield f"“{item.get('title', '')}{_stop(item.get('title', '')).rstrip()}” ", ""
    yield item["container-title"], "title"
    pages = item.get("page", "")
    facts = [
        f"vol. {item['volume']}" if "volume" in item else "",
        f"no. {item['issue']}" if "issue" in item else "",
        _date(item),
        f"{'pp.' if any(mark in pages for mark in '–-,') else 'p.'} {pages}" if pages else "",
    ]
    yield "".join(f", {fact}" for fact in facts if fact), ""
    yield from _end(item)


def _apa(item: Item) -> Iterator[tuple[str, str]]:
    author = _apa_names(item.get("author", ()))
    editors = [name for name in item.get("editor", ()) if _plain(name) != item.get("publisher")]
    author = author or (
        f"{_apa_names(editors)} ({'Ed.' if len(editors) == 1 else 'Eds.'})" if editors else ""
    )
    year, _, rest = ", ".join(filter(None, [_year(item) or "n.d.", _day(item)])).partition(", ")
    date = f"({year}{f', {rest}' if rest else ''})"
    if author:
        yield f"{author}{_stop(author)}{date}. ", ""
    if "container-title" not in item:
        version = f" (Version {item['version']})" if "version" in item else ""
        yield from _text(
            item, item.get("publisher", ""), version + ("" if author else f"{'.' if version else ''} {date}")
        )
        return
    yield f"{item.get('title', '')}{'' if author else f' {date}'}{_stop(item.get('title', ''))}", ""
    yield item["container-title"], "title"
    issue, pages = item.get("issue", ""), item.get("page", "")
    yield ", " if "volume" in item else "", ""
    yield item.get("volume", ""), "title"
    yield f"{'' if 'volume' in item else ', '}({issue})" if issue else "", ""
    yield f", {pages}" if pages else "", ""
    yield from _end(item)


def _apa_names(people: Sequence[Mapping[str, str]]) -> str:
    names = [_initials(name) for name in people]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])}, & {names[-1]}" if names else ""


def _text(item: Item, facts: str, more: str = "") -> Iterator[tuple[str, str]]:
    """Write the rest of a reference to a text that stands alone; `more` follows its title."""
    yield item.get("title", ""), "title"
    yield f"{more}.", ""
    yield f" {facts}." if facts else "", ""
    yield from _address(item)


def _end(item: Item) -> Iterator[tuple[str, str]]:
    """Write edition and address after a reference to something printed."""
    yield ".", ""
    yield f" {item['note']}" if "note" in item else "", ""
    yield from _address(item)


def _address(item: Item) -> Iterator[tuple[str, str]]:
    """Write the address that lasts: that of its DOI, if it has one."""
    address = f"https://doi.org/{item['DOI']}" if "DOI" in item else item.get("URL", "")
    yield f" {address}" if address else "", ""


def _stop(words: str) -> str:
    """Give the full stop that words need, and a space."""
    return "" if not words else " " if words.endswith((".", "?", "!")) else ". "


def _inverted(item: Item, most: int) -> str:
    """Give the authors, the first with the family name before; all but the first are left out if there are more."""
    found = item.get("author", ())
    if not found:
        return ""
    first = _family_first(found[0])
    rest = [_plain(name) for name in found[1:]]
    if len(found) > most:
        return f"{first}, et al."
    return ", ".join([first, *rest[:-1]]) + (f", and {rest[-1]}" if rest else "")


def _edited(item: Item, one: str, several: str) -> str:
    """Give the editors, the first with the family name before; none where they are the publisher as well."""
    found = [name for name in item.get("editor", ()) if _plain(name) != item.get("publisher")]
    names = _inverted({"author": found}, 3)
    return f"{names}{one if len(found) == 1 else several}" if names else ""


def _plain(name: Mapping[str, str]) -> str:
    return name.get("literal") or f"{name['given']} {name['family']}"


def _family_first(name: Mapping[str, str]) -> str:
    return name.get("literal") or f"{name['family']}, {name['given']}"


def _initials(name: Mapping[str, str]) -> str:
    """Give family name and initials."""
    if "literal" in name:
        return name["literal"]
    return f"{name['family']}, {' '.join(f'{part[0]}.' for part in name['given'].split())}"


def _parts(item: Item) -> list[int]:
    return list(item.get("issued", {}).get("date-parts", [[]])[0])


def _year(item: Item) -> str:
    return str(_parts(item)[0]) if _parts(item) else ""


def _day(item: Item) -> str:
    """Give month and day as they follow a year: `June 29`."""
    _, *rest = _parts(item) or [0]
    return " ".join([_MONTHS[rest[0] - 1], *map(str, rest[1:])]) if rest and 0 < rest[0] < 13 else ""


def _date(item: Item) -> str:
    """Give the date: `29 June 1953`."""
    month, _, day = _day(item).partition(" ")
    return " ".join(filter(None, [day, month, _year(item)]))
