"""What a person says of documents and of interviews that weren't held, from the Library."""

from collections.abc import Callable

from qualcode.cases.held import Miss, miss, not_missed
from qualcode.coding.arriving.about import KINDS
from qualcode.coding.arriving.describing import AWAY, Described, Said, describe
from qualcode.tui.library.shown import HELD, MISSED, Library, Listed, Place
from qualcode.tui.widgets.completing import one_of
from qualcode.tui.widgets.form import Field, Form
from qualcode.tui.workplace import Workplace

Told = Callable[[str, int], None]  # what came of it, and how many changes that makes


def describing(screen: Workplace, listed: Listed, found: Library, told: Told) -> None:
    """Asks what a document is of; `told` gets what came of it, once it is written."""
    now = listed.document
    before = {
        "kind": now.kind, "case": now.case or "", "wave": now.wave or "",
        "date": now.date or "", "title": now.title or "",
    }  # fmt: skip

    def done(form: Form) -> None:
        said = said_of(before, form.values)
        if said == Said():
            form.close()
            return
        screen.ask(lambda study: describe(study, now.name, said), written, form.refuse)

    def written(what: Described) -> None:
        form.close()
        told(told_of(what), what.document != now)

    form = Form(
        f"What is {now.name}?",
        [
            Field("kind", "Kind", before["kind"], ", ".join(KINDS), one_of(KINDS)),
            Field("case", "Case", before["case"], "A new name makes a case.", one_of(found.cases)),
            Field("wave", "Wave", before["wave"], "A new name makes a wave.", one_of(found.waves)),
            Field("date", "Date", before["date"], "When it was held, like 2020-09-01 or 1-9-2020."),
            Field("title", "Title", before["title"], "In your own words."),
        ],
        done,
        does="saves it",
    )
    screen.app.push_screen(form)


def said_of(before: dict[str, str], after: dict[str, str]) -> Said:
    """What was changed; a line that was emptied takes away what it said."""
    changed = {name: value or AWAY for name, value in after.items() if value != before[name]}
    return Said(**changed)


def told_of(what: Described) -> str:
    """What came of a description, in a line."""
    now = what.document
    parts = [now.kind, now.case or "no case", now.wave or "no wave", now.date or "no date"]
    parts += [f"made {name}" for name in what.made]
    parts += [each for each in (what.placed, *what.notes) if each]
    return f"{now.name}: {', '.join(parts)}"


def missing(screen: Workplace, place: Place, told: Told) -> None:
    """Asks why an interview wasn't held, and puts that down."""
    if place.state == HELD:
        told(f"{place.case} was interviewed in {place.wave}: {', '.join(place.documents)}.", 0)
        return

    def done(form: Form) -> None:
        why = form.values["reason"]
        screen.ask(lambda study: miss(study, place.case, place.wave, why), written, form.refuse)

    def written(what: Miss) -> None:
        form.close()
        because = f": {what.reason}" if what.reason else ""
        is_same = place.state == MISSED and place.reason == what.reason
        told(f"{what.case} missed {what.wave}{because}.", 0 if is_same else 1)

    reason = Field("reason", "Because", place.reason, "It may stay empty.")
    asked = f"Why was {place.case} not interviewed in {place.wave}?"
    form = Form(asked, [reason], done, does="puts it down")
    screen.app.push_screen(form)


def not_missing(screen: Workplace, place: Place, told: Told) -> None:
    """Takes back that an interview was missed."""
    if place.state != MISSED:
        told(f"Nobody said that {place.case} missed {place.wave}.", 0)
        return
    screen.ask(
        lambda study: not_missed(study, place.case, place.wave),
        lambda what: told(f"{what.case} is not put down as having missed {what.wave}.", 1),
    )
