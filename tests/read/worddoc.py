"""Word documents made of a few lines of WordprocessingML, for tests."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = {
    "Title": "Title",
    "Subtitle": "Subtitle",
    "Heading1": "heading 1",
    "Heading2": "heading 2",
    "Quote": "Quote",
    "Verse": "Verse",
    "Author": "Author",
    "Date": "Date",
    "Caption": "caption",
    "TOC1": "toc 1",
    "FootnoteText": "footnote text",
}
NUMBERING = """<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
<w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>
<w:lvlText w:val="(%2)"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>"""


def p(content: str, style: str = "", number: str = "", level: int = 0) -> str:
    """A paragraph; `content` is text, or runs where it begins with a tag."""
    run = content if content.startswith("<") else r(content)
    said = f'<w:pStyle w:val="{style}"/>' if style else ""
    said += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
    return f"<w:p><w:pPr>{said}</w:pPr>{run}</w:p>"


def r(text: str, look: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def note(number: int, kind: str = "footnote") -> str:
    """The marker of a note."""
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Reference w:id="{number}"/></w:r>'


def notes(kind: str, texts: dict[int, str]) -> str:
    """The part with the notes; each text is paragraphs."""
    found = "".join(f'<w:{kind} w:id="{number}">{text}</w:{kind}>' for number, text in texts.items())
    line = "<w:p><w:r><w:separator/></w:r></w:p>"
    return f'<w:{kind}s {NS}><w:{kind} w:type="separator" w:id="-1">{line}</w:{kind}>{found}</w:{kind}s>'


def picture(name: str, alt: str = "") -> str:
    """A run with the picture of that name, described by `alt`."""
    blip = f'<a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r:embed="{name}"/>'
    shown = f'<wp:docPr id="1" name="a" descr="{alt}"/>{blip}'
    return f"<w:r><w:drawing><wp:inline>{shown}</wp:inline></w:drawing></w:r>"


def document(
    path: Path,
    body: str,
    extra: dict[str, str] | None = None,
    links: dict[str, str] | None = None,
    pictures: dict[str, bytes] | None = None,
) -> Path:
    """Write a document; `extra` are further parts by kind (`footnotes`, `comments`, …), `links` addresses.

    `pictures` are the bytes of pictures by name.
    """
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{called}"/></w:style>'
        for name, called in STYLES.items()
    )
    parts = {
        "styles": f"<w:styles {NS}>{styles}</w:styles>",
        "numbering": f"<w:numbering {NS}>{NUMBERING}</w:numbering>",
        **(extra or {}),
    }
    relations = "".join(
        f'<Relationship Id="part{kind}" Type="{RELATION}/{kind}" Target="{kind}.xml"/>' for kind in parts
    ) + "".join(
        f'<Relationship Id="{name}" Type="{RELATION}/hyperlink" Target="{address}" TargetMode="External"/>'
        for name, address in (links or {}).items()
    )
    relations += "".join(
        f'<Relationship Id="{name}" Type="{RELATION}/image" Target="media/{name}"/>'
        for name in pictures or {}
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    types = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    main = f'<Override PartName="/word/document.xml" ContentType="{types}"/>'
    top = f'<Relationship Id="a" Type="{RELATION}/officeDocument" Target="word/document.xml"/>'
    files = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">{main}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">{top}</Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">{relations}</Relationships>',
        "word/document.xml": f"<w:document {NS}><w:body>{body}<w:sectPr/></w:body></w:document>",
        **{f"word/{kind}.xml": part for kind, part in parts.items()},
    }
    path.write_bytes(
        packed({**files, **{f"word/media/{name}": one for name, one in (pictures or {}).items()}})
    )
    return path


def packed(files: Mapping[str, str | bytes]) -> bytes:
    """Give a zip archive of these files."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return data.getvalue()
