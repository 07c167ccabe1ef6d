"""The blocks of a title block → what they say: title, authors, periodical, volume, issue, pages, dates.

Archives print the same facts as `Key: value` lines; these are understood as well, after the title block itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tei_edition.encode.layout.boilerplate import AUTHOR, META
from tei_edition.encode.layout.bylines import BARE_BY, by_line, is_reporter, name_and_date
from tei_edition.encode.layout.dates import Date, dates_in
from tei_edition.encode.layout.letters import signature_at, signs_for_others
from tei_edition.encode.layout.phrases import phrases
from tei_edition.encode.layout.reference import Found, Reference, reference
from tei_edition.encode.layout.shape import is_name, names_in, plain, without_marker
from tei_edition.model import Article, Block

__all__ = ["Part", "TitleBlock", "title_block"]

_HELPED = re.compile(
    r"^[\s(\[]*(?:translat|edit(?:ed|or|ing|ion)|compil|introduc|illustrat|übersetz|tradu|with an intro)",
    re.IGNORECASE,
)
_SOURCE_KEYS = re.compile(phrases("source_key"))
_WRITTEN_KEYS = re.compile(r"written|date|geschrieben|verfasst|datum|écrit|rédigé|speech delivered|delivered")
_COLLECTED = re.compile(
    r"\b(?:(?:collected|selected|complete) (?:works|writings)|writings|gesammelte|ausgewählte|"
    r"schriften|werke|œuvres|MECW|MEW)\b",
    re.IGNORECASE,
)


_PAGE = re.compile(r"\d{1,4}\s+(?=[A-ZÀ-Þ]{2})")
"""The number of the page in a running head."""
_STAFF = re.compile(r"(?:our|unser(?:em|er)|notre|nos)\s", re.IGNORECASE)
"""How a byline begins that names an office of the paper rather than a person."""


@dataclass(frozen=True)
class Part:
    """A fact of the title block and where it is printed."""

    value: str
    """What it says: `17` where `Volume 17` is printed; a date in ISO 8601."""
    start: int
    """Where it is printed, in `Article.text`: the whole expression, `Volume 17`."""
    end: int
    """Where it ends."""
    block: int
    """The index of its block; a block of kind boilerplate does not become part of the TEI's text."""
    until: str = ""
    """Of a date that is a period: its end (`July–August 1953` → `1953-08`)."""

    @property
    def precision(self) -> str:
        """Of a date: what it is exact to, `day`, `month` or `year`."""
        return ("year", "month", "day")[min(self.value.count("-"), 2)]


@dataclass(frozen=True)
class TitleBlock:
    """What an article says of itself."""

    title: Part | None = None
    """Title."""
    subtitle: Part | None = None
    """Subtitle, the first where there are several."""
    authors: tuple[Part, ...] = ()
    """Names of the authors as printed, without `By`."""
    journal: Part | None = None
    """Title of the periodical."""
    volume: Part | None = None
    """Volume."""
    issue: Part | None = None
    """Number of the issue."""
    pages: Part | None = None
    """Pages."""
    date: Part | None = None
    """Date of publication; where no source line says it, that of the title block."""
    dates: tuple[Part, ...] = ()
    """Every date printed in the title block, in order, `date` among them."""


def title_block(article: Article) -> TitleBlock:
    """Understand the title block of an article whose blocks have their kinds."""
    blocks = list(enumerate(article.blocks))
    titles = [at for at, block in blocks if block.kind == "title"]
    subtitles = [at for at, block in blocks if block.kind == "subtitle" and titles and at > titles[0]]
    sources = _sources(article)
    cited, place = sources[0]
    dates = tuple(_dates(article))
    return TitleBlock(
        title=_title(article, titles[0]) if titles else None,
        subtitle=_whole(article, subtitles[0]) if subtitles else None,
        authors=tuple(_authors(article, titles)),
        journal=_part(article, place, cited.journal) or _masthead(article, place[0]),
        volume=next((_part(article, at, told.volume) for told, at in sources if told.volume), None),
        issue=next((_part(article, at, told.issue) for told, at in sources if told.issue), None),
        pages=next((_part(article, at, told.pages) for told, at in sources if told.pages), None),
        date=_published(article, cited, place, dates),
        dates=dates,
    )


