"""The table of commands: what there is, what each is for, and the module that holds it.

A command's module is imported when it is called, so that `--help` and every command load
only what they need. A test compares these lines with the commands' own.
"""

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from qualcode import __version__
from qualcode.cli.session import Session
from qualcode.errors import InputError
from qualcode.settings import resolve

TABLE = {
    "demo": ("demo", "Builds the demonstration study and shows you around."),
    "init": ("study", "Makes a study."),
    "import": ("arriving", "Brings in transcripts: files or folders."),
    "documents": ("transcripts", "Lists the documents."),
    "show": ("transcripts", "Shows a text with its turns and codings."),
    "describe": ("arriving", "Says what a document is of, after it came in."),
    "speakers": ("arriving", "Lists who speaks, and says who is who."),
    "cases": ("cases", "Lists the cases, or takes in what is known of them."),
    "waves": ("cases", "Lists the waves, or takes in a plan of them."),
    "missed": ("cases", "Says that an interview was not held."),
    "periods": ("cases", "Lists sets of periods, or copies one into the study."),
    "coders": ("cases", "Lists the coders and how far they are."),
    "codebook": ("codebook", "Shows, checks and changes the codebook."),
    "stale": ("staleness", "Lists the documents that need another look since a code changed."),
    "queue": ("staleness", "Lists the codings that wait since their code was split."),
    "recode": ("staleness", "Gives codings other codes, or says that theirs still fits."),
    "code": ("coding", "Puts codes on a passage."),
    "revise": ("coding", "Changes the boundaries, the note or the time of a coding."),
    "uncode": ("coding", "Takes codings off again."),
    "codings": ("retrieval", "Retrieves codings with their words."),
    "search": ("searching", "Finds words in the transcripts, in coded passages, or in memos."),
    "assign": ("rounds", "Gives documents to a coder, by name or as a sample."),
    "assignments": ("rounds", "Lists who codes what, in which round, and how far they are."),
    "done": ("rounds", "Says that documents are fully coded."),
    "reveal": ("rounds", "Ends a blind round: coders see each other's work there."),
    "memo": ("writing", "Writes and lists memos."),
    "summary": ("writing", "Sets or shows what is said of a case, on a code, in a wave."),
    "summaries": ("writing", "Lists summaries."),
    "quote": ("writing", "Chooses a coding as a quote, with an edited form beside its words."),
    "quotes": ("writing", "Lists the quotes that are starred."),
    "adjudicate": ("adjudicating", "Lists where coders disagree, and settles it."),
    "flag": ("agenda", "Asks the team something, settles that, or lists what is open."),
    "agenda": ("agenda", "Says what to talk about in the team meeting."),
    "import-codings": ("codings_file", "Brings in codings from a csv."),
    "read": ("reading", "Reads a case through all its waves, the gaps shown."),
    "status": ("reading", "Says where you were, what is open, and what others changed since."),
    "undo": ("history", "Takes back your own last actions."),
    "redo": ("history", "Does again what you undid."),
    "log": ("history", "Lists what was done, by whom and when."),
    "matrix": ("analysis", "Crosses cases with codes, by wave if you like."),
    "import-summaries": ("analysis", "Takes back summaries that were written in a workbook."),
    "export": ("reports", "Writes reports, tables and lists."),
    "handout": ("exchange", "Makes a copy of the study for another coder."),
    "merge": ("exchange", "Takes in what another copy of the study holds."),
    "info": ("study", "Says what a study holds."),
    "doctor": ("study", "Checks that the study file is sound."),
    "backup": ("study", "Copies the study into its backups."),
    "restore": ("study", "Puts a backup in the study's place."),
}
GLOBAL = {"--study": True, "--as": True, "--json": False, "--quiet": False}  # takes a value?

Loaded = Any  # Typer's command class, which it keeps to itself


class Commands(TyperGroup):
    """A group that knows its commands' names and help, and imports one when it is called."""

    def resolve_command(
        self, ctx: Any, args: list[str]
    ) -> tuple[str | None, Loaded | None, list[str]]:
        name, _, rest = super().resolve_command(ctx, args)
        return name, load(str(name)), rest


def load(name: str) -> Loaded:
    """The command called `name`, imported."""
    module, help_line = TABLE[name]
    function = f"{name.replace('-', '_')}_command"
    found = getattr(import_module(f"qualcode.cli.{module}"), function)
    if isinstance(found, typer.Typer):
        found.info.help = help_line
        return typer.main.get_command(found)
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.command(name)(found)
    return typer.main.get_command(app)


def program() -> Loaded:
    """The whole command line, ready to run."""
    app = typer.Typer(
        cls=Commands,
        rich_markup_mode=None,
        add_completion=False,
        invoke_without_command=True,
        context_settings={"help_option_names": ["-h", "--help"]},
        help="Codes longitudinal qualitative interviews. Nothing leaves this machine.",
    )
    app.callback()(_root)
    group = typer.main.get_command(app)
    assert isinstance(group, Commands)
    for name, (_, help_line) in TABLE.items():
        group.add_command(TyperCommand(name, help=help_line))
    return group


def _root(
    context: typer.Context,
    study: str | None = typer.Option(
        None,
        "--study",
        metavar="FILE",
        help="The study; else QUALCODE_STUDY, or the only one here.",
    ),
    as_: str | None = typer.Option(
        None, "--as", metavar="NAME", help="The coder at work; else QUALCODE_CODER or the config."
    ),
    json: bool = typer.Option(False, "--json", help="Print one JSON document."),
    quiet: bool = typer.Option(False, "--quiet", help="Print only errors."),
    version: bool = typer.Option(False, "--version", help="Print the version and exit."),
) -> None:
    if version:
        print(f"qualcode {__version__}")
        raise typer.Exit
    context.obj = Session(resolve(study, as_, json=json, quiet=quiet))
    if context.invoked_subcommand is None:
        print(context.get_help())


def hoist(arguments: list[str]) -> list[str]:
    """Puts the options that hold everywhere first, wherever they were written."""
    first, rest = [], []
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--":
            rest += [argument, *waiting]
            break
        name, equals, _ = argument.partition("=")
        if name not in GLOBAL:
            rest.append(argument)
            continue
        first.append(argument)
        if GLOBAL[name] and not equals:
            value = next(waiting, None)
            if value is None:
                raise InputError(f"Option '{name}' requires an argument.", "Write it behind.")
            first.append(value)
    return first + rest
