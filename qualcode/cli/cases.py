"""Commands on who is followed and when: cases, waves, periods, coders."""

from collections import Counter
from itertools import chain
from pathlib import Path

import typer

from qualcode.cases.held import miss, not_missed
from qualcode.cases.period_files import Period
from qualcode.cases.periods import all_periods, take_in
from qualcode.cases.planning import import_plan, plan
from qualcode.cases.rostering import Followed, import_cases, roster
from qualcode.cli.session import session
from qualcode.coding.coders import coders
from qualcode.errors import InputError
from qualcode.export.table import listing
from qualcode.export.writing import on_terminal

HELD, MISSED, NOT_HELD, NOT_YET = "●", "×", "○", "·"


def waves_command(
    context: typer.Context,
    source: str | None = typer.Option(
        None, "--import", metavar="CSV", help="Take in a sheet of waves, or a plan by its name."
    ),
) -> None:
    """Lists the waves, or takes in a plan of them."""
    here = session(context)
    with here.open() as study:
        found = import_plan(study, source) if source is not None else plan(study)
    heads = ("wave", "month", "window", "topics", "held", "missed")
    rows = [
        (
            wave.wave,
            _number(wave.month),
            f"{wave.opens:g} to {wave.closes:g}" if wave.opens is not None else None,
            "; ".join(wave.topics) or "all",
            len(wave.held),
            len(wave.missed),
        )
        for wave in found.waves
    ]
    told = _import_lines(found.added, found.changed)
    here.tell(found, chain(told, on_terminal(listing(heads, rows))))
    for note in found.notes:
        here.note(f"note: {note}")


def cases_command(
    context: typer.Context,
    source: Path | None = typer.Option(
        None, "--import", metavar="CSV", help="Take in a sheet of cases with their attributes."
    ),
) -> None:
    """Lists the cases, or takes in what is known of them."""
    here = session(context)
    with here.open() as study:
        found = import_cases(study, source) if source is not None else roster(study)
    wide = max((len(case.case) for case in found.cases), default=0)
    lines = [*_import_lines(found.added, found.changed)]
    for case in found.cases:
        known = "; ".join(f"{name}: {value}" for name, value in case.attributes.items())
        lines.append(f"{case.case:{wide}}  {_strip(case, found.waves)}  {known}".rstrip())
        lines += [f"    a date and no wave: {', '.join(case.open)}"] if case.open else []
    if found.cases and found.waves:
        span = " … ".join(dict.fromkeys((found.waves[0], found.waves[-1])))
        signs = f"{HELD} held, 2 two in one wave, {MISSED} missed"
        if any(case.not_held for case in found.cases):
            signs += f", {NOT_HELD} not held and no reason given"
        lines.append(f"{span}: {signs}, {NOT_YET} not yet")
    here.tell(found, lines)


def missed_command(
    context: typer.Context,
    case: str = typer.Argument(..., help="The case."),
    wave: str = typer.Argument(..., help="The wave."),
    because: str | None = typer.Option(None, metavar="TEXT", help="Why it was not held."),
    held: bool = typer.Option(False, "--held", help="Take back that it was missed."),
) -> None:
    """Says that an interview was not held."""
    here = session(context)
    if held and because is not None:
        raise InputError("An interview that was held needs no reason.", "Leave out --because.")
    with here.open() as study:
        found = not_missed(study, case, wave) if held else miss(study, case, wave, because or "")
    why = f" ({found.reason})" if found.reason else ""
    verb = "missed" if found.missed else "is not put down as having missed"
    here.tell(found, [f"{found.case} {verb} {found.wave}{why}."])


def periods_command(
    context: typer.Context,
    source: str | None = typer.Argument(
        None, metavar="[NAME]", help="A set to copy into the study: a name, or a YAML file."
    ),
) -> None:
    """Lists sets of periods, or copies one into the study."""
    here = session(context)
    with here.open() as study:
        found = [take_in(study, source)] if source is not None else all_periods(study)
    lines = []
    for each in found:
        where = "the study's own" if each.origin == "study" else "comes with qualcode"
        lines.append(f"{each.name} ({where}): {each.title}".rstrip(": "))
        lines += [f"    {period.name}: {_extent(period)}" for period in each.periods]
        lines += [f"    note: {note}" for note in each.notes]
    here.tell({"sets": found}, lines)


def coders_command(context: typer.Context) -> None:
    """Lists the coders and how far they are."""
    here = session(context)
    with here.open() as study:
        found = coders(study)
        here.note_blindness(study)
    heads = ("coder", "documents", "codings", "to do", "begun", "done")
    rows = [(c.coder, c.documents, c.codings, c.todo, c.doing, c.done) for c in found]
    here.tell({"coders": found}, on_terminal(listing(heads, rows)))


def _import_lines(added: tuple[str, ...], changed: tuple[str, ...]) -> list[str]:
    told = [f"made {', '.join(added)}"] if added else []
    return [*told, f"changed {', '.join(changed)}"] if changed else told


def _strip(case: Followed, waves: tuple[str, ...]) -> str:
    """A case's waves, a sign each."""
    held = Counter(interview.wave for interview in case.interviews)
    gone = {missed.wave for missed in case.missed}
    signs = []
    for wave in waves:
        number = held[wave]
        if number:
            signs.append(HELD if number == 1 else str(min(number, 9)))
        else:
            unheld = NOT_HELD if wave in case.not_held else NOT_YET
            signs.append(MISSED if wave in gone else unheld)
    return "".join(signs)


def _extent(period: Period) -> str:
    if period.opens is not None:
        return f"months {period.opens + 1:g} to {_number(period.closes) or 'the end'}"
    return f"{period.start or 'the beginning'} to {period.end or 'the end'}"


def _number(value: float | None) -> str | None:
    return f"{value:g}" if value is not None else None
