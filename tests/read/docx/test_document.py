"""Word documents: what styles, notes, changes, fields and boxes become, and what is refused."""

import zipfile
from pathlib import Path

import pytest

from tei_edition import encode
from tei_edition.errors import ReadError
from tei_edition.model import Block, Source
from tei_edition.read import read
from tests.read.worddoc import NS, document, note, notes, p, packed, picture, r

CHOICE = '<mc:Choice Requires="wps">{}</mc:Choice><mc:Fallback>{}</mc:Fallback>'
TWO = f"<mc:AlternateContent>{CHOICE}</mc:AlternateContent>"
PICTURE = (
    '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="P" descr="A hill"/></wp:inline></w:drawing></w:r>'
)


def read_body(
    folder: Path, body: str, changes: str = "accept", **extra: str
) -> tuple[Source, tuple[Block, ...]]:
    return read(
        document(folder / "a.docx", body, extra, {"L": "https://example.org/", "J": "javascript:x"}), changes
    )


def texts(folder: Path, body: str, changes: str = "accept", **extra: str) -> list[str]:
    return [block.text for block in read_body(folder, body, changes, **extra)[1]]


def left_out(source: Source) -> dict[str, str]:
    found: dict[str, str] = {}
    for run in source.runs:
        if run.fate == "left out":
            found[run.reason] = found.get(run.reason, "") + run.text
    return found


def test_styles_and_numberings_say_what_a_paragraph_is(tmp_path: Path) -> None:
    body = [
        p("T", "Title"),
        p("S", "Subtitle"),
        p("A. Writer", "Author"),
        p("H", "Heading2"),
        p("x"),
        p("q", "Quote"),
    ]
    body += [p("one", number="1"), p("sub", number="1", level=1), p("two", number="1"), p("sign", number="2")]
    body += [p("anew", number="3"), p("l 1", "Verse"), p("l 2", "Verse"), p(""), p("end")]
    found = [
        (block.kind, block.level, block.label, block.text) for block in read_body(tmp_path, "".join(body))[1]
    ]
    assert found == [
        ("title", 0, "", "T"),
        ("subtitle", 0, "", "S"),
        ("byline", 0, "", "A. Writer"),
        ("heading", 2, "", "H"),
        ("paragraph", 0, "", "x"),
        ("quote", 0, "", "q"),
        ("item", 1, "1.", "one"),
        ("item", 2, "(a)", "sub"),
        ("item", 1, "2.", "two"),
        ("item", 1, "•", "sign"),
        ("item", 1, "1.", "anew"),
        ("verse", 0, "", "l 1 l 2"),
        ("paragraph", 0, "", "end"),
    ]


CHANGED = p(
    r("It is ")
    + '<w:ins w:id="1"><w:r><w:t>very </w:t></w:r></w:ins>'
    + '<w:del w:id="2"><w:r><w:delText xml:space="preserve">not so </w:delText></w:r></w:del>'
    + r("high.")
)
JOINED = f'<w:p><w:pPr><w:rPr><w:del w:id="9"/></w:rPr></w:pPr>{r("One, ")}</w:p>{p("and two.")}'


@pytest.mark.parametrize(
    ("changes", "words", "reason"),
    [
        (
            "accept",
            ["It is very high.", "One, and two."],
            {"tracked deletions: changes are accepted": "not so "},
        ),
        (
            "reject",
            ["It is not so high.", "One,", "and two."],
            {"tracked insertions: changes are rejected": "very "},
        ),
    ],
)
def test_tracked_changes(changes: str, words: list[str], reason: dict[str, str], tmp_path: Path) -> None:
    source, blocks = read_body(tmp_path, CHANGED + JOINED, changes)
    assert [block.text for block in blocks] == words
    assert left_out(source) == reason


def test_tracked_changes_are_rejected_where_the_toml_or_the_command_says_so(tmp_path: Path) -> None:
    path = document(tmp_path / "a.docx", p("T", "Title") + CHANGED)
    assert b"very high" in encode([path], tmp_path / "1").files["a.xml"]
    assert b"not so high" in encode([path], tmp_path / "2", changes="reject").files["a.xml"]
    (tmp_path / "a.toml").write_text('changes = "reject"')
    assert b"not so high" in encode([path], tmp_path / "3").files["a.xml"]
    (tmp_path / "a.toml").write_text('changes = "maybe"')
    (finding,) = encode([path], tmp_path / "4").diagnostics
    assert finding.code == "configuration"
    assert "maybe" in finding.message


