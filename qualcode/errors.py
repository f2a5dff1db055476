"""The program's one error tree: a short sentence of what and where, and a hint of what to do."""

import sqlite3
from sqlite3 import SQLITE_CORRUPT, SQLITE_NOTADB


class QualcodeError(Exception):
    """Something a person should read; never shown as a traceback.

    `what` says what is wrong and where, `hint` what to do about it.
    `exit_code` is the command line's answer (see docs/commands.md).
    """

    exit_code = 3

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(f"{what} {hint}".strip())
        self.what = what
        self.hint = hint


class InputError(QualcodeError):
    """What the user gave is wrong: a name, a span, an option, a file."""

    exit_code = 2


class OutcomeError(QualcodeError):
    """The study, or the result, is not as asked: a failed check, part of a batch refused."""

    exit_code = 1


class UnknownName(InputError):
    """A document, case, wave, code or coder that the study doesn't hold."""


class UnreadableFile(InputError):
    """A file that no reader can make sense of; says the file and, where known, the line."""


class StudyUnusable(InputError):
    """A file that isn't a study, is damaged, or was made by a newer program."""


FILE_TROUBLE = {  # what SQLite says → what to tell
    "locked": ("Another program is writing to the study.", "Try again in a moment."),
    "readonly": ("The study can't be written.", "Check the rights on the file and its folder."),
    "full": ("The disk is full.", "Make room; the study is as it was."),
    "unable to open": (
        "The study can't be opened.",
        "Check the rights on the file and its folder.",
    ),
}


def of_the_system(error: BaseException) -> QualcodeError | None:
    """What SQLite or the system says, as one of ours; None for any other failure."""
    if isinstance(error, sqlite3.DatabaseError):
        for sign, told in FILE_TROUBLE.items():
            if sign in str(error):
                return OutcomeError(*told)
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in (SQLITE_CORRUPT, SQLITE_NOTADB):
            return StudyUnusable(
                f"The study is damaged ({error}).", "Bring back a backup: `qualcode restore`."
            )
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return OutcomeError(f"{where}{error.strerror}.", "Check the folder, its rights and room.")
    return None
