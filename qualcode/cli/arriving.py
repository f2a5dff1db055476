"""Commands on what arrives: bringing transcripts in, and saying what they are."""

from collections.abc import Iterator
from pathlib import Path

import typer

from qualcode.cli.session import counted, session
from qualcode.coding.arriving.about import About
from qualcode.coding.arriving.describing import Said, describe
from qualcode.coding.arriving.importing import import_files
from qualcode.coding.arriving.outcomes import Imported, NotHeld, Outcome, Skipped
from qualcode.coding.arriving.speaking import set_speakers, speakers
from qualcode.errors import InputError, OutcomeError
from qualcode.export.table import listing
from qualcode.export.writing import on_terminal


def import_command(
    context: typer.Context,
    paths: list[str] | None = typer.Argument(None, help="Files, or folders of them."),
    kind: str = typer.Option("interview", help="interview, expert, focus-group, notes or report."),
    case: str | None = typer.Option(None, help="The case; an unknown one is made."),
    wave: str | None = typer.Option(None, help="The wave; an unknown one is made."),
    date: str | None = typer.Option(None, metavar="YYYY-MM-DD", help="When it was held."),
    title: str | None = typer.Option(None, help="A title; else the file's own."),
    manifest: Path | None = typer.Option(
        None, metavar="CSV", help="A sheet that lists the files and says what each is."
    ),
    pattern: str | None = typer.Option(
        None, metavar="TEMPLATE", help="What the files' names tell: '{case}_{wave}_{date}'."
    ),
    interviewer: list[str] | None = typer.Option(
        None, metavar="NAME", help="Who of the speakers asks the questions; once for each."
    ),
    speaker_pattern: str | None = typer.Option(
        None, metavar="RE", help="How a line names its speaker: (?P<speaker>…) and (?P<words>…)."
    ),
    dry_run: bool = typer.Option(
        False, "--dry-run", help="Tell what would come in; write nothing."
    ),
) -> None:
    """Brings in transcripts: files or folders."""
    here = session(context)
    if "" in (paths or ()):
        raise InputError("An empty name is no file.", "Name files or folders.")
    about = About(kind, case, wave, date, title, tuple(interviewer or ()), speaker_pattern)
    files = [Path(path) for path in paths or ()]
    with here.open() as study:
        found = import_files(
            study,
            files,
            about,
            manifest=manifest,
            pattern=pattern,
            dry_run=dry_run,
            told=lambda outcome: here.say(_outcome_lines(outcome)),
        )
    lines = []
    if found.unread:
        lines.append(f"not read, being of other kinds: {', '.join(found.unread)}")
    held = f", {len(found.not_held)} not held" if found.not_held else ""
    lines.append(
        f"{counted(len(found.documents), 'document')} {'would come' if dry_run else 'came'} in"
        f" ({len(found.skipped)} known already{held}, {len(found.refused)} refused)."
    )
    if dry_run:
        lines.append("Nothing was written.")
    here.tell(found, lines)
    if found.unheard:
        here.note(
            f"note: no file has the interviewer {', '.join(found.unheard)} among its speakers"
        )
    for refused in found.refused:
        here.complain(f"refused: {refused.error}")
    if found.refused and not dry_run:
        came_through = len(found.documents) + len(found.not_held) + len(found.skipped)
        total = came_through + len(found.refused)
        raise OutcomeError(
            f"{len(found.refused)} of {total} files were refused.",
            "The others came in." if found.documents else "Nothing came in.",
        )


def describe_command(
    context: typer.Context,
    document: str = typer.Argument(..., help="The document's name."),
    case: str | None = typer.Option(None, help="The case; an unknown one is made; - for none."),
    wave: str | None = typer.Option(None, help="The wave; an unknown one is made; - for none."),
    date: str | None = typer.Option(None, metavar="YYYY-MM-DD", help="When it was held."),
    title: str | None = typer.Option(None, help="A title."),
    kind: str | None = typer.Option(None, help="interview, expert, focus-group, notes or report."),
) -> None:
    """Says what a document is of, after it came in."""
    here = session(context)
    with here.open() as study:
        found = describe(study, document, Said(case, wave, date, title, kind))
    now = found.document
    told = [now.kind, now.case or "no case", now.wave or "no wave", now.date or "no date"]
    lines = [f"{now.name}: {', '.join([*told, *([now.title] if now.title else [])])}"]
    lines += [f"    {found.placed}"] if found.placed else []
    lines += [f"    made {name}" for name in found.made]
    here.tell(found, [*lines, *(f"    {note}" for note in found.notes)])


def speakers_command(
    context: typer.Context,
    document: str | None = typer.Argument(None, help="A document; else all."),
    role: list[str] | None = typer.Option(
        None, metavar="NAME=ROLE", help="What a speaker is; once for each."
    ),
    case: list[str] | None = typer.Option(
        None, metavar="NAME=CASE", help="Which case a speaker is; once for each."
    ),
) -> None:
    """Lists who speaks, and says who is who."""
    here = session(context)
    if (role or case) and document is None:
        raise InputError("No document is named.", "Write `qualcode speakers DOCUMENT --role …`.")
    with here.open() as study:
        if document is not None and (role or case):
            found = set_speakers(study, document, role or (), case or ())
        else:
            found = speakers(study, document)
    heads = ("document", "speaker", "role", "case", "turns", "words")
    rows = [(s.document, s.speaker, s.role, s.case, s.turns, s.words) for s in found]
    here.tell({"speakers": found}, on_terminal(listing(heads, rows)))


def _outcome_lines(outcome: Outcome) -> Iterator[str]:
    """What became of one file; a refused one is told at the end."""
    if isinstance(outcome, Skipped):
        same = outcome.same_as
        yield f"{outcome.file} has the same words as {same}: left out, {same} is as it was"
    if isinstance(outcome, NotHeld):
        why = f" ({outcome.reason})" if outcome.reason else ""
        yield f"{outcome.case} missed {outcome.wave}{why}"
        yield from (f"    made {name}" for name in outcome.made)
    if isinstance(outcome, Imported):
        who = ", ".join(f"{s.name}: {s.role}" for s in outcome.speakers) or "nobody named"
        yield f"{outcome.name}: {outcome.turns} turns, {outcome.words} words ({who})"
        yield f"    {outcome.format}, {outcome.encoding}; speakers: {outcome.convention}"
        if outcome.placed:
            yield f"    {outcome.placed}"
        if outcome.comments:
            yield f"    comments: {outcome.comments}, kept as memos"
        yield from (f"    made {name}" for name in outcome.made)
        yield from (f"    {note}" for note in outcome.notes)
