"""Commands that write reports."""

from pathlib import Path

import typer

from qualcode.cli.session import session
from qualcode.export.appendix import appendix
from qualcode.export.writing import write_report

export_command = typer.Typer(rich_markup_mode=None, add_completion=False)


@export_command.callback()
def _group() -> None:
    """Writes report appendices."""


@export_command.command("appendix")
def appendix_file(
    context: typer.Context,
    out: Path | None = typer.Option(
        None, metavar="FILE", help="The file; else exports/appendix.md beside the study."
    ),
    language: str | None = typer.Option(None, help="nl or en; else the study's own."),
) -> None:
    """Methods, codebook, matrix and quotations, as Markdown."""
    here = session(context)
    target = out or here.path.parent / "exports" / "appendix.md"
    with here.open() as study:
        blocks = appendix(study, language=language)
        here.note_blindness(study)
    write_report(blocks, target)
    here.tell({"appendix": target}, [f"Wrote {target}."])
