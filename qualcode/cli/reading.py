"""Commands that tell a whole: a case through its waves, and how the study stands."""

from collections.abc import Iterator, Sequence

import typer

from qualcode.cli.session import conflict_lines, counted, session
from qualcode.cli.writing import memo_lines
from qualcode.coding.reading_cases import CaseRead, Interview, WaveOfCase, read_case
from qualcode.coding.retrieval import Coding
from qualcode.coding.standing import Standing, status
from qualcode.coding.writing.summaries import Summary

STATES = {"missed": "not held", "not_held": "not held, no reason given", "not_yet": "not yet"}
OF_CODE = {
    "not_mentioned": "not mentioned",
    "not_asked": "not asked",
    "not_coded": "not (fully) coded",
}


def read_command(
    context: typer.Context,
    case: str = typer.Argument(..., help="The case."),
    code: str | None = typer.Option(None, help="With the passages of this code, and under it."),
) -> None:
    """Reads a case through all its waves, the gaps shown."""
    here = session(context)
    with here.open() as study:
        found = read_case(study, case, code=code)
        here.note_blindness(study)
    here.tell(found, _case_lines(found))


def status_command(context: typer.Context) -> None:
    """Says where you were, what is open, and what others changed since."""
    here = session(context)
    with here.open() as study:
        found = status(study)
        here.note_blindness(study)
    here.tell(found, _status_lines(found))


def _case_lines(found: CaseRead) -> Iterator[str]:
    known = ", ".join(f"{name}: {value}" for name, value in found.attributes.items())
    yield f"{found.case}  {known}".rstrip()
    yield from _written(found.portrait + found.summaries)
    for wave in found.waves:
        yield ""
        yield from _wave_lines(wave)
    if found.open:
        yield ""
        yield "In no wave"
        for interview in found.open:
            yield from _interview_lines(interview)
    for group in found.groups:
        yield ""
        yield f"In {group.document}{f', {group.date}' if group.date else ''}"
        for turn in group.turns:
            yield f"    {turn.n:>4} {turn.speaker}: {turn.text}"
        yield from _passages(group.codings)


def _wave_lines(wave: WaveOfCase) -> Iterator[str]:
    if wave.state == "held":
        yield wave.wave
    else:
        yield f"{wave.wave}: {STATES[wave.state]}{f' ({wave.reason})' if wave.reason else ''}"
    yield from _written(wave.summaries)
    for interview in wave.interviews:
        yield from _interview_lines(interview)


def _interview_lines(interview: Interview) -> Iterator[str]:
    since = interview.months_since_start
    parts = [
        interview.date,
        f"{since:.1f} months since the start" if since is not None else None,
        counted(interview.turns, "turn"),
        counted(interview.words, "word"),
        interview.state,
    ]
    name = interview.document
    if interview.kind != "interview":
        name += f" ({interview.kind})"
    yield f"  {name}: {', '.join(part for part in parts if part)}"
    if interview.codings:
        yield from _passages(interview.codings)
        return
    if interview.of_code is not None:
        yield f"    {OF_CODE[interview.of_code]}"
        return
    yield f"    {interview.opening}"
    if interview.codes:
        yield f"    {', '.join(f'{each.code} {each.codings}' for each in interview.codes)}"


def _passages(found: Sequence[Coding]) -> Iterator[str]:
    for coding in found:
        turn = f"{coding.turn:>4}" if coding.turn else "   –"
        who = f" {coding.speaker}" if coding.speaker else ""
        yield f"    {turn}{who}  {coding.code} ({coding.coder})"
        yield f"         «{' '.join(coding.quote.split())}»"
        if coding.reason:
            yield f"         {coding.reason}"


def _written(found: Sequence[Summary]) -> Iterator[str]:
    for summary in found:
        on = summary.code or ("in this wave" if summary.wave else "portrait")
        first, *rest = summary.text.splitlines()
        yield f"  {on} ({summary.coder}): {first}"
        yield from (f"      {line}" for line in rest)


def _indented(lines: list[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def _status_lines(found: Standing) -> Iterator[str]:
    if found.last is not None:
        turn = f" turn {found.last.turn}" if found.last.turn else ""
        yield f"{found.coder} was at {found.last.document}{turn}: {found.last.code}"
        yield f"    «{' '.join(found.last.quote.split())}»"
    elif found.coder is not None:
        yield f"{found.coder} has coded nothing yet."
    progress = found.documents
    yield (
        f"documents: {len(progress.todo)} to do, {len(progress.doing)} begun,"
        f" {len(progress.done)} done"
    )
    yield from [f"    begun: {', '.join(progress.doing)}"] * bool(progress.doing)
    for given in found.assignments:
        who = "" if found.coder else f" for {given.coder}"
        how = f"{'blind, ' if given.blind and not given.revealed else ''}{given.round}"
        yield f"    {given.state}{who}: {given.document} ({how})"
    if found.stale:
        yield f"stale: {counted(found.stale, 'document × code pair')}; see `qualcode stale`"
    if found.queue:
        yield f"queue: {counted(found.queue, 'coding')} of codes that were split"
    if found.todos:
        yield f"{counted(len(found.todos), 'todo')}:"
        yield from _indented(memo_lines(list(found.todos)))
    yield from [f"in no wave: {', '.join(found.open)}"] * bool(found.open)
    for gap in found.missed:
        yield f"not held: {gap.case} {gap.wave}{f' ({gap.reason})' if gap.reason else ''}"
    for change in found.changed:
        yield f"since then {change.coder}: {change.kind} {change.count}×"
    yield from conflict_lines(found.conflicts)