def _whole(article: Article, at: int) -> Part:
    text = without_marker(article.blocks[at].text)
    start = article.starts[at]
    return Part(text, start, start + len(text), at)


def _title(article: Article, at: int) -> Part:
    """Give the title, without the author's name some archives put before it."""
    part = _whole(article, at)
    start, _ = _author_in_title(article, at)
    year = _YEAR_BEHIND.search(part.value)
    cut = len(year[0]) if year else 0
    return Part(part.value[start : len(part.value) - cut], part.start + start, part.end - cut, at)


_YEAR_BEHIND = re.compile(r"(?<=[^\W\d_])\s+\(1[4-9]\d\d\)$")
"""The year that archives put behind a title."""


def _author_in_title(article: Article, at: int) -> tuple[int, int]:
    """Give where the title begins and the name ends in `Clara Zetkin: Franz Mehring`; zeros elsewhere.

    Where somebody else has signed, the name is whom the article is about.
    """
    found = re.match(r"([^:]{5,40}):\s+(?=\S)", article.blocks[at].text)
    signed = [block.text for block in article.blocks if block.kind == "signed" and names_in(block.text)]
    if found and signed and not any(found[1].split()[-1].casefold() in text.casefold() for text in signed):
        return 0, 0
    if found and names_in(found[1]) and len(found[1].split()) >= 2:
        return found.end(), found.end(1)
    return 0, 0


_ARCHIVE = re.compile(
    r"(?P<who>[^|>:]{5,40}?)(?:\s+(?:Internet|Reference|Works?))*[\s-]+Archive?\b", re.IGNORECASE
)
_END = re.compile(r"(?:(?<!\b[A-Z])(?<!\b(?:Jr|Sr|Th|Ch|Ph|Fr|St|Wm|Ed))\.|[ ,])+$")
"""What may stand behind the last name of a list; the full stop of an initial belongs to the name."""


def _authors(article: Article, titles: Sequence[int]) -> Iterator[Part]:
    """Yield the authors: those of bylines, else of the title, else of the archive's own lines, else who signed."""
    found = list(_from_bylines(article))
    if not found and titles:
        end = _author_in_title(article, titles[0])[1]
        found = list(_names(article, titles[0], 0, end)) if end else []
    if not found:
        found = [part for at, value in _meta(article, AUTHOR) for part in _names(article, at, *value)]
    if not found:
        found = list(_from_occasion(article))
    if not found:
        signed = [at for at, block in enumerate(article.blocks) if block.kind == "signed"]
        signed = [at for at in signed if not signs_for_others(article.blocks[at].text)]
        signed = [at for at in signed if names_in(article.blocks[at].text.rstrip(".,"))] or signed
        texts = [(at, article.blocks[at].text) for at in signed]
        found = [part for at, text in texts for part in _names(article, at, signature_at(text), len(text))]
    once: dict[str, Part] = {}
    for part in found or _of_the_archive(article):
        once.setdefault(part.value.casefold(), part)
    yield from once.values()


def _from_occasion(article: Article) -> Iterator[Part]:
    """Yield who spoke, from a subtitle that says so: `Rede des Abgeordneten Georg Ahlwardt`."""
    for at, block in enumerate(article.blocks):
        said = _SPOKEN_BY.match(block.text) if block.kind == "subtitle" else None
        starts = [word.start() for word in re.finditer(r"\S+", said["who"])] if said else []
        for start in starts[:_TITLES]:
            if said and names_in(said["who"][start:].strip(" .")):
                yield from _names(article, at, said.start("who") + start, said.end("who"))
                return


