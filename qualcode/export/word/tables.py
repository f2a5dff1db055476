"""A table as Word has it: heads on every page, states told by sign and shade."""

from collections.abc import Iterator

from qualcode.export.paper import BOLD as BOLDER
from qualcode.export.paper import LINE, Part, lines, width
from qualcode.export.paper import SIGN as SHORT
from qualcode.export.table import Row, Table, Value
from qualcode.export.word.pieces import paragraph, run, safe, twips, written
from qualcode.export.word.styles import BOLD

# The colours of the other formats; what has no sign is hatched, so that no state is told by its
# colour alone.
SHADES = {
    "value": '<w:shd w:val="clear" w:color="auto" w:fill="D9EAF7"/>',
    "not_mentioned": '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>',
    "not_asked": '<w:shd w:val="clear" w:color="auto" w:fill="E4DFEC"/>',
    "not_coded": '<w:shd w:val="clear" w:color="auto" w:fill="FFF2CC"/>',
    "not_interviewed": '<w:shd w:val="thinDiagStripe" w:color="A6A6A6" w:fill="FFFFFF"/>',
}
HEAD = '<w:shd w:val="clear" w:color="auto" w:fill="D9D9D9"/>'
UPWARDS = '<w:textDirection w:val="btLr"/>'
CENTRED = '<w:jc w:val="center"/>'
WHOLE = 250.0  # points: a row that is taller may go on on the next page
ROW = 3.0  # points above and below the words of a row
BESIDE = 70  # twips left and right of the words in a cell
EN_SPACES = "\u2002\u2002"


class TableInWord:
    """One part of a table, in the style of tables and that of words in them."""

    def __init__(self, table: Table, part: Part, head: float | None, styles: tuple[str, str]):
        self._table = table
        self._part = part
        self._head = head
        self._grid, self._words = styles
        self._signs = {sign.state for sign in table.signs}

    @property
    def tall(self) -> float:
        """About how tall it is."""
        rows = sum(LINE * most + ROW for most in map(self._lines, self._table.rows))
        return (self._head or LINE) + rows

    def xml(self) -> str:
        wide = [twips(each) for each in self._part.widths]
        grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in wide)
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{safe(self._grid)}"/>'
            f'<w:tblW w:w="{sum(wide)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            f'<w:tblCellMar><w:left w:w="{BESIDE}" w:type="dxa"/>'
            f'<w:right w:w="{BESIDE}" w:type="dxa"/></w:tblCellMar>'
            '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0"'
            ' w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
            f'<w:tblCaption w:val="{safe(self._table.title)}"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>"
            f"{self._heads()}{''.join(self._rows())}</w:tbl>"
        )

    def _heads(self) -> str:
        stub, part = len(self._table.stub), self._part
        cells = []
        heads = (*self._table.stub, *self._table.heads[part.first : part.last])
        for n, (text, wide) in enumerate(zip(heads, part.widths, strict=True)):
            upwards = UPWARDS if self._head is not None and n >= stub else ""
            below = "" if upwards else '<w:vAlign w:val="bottom"/>'
            shown = text if upwards else _breaking(text, wide)
            words = paragraph(self._words, run(shown, BOLD), "<w:keepNext/>")
            cells.append(_cell(words, wide, HEAD + upwards + below))
        tall = "" if self._head is None else f'<w:trHeight w:val="{twips(self._head)}"/>'
        return f"<w:tr><w:trPr><w:cantSplit/>{tall}<w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"

    def _texts(self, row: Row) -> list[str]:
        shown = (*row.stub, *self._table.shown(row)[self._part.first : self._part.last])
        return ["" if value is None else str(value) for value in shown]

    def _lines(self, row: Row) -> int:
        return max(map(lines, self._texts(row), self._part.widths))

    def _rows(self) -> Iterator[str]:
        """The last one stays on a page with what is said below the table."""
        rows, has_more = self._table.rows, bool(self._table.remarks)
        for n, row in enumerate(rows, start=1):
            yield self._row(row, "<w:keepNext/>" if has_more and n == len(rows) else "")

    def _row(self, row: Row, kept: str) -> str:
        wide, texts, stub = self._part.widths, self._texts(row), len(row.stub)
        inside = slice(self._part.first, self._part.last)
        states = (row.states or ("",) * len(row.cells))[inside]
        cells = [
            _cell(written(self._words, _breaking(text, each), kept=kept, letters=BOLD), each)
            for text, each in zip(texts[:stub], wide[:stub], strict=True)
        ]
        cells += [
            self._cell(text, own, state, each)
            for text, own, state, each in zip(
                texts[stub:], row.cells[inside], states, wide[stub:], strict=True
            )
        ]
        whole = "<w:trPr><w:cantSplit/></w:trPr>" if self._lines(row) * LINE < WHOLE else ""
        return f"<w:tr>{whole}{''.join(cells)}</w:tr>"

    def _cell(self, text: str, own: Value, state: str, wide: float) -> str:
        if isinstance(own, str) and own:
            centred = self._signs and width(text) <= SHORT
            return _cell(written(self._words, text, look=CENTRED if centred else ""), wide)
        shade = SHADES.get(state, "") if state in self._signs else ""
        return _cell(written(self._words, text, look=CENTRED), wide, shade)


def legend(table: Table) -> str:
    """The runs that say what signs mean, each sign in its shade; empty where there are none."""
    told: Iterator[str] = (
        run(f" {sign.sign.strip() or EN_SPACES} ", SHADES.get(sign.state, ""))
        + run(f"\u00a0{sign.meaning}")
        for sign in table.signs
    )
    return run(EN_SPACES + " ").join(told)


def _breaking(name: str, wide: float) -> str:
    """A name that is too long for its column may break behind its slashes, as Word else won't."""
    return name if lines(name, wide / BOLDER) == 1 else name.replace("/", "/\u200b")


def _cell(content: str, wide: float, look: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{twips(wide)}" w:type="dxa"/>{look}</w:tcPr>{content}</w:tc>'
