"""What we found wrong or worth telling → diagnostics: values with a code, a place and a cure.

`CATALOGUE` lists every code once, with its meaning and the clause it enforces; a code is never reused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

__all__ = ["CATALOGUE", "FATAL", "Diagnostic", "errors", "make"]

CATALOGUE: Mapping[str, tuple[str, str]] = {
    # code: (severity, meaning and clause)
    "not-well-formed": ("error", "The file is not well-formed XML (XML 1.0, section 2.1)."),
    "encoding": (
        "error",
        "The file is not in the encoding it says or is taken to have (XML 1.0, section 4.3.3).",
    ),
    "entity": ("error", "An entity is used that nothing defines (XML 1.0, section 4.1)."),
    "refused": (
        "error",
        "The file is dangerous to read: entities that multiply or must be fetched, deep nesting.",
    ),
    "namespace": (
        "error",
        "An element is not in the namespace of its schema (TEI Guidelines, 1.1 and 22.2).",
    ),
    "element-unknown": ("error", "The schema has no element of that name (RELAX NG, section 6.2.1)."),
    "element-misplaced": (
        "error",
        "An element stands where its schema does not allow it (RELAX NG, section 6.2).",
    ),
    "element-order": ("error", "Elements stand in the wrong order (RELAX NG, section 6.2.3)."),
    "element-repeated": (
        "error",
        "An element stands more often than its schema allows (RELAX NG, section 6.2.3).",
    ),
    "element-missing": ("error", "An element lacks what must be in it (RELAX NG, section 6.2)."),
    "text-misplaced": ("error", "Text stands where only elements may (RELAX NG, section 6.2.4)."),
    "content-value": (
        "error",
        "The text of an element is no value that its schema allows (RELAX NG, 6.2.8).",
    ),
    "attribute-unknown": (
        "error",
        "An element bears an attribute that its schema does not allow (RELAX NG, 6.2.5).",
    ),
    "attribute-value": (
        "error",
        "An attribute's value is none that the schema allows (RELAX NG, section 6.2.8).",
    ),
    "attribute-missing": (
        "error",
        "An element lacks an attribute that it must have (RELAX NG, section 6.2.5).",
    ),
    "id-malformed": ("error", "An xml:id is no name without a colon (xml:id Version 1.0, section 4)."),
    "idref": ("error", "A reference to an ID that no element has (RELAX NG DTD Compatibility, section 5)."),
    "rule": ("error", "A Schematron assertion failed (ISO/IEC 19757-3)."),
    "rule-warning": ("warning", "A Schematron assertion of role warning failed (ISO/IEC 19757-3)."),
    "not-checked": ("warning", "A rule could not be evaluated: nothing is claimed about it."),
    "id-twice": ("error", "Two elements bear the same xml:id (XML Recommendation xml:id 1.0, section 4)."),
    "pointer": ("error", "A pointer leads to no element (TEI Guidelines, 1.3.1.1.2 and 17.2)."),
    "pointer-file": (
        "warning",
        "A file that pointers name cannot be looked into: nothing is claimed about them.",
    ),
    "pointer-prefix": ("warning", "No prefixDef declares the prefix of a pointer (TEI Guidelines, 17.2.3)."),
    "register-key": ("warning", "A @key is the id of no entry, in a document where keys are ids of entries."),
    "register-unused": ("info", "Nothing points to an entry of the document's own register."),
    "note-unmarked": ("info", "No marker leads to a note that stands apart from the text."),
    "schema-missing": ("error", "The schema the document names cannot be found."),
    "schema-invalid": ("error", "A schema cannot be used: it is not what its kind demands."),
    "anchor-none": ("error", "The quoted words of an intervention stand nowhere in the article."),
    "anchor-many": ("error", "The quoted words of an intervention stand in more than one place."),
    "decision": ("error", "A decision names an element there is no deciding on, or an unknown entry."),
    "decision-unused": ("warning", "A decision of the editor's changes nothing."),
    "correction-differs": ("error", "A correction's `sic` is not a part of the words it quotes."),
    "correction-overlaps": ("error", "A correction covers another correction or the marker of a note."),
    "title-missing": ("warning", "An article has no title: neither its text nor its toml tells one."),
    "note-missing": ("warning", "A note marker has no note in the source."),
    "quotation-unbalanced": ("warning", "A quotation mark has no partner."),
    "words-lost": ("error", "Words of the source or of the TEI are missing without a reason."),
    "words-added": ("error", "Words appear that stand neither in the source nor in the editor's hand."),
    "not-accounted": (
        "warning",
        "A library is missing that reads what was written: nothing is claimed about it.",
    ),
    "address-dropped": ("error", "A published address is gone, although nobody said that it may go."),
    "address-changed": ("error", "Words that have been published stand under another address than before."),
    "left-as-it-is": (
        "info",
        "Something found in TEI that exists would cross an element of it: it is not put in.",
    ),
    "picture-missing": ("warning", "A picture that a document shows is not beside it."),
    "words-edited": ("warning", "TEI edited by hand says other words than the source beside it."),
    "toml-astray": (
        "warning",
        "A toml in the edition's folder belongs to no article: what it says is not heard.",
    ),
    "author-unknown": ("warning", "An author's name looks like an id, and the register has no such entry."),
    "article-unlisted": ("info", "A source in the folder is not among the edition's articles."),
    "by-hand": ("info", "An article is TEI edited by hand: the source beside it is not encoded."),
    "not-compared": (
        "info",
        "The source beside TEI edited by hand cannot be read: nothing is claimed about it.",
    ),
    "not-imported": (
        "warning",
        "Something of an imported list has no place in the register, or is not understood.",
    ),
    "identifier": ("warning", "An identifier has not the form or the check digit that its authority gives."),
    "register-conflict": ("warning", "An imported entry contradicts the register, which is left as it is."),
    "register-alike": ("warning", "An imported entry may be one of the register's, and is kept apart."),
    "register-id": ("info", "An imported entry has another id than in its list."),
    "odd-behaviour": (
        "warning",
        "An ODD names a behaviour that is not known; the text was kept (TEI Guidelines, 22.5.4).",
    ),
    "odd-expression": (
        "warning",
        "A predicate or parameter of an ODD cannot be evaluated; the text was kept.",
    ),
    "odd-parameter": ("info", "An ODD gives a behaviour a parameter that is not used."),
    "default-behaviour": ("warning", "An element has no row in the processing model; its text was kept."),
    "metadata-missing": ("warning", "An archive demands something of the edition that nobody has said."),
    "metadata-unknown": ("warning", "Something said of the edition has no place in formats of metadata."),
    "citation-unusable": (
        "warning",
        "A refsDecl declares a way to cite that cannot be used (Guidelines, 16.2.5.4).",
    ),
    "citation-empty": ("warning", "A refsDecl declares a way to cite, and nothing in the text is cited so."),
    "citation-twice": (
        "warning",
        "Two passages have one reference, by the way to cite that a refsDecl declares.",
    ),
    "name-illegal": ("warning", "A file has a name that not every archive takes."),
    "package-missing": ("error", "A file that a package lists is not in it (RFC 8493, section 3)."),
    "package-unlisted": ("error", "A file is in a package that does not list it (RFC 8493, section 3)."),
    "package-changed": ("error", "A file of a package is not the one that was packaged."),
    "package-malformed": ("error", "A manifest or description of a package is not what its format demands."),
    "package-incomplete": ("error", "A package lacks something that its format demands."),
    "package-unsafe": ("error", "A package has a name in it that leads elsewhere, or that stands twice."),
    "package-unguarded": (
        "warning",
        "A file of a package is covered by no checksum (RFC 8493, section 2.2.1).",
    ),
    "package-profile": ("error", "A bag does not do what its profile demands (BagIt Profiles 1.3)."),
    "stale-output": ("warning", "A file in the output folder differs from what the sources give."),
    "failure": ("error", "The command could not do its work."),
    "usage": ("error", "The command was asked for something that does not exist or cannot be combined."),
    "unreadable": ("error", "A file cannot be read."),
    "undecodable": ("error", "A file has bytes that are no text in its encoding."),
    "empty": ("error", "A source has no text."),
    "configuration": ("error", "edition.toml, an article's toml or the register says something unusable."),
    "unwritable": ("error", "A file or folder cannot be written."),
}

FATAL = frozenset(("failure", "usage", "unreadable", "undecodable", "empty", "configuration", "unwritable"))
"""Codes of findings after which the command has not done its work (exit status 2)."""


@dataclass(frozen=True)
class Diagnostic:
    """One finding: what, where, how bad, and what to do."""

    code: str
    """A word of the catalogue."""
    severity: str
    """`error`, `warning` or `info`."""
    message: str
    """What is wrong, in one sentence."""
    file: str | None = None
    """The file it was found in, as the user named it."""
    line: int | None = None
    """1-based line."""
    column: int | None = None
    """1-based column, in characters."""
    path: str | None = None
    """Path of the element in the document (`/TEI/text/body/p[3]`)."""
    excerpt: str | None = None
    """The words or the line of the file it is about."""
    hint: str | None = None
    """What would mend it."""

    def as_dict(self) -> dict[str, str | int | None]:
        """Give the finding as the JSON object that `--format json` prints."""
        return asdict(self)


def make(
    code: str,
    message: str,
    *,
    file: str | None = None,
    line: int | None = None,
    column: int | None = None,
    path: str | None = None,
    excerpt: str | None = None,
    hint: str | None = None,
) -> Diagnostic:
    """Make a finding with the severity the catalogue gives its code; KeyError for an unlisted code."""
    severity = CATALOGUE[code][0]
    return Diagnostic(code, severity, message, file, line, column, path, excerpt, hint)


def errors(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Give those of severity error."""
    return [diagnostic for diagnostic in diagnostics if diagnostic.severity == "error"]
