"""An article as a whole: title block, lists, notes, verse and letters stand where TEI has them; all is valid."""

from pathlib import Path

import pytest
from lxml import etree

from tei_edition import encode
from tei_edition.tei import inner_text, local, parse_bytes


def encoded(folder: Path, text: str, toml: str = "", guess: bool = False) -> etree._Element:
    """Encode a text and give its TEI, which must be valid and complete."""
    (folder / "a.txt").write_text(text, "utf-8")
    (folder / "a.toml").write_text(toml, "utf-8")
    result = encode([folder / "a.txt"], folder / "out", guess=guess)
    assert [item.message for item in result.diagnostics if item.severity == "error"] == []
    return parse_bytes(result.files["a.xml"], "a.xml").getroot()


def outline(element: etree._Element) -> list[str]:
    """Give names and words of the children of the body and of its divisions."""
    lines = []
    for child in element:
        if local(child) in ("div", "list", "lg", "opener", "closer", "quote", "cit"):
            lines += [f"{local(child)}(", *outline(child), ")"]
        else:
            lines.append(f"{local(child)}: {' '.join(inner_text(child).split())}")
    return lines


def body(folder: Path, text: str) -> list[str]:
    found = encoded(folder, text).find("{*}text/{*}body")
    assert found is not None
    return outline(found)


LONG = "It was a long winter, and the snow lay on the hills until the end of March, so that nobody came."


def test_title_block_and_sections(tmp_path: Path) -> None:
    text = f"The Winter\n\nBy Jane Doe\n\n{LONG}\n\nA warm spring\n\n{LONG}\n"
    assert body(tmp_path, text) == [
        "head: The Winter",
        "byline: By Jane Doe",
        f"p: {LONG}",
        "div(",
        "head: A warm spring",
        f"p: {LONG}",
        ")",
    ]


def test_the_header_says_what_the_title_block_says(tmp_path: Path) -> None:
    text = f"The Winter\n\nBy Jane Doe\n\nFrom The Review, Vol. 3 No. 2, June 5, 1921, pp. 4–7.\n\n{LONG}\n\n{LONG}\n"
    header = encoded(tmp_path, text).find("{*}teiHeader")
    assert header is not None
    struct = header.find(".//{*}biblStruct")
    assert struct is not None
    assert [inner_text(e) for e in struct.iterfind(".//{*}title")] == ["The Winter", "The Review"]
    assert [inner_text(e) for e in struct.iterfind(".//{*}author")] == ["Jane Doe"]
    assert [(e.get("unit"), inner_text(e)) for e in struct.iterfind(".//{*}biblScope")] == [
        ("volume", "3"),
        ("issue", "2"),
        ("page", "4–7"),
    ]
    assert [e.get("when") for e in struct.iterfind(".//{*}date")] == ["1921-06-05"]


def test_the_toml_has_the_word(tmp_path: Path) -> None:
    toml = 'title = "Another"\nauthors = ["N. N."]\n[source]\ndate = 1922-01-01\n'
    header = encoded(tmp_path, f"The Winter\n\nBy Jane Doe\n\n{LONG}\n", toml).find("{*}teiHeader")
    assert header is not None
    statement = header.find(".//{*}titleStmt")
    assert statement is not None
    assert [inner_text(e) for e in statement if local(e) in ("title", "author")] == ["Another", "N. N."]


def test_numbered_items_and_their_numbers(tmp_path: Path) -> None:
    root = encoded(tmp_path, f"Title\n\n{LONG}\n\n1. One thing.\n\n2. Another thing.\n\n{LONG}\n")
    (items,) = root.iterfind(".//{*}body//{*}list")
    assert items.get("rend") == "numbered"
    assert [(item.get("n"), inner_text(item)) for item in items] == [
        ("1", "One thing."),
        ("2", "Another thing."),
    ]


def test_a_note_stands_at_its_marker(tmp_path: Path) -> None:
    root = encoded(tmp_path, f"Title\n\nSo it was.[1] {LONG}\n\nNotes\n\n1. Not so.\n")
    (note,) = root.iterfind(".//{*}body//{*}note")
    assert (note.get("n"), note.get("type"), inner_text(note)) == ("1", "authorial", "Not so.")
    assert note.getprevious() is None and note.getparent().text == "So it was."  # type: ignore[union-attr]
    assert "Notes" in [inner_text(e) for e in root.iterfind(".//{*}notesStmt/{*}note")]


