"""The words of the Library: cells of the grid, rows of the lists, the line on what is chosen."""

from qualcode.coding.rounds.listing import DOING, DONE, TODO, Assignment
from qualcode.tui.library.shown import HELD, MISSED, NOT_HELD, NOT_YET, Library, Listed, Place
from qualcode.tui.page.drawing import fitted
from qualcode.tui.page.wrapping import cells, shown
from qualcode.tui.widgets.listing import BOLD, DIM, Line

SIGNS = {TODO: "○", DOING: "◐", DONE: "●"}
STATES = {TODO: "○ to do", DOING: "◐ begun", DONE: "● done"}
HOLES = {MISSED: "✗", NOT_HELD: "–", NOT_YET: "·"}
BLIND = "B"
SIGN_ONLY, WORDS, DATES = range(3)  # how much a cell says, as far as there is room
NAME, KIND, CASE, DATE, COUNT, STATE = 18, 12, 8, 10, 7, 13  # columns
ROUND = 14


def legend() -> str:
    """What the signs of the grid say."""
    holes = [f"{sign} {state}" for state, sign in HOLES.items()]
    return "  ".join([*STATES.values(), *holes, f"{BLIND} blind"])


def cell(place: Place, found: Library, level: int) -> str:
    """A case in a wave, in as many words as there is room for."""
    if place.state != HELD:
        return HOLES[place.state]
    first = found.documents[place.documents[0]]
    told = SIGNS[first.document.state] + (BLIND if first.blind else "")
    told += f"+{len(place.documents) - 1}" if len(place.documents) > 1 else ""
    if level >= DATES and first.document.date:
        told += f" {first.document.date}"
    return f"{told} {first.document.words}" if level >= WORDS else told


def widest(found: Library, level: int) -> int:
    """The cells that a wave takes, its name included."""
    told = [cell(place, found, level) for row in found.rows for place in row]
    return max(map(cells, [*found.waves, *told]), default=0)


def other_row(listed: Listed, width: int) -> Line:
    """A document that has no place in the grid."""
    each = listed.document
    state = STATES[each.state] + (" blind" if listed.blind else "")
    where = " ".join(part for part in (each.case, each.wave) if part)
    told = f"{each.kind:<{KIND}} {each.date or '':<{DATE}} {each.words:>{COUNT}} "
    name = min(max(NAME, width - len(told) - STATE - CASE - 4), 40)
    return (
        (f" {fitted(each.name, name)} ", BOLD),
        (told, None),
        (f" {fitted(state, STATE)} ", None),
        (fitted(where or (each.title or ""), max(4, width - name - len(told) - STATE - 4)), DIM),
    )


def own_row(each: Assignment, width: int) -> Line:
    """An assignment of the person at work."""
    blind = "blind" if each.blind and not each.revealed else ""
    name = max(10, min(NAME, width - ROUND - STATE - 10))
    return (
        (f" {fitted(each.document, name)} ", BOLD),
        (f"{fitted(STATES[each.state], 8)} ", None),
        (f"{fitted(each.round or '', ROUND)} ", DIM),
        (f"{blind:<6}", BOLD),
        (f"{each.codings} codings" if each.codings else "", DIM),
    )


def told_of_document(listed: Listed) -> str:
    """Everything that is known of a document, in a line; what may be long comes last."""
    each = listed.document
    where = " ".join(part for part in (each.case, each.wave) if part)
    parts = (
        each.name,
        "" if where.replace(" ", "-") == each.name else where,
        each.kind,
        STATES[each.state] + (", blind" if listed.blind else ""),
        each.date,
        "" if listed.months is None else f"month {listed.months:.0f}",
        f"period {listed.period}" if listed.period else "",
        f"{each.words} words",
        f"{each.turns} turns",
        each.title,
    )
    return shown(" · ".join(part for part in parts if part))


def told_of_hole(place: Place) -> str:
    """Why nothing stands there, and what to do."""
    where = f"{place.case} {place.wave}"
    if place.state == MISSED:
        return f"{where} · ✗ missed: {place.reason or 'no reason given'} · h takes that back"
    if place.state == NOT_HELD:
        return f"{where} · – not held, and nobody said why: m does · i brings in an interview"
    return f"{where} · · not yet · i brings in an interview, m says that it was missed"
