"""TEI → the HTML of a text: each behaviour of the processing model, once.

What the account of words relies on: what is put in (paragraph numbers, note markers, labels of items, page
numbers) stands in elements with `data-generated`; a note's content stands in an element with
`data-ledger="note"` and `data-note`, after the block of the page that the note hangs from, so that no note
splits a paragraph; of a `choice` both readings are there, in the TEI's order, with the classes `v-reading`
and `v-source` beside `sic`, `corr`, ….
"""

from __future__ import annotations

import re

from tei_edition.render import pieces, safe
from tei_edition.render.engine import depth
from tei_edition.render.fragment import Amendment, Heading
from tei_edition.render.html_base import Html, HtmlBase, backlink, head_of, marker
from tei_edition.render.phrases import language_attributes, phrase_tag
from tei_edition.render.pieces import Piece, joined
from tei_edition.render.reading import reading_text
from tei_edition.tei import q


class HtmlEngine(HtmlBase):
    """The behaviours in HTML."""

    output = "web"

    # -- behaviours: the frame of the document ---------------------------------------------------------

    def as_document(self, frame: Html) -> Piece:
        """A document is what is in it."""
        return Piece("block", pieces.flow(frame.out))

    def as_text(self, frame: Html) -> Piece:
        """Words that stand as they are."""
        return Piece("block" if frame.blocky else "text", joined(frame.out))

    def as_body(self, frame: Html) -> Piece:
        """Front, body and back."""
        if all(piece.blank for piece in frame.out):
            return Piece("text", "")
        return self.block(frame, "div", "flow" if frame.flow else "")

    def as_section(self, frame: Html) -> Piece:
        """A division."""
        return self.block(
            frame, "section" if head_of(frame) is not None else "div", "flow" if frame.flow else ""
        )

    def as_heading(self, frame: Html) -> Piece:
        """A heading of the depth at which it stands, or the page's title."""
        is_title = frame.element is self.title
        level = 1 if is_title else min(depth(frame) + 1, 6)
        parent = frame.parent
        anchor = frame.id or (parent.id if parent else "")
        if not anchor:
            anchor = frame.id = self.free("s1")
            self.taken.add(anchor)
        if is_title and parent is not None and parent.flow:
            self.titled = parent
        self.headings.append(Heading(level, anchor, reading_text(frame.element)))
        if not joined(frame.out).strip():
            return Piece("text", "")
        if frame.blocky:
            role = f' role="heading" aria-level="{level}"'
            return Piece("block", f"<div{self.attributes(frame)}{role}>{pieces.flow(frame.out)}</div>\n")
        return self.block(frame, f"h{level}")

    def as_title(self, frame: Html) -> Piece:
        """A line of a title page; a heading when it is the page's title."""
        return self.as_heading(frame) if frame.element is self.title else self.as_block(frame)

    def as_metadata(self, frame: Html) -> Piece | None:
        """The header is for the page's frame."""

    as_omit = as_index = as_metadata

    # -- behaviours: blocks --------------------------------------------------------------------------

    def as_paragraph(self, frame: Html) -> Piece:
        """A paragraph, with its number when it has an address; a `div` when blocks are in it."""
        label = frame.element.get("n", "").strip() or str(frame.number)
        number = ""
        if frame.number and _SAID.search(joined(frame.out)):
            frame.linked = True
            self.places[frame.element] = frame.id, label
            told = safe.attribute(self.told(frame))
            title = f' title="{told}"' if told else ""
            number = (
                f'<a class="pn" href="#{safe.attribute(frame.id)}" data-generated{title}'
                f' aria-label="Paragraph {safe.attribute(label)}">{safe.text(label)}</a> '
            )
        return self.block(frame, "div" if frame.blocky else "p", before=number)

    def as_block(self, frame: Html) -> Piece:
        """A block that is none of the others; quoted words are set off."""
        if frame.within("figure", "table") and frame.row.css_class == "caption":
            named = frame.id or language_attributes(frame.element)
            return Piece("caption", self.wrap(frame, "span").html if named else joined(frame.out))
        if frame.element in self.letters:
            self.pointed.add(f"te-ref-{frame.id}")
            return self.block(frame, "div", "apart", before=backlink(frame.id, self.letters[frame.element]))
        quoted = frame.row.value("quotation", frame.element) == "yes"
        return self.block(frame, "blockquote" if quoted else "div")

    def as_cit(self, frame: Html) -> Piece:
        """Quoted words with their reference."""
        return self.wrap(frame, "span")

    def as_list(self, frame: Html) -> Piece:
        """A list; what stands before its first item stands before it."""
        tag = frame.kind
        stray = '<dd class="stray">{}</dd>' if tag == "dl" else '<li class="stray">{}</li>'
        before, items = pieces.only(frame.out, "item", stray)
        items = f"<{tag}>\n{items}</{tag}>\n" if items else ""
        return Piece("block", f"<div{self.attributes(frame, 'list')}>\n{before}{items}</div>\n")

    def as_listItem(self, frame: Html) -> Piece:
        """An item, or the label of one; its printed number, if it has one, is its permalink."""
        if not frame.within("list"):
            return self.block(frame, "div")
        assert frame.parent is not None
        inner, label = (
            joined(frame.out),
            pieces.item_label(frame.element, frame.row.value("n", frame.element)),
        )
        if label and frame.name == "item":
            inner = self.label(frame, label) + inner
        tag = "li"
        if frame.parent.kind == "dl":
            tag = "dt" if frame.name == "label" else "dd"
        return Piece("item", f"<{tag}{self.attributes(frame, 'labelled' if label else '')}>{inner}</{tag}>\n")

    def label(self, frame: Html, label: str) -> str:
        """Give the printed label of an item."""
        if not frame.id:
            return f'<span class="label" data-generated>{safe.text(label)}</span> '
        href = safe.attribute(frame.id)
        return f'<a class="label" href="#{href}" data-generated>{safe.text(label)}</a> '

    def as_table(self, frame: Html) -> Piece:
        """A table, in a box that scrolls where it is too wide."""
        captions = [piece for piece in frame.out if piece.kind == "caption"]
        rest = [piece for piece in frame.out if piece.kind != "caption"]
        before, rows = pieces.only(rest, "row", '<tr class="stray"><td colspan="1">{}</td></tr>')
        caption = f"<caption>{pieces.lines(captions)}</caption>\n" if captions else ""
        if not rows:
            return Piece("block", f"<div{self.attributes(frame)}>{pieces.lines(captions)}{before}</div>\n")
        self.captions += 1
        frame.linked = True
        return Piece(
            "block",
            f'<div class="table-box" role="group" aria-label="Table {self.captions}" tabindex="0">{before}'
            f"<table{self.attributes(frame)}>\n{caption}<tbody>\n{rows}</tbody>\n</table></div>\n",
        )

    def as_row(self, frame: Html) -> Piece:
        """A row of a table."""
        if not frame.within("table"):
            return self.block(frame, "div")
        before, cells = pieces.only(frame.out, "cell", "<td>{}</td>")
        cells = (f"<td>{before}</td>" if before else "") + cells or "<td></td>"
        return Piece("row", f"<tr{self.attributes(frame)}>{cells}</tr>\n")

    def as_cell(self, frame: Html) -> Piece:
        """A cell; one with the role of a label is a header."""
        if not frame.within("row") or not (frame.parent and frame.parent.within("table")):
            return self.block(frame, "div")
        roles = {frame.element.get("role"), frame.parent.element.get("role") if frame.parent else None}
        tag = "th" if "label" in roles and joined(frame.out).strip() else "td"
        span = self.spans.pop(frame.element, "")
        return Piece("cell", f"<{tag}{span}{self.attributes(frame)}>{joined(frame.out)}</{tag}>")

    def as_figure(self, frame: Html) -> Piece:
        """A figure; its head is the caption, with all that follows unless it comes first."""
        out = [piece for piece in frame.out if not piece.blank]
        heads = [at for at, piece in enumerate(out) if piece.kind == "caption" and piece.html.strip()]
        start = heads[0] if heads else len(out)
        others = (at for at, piece in enumerate(out) if piece.kind != "caption")
        end = len(out) if start else next(others, len(out))
        caption = f"<figcaption>{pieces.lines(out[start:end])}</figcaption>\n" if heads else ""
        inner = pieces.flow(out[:start]) + caption
        return Piece("block", f"<figure{self.attributes(frame)}>{inner}{pieces.flow(out[end:])}</figure>\n")

    def as_graphic(self, frame: Html) -> Piece:
        """An image."""
        source = safe.href(frame.row.value("url", frame.element))
        described = frame.within("figure") and frame.parent is not None and len(frame.parent.element) > 1
        told = frame.row.value("title", frame.element) or "Illustration"
        alt = "" if described else safe.attribute(told)
        if not source or source.startswith(("mailto:", "#")):
            return Piece("text", joined(frame.out))
        image = f'<img{self.attributes(frame)} src="{safe.attribute(source)}" alt="{alt}" loading="lazy">'
        return Piece("block" if frame.blocky else "phrase", image + joined(frame.out))

    # -- behaviours: notes ---------------------------------------------------------------------------

    def as_note(self, frame: Html) -> Piece:
        """A marker here, linked to the note beside or below the block, which is linked back."""
        number, key = frame.number, safe.attribute(frame.id)
        kind = safe.token(frame.element.get("type", ""))
        inner = pieces.flow(frame.out) if frame.blocky else f"<p>{joined(frame.out)}</p>"
        classes = " ".join(filter(None, ["note", kind]))
        html = (
            f'<div{self.address(frame)} class="{classes}" role="doc-footnote" data-ledger="note" data-note="{key}"'
            f"{language_attributes(frame.element)}>{backlink(frame.id, str(number))}{inner}</div>"
        )
        frame.notes.append((number, self.seen - frame.start, Piece("block", html)))
        self.seen = frame.start
        frame.linked = True
        return Piece("phrase", marker(frame.id, str(number)))

    # -- behaviours: phrases -------------------------------------------------------------------------

    def as_inline(self, frame: Html) -> Piece:
        """A phrase, in the HTML element that means the same where there is one."""
        if not joined(frame.out) and (content := frame.row.value("empty", frame.element)):
            reason = safe.attribute(frame.element.get("reason", ""))
            title = f' title="{reason}"' if reason else ""
            return Piece(
                "phrase", f"<span{self.attributes(frame)}{title} data-generated>{safe.text(content)}</span>"
            )
        return self.wrap(frame, phrase_tag(frame.element))

    def as_default(self, frame: Html) -> Piece:
        """An element without a row: a block if blocks are in it, else a phrase."""
        return self.wrap(frame, "span")

    def as_alternate(self, frame: Html) -> Piece:
        """Two readings, each with the other for a title, of which style shows one."""
        self.amend(frame)
        return self.wrap(frame, "span", "choice")

    def amend(self, frame: Html) -> None:
        """Record a correction for the page's list."""
        sic, corr = frame.element.find(q("sic")), frame.element.find(q("corr"))
        if sic is None or corr is None:
            return
        where, place = self.place()
        self.amendments.append(Amendment(where, place, reading_text(sic), reading_text(corr)))

    def place(self) -> tuple[str, str]:
        """Give name and address of the place the innermost open element is in."""
        for frame in reversed(self.stack):
            if frame.behaviour == "note":
                return f"note {frame.number}", frame.id
            if frame.id and frame.behaviour in ("paragraph", "listItem"):
                label = frame.element.get("n", "").strip() or str(frame.number or "")
                return (f"¶ {label}" if frame.behaviour == "paragraph" else f"item {label}"), frame.id
            if frame.behaviour == "heading":
                return "heading", frame.id or (frame.parent.id if frame.parent else "")
        return "text", ""

    def as_link(self, frame: Html) -> Piece:
        """A link, where it leads somewhere and no link is in it; a name shows what its entry says."""
        uri = frame.row.value("uri", frame.element).split()
        name = self.names.get(uri[0][1:]) if uri and uri[0].startswith("#") else None
        href = name.href if name else self.target(uri[0] if uri else "")
        about = safe.attribute(name.about) if name else ""
        classes = self.attributes(frame, "name" if frame.name != "ref" and frame.name != "ptr" else "")
        inner = joined(frame.out)
        if href and not has_words(inner):
            inner += f"<span data-generated>{safe.text(href) if ':' in href else '→'}</span>"
        if not href or frame.linked:
            title = f' title="{about}"' if about else ""
            tag, attributes = ("div" if frame.blocky else "span"), classes + title
        else:
            told = f' data-about="{about}"' if about else ""
            tag, attributes = "a", f'{classes} href="{safe.attribute(href)}"{told}'
            frame.linked = True
        return Piece("block" if frame.blocky else "phrase", f"<{tag}{attributes}>{inner}</{tag}>")

    def target(self, uri: str) -> str:
        """Give the safe form of a link; empty when it leads nowhere we know."""
        if uri.startswith("#"):
            key = safe.identifier(uri[1:])
            self.pointed.add(key)
            return f"#{key}" if key in self.local else ""
        return safe.href(uri)

    def as_anchor(self, frame: Html) -> Piece:
        """A place without words; where words were removed, one that says so."""
        place = f"<span{self.address(frame)}></span>" if frame.id else ""
        if frame.row.value("removed", frame.element) == "yes":
            told = safe.text(self.told(frame) or "Something was removed here.")
            loose = frame.parent is not None and frame.parent.flow
            tag, kind = ("p", "block") if loose else ("span", "phrase")
            html = f"<{tag}{self.attributes(frame, 'removed')} data-generated>{told}</{tag}>\n"
            return Piece(kind, html + joined(frame.out))
        return Piece("block" if frame.blocky else "phrase", place + joined(frame.out))

    def as_glyph(self, frame: Html) -> Piece:
        """A character that Unicode lacks: what stands for it."""
        return self.wrap(frame, "span")

    def as_break(self, frame: Html) -> Piece:
        """The end of a line, a page, a column or a part of the text; it should be empty, but may not be."""
        label = frame.row.value("label", frame.element)
        kind = frame.row.value("type", frame.element)
        if kind == "section":
            printed = f' data-rend="{safe.attribute(label)}"' if label else ""
            return Piece("block", f"<hr{self.attributes(frame)}{printed}>\n{joined(frame.out)}")
        if kind == "line":
            unbroken = "unbroken" if frame.element.get("break") == "no" else ""
            mark = f"<br{self.attributes(frame, unbroken)}>"
        elif label:
            role = (
                f' role="doc-pagebreak" aria-label="{kind} {safe.attribute(label)}"' if kind == "page" else ""
            )
            words = self.pictured(frame, safe.text(label))
            mark = f"<span{self.attributes(frame)}{role} data-generated>{words}</span>"
        elif frame.element in self.facsimiles:
            words = self.pictured(frame, "\u25a4")
            mark = f'<span{self.address(frame)} class="facs" data-generated>{words}</span>'
        else:
            return self.as_anchor(frame)
        return Piece("block" if frame.blocky else "phrase", mark + joined(frame.out))

    def pictured(self, frame: Html, words: str) -> str:
        """Let the number of a page lead to its picture."""
        picture = self.facsimiles.get(frame.element)
        if picture is None:
            return words
        frame.linked = True
        told = safe.attribute(f"Picture of page {picture.label}" if picture.label else "Picture of the page")
        return f'<a href="#te-facs-{picture.number}" aria-label="{told}">{words}</a>'


def has_words(html: str) -> bool:
    """Tell whether the markup shows anything that can be read aloud."""
    return _WORDS.search(html) is not None


_WORDS = re.compile(r"(?:^|>)\s*[^<\s]|<img")
_SAID = re.compile(r"(?:^|(?<!<span data-generated)>)\s*[^<\s]|<img")
"""Words that are no more than the address of a link without any."""
