"""What the tests of RELAX NG share: a schema in a few words, and verdicts on documents."""

from __future__ import annotations

from tei_edition.validate.relaxng.grammar import Schema, schema_of
from tei_edition.validate.relaxng.judge import is_valid

RNG = 'xmlns="http://relaxng.org/ns/structure/1.0"'
XSD = 'datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"'


def schema(body: str, files: dict[str, str] | None = None) -> Schema:
    """Make a schema of a pattern; its root gets the namespace and XML Schema's datatypes."""

    def fetch(uri: str) -> bytes:
        name = uri.removeprefix("file:///t/")
        if name not in (files or {}):
            raise OSError("there is none")
        return dressed((files or {})[name]).encode()

    return schema_of(dressed(body).encode(), "file:///t/schema.rng", fetch)


def dressed(body: str) -> str:
    end = min(at for at in (body.find(" "), body.find(">"), body.find("/>")) if at > 0)
    return f"{body[:end]} {RNG} {XSD}{body[end:]}"


def valid(body: str | Schema, document: str) -> bool:
    made = schema(body) if isinstance(body, str) else body
    return is_valid(made, [document.encode()])
