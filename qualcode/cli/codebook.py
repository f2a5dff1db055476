"""Commands on the codebook."""

from pathlib import Path

import typer

from qualcode.cli.session import session
from qualcode.codebook.loading import load
from qualcode.codebook.stored import codebook

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
    file: Path = typer.Argument(..., help="A codebook in YAML."),
    dry_run: bool = typer.Option(False, "--dry-run", help="Show what would change; write nothing."),
) -> None:
    """Adds the codes of a file, and changes those that differ."""
    here = session(context)
    with here.open() as study:
        loaded = load(study, file, dry_run=dry_run)
    lines = [f"+ {path}" for path in loaded.added] + [f"~ {path}" for path in loaded.changed]
    here.tell(loaded, [*lines, f"{len(loaded.unchanged)} codes are as they were."])