_SPOKEN_BY = re.compile(
    phrases("occasion")
    + r"(?:\b.*[\s,](?:by|von|par)|\s+(?:des|der|von|by|of|de|du|d['’]))\s*(?P<who>[^(,.;:]{5,60})",
    re.IGNORECASE,
)
_TITLES = 4
"""So many words may stand before the name: `Reichstagsabgeordneten Genossen`."""


def _of_the_archive(article: Article) -> Iterator[Part]:
    """Yield the name of the first archive of somebody's works: `Thomas Aldred Internet Archive`."""
    for at, block in enumerate(article.blocks):
        found = _ARCHIVE.match(block.text) if block.kind == "boilerplate" else None
        if found and is_name(found["who"]) and len(found["who"].split()) >= 2:
            yield from _names(article, at, *found.span("who"))
            return


def _from_bylines(article: Article) -> Iterator[Part]:
    """Yield the names in the bylines, translators left out."""
    for at, block in enumerate(article.blocks):
        if block.kind != "byline" or _HELPED.match(block.text) or BARE_BY.fullmatch(block.text):
            continue
        by = by_line(block.text)
        if (
            not (by or block.blank_before or names_in(block.text))
            and at
            and article.blocks[at - 1].kind == "byline"
        ):
            continue  # who the author is
        if is_reporter(block.text) or (by and _STAFF.match(by["who"])):
            named = block.text.rfind(", ") + 2
            if named > 1 and names_in(block.text[named:].rstrip(" .)")):
                yield from _names(article, at, named, len(block.text.rstrip(" .)")))
            continue
        keyed = META.match(block.text)
        start = (
            keyed.start("value") if keyed and keyed["value"] and AUTHOR.fullmatch(keyed["key"].lower()) else 0
        )
        end = name_and_date(block.text) or len(block.text.rstrip(" ;"))
        yield from _names(article, at, by.start("who") if by else start, end)


def _names(article: Article, at: int, start: int, end: int) -> Iterator[Part]:
    """Yield the names in a part of a block: several where it is a list of names, else the part as one."""
    text = without_marker(_without_office(article.blocks[at].text[start:end]))
    offset = article.starts[at] + start
    for first, last in names_in(_END.sub("", text)) or _listed(text):
        printed = text[first:last]
        value = printed.strip(" ,;()[]—–-")
        if value.endswith(".") and not re.search(r"\b(?:[A-Z]|Jr|Sr)\.$", value):
            value = value[:-1]
        begin = first + printed.index(value)
        if value:
            yield Part(value, offset + begin, offset + begin + len(value), at)


def _without_office(text: str) -> str:
    """Cut off what stands after a name and is none: `Daniel Webb, National Secretary`."""
    head, comma, rest = text.partition(",")
    cut = re.search(r"\s+[(\[]", text)
    if comma and names_in(head) and not names_in(re.sub(r"^\s*(?:and|und|et)\s", "", rest)):
        return head
    return text[: cut.start()] if cut and cut.start() > 2 else text


def _listed(text: str) -> list[tuple[int, int]]:
    """Give the parts of a list whose names we do not know: cut at `and`, `und`, `et`."""
    places, at = [], 0
    for cut in re.finditer(r"\s+(?:and|und|et|&)\s+", text):
        places.append((at, cut.start()))
        at = cut.end()
    return [*places, (at, len(_END.sub("", text)))]


def _sources(article: Article) -> list[tuple[Reference, tuple[int, int]]]:
    """Give the source lines, the one that says most first: each with its block's index and where in it it begins.

    Of the others there are those that tell of the same day, without another periodical.
    """
    places = [(at, 0) for at, block in enumerate(article.blocks) if block.kind == "source"]
    places += [(at, start) for at, (start, _) in _meta(article, _SOURCE_KEYS)]
    read = [(reference(article.blocks[at].text[start:]), (at, start)) for at, start in places]
    if not read:
        return [(Reference(), (0, 0))]
    best = max(read, key=lambda item: _weight(item[0], article.blocks[item[1][0]]))
    same = [item for item in read if item is not best and _completes(item[0], best[0])]
    return [best, *same]


