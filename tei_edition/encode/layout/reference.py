"""A source line → its parts: periodical, volume, issue, date, pages; and whether a line is a source line at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tei_edition.encode.layout.dates import MONTH, WEEKDAY, Date, dates_in
from tei_edition.encode.layout.phrases import phrases
from tei_edition.encode.layout.shape import is_title_case, words
from tei_edition.encode.naming.lexicon import lexicon
from tei_edition.encode.naming.words import fold
from tei_edition.encode.quoting.words import words_of

__all__ = ["Found", "Reference", "is_dateline", "is_paper", "is_reference", "reference"]

_LEAD = re.compile(
    r"^[\s(\[]*(?:(?:this|the|der|die|dieser|cet|le|ce)\s+\w+\s+(?:was|is|has been|wurde|ist|a été|est)?\s*)?"
    r"(?:(?:first|originally|zuerst|erstmals|zum ersten mal|d'abord)\s+)?"
    r"(?:(?:sonder(?:ausgabe|druck|abdruck)|auszug|extraits?|extracts?|excerpts?)\s+(?=aus|from|de|du))?"
    r"(?:reprinted(?:\s+from)?|published|printed|appeared|erschienen|veröffentlicht|abgedruckt|gedruckt|"
    r"publiée?|parue?|extraite?|translated\s+from|excerpted|taken|from|aus|nach|source|quelle|sources?|"
    r"erstveröffentlichung|erstdruck|première\s+(?:publication|parution)|original\s+source|first\s+publication)\b"
    r"(?:\s*:|\s+(?:as\s+an?\s+\w+\s+)?(?:in|from|by|im|dans|de|du|en|aus|(?-i:der|dem|den)|as)\b)*[\s:]*",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"^[\s(\[]*(?:(?:Deutsches Textarchiv|ANNO|Gallica|Trove|ZEFYS|Delpher|Chronicling America)\s*[–—|-]|"
    r"From(?:\s+the\s+pages\s+of)?|Aus(?:\s+(?:der|dem))?|Extrait de|In)\s*:?\s+(?=[\"“„«‘'A-ZÀ-Þ])"
)
"""What stands before the periodical: a preposition, or the archive's own name."""
_IN = re.compile(r"(?:[Ii]n|[Ii]m|[Dd]ans|[Ee]n)\s+(?:the\s+)?(?=\W*[A-ZÀ-Þ])")
_ROMAN = r"[IVXLC]+(?![a-z])"
_VOLUME = re.compile(
    rf"\b(?:vol(?:ume|s)?|bd|band|jg|jahrg(?:ang)?|tome|t|année)\b\.?\s*(?P<a>(?:\d+|{_ROMAN})(?:\s*[-–/]\s*\d+)?)(?![\d.]\d)"
    rf"|\b(?P<b>\d+|{_ROMAN})(?:\.|e|re|ère|è?me|st|nd|rd|th)?\s*(?:jahrg(?:ang)?|jg|band|bd|année|volume|year)\b\.?"
    r"|(?P<c>\d{1,3})(?=\s*\((?:1[4-9]|20)\d\d\))",
    re.IGNORECASE,
)
_CATALOGUED = re.compile(r"\.?\s\[volume\](?=\s)")
"""What a library's catalogue adds to the name of a newspaper."""
_ISSUE = re.compile(
    r"(?<!whole )(?<!\w)(?:(?:no|nos|nr|nrn|number|numéro|issue|heft|h|n)\b\s*[.°ºo]?|№|#|n[°º])\s*"
    r"(?P<a>\d{1,2}[.,]\d{3}(?!\d)|\d+(?:\s*[-–/]\s*\d+)?)",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"\(?whole\s+(?:no|number)\b\.?\s*\d+\)?", re.IGNORECASE)
