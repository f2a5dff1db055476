"""Commands that hand a study on and take it back."""

from pathlib import Path

import typer

from qualcode.cli.session import conflict_lines, counted, session
from qualcode.study.handout import hand_out
from qualcode.study.hiding import blind_for
from qualcode.study.merge import merge

FULL = "a full copy, as nothing is to be coded blind"


def handout_command(
    context: typer.Context,
    file: Path = typer.Argument(..., help="The copy to make."),
    to: str = typer.Option(..., "--to", metavar="CODER", help="Who gets it."),
) -> None:
    """Makes a copy of the study for another coder."""
    here = session(context)
    with here.open() as study:
        here.note_new_coder(study, to)
        blind = blind_for(study, to)
        made = hand_out(study, file, to)
    is_beside = made.resolve().parent == study.path.resolve().parent
    if is_beside and made.suffix == study.path.suffix:
        here.note("note: two studies lie in this folder now; name the one you mean with --study")
    what = f"without what others did on {', '.join(blind)}" if blind else f"{FULL}"
    here.tell({"handout": made, "to": to, "blind": blind}, [f"Made {made} for {to}, {what}."])


def merge_command(
    context: typer.Context,
    other: Path = typer.Argument(..., help="Another copy of this study."),
    dry_run: bool = typer.Option(False, "--dry-run", help="Tell what would come; keep nothing."),
) -> None:
    """Takes in what another copy of the study holds."""
    here = session(context)
    with here.open() as study:
        found = merge(study, other, dry_run=dry_run)
    lines = [
        f"{counted(found.events, 'event')} came in:"
        f" {found.documents:+} documents, {found.codings:+} codings"
        f"{f', {found.settled:+} settled disagreements' if found.settled else ''}."
        if found.events
        else "Nothing new."
        if found.backup is None
        else "What came in, a blind round hides."
    ]
    lines += conflict_lines(found.conflicts)
    lines += [f"not moved: {name}, which would close a ring" for name in found.skipped_moves]
    if dry_run:
        lines.append("Nothing was written.")
    here.tell(found, lines)
