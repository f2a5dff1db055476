"""Where a jump in the text goes: to a turn, a coding, a find. Pure."""

from collections.abc import Sequence

from qualcode.spans import Span
from qualcode.tui.page.marks import Marks
from qualcode.tui.page.selecting import turn_at
from qualcode.tui.page.wrapping import Said


def _from_here(turns: Sequence[Said], position: int, step: int) -> Sequence[Said]:
    """The turns behind the one that holds `position`; with a step back those before it."""
    at = turn_at(turns, position)
    return turns[at + 1 :] if step > 0 else turns[:at][::-1]


def uncoded_turn(turns: Sequence[Said], marks: Marks, position: int, step: int) -> Said | None:
    """The next turn that way on which no coding lies."""
    for turn in _from_here(turns, position, step):
        if not marks.over(turn.start, turn.end):
            return turn
    return None


def same_speaker(turns: Sequence[Said], position: int, step: int) -> Said | None:
    """The next turn that way of whoever speaks here."""
    if not turns:
        return None
    speaker = turns[turn_at(turns, position)].speaker
    for turn in _from_here(turns, position, step):
        if turn.speaker == speaker:
            return turn
    return None


def numbered(turns: Sequence[Said], said: str) -> Said | None:
    """The turn of that number, as a person writes it."""
    wanted = said.strip()
    return next((turn for turn in turns if str(turn.n) == wanted), None)


def find_from(finds: Sequence[Span], position: int, step: int) -> int:
    """Which of the finds begins next behind a position, or before it; round at the ends."""
    if step > 0:
        return next((n for n, find in enumerate(finds) if find.start > position), 0)
    before = [n for n, find in enumerate(finds) if find.start < position]
    return before[-1] if before else len(finds) - 1
