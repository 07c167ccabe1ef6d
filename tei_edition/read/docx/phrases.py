"""The runs of a Word paragraph → words with their looks, links, fields, notes, comments, pictures, text boxes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePath
from urllib.parse import quote

from lxml import etree

from tei_edition.read.docx.package import Package, value_of
from tei_edition.read.docx.styles import Styles, child, looks_of
from tei_edition.read.links import safe_link
from tei_edition.read.writer import Writer
from tei_edition.tei import inner_text, local

__all__ = ["Phrases"]

Picture = tuple[Mapping[str, str], str]
"""Its link (`url`), if its bytes are at hand, and its description."""
SHOWN = re.compile(r"\.(?:png|jpe?g|gif|svg|webp)$", re.IGNORECASE)
"""Pictures that browsers show; metafiles are none."""

_THROUGH = frozenset(
    """smartTag customXml sdt sdtContent fldSimple AlternateContent Choice oMath oMathPara dir bdo ruby rubyBase
    ins moveTo del moveFrom hyperlink e num den sup sub fName rad deg sSup sSub f d nary func""".split()  # noqa: SIM905
)
"""Elements in a paragraph in which words stand."""
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_REMOVED = {"del": "deletions", "moveFrom": "deletions", "ins": "insertions", "moveTo": "insertions"}
_LINK = re.compile(r"\s*HYPERLINK\s+(?:\\[a-z]\s+)*\"(?P<address>[^\"]*)\"")


class Phrases:
    """Reads what stands in paragraphs; what does not fit into one waits until it ends."""

    def __init__(self, package: Package, writer: Writer, accept: bool) -> None:
        self.styles = Styles.of(package)
        self.line = 0
        self.called: list[tuple[str, str, int]] = []
        """The notes in the order in which the text calls them: part, id, number."""
        self._package, self._writer, self._accept = package, writer, accept
        self._stem = PurePath(package.file).stem
        self._comments = dict(_comments(package))
        self._boxes: list[etree._Element] = []
        self._pictures: list[Picture] = []
        self.images: dict[str, bytes] = {}
        """The bytes of the pictures so far, by the links the text has for them."""
        self._fields: list[list[str]] = []
        self._links: list[tuple[int, str]] = []
        self._look, self._look_start = "", 0
        self._custom = ""
        self._part = 0
        self._places: Mapping[etree._Element, int] = {}

    def begin(self, root: etree._Element, part: int) -> None:
        """Begin a part of the document: what stands where in it."""
        self._part, self._places = part, {element: at for at, element in enumerate(root.iter())}

    def boxes(self) -> list[etree._Element]:
        """Give the text boxes that hang from what has been read, once."""
        boxes, self._boxes = self._boxes, []
        return boxes

    def pictures(self) -> list[Picture]:
        """Give the pictures before the first word, once."""
        pictures, self._pictures = self._pictures, []
        return pictures

    # --- tracked changes -----------------------------------------------------------------------------------

    def keeps(self, name: str) -> bool:
        """Say whether what is marked as inserted or deleted stays."""
        return (name in ("ins", "moveTo")) == self._accept

    def reason(self, name: str) -> str:
        """Say why it does not."""
        done = "accepted" if self._accept else "rejected"
        return f"tracked {_REMOVED[name]}: changes are {done}"

    def keeps_row(self, row: etree._Element) -> bool:
        """Say whether a row of a table stays."""
        properties = child(row, "trPr")
        return all(child(properties, name) is None or self.keeps(name) for name in ("ins", "del"))

    def joins_next(self, properties: etree._Element | None) -> bool:
        """Say whether the end of a paragraph is deleted, so that the next goes on with it."""
        mark = child(properties, "rPr")
        return any(child(mark, name) is not None and not self.keeps(name) for name in ("ins", "del"))

    # --- words ---------------------------------------------------------------------------------------------

    def read(self, paragraph: etree._Element) -> None:
        """Read what stands in a paragraph."""
        self._inside(paragraph)
        self._set_look("")

    def leave_out(self, element: etree._Element, reason: str) -> None:
        """Leave the words of an element out; what only shows the same in another way has no words to lose."""
        if local(element) == "Fallback":
            return
        skipped: set[etree._Element] = set()
        for one in element.iter("*"):
            parent = one.getparent()
            if parent in skipped or local(one) == "Fallback":
                skipped.add(one)
            elif char := _character(one):
                self._writer.drop(char, reason, self.line, self._place(one))

    def _place(self, element: etree._Element) -> tuple[int, int]:
        return self._part, self._places.get(element, 0)

    def _inside(self, element: etree._Element) -> None:
        for one in element:
            if isinstance(one.tag, str):
                self._one(one, local(one))

    def _one(self, one: etree._Element, name: str) -> None:
        """Read an element of a paragraph or of a run."""
        if name in _REMOVED and not self.keeps(name):
            self.leave_out(one, self.reason(name))
        elif name == "r":
            self._run(one)
        elif name == "hyperlink":
            self._hyperlink(one)
        elif name in _THROUGH:
            self._inside(one)
        elif name in ("t", "delText"):
            self._text(one)
        elif name in ("drawing", "pict", "object"):
            self._drawing(one)
        elif name in _NOTES:
            self._note(one, _NOTES[name])
        elif name == "commentReference":
            self._comment(one)
        elif name in ("fldChar", "instrText"):
            self._field(one, name)
        else:
            self._sign(one, name)

    def _run(self, run: etree._Element) -> None:
        properties = child(run, "rPr")
        looks = {**self.styles.looks(value_of(properties, "rStyle")), **looks_of(properties)}
        if looks.get("hidden"):
            self.leave_out(run, "hidden text")
            return
        called = any(
            child(run, name) is not None
            for name in (*_NOTES, "footnoteRef", "endnoteRef", "commentReference")
        )
        self._set_look("" if called else " ".join(sorted(look for look, on in looks.items() if on)))
        self._inside(run)

    def _set_look(self, look: str) -> None:
        """End the stretch that looks as before where another begins."""
        if look != self._look:
            if self._look:
                self._writer.span(self._look_start, "hi", {"rend": self._look}, "so it is set")
            self._look, self._look_start = look, self._writer.at

    def _text(self, element: etree._Element) -> None:
        """Write words; those of the code of a field are left out."""
        text = element.text or ""
        if self._fields and self._fields[-1][0] == "code":
            self._writer.drop(text, "codes of fields", self.line, self._place(element))
            return
        start = self._writer.at
        self._writer.say(text, self.line, self._place(element))
        if self._custom and text.strip():
            self._writer.span(start, "note", {"target": self._custom}, "a note of the document")
            self._custom = ""

    def _sign(self, one: etree._Element, name: str) -> None:
        """Write what stands for a character."""
        if name in ("tab", "ptab"):
            self._writer.say(" ", self.line, self._place(one))
        elif name == "cr" or (name == "br" and value_of(one, "", "type") not in ("page", "column")):
            self._writer.line_end()
        elif char := _character(one):
            self._writer.say(char, self.line, self._place(one))
        elif name == "sym":
            self._writer.drop("", "signs of symbol fonts", self.line, self._place(one))
        elif name in ("rt", "Fallback"):
            self.leave_out(one, "readings beside the text (ruby)")

    def _hyperlink(self, link: etree._Element) -> None:
        kind, target = self._package.relations.get(value_of(link, "", "id") or "", ("", ""))
        start = self._writer.at
        self._inside(link)
        self._link(start, target if kind == "hyperlink" else "")

    def _link(self, start: int, target: str) -> None:
        if address := safe_link(target, ""):
            self._set_look("")
            self._writer.span(start, "ref", {"target": address}, "a link")

    def _field(self, one: etree._Element, name: str) -> None:
        """Follow a field: its code is no text, its result is; that of a link is one."""
        kind = value_of(one, "", "fldCharType") if name == "fldChar" else ""
        if name == "instrText" and self._fields:
            self._fields[-1][1] += one.text or ""
        elif kind == "begin":
            self._fields.append(["code", ""])
        elif kind == "separate" and self._fields:
            self._fields[-1][0] = "result"
            found = _LINK.match(self._fields[-1][1])
            self._links.append((self._writer.at, found["address"] if found else ""))
        elif kind == "end" and self._fields and self._fields.pop()[0] == "result":
            self._link(*self._links.pop())

    # --- notes and pictures --------------------------------------------------------------------------------

    def _note(self, one: etree._Element, part: str) -> None:
        """Write the number of a note as it is shown, tied to the note; or wait for the sign that stands there."""
        note = value_of(one, "", "id") or ""
        if (value_of(one, "", "customMarkFollows") or "0") not in ("0", "false"):
            self.called.append((part, note, 0))
            self._custom = f"{part}-{note}"
            return
        number = sum(of == part and bool(count) for of, _, count in self.called) + 1
        self.called.append((part, note, number))
        place = {"place": "end"} if part == "endnotes" else {}
        self._writer.point("note", {"target": f"{part}-{note}", "n": str(number), **place})

    def _comment(self, one: etree._Element) -> None:
        if said := self._comments.get(value_of(one, "", "id") or ""):
            self._writer.point("note", {"type": "editorial"}, said)

    def _drawing(self, drawing: etree._Element) -> None:
        """Keep a picture for its place, a text box for the end of the paragraph."""
        boxes = [one for one in drawing.iter("{*}txbxContent") if not _is_fallback(one, drawing)]
        outer = [box for box in boxes if not any(above in boxes for above in box.iterancestors())]
        self._boxes += outer
        if outer:
            return
        shown = next(drawing.iter("{*}docPr", "{*}cNvPr", "{*}shape"), None)
        said = [value_of(shown, "", name) for name in ("descr", "alt", "title")]
        alt = " ".join(next((text for text in said if text), "").split())
        url = self._saved(drawing)
        if not alt and not url:
            self._writer.drop("", "pictures without a description", self.line, self._place(drawing))
        elif self._writer.is_empty:
            self._pictures.append(({"url": url} if url else {}, alt))
        else:
            self._writer.point("figure", {"url": url} if url else {}, alt)

    def _saved(self, drawing: etree._Element) -> str:
        """Keep the bytes of a picture that browsers show; give the link to it, empty where there is none."""
        for one in drawing.iter("{*}blip", "{*}imagedata"):
            found = self._package.picture(value_of(one, "", "embed") or value_of(one, "", "id") or "")
            if found and SHOWN.search(found[0]):
                url = quote(f"{self._stem}-{found[0]}")
                self.images[url] = found[1]
                return url
        return ""


def _character(one: etree._Element) -> str:
    """Give the words an element stands for: its own, a hyphen that does not break, a sign that has a code."""
    name = local(one)
    if name in ("t", "delText"):
        return one.text or ""
    code = value_of(one, "", "char") or "" if name == "sym" else ""
    if re.fullmatch(r"[0-9A-Fa-f]{2,4}", code) and not 0xE000 <= int(code, 16) <= 0xF8FF:
        return chr(int(code, 16))
    return "-" if name == "noBreakHyphen" else ""


def _is_fallback(element: etree._Element, top: etree._Element) -> bool:
    """Say whether an element only shows in another way what another one shows."""
    for above in element.iterancestors():
        if local(above) == "Fallback":
            return True
        if above is top:
            break
    return False


def _comments(package: Package) -> list[tuple[str, str]]:
    """Give the comments by id: who says what, a blank line between paragraphs."""
    root = package.part("comments")
    found = []
    for one in root if root is not None else ():
        if isinstance(one.tag, str):
            paragraphs = [" ".join(inner_text(part).split()) for part in one.iter("{*}p")]
            who = value_of(one, "", "author") or ""
            text = "\n\n".join(part for part in paragraphs if part)
            if text:
                found.append((value_of(one, "", "id") or "", f"{who}: {text}" if who else text))
    return found