_PAGES = re.compile(
    r"(?<![\w.])(?:[Pp]p?\.?|[Pp]ages?|PAGE|Image|S{1,2}\.|Seiten?|[Ss]p\.)\s*"
    r"(?P<a>[\divxlc]+(?:\s*[-–—]\s*[\divxlc]+)?"
    r"(?:\s*(?:,|and|und|et|&)\s*\d+(?:\s*[-–—]\s*\d+)?(?![\d ]*[A-Z]))*f{0,2})\b",
)
_PRINTED = re.compile(
    r"(?:[.;]|\b(?:article|texte|lettre|discours|speech|letter|aufsatz)\b[^.;,]{3,50})"
    r"(?P<gap>\s+)(?=(?:first published|first printed|"
    r"(?:zuerst|erstmals|zum ersten mal)\s+(?:gedruckt|veröffentlicht|erschienen)|published in|paru|publié)\b)",
    re.IGNORECASE,
)
_SECOND = re.compile(
    r"(?<=[.;,])\s+(?=(?:Nach|Zitiert nach|Hier nach|Reprinted|Published according|Republished|Reproduced|"
    r"Gesammelte|Eigene Übersetzung|Übersetzt|Werke|Collected|Selected|Repris|Œuvres)\b)",
    re.IGNORECASE,
)
"""Where a source line goes on to name a later edition."""
_TITLE_END = re.compile(r"\s*[,;(\[|–—]\s*$|[\s,.;:(\[]+$")
_WEEKDAY = re.compile(rf"\W+{WEEKDAY}(?:,?\s+(?:den|the|le))?\W*$", re.IGNORECASE)
_BEHIND = re.compile(r",?\s+(?:in|im|dans|en)\s+(?:the\s+)?(?P<title>[A-ZÀ-Þ][^,.;:()]{2,50})(?=[,.;:(]|$)")
_PART_OF = re.compile(r".*[.:,]\s+In:\s+(?=\W?[A-ZÀ-Þ])")
"""Author and title of an article before the periodical: `Mautner: Lessingtheater. In: Die Rampe 9`."""
_YEAR_WORD = re.compile(r"(?:dem |l['’])?(?:Jahre?|year|année)", re.IGNORECASE)
_YEAR_OF_PAPER = re.compile(
    r"(?:\w+(?:ième|ème|ter|tes|th|st|nd|rd)|première|\d+[a-z]*\.?)\s+(?:Jahrgang|year|année)\.?",
    re.IGNORECASE,
)
"""How many years a newspaper has appeared: `Sixième année`."""
_QUOTES = "“”„\"«»‘’'_*\xa0 "
_ARTICLE = re.compile(r"^(?:the|der|die|das|le|la|les|l['’])\b", re.IGNORECASE)
_OCCASION = re.compile(r"[\s(\[]*" + phrases("occasion") + r"\b", re.IGNORECASE)
_PROVENANCE = re.compile(r"[\s(\[]*" + phrases("provenance"), re.IGNORECASE)
_IMPRINT = re.compile(
    r"(?-i:[A-ZÀ-Þ])[\w-]+(?:[ -][\w-]+){0,2}\s?[,:]\s[^.;:!?]{0,40}\b"
    + phrases("publisher")
    + r"\b[^.;:!?]{0,40}\.?,\s(?:\(?c\.?\s?)?1[5-9]\d\d\)?\.?",
    re.IGNORECASE,
)
"""Place, publisher and year: `Paris, Librairie du Travail, 1922`."""
_YEARLESS = re.compile(
    rf"(?:ST\. )?[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){{0,2}}(?:, [A-ZÀ-Þ][\w’'-]+)?, "
    rf"(?:(?:the |den |le )?\d{{1,2}}\.? {MONTH}|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?|{WEEKDAY})"
    r"(?: \([^()]{3,20}\))?\.?",
    re.IGNORECASE,
)
"""Place, day and month without a year, as under a letter; place and weekday, as over a telegram."""
_GIVEN = re.compile(
    r"(?:given|done|dated|gegeben|geschehen|donné|fait)\s(?:at|in|zu|à)\s(?-i:[A-ZÀ-Þ])", re.IGNORECASE
)
"""What leads to place and day under a document: `Given at Westhaven, the 14th of February, 1893.`"""
_DAY_ALONE = re.compile(
    rf"(?<!\w)\d{{1,2}}(?:\.|st|nd|rd|th|er)?\s+(?:of\s+|de\s+)?{MONTH}(?!\.?,?\s*\d{{4}})", re.IGNORECASE
)
_STREET = re.compile(r"(?<=1[4-9]\d\d)[,.]?\s+\d{1,4}[a-z]?,?\s+[A-ZÀ-Þ].{3,40}$")
_NO_PLACE = frozenset(("to", "and", "for", "with", "und", "für", "et", "pour"))
"""Words that the name of a place does not have."""
_PAPERS = frozenset(
    (
        "pravda",
        "iskra",
        "vorwarts",
        "justice",
        "izvestia",
        "avanti",
        "spartacus",
        "forward",
        "clarity",
        "militant",
        "labor",
        "labour",
        "workers",
        "appeal",
        "action",
        "vanguard",
        "struggle",
        "forum",
        "outlook",
        "challenge",
        "international",
    )
)


