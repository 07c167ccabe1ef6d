"""Markers find their notes, notes the editor's words; what finds nothing is told."""

from tei_edition.diagnostics import Diagnostic
from tei_edition.encode.anchors import line_of, locate
from tei_edition.encode.corrections import corrections
from tei_edition.encode.notes import MISSING, key_of, notes, settle_note_headings
from tei_edition.model import Anchor, Article, Context, Correction, Hand, Note
from tests.support import article_of


def matched(article: Article) -> list[tuple[str, str]]:
    """Words before each marker, and the note that belongs to it."""
    spans, _ = notes(article, Context())
    return [
        (article.text[: span.start].split()[-1], " ".join(article.blocks[i].text for i in span.blocks))
        for span in spans
        if span.blocks
    ]


def test_bracketed_markers_find_their_notes() -> None:
    article = article_of(
        "One [1] and two [2].",
        ("noteheading", "Notes"),
        ("note", "First.", "[1]"),
        ("note", "Second.", "[2]"),
    )
    assert matched(article) == [("One", "First."), ("two", "Second.")]


def test_a_label_with_a_stop_answers_a_bracketed_or_raised_marker() -> None:
    assert matched(article_of("One[1] two¹²", ("note", "First.", "1."), ("note", "Twelfth.", "12."))) == [
        ("One", "First."),
        ("two", "Twelfth."),
    ]


def test_a_bracket_that_belongs_to_the_marker_goes_with_it() -> None:
    article = article_of(
        "One¹), two (see three²), four⁽³⁾ and five*).",
        ("note", "First.", "1"),
        ("note", "Second.", "2"),
        ("note", "Third.", "3"),
        ("note", "Starred.", "*)"),
    )
    spans, _ = notes(article, Context())
    assert sorted(article.text[span.start : span.end] for span in spans) == ["*)", "²", "¹)", "⁽³⁾"]


def test_a_note_of_two_paragraphs() -> None:
    article = article_of("One [1].", ("note", "First.", "[1]"), ("note", "More of it.", ""))
    assert matched(article) == [("One", "First. More of it.")]


def test_numbering_that_begins_anew_is_answered_section_by_section() -> None:
    article = article_of("A [1].", ("note", "note A", "[1]"), "B [1].", ("note", "note B", "[1]"))
    assert matched(article) == [("A", "note A"), ("B", "note B")]


def test_signs_are_markers_only_where_a_note_has_them() -> None:
    assert matched(article_of("A* b.", ("note", "starred", "*"))) == [("A", "starred")]
    spans, findings = notes(article_of("A* b (1) c."), Context())
    assert (spans, findings) == ([], [])


def test_a_raised_number_that_came_down_is_a_marker_where_a_note_has_it() -> None:
    assert matched(article_of("Steht auf!1 Im Jahre 1848.", ("note", "Ein Lied.", "1."))) == [
        ("auf!", "Ein Lied.")
    ]
    assert notes(article_of("Version B2 of it."), Context()) == ([], [])


def test_an_orphan_marker_stays_and_is_told() -> None:
    article = article_of("Some words. [1] More.")
    spans, findings = notes(article, Context())
    assert [(span.start, span.end, span.content) for span in spans] == [(15, 15, MISSING)]
    assert [(item.code, item.line, item.excerpt) for item in findings] == [
        ("note-missing", 1, "Some words. [1]")
    ]


def test_the_editor_may_explain_an_orphan_herself() -> None:
    hand = Hand(notes=(Note(Anchor("words. [1]"), "Lost in transmission."),))
    spans, findings = notes(article_of("Some words. [1] More."), Context(hand=hand, resp="ed"))
    assert [(span.content, span.attributes["resp"]) for span in spans] == [("Lost in transmission.", "#ed")]
    assert not findings


def test_a_year_in_brackets_is_no_marker() -> None:
    assert notes(article_of("In 1905 [1906] and [sic]."), Context()) == ([], [])


