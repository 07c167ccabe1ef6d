"""Documents that say how they are cited, as those of others do."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from tei_edition.tei import parse_bytes

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"
WRAPPER = "{https://w3id.org/api/dts#}wrapper"

LUKE = """<refsDecl n="verses" default="false">
    <citeStructure unit="verse" match="//seg" use="@n"/>
  </refsDecl>
  <refsDecl default="true">
    <citeStructure unit="book" match="//body/div" use="@n">
      <citeData property="dc:title" use="head"/>
      <citeData property="https://example.org/words" use="count(.//seg)"/>
      <citeStructure unit="chapter" match="div" use="position()" delim=" ">
        <citeStructure unit="verse" match="./*/seg" use="@n" delim=":"/>
      </citeStructure>
    </citeStructure>
  </refsDecl>
  <refsDecl n="page"><citeStructure unit="page" match="//pb" use="@n"/></refsDecl>"""

BOOKS = """<pb n="1"/><div n="Luke"><head>The Gospel of <hi>Luke</hi></head>
    <div type="chapter"><head>One</head>
      <p><seg n="1">In the beginning,</seg> <seg n="2">there was<pb n="2"/> a word.</seg></p>
      <p><seg n="3">And then?</seg></p></div>
    <div type="chapter"><head>Two</head> <p><seg n="1">Nothing<note>or nearly</note>.</seg></p></div></div>
  <div n="Mark"><head>Mark</head> <div type="chapter"><p><seg n="1">Again <pb n="3"/>a word.</seg></p></div></div>"""


def document(declared: str = LUKE, body: str = BOOKS) -> etree._Element:
    """A document with that in its `encodingDesc`, and that in its body."""
    return parse_bytes(
        f"""<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en" xml:id="books"><teiHeader><fileDesc><titleStmt>
<title>Books</title></titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc>
<encodingDesc><p/>{declared}</encodingDesc></teiHeader><text><body>{body}</body></text></TEI>""".encode(),
        "books.xml",
    ).getroot()