def _completes(other: Reference, best: Reference) -> bool:
    """Say whether another source line tells of the same printing: the same day, or the same periodical."""
    if other.date and best.date and other.date.when == best.date.when and other.date.precision == "day":
        return True
    if other.journal is None or best.journal is None or (other.date and best.date):
        return False
    return plain(other.journal.value) == plain(best.journal.value)


def _masthead(article: Article, at: int) -> Part | None:
    """Give the newspaper's name that stands over a source line without one."""
    above = article.blocks[at - 1] if at and article.blocks[at].kind == "source" else None
    if above is None or above.kind != "source":
        return None
    part = _whole(article, at - 1)
    page = _PAGE.match(part.value)
    start = page.end() if page else 0
    return Part(part.value[start:].rstrip("."), part.start + start, part.end, at - 1)


def _weight(cited: Reference, block: Block) -> tuple[bool, bool, int, bool]:
    """Say how much a source line tells: a first publication before a later collection, text before archive."""
    first = (
        cited.journal is not None
        and (cited.evidence > 0 or cited.date is not None)
        and not _COLLECTED.search(cited.journal.value)
        and not is_name(cited.journal.value)
    )
    told = cited.evidence + (cited.journal is not None) + (cited.date is not None)
    return first, not _LATER.match(block.text), told, block.kind == "source"


_LATER = re.compile(
    r"\W*(?:hier nach|zitiert nach|nach|quelle|source|reprinted|republished|repris|d['’]après)\b",
    re.IGNORECASE,
)
"""Where a text was taken from, when it was first printed elsewhere."""


def _part(article: Article, place: tuple[int, int], found: Found | None) -> Part | None:
    if found is None:
        return None
    offset = article.starts[place[0]] + place[1]
    return Part(found.value, offset + found.start, offset + found.end, place[0])


def _date_part(article: Article, at: int, offset: int, date: Date) -> Part:
    start = article.starts[at] + offset
    return Part(date.when, start + date.start, start + date.end, at, date.until)


def _dates(article: Article) -> Iterator[Part]:
    """Yield the dates printed in the title block."""
    for at, block in enumerate(article.blocks):
        if block.kind in ("docdate", "source", "dateline", "subtitle"):
            found = reference(block.text).dates if block.kind == "source" else dates_in(block.text)
            yield from (_date_part(article, at, 0, date) for date in found)
        elif block.kind == "byline" and name_and_date(block.text):
            yield from (_date_part(article, at, 0, date) for date in dates_in(block.text))


def _published(
    article: Article, cited: Reference, place: tuple[int, int], dates: Sequence[Part]
) -> Part | None:
    """Give the date of publication: the source line's, else the title block's, else that of writing."""
    if cited.date:
        printed = _date_part(article, *place, cited.date)
        year = printed.precision == "year"
        years = (printed.value, printed.until or printed.value)
        exact = [
            date for date in dates if year and "-" in date.value and years[0] <= date.value[:4] <= years[1]
        ]
        return exact[0] if exact else printed
    if dates:
        return max(dates, key=lambda date: (date.value.count("-"), -date.start))
    for at, (start, end) in _meta(article, _WRITTEN_KEYS):
        for date in dates_in(article.blocks[at].text[start:end])[:1]:
            return _date_part(article, at, start, date)
    return None


def _meta(article: Article, keys: re.Pattern[str]) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield block and extent of the value of each `Key: value` line whose key is one of these."""
    for at, block in enumerate(article.blocks):
        if block.kind != "boilerplate":
            continue
        found = META.match(block.text)
        if found and found["value"] and keys.fullmatch(found["key"].lower()):
            yield at, found.span("value")
