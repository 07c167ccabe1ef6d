"""Two states of a document: what a reader is told of words, markup, notes, order, addresses and header."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tei_edition.compare.document import compare_documents
from tei_edition.compare.model import Change, Comparison, Document, Run
from tei_edition.compare.summary import diff_summary
from tei_edition.report_diff import diff_as_text, markup_told
from tei_edition.tei import parse_bytes

PARAGRAPHS = (
    "The first paragraph says something about the weather of the year.",
    "A second one is on the price of bread, and on who pays it.",
    "The third goes back to the weather, which had been fair till then.",
    "At the end the author takes leave of all readers.",
)


def tei(body: str, title: str = "A title", change: str = "") -> str:
    return (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>'
        f"<title>{title}</title></titleStmt></fileDesc>"
        f"<revisionDesc>{change}</revisionDesc></teiHeader><text><body>{body}</body></text></TEI>"
    )


def paragraphs(*texts: str, ids: str = "p{}") -> str:
    named = (f' xml:id="{ids.format(at)}"' if ids else "" for at in range(1, len(texts) + 1))
    return "".join(f"<p{name}>{text}</p>" for name, text in zip(named, texts, strict=True))


def compared(old: str, new: str, **header: str) -> Document | None:
    trees = [parse_bytes(text.encode(), "x") for text in (tei(old), tei(new, **header))]
    return compare_documents("x", *trees)


def found(old: str, new: str, **header: str) -> Document:
    document = compared(old, new, **header)
    assert document
    return document


def only(old: str, new: str) -> Change:
    (change,) = found(old, new).changes
    return change


def test_what_is_equal_does_not_differ_and_white_space_between_words_is_one() -> None:
    body = paragraphs(*PARAGRAPHS)
    assert compared(body, body) is None
    assert compared(body, body.replace("on who", "on\n   who").replace("</p><p", "</p>\n<p")) is None


def test_words_that_changed() -> None:
    change = only(paragraphs("He would reform it."), paragraphs("He would change it."))
    assert change.words == (
        Run("same", "He would "),
        Run("removed", "reform"),
        Run("added", "change"),
        Run("same", " it."),
    )
    assert (change.label, change.old_id, change.new_id) == ("paragraph 1", "p1", "p1")


def test_markup_told_in_words() -> None:
    for old, new, told in (
        ("of Malenkov now", "of <persName>Malenkov</persName> now", "persName added around “Malenkov”"),
        (
            'of <persName ref="#a">Malenkov</persName>',
            'of <persName ref="#b">Malenkov</persName>',
            "persName around “Malenkov”: @ref changed from “#a” to “#b”",
        ),
        ("of <hi>Malenkov</hi>", "of <emph>Malenkov</emph>", "hi around “Malenkov” is emph now"),
        (
            "of Premier <name>Malenkov</name>",
            "of <name>Premier Malenkov</name>",
            "name stands around “Premier Malenkov” now, before around “Malenkov”",
        ),
        (
            "the cone",
            "the <choice><sic>cone</sic><corr>code</corr></choice>",
            "choice added around “code” (sic “cone”)",
        ),
        ("one two", 'one <pb n="2"/>two', "pb added behind “…one” (@n “2”)"),
    ):
        (change,) = only(paragraphs(old), paragraphs(new)).markup
        assert markup_told(change) == told


def test_markup_of_words_that_came_or_went_is_told_by_the_words() -> None:
    change = only(paragraphs("It was so."), paragraphs("It was <hi>quite</hi> so."))
    assert change.words and not change.markup
    change = only(paragraphs("of <name>Malenkow</name>"), paragraphs("of <name>Malenkov</name>"))
    assert change.words and not change.markup


def test_notes_that_were_added_changed_removed_and_hung_elsewhere() -> None:
    note = '<note xml:id="n1">A note on the price of bread.</note>'
    plain, noted = paragraphs("On bread and wine."), paragraphs(f"On bread{note} and wine.")
    (added,) = only(plain, noted).notes
    assert (added.what, added.label, added.words[0].text) == (
        "added",
        "note 1",
        "A note on the price of bread.",
    )
    (removed,) = only(noted, plain).notes
    assert removed.what == "removed"
    (changed,) = only(noted, noted.replace("price", "cost")).notes
    assert changed.what == "changed" and Run("removed", "price") in changed.words
    (moved,) = only(noted, paragraphs(f"On bread and wine{note}.")).notes
    assert moved.moved == "hangs behind “On bread and wine” now"


def test_a_note_of_paragraphs_is_one_note_wherever_it_stands() -> None:
    old = "<list><item><p>One of them.</p><note><p>A note.</p><p>Its end.</p></note> And more.</item></list>"
    (note,) = only(old, old.replace("Its end", "The end")).notes
    assert note.words[-2:] == (Run("added", "The"), Run("same", " end."))
    assert Run("added", "less") in only(old, old.replace("more", "less")).words


def test_readings_of_an_apparatus() -> None:
    old = paragraphs(
        'An <app><lem wit="#A">end</lem><rdg wit="#B">and</rdg><rdg wit="#C">hand</rdg></app> of it'
    )
    (change,) = only(old, old.replace(">hand", ">band")).markup
    assert markup_told(change) == "app around “end”: rdg[2] changed from “hand” to “band”"


def test_paragraphs_that_moved_are_said_to_be_moved() -> None:
    old = "".join(f'<p xml:id="p{at}">{text}</p>' for at, text in enumerate(PARAGRAPHS))
    new = "".join(f'<p xml:id="p{at}">{PARAGRAPHS[at]}</p>' for at in (0, 2, 3, 1))
    change = only(old, new)
    assert (
        change.new_id == "p1"
        and change.moved == "stood behind paragraph 1 (#p0), stands behind paragraph 3 (#p3)"
    )


def test_without_addresses_passages_are_known_by_their_words() -> None:
    old = paragraphs(*PARAGRAPHS, ids="")
    new = paragraphs(
        "Something new at the head of it.", *PARAGRAPHS[:3], PARAGRAPHS[3].replace("all", "his"), ids=""
    )
    told = found(old, new).changes
    assert [(change.what, change.label) for change in told] == [
        ("added", "paragraph 1"),
        ("changed", "paragraph 5"),
    ]


def test_addresses_that_count_anew_do_not_hide_what_stayed() -> None:
    old, new = paragraphs(*PARAGRAPHS), paragraphs("Something new at the head of it.", *PARAGRAPHS)
    told = found(old, new)
    assert [change.what for change in told.changes] == ["added", *["changed"] * 4]
    assert not any(change.words for change in told.changes[1:])


def test_joined_and_divided_paragraphs() -> None:
    joined = paragraphs(f"{PARAGRAPHS[0]} {PARAGRAPHS[1]}", *PARAGRAPHS[2:], ids="")
    told = found(paragraphs(*PARAGRAPHS, ids=""), joined).changes
    assert "joined to what is paragraph 1 now" in [change.fate for change in told]
    told = found(joined, paragraphs(*PARAGRAPHS, ids="")).changes
    assert "divided from what was paragraph 1" in [change.fate for change in told]


def test_addresses_that_are_gone_and_tombstones() -> None:
    old = paragraphs(*PARAGRAPHS)
    (address,) = found(old, paragraphs(*PARAGRAPHS[:3])).addresses
    assert address == ("p4", "leads nowhere; the p is gone")
    stone = '<anchor xml:id="p4" type="removed" change="#change-p4"/>'
    said = '<change xml:id="change-p4">Paragraph 4 was removed in version 1.1.</change>'
    told = found(old, paragraphs(*PARAGRAPHS[:3]) + stone, change=said)
    assert told.addresses == (("p4", "leads to a tombstone: Paragraph 4 was removed in version 1.1."),)
    (address,) = found(old, old.replace('xml:id="p2"', 'xml:id="x"')).addresses
    assert address == ("p2", "leads nowhere; its words are paragraph 2 (#x)")


def test_what_the_header_says_otherwise() -> None:
    body = paragraphs(*PARAGRAPHS)
    (fact,) = found(body, body, title="Another title").facts
    assert (fact.name, fact.old, fact.new) == ("title", "A title", "Another title")


def test_what_stands_around_paragraphs() -> None:
    old = "<div>" + paragraphs(*PARAGRAPHS[:2]) + "</div>"
    change = only(old, f"<div><quote>{paragraphs(*PARAGRAPHS[:2])}</quote></div>")
    assert markup_told(change.markup[0]).startswith("quote added around “The first paragraph")


def test_the_summary_counts_by_kinds() -> None:
    old = paragraphs("One of them.", "Two of them, and more.")
    document = found(old, paragraphs("One of us.", "Two of us, and more."))
    comparison = Comparison("1.0", "1.1", (document, replace(document, what="added", name="y")))
    assert diff_summary(comparison) == "2 paragraphs changed in x; y is new"
    assert "One of [-them-]{+us+}." in diff_as_text(comparison)


BODIES = st.lists(
    st.tuples(
        st.sampled_from(["", "p1", "p2", "p3"]),
        st.sampled_from(PARAGRAPHS),
        st.sampled_from(["p", "l", "head"]),
    ),
    max_size=6,
    unique_by=lambda item: item[0] or item[1],
).map(
    lambda items: "".join(
        f"<{kind}{f' xml:id={name!r}' if name else ''}>{text}</{kind}>" for name, text, kind in items
    )
)


@given(BODIES, BODIES)
def test_exchanged_documents_exchange_what_was_removed_and_added(old: str, new: str) -> None:
    there, back = compared(old, new), compared(new, old)
    told = [sorted(_told(document, what)) for document, what in ((there, "added"), (back, "removed"))]
    assert told[0] == told[1]
    assert compared(old, old) is None


def _told(document: Document | None, what: str) -> list[str]:
    changes = document.changes if document else ()
    return [run.text for change in changes for run in change.words if run.what == what]
