"""Schematron file, or a grammar or ODD with rules in it → one `schema` element, all that it includes put in.

An ODD's constraint without a rule is put on the element it is declared for (TEI Guidelines, section 23.5.1).
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from tei_edition.errors import ReadError, XmlError
from tei_edition.tei import NS, append_child, local, parse_bytes, q
from tei_edition.validate.rules import OLD, RNG, SCH, XSL
from tei_edition.validate.uris import parts_of

BASE = q("xml:base")

MOST = 500
"""How many files a schema may be made of."""

SPECS = tuple(q(name) for name in ("elementSpec", "classSpec"))
LOOSE = tuple(
    SCH + name
    for name in (
        "pattern",
        "group",
        "rules",
        "rule",
        "assert",
        "report",
        "let",
        "diagnostic",
        "property",
        "phase",
    )
)
"""What a grammar or an ODD may hold."""


def assembled(path: Path) -> etree._Element:
    """Give the schema as one `schema` element. Raises ReadError when it is unusable."""
    return Assembler(path).schema()


class Assembler:
    """Puts a schema together."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.opened = 0

    def schema(self) -> etree._Element:
        """Give the whole."""
        root = self._parsed(self.path)
        tag = str(root.tag)
        if tag == SCH + "schema":
            self._include(root, self.path, ((self.path.resolve(), ""),))
            return root
        if tag.startswith(RNG):
            return self._gathered(root, self._of_grammar(root, self.path, {self.path.resolve()}))
        if root.tag in (q("TEI"), q("teiCorpus"), q("schemaSpec"), q("elementSpec"), q("specGrp")):
            return self._gathered(root, self._of_odd(root))
        raise self.unusable(f"its root is {tag}, not a Schematron schema")

    def unusable(self, reason: str) -> ReadError:
        """Make an error that says why the schema cannot be used."""
        return ReadError(f"the schema cannot be used: {reason}", code="schema-invalid", file=str(self.path))

    def _parsed(self, path: Path) -> etree._Element:
        """Parse a file of the schema, Schematron 1.5 as if it were ISO Schematron."""
        self.opened += 1
        if self.opened > MOST:
            raise self.unusable(f"it is made of more than {MOST} files")
        try:
            root = parse_bytes(path.read_bytes(), str(path), entities=True).getroot()
        except OSError as error:
            raise self.unusable(f"{path} cannot be read: {error.strerror or error}") from error
        except XmlError as error:
            place = f"line {error.line} of {path.name}" if error.line else path.name
            raise self.unusable(f"{place}: {error.message}") from error
        etree.strip_elements(root, etree.Comment, etree.ProcessingInstruction, with_tail=False)
        for element in root.iter(f"{OLD}*"):
            element.tag = SCH + local(element)
        return root

    # --- include and extends -----------------------------------------------------------------------------

    def _include(self, node: etree._Element, base: Path, above: tuple[tuple[Path, str], ...]) -> None:
        """Put what is included in the place of each `include`, and the content of what `extends` names."""
        for child in list(node.iterchildren(f"{SCH}*")):
            href = child.get("href")
            takes_content = local(child) == "extends"
            if local(child) not in ("include", "extends") or (takes_content and href is None):
                self._include(child, base, above)
                continue
            path, fragment = self._address(href, base)
            if (path, fragment) in above:
                place = f"in line {child.sourceline} of {base.name}"
                raise self.unusable(f"{href}, which <{local(child)}> {place} names, includes itself")
            found = self._part(path, fragment, href)
            self._include(found, path, (*above, (path, fragment)))
            whole = found.tag in (SCH + "schema", SCH + "library")
            parts = list(found) if takes_content or whole else [found]
            for part in parts:
                part.set(BASE, str(path))
            at = list(node).index(child)
            node[at : at + 1] = parts

    def _address(self, href: str | None, base: Path) -> tuple[Path, str]:
        parts = parts_of(href or "")
        if not href or parts.scheme not in ("", "file"):
            raise self.unusable(
                f"{href or 'an include without href'} is not on this disk, and nothing is fetched"
            )
        path = base.parent / unquote(parts.path) if parts.path else base
        return path.resolve(), unquote(parts.fragment)

    def _part(self, path: Path, fragment: str, href: str | None) -> etree._Element:
        root = self._parsed(path)
        if not fragment:
            return root
        xml_id = q("xml:id")
        for element in root.iter(f"{SCH}*"):
            if fragment in (element.get("id"), element.get(xml_id)):
                return element
        raise self.unusable(f"{href}: there is no such part")

    # --- rules inside grammars and ODDs ------------------------------------------------------------------

    def _gathered(self, root: etree._Element, parts: Iterator[etree._Element]) -> etree._Element:
        """Make a schema of rules that stood elsewhere: loose ones get a pattern each."""
        schema = etree.Element(SCH + "schema", queryBinding="xslt3", nsmap={"tei": NS})
        etree.SubElement(schema, SCH + "ns", prefix="tei", uri=NS)
        for part in parts:
            if part.tag == SCH + "rule":
                append_child(etree.SubElement(schema, SCH + "pattern"), deepcopy(part))
            elif part.tag in (SCH + "assert", SCH + "report"):
                context = _context_of(part)
                pattern = etree.SubElement(schema, SCH + "pattern", id=_name_of(part))
                rule = etree.SubElement(pattern, SCH + "rule")
                if context:
                    rule.set("context", context)
                append_child(rule, deepcopy(part))
            else:
                append_child(schema, deepcopy(part))
        for pattern in list(schema.iterchildren(SCH + "pattern")):
            if pattern.get("is-a") is None and pattern.find(SCH + "rule") is None:
                for let in list(pattern.iterchildren(SCH + "let")):
                    append_child(schema, let)  # variables alone are for all patterns
        return schema

    def _of_grammar(self, root: etree._Element, base: Path, seen: set[Path]) -> Iterator[etree._Element]:
        """Give what of Schematron is in a grammar and in those it includes."""
        yield from _outermost(root)
        for include in root.iter(RNG + "include", RNG + "externalRef"):
            parts = parts_of(include.get("href", ""))
            path = (base.parent / unquote(parts.path)).resolve()
            if parts.scheme in ("", "file") and path not in seen and path.is_file():
                seen.add(path)
                yield from self._of_grammar(self._parsed(path), path, seen)

    def _of_odd(self, root: etree._Element) -> Iterator[etree._Element]:
        """Give what of Schematron is in the constraints of an ODD, of deleted ones nothing."""
        for constraint in root.iter(q("constraint")):
            spec = constraint.getparent()
            if spec is None or spec.get("mode") == "delete":
                continue
            if spec.get("scheme", "schematron") in ("schematron", "isoschematron"):
                yield from _outermost(constraint)
            else:
                foreign = deepcopy(spec)  # to be told of
                del foreign[:]
                yield foreign
        yield from root.iter(SCH + "ns")


def _outermost(root: etree._Element) -> Iterator[etree._Element]:
    """Give the parts of Schematron that stand in no other part."""
    for element in root.iter(*LOOSE, SCH + "ns", XSL + "key", XSL + "function"):
        above = next((a for a in element.iterancestors(f"{SCH}*", f"{XSL}*")), None)
        if above is None or local(above) in ("diagnostics", "properties", "schema"):
            yield element


def _context_of(part: etree._Element) -> str:
    """Give the context of an assertion without a rule: what it is declared for."""
    spec = next(part.iterancestors(*SPECS, RNG + "element"), None)
    if spec is None:
        return ""
    attribute = next(part.iterancestors(q("attDef"), RNG + "attribute"), None)
    name = spec.get("ident") or spec.get("name") or ""
    if spec.tag == q("classSpec"):
        return f"tei:*[@{attribute.get('ident')}]" if attribute is not None else ""
    step = f"/@{attribute.get('ident') or attribute.get('name')}" if attribute is not None else ""
    return f"{name if ':' in name else f'tei:{name}'}{step}" if name else ""


def _name_of(part: etree._Element) -> str:
    spec = next(part.iterancestors(q("constraintSpec")), None)
    return (spec.get("ident") or "") if spec is not None else ""