def test_notes_and_comments_stand_where_they_are_called(tmp_path: Path) -> None:
    star = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="4"/><w:t>*</w:t></w:r>'
    comment = '<w:r><w:commentReference w:id="0"/></w:r>'
    body = p("T", "Title") + p(
        r("One")
        + note(2)
        + r(" and two")
        + note(3, "endnote")
        + r(" and a star")
        + star
        + r(" here")
        + comment
        + r(".")
    )
    extra = {
        "footnotes": notes(
            "footnote", {2: p("First.") + p("More."), 4: p("* Starred."), 5: p("Never called.")}
        ),
        "endnotes": notes("endnote", {3: p("Last.")}),
        "comments": f'<w:comments {NS}><w:comment w:id="0" w:author="Ed">{p("Is it so?")}</w:comment></w:comments>',
        "header": f"<w:hdr {NS}>{p('Running head')}</w:hdr>",
    }
    path = document(tmp_path / "a.docx", body, extra)
    result = encode([path], tmp_path)
    assert result.ok, result.diagnostics
    text = " ".join(result.files["a.xml"].decode().split())
    first = '<note xml:id="fn1" n="1" type="authorial" place="bottom"><p>First.</p><p>More.</p></note>'
    assert f"One{first} and two" in text
    assert 'and two<note xml:id="fn2" n="1" type="authorial" place="end">Last.</note>' in text
    assert 'star<note xml:id="fn3" n="*" type="authorial" place="bottom">Starred.</note> here' in text
    assert 'here<note xml:id="n1" n="1" type="editorial" resp="#tei_edition">Ed: Is it so?</note>.' in text
    assert left_out(read(path)[0])["notes that the text does not call"] == "Never called."
    assert left_out(read(path)[0])["headers and footers of the page"] == "Running head"


def test_words_in_unusual_places(tmp_path: Path) -> None:
    tag = (
        f'<w:smartTag w:element="place"><w:smartTag w:element="City">{r("London")}</w:smartTag></w:smartTag>'
    )
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText> HYPERLINK "https://example.org/f" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{r("a field")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    hyphens = (
        "<w:r><w:t>self</w:t><w:noBreakHyphen/><w:t>made con</w:t><w:softHyphen/>"
        "<w:t>\u00adtent</w:t><w:tab/><w:t>x</w:t></w:r>"
    )
    box = TWO.format(
        f"<w:drawing><wps:txbx><w:txbxContent>{p('In a box.')}</w:txbxContent></wps:txbx></w:drawing>",
        f"<w:pict><v:textbox><w:txbxContent>{p('In a box.')}</w:txbxContent></v:textbox></w:pict>",
    )
    control = f"<w:sdt><w:sdtContent>{p('In a control.')}</w:sdtContent></w:sdt>"
    toc = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    )
    body = p(tag + r(" ") + field + r(" ") + hyphens + f"<w:r>{box}</w:r>" + r(" SECRET", "<w:vanish/>"))
    body += control + f"{toc}<w:sdtContent>{p('Contents 1')}</w:sdtContent></w:sdt>"
    source, blocks = read_body(tmp_path, body)
    assert [block.text for block in blocks] == [
        "London a field self-made content x",
        "In a box.",
        "In a control.",
    ]
    assert left_out(source)["hidden text"] == " SECRET"
    assert left_out(source)["the table of contents"] == "Contents 1"
    assert [span.attributes for span in source.spans if span.tag == "ref"] == [
        {"target": "https://example.org/f"}
    ]


def test_looks_and_links(tmp_path: Path) -> None:
    off = '<w:b w:val="0"/>'
    body = p(
        r("a ") + r("bo", "<w:b/>") + r("ld", "<w:b/>") + r(" not", off) + r(" small", "<w:smallCaps/><w:i/>")
        + f'<w:hyperlink r:id="L">{r(" out")}</w:hyperlink><w:hyperlink r:id="J">{r(" bad")}</w:hyperlink>'
    )  # fmt: skip
    source, _ = read_body(tmp_path, body)
    found = [
        (span.tag, *span.attributes.values(), source.text[span.start : span.end]) for span in source.spans
    ]
    assert sorted(found) == [
        ("hi", "bold", "bold"),
        ("hi", "italic small-caps", "small"),
        ("ref", "https://example.org/", "out"),
    ]


