"""Word's XML → paragraphs and tables: the words a reader of the document sees, and no others."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from qualcode.sources.word_xml import Styles, child, is_on, local, value

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
# Taken out by a tracked change, or no part of the text at all.
_LEFT_OUT = frozenset(
    ("del", "moveFrom", "pPr", "rPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr")
)
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_TOLD = {
    "footnoteReference": "a footnote",
    "endnoteReference": "an endnote",
    "sym": "a symbol",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a comment's range begins or ends, or its sign stands: a position in the text."""

    comment: str
    kind: str
    at: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its 1-based number; soft line breaks are newlines in its text (NFC).

    `bold` is its first stretch of bold words; `style` the name of its style; `key` what Word's
    newer parts call it.
    """

    number: int
    text: str
    bold: tuple[int, int] = (0, 0)
    style: str = ""
    marks: tuple[Mark, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A table's cell; `across` columns wide; `goes_on` where it continues the cell above."""

    paragraphs: tuple[Paragraph, ...]
    across: int = 1
    goes_on: bool = False

    @property
    def text(self) -> str:
        """Its paragraphs' words, on one line."""
        return " ".join(" ".join(each.text.split()) for each in self.paragraphs).strip()


@dataclass(frozen=True, slots=True)
class Table:
    """A table's rows."""

    rows: tuple[tuple[Cell, ...], ...]


