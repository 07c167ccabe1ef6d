"""A text that says wrongly how it is cited: an editor is told, and where."""

import pytest

from tei_edition.archive.dts.faults import citation_faults
from tests.archive.dts.documents import LUKE, document

TEXT = "<p n='1'>A</p><p n='1'>B</p><p n='2'>C</p><p n='2'>D</p><p n='2'>E</p>"


@pytest.mark.parametrize(
    ("declared", "code", "words"),
    [
        ('<citeStructure match="//p[" use="@n"/>', "citation-unusable", "not an XPath expression: //p["),
        ('<citeStructure match="//p" use="doc(@n)"/>', "citation-unusable", "read another file"),
        ('<citeStructure match="//lg" use="@n"/>', "citation-empty", "nothing in the text"),
        ('<citeStructure match="//p" use="@id"/>', "citation-empty", "nothing in the text"),
        (
            '<citeStructure match="//p" use="@n"/>',
            "citation-twice",
            "2 references belong to more than one passage",
        ),
    ],
)
def test_what_is_wrong(declared: str, code: str, words: str) -> None:
    root = document(f"<refsDecl>\n{declared}</refsDecl>", TEXT)
    (finding,) = citation_faults(root, "a.xml")
    assert (finding.code, finding.severity, finding.file, finding.line) == (code, "warning", "a.xml", 3)
    assert words in finding.message and finding.hint


def test_nothing_is_wrong() -> None:
    assert [finding.code for finding in citation_faults(document(), "a")] == [
        "citation-twice"
    ]  # of verses alone
    assert not list(citation_faults(document(LUKE.replace("//seg", "//body/div/div/p/seg[@n = 3]")), "a"))
    assert not list(citation_faults(document("<refsDecl><p>By page.</p></refsDecl>"), "a"))