def test_tables_and_pictures(tmp_path: Path) -> None:
    def row(*cells: str, head: str = "") -> str:
        return f"<w:tr><w:trPr>{head}</w:trPr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"

    merged = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>'
    data = row(p("Year"), p("Hills"), head="<w:tblHeader/>") + row(merged + p("1911"), p("4"))
    data += row("<w:tcPr><w:vMerge/></w:tcPr>" + p(""), p("5"))
    box = row('<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + p("A box.") + p("With two paragraphs."))
    body = f"{p('Text.')}<w:tbl>{data}</w:tbl><w:tbl>{box}</w:tbl>" + p(PICTURE) + p(r("Beside") + PICTURE)
    source, blocks = read_body(tmp_path, body)
    cells = [({**block.attributes}, block.text) for block in blocks if block.kind == "cell"]
    assert cells == [
        ({"table": "1", "row": "1", "role": "label"}, "Year"),
        ({"table": "1", "row": "1", "role": "label"}, "Hills"),
        ({"table": "1", "row": "2", "rows": "2"}, "1911"),
        ({"table": "1", "row": "2"}, "4"),
        ({"table": "1", "row": "3"}, "5"),
    ]
    rest = [(block.kind, block.text) for block in blocks if block.kind != "cell"]
    assert rest[1:] == [
        ("paragraph", "A box."),
        ("paragraph", "With two paragraphs."),
        ("figure", ""),
        ("paragraph", "Beside"),
    ]
    assert [span.content for span in source.spans if span.tag == "figure"] == ["A hill"]


BOMB = packed(
    {"word/document.xml": "<a/>" + " " * 50_000_000, "_rels/.rels": "<a/>", "[Content_Types].xml": "<a/>"}
)
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'


def replaced(path: Path, name: str, content: str) -> Path:
    """Write a document with one part replaced."""
    with zipfile.ZipFile(document(path, p("x"))) as archive:
        files = {one: archive.read(one).decode() for one in archive.namelist()}
    path.write_bytes(packed({**files, name: content}))
    return path


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no text"),
        (b"no zip at all", "zip archive is broken"),
        (b"PK\x03\x04" + b"\0" * 100, "zip archive is broken"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "password"),
        (packed({"a.txt": "x"}), "no Word document"),
        (packed({"_rels/.rels": "<a/>", "[Content_Types].xml": "<a/>"}), "none of Word"),
        (packed({"_rels/.rels": "<a", "[Content_Types].xml": "<a/>"}), "no XML"),
        (BOMB, "would unpack to"),
    ],
)
def test_what_is_no_document_is_refused(data: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(data)
    with pytest.raises(ReadError, match=message) as caught:
        read(tmp_path / "a.docx")
    assert caught.value.file == str(tmp_path / "a.docx")
    assert caught.value.hint or message == "no text"


@pytest.mark.parametrize(
    "content", [f"{ENTITIES}<w:document {NS}><w:body>&c;</w:body></w:document>", "<w:document", "", "\0\0"]
)
def test_broken_parts_are_refused(content: str, tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"word/document.xml"):
        read(replaced(tmp_path / "a.docx", "word/document.xml", content))


def test_a_part_that_does_not_unpack_is_refused(tmp_path: Path) -> None:
    path = document(tmp_path / "a.docx", p("words " * 500))
    data = bytearray(path.read_bytes())
    at = data.index(b"word/document.xml") + 40
    data[at : at + 20] = b"\xff" * 20
    path.write_bytes(bytes(data))
    with pytest.raises(ReadError, match="cannot be unpacked"):
        read(path)


def test_an_empty_document_has_no_text(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no text"):
        texts(tmp_path, p(""))


def test_pictures_lie_beside_the_tei_and_captions_belong_to_the_one_above(tmp_path: Path) -> None:
    body = p("The Mill", "Title") + p("4 May 1890", "Date") + p("Before it.")
    body += p(picture("mill.png", "A mill")) + p("The mill in May", "Caption")
    body += p("After it, as was said " + "at some length " * 5 + ".") + p(picture("chart.emf", "A chart"))
    body += p(r("A word and ") + picture("big.jpg") + r("another."))
    pictures = {"mill.png": b"one", "big.jpg": b"two", "chart.emf": b"three"}
    result = encode([document(tmp_path / "the mill.docx", body, pictures=pictures)], tmp_path / "out")
    (xml,) = (data.decode() for data in result.files.values())
    assert '<docDate><date when="1890-05-04">4 May 1890</date></docDate>' in xml
    mill = '<graphic url="the%20mill-mill.png"/><figDesc>A mill</figDesc><head>The mill in May</head>'
    assert f"<figure>{mill}</figure>" in xml
    assert 'and <figure><graphic url="the%20mill-big.jpg"/></figure>another.' in xml
    assert "<figure><figDesc>A chart</figDesc></figure>" in xml
    written = {path.name: path.read_bytes() for path in (tmp_path / "out").glob("*.[pj]*g")}
    assert written == {"the mill-mill.png": b"one", "the mill-big.jpg": b"two"}
