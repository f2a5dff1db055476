"""Commands that lay cases and codes across each other."""

from pathlib import Path

import typer

from qualcode.cli.session import session
from qualcode.export.table import matrix_table
from qualcode.export.words import words_in
from qualcode.export.writing import on_terminal, write_table
from qualcode.matrix.crossing import matrix


def matrix_command(
    context: typer.Context,
    rows: str = typer.Option("case", help="What the rows are: case."),
    columns: str = typer.Option("code", help="What the columns are: code."),
    by: str | None = typer.Option(None, help="Split the rows: wave."),
    cell: str = typer.Option("presence", help="presence or count."),
    layer: str = typer.Option("final", help="Whose codings: a coder's, or final."),
    all_speakers: bool = typer.Option(
        False, "--all-speakers", help="With what the interviewer says."
    ),
    out: Path | None = typer.Option(None, metavar="FILE", help="A .csv or .md file to write."),
) -> None:
    """Crosses cases with codes, by wave if you like."""
    here = session(context)
    with here.open() as study:
        found = matrix(
            study,
            rows=rows,
            columns=columns,
            by=by,
            cell=cell,
            layer_name=layer,
            all_speakers=all_speakers,
        )
        here.note_blindness(study)
    words = words_in("en")
    if out is not None:
        write_table(matrix_table(found, words, marks=out.suffix.lower() != ".csv"), out)
        here.note(f"Wrote {out}.")
    shown = on_terminal(matrix_table(found, words, marks=True))
    here.tell(found, shown if out is None else ())