@dataclass(slots=True)
class _Open:
    """A paragraph in the making."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    bold: tuple[int, int] = (0, 0)
    after_bold: bool = False
    marks: list[tuple[str, str, int]] = field(default_factory=list)


class Body:
    """Reads a document's body: `read` gives its paragraphs and tables in order.

    `left_out` counts afterwards what was seen and isn't among the words, `boxes` holds the
    words of text boxes, `changes` says whether changes were tracked. `styles` is only asked
    where a style is used, as they are often longer than the talk.
    """

    def __init__(self, styles: Callable[[], Styles] = Styles) -> None:
        self.left_out: Counter[str] = Counter()
        self.boxes: list[str] = []
        self.changes = False
        self._styles = styles
        self._open = _Open()
        self._number = 0
        self._fields: list[bool] = []  # of each field begun: are these its instructions?

    def read(self, parent: etree._Element) -> list[Paragraph | Table]:
        """The paragraphs and tables within `parent`."""
        blocks = list(self._blocks(parent))
        if self._open.pieces or self._open.marks:
            blocks.append(self._closed("", ""))
        return blocks

    def _blocks(self, parent: etree._Element) -> Iterator[Paragraph | Table]:
        for element in parent:
            name = local(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield Table(tuple(self._rows(element)))
            elif name in ("commentRangeStart", "commentRangeEnd"):
                self._mark(element, name)
            elif name == "AlternateContent":
                yield from self._blocks(element[0]) if len(element) else ()
            elif name not in _LEFT_OUT and not _is_placeholder(element):
                yield from self._blocks(element)

    def _rows(self, parent: etree._Element) -> Iterator[tuple[Cell, ...]]:
        for element in parent:
            if local(element) == "tr":
                if child(element, "trPr", "del") is None:
                    yield tuple(self._cells(element))
            elif local(element) not in _LEFT_OUT:
                yield from self._rows(element)

    def _cells(self, parent: etree._Element) -> Iterator[Cell]:
        for element in parent:
            if local(element) == "tc":
                properties = child(element, "tcPr")
                across = value(child(properties, "gridSpan"))
                merged = child(properties, "vMerge")
                yield Cell(
                    tuple(self._flat(element)),
                    min(int(across), 100) if across.isdecimal() and len(across) < 4 else 1,
                    merged is not None and value(merged) != "restart",
                )
            elif local(element) not in _LEFT_OUT:
                yield from self._cells(element)

    def _flat(self, parent: etree._Element) -> Iterator[Paragraph]:
        """The paragraphs of a cell, those of tables within it too."""
        for block in self._blocks(parent):
            if isinstance(block, Paragraph):
                yield block
            else:
                yield from (each for row in block.rows for cell in row for each in cell.paragraphs)

    def _paragraph(self, element: etree._Element) -> Iterator[Paragraph]:
        self._number += 1
        self._runs(element)
        properties = child(element, "pPr")
        if child(properties, "rPr", "del") is not None:
            self.changes = True
            return  # its end was taken out: it goes on in the next
        key = value(child(properties, "pStyle"))
        style = self._styles().names.get(key, "") if key else ""
        yield self._closed(style, element.get(f"{_W14}paraId", ""))

    def _closed(self, style: str, key: str) -> Paragraph:
        made, self._open = self._open, _Open()
        raw = "".join(made.pieces)
        text = unicodedata.normalize("NFC", raw)

        def at(place: int) -> int:
            return len(unicodedata.normalize("NFC", raw[:place])) if text != raw else place

        marks = tuple(Mark(comment, kind, at(place)) for comment, kind, place in made.marks)
        return Paragraph(
            self._number, text, (at(made.bold[0]), at(made.bold[1])), style, marks, key
        )

    def _runs(self, parent: etree._Element) -> None:
        for element in parent:
            name = local(element)
            if name == "r":
                self._run(element)
            elif name in ("commentRangeStart", "commentRangeEnd"):
                self._mark(element, name)
            elif name in ("ins", "moveTo"):
                self.changes = True
                self._runs(element)
            elif name in ("del", "moveFrom"):
                self.changes = True
            elif name == "AlternateContent":
                self._runs(element[0]) if len(element) else None
            elif name == "p":  # only in a text box that stands outside any run
                self._box(element)
            elif name not in _LEFT_OUT and not _is_placeholder(element):
                self._runs(element)

    def _run(self, run: etree._Element) -> None:
        properties = child(run, "rPr")
        style = value(child(properties, "rStyle"))
        hidden = is_on(properties, "vanish")
        if hidden or (hidden is None and style and style in self._styles().hidden):
            if any(local(each) == "t" and each.text for each in run):
                self.left_out["hidden text"] += 1
            return
        bold = is_on(properties, "b")
        if bold is None:
            bold = bool(style) and style in self._styles().bold
        self._pieces(run, bold)

    def _pieces(self, run: etree._Element, bold: bool) -> None:
        for element in run:
            name = local(element)
            if name == "t":
                self._add(element.text or "", bold)
            elif name in _SIGNS:
                self._add(_SIGNS[name], bold)
            elif name == "fldChar":
                self._field(value(element, "fldCharType"))
            elif name == "commentReference":
                self._mark(element, name)
            elif name in ("drawing", "pict", "object"):
                self._box(element)
            elif name == "AlternateContent":
                self._pieces(element[0], bold) if len(element) else None
            elif name == "ruby":
                base = child(element, "rubyBase")
                self._runs(base) if base is not None else None
            elif name in _TOLD:
                self.left_out[_TOLD[name]] += 1

    def _field(self, kind: str) -> None:
        """Between `begin` and `separate` stand a field's instructions; what follows is shown."""
        if kind == "begin":
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _add(self, text: str, bold: bool) -> None:
        if not text or any(self._fields):
            return
        made = self._open
        begin, made.length = made.length, made.length + len(text)
        made.pieces.append(text)
        if made.after_bold or text.isspace():
            return
        if bold:
            made.bold = (made.bold[0] if made.bold[1] else begin, made.length)
        elif made.bold[1]:
            made.after_bold = True

    def _mark(self, element: etree._Element, name: str) -> None:
        self._open.marks.append((value(element, "id"), name, self._open.length))

    def _box(self, element: etree._Element) -> None:
        words = "".join(each.text or "" for each in element.iter() if local(each) == "t")
        if words.strip():
            self.boxes.append(words)


def _is_placeholder(element: etree._Element) -> bool:
    """True for a content control that nobody has filled in."""
    return local(element) == "sdt" and bool(is_on(child(element, "sdtPr"), "showingPlcHdr"))
