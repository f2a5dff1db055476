"""The command that shows newcomers around."""

import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from qualcode.cli.session import Session, session
from qualcode.demonstration import Told, build_demo

TOUR = (
    ("what there is", "documents"),
    ("one person through two years, on what they want of work", "read P03 --code werkwens"),
    ("every passage on stigma of one case, with all that lies under it",
     "codings --code stigma --case P01"),
    ("who speaks of COVID, and when: not asked, not mentioned and not held are told apart",
     "matrix --columns wave --code covid"),
    ("put a code on a passage of your own", "--as you code P02-W01 zorg --turn 14"),
    ("and take it back", "--as you undo"),
    ("where two coders differ, who coded this without seeing each other's work",
     "adjudicate P01-W02"),
    ("an appendix for the report", "export appendix"),
)  # fmt: skip


def demo_command(
    context: typer.Context,
    folder: Path = typer.Argument(Path("qualcode-demo"), metavar="[DIR]", help="Where to."),
    no_tui: bool = typer.Option(False, "--no-tui", help="Only build it and print the tour."),
) -> Path | None:
    """Builds the demonstration study and shows you around."""
    here = session(context)
    with _bar(here) as told:
        path = build_demo(folder, told=told)
    lines = [f"Built {path} (all invented). Look around:", ""]
    lines += [f"  cd {shlex.quote(str(folder))}", ""]
    for what, command in TOUR:
        lines += [f"  # {what}", f"  qualcode {command}"]
    here.tell({"study": path, "tour": [f"qualcode {command}" for _, command in TOUR]}, lines)
    is_told = here.settings.json or here.settings.quiet
    return None if no_tui or is_told else path  # to be shown, where somebody sits there


@contextmanager
def _bar(here: Session) -> Iterator[Told]:
    """Somebody to tell the steps to: a bar on a terminal, nobody elsewhere."""
    if here.settings.quiet or here.settings.json or not sys.stderr.isatty():
        yield lambda _what, _step, _steps: None
        return
    from rich.console import Console  # noqa: PLC0415  (heavy)
    from rich.progress import BarColumn, Progress, TextColumn  # noqa: PLC0415

    columns = TextColumn("{task.description:<32}"), BarColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("the study", total=None)

        def told(what: str, step: int, steps: int) -> None:
            progress.update(task, description=what, completed=step, total=steps)

        yield told
