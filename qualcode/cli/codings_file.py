"""The command that brings codings in from a csv."""

from pathlib import Path

import typer

from qualcode.cli.session import counted, session
from qualcode.coding.codings_file import Near, import_codings
from qualcode.errors import InputError, OutcomeError


def import_codings_command(
    context: typer.Context,
    file: Path = typer.Argument(..., metavar="CSV", help="Columns document, code, quote …"),
    dry_run: bool = typer.Option(
        False, "--dry-run", help="Tell what would come in; write nothing."
    ),
) -> None:
    """Brings in codings from a csv."""
    here = session(context)
    with here.open() as study:
        found = import_codings(study, file, dry_run=dry_run)
    for name in found.coders:
        here.note(f"note: {name} is new in this study")
    for near in found.near:
        here.note(f"note: line {near.line}: {_near(near)}")
    came = "would come" if dry_run else "came"
    lines = [
        f"{counted(found.codings, 'coding')} {came} in"
        f" ({found.known} known already, {len(found.refused)} refused)."
    ]
    here.tell(found, lines + ["Nothing was written."] * dry_run)
    for row in found.refused:
        here.complain(f"refused: {row.error}")
    if not found.refused or dry_run:
        return
    rows = found.codings + found.known + len(found.refused)
    were = "was" if len(found.refused) == 1 else "were"
    told = f"{len(found.refused)} of {counted(rows, 'row')} {were} refused."
    if found.codings + found.known:
        raise OutcomeError(told, "The others came in.")
    raise InputError(told, "Nothing came in.")


def _near(near: Near) -> str:
    if near.likeness < 100:
        return f"matched by likeness ({near.likeness:.0f} %): «{near.found}»"
    return f"the words stand at {near.start}:{near.end}, not where the row says"
