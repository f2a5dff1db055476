"""Commands on the study as a whole."""

from pathlib import Path

import typer

from qualcode.cli.codebook_words import note_passed_over
from qualcode.cli.session import conflict_lines, counted, session
from qualcode.codebook.loading import start
from qualcode.coding.overview import overview
from qualcode.errors import InputError, OutcomeError
from qualcode.study import doctor
from qualcode.study.backup import back_up
from qualcode.study.restore import restore


def init_command(
    context: typer.Context,
    file: Path | None = typer.Argument(None, help="The file to make; else the study named."),
    template: str = typer.Option("blank", help="A shipped codebook (ips-cmd), a file, or blank."),
    language: str = typer.Option("nl", help="The language of the talk."),
) -> None:
    """Makes a study."""
    here = session(context)
    target = file or here.settings.study
    if target is None:
        raise InputError("No file is named.", "Write `qualcode init study.qualcode`.")
    loaded = start(target, template_name=template, language=language)
    if target.suffix != ".qualcode":
        here.note("note: only files called *.qualcode are found without --study")
    note_passed_over(here, Path(template), loaded)
    here.tell(
        {"study": target, "codes": len(loaded.added)},
        [f"Made {target} with {counted(len(loaded.added), 'code')}."],
    )


def info_command(context: typer.Context) -> None:
    """Says what a study holds."""
    here = session(context)
    with here.open() as study:
        found = overview(study)
    here.tell(
        found,
        [
            f"{found.study}: a study in «{found.language}», schema {found.schema}",
            f"documents: {found.documents} ({found.words} words)",
            f"cases: {found.cases}, waves: {found.waves}",
            f"codes: {found.codes}",
            f"codings: {found.codings} (by {', '.join(found.coders) or 'nobody'})",
            f"backups: {found.backups}",
            *conflict_lines(found.conflicts),
        ],
    )


def doctor_command(
    context: typer.Context,
    repair: bool = typer.Option(False, help="Make tables and search anew from the events."),
) -> None:
    """Checks that the study file is sound."""
    here = session(context)
    with here.open() as study:
        found = doctor.repair(study) if repair else doctor.examine(study)
    lines = []
    for check in found.checks:
        lines.append(f"{'ok ' if check.sound else 'BAD'} {check.name}")
        lines += [f"    {problem}" for problem in check.problems]
    here.tell(found, [*lines, "The study is sound."] if found.sound else lines)
    if not found.sound:
        hint = "A backup can be restored." if repair else "Try `qualcode doctor --repair`."
        raise OutcomeError(f"{here.path} is not sound.", hint)


def backup_command(context: typer.Context) -> None:
    """Copies the study into its backups."""
    here = session(context)
    with here.open() as study:
        kept = back_up(study.path)
    here.tell({"backup": kept}, [f"Kept {kept}."])


def restore_command(
    context: typer.Context,
    which: str | None = typer.Argument(None, metavar="[BACKUP]", help="The newest, or this one."),
) -> None:
    """Puts a backup in the study's place."""
    here = session(context)
    chosen, before = restore(here.path, which)
    here.tell(
        {"restored": chosen, "before": before},
        [f"Restored {chosen.name}."]
        + ([f"The study as it was lies in {before}."] if before else []),
    )