@dataclass(frozen=True)
class Found:
    """A part of a reference."""

    value: str
    """What it says, without the word that announces it: `17` for `Volume 17`."""
    start: int
    """Where it is printed in the text, that word included."""
    end: int
    """Where it ends."""


@dataclass(frozen=True)
class Reference:
    """A source line, understood."""

    journal: Found | None = None
    """The periodical's title (or a book's)."""
    volume: Found | None = None
    """Volume or year of the periodical."""
    issue: Found | None = None
    """Number of the issue."""
    pages: Found | None = None
    """Pages."""
    dates: tuple[Date, ...] = field(default_factory=tuple)
    """Dates in their order."""

    @property
    def date(self) -> Date | None:
        """Give the date said most exactly, of several such the first."""
        return max(self.dates, key=lambda date: (date.when.count("-"), -date.start), default=None)

    @property
    def evidence(self) -> int:
        """Count the parts that only references to a publication have."""
        return sum(part is not None for part in (self.volume, self.issue, self.pages))


def reference(text: str) -> Reference:
    """Understand a source line; parts it does not have are `None`."""
    text = _CATALOGUED.sub(lambda word: " " * len(word[0]), _from_publication(_first_edition(text)))
    volume, issue, pages = (_found(pattern, text) for pattern in (_VOLUME, _ISSUE, _PAGES))
    taken = [part for part in (volume, issue, pages) if part]
    dates = tuple(
        date
        for date in dates_in(text)
        if all(date.end <= part.start or date.start >= part.end for part in taken)
    )
    dates = _with_day(text, dates)
    ends = [part.start for part in taken] + [date.start for date in dates]
    ends += [match.start() for match in _WHOLE.finditer(text)]
    journal = (
        None
        if _PROVENANCE.match(text) or _IMPRINT.fullmatch(text)
        else _journal(text, min(ends, default=len(text)))
    )
    return Reference(journal or _journal_behind(text, dates), volume, issue, pages, dates)


def _with_day(text: str, dates: tuple[Date, ...]) -> tuple[Date, ...]:
    """Complete a year by the day and month that stand by themselves: `9 (1910), Nr. 41 vom 13. Oktober`."""
    day = _DAY_ALONE.search(text) if len(dates) == 1 and dates[0].precision == "year" else None
    told = dates_in(f"{day[0]} {dates[0].when}") if day else []
    if not day or not told or dates[0].until:
        return dates
    return (Date(day.start(), day.end(), told[0].when),)


def _journal_behind(text: str, dates: Sequence[Date]) -> Found | None:
    """Give the title that follows the date: `19 July 1908, in the New York World`."""
    behind = _BEHIND.match(text, dates[-1].end) if dates else None
    return Found(behind["title"], behind.start("title"), behind.end("title")) if behind else None


