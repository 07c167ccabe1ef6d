from tei_edition.render import render_html
from tei_edition.render.margin import Margin
from tests.render.samples import document, region


def test_short_notes_stand_beside_their_block():
    assert Margin().has_room(400, [80, 90])


def test_notes_that_would_begin_far_below_their_block_stand_under_it():
    margin = Margin()
    assert margin.has_room(60, [600])
    assert not margin.has_room(60, [60])


def test_text_without_notes_makes_room_again():
    margin = Margin()
    margin.has_room(60, [600])
    margin.advance(2000)
    assert margin.has_room(60, [60])


def test_a_note_longer_than_any_margin_stands_under_its_block():
    assert not Margin().has_room(60, [3000])


def test_the_page_says_which_notes_stand_under_their_block():
    long, short = "word " * 500, "word"
    root = region(render_html(document(f"<p>x<note>{short}</note></p><p>x<note>{long}</note></p>")).html)
    boxes = root.xpath(".//*[contains(@class, 'noted')]/@class")
    assert boxes == ["noted", "noted under"]
