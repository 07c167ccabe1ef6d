"""What the editor decides of some words replaces what was found of them, and only that."""

from tei_edition.encode.decisions import decisions
from tei_edition.model import Anchor, Context, Decision, Entry, Hand, Register, Span
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


NAMED = article_of("Premier Smith and Smith met Smithson; “iron law” they called it, said Smith.")
NAMES = (Span(0, 13, "persName"), Span(18, 23, "persName"), Span(38, 48, "soCalled"))


def told(*made: Decision, spans: tuple[Span, ...] = NAMES) -> tuple[list[tuple[int, int, str]], list[str]]:
    register = Register((Entry("x", "person", "Smith, X.", ("Smith",)),))
    context = Context(register, hand=Hand(decisions=made), spans=spans, file="a.toml")
    found, findings = decisions(NAMED, context)
    return [(span.start, span.end, span.tag) for span in found], [
        f"{item.code} {item.severity}: {item.message} → {item.hint}" for item in findings
    ]


def test_a_decision_on_every_place_leaves_longer_names_and_words_alone() -> None:
    found, findings = told(Decision(Anchor("Smith"), "orgName", every=True))
    assert findings == [] and set(found) == {
        (0, 13, "persName"),
        (18, 23, "orgName"),
        (38, 48, "soCalled"),
        (70, 75, "orgName"),
    }


def test_a_later_decision_on_one_place_is_the_exception() -> None:
    every = Decision(Anchor("Smith"), "none", every=True)
    found, findings = told(every, Decision(Anchor("Smith", before="said"), "persName", ref="x"))
    assert findings == [] and (70, 75, "persName") in found and (18, 23, "persName") not in found


def test_a_refusal_of_what_is_not_there_is_told() -> None:
    _, findings = told(Decision(Anchor("iron law"), "none"))
    assert findings == [
        "decision-unused warning: nothing was found of “iron law”: the decision changes nothing"
        " → the encoder has <soCalled>“iron law”</soCalled>: quote exactly these words"
    ]
    _, findings = told(Decision(Anchor("they called"), "none"))
    assert findings[0].endswith("→ delete the decision")


def test_a_refusal_of_what_would_only_be_guessed_is_not_unused() -> None:
    assert told(Decision(Anchor("Premier Smith"), "none"), spans=())[1] == []


def test_a_form_that_stands_only_in_longer_names_is_told() -> None:
    _, (finding,) = told(Decision(Anchor("Premier"), "none", every=True))
    assert "only within longer names" in finding
    _, (finding,) = told(Decision(Anchor("Smit"), "none", every=True))
    assert finding.startswith("anchor-none")


def test_an_entry_that_the_register_lacks_is_told() -> None:
    _, (finding,) = told(Decision(Anchor("Premier Smith"), "persName", ref="X"))
    assert finding == "decision error: the register has no entry “X” → add the entry to register.xml"
