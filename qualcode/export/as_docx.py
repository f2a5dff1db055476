"""Blocks as a Word document, in the house style of a template or in ours."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from qualcode.export.blocks import Block, Contents, Figure, Heading, Listed, Paragraph, Quotation
from qualcode.export.numbering import Counted, counted, entries, labels_in
from qualcode.export.paper import lie, turned_pages
from qualcode.export.table import Table
from qualcode.export.word.house import House
from qualcode.export.word.pictures import picture
from qualcode.export.word.pieces import (
    TAB,
    begun,
    bookmarked,
    ended,
    field,
    paragraph,
    raw_run,
    run,
    twips,
    written,
)
from qualcode.export.word.styles import BULLETED
from qualcode.export.word.tables import TableInWord, legend
from qualcode.transcripts.fitting import fitting

KEPT, NEXT_PAGE = "<w:keepNext/>", "<w:pageBreakBefore/>"
# Ends a section, and takes no room of its own.
THIN = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
DEEPEST = 5  # Word has nine levels of headings, a report this many below its title
LONG = 1500  # characters: what is kept with its source may not take half a page along
MOST_OF_A_PAGE = 0.75  # as tall as a figure may be
MOST_BELOW = 0.3  # a table that goes on, and is taller, does so on a page of its own


def as_docx(
    blocks: Sequence[Block], *, language: str = "en", template: Path | None = None
) -> bytes:
    """The document; the same blocks and template give the same bytes.

    Of a template the styles, the page, headers and footers stay, and its words go. Raises
    InputError for one that can't be used.
    """
    house = House(language, template)
    titles = (block.text for block in blocks if isinstance(block, Heading) and block.level == 1)
    body = "".join(_Writer(house, counted(blocks, language), language).body())
    return house.built(body, next(titles, ""))


class _Writer:
    """One report on its way into one document."""

    def __init__(self, house: House, found: list[Counted], language: str) -> None:
        self._house = house
        self._found = found
        self._labels = labels_in(language)
        self._room = house.pages.room
        self._style = house.styles.of
        self._marks = 0

    def body(self) -> Iterator[str]:
        """All paragraphs and tables, and a section for each run of turned or upright pages."""
        turned = turned_pages([each.block for each in self._found], self._room)
        is_first = True
        for n, (each, is_turned) in enumerate(zip(self._found, turned, strict=True)):
            if n and is_turned != turned[n - 1]:
                section = self._house.pages.section(is_turned=turned[n - 1], is_first=is_first)
                yield paragraph(self._style("Normal"), "", THIN + section)
                is_first = False
            yield from self._block(each)
        yield self._house.pages.section(is_turned=bool(turned and turned[-1]), is_first=is_first)

    def _block(self, each: Counted) -> Iterator[str]:
        block = each.block
        if isinstance(block, Heading):
            yield self._heading(block, each.number)
        elif isinstance(block, Paragraph):
            yield written(self._style("Normal"), block.text)
        elif isinstance(block, Quotation):
            yield from self._quotation(block)
        elif isinstance(block, Listed):
            yield from (written(self._style(BULLETED), point) for point in block.points)
        elif isinstance(block, Contents):
            yield from self._contents(block)
        elif isinstance(block, Figure):
            yield from self._figure(block, each)
        else:
            yield from self._table(block, each)

    def _heading(self, heading: Heading, number: int) -> str:
        name = "Title" if heading.level == 1 else f"heading {min(heading.level - 1, DEEPEST)}"
        self._marks += 1
        return paragraph(
            self._style(name), bookmarked(self._marks, _anchor(number), run(heading.text))
        )

    def _quotation(self, quotation: Quotation) -> Iterator[str]:
        *before, last = fitting(quotation.text).split("\n")
        style = self._style("Quote")
        yield from (written(style, line) for line in before)
        yield written(style, last, kept=KEPT if len(last) < LONG else "")
        yield written(self._style("Quote Source"), f"— {quotation.source}")

    def _contents(self, contents: Contents) -> Iterator[str]:
        """A field that Word fills when the document is opened; until then it lists what it can."""
        yield paragraph(self._style("TOC Heading"), run(contents.title))
        listed = entries(self._found, contents)
        start = begun(f'TOC \\o "1-{min(contents.depth - 1, DEEPEST)}" \\h \\z \\u')
        edge = twips(self._room.upright)
        tabs = f'<w:tabs><w:tab w:val="right" w:pos="{edge}"/></w:tabs>'
        for heading, number in listed:
            anchor = _anchor(number)
            page = raw_run(TAB) + field(f"PAGEREF {anchor} \\h", "")
            link = f'<w:hyperlink w:anchor="{anchor}" w:history="1">{run(heading.text)}{page}'
            style = self._style(f"toc {min(heading.level - 1, DEEPEST)}")
            yield paragraph(style, f"{start}{link}</w:hyperlink>", tabs)
            start = ""
        yield paragraph(self._style("Normal"), start + ended())

    def _figure(self, figure: Figure, each: Counted) -> Iterator[str]:
        name, wide, tall = self._house.picture(figure.png)
        scale = min(1.0, self._room.upright / wide, MOST_OF_A_PAGE * self._house.pages.tall / tall)
        self._marks += 1
        drawn = picture(name, self._marks, figure, wide * scale, tall * scale)
        yield paragraph(self._style("Normal"), raw_run(drawn), KEPT)
        yield self._caption(each, figure.caption)

    def _table(self, table: Table, each: Counted) -> Iterator[str]:
        lying = lie(table, self._room)
        styles = self._house.styles.grid(), self._style("Table Words")
        for n, part in enumerate(lying.parts):
            word = TableInWord(table, part, lying.head, styles)
            if n:
                is_long = word.tall > MOST_BELOW * self._house.pages.tall
                yield self._caption(each, table.title, KEPT + NEXT_PAGE * is_long, is_more=True)
            elif each.number:
                yield self._caption(each, table.title, KEPT)
            yield word.xml()
            if n < len(lying.parts) - 1:
                yield self._note("")
        signs, notes = legend(table), table.notes
        if signs:
            yield paragraph(self._style("Table Note"), signs, KEPT if notes else "")
        yield from (self._note(note) for note in notes)
        if not signs and not notes:
            yield self._note("")  # keeps two tables apart

    def _note(self, text: str) -> str:
        return written(self._style("Table Note"), text)

    def _caption(self, each: Counted, text: str, kept: str = "", *, is_more: bool = False) -> str:
        """A caption with its number as Word counts; what goes on is not counted again."""
        if is_more and each.number:
            begin = run(f"{each.label} {each.number} ({self._labels.continued}). ")
        elif is_more:
            begin = run(f"({self._labels.continued})")
        else:
            number = field(f"SEQ {each.label} \\* ARABIC", str(each.number))
            begin = run(f"{each.label} ") + number + run(". ")
        return paragraph(self._style("caption"), begin + run(text), kept)


def _anchor(number: int) -> str:
    return f"_Toc{number:08}"
