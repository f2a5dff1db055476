"""The notes where the cursor is, under the inspector; where there is no room, in one line."""

from collections.abc import Iterator, Sequence

from rich.style import Style

from qualcode.tui.coding.notes import Note
from qualcode.tui.page.drawing import fitted
from qualcode.tui.page.marks import Mark
from qualcode.tui.page.wrapping import cells, shown, wrap
from qualcode.tui.widgets.listing import BOLD, DIM, Line, Lines


class NotesPane(Lines):
    """Memos, questions and stars here, then those on the document as a whole."""

    DEFAULT_CSS = "NotesPane { width: 32; height: 40%; }"

    def __init__(self) -> None:
        super().__init__()
        self._told: object = None

    def tell(self, here: Sequence[Note], of_all: Sequence[Note]) -> None:
        """Shows other notes; draws nothing where they are the same as before."""
        told = (tuple(here), tuple(of_all), self.room)
        if told != self._told:
            self._told = told
            self.scroll_rows(0)
            self.tell_lines(list(lines(here, of_all, self.room)))


def lines(here: Sequence[Note], of_all: Sequence[Note], room: int) -> Iterator[Line]:
    """The notes in rows of so many cells."""
    yield ((" Notes", BOLD),)
    for note in here:
        yield from _told(note, room)
    if not here:
        yield ((" none here", DIM),)
    if of_all:
        yield ()
        yield ((" on the whole document", DIM),)
    for note in of_all:
        yield from _told(note, room)


def _told(note: Note, room: int) -> Iterator[Line]:
    who = f"{note.coder} (you)" if note.mine else note.coder
    yield (f" {note.sign} ", BOLD), (shown(note.kind), BOLD), (f" · {shown(who)}", DIM)
    if note.text:
        rows = wrap(note.text, (), max(4, room - 4))
        for row in range(len(rows)):
            yield ((f"   {shown(rows.words(row))}", None),)


class HereLine(Lines):
    """One line of the codings and notes under the cursor, where there is no inspector."""

    DEFAULT_CSS = "HereLine { height: 1; background: $panel; }"

    def tell(self, marks: Sequence[Mark], here: Sequence[Note]) -> None:
        """Shows others; draws nothing where they are the same."""
        line = one_line(marks, here, self.room)
        if list(self.lines) != [line]:
            self.tell_lines([line])


def one_line(marks: Sequence[Mark], here: Sequence[Note], room: int) -> Line:
    """Codings, then notes, as far as there is room for them."""
    pieces: list[tuple[str, Style | None]] = [(" ", None)]
    for mark in marks:
        pieces += [("■ ", Style(color=mark.colour)), (f"{shown(mark.code)}  ", BOLD)]
    for note in here:
        words = " ".join(note.text.split())
        pieces += [(f"{note.sign} ", BOLD), (f"{shown(words or note.kind)}  ", None)]
    if len(pieces) == 1:
        return ((" no coding and no note here", DIM),)
    found, left = [], room
    for words, style in pieces:
        found.append((words if cells(words) <= left else fitted(words, max(1, left)), style))
        left -= cells(words)
        if left <= 0:
            break
    return tuple(found)
