"""What is told of a cell and of a matrix, in words. Pure."""

from collections.abc import Iterator, Sequence

from qualcode.export.matrices import signs_of
from qualcode.export.words import ENGLISH
from qualcode.matrix.cells import Cell, Matrix, Quoted
from qualcode.tui.matrix.asked import Asked, Place
from qualcode.tui.matrix.crossed import Behind
from qualcode.tui.page.wrapping import cells, shown, wrap
from qualcode.tui.widgets.listing import BOLD, DIM, Line
from qualcode.written import counted

INDENT = "  "
BETWEEN = "   "
NARROWEST = 12
MOST = 6  # documents that are named where some are left out
STATES = {
    "not_mentioned": "not mentioned: all that asked is coded to the end, and it isn't there",
    "not_asked": "not asked: the topics of the wave leave it out",
    "not_coded": "not (fully) coded: an interview isn't done, or the code is newer than that",
    "not_interviewed": "no interview, as yet or because it was missed",
}
COUNTED = {"count": "coding", "coders": "coder", "words": "word"}


def state_of(matrix: Matrix, cell: Cell) -> str:
    """What a cell says, in words."""
    value = cell.value
    if cell.state != "value":
        return STATES[cell.state]
    if matrix.cell in COUNTED and isinstance(value, int):
        return counted(value, COUNTED[matrix.cell])
    if isinstance(value, float):
        return f"{100 * value:.1f}% of the words that were said"
    if isinstance(value, tuple):
        return counted(len(value), "passage")
    if matrix.cell == "summary":
        return "summarised" if value else ENGLISH.no_summary
    return ENGLISH.states["value"]


def name_of(cell: Cell) -> str:
    """A cell by its row, its part and its column, in full."""
    return " · ".join(filter(None, [cell.row, cell.by, cell.column]))


def reference(passage: Quoted, place: Place | None) -> str:
    """How a summary cites a passage: [t8]; [W03 t8] where its wave doesn't go without saying."""
    document = passage.document
    if place is not None:
        document = document.removeprefix(f"{place.case}-")
        document = "" if document == place.wave else document
    turn = "" if passage.turn is None else f"t{passage.turn}"
    return f"[{' '.join(filter(None, [document, turn]))}]"


def wrapped(words: str, width: int, indent: str = INDENT) -> Iterator[Line]:
    """A text in lines."""
    rows = wrap(words, (), max(NARROWEST, width - len(indent) - 1))
    for row in range(len(rows)):
        yield ((f"{indent}{shown(rows.words(row).rstrip())}", None),)


def passage_lines(passage: Quoted, place: Place | None, width: int) -> list[Line]:
    """A passage: where it stands, who says it, and its words."""
    star = "★ " if passage.starred else ""
    who = f"  {passage.speaker}" if passage.speaker else ""
    head = ((f"{star}{shown(reference(passage, place))}", BOLD), (shown(who), DIM))
    return [head, *wrapped(f"«{passage.quote}»", width)]


def cell_lines(matrix: Matrix, cell: Cell, behind: Behind | None, width: int) -> list[Line]:
    """All that is told of the cell under the cursor; `behind` is None until it has been read."""
    lines: list[Line] = [((shown(name_of(cell)), BOLD),)]
    lines += wrapped(state_of(matrix, cell), width, "")
    if behind is None:
        return lines
    for each in behind.summaries:
        lines += [(), ((shown(f"{each.coder} wrote"), DIM),), *wrapped(each.text, width)]
    for passage in behind.passages:
        lines += [(), *passage_lines(passage, behind.place, width)]
    return lines


def legend(matrix: Matrix) -> str:
    """What the signs mean: those of exports."""
    return ", ".join(f"{each.sign} {each.meaning}".strip() for each in signs_of(matrix, ENGLISH))


def left_out(matrix: Matrix) -> Iterator[str]:
    """What has no place in the matrix, and so isn't counted."""
    for each in matrix.left_out:
        named, rest = each.documents[:MOST], len(each.documents) - MOST
        more = f" and {rest} more" if rest > 0 else ""
        yield f"Of no {each.kind}, and so left out: {', '.join(named)}{more}."
    if matrix.unplaced:
        yield ENGLISH.unplaced.format(n=matrix.unplaced)


def emptiness(matrix: Matrix, asked: Asked, codes: Sequence[str]) -> str:
    """Why there is nothing to see, and what to do."""
    if not codes:
        return "There are no codes yet: load a codebook with `qualcode codebook load FILE`."
    if asked.where is not None:
        return f"There is nothing of which this is true: {asked.where}. Press / to change it."
    if not matrix.rows and matrix.row_kind == "case":
        return (
            "There are no cases yet: `qualcode import` and `qualcode describe` say whose an"
            " interview is. Or press r for other rows."
        )
    if not matrix.rows:
        return f"There is no {matrix.row_kind} to be a row. Press r for other rows."
    return f"There is no {matrix.column_kind} to be a column. Press c for other columns."


Piece = tuple[str, str, str]  # the key that changes it, what it is, and what it is now


def packed(pieces: Sequence[Piece], width: int) -> list[list[Piece]]:
    """Pieces in lines, so many in each as there is room for; none is broken."""
    lines: list[list[Piece]] = []
    used = 0
    for piece in pieces:
        size = cells(" ".join(piece)) + len(BETWEEN)
        if not lines or used + size - len(BETWEEN) > width:
            lines.append([])
            used = 0
        lines[-1].append(piece)
        used += size
    return lines
