"""Addresses last: whatever is done to the source, the words that survive keep theirs, and none is given twice."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from tei_edition.articles import OURS
from tei_edition.edition import ArticleConfig, Edition
from tei_edition.encode.article import Encoded, Setting, encode_article
from tei_edition.model import Source
from tei_edition.read import read_txt
from tei_edition.record import Fate, Record, load_record
from tei_edition.tei import inner_text, local, parse_bytes, q, serialise
from tei_edition.validate import validate_tree
from tests.encode.aligning.edits import Para, edit, homes, settled, start

TEI_ALL = Path(__file__).parents[3] / "shared" / "tei" / "tei_all.rng"
FIRST = """The first paragraph of the text says a few things about the weather.

The second paragraph goes on about the harvest and the price of grain.

A section

The third paragraph turns to politics, and to what the minister had said.

1. One item of a list that is numbered.

2. Another item of the list, somewhat longer.

The last paragraph ends all this with a sigh."""

OPENING = "It has been found that an opening was left out by the printer, and here it stands again, at last."


def encoded(text: str, record: Record | None = None, version: str = "1.1") -> Encoded:
    source = Source("a.txt", text, "utf-8")
    edition = Edition(Path(), Path(), title="T", version=version, date="2026-01-02")
    config = ArticleConfig("a", Path("a.txt"), title="T", record=record or Record())
    return encode_article(source, read_txt(source), config, Setting(edition, software="0"))


def written(made: Encoded) -> etree._ElementTree:
    """Give the document as it is read again, valid."""
    tree = parse_bytes(serialise(made.tree), "a.xml")
    assert [item.message for item in validate_tree(tree, "a.xml", OURS) if item.severity == "error"] == []
    return tree


def ids(made: Encoded) -> list[str]:
    text = written(made).getroot().find(q("text"))
    assert text is not None
    return [element.get(q("xml:id"), "") for element in text.iter(etree.Element) if element.get(q("xml:id"))]


def words_at(made: Encoded, name: str) -> str:
    (element,) = (item for item in made.tree.iter(etree.Element) if item.get(q("xml:id")) == name)
    return " ".join(inner_text(element).split())


@pytest.fixture(scope="module")
def first() -> Encoded:
    return encoded(FIRST)


def test_the_first_time_all_are_numbered_and_recorded(first: Encoded) -> None:
    assert ids(first) == list(first.record.texts) == ["p1", "p2", "d1", "p3", "i1", "i2", "p4"]
    assert first.record.texts["d1"] == "A section"


def test_the_second_time_nothing_changes(first: Encoded) -> None:
    again = encoded(FIRST, first.record)
    assert serialise(again.tree) == serialise(first.tree)
    assert again.record == first.record and again.diagnostics == first.diagnostics


def test_a_new_paragraph_gets_a_number_of_its_own(first: Encoded) -> None:
    text = FIRST.replace("\n\nA section", "\n\nSomething quite new is said here.\n\nA section")
    made = encoded(text + "\n\nAnd a postscript was added by another hand.", first.record)
    assert ids(made) == ["p1", "p2", "p2a", "d1", "p3", "i1", "i2", "p4", "p5"]
    assert words_at(made, "p2a").startswith("Something")


def test_one_before_all_others_comes_before_the_first(first: Encoded) -> None:
    assert ids(encoded(f"{OPENING}\n\n{FIRST}", first.record))[:2] == ["p0a", "p1"]


def test_a_moved_paragraph_takes_its_address_along(first: Encoded) -> None:
    head, second, *rest = FIRST.split("\n\n")
    made = encoded("\n\n".join([head, *rest, second]), first.record)
    assert ids(made) == ["p1", "d1", "p3", "i1", "i2", "p4", "p2"]
    assert not made.diagnostics


def test_a_paragraph_that_is_gone_stops_the_build_until_the_editor_says_so(first: Encoded) -> None:
    text = "\n\n".join(part for part in FIRST.split("\n\n") if not part.startswith("The second"))
    (finding,) = encoded(text, first.record).diagnostics
    assert (finding.code, finding.severity, finding.file) == ("address-dropped", "error", "a.ids.toml")
    assert finding.hint and 'p2 = "1.1"' in finding.hint
    made = encoded(text, Record(first.record.texts, {"p2": "1.1"}))
    assert not made.diagnostics and ids(made) == list(first.record.texts)
    (anchor,) = written(made).iter(q("anchor"))
    assert (anchor.get("type"), anchor.get("n"), anchor.get("change")) == ("removed", "2", "#change-p2")
    (change,) = (item for item in written(made).iter(q("change")) if item.get(q("xml:id")) == "change-p2")
    assert inner_text(change) == "Paragraph 2 was removed in version 1.1."
    later = encoded(text.replace("a sigh", "a cry"), made.record, "1.2")
    assert later.record.removed == {"p2": "1.1"} and ids(later) == ids(made)


@pytest.mark.parametrize("name", ["p1", "p2", "d1", "p3", "i1", "i2", "p4"])
def test_what_was_removed_leaves_a_valid_mark_wherever_it_stood(first: Encoded, name: str) -> None:
    words = first.record.texts[name]
    text = "\n\n".join(part for part in FIRST.split("\n\n") if not part.endswith(words))
    made = encoded(text, Record(first.record.texts, {name: "2.0"}))
    assert not made.diagnostics and sorted(ids(made)) == sorted(first.record.texts)
    if TEI_ALL.is_file():
        assert validate_tree(written(made), "a.xml", [TEI_ALL]) == []


def test_words_that_come_back_have_the_address_they_had(first: Encoded) -> None:
    made = encoded(FIRST, Record(first.record.texts, {"p2": "1.1"}))
    assert made.record.removed == {} and ids(made) == ids(first)


def test_a_divided_paragraph_says_so(first: Encoded) -> None:
    made = encoded(FIRST.replace("politics, and to what", "politics.\n\nAnd to what"), first.record)
    assert ids(made) == ["p1", "p2", "d1", "p3", "p3a", "i1", "i2", "p4"]
    assert made.record.split == {"p3a": Fate("p3", "1.1")}
    told = [item.get("target") for item in written(made).iter(q("change")) if item.get("type") == "split"]
    assert told == ["#p3 #p3a"]


def test_joined_paragraphs_keep_both_addresses_and_can_be_divided_again(first: Encoded) -> None:
    joined = encoded(FIRST.replace("weather.\n\nThe second", "weather. The second"), first.record)
    assert ids(joined) == ids(first) and not joined.diagnostics
    assert joined.record.merged == {"p2": Fate("p1", "1.1")}
    (paragraph,) = (item for item in joined.tree.iter(q("p")) if item.get("n") == "1")
    anchor = paragraph[0]
    assert (local(anchor), anchor.get(q("xml:id")), anchor.get("type")) == ("anchor", "p2", "merged")
    assert inner_text(paragraph).startswith(FIRST.split("\n\n")[0] + " The second")
    assert joined.record.texts["p2"] == first.record.texts["p2"]
    corrected = encoded(
        FIRST.replace("weather.\n\nThe second", "whether. The second"), joined.record, version="1.2"
    )
    assert corrected.record.merged == joined.record.merged
    divided = encoded(FIRST, corrected.record)
    assert ids(divided) == ids(first) and divided.record.merged == {} and divided.record.split == {}


def test_a_paragraph_that_becomes_an_item_or_verse_keeps_its_address(first: Encoded) -> None:
    text = FIRST.replace("\n\nThe last paragraph", "\n\n3. The last paragraph")
    made = encoded(text, first.record)
    assert ids(made) == ids(first)
    assert [local(item) for item in made.tree.iter(etree.Element) if item.get(q("xml:id")) == "p4"] == [
        "item"
    ]


def test_notes_have_addresses_that_last() -> None:
    notes = "Notes\n\n1. What he said is known from a letter.\n\n2. Prices rose until the spring."
    text = FIRST.replace("weather.", "weather.[1]").replace("grain.", "grain.[2]")
    first = encoded(f"{text}\n\n{notes}")
    assert {"fn1", "fn2"} <= set(ids(first))
    moved = "Notes\n\n1. Prices rose until the spring.\n\n2. What he said is known from a letter."
    again = encoded(f"{text}\n\n{moved}", first.record)
    assert words_at(again, "fn1") == words_at(first, "fn1")
    without = encoded(FIRST, Record(first.record.texts, {"fn1": "2", "fn2": "2"}))
    assert {"fn1", "fn2"} <= set(ids(without)) and not without.diagnostics


@settings(max_examples=1, deadline=None, derandomize=True, phases=[Phase.generate])
@given(seed=st.integers(0, 2**32 - 1), batch=st.sampled_from((1, 5)))
def test_200_random_edits_to_a_source(seed: int, batch: int) -> None:
    random = Random(seed)
    paras = start("prose", 15, random)
    made = encoded(source_of(paras))
    for step in range(200 // batch):
        before, record = settled(paras), made.record
        names = named(made, before)
        paras = list(before)
        for _ in range(batch):
            edit(paras, "prose", random)
        made = accepted(source_of(paras), record, str(step))
        now = {name: at for at, found in enumerate(named(made, paras)) for name in found}
        strays = [
            name
            for origin, places in homes(before, paras).items()
            for name in names[origin][:1]
            if len(names[origin]) == 1 and now.get(name, places[0]) not in places
        ]
        assert strays == []
        if step % 40 == 0:
            assert set(record.texts) <= set(ids(made)) and len(ids(made)) == len(set(ids(made)))


def accepted(text: str, record: Record, version: str) -> Encoded:
    """Encode a text whose editor says of every address that is gone that it may go."""
    made = encoded(text, record)
    while gone := [item.excerpt.partition(":")[0] for item in made.diagnostics if item.excerpt]:
        record = Record(
            record.texts, {**record.removed, **dict.fromkeys(gone, version)}, record.split, record.merged
        )
        made = encoded(text, record)
    return made


def source_of(paras: list[Para]) -> str:
    return "\n\n".join(para.text for para in paras)


def named(made: Encoded, paras: list[Para]) -> list[list[str]]:
    """Give the addresses that lead to each paragraph; none where it was taken for a heading, a signature, …."""
    found = {
        "".join(inner_text(item).split()): [
            each.get(q("xml:id"), "") for each in item.iter(q("p"), q("anchor")) if each.get(q("xml:id"))
        ]
        for item in made.tree.iter(q("p"))
    }
    return [found.get("".join(para.text.split()), []) for para in paras]


def test_a_record_survives_its_file(first: Encoded, tmp_path: Path) -> None:
    (tmp_path / "a.ids.toml").write_bytes(first.record.as_toml("a"))
    assert load_record(tmp_path / "a.ids.toml") == first.record
