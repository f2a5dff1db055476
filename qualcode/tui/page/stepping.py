"""Where a step leads: a character, a word, a row, a sentence, a turn further or back. Pure.

`rows` holds the text and its turns as they are laid out; a step is 1 or -1.
"""

from collections.abc import Callable

from qualcode.spans import Span
from qualcode.tui.page import selecting
from qualcode.tui.page.wrapping import Rows


def goal(rows: Rows, cursor: int, unit: str, step: int) -> int:
    """Where the cursor comes to: `unit` is character, word, turn, edge, text, or sentence.

    A sentence leads to its end, or back to where one begins.
    """
    return _GOALS[unit](rows, cursor, step)


def by_rows(rows: Rows, cursor: int, step: int, column: int) -> int:
    """So many rows down or up, in the cell `column`; the text's edge where there are no more."""
    row = rows.row_of(cursor) + step
    if row < 0 or row >= len(rows):
        return 0 if row < 0 else len(rows.text)
    return rows.position_at(row, column)


def sentence(rows: Rows, selected: Span | None, cursor: int, step: int) -> Span | None:
    """The next sentence, or the one before; where nothing is selected first the one here."""
    at = selected.start if selected else cursor
    here = selecting.sentence_at(rows.text, rows.turns, at)
    if selected is None and step > 0 and here is not None and here.end > at:
        return here
    to = selecting.next_sentence if step > 0 else selecting.previous_sentence
    return to(rows.text, rows.turns, at)


def _character(rows: Rows, cursor: int, step: int) -> int:
    return rows.clustered(cursor, step)


def _word(rows: Rows, cursor: int, step: int) -> int:
    return (selecting.next_word if step > 0 else selecting.previous_word)(rows.text, cursor)


def _turn(rows: Rows, cursor: int, step: int) -> int:
    if not rows.turns:
        return cursor
    at = selecting.turn_at(rows.turns, cursor)
    if step < 0 and cursor > rows.turns[at].start:
        step = 0  # first to where this one begins
    if at + step >= len(rows.turns):
        return len(rows.text)
    return rows.turns[max(0, at + step)].start


def _edge(rows: Rows, cursor: int, step: int) -> int:
    start, end = rows.bounds(row := rows.row_of(cursor))
    if step < 0:
        return start
    return end if row == len(rows) - 1 else max(start, rows.clustered(end, -1))


def _text(rows: Rows, _cursor: int, step: int) -> int:
    return len(rows.text) if step > 0 else 0


def _sentence_end(rows: Rows, cursor: int, step: int) -> int:
    text, turns = rows.text, rows.turns
    if step < 0:
        found = selecting.previous_sentence(text, turns, cursor)
        return found.start if found else 0
    here = selecting.sentence_at(text, turns, cursor)
    if here is None or here.end <= cursor:
        here = selecting.next_sentence(text, turns, max(0, cursor - 1))
    return here.end if here else len(text)


_GOALS: dict[str, Callable[[Rows, int, int], int]] = {
    "character": _character,
    "word": _word,
    "turn": _turn,
    "edge": _edge,
    "text": _text,
    "sentence": _sentence_end,
}
