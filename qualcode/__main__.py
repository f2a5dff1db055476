"""The program `qualcode`: runs a command, or the screens without one; a failure is one line."""

import os
import sys
from pathlib import Path

import typer

from qualcode.cli.commands import hoist, program
from qualcode.cli.session import stop_printing
from qualcode.errors import InputError, QualcodeError, of_the_system
from qualcode.settings import resolve

BROKEN = 3  # something inside broke
WRONG = 2  # the user's input was wrong

NAMES = {"--study": "study", "--as": "coder"}  # what may go before the screens


def main() -> None:
    """The console script."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Programs that read our output want UTF-8, whatever the terminal's own encoding.
            stream.reconfigure(
                encoding=None if stream.isatty() else "utf-8", errors="backslashreplace"
            )
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Runs one command line and answers its exit code."""
    try:
        _check_text(arguments)
        if _is_terminal() and (named := _named(arguments)).keys() == {"study", "coder"}:
            _open_screens(named)
            return 0
        answer = program()(args=hoist(arguments), prog_name="qualcode", standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
        if isinstance(answer, Path):  # a study that the command made to be looked at
            if _is_terminal():
                _open_screens({"study": str(answer), "coder": None})
            return 0
    except (BrokenPipeError, SystemExit):
        # The reader of our output has gone (as `head` does; Typer makes an exit of it).
        # Nothing is left to say to it, not even at the end.
        stop_printing()
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if os.environ.get("QUALCODE_DEBUG"):
            raise
        code, text = _told(error)
        print("error:", " ".join(text.split()), file=sys.stderr)
        return code
    return int(answer or 0)


def _is_terminal() -> bool:
    """True where a person sits who sees what is shown, and can answer."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def _open_screens(named: dict[str, str | None]) -> None:
    # Textual takes a third of a second to load, and no command needs it.
    from qualcode.tui.app import start  # noqa: PLC0415

    start(resolve(**named, json=False, quiet=False))


def _named(arguments: list[str]) -> dict[str, str | None]:
    """The study and the coder that the options name; nothing where there is anything else."""
    found: dict[str, str | None] = {"study": None, "coder": None}
    waiting = iter(arguments)
    for argument in waiting:
        name, equals, value = argument.partition("=")
        told = value if equals else next(waiting, None)
        if name not in NAMES or told is None:
            return {}
        found[NAMES[name]] = told
    return found


def _check_text(arguments: list[str]) -> None:
    for argument in arguments:
        if any("\ud800" <= char <= "\udfff" for char in argument):
            told = argument.encode("utf-8", "replace").decode()
            raise InputError(f"«{told}» is not UTF-8 text.", "Rename the file, or type it anew.")


def _told(error: Exception) -> tuple[int, str]:
    """The exit code and the sentence for an error."""
    known = error if isinstance(error, QualcodeError) else of_the_system(error)
    if known is not None:
        return known.exit_code, str(known)
    if isinstance(error, typer.TyperException):
        command = getattr(getattr(error, "ctx", None), "command_path", "qualcode")
        message = error.format_message()
        stop = "" if message.endswith((".", "?")) else "."
        return WRONG, f"{message}{stop} See `{command} --help`."
    kind = type(error).__name__
    return BROKEN, f"Something inside broke ({kind}: {error}). QUALCODE_DEBUG=1 shows where."


if __name__ == "__main__":
    main()
