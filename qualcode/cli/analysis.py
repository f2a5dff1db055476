"""Commands that lay cases and codes across each other."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from qualcode.cli.session import MANY, counted, session
from qualcode.coding.writing.importing_summaries import import_summaries
from qualcode.errors import InputError, OutcomeError
from qualcode.export.matrices import matrix_table
from qualcode.export.matrix_files import write_matrix
from qualcode.export.words import words_in
from qualcode.export.writing import on_terminal
from qualcode.matrix.cells import Matrix
from qualcode.matrix.crossing import matrix

IN_WORDS = ("quotes", "summary")


def matrix_command(
    context: typer.Context,
    rows: str = typer.Option(
        "case", help="What the rows are: case, document, wave, speaker, role or an attribute."
    ),
    columns: str = typer.Option("code", help="What the columns are: code or wave."),
    by: str | None = typer.Option(
        None, help="Split the rows: wave, role, period, phase or an attribute."
    ),
    cell: str | None = typer.Option(
        None, help="presence, count, coders, words, share, quotes or summary."
    ),
    where: str | None = typer.Option(
        None, metavar="EXPR", help="Only what this is true of: 'funder = UWV'."
    ),
    code: str | None = typer.Option(None, help="Only this code and those under it."),
    depth: int | None = typer.Option(
        None, min=1, max=MANY, help="Only so many levels of codes, from the top."
    ),
    layer: str | None = typer.Option(None, help="Whose codings: a coder's, or final."),
    all_speakers: bool = typer.Option(
        False, "--all-speakers", help="With what the interviewer says."
    ),
    periods: str | None = typer.Option(
        None, metavar="NAME", help="The periods that `--by period` goes by."
    ),
    out: Path | None = typer.Option(
        None, metavar="FILE", help="A .xlsx, .csv, .md or .html file to write."
    ),
    editable: bool = typer.Option(
        False, "--editable", help="An .xlsx in which summaries can be written."
    ),
) -> None:
    """Crosses cases with codes, by wave if you like."""
    here = session(context)
    if editable and out is None:
        raise InputError("There is no file to fill in.", "Add --out FILE.xlsx.")
    how: dict[str, Any] = {
        "rows": rows,
        "columns": columns,
        "by": by,
        "cell": cell if cell is not None else "summary" if editable else "presence",
        "where": where,
        "code": code,
        "depth": depth,
        "layer_name": layer,
        "all_speakers": all_speakers,
        "period_set": periods,
    }
    with here.open() as study:
        if out is None:
            found = matrix(study, **how)
        else:
            found = write_matrix(study, out, is_form=editable, **how)
            here.note(f"Wrote {out}.")
        here.note_blindness(study)
    here.tell(found, _lines(found) if out is None else ())


def _lines(found: Matrix) -> Iterator[str]:
    table = matrix_table(found, words_in("en"))
    yield from on_terminal(table, reading=found.cell in IN_WORDS)


def import_summaries_command(
    context: typer.Context,
    file: Path = typer.Argument(help="The workbook, as `matrix --editable` made it."),
    dry_run: bool = typer.Option(False, "--dry-run", help="Tell what would come, write nothing."),
    clear: bool = typer.Option(False, "--clear", help="Emptied cells take your summary away."),
    force: bool = typer.Option(
        False, "--force", help="Also where the study's own text has changed since."
    ),
) -> None:
    """Takes back summaries that were written in a workbook."""
    here = session(context)
    with here.open() as study:
        here.note_new_coder(study)
        told = import_summaries(study, file, clear=clear, force=force, dry_run=dry_run)
    done = "would be taken" if dry_run else "taken"
    taken = f"{counted(told.imported, 'changed cell')} {done}, {told.unchanged} unchanged."
    here.tell(told, [taken])
    if told.emptied:
        here.note(f"{counted(told.emptied, 'cell')} emptied and left as it was; see --clear.")
    for note in told.notes:
        here.note(note)
    for conflict in told.conflicts:
        place = " ".join(filter(None, [conflict.case, conflict.wave, conflict.code]))
        here.complain(f"refused: {place}: {conflict.reason}: «{conflict.text}»")
    if told.conflicts:
        raise OutcomeError(
            f"{file.name}: {counted(len(told.conflicts), 'cell')} not taken.",
            "Change it with `summary`, or give --force to write over what changed in the study.",
        )
