"""A request in OAI-PMH 2.0 → its answer; what is asked wrongly is answered as the protocol says (section 3.6)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from urllib.parse import parse_qsl

from lxml import etree

from tei_edition.archive.answer import Answer
from tei_edition.archive.oai.records import FORMATS, Format, Record, Repository
from tei_edition.archive.oai.tokens import Place, read_token, write_token
from tei_edition.metadata.markup import XSI
from tei_edition.tei import append_text

__all__ = ["answer", "snapshot"]

OAI = "http://www.openarchives.org/OAI/2.0/"
SCHEMA = f"{OAI} {OAI}OAI-PMH.xsd"
IDENTIFIER = f"{OAI}oai-identifier"
"""The namespace of what is said of identifiers."""
HEADERS = 100
"""How many headers a list has at once."""
_LIST = ({"metadataPrefix"}, {"from", "until", "set"})
ARGUMENTS: Mapping[str, tuple[set[str], set[str]]] = {
    "Identify": (set(), set()),
    "ListMetadataFormats": (set(), {"identifier"}),
    "ListSets": (set(), set()),
    "GetRecord": ({"identifier", "metadataPrefix"}, set()),
    "ListIdentifiers": _LIST,
    "ListRecords": _LIST,
}
"""What each verb must be asked with, and may be; lists also with a resumption token alone."""
_RESUMED = {"ListSets", "ListIdentifiers", "ListRecords"}
_SYNTAX: Mapping[str, re.Pattern[str]] = {
    "metadataPrefix": re.compile(r"[A-Za-z0-9\-_.!~*'()]+"),
    "set": re.compile(r"[A-Za-z0-9\-_.!~*'()]+(:[A-Za-z0-9\-_.!~*'()]+)*"),
}
"""What arguments must look like (OAI-PMH.xsd: metadataPrefixType, setSpecType)."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
"""Characters that no XML document has."""

Asked = Mapping[str, str]
Elements = Iterator[etree._Element]


