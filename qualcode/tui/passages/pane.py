"""The passage under the cursor: whole, between the turn before and the turn after it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from rich.style import Style
from textual.geometry import Size

from qualcode.codebook.tree import Code
from qualcode.coding.retrieval import Coding
from qualcode.coding.staleness import Stale
from qualcode.tui.page.drawing import MARGIN, NUMBER, SPEAKER, fitted
from qualcode.tui.page.wrapping import Rows, cells, shown, wrap
from qualcode.tui.passages.found import Around
from qualcode.tui.passages.layout import NOTED, STARRED, WHY
from qualcode.tui.widgets.listing import BOLD, DIM, Line, Lines

LEAST = 2  # rows that are shown of what was said before the passage, and after it
INSIDE, OUTSIDE = "┃ ", "  "


class PassagePane(Lines):
    """Tells of the row under the cursor."""

    DEFAULT_CSS = "PassagePane { background: $background; }"

    def tell(self, lines: Sequence[Line]) -> None:
        """Shows these lines from the first one on."""
        self.scroll_rows(0)
        self.tell_lines([((" ", None), *line) for line in lines])


def told(
    around: Around, answers: Mapping[str, str], colours: Mapping[str, str], size: Size
) -> list[Line]:
    """A passage with all that is said of it; `answers`: key → what it does, in the queue."""
    coding = around.coding
    above = [*_above(coding, answers, colours, size.width), ()]
    below = list(_below(around, size.width))
    return [*above, *_text(around, size.width, size.height - len(above) - len(below)), *below]


def _above(
    coding: Coding, answers: Mapping[str, str], colours: Mapping[str, str], width: int
) -> Iterator[Line]:
    yield ((_place(coding), BOLD),)
    yield from _code(coding, colours, width)
    line: Line = ()
    for key, answer in answers.items():
        told = fitted(answer, max(1, width - len(key) - 4)).rstrip()
        pieces: Line = (f"  {key} ", BOLD), (told, None)
        if sum(cells(words) for words, _ in (*line, *pieces)) > width:
            yield line
            line = ()
        line = (*line, *pieces)
    if line:
        yield line


def _below(around: Around, width: int) -> Iterator[Line]:
    """What was written on it, and what else lies on it."""
    coding = around.coding
    told = []
    for quote in around.quotes:
        edited = f": «{quote.edited}»" if quote.edited else ""
        told.append(f"{STARRED} quoted by {quote.quoted_by}{edited}")
    if coding.memo:
        told.append(f"{NOTED} {coding.coder}: {coding.memo}")
    for memo in around.memos:
        kind = "" if memo.kind == "analytic" else f" ({memo.kind})"
        told.append(f"{NOTED} {memo.coder}{kind}: {memo.text}")
    if around.over:
        named = dict.fromkeys(f"{each.code} ({each.coder})" for each in around.over)
        told.append(f"Also here: {', '.join(named)}")
    if told:
        yield ()
    for each in told:
        yield from wrapped(each, width)


def _place(coding: Coding) -> str:
    turn = f"turn {coding.turn}" if coding.turn else ""
    role = f" ({coding.role})" if coding.role and coding.role != "unknown" else ""
    who = f"{coding.speaker}{role}" if coding.speaker else ""
    case = coding.case if coding.case and coding.case not in coding.document else ""
    parts = (coding.document, turn, who, case, coding.date or "", coding.reason or "")
    return shown(" · ".join(part for part in parts if part))


def _code(coding: Coding, colours: Mapping[str, str], width: int) -> Iterator[Line]:
    about = f" · about {coding.about}" if coding.about else ""
    rows = list(wrapped(f"{coding.code} · {coding.coder}{about}", max(4, width - 2)))
    for n, ((words, _),) in enumerate(rows):
        colour = Style(color=colours.get(coding.code))
        yield ("■ " if n == 0 else "  ", colour), (words, None)


def _text(around: Around, width: int, height: int) -> Iterator[Line]:
    """The passage, and of what was said around it as much as there is room for."""
    rows = wrap(around.text, around.turns, max(4, width - MARGIN - len(INSIDE)))
    if around.span is None:
        for row in range(len(rows)):
            yield (INSIDE, None), (shown(rows.words(row)), None)
        return
    first, last = rows.row_of(around.span.start), rows.row_of(around.span.end - 1)
    kept = max(LEAST, (height - (last - first + 1)) // 2)
    seen = range(max(0, first - kept), min(len(rows), last + kept + 1))
    for owner, owned in groupby(seen, key=rows.owners.__getitem__):
        turn = around.turns[owner]
        for n, row in enumerate(owned):
            who = f"{turn.n:>{NUMBER}} {fitted(turn.speaker, SPEAKER)} " if n == 0 else " " * MARGIN
            bar = INSIDE if first <= row <= last else OUTSIDE
            yield (who, DIM), (bar, BOLD), *_pieces(rows, row, around.span.start, around.span.end)


def _pieces(rows: Rows, row: int, start: int, end: int) -> Line:
    """The words of a row, those of the passage bold."""
    begin, stop = rows.bounds(row)
    first, last = min(max(start, begin), stop), min(max(end, begin), stop)
    text = rows.text
    pieces = ((text[begin:first], DIM), (text[first:last], BOLD), (text[last:stop], DIM))
    return tuple((shown(words.removesuffix("\n")), style) for words, style in pieces if words)


def told_stale(row: Stale, code: Code | None, codes: int, width: int) -> Iterator[Line]:
    """Why a document needs another look, and what the code means now."""
    yield ((shown(f"{row.document} · {row.code}"), BOLD),)
    yield from wrapped(
        f"{row.coder} was done with {row.document}, but this code {WHY[row.why]}"
        f" {row.since[:10]}. Codings by what it meant before: {row.codings}."
        f" Codes to look at in this document: {codes}.",
        width,
    )
    yield ()
    says = (("", "definition"), ("Use when: ", "use_when"), ("Not when: ", "not_when"))
    for head, field in says:
        if text := getattr(code, field, ""):
            yield from wrapped(f"{head}{text}", width)


def wrapped(words: str, width: int) -> Iterator[tuple[tuple[str, None]]]:
    """Words over as many lines as they need."""
    rows = wrap(words, (), max(4, width))
    for row in range(len(rows)):
        yield ((shown(rows.words(row)).rstrip(), None),)