def _from_publication(text: str) -> str:
    """Blank out what a source line says of the writing, where it goes on to say when and where it was printed."""
    printed = _PRINTED.search(text)
    return " " * printed.end("gap") + text[printed.end("gap") :] if printed else text


def _first_edition(text: str) -> str:
    """Give a source line without the later edition it goes on to name."""
    head = _SECOND.split(text)[0]
    return head if dates_in(head) or _VOLUME.search(head) or _ISSUE.search(head) else text


def _found(pattern: re.Pattern[str], text: str) -> Found | None:
    match = pattern.search(text)
    if not match:
        return None
    value = next(value for value in match.groups() if value)
    return Found(re.sub(r"\s*([-–—/])\s*", r"\1", value), match.start(), match.end())


def _journal(text: str, end: int) -> Found | None:
    """Give the title between what leads to it and the first number or date."""
    start = 0
    if part := _PART_OF.match(text[:end]):
        start = part.end()
    for lead in (_LEAD, _FROM):
        if match := lead.match(text[:end]):
            start = max(start, match.end())
    if match := _IN.match(text[start:end]):
        start += match.end()
    while start < end and text[start] in "([ \t\xa0":
        start += 1
    if day := _WEEKDAY.search(text[start:end]):
        end = start + day.start()
    cut = _TITLE_END.search(text[start:end])
    end = start + cut.start() if cut else end
    title = text[start:end]
    if _YEAR_OF_PAPER.fullmatch(title):
        return None
    if _YEAR_WORD.fullmatch(title):
        start, title = end, text[end:]
    if quoted := re.search(r"[“„\"«‘]\s*([^”“\"»’]+?),?\s*[”“\"»’]", title):
        return Found(quoted[1], start + quoted.start(1), start + quoted.end(1))
    title = re.split(r"(?<=[\w)]),\s|\s\(|\.\s(?=[A-Z])", title)[0]
    lead_in = len(title) - len(title.lstrip(_QUOTES))
    if (page := re.match(r"\d{1,4}\s+(?=[A-ZÀ-Þ]{2})", title)) and not re.search(r"[a-zà-ÿ]", title):
        start, title = start + page.end(), title[page.end() :]  # a running head
    value = re.sub(r"\s(?:de|du|of|vom|von|for)$", "", title.strip(_QUOTES + ",;"))
    if not value or not any(char.isupper() for char in value) or len(words(value)) > 12:
        return None
    return Found(value, start + lead_in, start + lead_in + len(value))


def is_reference(text: str) -> bool:
    """Say whether a line only tells where a text was published."""
    text = _from_publication(text).lstrip()
    if len(text) > 300 or (text[:1].islower() and not _LEAD.match(text)):
        return False
    size = len(words(text))
    if not 2 <= size <= 45:
        return False
    found = reference(text)
    led = bool(_LEAD.match(text) or _FROM.match(text))
    bracketed = text[0] in "([" and text.rstrip(".")[-1:] in (")", "]")
    if (_PROVENANCE.match(text) and size <= 24) or _IMPRINT.fullmatch(text):
        return True
    if text.endswith(":") or (_IN.match(text) and not found.journal):
        return False
    if led and size <= 45:
        return bool(found.dates or found.evidence or (bracketed and found.journal))
    if not found.journal and found.evidence and _is_of_a_day(found) and size <= _NUMBERED:
        return True
    if size > 30 or not found.journal or (found.journal.start > 12 and not _PART_OF.match(text)):
        return False
    if found.evidence >= 2 or (found.evidence and found.dates):
        return True
    quoted = text[found.journal.start - 1] in '“„«"‘' if found.journal.start else False
    if not found.dates or not _is_dated(text, found):
        return False
    bare = (
        text[found.dates[0].start : found.dates[0].end][:1].isdigit() and found.dates[0].precision == "year"
    )
    named = _is_periodical(found.journal.value) or _is_no_place(words(found.journal.value))
    return quoted or (named and (not bare or is_paper(found.journal.value)))


