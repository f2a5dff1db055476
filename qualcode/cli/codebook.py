"""Commands on the codebook as a whole."""

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from qualcode.cli.codebook_editing import (
    add_code,
    edit_code,
    merge_codes,
    move_code,
    remove_code,
    rename_code,
    split_code,
)
from qualcode.cli.codebook_words import change_lines, note_passed_over
from qualcode.cli.session import Session, counted, session
from qualcode.codebook.history import Step, diff, history
from qualcode.codebook.loading import Loaded, load
from qualcode.codebook.stored import codebook
from qualcode.errors import OutcomeError

if TYPE_CHECKING:
    from qualcode.codebook.checking import Remark

codebook_command = typer.Typer(rich_markup_mode=None, add_completion=False)


@codebook_command.command("show")
def show(context: typer.Context) -> None:
    """Shows the tree of codes."""
    here = session(context)
    with here.open() as study:
        book = codebook(study)
        language = study.language
    lines = []
    for code in book:
        key = f" [{code.hotkey}]" if code.hotkey else ""
        name = code.names.get(language, "")
        lines.append(f"{'  ' * code.depth}{code.last_part}{key}  {name}".rstrip())
    here.tell({"codes": book.codes}, lines)


@codebook_command.command("load")
def load_file(
    context: typer.Context,
    file: Path = typer.Argument(..., help="A codebook in YAML or CSV."),
    dry_run: bool = typer.Option(False, "--dry-run", help="Show what would change; write nothing."),
    yes: bool = typer.Option(False, "--yes", help="Don't ask, also on a terminal."),
) -> None:
    """Adds the codes of a file, and changes those that differ."""
    here = session(context)
    is_silent = here.settings.json or here.settings.quiet
    asks = sys.stdin.isatty() and not (yes or dry_run or is_silent)
    with here.open() as study:
        loaded = load(study, file, dry_run=dry_run, agreed=_asking(here) if asks else None)
    if asks and loaded.changes:
        lines = ["Loaded."] if loaded.written else ["Nothing was loaded."]
    else:
        lines = list(_loaded_lines(loaded))
    here.tell(loaded, lines)
    note_passed_over(here, file, loaded)


def _asking(here: Session) -> Callable[[Loaded], bool]:
    def agreed(loaded: Loaded) -> bool:
        here.say(_loaded_lines(loaded))
        return input("Load this? [y/N] ").strip().casefold() in ("y", "yes", "j", "ja")

    return agreed


def _loaded_lines(loaded: Loaded) -> Iterator[str]:
    yield from change_lines(loaded.changes, loaded.stale)
    yield f"{counted(len(loaded.unchanged), 'code')} as {_they(len(loaded.unchanged))} before."


def _they(number: int) -> str:
    return "it was" if number == 1 else "they were"


@codebook_command.command("save")
def save_file(
    context: typer.Context,
    file: Path = typer.Argument(..., help="The .yaml or .csv file; one that is there is kept up."),
) -> None:
    """Writes the codebook to a file, and keeps the layout of one that is there."""
    from qualcode.codebook.saving import save  # noqa: PLC0415  (brings ruamel)

    here = session(context)
    with here.open() as study:
        saved = save(study, file)
    said = "" if saved.changed else ", which told all of it already"
    here.tell(saved, [f"Saved {counted(saved.codes, 'code')} in {saved.file}{said}."])
    if saved.schema is not None:
        here.note(f"note: an editor can check it by {saved.schema}; put a copy beside it")


@codebook_command.command("check")
def check_codes(
    context: typer.Context,
    file: Path | None = typer.Option(None, help="A codebook file, in place of the study's."),
) -> None:
    """Looks for what is wrong in the codebook, and for what could be better."""
    from qualcode.codebook.checking import check, check_file  # noqa: PLC0415  (brings rapidfuzz)

    here = session(context)
    if file is None:
        with here.open() as study:
            found = check(study)
    else:
        found = check_file(file)
    advice = len(found.remarks) - found.problems
    total = (
        f"{counted(found.codes, 'code')}: {counted(found.problems, 'problem')}, {advice} to weigh"
    )
    here.tell(found, [*_remark_lines(found.remarks), total])
    if found.problems:
        raise OutcomeError(
            f"The codebook has {counted(found.problems, 'problem')}.",
            "They stand above; `qualcode codebook edit` or the file mends them.",
        )


def _remark_lines(remarks: "Iterable[Remark]") -> Iterator[str]:
    for remark in remarks:
        line = f"line {remark.line}: " if remark.line else ""
        yield f"{remark.severity:<7}  {line}{remark.code} {remark.text}"


@codebook_command.command("log")
def log_codes(
    context: typer.Context,
    code: str | None = typer.Option(None, help="Only what was done to this code."),
    last: int | None = typer.Option(None, min=1, help="Only so many, the latest."),
) -> None:
    """Lists what was done to the codebook, field by field."""
    here = session(context)
    with here.open() as study:
        found = history(study, code, last)
    here.tell({"events": found}, _history_lines(found))


def _history_lines(steps: Iterable[Step]) -> Iterator[str]:
    for step in steps:
        kind = "" if step.kind == "codebook" else f" {step.kind}"
        yield f"{step.at}  {step.id[:8]}  {step.coder}{kind}: {step.label}"
        yield from (f"  {line}" for line in change_lines(step.changes))


@codebook_command.command("diff")
def diff_codes(
    context: typer.Context,
    file: Path | None = typer.Argument(None, help="A codebook file: what a load would bring."),
    since: str | None = typer.Option(None, metavar="WHEN", help="A day, or an event of the log."),
) -> None:
    """Shows how the codebook differs from a file, or from itself earlier."""
    here = session(context)
    with here.open() as study:
        found = diff(study, file, since)
    lines = [f"--- {found.old}", f"+++ {found.new}", *change_lines(found.changes)]
    here.tell(found, lines if found.changes else ["No difference."])


codebook_command.command("add")(add_code)
codebook_command.command("edit")(edit_code)
codebook_command.command("rename")(rename_code)
codebook_command.command("move")(move_code)
codebook_command.command("split")(split_code)
codebook_command.command("merge")(merge_codes)
codebook_command.command("remove")(remove_code)
