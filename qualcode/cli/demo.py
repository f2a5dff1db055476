"""The command that shows newcomers around."""

import shlex
from pathlib import Path

import typer

from qualcode.cli.session import session
from qualcode.demonstration import build_demo

TOUR = (
    ("what there is", "documents"),
    ("a text with its codings", "show P01-W01 --turns 1:6 --codings"),
    ("every passage on stigma, with all that lies under it", "codings --code stigma"),
    ("put a code on a passage of your own", "--as you code P02-W01 bevorderend --turn 6"),
    ("and take it back", "--as you undo"),
    ("who mentions what, at which wave", "matrix --by wave"),
    ("an appendix for the report", "export appendix"),
    ("is the file sound?", "doctor"),
)


def demo_command(
    context: typer.Context,
    folder: Path = typer.Argument(Path("qualcode-demo"), metavar="[DIR]", help="Where to."),
    _no_tui: bool = typer.Option(False, "--no-tui", help="Only build it and print the tour."),
) -> None:
    """Builds the demonstration study and shows you around."""
    here = session(context)
    path = build_demo(folder, told=here.note)
    lines = [f"Built {path} (all invented). Look around:", ""]
    lines += [f"  cd {shlex.quote(str(folder))}", ""]
    for what, command in TOUR:
        lines += [f"  # {what}", f"  qualcode {command}"]
    here.tell({"study": path, "tour": [f"qualcode {command}" for _, command in TOUR]}, lines)