def test_a_heading_of_notes_leaves_with_them_or_stays_with_them() -> None:
    gone = article_of("One [1].", ("noteheading", "Notes"), ("note", "First.", "[1]"))
    spans, _ = notes(gone, Context())
    assert settle_note_headings(gone, spans).blocks[1].kind == "boilerplate"
    stays = article_of("One.", ("noteheading", "Notes"), ("note", "First.", "[1]"))
    assert settle_note_headings(stays, []).blocks[1].kind == "heading"


def test_keys_of_labels() -> None:
    assert [key_of(label) for label in ("[1]", "1.", "(12)", "¹²", "*", "[a]")] == [
        "1",
        "1",
        "12",
        "12",
        "*",
        "a",
    ]


def test_an_anchor_is_found_whatever_the_space_and_the_style_of_its_marks() -> None:
    article = article_of("It was the  doctors’ frame-up.")
    assert locate(Anchor("the doctors' frame-up"), article) == (7, 29)


def test_an_anchor_never_crosses_a_paragraph() -> None:
    found = locate(Anchor("one two"), article_of("one", "two"))
    assert isinstance(found, Diagnostic) and found.code == "anchor-none"


def test_an_ambiguous_anchor_shows_its_candidates_and_context_decides() -> None:
    article = article_of("He came. He saw. He went.")
    found = locate(Anchor("He", line=7), article, "a.toml")
    assert isinstance(found, Diagnostic)
    assert (found.code, found.line, found.file) == ("anchor-many", 7, "a.toml")
    assert "3 places" in found.message and found.excerpt and found.excerpt.startswith("line 1: …He came")
    assert locate(Anchor("He", after="saw"), article) == (9, 11)
    assert locate(Anchor("He", before="saw."), article) == (17, 19)


def test_an_anchor_that_is_nowhere_shows_what_comes_nearest() -> None:
    found = locate(Anchor("the doctor’s plot"), article_of("They spoke of the doctors’ plot again."))
    assert isinstance(found, Diagnostic) and "the doctors’ plot" in (found.hint or "")


def test_a_correction_marks_the_erroneous_part() -> None:
    hand = Hand((Correction(Anchor("the penal cone"), "cone", "code", "high"),))
    spans, findings = corrections(article_of("Reform of the penal cone."), Context(hand=hand, resp="ed"))
    assert not findings
    assert [(span.start, span.end, span.content, dict(span.attributes)) for span in spans] == [
        (20, 24, "code", {"resp": "#ed", "cert": "high"})
    ]


def test_a_correction_whose_part_is_not_there_once_is_told() -> None:
    for sic, times in (("x", "no"), ("e", "2")):
        hand = Hand((Correction(Anchor("the penal"), sic, "y"),))
        spans, findings = corrections(article_of("Reform of the penal cone."), Context(hand=hand))
        assert not spans and f"stands {times} times" in findings[0].message


def test_lines_are_those_of_the_source() -> None:
    assert line_of(article_of("one", "two", "three"), 9) == 5


def test_a_correction_may_not_cover_another_or_the_marker_of_a_note() -> None:
    article = article_of("One two three.[1]", ("note", "A note.", "[1]"))
    noted, _ = notes(article, Context())
    hand = Hand(
        (
            Correction(Anchor("One two"), "One two", "Three"),
            Correction(Anchor("two three"), "two three", "four"),
            Correction(Anchor("three.[1]"), ".[1]", "!"),
        )
    )
    spans, findings = corrections(article, Context(hand=hand, spans=tuple(noted)))
    assert [span.content for span in spans] == ["Three"]
    assert [item.code for item in findings] == ["correction-overlaps", "correction-overlaps"]


def test_words_of_the_archive_are_no_place_for_a_note() -> None:
    found = locate(Anchor("Top of page"), article_of("A text.", ("boilerplate", "Top of page")))
    assert isinstance(found, Diagnostic) and "of one paragraph" in (found.hint or "")


def test_a_note_that_nothing_calls_is_told() -> None:
    article = article_of("Some words.", ("note", "Gazette, p. 3.", "1."))
    spans, findings = notes(article, Context())
    assert spans == []
    assert [(item.code, item.severity, item.excerpt) for item in findings] == [
        ("note-unmarked", "info", "1. Gazette, p. 3.")
    ]
