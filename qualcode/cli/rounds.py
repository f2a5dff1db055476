"""Commands on rounds of coding: who codes what, blind or not, and when it is over."""

import typer

from qualcode.cli.session import counted, session
from qualcode.coding.coders import find_coder
from qualcode.coding.rounds.assigning import SPREAD, Assigned, assign, sample, withdraw
from qualcode.coding.rounds.finishing import done
from qualcode.coding.rounds.listing import Assignment, assignments
from qualcode.coding.rounds.revealing import reveal
from qualcode.errors import InputError
from qualcode.export.table import listing
from qualcode.export.writing import on_terminal

HEADS = ("document", "coder", "round", "blind", "state", "codings", "revealed")


def assign_command(
    context: typer.Context,
    documents: list[str] | None = typer.Argument(None, help="Their names; with --sample the pool."),
    to: str = typer.Option(..., "--to", metavar="CODER", help="Who codes them."),
    round_: str = typer.Option(
        "reliability",
        "--round",
        help="training, reliability or stability, perhaps with more behind it: training-2.",
    ),
    blind: bool = typer.Option(False, "--blind", help="Without seeing what others did there."),
    sample_: str | None = typer.Option(
        None, "--sample", metavar="20%", help="Draw a share, or a number, by chance."
    ),
    by: str | None = typer.Option(
        None, metavar="case,wave,kind", help="Spread the sample evenly over these."
    ),
    seed: int | None = typer.Option(None, help="The same number draws the same sample.  [1]"),
    take_back: bool = typer.Option(
        False, "--take-back", help="Take back what the coder hasn't begun."
    ),
) -> None:
    """Gives documents to a coder, by name or as a sample."""
    here = session(context)
    names = documents or []
    if sample_ is None and (by is not None or seed is not None):
        raise InputError("--by and --seed are for a sample.", "Add --sample 20%.")
    if take_back and (sample_ is not None or blind):
        raise InputError("--take-back goes with names only.", "Name the documents.")
    spread = SPREAD if by is None else tuple(part.strip() for part in by.split(","))
    drawn_with = 1 if seed is None else seed
    with here.open() as study:
        here.note_new_coder(study, to)
        if take_back:
            found = Assigned(withdrawn=withdraw(study, names, to, round_name=round_))
        elif sample_ is not None:
            found = sample(
                study, sample_, to, by=spread, seed=drawn_with, names=names,
                round_name=round_, blind=blind,
            )  # fmt: skip
        else:
            found = assign(study, names, to, round_name=round_, blind=blind)
    for name in found.coded_before:
        here.note(f"note: {to} has coded {name} before, so it isn't new to them")
    lines = []
    if found.drawn_from is not None:
        drawn = counted(len(found.assignments), "document")
        spread_by = ", ".join(spread)
        lines = [f"Drew {drawn} of {found.drawn_from}, spread by {spread_by}, seed {drawn_with}."]
    lines += [f"{name} was {to}'s already." for name in found.known]
    lines += [f"{name} is taken back from {to}." for name in found.withdrawn]
    here.tell(found, [*lines, *(_line(each) for each in found.assignments)])


def assignments_command(
    context: typer.Context,
    coder: str | None = typer.Option(None, help="Of this coder only."),
) -> None:
    """Lists who codes what, in which round, and how far they are."""
    here = session(context)
    with here.open() as study:
        found = assignments(study, None if coder is None else find_coder(study, coder))
        here.note_blindness(study)
    rows = [
        (a.document, a.coder, a.round or "", "blind" if a.blind else "", a.state, a.codings,
         "by force" if a.forced else "yes" if a.revealed else "")
        for a in found
    ]  # fmt: skip
    here.tell({"assignments": found}, on_terminal(listing(HEADS, rows)))


def done_command(
    context: typer.Context,
    documents: list[str] = typer.Argument(..., help="The documents' names."),
) -> None:
    """Says that documents are fully coded."""
    here = session(context)
    with here.open() as study:
        found = done(study, documents)
    for left in found.waiting:
        waits = "waits" if left.codings == 1 else "wait"
        here.note(
            f"note: {counted(left.codings, 'coding')} of {left.document} still {waits} in the"
            " queue: see `qualcode queue`"
        )
    if found.fixed:
        here.note(
            f"note: {', '.join(found.fixed)} was revealed: agreement is measured on what"
            f" {here.settings.coder} had there before, and not on what came since"
        )
    here.tell(found, [f"{here.settings.coder} is done with {', '.join(found.done)}."])


def reveal_command(
    context: typer.Context,
    documents: list[str] = typer.Argument(..., help="The documents' names."),
    force: bool = typer.Option(
        False, "--force", help="Before everybody is done; the reports tell it."
    ),
) -> None:
    """Ends a blind round: coders see each other's work there."""
    here = session(context)
    with here.open() as study:
        found = reveal(study, documents, force=force)
    for late in found.forced:
        here.note(f"note: {late.coder} was not done with {late.document}; the reports tell it")
    here.tell(found, [f"{name} is revealed." for name in found.revealed])


def _line(given: Assignment) -> str:
    how = f"{'blind, ' if given.blind else ''}{given.round}"
    return f"{given.document} to {given.coder}, {how}: {given.state}"
