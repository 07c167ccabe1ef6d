"""What the editor decides of some words replaces what was found of them, and only that."""

from tei_edition.encode.decisions import decisions
from tei_edition.model import Anchor, Context, Decision, Hand, Span
from tests.support import article_of

ARTICLE = article_of("He said “now” and Smith “never” then.")
FOUND = (Span(8, 13, "soCalled", {"cert": "low"}), Span(18, 23, "persName"), Span(0, 23, "quote"))


def decided(*made: Decision) -> list[tuple[int, int, str, dict[str, str]]]:
    spans, findings = decisions(ARTICLE, Context(hand=Hand(decisions=made), spans=FOUND))
    assert findings == []
    return [(span.start, span.end, span.tag, dict(span.attributes)) for span in spans]


def test_without_decisions_nothing_changes() -> None:
    assert decided() == [(8, 13, "soCalled", {"cert": "low"}), (18, 23, "persName", {}), (0, 23, "quote", {})]


def test_an_element_is_replaced_with_its_attributes() -> None:
    found = decided(Decision(Anchor("“now”"), "quote", who="x"))
    assert found[-1] == (8, 13, "quote", {"who": "#x"}) and len(found) == 3


def test_an_element_is_taken_away() -> None:
    assert (18, 23, "persName", {}) not in decided(Decision(Anchor("Smith"), "none"))


def test_an_element_is_added() -> None:
    assert decided(Decision(Anchor("“never”"), "q"))[-1] == (24, 31, "q", {})


def test_what_cannot_be_decided_is_told() -> None:
    made = (Decision(Anchor("Smith", line=4), "blink"), Decision(Anchor("nowhere"), "q"))
    spans, findings = decisions(ARTICLE, Context(hand=Hand(decisions=made), spans=FOUND, file="a.toml"))
    assert spans == list(FOUND)
    assert [(item.code, item.line) for item in findings] == [("decision", 4), ("anchor-none", None)]
