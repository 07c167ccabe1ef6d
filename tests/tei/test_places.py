"""Elements and their words; a place among them is marked without a word being moved."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tei_edition.tei import Place, inner_text, insert_after, insert_at, insert_first, local, places


def read(xml: str, shared: str = "hi", alone: str = "p note") -> list[Place]:
    """The places of a document: elements named in `shared` share their words, those in `alone` do not."""
    kinds = {**dict.fromkeys(shared.split(), True), **dict.fromkeys(alone.split(), False)}
    return places(etree.fromstring(xml), lambda element, _: kinds.get(local(element)))


def words(xml: str) -> list[tuple[str, str]]:
    return [(local(place.element), place.text) for place in read(xml)]


def test_words_belong_to_the_innermost_place_and_to_those_it_shares_them_with() -> None:
    assert words("<b><p>one <hi>two <x>three</x></hi> four<note>five</note> six</p> seven</b>") == [
        ("p", "one two three four six"),
        ("hi", "two three"),
        ("note", "five"),
    ]


def test_what_is_said_again_and_what_is_no_text_is_passed_over() -> None:
    xml = "<p>a<choice><sic>b</sic><corr>c<hi>d</hi></corr></choice>e<!-- f -->g<?h i?>j</p>"
    assert words(xml) == [("p", "abegj")]


def test_what_a_place_stands_in_is_told_with_it() -> None:
    seen = {}

    def kind_of(element: etree._Element, around: list[Place]) -> bool | None:
        seen[local(element)] = [local(place.element) for place in around]
        return local(element) in ("p", "note") or None

    places(etree.fromstring("<b><p><x><note/></x></p><y/></b>"), kind_of)
    assert seen == {"b": [], "p": [], "x": ["p"], "note": ["p"], "y": []}


def marked(xml: str, offset: int) -> str:
    place = next(each for each in read(xml, shared="") if local(each.element) == "p")
    insert_at(place, offset, etree.Element("m"))
    return etree.tostring(place.element.getroottree(), encoding="unicode")


def test_a_mark_stands_as_far_outside_as_it_can() -> None:
    assert marked("<p>ab<hi>cd</hi>ef</p>", 0) == "<p><m/>ab<hi>cd</hi>ef</p>"
    assert marked("<p>ab<hi>cd</hi>ef</p>", 1) == "<p>a<m/>b<hi>cd</hi>ef</p>"
    assert marked("<p>ab<hi><x>cd</x></hi>ef</p>", 2) == "<p>ab<m/><hi><x>cd</x></hi>ef</p>"
    assert marked("<p>ab<hi>c<x>d</x></hi>ef</p>", 3) == "<p>ab<hi>c<m/><x>d</x></hi>ef</p>"
    assert marked("<p>ab<hi>cd</hi>ef</p>", 4) == "<p>ab<hi>cd</hi><m/>ef</p>"
    assert marked("<p>ab<hi>cd</hi>ef</p>", 6) == "<p>ab<hi>cd</hi>ef<m/></p>"


def test_a_mark_behind_words_of_another_place() -> None:
    assert marked("<p>ab<note>xy</note>cd</p>", 2) == "<p>ab<note>xy</note><m/>cd</p>"


@given(
    st.recursive(st.text("ab", max_size=3), lambda inner: st.lists(inner, max_size=4), max_leaves=12),
    st.data(),
)
def test_no_mark_moves_a_word(tree: object, data: st.DataObject) -> None:
    def xml(node: object) -> str:
        return node if isinstance(node, str) else "<x>" + "".join(map(xml, node)) + "</x>"  # type: ignore[call-overload]

    whole = f"<p>{xml(tree)}</p>"
    text = inner_text(etree.fromstring(whole))
    offset = data.draw(st.integers(0, len(text)))
    result = etree.fromstring(marked(whole, offset))
    mark = next(result.iter("m"))
    assert inner_text(result) == text
    before = "".join(mark.xpath("preceding::text()"))
    assert before == text[:offset]


def test_elements_put_in_at_fixed_places() -> None:
    root = etree.fromstring("<p><head/><head/>a<b/>c</p>")
    insert_first(root, etree.Element("m"), ("head",))
    insert_after(root[3], etree.Element("n"))
    assert [local(child) for child in root] == ["head", "head", "m", "b", "n"]
