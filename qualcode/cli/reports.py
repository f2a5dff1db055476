"""Commands that write reports, tables and lists."""

from pathlib import Path
from typing import Any

import typer

from qualcode.cli.session import Session, counted, session
from qualcode.coding.retrieval import Where
from qualcode.export.agenda import agenda
from qualcode.export.agenda_report import write_agenda
from qualcode.export.appendix import write_appendix
from qualcode.export.codebook_report import write_codebook
from qualcode.export.lists import write_codings, write_quotes
from qualcode.export.matrix_files import write_matrix

TEMPLATE = "A Word document whose styles the .docx gets."

export_command = typer.Typer(rich_markup_mode=None, add_completion=False)


@export_command.callback()
def _group() -> None:
    """Writes reports, tables and lists."""


def _target(here: Session, out: Path | None, name: str) -> Path:
    return out or here.path.parent / "exports" / name


@export_command.command("appendix")
def appendix_file(
    context: typer.Context,
    out: Path | None = typer.Option(
        None, metavar="FILE", help="The file; else exports/appendix.md beside the study."
    ),
    language: str | None = typer.Option(None, help="nl or en; else the study's own."),
    template: Path | None = typer.Option(None, metavar="DOCX", help=TEMPLATE),
) -> None:
    """Methods, codebook, matrix and quotations, as Markdown, a web page or a Word document."""
    here = session(context)
    target = _target(here, out, "appendix.md")
    with here.open() as study:
        write_appendix(study, target, language=language, template=template)
        here.note_blindness(study)
    here.tell({"appendix": target}, [f"Wrote {target}."])


@export_command.command("agenda")
def agenda_file(
    context: typer.Context,
    out: Path | None = typer.Option(
        None, metavar="FILE", help="The file; else exports/agenda.md beside the study."
    ),
    language: str | None = typer.Option(None, help="nl or en; else the study's own."),
    template: Path | None = typer.Option(None, metavar="DOCX", help=TEMPLATE),
) -> None:
    """What to talk about in the team meeting, as Markdown, a web page or a Word document."""
    here = session(context)
    target = _target(here, out, "agenda.md")
    with here.open() as study:
        write_agenda(study, agenda(study), target, language=language, template=template)
        here.note_blindness(study)
    here.tell({"agenda": target}, [f"Wrote {target}."])


@export_command.command("matrix")
def matrix_file(
    context: typer.Context,
    by: str | None = typer.Option(None, help="Split the rows, and a sheet for each part."),
    cell: str = typer.Option("presence", help="What a cell holds, as in `matrix`."),
    where: str | None = typer.Option(None, metavar="EXPR", help="Only what this is true of."),
    code: str | None = typer.Option(None, help="Only this code and those under it."),
    layer: str | None = typer.Option(None, help="Whose codings: a coder's, or final."),
    out: Path | None = typer.Option(
        None, metavar="FILE", help="The file; else exports/matrix.xlsx beside the study."
    ),
) -> None:
    """Cases × codes, with the quotes behind the cells."""
    here = session(context)
    target = _target(here, out, "matrix.xlsx")
    how: dict[str, Any] = {"by": by, "cell": cell, "where": where, "code": code}
    with here.open() as study:
        write_matrix(study, target, layer_name=layer, **how)
        here.note_blindness(study)
    here.tell({"matrix": target}, [f"Wrote {target}."])


@export_command.command("codings")
def codings_file(
    context: typer.Context,
    doc: str | None = typer.Option(None, help="In this document."),
    case: str | None = typer.Option(None, help="Of this case."),
    wave: str | None = typer.Option(None, help="In this wave."),
    code: str | None = typer.Option(None, help="With this code, or one under it."),
    coder: str | None = typer.Option(None, help="By this coder."),
    where: str | None = typer.Option(None, metavar="EXPR", help="Only what this is true of."),
    layer: str | None = typer.Option(None, help="Of a coder, or final."),
    out: Path | None = typer.Option(
        None, metavar="FILE", help="The file; else exports/codings.csv beside the study."
    ),
) -> None:
    """A row a coding, with its words."""
    here = session(context)
    target = _target(here, out, "codings.csv")
    asked = Where(doc, case, wave, code, coder, layer=layer, where=where)
    with here.open() as study:
        number = write_codings(study, target, asked)
        here.note_blindness(study)
    lines = [f"Wrote {counted(number, 'coding')} to {target}."]
    here.tell({"codings": target, "number": number}, lines)


@export_command.command("quotes")
def quotes_file(
    context: typer.Context,
    doc: str | None = typer.Option(None, help="In this document."),
    case: str | None = typer.Option(None, help="Of this case."),
    wave: str | None = typer.Option(None, help="In this wave."),
    code: str | None = typer.Option(None, help="With this code, or one under it."),
    where: str | None = typer.Option(None, metavar="EXPR", help="Only what this is true of."),
    out: Path | None = typer.Option(
        None, metavar="FILE", help="The file; else exports/quotes.xlsx beside the study."
    ),
) -> None:
    """A row a starred quote, with its edited form and translations."""
    here = session(context)
    target = _target(here, out, "quotes.xlsx")
    asked = Where(doc, case, wave, code, where=where)
    with here.open() as study:
        number = write_quotes(study, target, asked)
        here.note_blindness(study)
    lines = [f"Wrote {counted(number, 'quote')} to {target}."]
    here.tell({"quotes": target, "number": number}, lines)


@export_command.command("codebook")
def codebook_file(
    context: typer.Context,
    out: Path | None = typer.Option(
        None, metavar="FILE", help="The file; else exports/codebook.yaml beside the study."
    ),
    language: str | None = typer.Option(None, help="nl or en; else the study's own."),
    template: Path | None = typer.Option(None, metavar="DOCX", help=TEMPLATE),
) -> None:
    """The codes: as `codebook save` writes them, or as a text to read."""
    here = session(context)
    target = _target(here, out, "codebook.yaml")
    if out is None:
        target.parent.mkdir(exist_ok=True)
    with here.open() as study:
        write_codebook(study, target, language=language, template=template)
    here.tell({"codebook": target}, [f"Wrote {target}."])
