"""The program `qualcode`: runs a command, or the screens without one; a failure is one line."""

import os
import sqlite3
import sys
from pathlib import Path
from sqlite3 import SQLITE_CORRUPT, SQLITE_NOTADB

import typer

from qualcode.cli.commands import hoist, program
from qualcode.cli.session import stop_printing
from qualcode.errors import InputError, QualcodeError
from qualcode.settings import resolve

BROKEN = 3  # something inside broke
WRONG = 2  # the user's input was wrong
NOT_AS_ASKED = 1  # the study or the result is not as asked

NAMES = {"--study": "study", "--as": "coder"}  # what may go before the screens

FILE_TROUBLE = {  # what SQLite says → what to tell
    "locked": "Another program is writing to the study. Try again in a moment.",
    "readonly": "The study can't be written. Check the rights on the file and its folder.",
    "full": "The disk is full. Make room; the study is as it was.",
    "unable to open": "The study can't be opened. Check the rights on the file and its folder.",
}


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
    if isinstance(error, QualcodeError):
        return error.exit_code, str(error)
    if isinstance(error, typer.TyperException):
        command = getattr(getattr(error, "ctx", None), "command_path", "qualcode")
        message = error.format_message()
        stop = "" if message.endswith((".", "?")) else "."
        return WRONG, f"{message}{stop} See `{command} --help`."
    if isinstance(error, sqlite3.DatabaseError):
        for sign, sentence in FILE_TROUBLE.items():
            if sign in str(error):
                return NOT_AS_ASKED, sentence
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in (SQLITE_CORRUPT, SQLITE_NOTADB):
            return (
                WRONG,
                f"The study is damaged ({error}). Bring back a backup: `qualcode restore`.",
            )
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return NOT_AS_ASKED, f"{where}{error.strerror}. Check the folder, its rights and room."
    kind = type(error).__name__
    return BROKEN, f"Something inside broke ({kind}: {error}). QUALCODE_DEBUG=1 shows where."


if __name__ == "__main__":
    main()
