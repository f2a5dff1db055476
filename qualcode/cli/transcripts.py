"""Commands on transcripts."""

from pathlib import Path

import typer

from qualcode.cli.session import session
from qualcode.coding.documents import documents, find_document, turns
from qualcode.coding.importing import About, import_files
from qualcode.coding.retrieval import Where, codings
from qualcode.errors import InputError, OutcomeError
from qualcode.export.table import listing
from qualcode.export.writing import on_terminal


def import_command(
    context: typer.Context,
    paths: list[str] = typer.Argument(..., help="Files, or folders of them."),
    kind: str = typer.Option("interview", help="interview, expert, focus-group, notes or report."),
    case: str | None = typer.Option(None, help="The case; an unknown one is made."),
    wave: str | None = typer.Option(None, help="The wave; an unknown one is made."),
    date: str | None = typer.Option(None, metavar="YYYY-MM-DD", help="When it was held."),
    title: str | None = typer.Option(None, help="A title; else the file's own."),
    speaker_pattern: str | None = typer.Option(
        None, metavar="RE", help="How a line names its speaker: (?P<speaker>…) and (?P<words>…)."
    ),
    dry_run: bool = typer.Option(
        False, "--dry-run", help="Tell what would come in; write nothing."
    ),
) -> None:
    """Brings in transcripts: files or folders."""
    here = session(context)
    if "" in paths:
        raise InputError("An empty name is no file.", "Name files or folders.")
    about = About(kind, case, wave, date, title, speaker_pattern)
    with here.open() as study:
        found = import_files(study, list(map(Path, paths)), about, dry_run=dry_run)
    lines = []
    for each in found.documents:
        who = ", ".join(each.speakers) or "nobody named"
        lines.append(f"{each.name}: {each.turns} turns, {each.words} words ({who})")
        lines.append(f"    {each.format}, {each.encoding}; speakers: {each.convention}")
        lines += [f"    made {name}" for name in each.made]
        lines += [f"    {note}" for note in each.notes]
    lines += [f"{each.file} is the same as {each.same_as}: left out" for each in found.skipped]
    here.tell(found, lines)
    for refused in found.refused:
        typer.echo(f"refused: {refused.error}", err=True)
    if found.refused and not dry_run:
        total = len(found.documents) + len(found.skipped) + len(found.refused)
        raise OutcomeError(
            f"{len(found.refused)} of {total} files were refused.",
            "The others came in." if total > len(found.refused) else "Nothing came in.",
        )


def documents_command(context: typer.Context) -> None:
    """Lists the documents."""
    here = session(context)
    with here.open() as study:
        found = documents(study)
    heads = ("document", "kind", "case", "wave", "date", "turns", "words", "state")
    rows = [(d.name, d.kind, d.case, d.wave, d.date, d.turns, d.words, d.state) for d in found]
    here.tell({"documents": found}, on_terminal(listing(heads, rows)))


def show_command(
    context: typer.Context,
    document: str = typer.Argument(..., help="The document's name."),
    with_codings: bool = typer.Option(False, "--codings", help="With the codings on each turn."),
    part: str | None = typer.Option(None, "--turns", metavar="A:B", help="Only these turns."),
) -> None:
    """Shows a text with its turns and codings."""
    here = session(context)
    with here.open() as study:
        name = find_document(study, document).name
        spoken = turns(study, name, part)
        numbers = {turn.n for turn in spoken}
        found = codings(study, Where(doc=name)) if with_codings else []
        found = [coding for coding in found if coding.turn in numbers]
        if with_codings:
            here.note_blindness(study)
    lines = []
    for turn in spoken:
        when = f" [{_clock(turn.starts_at)}]" if turn.starts_at is not None else ""
        who = f" {turn.speaker}:" if turn.speaker else ""
        lines.append(f"{turn.n:>4}{when}{who} {turn.text}")
        lines += [
            f"       {c.code} ({c.coder}, {c.start}:{c.end}) «{c.quote}»"
            for c in found
            if c.turn == turn.n
        ]
    result: dict[str, object] = {"document": name, "turns": spoken}
    here.tell(result | ({"codings": found} if with_codings else {}), lines)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"
