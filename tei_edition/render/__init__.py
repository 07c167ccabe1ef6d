"""TEI documents → editions: the processing model says what each element is, one file per output how that looks.

1. `odd` reads the table (`model.odd`, and what an edition's own ODD changes in it): element, predicate → behaviour.
2. `engine` walks a document once and calls the behaviour of each element.
3. `html`, `text` and `markdown` implement the behaviours; `page`, `site`, `epub` and `pdf` put pages and books
   around texts.
"""

from tei_edition.metadata.header import Header, Person, read_header
from tei_edition.render.corpus import Corpus, connect
from tei_edition.render.epub import Epub, render_epub
from tei_edition.render.markdown import Markdown, render_markdown
from tei_edition.render.model import Model
from tei_edition.render.odd import load_odd, without_omitted
from tei_edition.render.page import HtmlOptions, Page, render_html
from tei_edition.render.pdf import Pdf, render_pdf
from tei_edition.render.said import said
from tei_edition.render.search import can_search, search_files
from tei_edition.render.site import Site, SiteOptions, render_site
from tei_edition.render.siteinfo import SiteInfo
from tei_edition.render.standoff import with_standoff_notes
from tei_edition.render.text import Text, render_text

__all__ = [
    "Corpus",
    "Epub",
    "Header",
    "HtmlOptions",
    "Markdown",
    "Model",
    "Page",
    "Pdf",
    "Person",
    "Site",
    "SiteInfo",
    "SiteOptions",
    "Text",
    "can_search",
    "connect",
    "load_odd",
    "read_header",
    "render_epub",
    "render_html",
    "render_markdown",
    "render_pdf",
    "render_site",
    "render_text",
    "said",
    "search_files",
    "with_standoff_notes",
    "without_omitted",
]