_NUMBERED = 12
"""The line below the name of a newspaper has no more words: `Sixième année. — N° 1187. Jeudi 3 Octobre 1895.`"""


def _is_of_a_day(found: Reference) -> bool:
    return any(date.precision == "day" for date in found.dates)


def _is_dated(text: str, found: Reference) -> bool:
    """Say whether the line is no more than a title and a date."""
    assert found.journal
    between = text[found.journal.end : found.dates[0].start]
    after = _first_edition(text)[found.dates[-1].end :]
    known = found.dates[0].precision == "day" and _is_periodical(found.journal.value)
    return len(words(between)) <= 2 and len(words(after)) <= (3 if known else 1)


_FRENCH = re.compile(
    r"(?:(?:L[ae]s?\s+|L[’'])[A-ZÀ-Þ][\w-]+|Journal|Revue|Gazette|Bulletin|Cahiers|Annales|Mercure|Moniteur|Courrier)"
    r"(?:\s+[\w’'-]+){0,3}"
)
"""French titles have a capital only in the first word after the article: `Le Cri du peuple`."""


def _is_periodical(title: str) -> bool:
    """Say whether a title may be a newspaper's: it has an article, or a word that papers have, and is no place."""
    found = [fold(word) for word in words(title)]
    if not found or len(found) > 6 or not (is_title_case(title) or _FRENCH.fullmatch(title)):
        return False
    if len(found) <= 3 and tuple(found) in lexicon().places:
        return False
    return bool(_ARTICLE.match(title)) or bool(_FRENCH.fullmatch(title)) or is_paper(title)


def is_paper(title: str) -> bool:
    """Say whether a title has a word that tells a newspaper."""
    found = [fold(word) for word in words(title)] or [""]
    if any(words_of(language).has("papers", found[-1]) for language in ("en", "de", "fr")):
        return True
    return found[-1] in lexicon().papers or not _PAPERS.isdisjoint((found[0], found[-1]))


_WIRED = re.compile(r"\s*\((?:Eig|Priv|Tel|W\.?\s?T\.?\s?B|Reuter|Havas|By|From|De notre)[^()]*\)\.?$")


def is_dateline(text: str) -> bool:
    """Say whether a line is a place and a date: `Berlin, 2. Dezember 1891.`, perhaps with a street behind."""
    if len(text) > 80:
        return False
    if _GIVEN.match(text) and dates_in(text):
        return True
    text = _WIRED.sub("", text).lstrip("†*+§△○×◊ ")
    if _YEARLESS.fullmatch(text):
        return True
    text = _STREET.sub("", text).strip("()[] .—–-")
    found = dates_in(text)
    if _VOLUME.search(text) or _ISSUE.search(text):
        return False
    if len(found) != 1 or found[0].end < len(text.rstrip(" .,")):
        return False
    place = re.sub(
        r"[,\s]+(?:the|den|der|le|am|on|im|dated)?\s*$", "", text[: found[0].start], flags=re.IGNORECASE
    )
    parts = words(place)
    if _ARTICLE.match(place) or _is_no_place(parts) or (found[0].until and found[0].precision == "year"):
        return False
    return 1 <= len(parts) <= 5 and is_title_case(place) and not place.endswith((":", "("))


def _is_no_place(parts: list[str]) -> bool:
    """Say whether words before a date are rather a periodical's name: `Appeal to Reason`, `Fourth International`."""
    inner = [part for part in parts if part.lower() in _NO_PLACE or fold(part) in lexicon().people]
    if _OCCASION.match(" ".join(parts)):
        return False
    known = tuple(map(fold, parts)) in lexicon().places
    return bool(parts) and not known and (bool(inner) or fold(parts[-1]) in _PAPERS)