class Wrong(Exception):
    """What is wrong with a request: the code of the protocol, and why."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code = code


def answer(repository: Repository, base: str, query: str, moment: str, page: int = 0) -> Answer:
    """Answer a request: `query` is what follows the `?`, or the body of a POST; `base` the address of the endpoint.

    `moment` is the time of the answer (`2026-11-23T12:00:00Z`), `page` how many records a list gives at once,
    where it is not to be as many as its format says.
    """
    pairs = [
        (name, _ILLEGAL.sub("\ufffd", value)) for name, value in parse_qsl(query, True, errors="replace")
    ]
    asked = dict(pairs)
    echoed: Asked = asked
    try:
        children = list(_answered(repository, base, asked, pairs, page))
    except Wrong as wrong:
        error = _element("error", str(wrong), code=wrong.code)
        children = [error]
        echoed = {} if wrong.code in ("badVerb", "badArgument") else asked
    body = _document(base, echoed, moment, children)
    return Answer(200, (("Content-Type", "text/xml; charset=utf-8"),), body)


def snapshot(repository: Repository, base: str, moment: str) -> Iterator[tuple[str, bytes]]:
    """Yield the whole answers to the requests that leave no choice, as files that can be harvested one by one.

    `base` is the address of their folder; empty where it is not known.
    """
    wanted = ["Identify", "ListMetadataFormats", "ListSets"]
    wanted += [f"{verb}-{prefix}" for verb in ("ListIdentifiers", "ListRecords") for prefix in FORMATS]
    for name in wanted:
        verb, _, prefix = name.partition("-")
        query = f"verb={verb}" + (f"&metadataPrefix={prefix}" if prefix else "")
        if prefix != "tei":  # the texts lie beside it as they are
            file = f"{name.lower()}.xml"
            yield file, answer(repository, f"{base}{file}", query, moment, len(repository.records) + 1).body


def _answered(
    repository: Repository, base: str, asked: Asked, pairs: Sequence[tuple[str, str]], page: int
) -> Elements:
    """Yield what the answer holds."""
    times = Counter(name for name, _ in pairs)
    verb = asked.get("verb", "")
    if times["verb"] != 1 or verb not in ARGUMENTS:
        told = f"“{verb}” is no verb" if times["verb"] == 1 else "one verb is needed"
        raise Wrong("badVerb", told)
    repeated = [name for name, count in times.items() if count > 1]
    if repeated:
        raise Wrong("badArgument", f"{repeated[0]} is given more than once")
    given = set(asked) - {"verb"}
    must, may = ARGUMENTS[verb]
    if verb in _RESUMED and "resumptionToken" in given:
        if given != {"resumptionToken"}:
            raise Wrong("badArgument", "resumptionToken goes with no other argument")
    elif given - must - may or must - given:
        wrong = sorted(given - must - may)
        raise Wrong(
            "badArgument",
            f"{verb} does not take {wrong[0]}" if wrong else f"{verb} needs {min(must - given)}",
        )
    for name, pattern in _SYNTAX.items():
        if name in given and not pattern.fullmatch(asked[name]):
            raise Wrong("badArgument", f"{name} has characters that it cannot have")
    holder = etree.Element(f"{{{OAI}}}{verb}")
    for child in _VERBS[verb](repository, base, asked, page):
        holder.append(child)
    yield holder


def _identify(repository: Repository, base: str, asked: Asked, page: int) -> Elements:
    yield _element("repositoryName", repository.name)
    yield _element("baseURL", base)
    yield _element("protocolVersion", "2.0")
    yield _element("adminEmail", repository.email or "nobody@localhost.invalid")
    yield _element("earliestDatestamp", repository.earliest)
    yield _element("deletedRecord", "transient")
    yield _element("granularity", "YYYY-MM-DD")
    yield _naming(repository)


def _naming(repository: Repository) -> etree._Element:
    """Say how identifiers are formed (Specification and XML Schema for the OAI Identifier Format, 2.0)."""
    told = _element("description")
    about = etree.SubElement(told, f"{{{IDENTIFIER}}}oai-identifier", nsmap={None: IDENTIFIER})  # type: ignore[dict-item]
    about.set(f"{{{XSI}}}schemaLocation", f"{IDENTIFIER} {IDENTIFIER}.xsd")
    for name, value in (
        ("scheme", "oai"),
        ("repositoryIdentifier", repository.namespace),
        ("delimiter", ":"),
        ("sampleIdentifier", repository.records[0].identifier),
    ):
        append_text(etree.SubElement(about, f"{{{IDENTIFIER}}}{name}"), value)
    return told


def _formats(repository: Repository, base: str, asked: Asked, page: int) -> Elements:
    formats: Sequence[str] = tuple(FORMATS)
    if "identifier" in asked:
        formats = _record(repository, asked["identifier"]).formats
        if not formats:
            raise Wrong("noMetadataFormats", f"{asked['identifier']} is gone")
    yield from (_format(FORMATS[prefix]) for prefix in formats)


def _format(one: Format) -> etree._Element:
    told = _element("metadataFormat")
    told.extend(
        [
            _element("metadataPrefix", one.prefix),
            _element("schema", one.schema),
            _element("metadataNamespace", one.namespace),
        ]
    )
    return told


def _sets(repository: Repository, base: str, asked: Asked, page: int) -> Elements:
    if "resumptionToken" in asked:
        raise Wrong("badResumptionToken", "the list of sets is given whole")
    for spec, name in repository.sets.items():
        told = _element("set")
        told.extend([_element("setSpec", spec), _element("setName", name)])
        yield told


def _get(repository: Repository, base: str, asked: Asked, page: int) -> Elements:
    record, prefix = _record(repository, asked["identifier"]), asked["metadataPrefix"]
    if prefix not in FORMATS or not (record.deleted or prefix in record.formats):
        raise Wrong("cannotDisseminateFormat", f"{record.identifier} cannot be had as “{prefix}”")
    yield _whole(repository, record, prefix)


def _list(repository: Repository, base: str, asked: Asked, page: int) -> Elements:
    place = _place(repository, asked)
    found = repository.selected(place.prefix, place.within, place.first, place.last)
    if not found:
        raise Wrong("noRecordsMatch", "nothing was changed then, or there is no such set")
    size = page or (HEADERS if place.verb == "ListIdentifiers" else FORMATS[place.prefix].page)
    shown = found[place.cursor : place.cursor + size]
    if not shown:
        raise Wrong("badResumptionToken", "the list ends before it")
    for record in shown:
        yield _header(record) if place.verb == "ListIdentifiers" else _whole(repository, record, place.prefix)
    behind = place.cursor + len(shown)
    if place.cursor or behind < len(found):
        more = Place(*(*list(vars(place).values())[:5], behind, place.state))
        token = write_token(more) if behind < len(found) else ""
        told = {"completeListSize": str(len(found)), "cursor": str(place.cursor)}
        yield _element("resumptionToken", token, **told)


def _place(repository: Repository, asked: Asked) -> Place:
    """Give what a list is of, and where it goes on."""
    if "resumptionToken" in asked:
        place = read_token(asked["resumptionToken"])
        ours = place is not None and place.state == repository.state and place.prefix in FORMATS
        if place is None or not ours or place.verb != asked["verb"]:
            raise Wrong("badResumptionToken", "the token is none of ours, or of an earlier state")
        return place
    first, last = (_day(asked, name) for name in ("from", "until"))
    if first and last and first > last:
        raise Wrong("badArgument", "from is later than until")
    prefix = asked["metadataPrefix"]
    if prefix not in FORMATS:
        raise Wrong("cannotDisseminateFormat", f"there is no format “{prefix}”")
    return Place(asked["verb"], prefix, asked.get("set", ""), first, last, 0, repository.state)


def _day(asked: Asked, name: str) -> str:
    """Give a day that is asked for, in the granularity that Identify tells (section 2.7.1)."""
    day = asked.get(name, "")
    if name not in asked:
        return ""
    try:
        known = bool(_DAY.fullmatch(day)) and bool(date.fromisoformat(day))
    except ValueError:
        known = False
    if not known:
        raise Wrong("badArgument", f"{name} is a day: 2026-11-23")
    return day


def _record(repository: Repository, identifier: str) -> Record:
    record = repository.by_identifier.get(identifier)
    if record is None:
        raise Wrong("idDoesNotExist", f"there is no {identifier}")
    return record


def _header(record: Record) -> etree._Element:
    header = _element("header", **({"status": "deleted"} if record.deleted else {}))
    header.append(_element("identifier", record.identifier))
    header.append(_element("datestamp", record.datestamp))
    header.extend([_element("setSpec", one) for one in record.sets])
    return header


def _whole(repository: Repository, record: Record, prefix: str) -> etree._Element:
    """Give a record: of what is gone only the header (section 2.5.1)."""
    whole = _element("record")
    whole.append(_header(record))
    if not record.deleted:
        holder = etree.SubElement(whole, f"{{{OAI}}}metadata")
        holder.append(repository.metadata(record, prefix))
    return whole


_VERBS: Mapping[str, Callable[[Repository, str, Asked, int], Elements]] = {
    "Identify": _identify,
    "ListMetadataFormats": _formats,
    "ListSets": _sets,
    "GetRecord": _get,
    "ListIdentifiers": _list,
    "ListRecords": _list,
}


def _element(name: str, text: str = "", **attributes: str) -> etree._Element:
    element = etree.Element(f"{{{OAI}}}{name}", attributes)
    append_text(element, _ILLEGAL.sub("\ufffd", text))
    return element


def _document(base: str, asked: Asked, moment: str, children: Sequence[etree._Element]) -> bytes:
    """Give the answer as a document (section 3.2)."""
    root = etree.Element(f"{{{OAI}}}OAI-PMH", nsmap={None: OAI, "xsi": XSI})  # type: ignore[dict-item]
    root.set(f"{{{XSI}}}schemaLocation", SCHEMA)
    root.append(_element("responseDate", moment))
    request = _element("request", base)
    for name, value in asked.items():
        request.set(name, value)
    root.append(request)
    root.extend(children)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"
