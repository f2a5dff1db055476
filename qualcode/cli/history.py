"""Commands on what was done."""

import typer

from qualcode.cli.session import MANY, session
from qualcode.study import log, undo


def undo_command(
    context: typer.Context,
    times: int = typer.Argument(1, min=1, max=MANY, metavar="[N]", help="How many actions."),
) -> None:
    """Takes back your own last actions."""
    here = session(context)
    with here.open() as study:
        found = undo.undo(study, times)
    here.tell({"undone": found}, [f"took back: {event.label}" for event in found])


def redo_command(
    context: typer.Context,
    times: int = typer.Argument(1, min=1, max=MANY, metavar="[N]", help="How many actions."),
) -> None:
    """Does again what you undid."""
    here = session(context)
    with here.open() as study:
        found = undo.redo(study, times)
    here.tell({"redone": found}, [f"did again: {event.label}" for event in found])


def log_command(
    context: typer.Context,
    last: int | None = typer.Option(None, min=1, help="Only so many, the latest."),
) -> None:
    """Lists what was done, by whom and when."""
    here = session(context)
    with here.open() as study:
        found = log.log(study, last)
    here.tell(
        {"events": found},
        [
            f"{e.at}  {e.coder:<10} {e.kind:<9} {e.label}{' (undone)' if e.undone else ''}"
            for e in found
        ],
    )
