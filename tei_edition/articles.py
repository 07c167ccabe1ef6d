"""One article's files → its TEI, judged and accounted for: encoded from a source, or taken as edited by hand."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

from tei_edition.checks import check_apart, check_ids, check_name
from tei_edition.diagnostics import Diagnostic, make
from tei_edition.edition import BY_HAND, ArticleConfig, Edition, load_article, load_edition
from tei_edition.encode.addresses import follow_addresses
from tei_edition.encode.amend import amend
from tei_edition.encode.article import Encoded, Setting, encode_article
from tei_edition.errors import ConfigError, ReadError, TeiEditionError
from tei_edition.ledger import Account, account_of_hand, account_of_source
from tei_edition.model import Hand, Register
from tei_edition.pictures import pictures_of
from tei_edition.read import read
from tei_edition.record import Record, record_path
from tei_edition.resources import schema_path
from tei_edition.tables import did_you_mean, line_of
from tei_edition.tei import local, parse_bytes, parse_file, serialise
from tei_edition.tei.register import entry_elements, parse_register
from tei_edition.validate import validate_file, validate_tree
from tei_edition.version import __version__

__all__ = ["Made", "amend_article", "encode_source", "make_article", "setting_of", "surroundings"]

OURS = (schema_path("tei_edition.rng"), schema_path("tei_edition.sch"))
"""The schema by which what we write is judged."""


@dataclass(frozen=True)
class Made:
    """An article as TEI, judged and accounted for."""

    config: ArticleConfig
    """What is known of it."""
    data: bytes
    """Its TEI, as it will be written."""
    tree: etree._ElementTree
    """The document parsed anew from `data`: what every later stage works on."""
    diagnostics: tuple[Diagnostic, ...]
    """What was found in making and judging it."""
    accounts: tuple[Account, ...]
    """What became of its source; none where there is no source."""
    encoded: Encoded | None = None
    """What the encoder found in its source; `None` where there is none."""
    record: Record = field(default_factory=Record)
    """The addresses of its parts."""
    schemas: Mapping[str, bytes] = field(default_factory=dict)
    """Schemas that lie beside TEI edited by hand and that it names, to lie beside its copy as well."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """The pictures it shows, by the names its links give them, to lie beside it and beside its page."""


def make_article(config: ArticleConfig, setting: Setting) -> Made:
    """Make one article of an edition: TEI edited by hand is taken as it is, anything else is encoded.

    Raises ReadError, XmlError, ConfigError where it cannot be read.
    """
    assert config.path is not None
    if config.path.suffix != BY_HAND:
        return encode_source(config, setting)
    return _take(config, config.path, setting)


def encode_source(config: ArticleConfig, setting: Setting) -> Made:
    """Read and encode one source, and judge what will be written. Raises ReadError, UsageError, ConfigError."""
    assert config.path is not None
    check_name(config.path)
    if config.changes not in ("accept", "reject"):
        told = f"changes = {config.changes!r}"
        raise ConfigError(told, file=str(config.config or config.path), hint='"accept" or "reject"')
    source, blocks = read(config.path, config.changes)
    encoded = encode_article(source, blocks, config, setting)
    data = serialise(encoded.tree)
    name = f"{config.slug}.xml"
    tree = parse_bytes(data, name)
    account = account_of_source(
        encoded.article, encoded.spans, tree, _placed(config.hand, encoded.diagnostics)
    )
    pictures, missing = pictures_of(tree, config.path.parent, source.pictures, str(config.path))
    findings = (
        *_nameless(config, setting),
        *encoded.diagnostics,
        *validate_tree(tree, name, OURS),
        *(replace(finding, line=None) for finding in missing),
    )
    return Made(config, data, tree, findings, (account,), encoded, encoded.record, pictures=pictures)


def _nameless(config: ArticleConfig, setting: Setting) -> Iterator[Diagnostic]:
    """Tell authors whose names look like ids that the register does not have."""
    for author in config.authors:
        if re.fullmatch(r"[a-z]+([-_.][a-z0-9]+)+", author) and author not in setting.register.by_id:
            yield make(
                "author-unknown",
                f"the author {author!r} looks like an id, and the register has no such entry: it is taken for a name",
                file=str(config.config),
                line=line_of(config.config, author) if config.config else None,
                hint=did_you_mean(author, setting.register.by_id)
                or "add the entry to register.xml, or write the name",
            )


def _placed(hand: Hand, findings: Sequence[Diagnostic]) -> Hand:
    """Leave out what of the editor's is told to have no place, so that nothing is told twice."""
    refused = {
        finding.line for finding in findings if finding.severity == "error" and finding.line is not None
    }
    return replace(
        hand,
        corrections=tuple(item for item in hand.corrections if item.anchor.line not in refused),
        notes=tuple(item for item in hand.notes if item.anchor.line not in refused),
    )