def test_what_the_archive_added_leaves_the_text(tmp_path: Path) -> None:
    root = encoded(tmp_path, f"Title\n\n{LONG}\n\nLast updated on 2 August 2012\n")
    assert [inner_text(e) for e in root.iterfind(".//{*}notesStmt/{*}note")] == [
        "Last updated on 2 August 2012"
    ]
    assert "updated" not in inner_text(root.find("{*}text"))  # type: ignore[arg-type]


def test_who_put_words_into_a_quotation(tmp_path: Path) -> None:
    root = encoded(tmp_path, f"Title\n\nBy Jane Doe\n\nHe wrote: “The [old] winter is over.” {LONG}\n")
    (supplied,) = root.iterfind(".//{*}supplied")
    (author,) = root.iterfind(".//{*}titleStmt/{*}author")
    assert supplied.get("resp") == f"#{author.get('{http://www.w3.org/XML/1998/namespace}id')}"


@pytest.mark.parametrize(
    "text", ["One word", "1. Item.", "“Quoted.”", "[1]", "* * *", "NOTES\n\n1. x", "a\n\n\n\n\nb"]
)
def test_the_smallest_texts_are_valid(text: str, tmp_path: Path) -> None:
    encoded(tmp_path, text, guess=True)


def test_a_corrected_title_is_the_header_s_title(tmp_path: Path) -> None:
    toml = '[[correction]]\ntext = "The Wimter"\nsic = "Wimter"\ncorr = "Winter"\n'
    (tmp_path / "edition.toml").write_text('title = "T"\n[[editor]]\nid = "ed"\nname = "N."\n', "utf-8")
    root = encoded(tmp_path, f"The Wimter\n\nBy Jane Doe\n\n{LONG}\n", toml)
    assert [inner_text(e) for e in root.iterfind(".//{*}titleStmt/{*}title")] == ["The Winter"]
    assert [inner_text(e) for e in root.iterfind(".//{*}body/{*}head")] == ["The WimterWinter"]


def test_separators_of_any_spacing_are_valid(tmp_path: Path) -> None:
    found = encoded(tmp_path, f"A Title\n\n{LONG}\n\n＊　　　＊　　　＊\n\n{LONG}\n\n*\t*\t*\n\n{LONG}\n")
    assert [item.get("rend") for item in found.iter("{*}milestone")] == ["＊ ＊ ＊", "* * *"]


def test_signs_after_numbers_and_numbers_from_one_begin_another_list(tmp_path: Path) -> None:
    lists = ["1. First point.", "2. Second point.", "- a dash", "- another", "1. One more.", "2. And two."]
    assert body(tmp_path, f"A Title\n\n{LONG}\n\n" + "\n".join(lists) + f"\n\n{LONG}\n")[2:-1] == [
        *("list(", "item: First point.", "item: Second point.", ")"),
        *("list(", "item: a dash", "item: another", ")"),
        *("list(", "item: One more.", "item: And two.", ")"),
    ]


def test_columns_are_a_table(tmp_path: Path) -> None:
    rows = "TABLE I\nYear\tIncome\n1939\t72.5\n1940\t81.3\n"
    found = encoded(tmp_path, f"A Title\n\n{LONG}\n\n{rows}\n{LONG}\n")
    (table,) = found.iter("{*}table")
    assert [[inner_text(cell) for cell in row] for row in table.iter("{*}row")] == [
        ["Year", "Income"],
        ["1939", "72.5"],
        ["1940", "81.3"],
    ]
    assert [inner_text(head) for head in table.iter("{*}head")] == ["TABLE I"]


@pytest.mark.parametrize(
    "text",
    [
        'A Walk\n\n(By "WANDERER.")\n\nWe went up the hill in the morning, and came down in the evening.\n',
        "A. Maurer: Der Weg. In: Die Rampe 9 (1910), Nr. 41 vom 13. Mai, S. 12.\n\nDer Weg\n\nEs war ein Weg.\n",
    ],
)
def test_names_and_dates_of_the_head_nest_as_tei_allows(tmp_path: Path, text: str) -> None:
    source = tmp_path / "a.txt"
    source.write_text(text, "utf-8")
    assert [one for one in encode([source], tmp_path / "out").diagnostics if one.severity == "error"] == []