def amend_article(config: ArticleConfig, setting: Setting) -> Made:
    """Add to TEI that exists what it lacks. Raises ReadError, XmlError; UsageError where it is not TEI."""
    assert config.path is not None
    check_name(config.path)
    try:
        data = config.path.read_bytes()
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror or error}", file=str(config.path)) from error
    amended = amend(data, config, setting)
    tree = parse_bytes(amended.data, str(config.path))
    return Made(config, amended.data, tree, amended.diagnostics, ())


def setting_of(edition: Edition | None, schema: str, guess: bool) -> Setting:
    """Gather what surrounds the articles; ConfigError when the register's ids cannot be used.

    Where `TEI_EDITION_DEBUG` is set in the environment, every word is accounted for after each pass.
    """
    register, elements = Register(), {}
    if edition and edition.register:
        tree = parse_file(edition.register)
        register, elements = parse_register(tree, str(edition.register)), entry_elements(tree)
        editors = [editor.id for editor in edition.editors]
        check_ids([*editors, *elements], edition.register, "an editor or an entry of the register")
        check_apart((article.slug for article in edition.articles), {*editors, *elements}, edition.register)
    debug = bool(os.environ.get("TEI_EDITION_DEBUG"))
    return Setting(edition, register, elements, schema, guess, __version__, debug)


def surroundings(path: Path, guess: bool) -> tuple[Setting, ArticleConfig]:
    """Give the edition a source lies in, if it does, and what is known of the article."""
    if not (path.parent / "edition.toml").is_file():
        return setting_of(None, "schema/", guess), load_article(path)
    edition = load_edition(path.parent)
    return setting_of(edition, "schema/", False), load_article(path)


# --- TEI edited by hand ----------------------------------------------------------------------------------


def _take(config: ArticleConfig, path: Path, setting: Setting) -> Made:
    """Take TEI as it is, and compare its words with those of the source beside it."""
    check_name(path)
    tree = parse_file(path)
    if local(tree.getroot()) not in ("TEI", "teiCorpus"):
        raise ConfigError(
            f"<{local(tree.getroot())}> is no article: an .xml file in an edition's folder is TEI edited by hand",
            file=str(path),
            hint='move it out of the folder, or name the articles in edition.toml: articles = ["…"]',
        )
    findings = validate_file(path)
    accounts: list[Account] = []
    if config.draft and config.draft.path:
        findings.append(_wins(path, config.draft.path))
        try:
            draft = encode_source(replace(config.draft, record=Record()), setting)
        except TeiEditionError as error:
            findings.append(_incomparable(error, config.draft.path))
        else:
            account, differences = account_of_hand(config.slug, draft.tree, tree, str(path))
            accounts, findings = [account], [*findings, *differences]
    record, astray = follow_addresses(tree, config.record, str(record_path(path)), str(path))
    findings += astray
    pictures, missing = pictures_of(tree, path.parent, {}, str(path))
    findings += missing
    return Made(
        config,
        path.read_bytes(),
        tree,
        tuple(findings),
        tuple(accounts),
        record=record,
        schemas=dict(_schemas(path, tree)),
        pictures=pictures,
    )


def _wins(path: Path, source: Path) -> Diagnostic:
    """Say that the source is not encoded."""
    return make(
        "by-hand",
        f"{path.name} is edited by hand and stands for the article; {source.name} is compared, not encoded",
        file=str(path),
        hint=f"to encode {source.name} again, move {path.name} away",
    )


def _incomparable(error: TeiEditionError, source: Path) -> Diagnostic:
    """Say that the words of the source could not be compared."""
    return make("not-compared", f"{source.name} cannot be compared: {error.message}", file=str(source))


def _schemas(path: Path, tree: etree._ElementTree) -> Iterator[tuple[str, bytes]]:
    """Yield the schemas named in `<?xml-model?>` that lie in or below the document's folder."""
    for node in tree.getroot().itersiblings(preceding=True):
        if not isinstance(node, etree._ProcessingInstruction) or node.target != "xml-model":
            continue
        parts = urlsplit(node.get("href") or "")
        name = posixpath.normpath(unquote(parts.path))
        if not parts.scheme and not name.startswith(("..", "/")) and (path.parent / name).is_file():
            yield name, (path.parent / name).read_bytes()
